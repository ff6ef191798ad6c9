"""Reading the tables people send: XLSX and CSV, whatever they call the file.

Every file is treated as hostile: its container is checked before anything is parsed. Cells come as they are (text,
int, Decimal, bool, date), text in NFC without surrounding space, empty as None; line numbers are those of the file.
"""

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zlib import error as zlib_error

from python_calamine import CalamineError, CalamineWorkbook

MEGABYTE = 1024 * 1024
MAX_FILE = 25 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 100
MAX_MEMBERS = 1000
MAX_ROWS = 200_000
MAX_COLUMNS = 60
MAX_CELL = 10_000  # characters
ENCODINGS = ("utf-8-sig", "cp1258")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW_REFERENCE = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+\d+)"')
_BARE_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</(?:\w+:)?c>'
)
_SPACES = " \t\r\n\u00a0\u2007\u202f\u200b\ufeff"
Cell = str | int | Decimal | bool | date | None


class SpreadsheetRefused(ValueError):
    """The file cannot be read as a table; the message is a whole sentence saying what to do."""

    def __init__(self, message: str, *, line: int | None = None, column: str | None = None):
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True)
class SheetRow:
    """One row: its line in the file and one cell per column of the header."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """The first table of a file: its header and rows that are not blank; `notices` tell what was passed over."""

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notices: tuple[str, ...] = ()


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
            _check_container(archive, name)
            _check_worksheets(archive, name, max_rows)
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


def _check_container(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    packed, unpacked = sum(m.compress_size for m in members), sum(m.file_size for m in members)
    bomb = (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or any(m.file_size > MEGABYTE and m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in members)
        or (unpacked > MEGABYTE and unpacked > MAX_RATIO * max(packed, 1))
    )
    if bomb:
        raise SpreadsheetRefused(f"Tệp {name} giải nén ra quá lớn: hãy xóa định dạng thừa, lưu lại hoặc chia nhỏ tệp.")
    odd = len(set(names)) != len(names) or any(".." in n.split("/") or n.startswith(("/", "\\")) for n in names)
    if odd or any(m.flag_bits & 1 for m in members):
        raise SpreadsheetRefused(f"Tệp {name} có cấu trúc lạ hoặc bị khóa: hãy mở bằng Excel rồi lưu lại thành .xlsx.")
    if "xl/vbaProject.bin" in names:
        raise SpreadsheetRefused(f"Tệp {name} có macro: hãy lưu lại thành .xlsx (không macro).")
    if "xl/workbook.xml" not in names:
        raise SpreadsheetRefused(f"Tệp {name} không phải sổ Excel: hãy lưu lại bằng Excel thành .xlsx.")


def _check_worksheets(archive: zipfile.ZipFile, name: str, max_rows: int) -> None:
    """Read every part once, in pieces: no entities, no sizes that lie, no cell far out, no error instead of a value."""
    left = MAX_UNPACKED
    first_sheet = min((n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")), key=_number, default="")
    for member in archive.namelist():
        if member.endswith((".xml", ".rels", ".vml")):
            left = _check_part(archive, member, name, max_rows, left, is_first=member == first_sheet)


def _check_part(archive, member, name, max_rows, left, *, is_first) -> int:
    tail, rows = b"", 0
    with archive.open(member) as part:
        while piece := part.read(MEGABYTE):
            left -= len(piece)
            if left < 0:
                raise SpreadsheetRefused(f"Tệp {name} giải nén ra quá lớn: hãy chia thành nhiều tệp nhỏ hơn.")
            text = tail + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise SpreadsheetRefused(f"Tệp {name} có khai báo thực thể XML, không an toàn: hãy lưu lại bằng Excel.")
            if member.startswith("xl/worksheets/"):
                rows += piece.count(b"<row")
                _check_size(text, rows, name, max_rows)
                if is_first:
                    _check_values(text, name)
            tail = text[-4096:]
    return left


def _check_size(text: bytes, rows: int, name: str, max_rows: int) -> None:
    last_row = max([rows, *map(int, _ROW_REFERENCE.findall(text))])
    columns = 0
    for letters, number in _CELL_REFERENCE.findall(text):
        last_row, columns = max(last_row, int(number)), max(columns, _column_number(letters.decode()))
    if last_row > max_rows + 1 or columns > MAX_COLUMNS:
        raise SpreadsheetRefused(
            f"Tệp {name} có ô ở quá xa: chỉ nhận tối đa {max_rows} dòng và {MAX_COLUMNS} cột. "
            "Hãy xóa hẳn các dòng, cột thừa ở cuối bảng rồi lưu lại."
        )


def _check_values(text: bytes, name: str) -> None:
    if found := _ERROR_CELL.search(text):
        raise SpreadsheetRefused(
            f"Ô {found[1].decode()} của tệp {name} đang báo lỗi (#N/A, #REF!…): hãy sửa công thức hoặc gõ giá trị."
        )
    if found := _BARE_FORMULA.search(text):
        raise SpreadsheetRefused(
            f"Ô {found[1].decode()} của tệp {name} là công thức chưa có kết quả: hãy mở bằng Excel và lưu lại, "
            "hoặc dán giá trị thay cho công thức."
        )


def _number(member: str) -> int:
    digits = re.sub(r"\D", "", member)
    return int(digits) if digits else 0


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


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
    return Sheet(header, tuple(_row(number, cells, header) for number, cells in rest), notices)


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
