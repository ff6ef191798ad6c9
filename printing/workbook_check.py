"""What is asked of an XLSX file before anything parses it: every file is treated as hostile.

The container is judged by its directory, then every part is unpacked once in pieces, so that no size that lies, no
entity and no cell far out reaches a parser.
"""

import re
import zipfile

MEGABYTE = 1024 * 1024
MAX_FILE = 25 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 100
MAX_MEMBERS = 1000
MAX_ROWS = 200_000
MAX_COLUMNS = 60
MAX_CELL = 10_000  # characters
_CELL_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW_REFERENCE = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+\d+)"')
_BARE_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</(?:\w+:)?c>'
)


class SpreadsheetRefused(ValueError):
    """The file cannot be read as a table; the message is a whole sentence saying what to do."""

    def __init__(self, message: str, *, line: int | None = None, column: str | None = None):
        super().__init__(message)
        self.line, self.column = line, column


def check_container(archive: zipfile.ZipFile, name: str) -> None:
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


def check_worksheets(archive: zipfile.ZipFile, name: str, max_rows: int) -> None:
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
