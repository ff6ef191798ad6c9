"""Pictures for the tests of the news."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from news.models import Picture
from news.pictures import add_picture
from office.pictures import encoded


def taken(size=(2000, 1000), kind: str = "JPEG", **about) -> bytes:
    """A picture as a camera writes it."""
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **about)
    return out.getvalue()


def upload(content: bytes | None = None, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, taken() if content is None else content)


def fetched(client, address: str):
    """What comes of asking for a file, read to its end, which closes it."""
    answer = client.get(address)
    answer.content_read = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def kept(*, by=None, size=(500, 250), **said) -> Picture:
    """A picture of the library."""
    said = {"alt": "Cánh đồng lúa", **said}
    return add_picture(Picture(**said), content=encoded(io.BytesIO(taken(size))), by=by)
