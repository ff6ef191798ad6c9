"""One PDF of many sheets, rendered in pieces and joined, so that memory stays what a piece takes."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from django.template.loader import render_to_string
from pypdf import PdfWriter

from printing.pdf import PAGE, UNHURRIED, Effort, render_pdf
from printing.placed import Sheet, drawing

PIECE = 50  # sheets of one child process: it costs two seconds to start and memory by the sheet
PRINTABLE = "pdf/a-2b"  # certificates are pictures with words, of no structure to be tagged


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
    pieces, done, waiting = PdfWriter(), 0, iter(pages)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        while piece := list(islice(waiting, PIECE)):
            paths.append(Path(folder) / f"{len(paths)}.pdf")
            paths[-1].write_bytes(draw(piece, effort=replace(UNHURRIED, beat=partial(progress, done))))
            done += len(piece)
            progress(done)
        for path in paths:
            pieces.append(path)
        pieces.compress_identical_objects()  # the picture and the fonts once, not once a piece
        pieces.write(into)
