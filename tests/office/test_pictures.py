"""Pictures that people send: nothing but their points is kept, upright and small; what is no picture is refused."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from office.pictures import PicturesField, encoded


def file_of(picture: Image.Image, kind: str = "JPEG", **about) -> io.BytesIO:
    out = io.BytesIO()
    picture.save(out, kind, **about)
    out.seek(0)
    return out


def upload(content: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def claiming(width: int, height: int) -> bytes:
    """A tiny PNG that says it is so large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


class TestWhatIsKept:
    def test_is_a_jpeg_no_larger_than_it_is_shown(self):
        kept = Image.open(io.BytesIO(encoded(file_of(Image.new("RGB", (4000, 3000), "navy")), side=1600)))

        assert (kept.format, kept.size) == ("JPEG", (1600, 1200))

    def test_has_nothing_that_the_camera_noted(self):
        noted = Image.Exif()
        noted[0x010E], noted[0x8825] = "Chụp ở nhà riêng", {1: "N", 2: (20.0, 27.0, 0.0)}

        kept = encoded(file_of(Image.new("RGB", (80, 60)), exif=noted, comment=b"nha rieng"))

        opened = Image.open(io.BytesIO(kept))
        assert (dict(opened.getexif()), "nhà riêng".encode() in kept, b"nha rieng" in kept) == ({}, False, False)

    @pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA")])
    def test_stands_upright_as_the_camera_was_held(self, kind, mode):
        turned = Image.Exif()
        turned[0x0112] = 6  # to be turned by a quarter

        kept = Image.open(io.BytesIO(encoded(file_of(Image.new(mode, (80, 60)), kind, exif=turned))))

        assert kept.size == (60, 80)

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK"])
    def test_is_of_plain_colours_whatever_came(self, mode):
        kind = "JPEG" if mode == "CMYK" else "PNG"

        assert Image.open(io.BytesIO(encoded(file_of(Image.new(mode, (10, 10)), kind)))).mode == "RGB"

    def test_is_white_where_it_was_transparent(self):
        kept = Image.open(io.BytesIO(encoded(file_of(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"))))

        assert kept.getpixel((5, 5)) == (255, 255, 255)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(b"", id="empty"),
            pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
            pytest.param(b"<script>alert(1)</script>", id="html"),
            pytest.param(b"\xff\xd8\xff\xe0 hong", id="spoilt JPEG"),
            pytest.param(b"%PDF-1.7", id="pdf"),
            pytest.param(file_of(Image.new("RGB", (9, 9)), "GIF").read(), id="gif"),
            pytest.param(file_of(Image.new("RGB", (9, 9)), "TIFF").read(), id="tiff"),
            pytest.param(file_of(Image.effect_noise((90, 90), 50)).read()[:400], id="cut short"),
        ],
    )
    def test_is_what_is_no_picture(self, content):
        with pytest.raises(ValidationError, match="Tệp không phải ảnh JPG, PNG hoặc WebP đọc được"):
            encoded(io.BytesIO(content))

    @pytest.mark.parametrize("side", [6_400, 8_000, 60_000])
    def test_is_what_would_unpack_to_more_than_forty_million_points(self, side):
        with pytest.raises(ValidationError, match="dưới 40 triệu điểm ảnh"):
            encoded(io.BytesIO(claiming(side, side)))

    def test_is_named_among_several_and_so_is_why(self):
        field = PicturesField(most=3)
        sound = upload(file_of(Image.new("RGB", (9, 9))).read())

        with pytest.raises(ValidationError) as refused:
            field.clean([sound, upload(b"x", "giả.jpg")])

        assert refused.value.messages == [
            "“giả.jpg”: Tệp không phải ảnh JPG, PNG hoặc WebP đọc được: hãy chọn tệp khác."
        ]

    def test_is_more_at_once_than_asked_for_and_nothing_at_all(self):
        field = PicturesField(most=1)

        with pytest.raises(ValidationError, match="Mỗi lượt nhận nhiều nhất 1 ảnh, bạn chọn 2"):
            field.clean([upload(b"x"), upload(b"x")])
        with pytest.raises(ValidationError, match="Hãy chọn ít nhất một ảnh"):
            field.clean([])
