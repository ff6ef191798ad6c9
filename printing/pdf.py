"""PDF from HTML, made in a child process with limits: a bad document costs a sentence, never the web server."""

import json
import logging
import subprocess

from django.template.loader import render_to_string

from printing.child import run_child

ARCHIVE = "pdf/a-2a"  # tagged, self-contained, for keeping
SECONDS = 60  # of the clock; the child has its own limits of work and memory
log = logging.getLogger(__name__)
_TOO_LONG = "Bản in mất quá nhiều thời gian nên đã dừng: hãy thử lại sau, hoặc bớt nội dung và bảng dài."
_TOO_MUCH = "Bản in quá dài hoặc quá phức tạp nên đã dừng: hãy bớt nội dung, hoặc chia bảng dài thành nhiều bảng."
_EXIT_TOO_MUCH = 3  # TOO_MUCH of printing.render, which the web server must not import


class PdfFailed(RuntimeError):
    """No PDF could be made; the message is a whole Vietnamese sentence."""


def render_pdf(html: str, *, variant: str = ARCHIVE, timeout: float = SECONDS) -> bytes:
    """Return the PDF of an HTML document; the same HTML gives the same bytes. Raises PdfFailed."""
    try:
        request = json.dumps({"html": html, "variant": variant}).encode()
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
