"""The child process that turns HTML into PDF: `python -m printing.render`, a JSON request on stdin, bytes on stdout.

Only this module imports WeasyPrint. The process limits its own time and memory, leaves the network and reads nothing
but the request, the fonts and the style sheets, so that no document can reach another file or address or hurt the web
server.
"""

import gc
import json
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from printing.child import leave_network, limit_resources

STATIC = Path(__file__).resolve().parent.parent / "static"
READABLE = (STATIC / "fonts", STATIC / "css")
CPU_SECONDS = 30
MEMORY_BYTES = 1536 * 1024**2
TOO_MUCH = 3  # the exit code of a document that outgrew its memory or is nested beyond reason


class Refused(ValueError):
    """The document asked for something it may not have."""


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


def render(html: str, variant: str) -> bytes:
    """Lay the document out with the collector off: it finds nothing to free and costs a third of the time."""
    gc.disable()
    document = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=ClosedFetcher())
    return document.write_pdf(font_config=FontConfiguration(), pdf_variant=variant, custom_metadata=False)


def main() -> int:
    limit_resources(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    leave_network()  # the fetcher refuses every address; fetchers have been walked around (CVE-2026-55073)
    request = json.loads(sys.stdin.buffer.read())
    try:
        document = render(request["html"], request["variant"])
    except (MemoryError, RecursionError):
        return TOO_MUCH
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
