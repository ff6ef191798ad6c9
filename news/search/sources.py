"""What can be searched: each kind of record in a few lines.

    SOURCES["trang"] = Source(6, "trang", "Trang giới thiệu", Page, title=..., text=..., at=..., public=...)

A source names what is read of a record; everything read is public once the record is. A record is indexed whenever its
history is written (office/history_records.py), whatever its state: `public` judges again at every search.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from news.models import Article
from news.richtext import plain_text


@dataclass(frozen=True)
class Source:
    """A kind of record that is searched.

    `number` is kept in every place of the index and `name` in addresses: neither changes. `title` and `text` are what
    is read of a record, `at` its day in lists of the newest (None: it has none), `public` the records anybody may see,
    `address` their page. `related` are rows that `text` reads, fetched for many at once.
    """

    number: int
    name: str
    label: str
    model: type[models.Model]
    title: Callable[[models.Model], str]
    text: Callable[[models.Model], str]
    at: Callable[[models.Model], date | datetime | None]
    public: Callable[[], models.QuerySet]
    address: Callable[[models.Model], str]
    related: tuple[str, ...] = ()


def _page(record: models.Model) -> str:
    return record.get_absolute_url()


_ALL = (
    Source(
        number=1,
        name="tin-tuc",
        label="Tin tức",
        model=Article,
        title=lambda article: article.title,
        text=lambda article: f"{article.lead}\n{plain_text(article.body)}",
        at=lambda article: article.published_at or article.updated_at,
        public=Article.objects.public,
        address=_page,
    ),
)
SOURCES: dict[str, Source] = {source.name: source for source in _ALL}
BY_NUMBER: dict[int, Source] = {source.number: source for source in _ALL}
BY_MODEL: dict[type[models.Model], Source] = {source.model: source for source in _ALL}
