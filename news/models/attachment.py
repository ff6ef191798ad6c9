import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from news.models.article import Article
from office.documents import DocumentField
from office.fields import LineField
from office.history_records import HistoricalRecords

_FOLDERS = {".docx": "word/", ".xlsx": "xl/"}
_MOST_PARTS = 2000  # of a Word or Excel file; a bomb has more


def check_office_file(file) -> None:
    """Refuse, in words, what is named a Word or Excel file and is another archive, or carries macros."""
    ending = PurePath(file.name).suffix.lower()
    if getattr(file, "_committed", False) or ending not in _FOLDERS:
        return
    content = file.file
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        parts = []
    finally:
        content.seek(0)
    if len(parts) > _MOST_PARTS or "[Content_Types].xml" not in parts or not _has(parts, _FOLDERS[ending]):
        raise ValidationError(f"Tệp không phải loại {ending} mở được: hãy mở bằng Word, Excel rồi lưu lại.")
    if any(PurePath(part).name.lower() == "vbaproject.bin" for part in parts):
        raise ValidationError("Tệp có chứa macro: hãy lưu lại thành bản không có macro rồi tải lên.")


def _has(parts: list[str], folder: str) -> bool:
    return any(part.startswith(folder) for part in parts)


class Attachment(models.Model):
    """A file that readers of a post may take with them: of the kinds an office sends, private until the post is out."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="bài viết", related_name="attachments")
    title = LineField("tên tệp hiện trên trang", max_length=200)
    file = DocumentField("tệp", folder="attachments", validators=[check_office_file])
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    history = HistoricalRecords(verbose_name="lịch sử tệp đính kèm", verbose_name_plural="lịch sử tệp đính kèm")

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:attachment", args=[self.pk])

    @property
    def kind(self) -> str:
        """The kind of file in a few letters: "PDF"."""
        return PurePath(self.file.name).suffix.lstrip(".").upper()
