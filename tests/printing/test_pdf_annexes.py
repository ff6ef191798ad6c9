"""Long annexes: drawn row by row, yet one tagged table of one PDF, with the same columns on every page."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from printing.column_widths import LYING, MM, UPRIGHT, column_widths
from printing.document import Document, Exhibit, Section
from printing.letterhead import Signature
from printing.pdf import LAID_OUT, MOST_ROWS, RULED, PdfFailed, document_pdf, is_long
from printing.ruled_pages import Laid, Ruled, broken
from printing.table import Column, Table
from tests.printing.paper import texts
from tests.printing.test_letterhead import HEAD

COLUMNS = (
    Column("n", "STT", kind="integer"),
    Column("name", "Tên hợp tác xã", kind="name"),
    Column("members", "Thành viên", "người", kind="integer"),
    Column("day", "Ngày thành lập", kind="day"),
)
ROWS = 130


def annex(count: int, **more) -> Table:
    rows = tuple(
        (
            n,
            f"Hợp tác xã dịch vụ nông nghiệp tổng hợp và tiêu thụ sản phẩm {n}" if n % 7 == 0 else f"HTX số {n}.",
            n,
            date(2013, 2, 1),
        )
        for n in range(1, count + 1)
    )
    return Table("Danh sách hợp tác xã", COLUMNS, rows, **more)


def document(*annexes: Table, blocks=("Một câu.",)) -> Document:
    signature = Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Nguyễn Thị Thử")
    return Document(HEAD, signature, ("Mở đầu.",), (Section("Tình hình", blocks),), annexes=annexes)


@pytest.fixture(scope="module")
def paper() -> PdfReader:
    """A document with a long annex that has all there is, a short one, and a long one that lies."""
    full = annex(
        ROWS, total=(None, "Tổng số", 8_515, None), notes=("Ghi chú <b>&</b> chữ Ữ.",), source="báo cáo của tổ chức"
    )
    wide = Table("Bảng rộng", tuple(Column(str(n), f"Cột {n}") for n in range(9)), (tuple("abcdefghi"),) * 70)
    return PdfReader(io.BytesIO(document_pdf(document(full, annex(3), wide))))


def said(page) -> str:
    return " ".join(page.extract_text().split())


def long_pages(paper: PdfReader) -> list:
    """The pages of the first annex."""
    begin = next(number for number, page in enumerate(paper.pages) if said(page).startswith("Phụ lục I "))
    end = next(number for number, page in enumerate(paper.pages) if said(page).startswith("Phụ lục II "))
    return paper.pages[begin:end]


def test_every_row_is_printed_once_and_in_order(paper):
    numbers = [
        int(text.said) for page in long_pages(paper) for text in texts(page) if text.x < 45 and text.said.isdigit()
    ]

    assert numbers == list(range(1, ROWS + 1))


def test_the_head_stands_on_every_page(paper):
    assert ["STT Tên hợp tác xã" in said(page) for page in long_pages(paper)] == [True] * len(long_pages(paper))


def test_columns_are_as_wide_on_every_page(paper):
    heads = {(text.said, round(text.x, 2)) for page in long_pages(paper) for text in texts(page) if text.face == "Bold"}

    assert len([x for name, x in heads if name == "STT"]) == 1
    assert len([x for name, x in heads if name == "Tên hợp tác xã"]) == 1


def test_each_annex_is_numbered_for_itself_from_its_second_page_on(paper):
    numbers = [[text.said for text in texts(page) if text.y < 18] for page in paper.pages]

    assert numbers == [[], [], ["2"], ["3"], ["4"], ["5"], [], [], ["2"], ["3"], ["4"]]


def test_rows_stay_within_the_margins(paper):
    every = [text for page in long_pages(paper) for text in texts(page) if text.y >= 18]

    assert all(text.x >= 30 and text.end <= 195 and 20 <= text.y <= 277 for text in every)


def test_a_wide_annex_lies_on_all_its_pages(paper):
    sides = [page.mediabox.width > page.mediabox.height for page in paper.pages[-3:]]

    assert sides == [True, True, True]
    assert "Cột 8" in said(paper.pages[-1])


def test_numbers_end_at_the_same_edge(paper):
    ends = {
        round(text.end, 1)
        for page in long_pages(paper)
        for text in texts(page)
        if text.x < 45 and text.face == "Regular" and text.said.isdigit() and text.size == 12
    }

    assert len(ends) == 1


def test_notes_and_source_follow_the_total(paper):
    end = said(long_pages(paper)[-1])

    assert "Tổng số 8.515 Ghi chú <b>&</b> chữ Ữ. Nguồn: báo cáo của tổ chức." in end


@pytest.mark.parametrize("count", range(RULED, RULED + 45))
def test_no_row_no_total_and_no_note_goes_over_to_the_next_page_alone(count):
    """However many rows there are; laid out without paper, which takes no time."""
    rows = [[str(n), "HTX"] for n in range(count)]
    ruled = Ruled([0.1, 0.9], ["STT", "Tên"], [True, False], rows, total=["", "Tổng"], notes=["Ghi chú"])

    laid = Laid(ruled, AREA, top=150.0)

    assert sum(map(len, laid.pages)) == count
    assert min(map(len, laid.pages)) >= 2
    for number, rows in enumerate(laid.pages):
        last = number == len(laid.pages) - 1
        used = laid.head.height + sum(row.height for row in rows) + (laid.tail if last else 0)
        assert used <= AREA.foot - (AREA.top if number else 150.0)


class AREA:
    left, top, width, foot = 85.0, 56.7, UPRIGHT, 785.2


def test_a_line_ends_after_a_word_or_a_stroke_and_a_word_too_long_is_cut():
    assert broken("đồng/người/tháng", 50, 12) == ["đồng/", "người/", "tháng"]
    assert broken("Hợp tác xã 01/02/2013", 60, 12) == ["Hợp tác xã", "01/02/2013"]
    assert "".join(broken("x" * 50, 60, 12)) == "x" * 50


# The file


def elements(node, kind: str) -> list:
    found, waiting = [], [node]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == kind:
            found.append(element)
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        waiting += [kid for kid in (one.get_object() for one in reversed(kids)) if hasattr(kid, "get")]
    return found


def test_a_long_annex_is_one_table_of_the_structure_with_a_head_and_all_its_rows(paper):
    tables = elements(paper.trailer["/Root"]["/StructTreeRoot"], "/Table")
    rows = [len(elements(table, "/TR")) for table in tables]
    heads = [{str(head["/A"].get("/Scope")) for head in elements(table, "/TH")} for table in tables]

    assert rows == [1 + ROWS + 1, 1 + 3, 1 + 70]
    assert heads == [{"/Column"}] * 3


def test_every_marked_part_of_a_page_has_its_element_in_the_tags(paper):
    """The table of parents of a page lists one element for each number written on it."""
    nums = paper.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {int(key): value.get_object() for key, value in zip(nums[::2], nums[1::2], strict=True)}

    for number, page in enumerate(paper.pages):
        marked = page.get_contents().get_data().count(b"/MCID")
        assert (number, len(parents[page["/StructParents"]])) == (number, marked)


def test_the_tags_say_what_the_page_says(paper):
    """The element of a cell names its page and the number under which its text is written there."""
    table = elements(paper.trailer["/Root"]["/StructTreeRoot"], "/Table")[0]
    row = elements(table, "/TR")[100]
    (page,) = [page for page in paper.pages if page.indirect_reference == row.raw_get("/Pg")]
    content = page.get_contents().get_data().decode("latin-1")

    cell = elements(row, "/TD")[0]

    written = content.partition(f"/MCID {cell['/K']}>>BDC")[2].partition("EMC")[0]
    assert texts_of(written, page) == "100"


def texts_of(written: str, page) -> str:
    """What the glyphs of a marked part mean, by the fonts of its page."""
    name = written.partition("BT /")[2].split()[0]
    font = page["/Resources"]["/Font"][f"/{name}"]
    meanings = dict(
        line.strip("<>").split("> <")
        for line in font["/ToUnicode"].get_data().decode().splitlines()
        if line.startswith("<") and "> <" in line and line != "<0000> <ffff>"
    )
    codes = written.partition("Tm <")[2].partition(">")[0]
    return "".join(chr(int(meanings[codes[at : at + 4]], 16)) for at in range(0, len(codes), 4))


def test_sections_and_annexes_are_bookmarked(paper):
    titles = [item.title for item in paper.outline if not isinstance(item, list)]

    assert titles == [
        "I. Tình hình",
        "Phụ lục I. Danh sách hợp tác xã",
        "Phụ lục II. Danh sách hợp tác xã",
        "Phụ lục III. Bảng rộng",
    ]


def test_the_same_long_document_gives_the_same_bytes():
    assert document_pdf(document(annex(80))) == document_pdf(document(annex(80)))


# What is not drawn


def test_an_annex_in_letters_our_fonts_lack_is_laid_out_instead():
    strange = replace(annex(RULED), notes=("漢字",))

    pages = PdfReader(io.BytesIO(document_pdf(document(strange)))).pages

    assert any(f"HTX số {RULED}." in said(page) for page in pages)


def test_a_table_in_the_text_beyond_what_can_be_laid_out_is_refused_in_words_before_any_work():
    table = annex(LAID_OUT + 1).titled("Bảng 1. Danh sách")

    with pytest.raises(PdfFailed, match=r"“Bảng 1. Danh sách” có 2.001 dòng.*nhiều nhất 2.000 dòng"):
        document_pdf(document(blocks=(Exhibit(table),)))


def test_annexes_beyond_all_reason_are_refused_in_words():
    table = Table("Danh sách", (Column("n", "STT", kind="integer"),), ((1,),) * (MOST_ROWS + 1))

    with pytest.raises(PdfFailed, match=r"quá 50\.000 dòng"):
        document_pdf(document(table))


def test_a_document_is_long_by_the_rows_of_all_its_annexes():
    assert [is_long(document(annex(900))), is_long(document(annex(900), annex(601)))] == [False, True]


# Widths


def test_columns_fill_the_page_and_figures_never_break():
    widths = column_widths(annex(20), UPRIGHT)

    assert sum(widths) == pytest.approx(UPRIGHT)
    assert widths[1] == max(widths)


def test_a_column_of_text_takes_what_figures_leave_where_most_of_it_breaks():
    unit_and_name = (Column("name", "Chỉ tiêu"), Column("unit", "Đơn vị tính"), Column("v", "Năm 2023", kind="money"))
    rows = (("Thu nhập bình quân của người lao động thường xuyên trong hợp tác xã", "đồng/người/tháng", 10**12),) * 9

    name, unit, _ = column_widths(Table("x", unit_and_name, rows), 100 * MM)

    assert name > unit


def test_too_many_columns_share_the_page_by_what_they_need():
    columns = tuple(Column(str(n), "Cột", kind="money") for n in range(30))

    widths = column_widths(Table("x", columns, ((10**12,) * 30,)), LYING)

    assert sum(widths) == pytest.approx(LYING)
