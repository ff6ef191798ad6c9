"""Texts made to keep a reader busy: twice as much of any is about twice the work, and too much of it is refused."""

import sys
import unicodedata

import pytest

from reports.proofreading.limits import TooLong, check_length
from reports.proofreading.proofreader import proofread

TWICE = 2.3  # with what is paid once
HOSTILE = {
    "one sentence of lists": "533 HTX trong đó 468 HTX nông nghiệp, 45 HTX phi nông nghiệp và 21 QTDND, ",
    "words that open a list": "trong đó ",
    "lists that open in vain": "trong đó " * 100 + "5 HTX, " * 50 + ". Ấy. ",
    "brackets that open in vain": "5 HTX (trong đó " + "( " * 150 + "trong đó " * 40 + "5 HTX, " * 40 + ". Ấy. ",
    "words that lead to a percentage": "là được tỷ lệ gần trên hơn khoảng " * 25 + "5% " * 55 + ". Ấy. ",
    "places": "huyện An Phú có 5 HTX, xã Tân Lập " * 20 + ". Ấy. ",
    "years": "năm 2022 có 445 HTX, năm 2023 có 464 HTX, tăng 4% so với năm 2021 (5 HTX), " * 10 + ". Ấy. ",
    "quarters": "quý I có 5 HTX, quý II có 6 HTX, lũy kế 6 tháng có 11 HTX; " * 15 + ". Ấy. ",
    "averages": "bình quân mỗi HTX có 5 tỷ đồng, " * 55 + ". Ấy. ",
    "fractions of fractions": "5/5/5/5/5 HTX " * 10 + ". Ấy. ",
    "digits without end": "9" * 900 + " HTX trong đó 5 HTX và 4 HTX. ",
    "groups of digits without end": "1.234" * 200 + " HTX. ",
    "full stops": "." * 500 + " 5 HTX. ",
    "spaces": "5" + " " * 300 + "HTX. ",
    "lists of two": "Có 5 HTX, gồm:\n- 3 HTX;\n- 2 HTX.\n",
    "lists of nothing": "a:\n- b:\n",
    "tables": "1\t2\t3\n",
    "short sentences": "Có 5 HTX. ",
    "targets": "Năm 2022 thành lập mới 28 HTX. Năm 2023 phấn đấu thành lập mới 20 HTX. ",
    "accents sent apart": unicodedata.normalize("NFD", "Toàn tỉnh có 533 HTX, trong đó 468 HTX nông nghiệp. "),
    "digits of other scripts": "５ HTX ٣ HTX 𝟝 HTX \u202e533 HTX\u2066 ẞ ŉ ﬁ İ 5 HTX. ",
}


def work(text: str) -> int:
    """How many functions a reading calls, ours and those of the language."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        proofread(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_twice_the_work(unit):
    times = max(4, 2_000 // len(unit))
    proofread(unit)

    assert work(unit * times * 2) <= TWICE * work(unit * times)


@pytest.mark.parametrize(
    "text",
    ["9" * 1_000_000, "\n" * 1_000_000, " " * 1_000_000, "HTX " * 30_000, "\u0301" * 1_000_000],
    ids=["digits", "empty lines", "spaces", "words", "accents"],
)
def test_a_text_of_a_million_letters_is_refused_before_it_is_read(text):
    with pytest.raises(TooLong, match="hãy chia thành nhiều phần"):
        check_length(text)
