"""Reading the tables people send: XLSX and CSV, whatever they call the file.

Every file is treated as hostile: its container is checked before anything is parsed. Cells come as they are (text,
int, Decimal, bool, date), text in NFC without surrounding space, empty as None; line numbers are those of the file.
"""

import csv
import io
import re
import unicodedata
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from zlib import error as zlib_error

from python_calamine import CalamineError, CalamineWorkbook

from printing.sheet import Cell, Sheet, SheetRow, TotalRow, Unit
from printing.workbook_check import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_FILE,
    MAX_ROWS,
    MEGABYTE,
    SpreadsheetRefused,
    check_container,
    check_worksheets,
)

ENCODINGS = ("utf-8-sig", "cp1258")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
__all__ = ["Cell", "Sheet", "SheetRow", "SpreadsheetRefused", "TotalRow", "Unit", "read_rows"]
_SPACES = " \t\r\n\u00a0\u2007\u202f\u200b\ufeff"


def read_rows(source: bytes, *, name: str, max_rows: int = MAX_ROWS) -> Sheet:
    """Read the first sheet of an XLSX workbook or a CSV file. `name` is only for messages: the content decides.

    Raises SpreadsheetRefused.
    """
    if len(source) > MAX_FILE:
        raise SpreadsheetRefused(f"Tệp {name} lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chia thành nhiều tệp nhỏ hơn.")
    if not source.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise SpreadsheetRefused(f"Tệp {name} trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn.")
    if source.startswith(OLE):
        raise SpreadsheetRefused(
            f"Tệp {name} là Excel kiểu cũ (.xls) hoặc có mật khẩu: hãy mở bằng Excel, bỏ mật khẩu và lưu thành .xlsx."
        )
    if source.startswith(b"PK"):
        return _from_workbook(source, name, max_rows)
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise SpreadsheetRefused(
            f"Tệp {name} không phải sổ Excel dù có đuôi ấy: hãy lưu lại thành .xlsx, hoặc đổi đuôi thành .csv."
        )
    return _from_csv(source, name, max_rows)


# Workbooks


def _from_workbook(source: bytes, name: str, max_rows: int) -> Sheet:
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            check_container(archive, name)
            check_worksheets(archive, name, max_rows)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(source))
        names = workbook.sheet_names
        table = workbook.get_sheet_by_index(0)
        first = table.start[0] if table.start else 0
        lines = [(first + number + 1, row) for number, row in enumerate(table.to_python(skip_empty_area=True))]
        others = [other for other in names[1:] if workbook.get_sheet_by_name(other).height]
    except SpreadsheetRefused:
        raise
    except (zipfile.BadZipFile, CalamineError, KeyError, ValueError, EOFError, OSError, zlib_error) as error:
        raise SpreadsheetRefused(
            f"Tệp {name} bị hỏng hoặc không phải sổ Excel .xlsx: hãy mở bằng Excel rồi lưu lại."
        ) from error
    notices = (f"Chỉ đọc trang tính đầu “{names[0]}”; bỏ qua: {', '.join(others)}.",) if others else ()
    return _as_sheet([(line, [_native(cell) for cell in row]) for line, row in lines], name, notices)


def _native(cell: object) -> Cell:
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time(0) else cell.isoformat(sep=" ")
    return cell if isinstance(cell, bool | int | date) else _text(str(cell))


# CSV


def _from_csv(source: bytes, name: str, max_rows: int) -> Sheet:
    text = _decoded(source, name)
    if "\x00" in text:
        raise SpreadsheetRefused(f"Tệp {name} không phải văn bản CSV: hãy lưu lại thành CSV UTF-8 hoặc .xlsx.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, list[Cell]]] = []
    line = 1
    try:
        for record in reader:
            rows.append((line, [_unquoted(_text(cell)) for cell in record]))
            line = reader.line_num + 1
            if len(rows) > max_rows + 1:
                raise SpreadsheetRefused(f"Tệp {name} có hơn {max_rows} dòng: hãy chia thành nhiều tệp.")
    except csv.Error as error:
        raise SpreadsheetRefused(
            f"Dòng {line} của tệp {name} sai dấu ngoặc kép hoặc dấu phân cách: hãy mở bằng Excel rồi lưu lại.",
            line=line,
        ) from error
    return _as_sheet(rows, name, ())


def _decoded(source: bytes, name: str) -> str:
    encodings = ("utf-16",) if source.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODINGS
    for encoding in encodings:
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetRefused(f"Không đọc được bảng mã của tệp {name}: hãy lưu lại thành CSV UTF-8.")


def _delimiter(text: str) -> str:
    """The mark that divides the first line most often, outside quotes."""
    header = re.sub(r'"[^"]*"', "", text.lstrip().split("\n", 1)[0])
    return max(",;\t|", key=header.count)


def _unquoted(cell: Cell) -> Cell:
    """Undo the apostrophe that our own CSV puts before text a spreadsheet would take for a formula."""
    if isinstance(cell, str) and len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@'":
        return cell[1:]
    return cell


# Both


def _text(value: str) -> str | None:
    text = unicodedata.normalize("NFC", value).strip(_SPACES)
    return text or None


def _as_sheet(rows: list[tuple[int, list[Cell]]], name: str, notices: tuple[str, ...]) -> Sheet:
    full = [(line, cells) for line, cells in rows if any(cell is not None for cell in cells)]
    if not full:
        raise SpreadsheetRefused(f"Tệp {name} trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn.")
    (line, first), *rest = full
    header = _header(first, line, name)
    if not rest:
        raise SpreadsheetRefused(f"Tệp {name} chỉ có dòng tiêu đề, không có dòng số liệu nào.")
    return Sheet(
        header,
        tuple(_row(number, cells, header) for number, cells in rest),
        notices,
        header_lines=(line,),
        positions=tuple(range(len(header))),
        units=(Unit(),) * len(header),
    )


def _header(cells: list[Cell], line: int, name: str) -> tuple[str, ...]:
    while cells and cells[-1] is None:
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise SpreadsheetRefused(f"Tệp {name} có hơn {MAX_COLUMNS} cột: hãy dùng tệp mẫu.")
    for position, cell in enumerate(cells, 1):
        if cell is None:
            raise SpreadsheetRefused(
                f"Dòng {line}: cột thứ {position} không có tiêu đề. Hãy ghi tiêu đề hoặc xóa cột.", line=line
            )
    return tuple(str(cell) for cell in cells)


def _row(line: int, cells: list[Cell], header: tuple[str, ...]) -> SheetRow:
    if any(cell is not None for cell in cells[len(header) :]):
        raise SpreadsheetRefused(
            f"Dòng {line} có dữ liệu ngoài các cột có tiêu đề: hãy xóa hoặc ghi tiêu đề cho cột.", line=line
        )
    if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
        raise SpreadsheetRefused(f"Dòng {line} có ô dài quá {MAX_CELL} ký tự: hãy rút ngắn.", line=line)
    kept = (list(cells) + [None] * len(header))[: len(header)]
    return SheetRow(line, tuple(kept))
