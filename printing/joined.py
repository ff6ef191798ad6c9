"""One PDF of many sheets, rendered in pieces and joined, so that memory stays what a piece takes."""

import json
import logging
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from django.template.loader import render_to_string

from printing.child import watched_child
from printing.pdf import PAGE, UNHURRIED, Effort, PdfFailed, render_pdf
from printing.placed import Sheet, drawing

PIECE = 50  # sheets of one child process: it costs two seconds to start and memory by the sheet
PRINTABLE = "pdf/a-2b"  # certificates are pictures with words, of no structure to be tagged
log = logging.getLogger(__name__)
_TOO_MANY = "Không ghép được các tờ thành một tệp: hãy in ít tờ hơn mỗi lần, hoặc báo người quản trị hệ thống."


def sheets_pdf(sheets: Sequence[Sheet], *, background: str = "", effort: Effort = PAGE) -> bytes:
    """Return the PDF of sheets of one size, each a page of its own. Raises PdfFailed."""
    first = sheets[0]
    context = {
        "width": f"{first.width:g}",
        "height": f"{first.height:g}",
        "background": background,
        "drawings": [drawing(sheet) for sheet in sheets],
    }
    return render_pdf(render_to_string("printing/print/sheets.html", context), variant=PRINTABLE, effort=effort)


def sheets_in_pieces(sheets: Iterable[Sheet], *, background: str, into: Path, progress: Callable) -> None:
    """Write the PDF of however many sheets to a file, as `in_pieces` does. Raises PdfFailed."""
    in_pieces(sheets, draw=partial(sheets_pdf, background=background), into=into, progress=progress)


def in_pieces(pages: Iterable, *, draw: Callable[..., bytes], into: Path, progress: Callable[[int], object]) -> None:
    """Write what `draw` makes of however many pages to one file. Raises PdfFailed and whatever `progress` raises.

    `draw` is given some of the pages and the `effort` they may cost; `progress` is told how many are done, also while
    a piece is being made, so that it can say that somebody still works.
    """
    done, waiting = 0, iter(pages)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        while piece := list(islice(waiting, PIECE)):
            paths.append(Path(folder) / f"{len(paths)}.pdf")
            paths[-1].write_bytes(draw(piece, effort=replace(UNHURRIED, beat=partial(progress, done))))
            done += len(piece)
            progress(done)
        _join(paths, into=into, beat=partial(progress, done))


def _join(pieces: Iterable[Path], *, into: Path, beat: Callable[[], object]) -> None:
    """Join in a process of its own. Raises PdfFailed."""
    request = json.dumps({"pieces": [str(piece) for piece in pieces], "into": str(into)}).encode()
    try:
        child = watched_child("printing.join", request, timeout=UNHURRIED.clock, beat=beat)
    except subprocess.TimeoutExpired:
        raise PdfFailed(_TOO_MANY) from None
    if child.returncode:
        log.error("Pieces not joined, exit %s: %s", child.returncode, child.stderr.decode(errors="replace")[-2000:])
        raise PdfFailed(_TOO_MANY)
