"""The text of a PDF, read by a child process with limits: no file of others is parsed here."""

import json
import logging
import subprocess
import tempfile
from dataclasses import dataclass

from printing.child import run_child

SECONDS = 45  # of the clock, less than a job may be silent; the child has its own limits of work and memory
_EXIT_TOO_MUCH = 3  # TOO_MUCH of printing.unpack_pdf, which the web server need not import
log = logging.getLogger(__name__)


class PdfRefused(ValueError):
    """The file cannot be read; the message is a whole sentence saying what to do."""


@dataclass(frozen=True)
class PdfText:
    """The text of the pages that were read; empty where they are pictures of paper."""

    text: str
    pages: int
    read: int


def read_pdf(source: bytes, *, name: str) -> PdfText:
    """Read the text of a PDF, as far as it goes within the limits. Raises PdfRefused."""
    with tempfile.TemporaryFile() as answer:
        request = json.dumps({"name": name}).encode() + b"\n" + source
        try:
            child = run_child("printing.unpack_pdf", request, timeout=SECONDS, stdout=answer)
        except subprocess.TimeoutExpired:
            raise _too_much(name) from None
        if child.returncode < 0 or child.returncode == _EXIT_TOO_MUCH:
            raise _too_much(name)
        if child.returncode:
            log.error("PDF not read, exit %s: %s", child.returncode, child.stderr.decode(errors="replace")[-2000:])
            raise PdfRefused(f"Tệp {name} bị hỏng nên không đọc được chữ: hãy mở thử rồi lưu lại thành PDF.")
        answer.seek(0)
        told = json.load(answer)
    if "refused" in told:
        raise PdfRefused(told["refused"])
    return PdfText(told["text"], told["pages"], told["read"])


def _too_much(name: str) -> PdfRefused:
    return PdfRefused(f"Tệp {name} quá lớn hoặc quá phức tạp nên đã dừng đọc chữ: hãy chia thành nhiều tệp.")
