"""The posts around one that is being read: before and after it, of its column, and the latest of all."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from news.models import Article
from news.public_state import remembered

SHOWN = 4


@dataclass(frozen=True)
class Around:
    """What a reader may go on to; `newer` and `older` are the next posts in time, None at either end."""

    newer: Article | None
    older: Article | None
    related: list[Article]
    latest: list[Article]


def around(article: Article) -> Around:
    """Find the neighbours of a public post: two queries, and one more for what all posts of its column share."""
    at, key = article.published_at, article.pk
    public = Article.objects.public().for_lists()
    related, latest = remembered(f"newest of {article.category_id}", lambda: _newest(article.category_id))
    related = [each for each in related if each != article][:SHOWN]
    return Around(
        newer=public.filter(published_at__gte=at)
        .exclude(published_at=at, pk__lte=key)
        .order_by("published_at", "pk")
        .first(),
        older=public.filter(published_at__lte=at).exclude(published_at=at, pk__gte=key).first(),
        related=related,
        latest=[each for each in latest if each != article and each not in related][:SHOWN],
    )


def _newest(category: int) -> tuple[list[Article], list[Article]]:
    """The newest posts of a category and of all, more than are shown since some fall away; in one query."""
    public = Article.objects.public()
    own, every = public.filter(category=category)[: SHOWN + 1], public[: 2 * SHOWN + 1]
    named = Q(pk__in=own.values("pk")) | Q(pk__in=every.values("pk"))
    found = list(_for_lists(Article.objects.filter(named)))
    return [each for each in found if each.category_id == category], found


def _for_lists(rows: QuerySet) -> QuerySet:
    return rows.select_related("category").for_lists()
