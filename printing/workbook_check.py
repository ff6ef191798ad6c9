"""What is asked of an XLSX file before anything parses it: every file is treated as hostile.

The container is judged by its directory, then every part is unpacked once in pieces, so that no size that lies, no
entity and no cell far out reaches a parser.
"""

import codecs
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

MEGABYTE = 1024 * 1024
MAX_FILE = 25 * MEGABYTE
MAX_ROWS = 200_000
MAX_COLUMNS = 60
MAX_CELL = 10_000  # characters
MAX_CELLS = 2_000_000
ABOVE = 100  # lines that titles, totals and signatures may take beside the rows of data
_TAIL = 16 * 1024  # bytes of a piece looked at again with the next one: longer than any formula


@dataclass(frozen=True)
class Limits:
    """How much a workbook may hold; sizes in bytes. `side_parts` is for styles, drawings and all that is no cell."""

    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    cells: int = MAX_CELLS
    members: int = 1000
    ratio: int = 100
    unpacked: int = 200 * MEGABYTE
    side_parts: int = 20 * MEGABYTE


LIMITS = Limits()
_NAME = rb"<(?:\w+:)?"
_ROW_NUMBER = re.compile(_NAME + rb"""row\s[^>]*?\br=["'](\d+)["']""")
_ERROR_CELL = re.compile(_NAME + rb"""c\s(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Z]+\d+)["']""")
_BARE_FORMULA = re.compile(
    _NAME + rb"""c\s(?![^>]*\bt=["']str["'])[^>]*?\br=["']([A-Z]+\d+)["'][^>]*>\s*"""
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SIGNS = ((b't="e"', b"t='e'"), (b"<f", b":f"))  # without which the two searches above find nothing


class SpreadsheetRefused(ValueError):
    """The file cannot be read as a table; the message is a whole sentence saying what to do."""

    def __init__(self, message: str, *, line: int | None = None, column: str | None = None):
        super().__init__(message)
        self.line, self.column = line, column


def unreadable_letters(name: str, line: int) -> SpreadsheetRefused:
    """The refusal of control characters that no database takes, or that we give a meaning of our own."""
    return SpreadsheetRefused(
        f"Dòng {line} của tệp {name} có ký tự điều khiển không đọc được: hãy xóa và gõ lại.", line=line
    )


def check_container(archive: zipfile.ZipFile, name: str, limits: Limits = LIMITS) -> None:
    """Judge the directory of the archive, without unpacking anything. Raises SpreadsheetRefused."""
    members = archive.infolist()
    names = [member.filename for member in members]
    packed, unpacked = sum(m.compress_size for m in members), sum(m.file_size for m in members)
    bomb = (
        len(members) > limits.members
        or unpacked > limits.unpacked
        or any(m.file_size > MEGABYTE and m.file_size > limits.ratio * max(m.compress_size, 1) for m in members)
        or (unpacked > MEGABYTE and unpacked > limits.ratio * max(packed, 1))
        or sum(m.file_size for m in members if _is_side_part(m.filename)) > limits.side_parts
    )
    if bomb:
        raise SpreadsheetRefused(f"Tệp {name} giải nén ra quá lớn: hãy xóa định dạng thừa, lưu lại hoặc chia nhỏ tệp.")
    odd = len({n.lower() for n in names}) != len(names) or any(
        ".." in n.split("/") or n.startswith(("/", "\\")) for n in names
    )
    if odd or overlapping(members) or any(m.flag_bits & 1 for m in members):
        raise SpreadsheetRefused(f"Tệp {name} có cấu trúc lạ hoặc bị khóa: hãy mở bằng Excel rồi lưu lại thành .xlsx.")
    if "xl/vbaProject.bin" in names:
        raise SpreadsheetRefused(f"Tệp {name} có macro: hãy lưu lại thành .xlsx (không macro).")
    if "xl/workbook.xml" not in names:
        raise SpreadsheetRefused(f"Tệp {name} không phải sổ Excel: hãy lưu lại bằng Excel thành .xlsx.")


def check_worksheets(
    archive: zipfile.ZipFile,
    name: str,
    max_rows: int | None = None,
    *,
    limits: Limits = LIMITS,
    read_part: str | None = None,
) -> None:
    """Unpack every part once, in pieces: no entities, no sizes that lie, no cell far out, no error in place of a value.

    `max_rows` are the rows of data, `limits.rows` if not given; `read_part` is the sheet that will be read, the first
    by number if not given: others may hold errors. Raises SpreadsheetRefused.
    """
    rows = limits.rows if max_rows is None else max_rows
    read_part = read_part or min(filter(_is_sheet, archive.namelist()), key=_number, default="")
    left = limits.unpacked
    for member in archive.namelist():
        if member.lower().endswith((".xml", ".rels", ".vml")):
            seen = _Seen(name, rows, limits, is_sheet=_is_sheet(member), is_read=member == read_part)
            left = _check_part(archive, member, seen, left)


class _Seen:
    """What has been counted in one part so far."""

    def __init__(self, name: str, rows: int, limits: Limits, *, is_sheet: bool, is_read: bool):
        self.name, self.max_rows, self.limits = name, rows, limits
        self.is_sheet, self.is_read = is_sheet, is_read
        self.rows = self.cells = 0
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.too_far = _far_reference(limits.columns)

    def check(self, text: bytes, piece: bytes) -> None:
        """Look at a piece, `text` being the piece with the tail of the one before it."""
        self._check_encoding(piece)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise SpreadsheetRefused(
                f"Tệp {self.name} có khai báo thực thể XML, không an toàn: hãy mở bằng Excel rồi lưu lại."
            )
        if self.is_sheet:
            self._check_size(text, piece)
        if self.is_read:
            _check_values(text, self.name)

    def _check_encoding(self, piece: bytes) -> None:
        """UTF-16 would hide everything that is looked for here; of other bytes calamine would make question marks."""
        try:
            self.decoder.decode(piece)
        except UnicodeDecodeError:
            piece = b"\x00"
        if b"\x00" in piece:
            raise SpreadsheetRefused(f"Tệp {self.name} có phần XML không phải UTF-8: hãy mở bằng Excel rồi lưu lại.")

    def _check_size(self, text: bytes, piece: bytes) -> None:
        self.rows += piece.count(b"<row") + piece.count(b":row")  # with a prefix too; a little too many does no harm
        self.cells += piece.count(b"<c") + piece.count(b":c")
        last_row = max([self.rows, *map(int, _ROW_NUMBER.findall(text))])
        far = self.too_far.search(text)
        if last_row > self.max_rows + 1 + ABOVE or far or self.cells > self.limits.cells:
            raise SpreadsheetRefused(
                f"Tệp {self.name} có ô ở quá xa hoặc quá nhiều ô: chỉ nhận tối đa {self.max_rows} dòng và "
                f"{self.limits.columns} cột. Hãy xóa hẳn các dòng, cột thừa ở cuối bảng rồi lưu lại."
            )


def _check_part(archive: zipfile.ZipFile, member: str, seen: _Seen, left: int) -> int:
    tail = b""
    for piece in _pieces(archive, member):
        left -= len(piece)
        if left < 0:
            raise SpreadsheetRefused(f"Tệp {seen.name} giải nén ra quá lớn: hãy chia thành nhiều tệp nhỏ hơn.")
        text = tail + piece
        seen.check(text, piece)
        tail = text[-_TAIL:]
    return left


def _pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as part:
        while piece := part.read(MEGABYTE):
            yield piece


def _check_values(text: bytes, name: str) -> None:
    may_fail, may_count = (any(sign in text for sign in signs) for signs in _SIGNS)
    if may_fail and (found := _ERROR_CELL.search(text)):
        raise SpreadsheetRefused(
            f"Ô {found[1].decode()} của tệp {name} đang báo lỗi (#N/A, #REF!…): hãy sửa công thức hoặc gõ giá trị."
        )
    if may_count and (found := _BARE_FORMULA.search(text)):
        raise SpreadsheetRefused(
            f"Ô {found[1].decode()} của tệp {name} là công thức chưa có kết quả: hãy mở bằng Excel và lưu lại, "
            "hoặc dán giá trị thay cho công thức."
        )


def _is_sheet(member: str) -> bool:
    return member.lower().startswith("xl/worksheets/") and member.lower().endswith(".xml")


def _is_side_part(member: str) -> bool:
    return not _is_sheet(member) and member.lower() != "xl/sharedstrings.xml" and "/media/" not in member.lower()


def overlapping(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share packed bytes, as in a bomb whose parts all unpack one kernel."""
    spans = sorted((m.header_offset, m.header_offset + m.compress_size) for m in members)
    return any(start < end for (_, end), (start, _) in pairwise(spans))


def _far_reference(columns: int) -> re.Pattern[bytes]:
    """Matches a cell beyond so many columns (27 to 701), or one whose reference is none."""
    first, last = (bytes([65 + number]) for number in divmod(columns - 27, 26))
    near = rb"[A-Z]" + rb"|[A-%s][A-Z]" % bytes([first[0] - 1]) * (first > b"A") + rb"|%s[A-%s]" % (first, last)
    return re.compile(_NAME + rb"""c\s(?:[^>]*?\s)?r=["'](?!(?:%s)\d{1,6}["'])[^"'>]*["']""" % near)


def _number(member: str) -> int:
    digits = re.sub(r"\D", "", member)
    return int(digits) if digits else 0
