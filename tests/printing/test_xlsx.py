"""Workbooks we write hold typed cells, no formula, nothing hidden but the lists of their drop-downs."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.document import Document, Exhibit, Section
from printing.letterhead import Signature
from printing.spreadsheet import SpreadsheetRefused, read_rows
from printing.table import Column, Printed, Table
from printing.xlsx import LISTS_SHEET, TemplateColumn, csv_bytes, document_workbook, template_bytes, workbook_bytes
from tests.printing.test_letterhead import HEAD

PAYLOADS = ["=1+1", "+84912345678", "-5 việc", "@SUM(A1)", "'đã có dấu", "==1+1", "\t=1", '=HYPERLINK("http://x")']
TABLE = Table(
    "Bảng [thử]: A/B",
    (
        Column("name", "Tên"),
        Column("members", "Thành viên", kind="integer"),
        Column("area", "Diện tích", kind="decimal", decimals=2),
        Column("day", "Ngày", kind="day"),
    ),
    (("0012", 570_286, Decimal("66807.55"), date(1980, 2, 1)), ("x", None, None, None)),
    source="Sổ thử",
    total=("Tổng", 570_286, None, None),
)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def markup(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_numbers_are_numbers_days_are_days_and_codes_keep_their_noughts():
    sheet = opened(workbook_bytes(TABLE)).active

    assert [cell.value for cell in sheet[4]] == ["0012", 570_286, 66807.55, datetime(1980, 2, 1)]
    assert [cell.number_format for cell in sheet[4]] == ["@", "#,##0", "#,##0.00", "dd/mm/yyyy"]
    assert [cell.value for cell in sheet[6]][:2] == ["Tổng", 570_286]
    assert sheet.freeze_panes == "A4"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_never_a_formula(payload):
    content = workbook_bytes(Table("T", (Column("a", "A"),), ((payload,),)))

    assert "<f>" not in markup(content)
    assert opened(content).active["A4"].data_type == "s"
    assert opened(content).active["A4"].value == payload


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if not text.startswith("\t")])
def test_csv_marks_what_a_spreadsheet_would_run_and_reading_unmarks_it(payload):
    content = csv_bytes(Table("T", (Column("a", "A"), Column("b", "B")), ((payload, "x"),)))

    line = content.decode("utf-8-sig").splitlines()[1]
    assert line.lstrip('"')[0] == "'"
    assert read_rows(content, name="a.csv").rows[0].cells == (payload, "x")


def test_a_workbook_tells_nothing_of_who_wrote_it_and_hides_nothing():
    book = opened(workbook_bytes(TABLE, TABLE))

    assert [sheet.sheet_state for sheet in book] == ["visible", "visible"]
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy
    assert list(book.defined_names) == []


COLUMNS = [
    TemplateColumn("Mã", required=True, help="Mã riêng", example="0012"),
    TemplateColumn("Loại hình", kind="text", choices=("HTX", "THT")),
    TemplateColumn("Ngày", kind="day", example="13/02/1980"),
]


def test_a_template_has_the_exact_headers_and_explains_each():
    book = opened(template_bytes(COLUMNS, ["Một câu."]))

    assert [cell.value for cell in book.worksheets[0][1]] == ["Mã *", "Loại hình", "Ngày"]
    guide = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert guide[0][0] == "Một câu."
    assert ["Mã", "có", "Mã riêng", "0012"] in guide


def test_a_template_offers_its_choices_as_a_drop_down():
    book = opened(template_bytes(COLUMNS, []))

    (rule,) = [rule for rule in book.worksheets[0].data_validations.dataValidation if rule.type == "list"]
    assert rule.formula1 == f"'{LISTS_SHEET}'!$B$1:$B$2"
    assert [cell.value for cell in book[LISTS_SHEET]["B"]] == ["HTX", "THT"]
    assert book[LISTS_SHEET].sheet_state == "veryHidden"


def test_an_empty_template_is_told_to_be_empty():
    with pytest.raises(SpreadsheetRefused, match="chỉ có dòng tiêu đề"):
        read_rows(template_bytes(COLUMNS, []), name="mau.xlsx")


COLUMNS_OF_ALL_KINDS = (
    Column("code", "Mã"),
    Column("name", "Tên"),
    Column("members", "Thành viên", kind="integer"),
    Column("area", "Diện tích", kind="decimal", decimals=2),
    Column("day", "Ngày vào", kind="day"),
)
LETTERS = "aáàảãạăâbcdđeêghiklmnoôơpqrstuưvxyỳỷAÁĐỪ0123456789 .,;:-+=@'\"/()\t\n"
NAMES = st.text(LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
CODES = st.from_regex(r"[A-Z]{2,4}[0-9]{1,6}", fullmatch=True) | st.from_regex(r"0[0-9]{3,12}", fullmatch=True)
ROWS = st.lists(
    st.tuples(
        CODES,
        NAMES,
        st.none() | st.integers(-(10**12), 10**12),
        st.none() | st.decimals(-(10**9), 10**9, places=2),
        st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    ),
    min_size=1,
    max_size=12,
)


@given(rows=ROWS)
@settings(max_examples=60, deadline=None)
def test_what_was_exported_reads_as_the_same_rows(rows):
    """Records begin with their code, as every export of ours does: so none of them is a title, a section or a total."""
    table = Table("T", COLUMNS_OF_ALL_KINDS, tuple(rows))

    sheet = read_rows(workbook_bytes(table, bare=True), name="a.xlsx")

    assert sheet.header == ("Mã", "Tên", "Thành viên", "Diện tích", "Ngày vào")
    assert [row.cells for row in sheet.rows] == rows
    assert (sheet.totals, sheet.notices) == ((), ())


@given(texts=st.lists(st.tuples(CODES, NAMES | st.sampled_from(PAYLOADS).map(str.strip)), min_size=1, max_size=20))
@settings(max_examples=200, deadline=None)
def test_text_of_a_csv_is_unmarked_as_it_was_marked(texts):
    table = Table("T", (Column("code", "Mã"), Column("name", "Tên")), tuple(texts))

    sheet = read_rows(csv_bytes(table), name="a.csv")

    assert [row.cells for row in sheet.rows] == texts


def test_a_printed_table_reads_back_without_its_title_total_and_source():
    sheet = read_rows(workbook_bytes(TABLE), name="a.xlsx")

    assert [row.cells for row in sheet.rows] == [TABLE.rows[0], ("x", None, None, None)]
    assert [(total.label, total.lines) for total in sheet.totals] == [("Tổng", (4, 5))]
    assert sheet.title_lines == ("Bảng [thử]: A/B",)


def test_every_day_of_two_centuries_comes_back_from_a_workbook():
    days = [date.fromordinal(number) for number in range(date(1900, 1, 1).toordinal(), date(2101, 1, 1).toordinal())]
    table = Table("T", (Column("a", "Mã"), Column("b", "Ngày", kind="day")), tuple(("x", each) for each in days))

    assert [row.cells[1] for row in read_rows(workbook_bytes(table, bare=True), name="a.xlsx").rows] == days


MIXED = Table(
    "Bảng 1. Chỉ tiêu",
    (Column("label", "Chỉ tiêu"), Column("value", "Năm 2023", kind="figure"), Column("change", "Tăng", kind="figure")),
    (
        ("Doanh thu", Printed("2.100.000.000", 2_100_000_000), Printed("−5", -5, signed=True)),
        ("Tỷ lệ", Printed("81,2%", Decimal("81.25"), decimals=1), Printed("không đổi", 0, signed=True)),
        ("Chưa biết", "–", "–"),
    ),
    source="Sổ thử",
    as_of=date(2023, 12, 31),
    notes=("Ghi chú thứ nhất.", "Ghi chú thứ hai."),
)
REPORT = Document(
    HEAD,
    Signature("", "", ""),
    (),
    (Section("Mục", (Exhibit(MIXED),)),),
    annexes=(TABLE, Table("Bảng rộng", tuple(Column(str(n), f"Cột {n}") for n in range(9)), (tuple("abcdefghi"),))),
)


def test_a_document_gives_every_table_its_sheet_under_the_name_the_text_calls_it_by():
    book = opened(document_workbook(REPORT))

    assert book.sheetnames == ["Bảng 1", "Phụ lục I", "Phụ lục II"]
    assert [sheet["A1"].value for sheet in book] == [
        "Bảng 1. Chỉ tiêu",
        "Phụ lục I. Bảng [thử]: A/B",
        "Phụ lục II. Bảng rộng",
    ]
    assert {sheet["A2"].value for sheet in book} == {f"({HEAD.reference})"}
    assert {sheet.freeze_panes for sheet in book} == {"A4"}


def test_numbers_of_mixed_units_are_numbers_that_show_as_they_are_printed():
    sheet = opened(document_workbook(REPORT)).worksheets[0]

    assert [[cell.value for cell in row] for row in sheet["B4:C6"]] == [
        [2_100_000_000, -5],
        [81.2, 0],
        [None, None],
    ]
    assert [[cell.number_format for cell in row] for row in sheet["B4:C5"]] == [
        ["#,##0", "+#,##0;-#,##0;0"],
        ["#,##0.0", "+#,##0;-#,##0;0"],
    ]


def test_a_sheet_says_where_its_figures_come_from_and_keeps_its_notes_in_the_width_of_the_table():
    sheet = opened(document_workbook(REPORT)).worksheets[0]

    assert sheet["A8"].value == "Nguồn: Sổ thử; số liệu đến 31/12/2023."
    assert sheet["A9"].value == "Ghi chú thứ nhất. Ghi chú thứ hai."
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A9:C9"]


def test_sheets_print_on_a4_with_their_head_on_every_page_and_wide_ones_lie():
    sheets = opened(document_workbook(REPORT)).worksheets

    assert {sheet.page_setup.paperSize for sheet in sheets} == {9}
    assert [sheet.page_setup.orientation for sheet in sheets] == ["portrait", "portrait", "landscape"]
    assert {(sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) for sheet in sheets} == {(1, 0)}
    assert {sheet.print_title_rows for sheet in sheets} == {"$3:$3"}


def test_a_long_heading_wraps_instead_of_widening_its_column():
    table = Table("T", (Column("a", "Thành viên của tổ chức kinh tế tập thể", kind="integer"),), ((1,),))

    sheet = opened(workbook_bytes(table)).active

    assert sheet.column_dimensions["A"].width < 20
    assert sheet.row_dimensions[3].height >= 45


def test_the_workbook_of_a_document_is_of_its_office_and_its_day_and_always_the_same():
    content = document_workbook(REPORT)
    about = opened(content).properties

    assert (about.title, about.creator, about.created) == (HEAD.title, HEAD.issuer_name, datetime(2024, 1, 5))
    assert document_workbook(REPORT) == content
    assert "<f>" not in markup(content)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
