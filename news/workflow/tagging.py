from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from news.models import Article, ArticleTag, Tag
from news.models.tag import LONGEST, tag_key
from office.fields import check_can_be_read
from office.text import clean_line

MOST = 12  # tags of one post


def names_typed(text: str) -> list[str]:
    """The tags of a line typed with commas, each once however it is spelt."""
    named = {tag_key(name): name for name in map(clean_line, reversed(text.split(","))) if name}
    return list(reversed(named.values()))


def check_tags(names: Iterable[str]) -> None:
    """Raise ValidationError, in words, for too many tags, too long ones, and those no one could read."""
    names = list(names)
    if len(names) > MOST:
        raise ValidationError(f"Một bài có nhiều nhất {MOST} thẻ, đang có {len(names)}: hãy bỏ bớt.")
    for name in names:
        if len(name) > LONGEST:
            raise ValidationError(f"Thẻ “{name[:LONGEST]}…” dài quá {LONGEST} ký tự: hãy đặt dấu phẩy giữa các thẻ.")
        check_can_be_read(name)


@transaction.atomic
def tag(article: Article, names: Iterable[str], *, by) -> None:
    """Let a post have exactly these tags; one not yet known is made. Raises ValidationError."""
    names = list(names)
    check_tags(names)
    wanted = {found.pk: found for found in (_tag(name, by=by) for name in names)}
    for row in article.article_tags.exclude(tag__in=wanted):
        row._history_user = by
        row.delete()
    for pk in wanted.keys() - set(article.article_tags.values_list("tag", flat=True)):
        row = ArticleTag(article=article, tag=wanted[pk])
        row._history_user = by
        row.save()


def _tag(name: str, *, by) -> Tag:
    if known := Tag.objects.named(name):
        return known
    made = Tag(name=name)
    made._history_user = by
    made.full_clean()
    made.save()
    return made
