"""PDF from HTML, made in a child process with limits: a bad document costs a sentence, never the web server."""

import json
import logging
import subprocess
from collections.abc import Mapping
from types import MappingProxyType

from django.template.loader import render_to_string

from printing.child import run_child
from printing.column_widths import LYING, UPRIGHT, column_widths
from printing.document import Document
from printing.fonts import has
from printing.table import Table

ARCHIVE = "pdf/a-2a"  # tagged, self-contained, for keeping
SECONDS = 60  # of the clock; the child has its own limits of work and memory
RULED = 60  # rows from which on an annex is drawn on a grid instead of laid out
LONGEST_CELL = 300  # letters
LONG = 1_500  # rows
log = logging.getLogger(__name__)
_TOO_LONG = "Bản in mất quá nhiều thời gian nên đã dừng: hãy thử lại sau, hoặc bớt nội dung và bảng dài."
_TOO_MUCH = "Bản in quá dài hoặc quá phức tạp nên đã dừng: hãy bớt nội dung, hoặc chia bảng dài thành nhiều bảng."
_NONE: Mapping[str, dict] = MappingProxyType({})
_EXIT_TOO_MUCH = 3  # TOO_MUCH of printing.render, which the web server must not import


class PdfFailed(RuntimeError):
    """No PDF could be made; the message is a whole Vietnamese sentence."""


def render_pdf(html: str, *, tables: Mapping = _NONE, variant: str = ARCHIVE, timeout: float = SECONDS) -> bytes:
    """Return the PDF of an HTML document; the same HTML gives the same bytes. Raises PdfFailed.

    `tables` are what printing.ruled_pages draws, by the id of the element beneath which each begins.
    """
    try:
        request = json.dumps({"html": html, "tables": dict(tables), "variant": variant}).encode()
        child = run_child("printing.render", request, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise PdfFailed(_TOO_LONG) from None
    if child.returncode < 0 or child.returncode == _EXIT_TOO_MUCH:  # killed by one of its limits, or gave up
        raise PdfFailed(_TOO_MUCH)
    if child.returncode or not child.stdout.startswith(b"%PDF-") or not child.stdout.rstrip().endswith(b"%%EOF"):
        log.error("No PDF, exit %s: %s", child.returncode, child.stderr.decode(errors="replace")[-2000:])
        raise PdfFailed(f"Không dựng được bản in (mã {child.returncode}): hãy báo người quản trị hệ thống.")
    return child.stdout


def render_template_pdf(template: str, context: dict, **options) -> bytes:
    """Return the PDF of a template. Raises PdfFailed."""
    return render_pdf(render_to_string(template, context), **options)


def document_pdf(document: Document, **options) -> bytes:
    """Return the PDF of an official document, its long annexes drawn row by row. Raises PdfFailed."""
    ruled = {f"bang-{number}": _ruled(table) for number, table in document.numbered_annexes if _is_ruled(table)}
    context = {"document": document, "ruled": ruled.keys()}
    return render_pdf(render_to_string("printing/print/document.html", context), tables=ruled, **options)


def is_long(document: Document) -> bool:
    """Whether printing takes so long that no page waits for it."""
    return sum(len(table.rows) for table in document.annexes) > LONG


def _is_ruled(table: Table) -> bool:
    """Whether an annex is drawn: long, in letters of our fonts, none of its cells a page of prose."""
    if len(table.rows) < RULED:
        return False
    texts = {text for row in (*table.printed_rows(), table.printed_total()) for _, text in row}
    letters = set("".join((*texts, *table.notes, table.origin, *(column.heading for column in table.columns))))
    return max(map(len, texts), default=0) <= LONGEST_CELL and has(letters)


def _ruled(table: Table) -> dict:
    room = LYING if table.wide else UPRIGHT
    return {
        "shares": [width / room for width in column_widths(table, room)],
        "heads": [column.heading for column in table.columns],
        "numeric": [column.numeric for column in table.columns],
        "rows": [[text for _, text in row] for row in table.printed_rows()],
        "total": [text for _, text in table.printed_total()],
        "notes": [" ".join(table.notes), table.origin] if table.notes else [table.origin] if table.origin else [],
    }
