"""The child process that turns HTML into PDF: `python -m printing.render`, a JSON request on stdin, bytes on stdout.

Only this module imports WeasyPrint. The process limits its own time and memory, leaves the network and reads nothing
but the request, the fonts and the style sheets, so that no document can reach another file or address or hurt the web
server.
"""

import ctypes
import gc
import json
import resource
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

STATIC = Path(__file__).resolve().parent.parent / "static"
READABLE = (STATIC / "fonts", STATIC / "css")
CPU_SECONDS = 30
MEMORY_BYTES = 1536 * 1024**2
TOO_MUCH = 3  # the exit code of a document that outgrew its memory or is nested beyond reason
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # CLONE_NEWNET and CLONE_NEWUSER of Linux


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


def limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_network() -> bool:
    """Go where no address exists, and say whether the kernel allowed it.

    The fetcher refuses every address already; fetchers have been walked around before (CVE-2026-55073).
    """
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and (unshare(_NEW_NETWORK) == 0 or unshare(_NEW_NETWORK | _NEW_USER) == 0)


def render(html: str, variant: str) -> bytes:
    """Lay the document out with the collector off: it finds nothing to free and costs a third of the time."""
    gc.disable()
    document = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=ClosedFetcher())
    return document.write_pdf(font_config=FontConfiguration(), pdf_variant=variant, custom_metadata=False)


def main() -> int:
    limit_resources()
    leave_network()
    request = json.loads(sys.stdin.buffer.read())
    try:
        document = render(request["html"], request["variant"])
    except (MemoryError, RecursionError):
        return TOO_MUCH
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
