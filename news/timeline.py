"""The public posts in the order of time, held in memory while nothing changes: what stands around a post is in here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from news.models import Article, Category
from news.public_state import remembered

NEWEST = 5_000  # posts held; before them the database is asked


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
    """Stops, the newest first; of two of one moment the later written is the newer."""

    def __init__(self, stops: list[Stop]):
        self.stops = stops
        self.places = {stop.pk: place for place, stop in enumerate(stops)}
        self.of_category: dict[int, list[Stop]] = defaultdict(list)
        for stop in stops:
            self.of_category[stop.category.pk].append(stop)

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
    """The newest public posts of all columns; one query, once while nothing changes."""
    return remembered("timeline", lambda: Timeline(_stops({column.pk: column for column in columns})))


def _stops(columns: dict[int, Category]) -> list[Stop]:
    rows = Article.objects.public().values_list("pk", "slug", "title", "published_at", "category_id")[:NEWEST]
    return [Stop(*told, columns[category]) for *told, category in rows if category in columns]
