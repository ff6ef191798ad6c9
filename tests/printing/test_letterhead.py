"""Head and foot of an official document as Decree 30/2020/NĐ-CP writes them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from printing.letterhead import BLANK_NUMBER, Letterhead, balanced, bold_width, document_number, recipient_lines
from printing.numbers import NumberRefused

FONT = Path(__file__).parents[2] / "static" / "fonts" / "Tinos-Bold.woff2"
HEAD = Letterhead(
    parent="LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
    issuer="LIÊN MINH HỢP TÁC XÃ TỈNH BÀ RỊA - VŨNG TÀU",
    issuer_name="Liên minh Hợp tác xã tỉnh Bà Rịa - Vũng Tàu",
    number="5",
    symbol="BC-LMHTX",
    place="Bà Rịa",
    day=date(2024, 1, 5),
    kind="BÁO CÁO",
    subject="Tổng kết công tác năm 2023",
)


def test_a_number_below_ten_is_padded():
    assert HEAD.number_line == "Số: 05/BC-LMHTX"
    assert replace(HEAD, number="127").number_line == "Số: 127/BC-LMHTX"


def test_nought_is_no_number_of_a_document_and_zeros_before_one_are_dropped():
    with pytest.raises(NumberRefused, match="“0” không phải số thứ tự"):
        document_number("0")
    assert [document_number(typed) for typed in ("", " 7 ", "07", "127")] == ["", "7", "7", "127"]


def test_a_draft_leaves_room_for_its_number():
    assert replace(HEAD, number="").number_line.split("/") == ["Số: " + "\u00a0" * 7, "BC-LMHTX"]


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 1, 5), "ngày 05 tháng 01 năm 2024"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (date(2023, 12, 26), "ngày 26 tháng 12 năm 2023"),
    ],
)
def test_days_below_ten_and_the_first_two_months_are_padded(day, written):
    assert replace(HEAD, day=day).place_and_day == f"Bà Rịa, {written}"


@pytest.mark.parametrize(
    ("issuer", "lines"),
    [
        ("Liên minh HTX tỉnh Hà Nam", ["LIÊN MINH HTX TỈNH HÀ NAM"]),
        ("Liên minh hợp tác xã Ninh Bình", ["LIÊN MINH HỢP TÁC XÃ NINH BÌNH"]),
        ("Liên minh HTX tỉnh Tuyên Quang", ["LIÊN MINH HTX", "TỈNH TUYÊN QUANG"]),
        (HEAD.issuer, ["LIÊN MINH HỢP TÁC XÃ", "TỈNH BÀ RỊA - VŨNG TÀU"]),
        ("LIÊN MINH HỢP TÁC XÃ TỈNH HÀ NAM", ["LIÊN MINH HỢP TÁC XÃ", "TỈNH HÀ NAM"]),
        ("Liên minh hợp tác xã thành phố Hồ Chí Minh", ["LIÊN MINH HỢP TÁC XÃ", "THÀNH PHỐ HỒ CHÍ MINH"]),
    ],
)
def test_a_long_issuer_breaks_into_two_lines_and_no_word_is_torn(issuer, lines):
    assert replace(HEAD, issuer=issuer).issuer_lines == lines


def test_the_widths_of_the_head_are_those_of_its_font():
    font = TTFont(FONT)
    letters, widths = font.getBestCmap(), font["hmtx"]

    for letter in "AĂÂÁẬBCDĐEÊGHIÌKLMNOÔƠỜPQRSTUƯỰVXYỲ -":
        assert bold_width(letter) == pytest.approx(
            1000 * widths[letters[ord(letter)]][0] / font["head"].unitsPerEm, abs=1
        )


def test_the_usual_parent_stays_on_one_line_and_none_takes_none():
    assert HEAD.parent_lines == ["LIÊN MINH HỢP TÁC XÃ VIỆT NAM"]
    assert replace(HEAD, parent="").parent_lines == []


def test_a_long_subject_is_divided_evenly():
    subject = "Tổng kết tình hình kinh tế tập thể, công tác năm 2023, phương hướng, nhiệm vụ năm 2024"

    assert replace(HEAD, subject=subject).subject_lines == [
        "Tổng kết tình hình kinh tế tập thể, công tác",
        "năm 2023, phương hướng, nhiệm vụ năm 2024",
    ]


@given(st.text(alphabet="ABĐ -\u00a0\n", max_size=200), st.integers(1, 60))
def test_breaking_a_name_loses_no_word_and_no_hard_space(text, room):
    assert [word for line in balanced(text, room) for word in line.split(" ")] == re.findall(r"[^ \n]+", text)


@pytest.mark.parametrize(
    ("recipients", "lines"),
    [
        ([], ["- Lưu: VT."]),
        (["Tỉnh ủy", "- UBND tỉnh;"], ["- Tỉnh ủy;", "- UBND tỉnh;", "- Lưu: VT."]),
        (["Tỉnh ủy", "", "Lưu: VT, VP."], ["- Tỉnh ủy;", "- Lưu: VT, VP."]),
    ],
)
def test_the_recipients_end_with_the_copy_that_is_kept(recipients, lines):
    assert recipient_lines(recipients) == lines


def test_the_annex_of_a_draft_leaves_room_for_the_number_too():
    assert replace(HEAD, number="").reference_lines[0] == (
        f"(Kèm theo Báo cáo số {BLANK_NUMBER}/BC-LMHTX ngày 05 tháng 01 năm 2024"
    )


def test_an_annex_names_the_document_it_goes_with():
    assert HEAD.reference == (
        "Kèm theo Báo cáo số 05/BC-LMHTX ngày 05 tháng 01 năm 2024 của Liên minh Hợp tác xã tỉnh Bà Rịa - Vũng Tàu"
    )
