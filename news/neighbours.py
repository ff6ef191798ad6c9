"""The posts around one that is being read: before and after it, of its tags and column, and the latest of all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

from news.models import Article, Category, Tag
from news.timeline import Stop, Timeline, timeline

SHOWN = 4
LOOKED_AT = 500  # the newest posts of a tag among which related ones are looked for


@dataclass(frozen=True)
class Around:
    """What a reader may go on to, and the tags of the post by name; `newer` and `older` are the next posts in time,
    None at either end."""

    newer: Stop | Article | None
    older: Stop | Article | None
    related: list[Stop]
    latest: list[Stop]
    tags: list[Tag]


def around(article: Article, columns: list[Category]) -> Around:
    """Find the neighbours of a public post."""
    line = timeline(columns)
    newer, older = line.beside(article.pk) or _asked(article)
    tags = line.tags_of(article.pk)
    tags = list(article.tags.all()) if tags is None else tags
    related = _first(_related(article, tags, line), line, but={article.pk})
    shown = {article.pk, *(stop.pk for stop in related)}
    return Around(newer, older, related, _first(range(len(line.stops)), line, but=shown), tags)


def _related(article: Article, tags: list[Tag], line: Timeline) -> Iterable[int]:
    """Places of posts, those with the most tags in common first, then those of the column; the newer first."""
    in_common = Counter(chain.from_iterable(line.of_tag.get(tag.pk, ())[:LOOKED_AT] for tag in tags))
    by_tags = sorted(in_common, key=lambda place: (-in_common[place], place))
    return dict.fromkeys(chain(by_tags, islice(line.of_category.get(article.category_id, ()), 2 * SHOWN)))


def _first(places: Iterable[int], line: Timeline, *, but: set[int]) -> list[Stop]:
    stops = (line.stops[place] for place in places)
    return list(islice((stop for stop in stops if stop.pk not in but), SHOWN))


def _asked(article: Article) -> tuple[Article | None, Article | None]:
    """What is next to a post from before the timeline."""
    at, key = article.published_at, article.pk
    public = Article.objects.public().for_lists()
    after = public.filter(published_at__gte=at).exclude(published_at=at, pk__lte=key)
    before = public.filter(published_at__lte=at).exclude(published_at=at, pk__gte=key)
    return after.order_by("published_at", "pk").first(), before.first()
