"""The posts around one that is being read: before and after it, of its column, and the latest of all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from news.models import Article, Category
from news.timeline import Stop, timeline

SHOWN = 4


@dataclass(frozen=True)
class Around:
    """What a reader may go on to; `newer` and `older` are the next posts in time, None at either end."""

    newer: Stop | Article | None
    older: Stop | Article | None
    related: list[Stop]
    latest: list[Stop]


def around(article: Article, columns: list[Category]) -> Around:
    """Find the neighbours of a public post."""
    line = timeline(columns)
    newer, older = line.beside(article.pk) or _asked(article)
    related = list(islice(_but({article.pk}, line.of_category[article.category_id]), SHOWN))
    shown = {article.pk, *(stop.pk for stop in related)}
    return Around(newer, older, related, list(islice(_but(shown, line.stops), SHOWN)))


def _but(keys: set[int], stops: Iterable[Stop]) -> Iterator[Stop]:
    return (stop for stop in stops if stop.pk not in keys)


def _asked(article: Article) -> tuple[Article | None, Article | None]:
    """What is next to a post from before the timeline."""
    at, key = article.published_at, article.pk
    public = Article.objects.public().for_lists()
    after = public.filter(published_at__gte=at).exclude(published_at=at, pk__lte=key)
    before = public.filter(published_at__lte=at).exclude(published_at=at, pk__gte=key)
    return after.order_by("published_at", "pk").first(), before.first()
