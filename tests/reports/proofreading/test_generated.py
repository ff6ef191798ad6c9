"""Sentences made from numbers: silent while they follow from each other, and one changed digit is found."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from printing.numbers import grouped, percent, rounded
from reports.proofreading.proofreader import proofread
from reports.proofreading.sentences import lines_of

COUNTS = st.integers(12, 9_000)
FEW = st.integers(12, 90)


@dataclass(frozen=True)
class Made:
    """A sentence with a place for the number that follows from the others, which is exactly `exact`."""

    text: str
    derived: str
    exact: Decimal
    kind: str
    others: tuple[int, ...] = ()

    def said(self, number: str) -> list[str]:
        return [finding.kind.value for finding in proofread(self.text.format(number))]


def parts(draw) -> Made:
    a, b, c = draw(COUNTS), draw(COUNTS), draw(FEW)
    listed = f"{grouped(a)} HTX nông nghiệp, {grouped(b)} HTX phi nông nghiệp và {grouped(c)} QTDND"
    text = draw(
        st.sampled_from(
            [
                f"Toàn tỉnh hiện có {{}} HTX (trong đó {listed}).",
                f"Toàn tỉnh hiện có {{}} hợp tác xã. Trong đó: {listed}.",
                f"Đến nay có {{}} HTX với 1,5 triệu thành viên, gồm {listed}; 02 liên hiệp HTX.",
            ]
        )
    )
    return Made(text, grouped(a + b + c), Decimal(a + b + c), "parts_total", (a, b, c, a + b, 2, 1_500_000))


def stated_afterwards(draw) -> Made:
    a, b = draw(COUNTS), draw(COUNTS)
    text = f"{grouped(a)} HTX nông nghiệp và {grouped(b)} HTX phi nông nghiệp, tổng cộng {{}} HTX."
    return Made(text, grouped(a + b), Decimal(a + b), "parts_total", (a, b))


def of_plan(draw) -> Made:
    done, plan = draw(FEW), draw(FEW)
    text = draw(
        st.sampled_from(
            [
                f"Thành lập mới {done}/{plan} THT, đạt {{}} kế hoạch.",
                f"Thành lập mới {done} HTX, bằng {{}} so với chỉ tiêu được giao ({plan} HTX).",
                f"Mở {done}/{plan} lớp tập huấn, có 549 người tham dự, đạt {{}} kế hoạch năm.",
                f"Kế hoạch giao {plan} HTX, thực hiện {done} HTX, đạt {{}}.",
            ]
        )
    )
    exact = Decimal(100 * done) / plan
    return Made(text, percent(exact), exact, "percent")


def of_total(draw) -> Made:
    part, rest = draw(COUNTS), draw(COUNTS)
    text = f"Trong tổng số {grouped(part + rest)} HTX có {grouped(part)} HTX nông nghiệp, chiếm {{}}."
    exact = Decimal(100 * part) / (part + rest)
    return Made(text, percent(exact), exact, "percent")


def of_growth(draw) -> Made:
    before, more = draw(COUNTS), draw(FEW)
    now = grouped(before + more)
    text = draw(
        st.sampled_from(
            [
                f"Tổng số {now} thành viên, tăng {grouped(more)} thành viên ({{}}) so với năm 2022.",
                f"Số HTX tăng từ {grouped(before)} HTX năm 2022 lên {now} HTX năm 2023, tăng {{}}.",
            ]
        )
    )
    exact = Decimal(100 * more) / before
    return Made(text, percent(exact), exact, "percent")


def movement(draw) -> Made:
    opening, new, closed = draw(COUNTS), draw(FEW), draw(st.integers(1, 11))
    text = draw(
        st.sampled_from(
            [
                f"Đầu năm 2023 có {grouped(opening)} HTX, thành lập mới {new} HTX, giải thể {closed:02} HTX, "
                "đến cuối năm có {} HTX.",
                f"Đến cuối năm 2022, toàn tỉnh có {grouped(opening)} HTX. Trong năm 2023, thành lập mới {new} HTX, "
                f"giải thể {closed:02} HTX, nâng tổng số lên {{}} HTX.",
            ]
        )
    )
    closing = opening + new - closed
    return Made(text, grouped(closing), Decimal(closing), "movement")


def change(draw) -> Made:
    before, more = draw(COUNTS), draw(FEW)
    text = f"Toàn tỉnh có {grouped(before + more)} HTX, tăng {{}} HTX so với năm 2022 ({grouped(before)} HTX)."
    return Made(text, grouped(more), Decimal(more), "movement")


def average(draw) -> Made:
    groups, members = draw(FEW), draw(COUNTS)
    assume(members > 20 * groups)
    text = f"Có {groups} THT với {grouped(members)} tổ viên, bình quân {{}} tổ viên/THT."
    exact = Decimal(members) / groups
    return Made(text, grouped(rounded(exact, 1)), exact, "average")


KINDS_OF_SENTENCE = [parts, stated_afterwards, of_plan, of_total, of_growth, movement, change, average]


@pytest.mark.parametrize("make", KINDS_OF_SENTENCE)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_sentence_whose_number_follows_is_silent(make, data):
    made = make(data.draw)

    assert made.said(made.derived) == []


@pytest.mark.parametrize("make", KINDS_OF_SENTENCE)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_one_changed_digit_gives_exactly_that_finding(make, data):
    made = make(data.draw)
    changed = data.draw(with_one_digit_changed(made.derived))
    value, step = _value(changed), _step(changed)
    assume(abs(value - made.exact) >= step)  # within one unit of the last digit it may only have been cut off
    assume(not {value, made.exact - value, value - made.exact} & set(map(Decimal, made.others)))

    assert made.said(changed) == [made.kind]


@st.composite
def with_one_digit_changed(draw, number: str) -> str:
    at = draw(st.sampled_from([place for place, letter in enumerate(number) if letter.isdigit()]))
    digit = draw(st.sampled_from([each for each in "123456789" if each != number[at]]))
    return number[:at] + digit + number[at + 1 :]


def _value(printed: str) -> Decimal:
    return Decimal(printed.removesuffix("%").replace(".", "").replace(",", "."))


def _step(printed: str) -> Decimal:
    return Decimal(1).scaleb(-len(printed.removesuffix("%").partition(",")[2]))


VOCABULARY = (
    "464 351,5 1.234 12/9 0 1 100% 0% 5-6% 2,4 lần tăng giảm đạt bằng chiếm vượt từ đến lên so với năm 2022 cùng kỳ kế "
    "hoạch chỉ tiêu ( ) , ; : . … và trong đó gồm còn lại tổng số HTX THT QTDND thành viên đồng tỷ triệu /HTX /người "
    "/tháng bình quân doanh thu thu nhập nâng thành lập mới giải thể đầu cuối mục tiêu phấn đấu khoảng trên trở lên | "
    "- \t ngày 31/11/2023 17 942 ha nông nghiệp phi một"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=60), st.sampled_from([" ", "\n"]))
def test_words_and_numbers_in_any_order_break_nothing(words, mark):
    """Every finding quotes words of the line it names."""
    text = " ".join(words[:30]) + mark + " ".join(words[30:])
    lines = lines_of(text)

    assert all(finding.text in lines[finding.line - 1] for finding in proofread(text))
