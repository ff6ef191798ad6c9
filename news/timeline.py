"""The public posts in the order of time, held in memory while nothing changes: what stands around a post is in here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from news.models import Article, ArticleTag, Category, Tag
from news.public_state import remembered

NEWEST = 5_000  # posts held; before them the database is asked
Tagged = tuple[int, int, str, str]  # the keys of a post and of a tag, the name and the address of the tag


@dataclass(frozen=True)
class Stop:
    """As much of a public post as links to it say."""

    pk: int
    slug: str
    title: str
    published_at: datetime
    category: Category

    def get_absolute_url(self) -> str:
        return reverse("news:article", args=[self.slug])


class Timeline:
    """Stops, the newest first; of two of one moment the later written is the newer.

    `places` says where among them a post stands, `of_category` and `of_tag` where those of a column or tag do.
    """

    def __init__(self, stops: list[Stop], tagged: Iterable[Tagged]):
        self.stops = stops
        self.places = {stop.pk: place for place, stop in enumerate(stops)}
        self.of_category: dict[int, list[int]] = defaultdict(list)
        for place, stop in enumerate(stops):
            self.of_category[stop.category.pk].append(place)
        self.of_tag: dict[int, list[int]] = defaultdict(list)
        self._tags: dict[int, list[Tag]] = defaultdict(list)
        self._note(tagged)

    def _note(self, tagged: Iterable[Tagged]) -> None:
        known: dict[int, Tag] = {}
        for post, key, name, slug in tagged:
            if post in self.places:
                tag = known.setdefault(key, Tag(pk=key, name=name, slug=slug))
                self._tags[post].append(tag)
                self.of_tag[key].append(self.places[post])
        for places in self.of_tag.values():
            places.sort()

    def tags_of(self, key: int) -> list[Tag] | None:
        """The tags of a post by name; None where the timeline does not reach so far back."""
        return self._tags.get(key, []) if key in self.places else None

    def beside(self, key: int) -> tuple[Stop | None, Stop | None] | None:
        """The next newer and the next older of a post; None where the timeline does not reach so far back."""
        place = self.places.get(key)
        if place is None or place == NEWEST - 1:
            return None
        newer = self.stops[place - 1] if place else None
        return newer, self.stops[place + 1] if place + 1 < len(self.stops) else None


def columns() -> list[Category]:
    """The columns of the news, in their order."""
    return remembered("columns", lambda: list(Category.objects.with_lineage()))


def timeline(columns: list[Category]) -> Timeline:
    """The newest public posts of all columns with their tags; two queries, once while nothing changes."""
    return remembered("timeline", lambda: _timeline({column.pk: column for column in columns}))


def _timeline(columns: dict[int, Category]) -> Timeline:
    stops = _stops(columns)
    return Timeline(stops, _tagged(stops[-1].published_at) if stops else ())


def _tagged(since: datetime) -> Iterable[Tagged]:
    """The tags of all posts since a moment, also of those that are not public."""
    rows = ArticleTag.objects.filter(article__published_at__gte=since).order_by("tag__search_key", "tag_id")
    return rows.values_list("article_id", "tag_id", "tag__name", "tag__slug")


def _stops(columns: dict[int, Category]) -> list[Stop]:
    rows = Article.objects.public().values_list("pk", "slug", "title", "published_at", "category_id")[:NEWEST]
    return [Stop(*told, columns[category]) for *told, category in rows if category in columns]
