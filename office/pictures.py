"""Pictures that people send: encoded anew, no larger than they are shown, without what a camera noted."""

import io
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from PIL import Image, ImageFile, ImageOps

from office.documents import MEGABYTE
from printing import numbers

LARGEST = 20 * MEGABYTE
MOST_PIXELS = 40_000_000  # that are unpacked at all
SHOWN_SIDE, THUMBNAIL_SIDE = 1600, 400  # pixels
ACCEPTED = ("JPEG", "PNG", "WEBP")
_QUALITY = 88

Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow refuses what has twice as many by itself


def encoded(file, *, side: int = SHOWN_SIDE) -> bytes:
    """A picture as JPEG, upright, neither side longer than `side`: nothing but its points. Raises ValidationError."""
    return _encoded(file, side, _as_jpeg)


def encoded_clear(file, *, side: int = SHOWN_SIDE) -> bytes:
    """The same as PNG, what is clear in it left clear."""
    return _encoded(file, side, _as_png)


def _encoded(file, side: int, write: Callable[[Image.Image, int], bytes]) -> bytes:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process
    try:
        with Image.open(file, formats=ACCEPTED) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError("Ảnh quá lớn: hãy giảm kích thước ảnh xuống dưới 40 triệu điểm ảnh.")
            return write(picture, side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError("Ảnh quá lớn: hãy giảm kích thước ảnh xuống dưới 40 triệu điểm ảnh.") from None
    except ValidationError:
        raise
    except Exception as broken:  # a spoilt file makes the library raise whatever comes first
        raise ValidationError("Tệp không phải ảnh JPG, PNG hoặc WebP đọc được: hãy chọn tệp khác.") from broken


def _as_jpeg(picture: Image.Image, side: int) -> bytes:
    if picture.mode != "RGB":  # a palette cannot be made smaller
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
        upright.thumbnail((side, side))
        plain = Image.new("RGB", upright.size, "white")
        plain.paste(upright, mask=upright.getchannel("A"))
    else:
        picture.thumbnail((side, side))  # first: of a large JPEG no more is unpacked than is needed
        upright = ImageOps.exif_transpose(picture)
        plain = Image.new("RGB", upright.size)
        plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _as_png(picture: Image.Image, side: int) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((side, side))
    points = Image.new("RGBA", upright.size)
    points.paste(upright)
    out = io.BytesIO()
    points.save(out, "PNG", optimize=True)
    return out.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height, in points, of a picture that was encoded here."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def shown_to_all(file) -> FileResponse:
    """Send a picture that was encoded here to anybody; it may be kept for a day. Raises Http404 where it is lost."""
    try:
        response = shown(file)
    except FileNotFoundError as lost:
        raise Http404("Ảnh không còn trên máy chủ: hãy báo người quản trị.") from lost
    response["Content-Type"] = "image/png" if file.name.endswith(".png") else "image/jpeg"
    response["Cache-Control"] = "public, max-age=86400"
    return response


def shown(file) -> FileResponse:
    """Send a picture that `encoded` made, to be seen on a page of those who may see its record."""
    response = FileResponse(file.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures, each read and encoded; a refusal names the file."""

    def __init__(self, *, most: int, **kwargs):
        super().__init__(widget=_ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}), **kwargs)
        self.most = most

    def clean(self, data, initial=None) -> list[bytes]:
        files = [file for file in data or [] if file is not None]
        if not files:
            raise ValidationError("Hãy chọn ít nhất một ảnh.")
        if len(files) > self.most:
            most, sent = numbers.grouped(self.most), numbers.grouped(len(files))
            raise ValidationError(f"Mỗi lượt nhận nhiều nhất {most} ảnh, bạn chọn {sent}: hãy chia thành nhiều lượt.")
        found, complaints = [], []
        for file in files:
            try:
                found.append(self._read(file))
            except ValidationError as refused:
                complaints += [f"“{file.name}”: {each}" for each in refused.messages]
        if complaints:
            raise ValidationError(complaints)
        return found

    def _read(self, file) -> bytes:
        check_size(file)
        return encoded(file)


class PictureField(forms.FileField):
    """One picture, read and encoded by `encode`, which keeps it as it will be shown; None where it may be left out."""

    def __init__(self, *, encode: Callable[..., bytes] = encoded, **kwargs):
        kwargs.setdefault("help_text", f"JPG, PNG hoặc WebP, đến {LARGEST // MEGABYTE} MB")
        super().__init__(widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}), **kwargs)
        self.encode = encode

    def clean(self, data, initial=None) -> bytes | None:
        file = super().clean(data, initial)
        if not file:
            return None
        check_size(file)
        return self.encode(file)


def check_size(file) -> None:
    """Raise ValidationError for a file larger than pictures may be."""
    if file.size > LARGEST:
        raise ValidationError(f"Ảnh lớn hơn {LARGEST // MEGABYTE} MB: hãy giảm dung lượng rồi tải lại.")
