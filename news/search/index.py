"""Keeps the words of every record that is searched: with each change, and all of them anew by `rebuild_search`."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.db import connection, models, transaction
from django.db.models import Max

from news.models import SearchEntry
from news.search.places import place_of
from news.search.sources import BY_MODEL, SOURCES, Source
from news.search.terms import marks_of, within_bounds, words_of
from office.history_records import follow

BATCH = 500


def entry_of(source: Source, record: models.Model) -> SearchEntry:
    title = words_of(source.title(record))
    words = within_bounds([*title, *words_of(source.text(record))])
    return SearchEntry(
        place=place_of(source.at(record), source=source.number, record=record.pk),
        source=source.number,
        record=record.pk,
        words=" ".join(words),
        marks=" ".join(marks_of(words, title=title, source=source.name)),
    )


def index(model: type[models.Model], keys: Sequence[int]) -> int:
    """Write the entries of these records anew, forget those of records that are no more; return how many changed."""
    keys = list(keys)
    return sum(_index(BY_MODEL[model], keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))


@transaction.atomic
def _index(source: Source, keys: list[int]) -> int:
    records = source.model._base_manager.select_for_update().filter(pk__in=keys).prefetch_related(*source.related)
    wanted = {record.pk: entry_of(source, record) for record in records.order_by("pk")}
    kept = {entry.record: entry for entry in _entries(source).filter(record__in=keys)}
    changed = [entry for key, entry in wanted.items() if not _same(entry, kept.get(key))]
    gone = [entry.place for key, entry in kept.items() if not _same(entry, wanted.get(key))]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(changed)
    return len({*(entry.record for entry in changed), *(key for key in kept if key not in wanted)})


def _entries(source: Source) -> models.QuerySet:
    return SearchEntry.objects.filter(source=source.number)


def _same(one: SearchEntry, other: SearchEntry | None) -> bool:
    return other is not None and (one.place, one.words, one.marks) == (other.place, other.words, other.marks)


def rebuild() -> int:
    """Bring every entry up to date, in batches that are each a transaction; return how many were not."""
    SearchEntry.objects.exclude(source__in=[source.number for source in SOURCES.values()]).delete()
    changed = sum(index(source.model, keys) for source, keys in _batches())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {SearchEntry._meta.db_table}")
    return changed


def stale() -> Iterator[tuple[Source, int]]:
    """Records whose entry does not tell what they hold now, or that are no more; nothing is written."""
    for source, keys in _batches():
        records = source.model._base_manager.filter(pk__in=keys).prefetch_related(*source.related)
        wanted = {record.pk: entry_of(source, record) for record in records}
        kept = {entry.record: entry for entry in _entries(source).filter(record__in=keys)}
        for key in keys:
            if not (key in wanted and _same(wanted[key], kept.get(key))) and (key in wanted or key in kept):
                yield source, key


def _batches() -> Iterator[tuple[Source, list[int]]]:
    """The keys of all records and of all entries, by their ranges."""
    for source in SOURCES.values():
        last = max(_last(source.model._base_manager.all(), "pk"), _last(_entries(source), "record"))
        for first in range(1, last + 1, BATCH):
            span = (first, first + BATCH - 1)
            keys = set(source.model._base_manager.filter(pk__range=span).values_list("pk", flat=True))
            yield (
                source,
                sorted(keys.union(_entries(source).filter(record__range=span).values_list("record", flat=True))),
            )


def _last(rows: models.QuerySet, field: str) -> int:
    return rows.aggregate(last=Max(field))["last"] or 0


def follow_sources() -> None:
    """From now on whatever writes the history of a record that is searched brings its entry up to date."""
    for source in SOURCES.values():
        follow(source.model, index)
        for model, way in source.follows:
            follow(model, partial(_index_others, source, way))


def _index_others(source: Source, way: str, model: type[models.Model], keys: list[int]) -> None:
    """Write anew the entries of records whose text reads what was changed."""
    for start in range(0, len(keys), BATCH):
        told = source.model._base_manager.filter(**{f"{way}__in": keys[start : start + BATCH]})
        index(source.model, list(told.order_by("pk").values_list("pk", flat=True).distinct()))
