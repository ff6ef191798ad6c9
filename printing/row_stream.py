"""Long tables read piece by piece: half a million rows of XLSX or CSV in the memory of a few thousand.

Unlike spreadsheet.py this reads no title rows and merges nothing: the first line that is not blank is the header. The
file is named by its path and treated as hostile; workbooks are taken apart by a child process (printing.unpack_rows).
"""

import csv
import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from printing.child import ROOT, environment
from printing.sheet import Cell
from printing.spreadsheet import OLE
from printing.workbook_check import MEGABYTE, Limits, SpreadsheetRefused, unreadable_letters

BATCH = 5000  # rows
LONG = Limits(rows=700_000, cells=700_000 * 60, unpacked=800 * MEGABYTE)
MAX_FILE = 150 * MEGABYTE
NATIVE = "\x1f"  # before a day or a truth value, which no text of a file begins with
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SPACES = " \t\r\n\u00a0\u2007\u202f\u200b\ufeff"

Raw = str | int | float
"""A cell as the file gives it, fit to be the key of a dict; `as_cell` says what it is."""


@dataclass(frozen=True)
class Batch:
    """Some rows in the order of the file: the line of each, and as many raw cells as the header has columns."""

    lines: list[int]
    rows: list[tuple[Raw, ...]]


@dataclass(frozen=True)
class RowStream:
    """A table being read. `batches` can be gone through once; `expected` is about how many rows they will have."""

    header: tuple[str, ...]
    batches: Iterator[Batch]
    expected: int


