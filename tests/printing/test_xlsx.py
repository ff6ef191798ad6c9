"""Workbooks we write hold typed cells, no formula, nothing hidden but the lists of their drop-downs."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from printing.spreadsheet import SpreadsheetRefused, read_rows
from printing.table import Column, Table
from printing.xlsx import LISTS_SHEET, TemplateColumn, csv_bytes, template_bytes, workbook_bytes

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
