"""How many posts a year brought: by who signed them, by column, month by month."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Count
from django.db.models.functions import ExtractMonth
from django.utils import timezone

from news.models import Article, Category
from office.text import alphabetical
from printing.table import Column, Table

MONTHS = range(1, 13)
UNSIGNED = "(không ghi tác giả)"
SOURCE = "Tin, bài đã đăng trên cổng, trừ bài đã gỡ"


def years_with_posts() -> list[int]:
    """Years in which anything was published, the newest first."""
    moments = Article.objects.released().datetimes("published_at", "year", order="DESC")
    return [timezone.localtime(moment).year for moment in moments]


def by_author(year: int) -> Table:
    """Posts of a year: one row per author as posts are signed, one column per month, and the total."""
    counted = _counted(year, "author")
    names = sorted({name for name, _ in counted}, key=lambda name: (not name, alphabetical(name)))
    return _table(f"Tin, bài năm {year} theo tác giả", "Tác giả", names, counted, lambda name: name or UNSIGNED)


def by_category(year: int) -> Table:
    """Posts of a year: one row per column that has any, one column per month, and the total."""
    counted = _counted(year, "category")
    paths = {one.pk: one.path for one in Category.objects.with_lineage().filter(pk__in={key for key, _ in counted})}
    keys = sorted(paths, key=lambda key: alphabetical(paths[key]))
    return _table(f"Tin, bài năm {year} theo chuyên mục", "Chuyên mục", keys, counted, paths.__getitem__)


def _counted(year: int, field: str) -> Counter:
    """How many posts by (value of the field, month of the office's calendar)."""
    begin, end = (timezone.make_aware(datetime(each, 1, 1)) for each in (year, year + 1))
    posts = Article.objects.released().filter(published_at__gte=begin, published_at__lt=end).order_by()
    rows = posts.values_list(field, ExtractMonth("published_at")).annotate(posts=Count("pk"))
    return Counter({(value, month): posts for value, month, posts in rows})


def _table(title: str, label: str, keys: Iterable, counted: Counter, name: Callable[[object], str]) -> Table:
    months = [Column(f"m{month}", f"T{month}", kind="integer") for month in MONTHS]
    rows = [(name(key), *_line(counted[key, month] for month in MONTHS)) for key in keys]
    in_all = _line(sum(counted[key, month] for key in keys) for month in MONTHS)
    return Table(
        title=title,
        columns=(Column("name", label), *months, Column("total", "Cả năm", kind="integer")),
        rows=tuple(rows),
        total=("Tổng số", *in_all) if rows else None,
        source=SOURCE,
    )


def _line(counts: Iterable[int]) -> tuple[int, ...]:
    counts = tuple(counts)
    return (*counts, sum(counts))
