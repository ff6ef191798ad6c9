"""The versions of a post, which its history keeps: what two of them say differently, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from news.models import Article
from news.pictures import in_words_of_pictures
from news.richtext import plain_text
from office.history import in_words

COMPARED = (
    "title", "lead", "picture", "body", "author", "photographer", "is_repost", "source", "source_url", "slug",
    "category", "series", "series_number", "status", "published_at", "expires_at", "note",
)  # fmt: skip
LOOKS = "Chữ và ảnh như nhau; khác ở đường dẫn, bảng, đề mục hoặc cách trình bày."
_PIECES = re.compile(r"\s+|[^\s]+")


def versions_of(article: Article):
    """Every version of a post, the newest first."""
    return Article.history.filter(id=article.pk).select_related("history_user").order_by("-history_date", "-history_id")


def told(version) -> str:
    """Who saved a version, and when: "Bà Viết, 14:05 27/11/2023"."""
    return f"{version.history_user or 'Hệ thống'}, {timezone.localtime(version.history_date):%H:%M %d/%m/%Y}"


def compared(old, new) -> Iterator[tuple[str, SafeString]]:
    """For each thing that two versions say differently its label and both texts in one, what went and what came."""
    for name in COMPARED:
        before, after = _said(old, name), _said(new, name)
        label = Article._meta.get_field(name).verbose_name
        if before != after:
            yield f"{label[:1].upper()}{label[1:]}", marked(before, after)
        elif name == "body" and old.body != new.body:
            yield f"{label[:1].upper()}{label[1:]}", format_html("{}", LOOKS)


def _said(version, name: str) -> str:
    """What a version says under a name, as it is read; of a record that is gone, its key."""
    field = Article._meta.get_field(name)
    if name == "body":
        return plain_text(in_words_of_pictures(version.body))
    if field.is_relation:
        key = getattr(version, field.attname)
        return str(field.related_model._base_manager.filter(pk=key).first() or key or "")
    value = getattr(version, name)
    return "" if value in ("", None) else in_words(field, value)


def marked(before: str, after: str) -> SafeString:
    """Two texts in one: what is only in the first as <del>, what is only in the second as <ins>; all else escaped.

    Lines are matched before words are, so that a long text takes no longer than its changed lines.
    """
    return format_html_join("", "{}", ((piece,) for piece in _lines(before, after)))


def _lines(before: str, after: str) -> Iterator[SafeString]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for what, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield format_html("{}", "".join(old[start:end]))
        else:
            yield from _words("".join(old[start:end]), "".join(new[begin:stop]))


def _words(before: str, after: str) -> Iterator[SafeString]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    for what, start, end, begin, stop in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            yield format_html("{}", "".join(old[start:end]))
            continue
        yield from _change("del", old[start:end])
        yield from _change("ins", new[begin:stop])


def _change(tag: str, words: Sequence[str]) -> Iterator[SafeString]:
    if words:
        yield format_html("<{0}>{1}</{0}>", tag, "".join(words))
