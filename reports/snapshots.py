"""Figures once read are kept as long as no row they were read from has changed, and never longer.

On PostgreSQL every statement that writes to a watched table leaves a note in its own transaction, by the trigger of a
migration. How many notes a transaction sees only grows, so what was read under one state of the notes is what would be
read under it again on the same day: today's land may become another overnight though no row changes. Nothing is kept
of a reading that touched any other table, nor within a transaction, which may yet be undone. Each process keeps its
own; SQLite, whose registers are small, keeps nothing.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.utils import timezone

from reports.day import Day
from reports.indicators import Indicator
from reports.sources import Within
from returns.models import Period

WATCHED = frozenset(
    {
        "cooperatives_activityrecord",
        "cooperatives_alliancemembership",
        "cooperatives_lifeevent",
        "cooperatives_loan",
        "cooperatives_organisation",
        "cooperatives_participant",
        "cooperatives_place",
        "cooperatives_placesuccession",
        "cooperatives_sizerule",
        "events_activity",
        "events_award",
        "returns_annualreturn",
        "returns_period",
    }
)
NOTES = "reports_change"
MANY_NOTES = MANY_INDICATORS = 1_000
_MISSING = object()
_numbers: dict[Indicator, int] = {}
P, R = ParamSpec("P"), TypeVar("R")
_TABLES = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) \(*"(\w+)"')
_state: ContextVar[str] = ContextVar("state of the notes", default="")


class Untellable(TypeError):
    """A question that nothing tells from every other: its answer is not kept."""


@contextmanager
def unchanged() -> Iterator[None]:
    """Within this, what was read before is not read again unless a row has changed since. One query for all of it."""
    token = _state.set(_state.get() or _notes())
    try:
        yield
    finally:
        _state.reset(token)


def _notes() -> str:
    """What the notes say now; empty where nothing can be kept."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), sum(weight), (SELECT mark FROM {NOTES} ORDER BY id DESC LIMIT 1) FROM {NOTES}"
        )
        many, weight, mark = cursor.fetchone()
        if many > MANY_NOTES:
            _fold(cursor)
            return _notes()
    return f"{connection.settings_dict['NAME']} {weight} {mark} {timezone.localdate()}" if many else ""


def _fold(cursor) -> None:
    """Put one note for many in one statement: their weights add up to what they were, whoever else folds or writes."""
    cursor.execute(
        f"WITH gone AS (DELETE FROM {NOTES} RETURNING weight) "
        f"INSERT INTO {NOTES} (weight) SELECT sum(weight) FROM gone HAVING count(*) > 0"
    )


def kept_while_unchanged(read: Callable[P, R]) -> Callable[P, R]:
    """Make a reading of the database remember its answers within `unchanged()`."""

    @wraps(read)
    def reading(*args: P.args, **asked: P.kwargs) -> R:
        if not (state := _state.get()) or connection.in_atomic_block:
            return read(*args, **asked)
        try:
            question = repr((read.__qualname__, state, _said(args), _said(asked)))
        except Untellable:
            return read(*args, **asked)
        key = hashlib.sha256(question.encode()).hexdigest()
        found = caches["figures"].get(key, _MISSING)
        return _asked(key, lambda: read(*args, **asked)) if found is _MISSING else found

    return reading


def _asked(key: str, read: Callable[[], R]) -> R:
    touched: set[str] = set()

    def note(execute, sql, *others):
        touched.update(_TABLES.findall(sql))
        return execute(sql, *others)

    with connection.execute_wrapper(note):
        found = read()
    if touched <= WATCHED:
        caches["figures"].set(key, found)
    return found


def _said(value: object) -> object:
    """What tells one question from another, of any argument of the reader. Raises Untellable of others."""
    if value is None or isinstance(value, str | int | date):
        return value
    if isinstance(value, Mapping):
        return [(_said(key), _said(each)) for key, each in value.items()]
    if isinstance(value, Sequence | Set):
        return [_said(each) for each in value]
    told = next((tell for kind, tell in _TOLD.items() if isinstance(value, kind)), None)
    if told is not None:
        return told(value)
    if is_dataclass(value):
        return [_said(getattr(value, each.name)) for each in fields(value) if each.compare]
    raise Untellable(f"a figure cannot be asked for by {type(value).__name__}")


def _indicator(each: Indicator) -> int:
    """A number that only what is defined alike in all has, for as long as this process lives."""
    if each not in _numbers and len(_numbers) == MANY_INDICATORS:
        raise Untellable("so many are made anew for every question")
    return _numbers.setdefault(each, len(_numbers))


def _sql(rows: models.QuerySet) -> object:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return "nothing"


_TOLD: dict[type, Callable] = {
    Enum: str,
    Period: lambda period: (period.code, period.start, period.end, period.pk, period.looked_up),
    models.Model: lambda row: (row._meta.label, row.pk),
    models.QuerySet: _sql,
    Within: lambda within: (_sql(within.organisations), _sql(within.recounts)),
    Day: lambda day: day.code,
    Indicator: _indicator,
}
