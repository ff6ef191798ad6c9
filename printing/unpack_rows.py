"""The child process that reads long workbooks: `python -m printing.unpack_rows`, a line of JSON on stdin.

Answers in lines of JSON: {"height": n}, {"lines": […], "rows": [[cell…]…]} in batches and {"end": true}; or
{"refused": sentence}.
Cells are text ("" when blank) and numbers; days and truth values are text that begins with row_stream.NATIVE.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from zlib import error as zlib_error

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from printing.child import leave_network, limit_resources
from printing.row_stream import BATCH, LONG, NATIVE
from printing.workbook_check import (
    MEGABYTE,
    Limits,
    SpreadsheetRefused,
    check_container,
    check_worksheets,
    unreadable_letters,
)

CPU_SECONDS = 180
MEMORY_BYTES = 1536 * MEGABYTE
_ANYWHERE = (b"\x00", b"<!")
_IN_SHEETS = (b"<f", b'"e"', b"'e'")  # formulas and errors
_LONGEST = 8  # bytes of the end of a piece that may begin a sign
_BROKEN = (zipfile.BadZipFile, zlib_error, CalamineError, KeyError, ValueError, EOFError, NotImplementedError)


def main() -> int:
    request = json.loads(sys.stdin.buffer.read())
    limit_resources(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    leave_network()
    try:
        for answer in unpacked(request["path"], request["name"], request["rows"]):
            _answer(answer)
        _answer({"end": True})
        sys.stdout.flush()
    except SpreadsheetRefused as refused:
        _answer({"refused": str(refused)})
    except (MemoryError, OSError):
        return 1
    return 0


def _answer(answer: dict) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")


def unpacked(path: str, name: str, rows: int) -> Iterator[dict]:
    """Check the workbook at `path` and give its first sheet in batches. Raises SpreadsheetRefused."""
    limits = replace(LONG, rows=rows)
    try:
        with zipfile.ZipFile(path) as archive:
            check_container(archive, name, limits)
            if not all(_is_plain(archive, member, limits) for member in archive.namelist()):
                check_worksheets(archive, name, limits=limits)
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    except _BROKEN as error:
        if isinstance(error, SpreadsheetRefused):
            raise
        raise SpreadsheetRefused(
            f"Tệp {name} bị hỏng hoặc không phải sổ Excel .xlsx: hãy mở bằng Excel rồi lưu lại."
        ) from error
    if (sheet.end or (0, 0))[1] >= limits.columns:
        raise SpreadsheetRefused(f"Tệp {name} có ô ở quá xa: hãy xóa hẳn các cột thừa ở cuối bảng rồi lưu lại.")
    yield {"height": sheet.height}
    yield from _batches(sheet, name)


def _is_plain(archive: zipfile.ZipFile, member: str, limits: Limits) -> bool:
    """Whether a part, unpacked once in pieces, holds nothing that check_worksheets would have to look at closely.

    That costs five times as much as all the rest; a cell far out can only cost this process its memory.
    """
    is_sheet = member.startswith("xl/worksheets/")
    signs = _ANYWHERE + _IN_SHEETS if is_sheet else _ANYWHERE
    rows = cells = 0
    tail = b""
    with archive.open(member) as part:
        while piece := part.read(MEGABYTE):
            text = tail + piece
            if any(sign in text for sign in signs):
                return False
            rows, cells = rows + piece.count(b"<row"), cells + piece.count(b"<c ")
            tail = piece[-_LONGEST:]
    return not is_sheet or (0 < rows <= limits.rows + 1 and 0 < cells <= limits.cells)


def _batches(sheet: CalamineSheet, name: str) -> Iterator[dict]:
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    lines: list[int] = []
    rows: list[list] = []
    for line, row in enumerate(sheet.iter_rows(), 1):
        lines.append(line)
        try:
            rows.append(margin + [cell if type(cell) is str and cell.isprintable() else _raw(cell) for cell in row])
        except UnicodeError as error:
            raise unreadable_letters(name, line) from error
        if len(rows) == BATCH:
            yield {"lines": lines, "rows": rows}
            lines, rows = [], []
    yield {"lines": lines, "rows": rows}


def _raw(cell: object) -> str | int | float:
    """Raises UnicodeError for text that no database takes, or that would be taken for a day."""
    kind = type(cell)
    if kind is str:
        if "\0" in cell or NATIVE in cell:
            raise UnicodeError(cell)
        return cell
    if kind is float:
        return int(cell) if cell.is_integer() else cell
    if kind is bool:
        return NATIVE + ("true" if cell else "false")
    if kind is datetime:
        return NATIVE + cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ")
    return NATIVE + cell.isoformat() if kind is date else cell if kind is int else str(cell)


if __name__ == "__main__":
    sys.exit(main())