def as_cell(raw: Raw) -> Cell:
    """What a raw cell is: text in NFC without surrounding space, a number, a day; None when blank."""
    if not isinstance(raw, str):
        return Decimal(repr(raw)) if isinstance(raw, float) else raw
    if raw.startswith(NATIVE):
        said = raw[1:]
        return said == "true" if said in ("true", "false") else date.fromisoformat(said)
    text = unicodedata.normalize("NFC", raw).strip(_SPACES)
    return (text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@'" else text) or None


@contextmanager
def open_rows(path: Path, *, name: str, limits: Limits = LONG) -> Iterator[RowStream]:
    """Begin to read a file; `name` is what its sender calls it. Raises SpreadsheetRefused, also while reading."""
    start = _first_bytes(path, name)
    opened = _workbook(path, name, limits) if start.startswith(b"PK") else _text_file(path, name, start)
    try:
        yield _stream(opened, next(opened), name, limits)
    finally:
        opened.close()


def _first_bytes(path: Path, name: str) -> bytes:
    if path.stat().st_size > MAX_FILE:
        raise SpreadsheetRefused(f"Tệp {name} lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chia thành nhiều tệp nhỏ hơn.")
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise SpreadsheetRefused(f"Tệp {name} trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn.")
    if start.startswith(OLE):
        raise SpreadsheetRefused(
            f"Tệp {name} là Excel kiểu cũ (.xls) hoặc có mật khẩu: hãy mở bằng Excel, bỏ mật khẩu và lưu thành .xlsx."
        )
    return start


# What both give: about how many lines there are, then lines and their cells in pieces


Pieces = Iterator[tuple[list[int], list[list[Raw]]]]


def _stream(pieces: Pieces, height: int, name: str, limits: Limits) -> RowStream:
    for lines, rows in pieces:
        for place, row in enumerate(rows):
            if _is_blank(row):
                continue
            header = _header(row, lines[place], name, limits)
            rest = (lines[place + 1 :], rows[place + 1 :])
            return RowStream(header, _batches(rest, pieces, len(header), name, limits), max(0, height - 1))
    raise SpreadsheetRefused(f"Tệp {name} trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn.")


def _batches(first, pieces: Pieces, width: int, name: str, limits: Limits) -> Iterator[Batch]:
    count = 0
    for lines, rows in _with(first, pieces):
        batch = _whole(lines, rows, width)
        count += len(batch.rows)
        if count > limits.rows:
            raise SpreadsheetRefused(f"Tệp {name} có hơn {limits.rows} dòng: hãy chia thành nhiều tệp.")
        if batch.rows:
            yield batch
    if not count:
        raise SpreadsheetRefused(f"Tệp {name} chỉ có dòng tiêu đề, không có dòng số liệu nào.")


def _with(first, pieces: Pieces) -> Pieces:
    yield first
    yield from pieces


def _whole(lines: list[int], rows: list[list[Raw]], width: int) -> Batch:
    """The rows that are not blank, each as wide as the header."""
    if all(len(row) == width and row[0] for row in rows):
        return Batch(lines, rows)
    kept = [(line, _as_wide(row, line, width)) for line, row in zip(lines, rows, strict=True) if not _is_blank(row)]
    return Batch([line for line, _ in kept], [row for _, row in kept])


def _as_wide(row: list[Raw], line: int, width: int) -> list[Raw]:
    if any(cell != "" for cell in row[width:]):
        raise SpreadsheetRefused(
            f"Dòng {line} có dữ liệu ngoài các cột có tiêu đề: hãy xóa hoặc ghi tiêu đề cho cột.", line=line
        )
    return (row + [""] * width)[:width]


def _is_blank(row: list[Raw]) -> bool:
    return all(isinstance(cell, str) and not cell.strip(_SPACES) for cell in row)


def _header(row: list[Raw], line: int, name: str, limits: Limits) -> tuple[str, ...]:
    cells = [as_cell(cell) for cell in row]
    while cells[-1] is None:
        cells.pop()
    if len(cells) > limits.columns:
        raise SpreadsheetRefused(f"Tệp {name} có hơn {limits.columns} cột: hãy dùng tệp mẫu.")
    if None in cells:
        raise SpreadsheetRefused(
            f"Dòng {line}: cột thứ {cells.index(None) + 1} không có tiêu đề. Hãy ghi tiêu đề hoặc xóa cột.", line=line
        )
    return tuple(map(str, cells))


# CSV


def _text_file(path: Path, name: str, start: bytes) -> Iterator:
    encoding = _BOMS.get(start[:2], "utf-8-sig")
    yield _count_lines(path)
    with path.open(encoding=encoding, newline="") as file:
        line = 1
        try:
            head = file.readline()
            file.seek(0)
            reader = csv.reader(_readable(file, name), delimiter=max(",;\t|", key=head.count), strict=True)
            while rows := list(islice(reader, BATCH)):
                yield _numbered(rows, line, reader.line_num), rows
                line = reader.line_num + 1
        except UnicodeDecodeError as error:
            raise SpreadsheetRefused(
                f"Chữ trong tệp {name} không phải Unicode (từ sau dòng {line}): hãy lưu lại thành CSV UTF-8."
            ) from error
        except csv.Error as error:
            raise SpreadsheetRefused(
                f"Dòng {reader.line_num} của tệp {name} sai dấu ngoặc kép hoặc dấu phân cách: "
                "hãy mở bằng Excel rồi lưu lại.",
                line=reader.line_num,
            ) from error


def _readable(file: Iterable[str], name: str) -> Iterator[str]:
    for line, text in enumerate(file, 1):
        if "\0" in text or NATIVE in text:
            raise unreadable_letters(name, line)
        yield text


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(MEGABYTE), b""))


def _numbered(rows: list[list[str]], first: int, last: int) -> list[int]:
    """The line each row begins on; rows with line ends inside their cells take more than one."""
    if last - first + 1 == len(rows):
        return list(range(first, last + 1))
    lines, line = [], first
    for row in rows:
        lines.append(line)
        line += 1 + sum(len(cell.splitlines()) - 1 for cell in row if "\n" in cell or "\r" in cell)
    return lines


# Workbooks


def _workbook(path: Path, name: str, limits: Limits) -> Iterator:
    """Rows from the child, which checks before it parses; closing this early ends it."""
    request = json.dumps({"path": str(path), "name": name, "rows": limits.rows}).encode()
    child = subprocess.Popen(
        [sys.executable, "-m", "printing.unpack_rows"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    try:
        child.stdin.write(request)
        child.stdin.close()
        yield from _told(child, name)
    finally:
        child.stdout.close()
        child.kill()
        child.wait()


def _told(child: subprocess.Popen, name: str) -> Iterator:
    for answer in child.stdout:
        said = json.loads(answer)
        if "refused" in said:
            raise SpreadsheetRefused(said["refused"])
        if "end" in said:
            return
        yield said["height"] if "height" in said else (said["lines"], said["rows"])
    raise SpreadsheetRefused(
        f"Tệp {name} quá lớn hoặc quá phức tạp nên đã dừng đọc: hãy xóa định dạng thừa, lưu lại hoặc chia nhỏ tệp."
    )
