"""The child process that takes workbooks apart: `python -m printing.unpack`, for each a line of JSON and the file.

Answers in lines of JSON, for each workbook: what it says of the sheet that was read, then its rows in batches, then
"end"; or only the sentence that refuses it. Dates are lists of one, numbers and text what they are.
"""

import io
import json
import math
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from zlib import error as zlib_error

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from printing import workbook_parts
from printing.child import leave_network, limit_resources
from printing.sheet import column_letter
from printing.workbook_check import (
    ABOVE,
    LIMITS,
    MEGABYTE,
    SpreadsheetRefused,
    check_container,
    check_worksheets,
    unreadable_letters,
)
from printing.workbook_parts import EntityFound, SheetPart, expat

CPU_SECONDS = 60
MEMORY_BYTES = 1024 * MEGABYTE
OUTPUT_BYTES = 64 * MEGABYTE
TOO_MUCH = 3  # the exit code of a workbook that outgrew its memory or its output
BATCH = 1000
MAX_MERGED = 20_000
MAX_TEXT = OUTPUT_BYTES
NEVER_WAS, LAST_OF_FEBRUARY = 60, "1900-02-28"
_BROKEN = (
    *(zipfile.BadZipFile, zlib_error, CalamineError, expat.ExpatError, EntityFound, KeyError, ValueError),
    *(EOFError, OSError, NotImplementedError, IndexError),
)


def main() -> int:
    limit_resources(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES, output_bytes=OUTPUT_BYTES)
    leave_network()
    try:
        while line := sys.stdin.buffer.readline():
            request = json.loads(line)
            _take_apart(sys.stdin.buffer.read(request["size"]), request)
    except (MemoryError, RecursionError, OSError):
        return TOO_MUCH
    return 0


def _take_apart(source: bytes, request: dict) -> None:
    try:
        for answer in unpacked(source, request["name"], request["max_rows"], request["sheet"]):
            say(answer)
    except SpreadsheetRefused as refused:
        say({"refused": str(refused)})
    sys.stdout.flush()


def say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")


