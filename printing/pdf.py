"""PDF from HTML, made in a child process with limits: a bad document costs a sentence, never the web server."""

import fcntl
import json
import logging
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.template.loader import render_to_string

from printing import numbers
from printing.child import watched_child
from printing.column_widths import LYING, UPRIGHT, column_widths
from printing.document import Document, Exhibit
from printing.fonts import has
from printing.table import Table

ARCHIVE = "pdf/a-2a"  # tagged, self-contained, for keeping
RULED = 60  # rows from which on an annex is drawn on a grid instead of laid out
LONGEST_CELL = 300  # letters of a cell that is drawn
LAID_OUT = 2_000  # rows a table may have that is laid out
MOST_ROWS = 50_000  # of all annexes
LONG = 1_500  # rows of all annexes that no page waits for
log = logging.getLogger(__name__)
_TOO_LONG = "Bản in mất quá nhiều thời gian nên đã dừng: hãy thử lại sau, hoặc bớt nội dung và bảng dài."
_TOO_MUCH = "Bản in quá dài hoặc quá phức tạp nên đã dừng: hãy bớt nội dung, hoặc chia bảng dài thành nhiều bảng."
_BUSY = "Máy chủ đang in văn bản khác: hãy thử lại sau một phút."
_NONE: Mapping[str, dict] = MappingProxyType({})
_EXIT_TOO_MUCH = 3  # TOO_MUCH of printing.render, which the web server must not import


class PdfFailed(RuntimeError):
    """No PDF could be made; the message is a whole Vietnamese sentence."""


@dataclass(frozen=True)
class Effort:
    """What a print may cost, in seconds: of its turn, of the clock, of the processor; `beat` is called meanwhile."""

    patience: float = 20
    clock: float = 60
    processor: int = 30
    beat: Callable[[], object] = lambda: None


PAGE = Effort()  # while somebody waits for a page
UNHURRIED = Effort(patience=600, clock=300, processor=120)  # where no page waits for it


def render_pdf(html: str, *, tables: Mapping = _NONE, variant: str = ARCHIVE, effort: Effort = PAGE) -> bytes:
    """Return the PDF of an HTML document; the same HTML gives the same bytes. Raises PdfFailed.

    `tables` are what printing.ruled_pages draws, by the id of the element beneath which each begins.
    """
    request = json.dumps({"html": html, "tables": dict(tables), "variant": variant}).encode()
    with _turn(effort):
        try:
            told = {"timeout": effort.clock, "beat": effort.beat}
            child = watched_child("printing.render", request, str(effort.processor), **told)
        except subprocess.TimeoutExpired:
            raise PdfFailed(_TOO_LONG) from None
    if child.returncode < 0 or child.returncode == _EXIT_TOO_MUCH:  # killed by one of its limits, or gave up
        raise PdfFailed(_TOO_MUCH)
    if child.returncode or not child.stdout.startswith(b"%PDF-") or not child.stdout.rstrip().endswith(b"%%EOF"):
        log.error("No PDF, exit %s: %s", child.returncode, child.stderr.decode(errors="replace")[-2000:])
        raise PdfFailed(f"Không dựng được bản in (mã {child.returncode}): hãy báo người quản trị hệ thống.")
    return child.stdout


@contextmanager
def _turn(effort: Effort) -> Iterator[None]:
    """One document is printed at a time: two people who print do not double the load. Raises PdfFailed."""
    folder, until = Path(settings.PRIVATE_ROOT), time.monotonic() + effort.patience
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "printing.lock").open("a") as turn:  # given back by the system, however the process ends
        while not _taken(turn):
            if time.monotonic() >= until:
                raise PdfFailed(_BUSY)
            effort.beat()
            time.sleep(0.1)
        yield


def _taken(turn) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def render_template_pdf(template: str, context: dict, **options) -> bytes:
    """Return the PDF of a template. Raises PdfFailed."""
    return render_pdf(render_to_string(template, context), **options)


def document_pdf(document: Document, **options) -> bytes:
    """Return the PDF of an official document, its long annexes drawn row by row. Raises PdfFailed."""
    ruled = {f"bang-{number}": table for number, table in document.numbered_annexes if _is_ruled(table)}
    _check_rows(document, drawn=list(ruled.values()))
    context = {"document": document, "ruled": ruled.keys()}
    tables = {name: _ruled(table) for name, table in ruled.items()}
    return render_template_pdf("printing/print/document.html", context, tables=tables, **options)


def is_long(document: Document) -> bool:
    """Whether printing takes so long that no page waits for it: a job prints it."""
    return _annexed(document) > LONG


def _annexed(document: Document) -> int:
    return sum(len(table.rows) for table in document.annexes)


def _check_rows(document: Document, *, drawn: list[Table]) -> None:
    """Refuse in words what could only end at a limit."""
    if _annexed(document) > MOST_ROWS:
        most = numbers.counted(MOST_ROWS)
        raise PdfFailed(f"Các phụ lục có quá {most} dòng: hãy in theo từng địa bàn, hoặc tải bản Excel.")
    exhibited = [block.table for block in document.blocks if isinstance(block, Exhibit) and not block.picture]
    for table in (*exhibited, *(table for table in document.annexes if table not in drawn)):
        if len(table.rows) > LAID_OUT:
            raise PdfFailed(
                f"“{table.title}” có {numbers.counted(len(table.rows))} dòng, bản in xếp được nhiều nhất "
                f"{numbers.counted(LAID_OUT)} dòng cho một bảng như vậy: hãy chia thành nhiều bảng, hoặc tải bản Excel."
            )


def _is_ruled(table: Table) -> bool:
    """Whether an annex is drawn: long, in letters of our fonts, none of its cells a page of prose."""
    if len(table.rows) < RULED:
        return False
    texts = {text for row in (*table.printed_rows(), table.printed_total()) for _, text in row}
    letters = set().union(*texts, *table.notes, table.origin, *(column.heading for column in table.columns))
    return max(map(len, texts), default=0) <= LONGEST_CELL and has(letters)


def _ruled(table: Table) -> dict:
    """What printing.ruled_pages.Ruled takes."""
    room = LYING if table.wide else UPRIGHT
    return {
        "shares": [width / room for width in column_widths(table, room)],
        "heads": [column.heading for column in table.columns],
        "numeric": [column.numeric for column in table.columns],
        "rows": [[text for _, text in row] for row in table.printed_rows()],
        "total": [text for _, text in table.printed_total()],
        "notes": list(filter(None, (" ".join(table.notes), table.origin))),
    }
