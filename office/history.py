"""The history of a record in the words of the office: labels instead of codes, Vietnamese dates and numbers.

A record's page also edits rows that belong to it (posts, products, participants). Their changes are told on the
record's own history page, each with what was there before and after.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.utils import timezone
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay

from printing import numbers

NOTHING = "(trống)"
_LONGEST = 300  # characters of a value before its unchanged parts are left out
_ADDED, _REMOVED = "+", "-"

Part = tuple[type[models.Model], str]
"""A model whose rows belong to a record, and the name of the key that says to which."""


class _Excerpt(ObjDiffDisplay):
    def shortened_str(self, prefix: str, num_skipped_chars: int, suffix: str) -> str:
        return f"{prefix}[… {num_skipped_chars} ký tự …]{suffix}"


class HistoryWords(HistoricalRecordContextHelper):
    """Prepares both sides of a change for reading."""

    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        return in_words(self.model._meta.get_field(change.field), value)

    def get_obj_diff_display(self) -> ObjDiffDisplay:
        return _Excerpt(max_length=_LONGEST)


def in_words(field: models.Field, value) -> str:
    """Return a stored value of `field` as a person reads it; "(trống)" for nothing."""
    if value is None or value == "":
        return NOTHING
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):  # a datetime is one too
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}" if isinstance(value, datetime) else f"{value:%d/%m/%Y}"
    return numbers.grouped(value) if isinstance(value, int | Decimal) and _grouped(field) else str(value)


def _grouped(field: models.Field) -> bool:
    """Whether a whole number is a quantity: years, ordinals and positions are small fields and take no dots."""
    return not isinstance(field, models.PositiveSmallIntegerField | models.SmallIntegerField)


@dataclass(frozen=True)
class PartChange:
    """One change of a row that belongs to a record: when, by whom, why, and each value before and after."""

    at: datetime
    by: str
    what: str
    row: str
    why: str
    values: list[tuple[str, str, str]] = field(default_factory=list)


def changes_of_parts(record: models.Model, parts: Iterable[Part]) -> list[PartChange]:
    """Return every change of the rows that belong, or belonged, to a record, the newest first.

    One query per part, and one per model that its rows point to.
    """
    changes = [change for model, key in parts for change in _changes(record, model, key)]
    return sorted(changes, key=lambda change: change.at, reverse=True)


def _changes(record: models.Model, model: type[models.Model], key: str) -> Iterator[PartChange]:
    kept = getattr(model, model._meta.simple_history_manager_attribute)
    past = kept.filter(**{key: record.pk}).select_related("history_user").order_by("history_date", "history_id")
    versions = [(entry, _version(model, entry)) for entry in past]
    for _, row in versions:
        setattr(row, key, record)
    _lend_keys([row for _, row in versions], but=key)
    shown = [each for each in kept.model.tracked_fields if each.editable and each.name not in (key, "id")]
    before: dict[object, models.Model] = {}
    for entry, row in versions:
        yield _told(entry, before.get(row.pk), row, shown)
        before[row.pk] = row


def _told(entry, old: models.Model | None, new: models.Model, shown: list[models.Field], name: str = "") -> PartChange:
    return PartChange(
        at=entry.history_date,
        by=str(entry.history_user or "Hệ thống"),
        what=entry.get_history_type_display(),
        row=f"{new._meta.verbose_name}: {name or new}",
        why=entry.history_change_reason or "",
        values=_values(entry.history_type, shown, old, new),
    )


Matters = Callable[[models.Model | None, models.Model | None], bool]


def changes_since(model: type[models.Model], moment: datetime, matters: Matters, **where) -> Iterator[PartChange]:
    """Tell the changes after a moment of rows that matched `where` once since, the oldest first.

    `matters` chooses among them by the row before and after, None where there was none. Two queries, and one per
    model that the rows point to.
    """
    kept = getattr(model, model._meta.simple_history_manager_attribute)
    touched = kept.filter(history_date__gt=moment).order_by()
    wanted = kept.filter(id__in=touched.filter(**where).values("id")) | kept.filter(
        id__in=touched.values("id"), history_date__lte=moment, **where
    )
    since = kept.filter(id__in=wanted.order_by().values("id"), history_date__gt=moment)
    entries = list(since.select_related("history_user").order_by("history_date", "history_id"))
    past = kept.filter(id__in={entry.id for entry in entries}, history_date__lte=moment)
    before = {entry.id: _version(model, entry) for entry in past.order_by("history_date", "history_id")}
    versions = [_version(model, entry) for entry in entries]
    _lend_keys([*before.values(), *versions])
    shown = [each for each in kept.model.tracked_fields if each.name != "id"]
    for entry, row in zip(entries, versions, strict=True):
        old, new = before.get(row.pk), None if entry.history_type == _REMOVED else row
        if matters(old, new):
            yield _told(entry, old, row, shown, _with_owner(row))
        before[row.pk] = row


def _with_owner(row: models.Model) -> str:
    """A row as it is called where the record it belongs to is not named anyway."""
    owner = str(getattr(row, "organisation", None) or "")
    return str(row) if owner in str(row) else f"{owner}, {row}"


def _version(model: type[models.Model], entry) -> models.Model:
    """The row as it was; unlike the library's own, without asking the database for what history leaves out."""
    return model(**{each.attname: getattr(entry, each.attname) for each in entry.tracked_fields})


def _lend_keys(rows: list[models.Model], *, but: str = "") -> None:
    """Let rows know the records they point to, read together; one deleted since is named by its key."""
    wanted = defaultdict(set)
    keys = [each for each in rows[0]._meta.fields if each.many_to_one and each.name != but] if rows else []
    for each in keys:
        wanted[each.related_model] |= {getattr(row, each.attname) for row in rows} - {None}
    found = {model: model._base_manager.select_related().in_bulk(pks) for model, pks in wanted.items()}
    for row in rows:
        for each in keys:
            if pk := getattr(row, each.attname):
                setattr(row, each.name, found[each.related_model].get(pk) or each.related_model(pk=pk))


def _values(kind: str, shown: list[models.Field], old: models.Model | None, new: models.Model) -> list:
    """(label, before, after) of what a change did; all that is known of a row that came or went."""
    told = []
    for each in shown:
        before = NOTHING if kind == _ADDED or old is None else in_words(each, getattr(old, each.name))
        after = NOTHING if kind == _REMOVED else in_words(each, getattr(new, each.name))
        if before != after:
            told.append((_label(each), before, after))
    return told


def _label(each: models.Field) -> str:
    return f"{each.verbose_name[:1].upper()}{each.verbose_name[1:]}"
