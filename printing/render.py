"""The child process that turns HTML into PDF: `python -m printing.render SECONDS`, a JSON request in, bytes out.

Only this module and printing.ruled_pages import WeasyPrint. The process limits its own time (SECONDS of the processor)
and memory, leaves the network and reads nothing but the request, the fonts and the style sheets, so that no document
can reach another file or address or hurt the web server.
"""

import gc
import json
import sys
import warnings
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from PIL import Image
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from printing.child import leave_network, limit_resources
from printing.ruled_pages import Ruled, finish_tags, with_ruled

STATIC = Path(__file__).resolve().parent.parent / "static"
READABLE = (STATIC / "fonts", STATIC / "css")
DEEPEST, MOST_FLEXIBLE, MOST_ROWS, WIDEST = 60, 5, 2_100, 100  # elements, flexible ones, rows and columns of a table
MOST_PIXELS = 40_000_000  # of a picture
MEMORY_BYTES = 1536 * 1024**2
BLANK = '<html lang="vi"><link rel="stylesheet" href="css/print.css"><body class="blank {}"></body></html>'
TOO_MUCH = 3  # the exit code of a document that outgrew its memory or is nested beyond reason


class Refused(ValueError):
    """The document asked for something it may not have."""


class TooMuch(ValueError):
    """The document is nested, or its tables long or wide, beyond reason."""


class ClosedFetcher(URLFetcher):
    """Gives images written into the document, and the portal's own fonts and style sheets; nothing else exists."""

    def __init__(self):
        super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False)

    def fetch(self, url, headers=None):
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if parts.netloc or not any(path.is_relative_to(folder) for folder in READABLE):
                raise Refused(f"không được đọc {url}")
            url = path.as_uri()  # what was checked is what is opened
        elif not url.startswith(("data:image/png;", "data:image/jpeg;")):
            raise Refused(f"không được đọc {url[:80]}")
        return super().fetch(url, headers)


def render(html: str, variant: str, tables: Mapping[str, Ruled] = MappingProxyType({})) -> bytes:
    """Lay the document out with the collector off: it finds nothing to free and costs a third of the time.

    `tables` are long ones, by the id of the element beneath which they begin.
    """
    gc.disable()
    fonts, fetcher = FontConfiguration(), ClosedFetcher()

    def laid_out(text: str):
        source = HTML(string=text, base_url=STATIC.as_uri() + "/", url_fetcher=fetcher)
        check(source.etree_element)
        return source.render(font_config=fonts, pdf_variant=variant)

    document = laid_out(html)
    if tables:
        blanks = {wide: laid_out(BLANK.format("wide" if wide else "")).pages[0] for wide in (False, True)}
        document = document.copy(with_ruled(document.pages, tables, blanks))
    return document.write_pdf(pdf_variant=variant, custom_metadata=False, finisher=finish_tags)


def check(root) -> None:
    """Refuse before any work what would only end at a limit. Raises TooMuch."""
    waiting, rows = [(root, 1, 0, root)], Counter()
    while waiting:
        element, depth, flexible, table = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        flexible += any(kind in element.get("style", "") for kind in ("flex", "grid"))
        table = element if tag == "table" else table
        rows[table] += tag == "tr"
        spanned = [element.get(span, "1").strip()[:9] for span in ("colspan", "rowspan", "span")]
        if depth > DEEPEST or flexible > MOST_FLEXIBLE or rows[table] > MOST_ROWS:
            raise TooMuch
        if any(span.isdecimal() and int(span) > WIDEST for span in spanned):
            raise TooMuch
        waiting += [(child, depth + 1, flexible, table) for child in element]


def main() -> int:
    limit_resources(cpu_seconds=int(sys.argv[1]), memory_bytes=MEMORY_BYTES)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # a larger picture is left out
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    leave_network()  # the fetcher refuses every address; fetchers have been walked around (CVE-2026-55073)
    request = json.loads(sys.stdin.buffer.read())
    try:
        tables = {name: Ruled(**told) for name, told in request["tables"].items()}
        document = render(request["html"], request["variant"], tables)
    except (MemoryError, RecursionError, TooMuch):
        return TOO_MUCH
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
