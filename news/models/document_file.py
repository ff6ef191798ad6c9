from pathlib import PurePath

from django.db import models

from news.models.document import Document
from office.documents import BEGINNINGS, DocumentField, DocumentInput, check_begins
from office.fields import LineField
from office.history_records import HistoricalRecords

KINDS = {ending: BEGINNINGS[ending] for ending in (".pdf", ".docx", ".xlsx")} | {
    ".doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
}
READ_ENDINGS = (".pdf", ".docx")


def check_new_file(file) -> None:
    """Refuse, in words, what the library does not hold; a stored file was checked when it came."""
    if not getattr(file, "_committed", False):
        check_begins(file, KINDS, told="Chỉ nhận tệp PDF, Word (.docx, .doc) hoặc Excel (.xlsx).")


class LibraryInput(DocumentInput):
    def __init__(self, attrs=None):
        super().__init__({"accept": ",".join(KINDS), **(attrs or {})})


class LibraryField(DocumentField):
    """A private file of the library: what may be read is decided by its document."""

    default_validators = [check_new_file]

    def formfield(self, **kwargs):
        return models.FileField.formfield(self, **{**kwargs, "widget": LibraryInput})


class DocumentFile(models.Model):
    """A file of a document, and the text that was read out of it for searching."""

    class Reading(models.TextChoices):
        WAITING = "waiting", "chờ đọc"
        READ = "read", "đã đọc"
        EMPTY = "empty", "không có chữ (bản quét)"
        REFUSED = "refused", "không đọc được"
        UNREAD = "unread", "không đọc loại tệp này"

    document = models.ForeignKey(Document, models.CASCADE, verbose_name="văn bản", related_name="files")
    name = LineField("tên hiện ra", max_length=120, blank=True, help_text="Để trống thì lấy tên tệp")
    file = LibraryField("tệp", folder="library")
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    text = models.TextField("chữ đọc được", blank=True, default="", editable=False)
    reading = models.CharField(
        "đọc chữ", max_length=10, choices=Reading.choices, default=Reading.WAITING, editable=False
    )
    read_from = models.CharField("đọc từ tệp", max_length=200, blank=True, default="", editable=False)
    history = HistoricalRecords(
        excluded_fields=["text"], verbose_name="lịch sử tệp văn bản", verbose_name_plural="lịch sử tệp văn bản"
    )

    class Meta:
        verbose_name = "tệp văn bản"
        verbose_name_plural = "tệp văn bản"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or PurePath(self.file.name).name

    @property
    def ending(self) -> str:
        return PurePath(self.file.name).suffix.lower()

    @property
    def kind(self) -> str:
        """What readers call it: "PDF", "DOCX"."""
        return self.ending.removeprefix(".").upper()

    @property
    def awaits_reading(self) -> bool:
        """Whether the file it holds now has not been read yet."""
        return self.read_from != self.file.name
