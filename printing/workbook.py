"""Workbooks as grids of cells, taken apart by a child process (printing.unpack): no hostile file is parsed here."""

import json
import logging
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from printing.child import run_child
from printing.grid import Grid, Line, Region
from printing.legacy_text import suspected_encoding
from printing.sheet import Cell
from printing.workbook_check import SpreadsheetRefused

ENCODING = "xlsx"
SECONDS = 90  # of the clock; the child has its own limits of work and memory
_EXIT_TOO_MUCH = 3  # TOO_MUCH of printing.unpack, which the web server need not import
log = logging.getLogger(__name__)


def read_workbook(
    source: bytes, *, name: str, max_rows: int, sheet: str | None, clean: Callable[[str], str | None]
) -> Grid:
    """Read one sheet of a workbook, the first that holds anything unless asked for; `clean` is applied to all text.

    Raises SpreadsheetRefused.
    """
    request = json.dumps({"name": name, "max_rows": max_rows, "sheet": sheet}).encode() + b"\n" + source
    with tempfile.TemporaryFile() as answer:
        try:
            child = run_child("printing.unpack", request, timeout=SECONDS, stdout=answer)
        except subprocess.TimeoutExpired:
            raise _too_much(name) from None
        if child.returncode:
            raise _ended(child, name)
        answer.seek(0)
        return _as_grid(answer, name, clean)


def _too_much(name: str) -> SpreadsheetRefused:
    return SpreadsheetRefused(
        f"Tệp {name} quá lớn hoặc quá phức tạp nên đã dừng đọc: hãy xóa định dạng thừa, lưu lại hoặc chia nhỏ tệp."
    )


def _ended(child: subprocess.CompletedProcess, name: str) -> SpreadsheetRefused:
    """The refusal for a child that did not finish: killed by one of its limits, given up, or failed."""
    if child.returncode < 0 or child.returncode == _EXIT_TOO_MUCH:
        return _too_much(name)
    log.error("Workbook not read, exit %s: %s", child.returncode, child.stderr.decode(errors="replace")[-2000:])
    return SpreadsheetRefused(f"Tệp {name} bị hỏng hoặc không phải sổ Excel .xlsx: hãy mở bằng Excel rồi lưu lại.")


def _as_grid(answer: BinaryIO, name: str, clean: Callable[[str], str | None]) -> Grid:
    about = _answer(answer.readline())
    if "refused" in about:
        raise SpreadsheetRefused(about["refused"])
    lines: list[Line] = []
    sample: dict[str, None] = {}
    for batch in _batches(answer, name):
        sample |= dict.fromkeys(cell for row in batch for cell in row if type(cell) is str and not cell.isascii())
        lines += _cleaned(batch, clean)
    return Grid(
        lines,
        ENCODING,
        merged=tuple(Region(*region) for region in about["merged"]),
        hidden_lines=tuple(about["hidden_lines"]),
        hidden_columns=tuple(about["hidden_columns"]),
        notices=tuple(about["notices"]),
        sheet_name=about["sheet"],
        sheet_names=tuple(about["sheets"]),
        suspected=suspected_encoding(sample, fonts=about["fonts"]),
    )


def _answer(line: bytes):
    return json.loads(line, parse_float=Decimal)


def _batches(answer: BinaryIO, name: str) -> Iterator[list[list]]:
    for line in answer:
        said = _answer(line)
        if said == "end":
            return
        if isinstance(said, dict):
            raise SpreadsheetRefused(said["refused"])
        yield said
    raise _too_much(name)


def _cleaned(batch: list[list], clean: Callable[[str], str | None]) -> Iterator[Line]:
    for line, *cells in batch:
        row: list[Cell] = [
            clean(cell) if type(cell) is str else date.fromisoformat(cell[0]) if type(cell) is list else cell
            for cell in cells
        ]
        if any(cell is not None for cell in row):
            yield line, row
