"""A post as a PDF to keep: printed once, then given out from a file while the post stays as it is.

Printing takes seconds of a processor, so what is not in a file yet is printed one at a time (printing/pdf.py), waited
for shortly, and asked for only so often by one address. The printer reads no address: pictures of the library are
written into the document, in their middle size and only so many bytes of them; of others it prints the description.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from news.kept_pages import for_everybody
from news.models import Article, Picture
from news.readers import may_once_more
from office.documents import MEGABYTE
from office.models import Office
from printing.pdf import Effort, PdfFailed, render_pdf

FOLDER = "bai-viet-pdf"  # in PRIVATE_ROOT: only this page gives them out, and only of public posts
MOST, ROOM = 300, 200 * MEGABYTE  # files kept, and bytes of them all
SHORT = Effort(patience=5, clock=30, processor=20)
PRINTS, A_WHILE = 6, 600  # new prints by one address in so many seconds
MOST_OF_PICTURES = 6 * MEGABYTE  # in one post, some thirty
_PICTURE = re.compile(r'(?<=<img src=")/anh/([0-9a-f]{24})-800\.jpg(?=")')
TOO_MANY = "Bạn đã lưu nhiều bài trong ít phút: hãy chờ mười phút rồi thử lại, hoặc in bằng trình duyệt."


@require_safe
@for_everybody()
def show_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The PDF of a public post; 404 of any other, 429 and 503 in words where it cannot be printed now."""
    article = get_object_or_404(Article.objects.public().select_related("category", "picture"), slug=slug)
    address = request.build_absolute_uri(article.get_absolute_url())
    html = render_to_string(
        "news/print/article.html", {"article": article, "address": address, "office": Office.objects.first()}
    )
    file = Path(settings.PRIVATE_ROOT) / FOLDER / f"{hashlib.sha256(html.encode()).hexdigest()}.pdf"
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        if not may_once_more(request, "print", times=PRINTS, seconds=A_WHILE):
            return _not_printed(request, article, TOO_MANY, 429)
        try:
            content = render_pdf(_with_pictures(html), effort=SHORT)
        except PdfFailed as failure:
            return _not_printed(request, article, str(failure), 503)
        _keep(file, content)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{article.slug}.pdf"'
    return response


def _with_pictures(html: str) -> str:
    """The document with its pictures in it, as far as there is room; files of the library never change."""
    room, written = MOST_OF_PICTURES, {}
    names = list(dict.fromkeys(_PICTURE.findall(html)))
    found = {picture.name: picture for picture in Picture.objects.filter(name__in=names)}
    for name in names:
        if name in found and (content := _content(found[name])) and len(content) <= room:
            room -= len(content)
            written[name] = f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"
    return _PICTURE.sub(lambda picture: written.get(picture[1], picture[0]), html)


def _content(picture: Picture) -> bytes:
    """The file of a picture in its middle size; nothing where it is lost."""
    try:
        with picture.medium.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def _not_printed(request: HttpRequest, article: Article, reason: str, status: int) -> HttpResponse:
    response = render(request, "news/not_printed.html", {"article": article, "reason": reason}, status=status)
    response["Retry-After"] = str(A_WHILE if status == 429 else 60)
    return response


def _keep(file: Path, content: bytes) -> None:
    """Put a file in its place at once, and let the oldest go where there are too many or too large ones."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(file)
    taken = 0
    for number, (_, size, each) in enumerate(sorted(_kept(file.parent), reverse=True)):
        taken += size
        if number >= MOST or taken > ROOM:
            each.unlink(missing_ok=True)


def _kept(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each file was written, and its size; another process may remove some meanwhile."""
    for each in folder.glob("*.pdf"):
        with suppress(FileNotFoundError):
            told = each.stat()
            yield told.st_mtime, told.st_size, each
