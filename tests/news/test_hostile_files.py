"""Files that mean harm: refused in words, or kept so that nothing of the harm is left or can run."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import Article, Attachment, Category, Picture
from office.pictures import LARGEST
from tests.news.pictures import fetched, taken

pytestmark = pytest.mark.django_db
HARM = b"<script>alert('harm')</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


def png(width: int, height: int, data: bytes = b"\0" * 100, *, extra: bytes = b"") -> bytes:
    """A PNG that says it is so large, whatever it holds."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def archive(*names: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return out.getvalue()


GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00"
NO_PICTURES = {
    "svg": ("a.svg", SVG),
    "svg as jpg": ("a.jpg", SVG),
    "svg with a declaration as png": ("a.png", b'<?xml version="1.0"?>' + SVG),
    "html as jpg": ("a.jpg", b"<html>" + HARM),
    "html behind a jpeg's first bytes": ("a.jpg", b"\xff\xd8\xff\xe0" + HARM),
    "html behind a png's first bytes": ("a.png", b"\x89PNG\r\n\x1a\n" + HARM),
    "gif that is script": ("a.gif", b"GIF89a/*" + HARM + b"*/=1;"),
    "gif as jpg": ("a.jpg", GIF),
    "flood of points": ("a.png", png(60_000, 60_000)),
    "flood just over the limit": ("a.png", png(8_000, 5_001)),
    "cut short": ("a.jpg", taken()[:900]),
    "png cut short": ("a.png", taken(kind="PNG")[:60]),
    "png without points": ("a.png", png(100, 100, b"")),
    "no bytes": ("a.jpg", b""),
    "noise": ("a.jpg", bytes(range(256)) * 40),
    "program": ("a.jpg", b"MZ" + b"\0" * 500),
    "pdf as jpg": ("a.jpg", b"%PDF-1.7 /JavaScript"),
    "postscript as jpg": ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    "zip as jpg": ("a.jpg", archive("a.html", content=HARM)),
    "tiff": ("a.tif", b"II*\x00\x08\x00\x00\x00\x00\x00"),
    "php as jpg": ("a.php.jpg", b"<?php system($_GET['c']); ?>"),
    "larger than is taken": ("a.jpg", taken() + b"\0" * LARGEST),
}
PICTURES_WITH_MORE = {
    "html after a jpeg": ("a.jpg", taken() + HARM),
    "html in what the camera noted": ("a.jpg", taken(comment=HARM)),
    "html after a png": ("a.png", taken(kind="PNG") + HARM),
    "an archive after a jpeg": ("a.jpg", taken() + archive("harm.html", content=HARM)),
    "a path that climbs": ("../../../../tmp/harm.jpg", taken()),
    "a path of windows": ("..\\..\\harm.jpg", taken()),
    "a name of html": ("a.html", taken()),
    "a name that ends twice": ("a.php.jpg", taken()),
    "a name with a nul": ("a\0.php", taken()),
}


@pytest.mark.parametrize(("name", "content"), NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused_and_nothing_of_it_is_kept(name, content, private, browser, editor):
    sent = {"file": SimpleUploadedFile(name, content), "alt": "Mô tả vẫn còn"}

    answer = browser(editor).post("/quan-tri/news/picture/add/", sent)

    errors = answer.context["adminform"].form.errors
    assert (answer.status_code, errors.keys(), 'value="Mô tả vẫn còn"' in answer.text) == (200, {"file"}, True)
    assert (Picture.objects.count(), list(private.rglob("*"))) == (0, [])


@pytest.mark.parametrize(("name", "content"), PICTURES_WITH_MORE.values(), ids=PICTURES_WITH_MORE)
def test_of_a_picture_that_is_more_nothing_but_the_picture_is_kept(name, content, private, browser, editor):
    sent = {"file": SimpleUploadedFile(name, content), "alt": "x", "is_public": "on"}

    browser(editor).post("/quan-tri/news/picture/add/", sent)

    answer = fetched(browser(), Picture.objects.get().large_address)
    stored = [path for path in private.parent.rglob("*") if path.is_file()]
    assert {path.name for path in stored} == {"anh-400.jpg", "anh-800.jpg", "anh-1600.jpg"}
    assert all(private in path.parents for path in stored)
    assert not any(b"alert" in path.read_bytes() or b"PK\x03" in path.read_bytes() for path in stored)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


WORD = ("[Content_Types].xml", "word/document.xml")
NO_ATTACHMENTS = {
    "html": ("a.html", HARM),
    "svg": ("a.svg", SVG),
    "html as pdf": ("a.pdf", HARM),
    "program": ("a.exe", b"MZ"),
    "script": ("a.js", b"alert(1)"),
    "archive": ("a.zip", archive("a.txt")),
    "archive as docx": ("a.docx", archive("harm.html", content=HARM)),
    "excel as word": ("a.docx", archive("[Content_Types].xml", "xl/workbook.xml")),
    "word with macros": ("a.docx", archive(*WORD, "word/vbaProject.bin")),
    "word with macros by its name": ("a.docm", archive(*WORD)),
    "archive of many parts": ("a.docx", archive(*WORD, *(f"word/{number}" for number in range(2000)))),
    "word cut short": ("a.docx", archive(*WORD)[:60]),
    "flash": ("a.swf", b"CWS"),
    "pdf with a second ending": ("a.pdf.html", b"%PDF-1.7"),
}


@pytest.fixture
def post():
    column = Category.objects.create(name="Tin", slug="tin")
    return Article.objects.create(title="Bài", slug="bai", category=column, lead="Mở", body="<p>x</p>")


def checked(post: Article, name: str, content: bytes) -> Attachment:
    one = Attachment(article=post, title="Tệp", file=SimpleUploadedFile(name, content))
    one.full_clean()
    return one


@pytest.mark.parametrize(("name", "content"), NO_ATTACHMENTS.values(), ids=NO_ATTACHMENTS)
def test_what_an_office_does_not_send_is_not_attached(name, content, post):
    with pytest.raises(ValidationError) as refused:
        checked(post, name, content)

    assert refused.value.message_dict.keys() == {"file"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("../../harm.pdf", b"%PDF-1.7 /JavaScript"), ("a\r\nX: y.pdf", b"%PDF-1.7"), ("a.docx", archive(*WORD))],
)
def test_what_is_attached_is_kept_by_who_takes_it_and_never_opens_as_a_page(
    name, content, post, private, browser, editor
):
    one = checked(post, name, content)
    one.save()

    answer = fetched(browser(editor), reverse("news:attachment", args=[one.pk]))

    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert (answer["Content-Security-Policy"], answer.content_read) == ("sandbox; default-src 'none'", content)
    assert "X" not in answer.headers
    assert all(private in path.parents for path in private.parent.rglob("*") if path.is_file())
