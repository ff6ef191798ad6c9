"""The text of the library's files, read so that they are found: small ones at once, large ones by the worker."""

from pathlib import PurePath

from django.db import transaction

from news.models import Document, DocumentFile
from news.models.document_file import READ_ENDINGS
from news.search.index import index
from office import jobs
from office.documents import MEGABYTE
from office.models import Job
from printing.docx_reading import read_word
from printing.pdf_reading import PdfRefused, read_pdf
from printing.word_check import WordRefused

READ_AT_ONCE = MEGABYTE  # bytes; larger files are read by the worker
KIND = "read_document"
Reading = DocumentFile.Reading


def read_new_files(document: Document, *, by) -> Job | None:
    """Read the files of a document that are not read yet; a large one is left to the worker, whose job is returned."""
    new = [file for file in document.files.all() if file.awaits_reading]
    large = [file for file in new if file.ending in READ_ENDINGS and file.file.size > READ_AT_ONCE]
    for file in new:
        if file not in large:
            read_file(file)
    if not large:
        return None
    payload = {"files": [file.pk for file in large]}
    return jobs.submit(KIND, title=f"Đọc chữ trong tệp của {document}", payload=payload, by=by)


def read_file(file: DocumentFile) -> str:
    """Keep what can be read of a file, so that it is found; return why it cannot be, "" where it can.

    The reading takes a child process seconds: call it outside of transactions.
    """
    name, read_from = PurePath(file.file.name).name, file.file.name
    text, reading, why = "", Reading.UNREAD, ""
    if file.ending in READ_ENDINGS:
        try:
            text = _text_of(file, name).replace("\0", "").strip()
            reading = Reading.READ if text else Reading.EMPTY
        except (PdfRefused, WordRefused) as refused:
            reading, why = Reading.REFUSED, str(refused)
        except FileNotFoundError:
            reading, why = Reading.REFUSED, f"Tệp {name} không còn trên máy chủ: hãy tải lại tệp."
    with transaction.atomic():
        same = DocumentFile.objects.filter(pk=file.pk, file=read_from)  # not another that took its place meanwhile
        if same.update(text=text, reading=reading, read_from=read_from):
            index(Document, [file.document_id])
    return why


def _text_of(file: DocumentFile, name: str) -> str:
    with file.file.open("rb") as stored:
        source = stored.read()
    if file.ending == ".pdf":
        return read_pdf(source, name=name).text
    blocks = read_word(source, name=name).blocks
    return "\n".join("\n".join(map(" ".join, block)) if isinstance(block, tuple) else block.text for block in blocks)
