"""The files a document is given out as: one entry each, for pages and commands alike."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from printing.document import Document
from printing.docx import docx_bytes
from printing.pdf import document_pdf
from printing.xlsx import XLSX, document_workbook

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Form:
    """One form: `make` turns a document into bytes; only that of the PDF may raise PdfFailed, and takes an effort."""

    ending: str
    label: str
    content_type: str
    make: Callable[..., bytes]


class NotWritten(OSError):
    """A file could not be written, and so none was; the message is a whole Vietnamese sentence."""


def pdf_bytes(document: Document, **options) -> bytes:
    """Return the document as PDF, with an `effort` other than that of a page where one is named. Raises PdfFailed."""
    return document_pdf(document, **options)


FORMS = {
    form.ending: form
    for form in (
        Form("pdf", "PDF", "application/pdf", pdf_bytes),
        Form("docx", "Word", DOCX, docx_bytes),
        Form("xlsx", "Excel", XLSX, document_workbook),
    )
}


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file or none: first each beside its place, then all into their places. Raises NotWritten."""
    beside = {path: path.with_name(f".{path.name}.part") for path in contents}
    try:
        for path, part in beside.items():
            _write(path, part, contents[path])
        for path, part in beside.items():
            part.replace(path)
    finally:
        for part in beside.values():
            part.unlink(missing_ok=True)


def _write(path: Path, part: Path, content: bytes) -> None:
    """Write the part; what is no ordinary file of ours, as a folder, a device or another's, is never replaced."""
    try:
        if path.exists() and not (path.is_file() and os.access(path, os.W_OK)):
            raise PermissionError
        part.write_bytes(content)
    except OSError as error:
        raise NotWritten(f"Không ghi được tệp {path} nên chưa ghi tệp nào: hãy kiểm tra thư mục.") from error