def unpacked(source: bytes, name: str, max_rows: int, wanted: str | None) -> Iterator[object]:
    """Take the workbook apart: a dict about the sheet, lists of rows, "end". Raises SpreadsheetRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            check_container(archive, name)
            parts = workbook_parts.sheet_parts(archive)
            chosen = _chosen(archive, parts, name, wanted)
            check_worksheets(archive, name, max_rows, read_part=chosen.part)
            sheet = _parsed(source, archive, chosen, name, max_rows)
            yield _about(archive, parts, chosen, sheet)
            yield from _batches(archive, sheet, chosen, name)
    except SpreadsheetRefused:
        raise
    except _BROKEN as error:
        raise SpreadsheetRefused(
            f"Tệp {name} bị hỏng hoặc không phải sổ Excel .xlsx: hãy mở bằng Excel rồi lưu lại."
        ) from error
    yield "end"


def _chosen(archive: zipfile.ZipFile, parts: list[SheetPart], name: str, wanted: str | None) -> SheetPart:
    """The sheet asked for, else the first that people see and that holds anything."""
    if any(not part.part.startswith("xl/worksheets/") for part in parts):
        raise SpreadsheetRefused(f"Tệp {name} có cấu trúc lạ: hãy mở bằng Excel rồi lưu lại thành .xlsx.")
    if wanted is not None:
        if found := [part for part in parts if part.name == wanted]:
            return found[0]
        raise SpreadsheetRefused(f"Tệp {name} không có trang tính “{wanted}”: hãy chọn một trang khác.")
    full = [part for part in parts if part.is_visible and workbook_parts.holds_anything(archive, part.part)]
    if not full:
        raise SpreadsheetRefused(f"Tệp {name} trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn.")
    return full[0]


def _parsed(source: bytes, archive: zipfile.ZipFile, chosen: SheetPart, name: str, max_rows: int) -> CalamineSheet:
    if workbook_parts.text_of_cells(archive, chosen.part, MAX_TEXT) > MAX_TEXT:
        raise SpreadsheetRefused(f"Tệp {name} có quá nhiều chữ: hãy rút ngắn các ô dài hoặc chia thành nhiều tệp.")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(source)).get_sheet_by_name(chosen.name)
    last_line, last_column = sheet.end or (0, 0)
    if last_line > max_rows + ABOVE or last_column >= LIMITS.columns:
        raise SpreadsheetRefused(f"Tệp {name} có ô ở quá xa: hãy xóa hẳn các dòng, cột thừa ở cuối bảng rồi lưu lại.")
    if len(sheet.merged_cell_ranges or ()) > MAX_MERGED:
        raise SpreadsheetRefused(f"Tệp {name} có hơn {MAX_MERGED} ô gộp: hãy bỏ gộp ô rồi lưu lại.")
    return sheet


def _about(archive: zipfile.ZipFile, parts: list[SheetPart], chosen: SheetPart, sheet: CalamineSheet) -> dict:
    hidden = workbook_parts.hidden(archive, chosen.part)
    return {
        "sheet": chosen.name,
        "sheets": [part.name for part in parts if part.is_visible],
        "notices": _notices(archive, parts, chosen),
        "fonts": workbook_parts.fonts(archive),
        "hidden_lines": hidden.lines,
        "hidden_columns": hidden.columns,
        "merged": [
            (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ],
    }


def _notices(archive: zipfile.ZipFile, parts: list[SheetPart], chosen: SheetPart) -> list[str]:
    others = [part for part in parts if part != chosen and workbook_parts.holds_anything(archive, part.part)]
    seen = ", ".join(part.name for part in others if part.is_visible)
    unseen = ", ".join(part.name for part in others if part.state == "hidden")
    which = "trang tính đầu" if chosen == parts[0] else "trang tính"
    notices = [f"Chỉ đọc {which} “{chosen.name}”; bỏ qua: {seen}."] if seen else []
    if unseen:
        notices.append(f"Trong tệp có trang tính bị ẩn, không đọc: {unseen}.")
    if not chosen.is_visible:
        notices.append(f"Trang tính “{chosen.name}” đang bị ẩn trong tệp.")
    return notices


def _batches(archive: zipfile.ZipFile, sheet: CalamineSheet, chosen: SheetPart, name: str) -> Iterator[list]:
    """Lists of [line, cells…] without the blank lines, columns from the first of the sheet."""
    if sheet.start is None:
        return
    margin = [None] * sheet.start[1]
    batch: list[list] = []
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = [_plain(cell) for cell in row]
        if any(type(cell) is str and "\0" in cell for cell in cells):
            raise unreadable_letters(name, line)
        if [LAST_OF_FEBRUARY] in cells:
            shown = [column for column, cell in enumerate([*margin, *cells]) if cell == [LAST_OF_FEBRUARY]]
            _check_never_was(archive, chosen, name, {f"{column_letter(column)}{line}" for column in shown})
        if any(cell is not None for cell in cells):
            batch.append([line, *margin, *cells])
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _check_never_was(archive: zipfile.ZipFile, chosen: SheetPart, name: str, shown: set[str]) -> None:
    """Calamine gives Excel's 29/02/1900, which never was, as the day before it: the same as the real 28/02."""
    if cells := shown.intersection(workbook_parts.cells_with_serial(archive, chosen.part, NEVER_WAS)):
        raise SpreadsheetRefused(
            f"Ô {min(cells)} của tệp {name} ghi ngày 29/02/1900, không có trên lịch: hãy sửa ngày rồi lưu lại."
        )


def _plain(cell: object) -> object:
    """A cell as JSON can tell it: a day as a list of one, what is neither number, text nor day as its text."""
    kind = type(cell)
    if kind is str:
        return cell or None
    if kind is float:
        return str(cell) if not math.isfinite(cell) else int(cell) if cell.is_integer() else cell
    if kind is date:
        return [cell.isoformat()]
    if kind is datetime:
        return [cell.date().isoformat()] if cell.time() == time(0) else cell.isoformat(sep=" ")
    return cell if isinstance(cell, bool | int) else str(cell)


if __name__ == "__main__":
    sys.exit(main())
