"""One PDF of many sheets, rendered in pieces and joined, so that memory stays what a piece takes."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
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


def in_pieces(sheets: Iterable[Sheet], *, background: str, into: Path) -> Iterator[int]:
    """Write the PDF of however many sheets to a file, telling after each piece how many are done. Raises PdfFailed."""
    pieces, done, waiting = PdfWriter(), 0, iter(sheets)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        while piece := list(islice(waiting, PIECE)):
            paths.append(Path(folder) / f"{len(paths)}.pdf")
            paths[-1].write_bytes(sheets_pdf(piece, background=background, effort=UNHURRIED))
            done += len(piece)
            yield done
        for path in paths:
            pieces.append(path)
        pieces.compress_identical_objects()  # the picture and the fonts once, not once a piece
        pieces.write(into)
