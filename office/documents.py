"""Files that belong to a record and are read by those who may see it: never under a public address.

They lie in PRIVATE_ROOT under names the server made; the page that hands one out asks who may see its record.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.http import FileResponse
from django.utils.deconstruct import deconstructible
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_valid_filename

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
# What a file of each ending begins with: the ending alone proves nothing.
BEGINNINGS = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
}
_SHOWN_NAME = 80


class PrivateStorage(FileSystemStorage):
    """Files under PRIVATE_ROOT, asked for at each use; none of them has an address."""

    base_url = None

    @property
    def base_location(self) -> str:
        return settings.PRIVATE_ROOT

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)


def private_storage() -> FileSystemStorage:
    return PrivateStorage()


@deconstructible
class StoredUnder:
    """Names a stored file: a folder of its own nobody can guess, then the name its sender gave it, cut short."""

    def __init__(self, folder: str):
        self.folder = folder

    def __call__(self, instance: models.Model, name: str) -> str:
        path = PurePath(get_valid_filename(PurePath(name).name))
        return f"{self.folder}/{secrets.token_hex(12)}/{path.stem[:_SHOWN_NAME]}{path.suffix.lower()}"

    def __eq__(self, other) -> bool:
        return isinstance(other, StoredUnder) and other.folder == self.folder

    def __hash__(self) -> int:
        return hash(self.folder)


def check_document(file) -> None:
    """Refuse, in words, a file that is too large or is not what its name says."""
    check_begins(file, BEGINNINGS, told="Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPG, PNG.")


def check_begins(file, beginnings: Mapping[str, tuple[bytes, ...]], *, told: str) -> None:
    """Refuse a file of no ending among `beginnings`, saying `told`; one too large; one that begins otherwise."""
    ending = PurePath(file.name).suffix.lower()
    if ending not in beginnings:
        raise ValidationError(told)
    if file.size > LARGEST:
        raise ValidationError(f"Tệp lớn hơn {LARGEST // MEGABYTE} MB: hãy giảm dung lượng rồi tải lại.")
    content = file.file
    content.seek(0)
    beginning = content.read(16)
    content.seek(0)
    if not beginning.startswith(beginnings[ending]):
        raise ValidationError(f"Nội dung tệp không phải loại {ending}: hãy kiểm tra lại tệp.")


def check_if_new(file) -> None:
    """A stored file was checked when it came."""
    if not getattr(file, "_committed", False):
        check_document(file)


class DocumentInput(forms.ClearableFileInput):
    """Names the file that is stored, which has no address of its own: the record's page links to it."""

    template_name = "django/forms/widgets/file.html"

    def __init__(self, attrs=None):
        super().__init__({"accept": ",".join(BEGINNINGS), **(attrs or {})})

    def is_initial(self, value) -> bool:
        return bool(value) and getattr(value, "_committed", False)

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        if not self.is_initial(value):
            return box
        return format_html(
            '<div class="document-stored"><p>Đang lưu: <strong>{}</strong></p>{}<p>Thay bằng tệp khác:</p>{}</div>',
            PurePath(value.name).name,
            "" if self.is_required else self._clearing(name),
            box,
        )

    def _clearing(self, name: str) -> SafeString:
        """What takes the file away, where the record may be without one."""
        clear = self.clear_checkbox_name(name)
        return format_html(
            '<p><input type="checkbox" name="{}" id="{}"{}> <label for="{}">Bỏ tệp này</label></p>',
            clear,
            self.clear_checkbox_id(clear),
            mark_safe(" checked") if self.checked else "",
            self.clear_checkbox_id(clear),
        )


class DocumentField(models.FileField):
    """A private file: `folder` says where it lies."""

    default_validators = [check_if_new]

    def __init__(self, *args, folder: str = "", **kwargs):
        self.folder = folder
        kwargs.update(upload_to=StoredUnder(folder), storage=private_storage, max_length=200)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        """The admin would ask for its own widget, which links to a public address."""
        return super().formfield(**{**kwargs, "widget": DocumentInput})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for implied in ("upload_to", "storage", "max_length"):
            kwargs.pop(implied, None)
        return name, path, args, {**kwargs, "folder": self.folder}


def handed_out(file) -> FileResponse:
    """Send a stored file to be kept, never shown in the browser as a page of ours."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=PurePath(file.name).name)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@transaction.atomic
def delete_with_files(record: models.Model, *, by=None) -> None:
    """Delete a record, and its files once that is certain; without `by` its history names who asked for the page.

    Raises ProtectedError where it is in use.
    """
    files = [getattr(record, field.attname) for field in record._meta.fields if isinstance(field, models.FileField)]
    if by:
        record._history_user = by
    record.delete()
    remove_files([(file.storage, file.name) for file in files if file])


def remove_files(stored: list[tuple]) -> None:
    """Remove files, as (storage, name), once the change at hand is certain."""

    def remove() -> None:
        for storage, name in stored:
            storage.delete(name)

    transaction.on_commit(remove)
