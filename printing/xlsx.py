"""Workbooks written from scratch: typed cells, no formula ever, nothing hidden but the lists of drop-downs.

Text is written as text, so that "=1+1" or "+84…" stays what it is; numbers are numbers and days are days.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from printing import numbers
from printing.document import Document
from printing.numbers import UNKNOWN
from printing.table import Column, Printed, Table, Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DATA_SHEET, GUIDE_SHEET, LISTS_SHEET = "Dữ liệu", "Hướng dẫn", "Danh mục"
TEMPLATE_ROWS = 5000
LIVE_LEADS = ("=", "+", "-", "@", "'")
_NUMBER_FORMATS = {
    "integer": "#,##0",
    "money": "#,##0",
    "decimal": "#,##0.00",
    "percent": "0.0",
    "year": "0",
    "day": "dd/mm/yyyy",
}
PROPERTIES = {"created": datetime(2000, 1, 1), "author": "", "company": ""}  # no user name, no hour
WORKBOOK_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class TemplateColumn:
    """A column that people fill in: `kind` as printing.table.Column, or choice with its `choices`."""

    header: str
    required: bool = False
    kind: str = "text"
    choices: tuple[str, ...] = ()
    help: str = ""
    example: object = ""


def workbook_bytes(*tables: Table, bare: bool = False) -> bytes:
    """Return a workbook with one sheet per table: title, head, rows, total, source, notes.

    `bare` leaves out everything but head and rows, so that what was written can be imported.
    """
    out = io.BytesIO()
    with _workbook(out) as book:
        for number, table in enumerate(tables, 1):
            name = _sheet_name(table.title if len(tables) == 1 else f"{number}. {table.title}")
            _write_table(book, book.add_worksheet(name), table, bare=bare)
    return out.getvalue()


def document_workbook(document: Document) -> bytes:
    """Return the tables of a document, each on its sheet with the document it goes with; the same document, the same
    bytes."""
    head, out = document.letterhead, io.BytesIO()
    about = {"title": head.title, "author": head.issuer_name, "created": datetime.combine(head.day, time())}
    with _workbook(out, **about) as book:
        for name, table in document.tables:
            _write_table(
                book, book.add_worksheet(_sheet_name(name)), table, under=f"({head.reference})", mark=document.mark
            )
    return out.getvalue()


def csv_bytes(table: Table, *, grouped: bool = True) -> bytes:
    """Return head and rows as CSV (UTF-8 with its mark, commas), text that a spreadsheet would run marked with '.

    Numbers are as a reader sees them, or, not `grouped`, without dots between thousands: "66807,55", which no program
    takes for another number.
    """
    cell = _csv_cell if grouped else _ungrouped_cell
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.label for column in table.columns)
    for row in table.rows:
        writer.writerow(cell(column, value) for column, value in zip(table.columns, row, strict=True))
    return out.getvalue().encode("utf-8-sig")


def template_bytes(columns: Sequence[TemplateColumn], guidance: Iterable[str]) -> bytes:
    """Return an empty workbook to fill in, with drop-downs and checks, and a second sheet that explains it."""
    out = io.BytesIO()
    with _workbook(out) as book:
        sheet = book.add_worksheet(DATA_SHEET)
        guide = book.add_worksheet(GUIDE_SHEET)
        lists = book.add_worksheet(LISTS_SHEET)
        lists.very_hidden()
        head = book.add_format({"bold": True, "bg_color": "#DDEBE6", "border": 1, "text_wrap": True, "valign": "top"})
        for position, column in enumerate(columns):
            sheet.write_string(0, position, column.header + (" *" if column.required else ""), head)
            sheet.set_column(position, position, max(14, min(40, len(column.header) + 4)), _format(book, column.kind))
            _check_cells(sheet, lists, position, column)
        sheet.freeze_panes(1, 0)
        _write_guide(book, guide, columns, guidance)
    return out.getvalue()


def _workbook(out: io.BytesIO, **about) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(out, WORKBOOK_OPTIONS)
    book.set_properties(PROPERTIES | about)
    return book


def _sheet_name(title: str) -> str:
    name = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()
    return name[:31].strip() or DATA_SHEET


def _format(book: xlsxwriter.Workbook, kind: str, **more) -> Format:
    return book.add_format({"num_format": _NUMBER_FORMATS.get(kind, "@"), **more})


def _write_table(
    book: xlsxwriter.Workbook, sheet: Worksheet, table: Table, *, under: str = "", bare: bool = False, mark: str = ""
) -> None:
    """Write one sheet; `under` is the line under the title, `mark` what its printed pages say at their foot."""
    look = {"bold": True, "bg_color": "#DDEBE6", "border": 1, "text_wrap": True}
    head = book.add_format(look if bare else look | {"align": "center", "valign": "vcenter"})
    top = 0 if bare else 2
    if not bare:
        sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 13}))
    if under:
        sheet.write_string(1, 0, under, book.add_format({"italic": True}))
    for position, column in enumerate(table.columns):
        sheet.write_string(top, position, column.label if bare else column.heading, head)
        sheet.set_column(position, position, _width(table, position))
    sheet.set_row(top, 15 * max((_lines(table, place) for place in range(len(table.columns))), default=1))
    write = _row_writer(book, sheet, table.columns, ruled=not bare)
    for number, row in enumerate(table.rows, top + 1):
        write(number, row)
    if not bare:
        end = top + 1 + len(table.rows)
        if table.total:
            write(end, table.total, bold=True)
        _write_notes(book, sheet, end + 1 + bool(table.total), table)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    _set_page(sheet, lying=table.wide, mark=mark)


def _set_page(sheet: Worksheet, *, lying: bool, mark: str) -> None:
    sheet.set_paper(9)  # A4
    if lying:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer((f"&L&8{mark}" if mark else "") + "&C&P/&N")


def _write_notes(book: xlsxwriter.Workbook, sheet: Worksheet, row: int, table: Table) -> None:
    """The source, then the notes in the width of the table."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "italic": True})
    if table.origin:
        sheet.write_string(row, 0, table.origin, book.add_format({"italic": True}))
    if not table.notes:
        return
    text, letters = " ".join(table.notes), sum(_width(table, place) for place in range(len(table.columns)))
    sheet.set_row(row + 1, 15 * (len(text) // letters + 1))
    if len(table.columns) > 1:
        sheet.merge_range(row + 1, 0, row + 1, len(table.columns) - 1, "", wrapped)
    sheet.write_string(row + 1, 0, text, wrapped)


def _row_writer(book: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[Column], *, ruled: bool) -> Callable:
    """Return what writes a row, with one format for all cells that look alike."""
    look = cache(lambda shape, bold: book.add_format({"num_format": shape, "bold": bold, "border": int(ruled)}))

    def write(number: int, row: Sequence, *, bold: bool = False) -> None:
        for position, (value, column) in enumerate(zip(row, columns, strict=True)):
            format = look(_number_format(column, value), bold)
            if value in (None, "", UNKNOWN):
                if ruled:
                    sheet.write_blank(number, position, None, format)
            elif isinstance(value, Printed):
                sheet.write_number(number, position, value.number, format)
            elif isinstance(value, bool | str):
                sheet.write_string(number, position, str(value), format)
            elif isinstance(value, date):
                sheet.write_number(number, position, _serial(value), format)
            elif isinstance(value, int | Decimal):
                sheet.write_number(number, position, value, format)

    return write


def _number_format(column: Column, value: Value) -> str:
    if not isinstance(value, Printed):
        return _NUMBER_FORMATS.get(column.kind, "@")
    plain = "#,##0" + ("." + "0" * value.decimals if value.decimals else "")
    return f"+{plain};-{plain};0" if value.signed else plain


def _serial(value: date) -> int:
    """The number Excel keeps for a day: 1 for 1/1/1900, which xlsxwriter writes as 0, and a 29/2/1900 too many."""
    days = value.toordinal() - date(1899, 12, 31).toordinal()
    return days + (value >= date(1900, 3, 1))


def _width(table: Table, position: int) -> int:
    """In letters: room for what stands in the column, and for its heading in three lines."""
    heading = table.columns[position].heading
    cells = (row[position][1] for row in [*table.printed_rows()[:200], *filter(None, [table.printed_total()])])
    longest = max(map(len, [*heading.split(" "), *cells]))
    return max(8, min(48, max(longest, len(heading) // 3) + 2))


def _lines(table: Table, position: int) -> int:
    """How many lines the heading of a column takes in its width, a little less being sure."""
    return len(wrap(table.columns[position].heading, _width(table, position) - 1))


def _check_cells(sheet: Worksheet, lists: Worksheet, position: int, column: TemplateColumn) -> None:
    """A drop-down or a check with its message in Vietnamese; text and money stay free, the import reads them itself."""
    message = {"input_title": column.header[:32], "input_message": column.help[:255]} if column.help else {}
    if column.choices:
        lists.write_column(0, position, column.choices)
        letter = xlsxwriter.utility.xl_col_to_name(position)
        rule = {"validate": "list", "source": f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(column.choices)}"}
    elif column.kind == "day":
        rule = {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    elif message:
        rule = {"validate": "any"}
    else:
        return
    error = {"error_title": "Chưa đúng", "error_message": "Hãy chọn trong danh sách hoặc ghi như phần Hướng dẫn."}
    kind = {"error_type": "warning"} if rule["validate"] != "any" else {}
    sheet.data_validation(1, position, TEMPLATE_ROWS, position, rule | message | error | kind)


def _write_guide(book, guide: Worksheet, columns: Sequence[TemplateColumn], guidance: Iterable[str]) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DDEBE6", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    row = 0
    for row, sentence in enumerate(guidance, 1):
        guide.write_string(row - 1, 0, sentence)
    for position, (title, width) in enumerate((("Cột", 34), ("Bắt buộc", 10), ("Cách ghi", 70), ("Ví dụ", 28))):
        guide.write_string(row + 1, position, title, head)
        guide.set_column(position, position, width)
    for number, column in enumerate(columns, row + 2):
        how = column.help + (f" Chọn một trong: {', '.join(column.choices)}." if column.choices else "")
        cells = (column.header, "có" if column.required else "", how.strip(), str(column.example))
        for position, text in enumerate(cells):
            guide.write_string(number, position, text, wrapped)


def _csv_cell(column: Column, value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(LIVE_LEADS) else value
    return column.printed(value)


def _ungrouped_cell(column: Column, value) -> str:
    number = value.number if isinstance(value, Printed) else value
    if isinstance(number, int | Decimal):
        return numbers.plain(number).replace(".", ",")
    return _csv_cell(column, value)
