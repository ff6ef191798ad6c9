"""Decree 30/2020/NĐ-CP, Appendix I, point by point, measured on the paper."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from pypdf import PdfReader

from printing.document import Document, Section
from printing.letterhead import Signature
from printing.pdf import document_pdf
from printing.table import Column, Table
from tests.printing.paper import MM, Text, rules, size, texts
from tests.printing.test_letterhead import HEAD

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DEPUTY = Signature("TM. Ban Thường vụ", "Phó Chủ tịch", "Trần Văn Thử", "KT. Chủ tịch")
SENTENCE = "Các hợp tác xã hoạt động ổn định, có khai báo đầy đủ số liệu trong năm. "


def sample() -> Document:
    columns = (Column("n", "STT", kind="integer"), Column("name", "Tên"))
    rows = tuple((number, f"Hợp tác xã thử {number}") for number in range(1, 46))
    return Document(
        letterhead=HEAD,
        signature=DEPUTY,
        opening=(SENTENCE * 3,),
        sections=(
            Section("Tình hình", (SENTENCE * 60,), (Section("Hợp tác xã", (SENTENCE * 50,)),)),
            Section("Kiến nghị", (SENTENCE,)),
        ),
        recipients=("Ủy ban nhân dân tỉnh", "Thường trực Tỉnh ủy"),
        annexes=(Table("Danh sách", columns, rows), Table("Danh sách khác", columns, rows)),
    )


def printed(document: Document) -> list:
    return list(PdfReader(io.BytesIO(document_pdf(document))).pages)


@pytest.fixture(scope="module")
def pages() -> list:
    return printed(sample())


@pytest.fixture(scope="module")
def first(pages) -> dict[str, Text]:
    return {text.said: text for text in texts(pages[0])}


@pytest.fixture(scope="module")
def last(pages) -> dict[str, Text]:
    """The page that is signed."""
    (signed,) = [page for page in pages if "Trần Văn Thử" in page.extract_text()]
    return {text.said: text for text in texts(signed)}


def styled(text: Text) -> tuple[float, str]:
    return text.size, text.face


def test_the_name_of_the_country_is_12_points_upright_bold_capitals_on_one_line(first):
    assert styled(first[COUNTRY]) == (12, "Bold")


def test_the_motto_is_13_points_bold_in_the_middle_below_the_country(first):
    country, motto = first[COUNTRY], first[MOTTO]

    assert styled(motto) == (13, "Bold")
    assert (motto.x + motto.end) / 2 == pytest.approx((country.x + country.end) / 2, abs=0.5)
    assert 4 < motto.y - country.y < 8


def test_the_rule_below_the_motto_is_as_long_as_the_motto(pages, first):
    motto = first[MOTTO]
    (rule,) = {
        (round(left, 1), round(width, 1)) for left, y, width in rules(pages[0]) if left > 100 and y < motto.y + 4
    }

    assert rule == (pytest.approx(motto.x, abs=0.5), pytest.approx(motto.end - motto.x, abs=0.5))


def test_the_parent_is_12_points_plain_and_the_issuer_bold_below_it(first):
    parent, issuer = first["LIÊN MINH HỢP TÁC XÃ VIỆT NAM"], first["LIÊN MINH HỢP TÁC XÃ"]

    assert (styled(parent), styled(issuer)) == ((12, "Regular"), (12, "Bold"))
    assert issuer.y > parent.y


def test_the_rule_below_the_issuer_is_a_third_to_half_of_its_longest_line(pages, first):
    line = first["TỈNH BÀ RỊA - VŨNG TÀU"]
    ((left, width),) = {
        (round(left, 1), round(width, 1)) for left, y, width in rules(pages[0]) if left < 100 and y < line.y + 5
    }

    assert 1 / 3 <= width / (line.end - line.x) <= 1 / 2
    assert left + width / 2 == pytest.approx((line.x + line.end) / 2, abs=0.5)


def test_the_number_is_13_points_plain_and_padded(first):
    assert styled(first["Số: 05/BC-LMHTX"]) == (13, "Regular")


def test_place_and_day_are_13_points_italic_at_the_height_of_the_number(first):
    day = first["Bà Rịa, ngày 05 tháng 01 năm 2024"]

    assert styled(day) == (13, "Italic")
    assert day.y == pytest.approx(first["Số: 05/BC-LMHTX"].y, abs=0.2)


def test_the_kind_and_the_subject_are_14_points_bold_in_the_middle(first):
    kind, subject = first["BÁO CÁO"], first["Tổng kết công tác năm 2023"]

    assert {styled(kind), styled(subject)} == {(14, "Bold")}
    assert [(text.x + text.end) / 2 for text in (kind, subject)] == [pytest.approx(112.5, abs=0.5)] * 2


def test_the_rule_below_the_subject_is_a_third_to_half_of_it(pages, first):
    subject = first["Tổng kết công tác năm 2023"]
    (width,) = {round(width, 1) for _, y, width in rules(pages[0]) if subject.y < y < subject.y + 5}

    assert 1 / 3 <= width / (subject.end - subject.x) <= 1 / 2


def test_the_text_is_14_points_indented_and_set_to_both_margins(pages):
    lines = [text for text in texts(pages[0]) if "hợp tác xã" in text.said and text.face == "Regular"]

    assert {line.size for line in lines} == {14}
    assert {round(line.x, 1) for line in lines} == {30.0, 42.7}


def test_lines_are_no_closer_than_single_and_no_farther_than_one_and_a_half(pages):
    lines = sorted({round(text.y, 2) for text in texts(pages[1]) if text.size == 14 and text.face == "Regular"})
    steps = {round((below - above) * MM / 14, 2) for above, below in pairwise(lines[1:7])}

    assert steps == {1.25}


def test_parts_are_bold_capitals_and_their_parts_bold(first, pages):
    said = {text.said: text for page in pages for text in texts(page)}

    assert styled(said["I. TÌNH HÌNH"]) == (14, "Bold")
    assert styled(said["1. Hợp tác xã"]) == (14, "Bold")


def test_all_that_is_written_stands_within_the_margins_and_the_number_alone_above(pages):
    every = [text for page in pages for text in texts(page)]
    above = [text for text in every if text.y < 20]

    assert all(20 <= text.y <= 277 and text.x >= 30 for text in every if text not in above)
    assert {text.said for text in above} == {"2", "3", "4"}


def test_numbers_of_pages_are_13_points_plain_in_the_middle_of_the_top_margin(pages):
    numbers = [text for page in pages for text in texts(page) if text.y < 20]

    assert {styled(number) for number in numbers} == {(13, "Regular")}
    assert [(number.x + number.end) / 2 for number in numbers] == [pytest.approx(112.5, abs=0.5)] * len(numbers)


def test_the_first_page_and_the_first_of_every_annex_bear_no_number(pages):
    assert [[text.said for text in texts(page) if text.y < 20] for page in pages] == [
        [],
        ["2"],
        ["3"],
        ["4"],
        [],
        ["2"],
        [],
        ["2"],
    ]


def test_pages_are_a4(pages):
    assert {tuple(map(round, size(page))) for page in pages} == {(210, 297)}


def test_a_deputy_signs_in_place_of_the_head_in_bold_capitals_and_a_plain_name(last):
    over = [last[line] for line in ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")]
    name = last["Trần Văn Thử"]

    assert {styled(text) for text in (*over, name)} == {(14, "Bold")}
    assert [text.y for text in over] == sorted(text.y for text in over)
    assert {round((text.x + text.end) / 2) for text in (*over, name)} == {154}
    assert name.y - over[-1].y > 20  # room for hand and seal


def test_recipients_stand_left_of_the_signature_at_its_height(last):
    title, listed = last["Nơi nhận:"], [text for said, text in last.items() if said.startswith("- ")]

    assert styled(title) == (12, "Bold-Italic")
    assert {styled(text) for text in listed} == {(11, "Regular")}
    assert [text.said for text in listed] == ["- Ủy ban nhân dân tỉnh;", "- Thường trực Tỉnh ủy;", "- Lưu: VT."]
    assert title.x == pytest.approx(30, abs=0.5)
    assert abs(title.y - last["TM. BAN THƯỜNG VỤ"].y) < 2


def test_an_annex_begins_with_its_numeral_its_title_in_capitals_and_what_it_goes_with(pages):
    (begun,) = [page for page in pages if "Phụ lục I\n" in page.extract_text()]
    numeral, title, *source = texts(begun)[:4]

    assert [(text.said, *styled(text)) for text in (numeral, title, *source)] == [
        ("Phụ lục I", 14, "Bold"),
        ("DANH SÁCH", 13, "Bold"),
        ("(Kèm theo Báo cáo số 05/BC-LMHTX ngày 05 tháng 01 năm 2024", 13, "Italic"),
        ("của Liên minh Hợp tác xã tỉnh Bà Rịa - Vũng Tàu)", 13, "Italic"),
    ]


def test_a_draft_leaves_room_for_its_number():
    (page,) = printed(Document(replace(HEAD, number=""), DEPUTY, ("Mở đầu.",), ()))

    (number,) = [text for text in texts(page) if text.said.startswith("Số:")]
    assert number.said == "Số:" + " " * 8 + "/BC-LMHTX"


@pytest.mark.parametrize("parent", ["LIÊN MINH HỢP TÁC XÃ VIỆT NAM", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", ""])
@pytest.mark.parametrize(
    "issuer",
    [
        "LIÊN MINH HỢP TÁC XÃ THÀNH PHỐ HỒ CHÍ MINH",
        "LIÊN MINH HỢP TÁC XÃ TỈNH BÀ RỊA - VŨNG TÀU",
        "BAN CHỈ ĐẠO PHÁT TRIỂN KINH TẾ TẬP THỂ THÀNH PHỐ HỒ CHÍ MINH",
        "LIÊN MINH HTX TỈNH HÀ NAM",
    ],
)
def test_the_two_sides_of_the_head_never_meet_however_long_the_names(parent, issuer):
    head = replace(HEAD, parent=parent, issuer=issuer, day=date(2024, 12, 28), number="1234")

    (page,) = printed(Document(head, DEPUTY, ("Mở đầu.",), ()))

    found = texts(page)
    country = next(text for text in found if text.said == COUNTRY)
    left = [text for text in found if text.said in (*head.parent_lines, *head.issuer_lines)]
    assert [text.said for text in left] == [*head.parent_lines, *head.issuer_lines]
    assert left[0].y == pytest.approx(country.y, abs=0.5)
    assert all(text.x >= 30 and text.end < country.x - 2 for text in left)
    assert country.end <= 195.1
