"""Workbooks as grids of cells, taken apart by a child process (printing.unpack): no hostile file is parsed here."""

import json
import logging
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.child import run_child, start_child
from printing.grid import Grid, Line, Region
from printing.legacy_text import suspected_encoding
from printing.sheet import Cell
from printing.workbook_check import MEGABYTE, SpreadsheetRefused

ENCODING = "xlsx"
SECONDS = 90  # of the clock; the child has its own limits of work and memory
MOST_ANSWERED = 64 * MEGABYTE  # of one workbook, by a child that answers many
_EXIT_TOO_MUCH = 3  # TOO_MUCH of printing.unpack, which the web server need not import
log = logging.getLogger(__name__)


Clean = Callable[[str], str | None]


@dataclass(frozen=True)
class Packed:
    """A workbook to be read: `name` for messages, the sheet asked for, `clean` applied to all text."""

    source: bytes
    name: str
    max_rows: int
    clean: Clean
    sheet: str | None = None

    @property
    def request(self) -> bytes:
        asked = {"name": self.name, "max_rows": self.max_rows, "sheet": self.sheet, "size": len(self.source)}
        return json.dumps(asked).encode() + b"\n" + self.source


class _Unfinished(SpreadsheetRefused):
    """The child ended within an answer."""


def read_workbook(packed: Packed) -> Grid:
    """Read one sheet of a workbook, the first that holds anything unless asked for. Raises SpreadsheetRefused."""
    with tempfile.TemporaryFile() as answer:
        try:
            child = run_child("printing.unpack", packed.request, timeout=SECONDS, stdout=answer)
        except subprocess.TimeoutExpired:
            raise _too_much(packed.name) from None
        if child.returncode:
            raise _ended(child, packed.name)
        answer.seek(0)
        return _as_grid(iter(answer), packed)


def read_workbooks(files: Sequence[Packed]) -> Iterator[Grid | SpreadsheetRefused]:
    """Read many small workbooks by one child, each a grid or its refusal, in order.

    One that ends the child is read once more in a child of its own, which tells whether it was to blame; the others
    are read by the next.
    """
    left = list(files)
    while left:
        for read in _by_one_child(tuple(left)):
            left.pop(0)
            yield read
        if left:
            yield _read_or_refused(left.pop(0))


def _read_or_refused(packed: Packed) -> Grid | SpreadsheetRefused:
    try:
        return read_workbook(packed)
    except SpreadsheetRefused as refused:
        return refused


def _by_one_child(files: Sequence[Packed]) -> Iterator[Grid | SpreadsheetRefused]:
    """What the child answers until all are read, or it ends before its time."""
    child = start_child("printing.unpack")
    watch = threading.Timer(SECONDS, child.kill)
    writer = threading.Thread(target=_send, args=(child, [packed.request for packed in files]), daemon=True)
    watch.start(), writer.start()
    try:
        for packed in files:
            yield _answered(_bounded(child.stdout, packed.name), packed)
    except _Unfinished:
        return
    finally:
        watch.cancel()
        child.kill()
        child.wait()
        writer.join()
        child.stdout.close()


def _answered(answer: Iterator[bytes], packed: Packed) -> Grid | SpreadsheetRefused:
    """Raises _Unfinished."""
    try:
        return _as_grid(answer, packed)
    except _Unfinished:
        raise
    except SpreadsheetRefused as refused:
        return refused


def _send(child: subprocess.Popen, requests: Iterable[bytes]) -> None:
    with suppress(OSError):  # a child that ended reads no more
        for request in requests:
            child.stdin.write(request)
        child.stdin.close()


def _bounded(answer: Iterable[bytes], name: str) -> Iterator[bytes]:
    size = 0
    for line in answer:
        size += len(line)
        if size > MOST_ANSWERED:
            raise _Unfinished(str(_too_much(name)))
        yield line


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


def _as_grid(answer: Iterator[bytes], packed: Packed) -> Grid:
    about = _answer(next(answer, b'"end"'))
    if about == "end":
        raise _Unfinished(str(_too_much(packed.name)))
    if "refused" in about:
        raise SpreadsheetRefused(about["refused"])
    lines: list[Line] = []
    sample: dict[str, None] = {}
    for batch in _batches(answer, packed.name):
        sample |= dict.fromkeys(cell for row in batch for cell in row if type(cell) is str and not cell.isascii())
        lines += _cleaned(batch, packed.clean)
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


def _batches(answer: Iterator[bytes], name: str) -> Iterator[list[list]]:
    for line in answer:
        said = _answer(line)
        if said == "end":
            return
        if isinstance(said, dict):
            raise SpreadsheetRefused(said["refused"])
        yield said
    raise _Unfinished(str(_too_much(name)))


def _cleaned(batch: list[list], clean: Callable[[str], str | None]) -> Iterator[Line]:
    for line, *cells in batch:
        row: list[Cell] = [
            clean(cell) if type(cell) is str else date.fromisoformat(cell[0]) if type(cell) is list else cell
            for cell in cells
        ]
        if any(cell is not None for cell in row):
            yield line, row
