"""Pictures of the library: who may have them, how they come, how they stand in a text and on a page.

In the text of a post a picture is an image of ours and nothing else, `<img src="/anh/<name>-800.jpg">`: what is said
of it stands in the library, once. The page makes a figure of it with all its sizes.
"""

import io
import re
from collections.abc import Callable
from datetime import datetime
from html import escape

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from PIL import Image

from news.models import Album, Article, Illustration, Picture, Placing, VideoLink
from office.pictures import encoded

ADDRESS = re.compile(r"/anh/([0-9a-f]{24})-(?:400|800|1600)\.jpg")
_IMAGE = r'<img src="/anh/([0-9a-f]{24})-\d+\.jpg">'
_STANDING = re.compile(_IMAGE)
_BLANK = r"(?:\s|&nbsp;|<br>)*"
_FIRST = re.compile(rf"<p>{_BLANK}((?:{_IMAGE}{_BLANK})+)(</p>)?")


def public_pictures(at: datetime | None = None) -> QuerySet[Picture]:
    """The pictures that strangers may have: marked public, or shown by something that is public `at` that time."""
    of = {"picture": OuterRef("pk")}
    articles = Article.objects.public(at)
    return Picture.objects.filter(
        Q(is_public=True)
        | Exists(articles.filter(**of))
        | Exists(Illustration.objects.filter(article__in=articles, **of))
        | Exists(Placing.objects.filter(album__in=Album.objects.public(), **of))
        | Exists(VideoLink.objects.public().filter(still=OuterRef("pk")))
    )


def is_editor(user) -> bool:
    """Whether `user` may decide what strangers see."""
    return user.has_perm("news.publish_article")


def may_describe(user, picture: Picture) -> bool:
    """Whether `user` may change what is said of a picture; who only writes, of one they added that no stranger sees."""
    return is_editor(user) or (picture.added_by_id == user.pk and not public_pictures().filter(pk=picture.pk).exists())


@transaction.atomic
def add_picture(picture: Picture, *, content: bytes, by) -> Picture:
    """Keep a picture that was encoded anew, in all its sizes, as `picture` describes it. Raises ValidationError."""
    picture.added_by = picture._history_user = by
    picture.width, picture.height = _size(content)
    picture.full_clean(exclude=["small", "medium", "large"])
    for side, file in picture.files.items():
        smaller = encoded(io.BytesIO(content), side=side) if side < max(picture.width, picture.height) else content
        file.save(f"anh-{side}.jpg", ContentFile(smaller), save=False)
    picture.save()
    return picture


def _size(content: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


def image_of(picture: Picture) -> str:
    """A picture as it stands in a text."""
    return f'<img src="{picture.medium_address}">'


def names_in(html: str) -> set[str]:
    """The names of the pictures that stand in a cleaned text."""
    return set(_STANDING.findall(html))


def in_words_of_pictures(html: str) -> str:
    """A cleaned text with what pictures are called in their place: "[ảnh: Lễ ra mắt]". One query, none without."""
    names = names_in(html)
    if not names:
        return html
    called = {picture.name: str(picture) for picture in Picture.objects.filter(name__in=names)}
    return _STANDING.sub(lambda image: f"[ảnh: {escape(called.get(image[1], 'đã xóa khỏi kho'))}]", html)


def illustrated(html: str) -> str:
    """A cleaned text as its page shows it: every picture with its sizes, as a figure where no words come before it.

    One query, none without pictures. What the library no longer has is left out.
    """
    names = names_in(html)
    if not names:
        return html
    found = {picture.name: picture for picture in Picture.objects.filter(name__in=names)}
    figure = _drawn(found, "news/illustration.html")

    def above(paragraph: re.Match) -> str:
        figures = "".join(map(figure, _STANDING.finditer(paragraph[1])))
        return figures if paragraph[3] else f"{figures}<p>"

    return _STANDING.sub(_drawn(found, "news/image.html"), _FIRST.sub(above, html))


def _drawn(found: dict[str, Picture], template: str) -> Callable[[re.Match], str]:
    """What draws an image of a text by a template."""

    def draw(image: re.Match) -> str:
        picture = found.get(image[1])
        return render_to_string(template, {"picture": picture}).strip() if picture else ""

    return draw
