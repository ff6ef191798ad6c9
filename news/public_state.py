"""Whether anything that public pages are made of has changed: what was made before may be shown again while not.

Two questions, the cheap one first. The *pulse* tells whether anybody has written anything at all to the database since:
on PostgreSQL the snapshot that a new statement sees, on SQLite the time and size of its file. While it stands still,
so does everything. When it has moved, the *mark* tells whether that was something people edit: the newest line of
every history. Pages that show what has no history are right again after LONGEST.

A clock changes pages too: the hour of a scheduled post comes. The mark holds until the next such moment (CLOCKED).
Within a transaction, which may yet be undone, nothing is kept; so it is in most tests.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar

from django.db import DatabaseError, connection, models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from simple_history.models import registered_models

from news.models import Article, Document

LONGEST = 60  # seconds that anything is remembered, should a change have left no history
MOST = 5_000  # things remembered
YOUNG = 0.1  # seconds: a file written so lately may be written again without its time telling
NEVER = float("inf")
CLOCKED: list[tuple[type[models.Model], str]] = [  # what appears or goes at an hour of its own
    (Article, "published_at"),
    (Article, "expires_at"),
    (Document, "published_at"),
]
SNAPSHOT = "SELECT pg_current_snapshot()::text"
T = TypeVar("T")


@dataclass(frozen=True)
class State:
    """What the database said under a pulse; `until` is when the clock changes it, in seconds since 1970."""

    pulse: object
    mark: str
    until: float


_known: State | None = None
_memory: tuple[str, float, dict[str, object]] = ("", 0.0, {})  # a mark, since when, and what was made under it
_now: ContextVar[str | None] = ContextVar("the mark that a request goes by", default=None)


@contextmanager
def standing(now: str) -> Iterator[None]:
    """Within this, what is remembered goes by the mark `now`, so that a page asks for it once."""
    token = _now.set(now)
    try:
        yield
    finally:
        _now.reset(token)


def forget() -> None:
    """Begin anew, as after the database was put back."""
    global _known, _memory
    _known, _memory = None, ("", 0.0, {})


def mark() -> str:
    """Return what tells this state of the public pages from every other; empty where nothing can be kept."""
    global _known  # noqa: PLW0603  one state for a process, replaced whole
    if connection.in_atomic_block:
        return ""
    try:
        pulse = _pulse()
        known = _known
        if known is None or pulse is None or known.pulse != pulse or time.time() >= known.until:
            known = _known = _read(pulse)
    except DatabaseError:  # a page that needs the database will say so itself
        return ""
    return known.mark


def remembered(subject: str, make: Callable[[], T]) -> T:
    """What `make` gives, made once for each mark and again after LONGEST. `subject` names it."""
    global _memory  # noqa: PLW0603
    now = _now.get()
    now = mark() if now is None else now
    if not now:
        return make()
    under, since, kept = _memory
    if under != now or time.monotonic() - since > LONGEST:
        _memory = now, time.monotonic(), (kept := {})
    if subject in kept:
        return kept[subject]
    made = make()
    if len(kept) < MOST:
        kept[subject] = made
    return made


def _pulse() -> object:
    """What cannot be the same after somebody has written; None where that cannot be told."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return name, _snapshot()
    try:
        file = os.stat(name)
    except OSError:  # in memory
        return None
    return (name, file.st_ino, file.st_mtime_ns, file.st_size) if time.time() - file.st_mtime > YOUNG else None


def _snapshot() -> str:
    """Which transactions a new statement sees. Asked beside Django's cursor, which would first ask whether it may."""
    if connection.connection is not None:
        try:
            return connection.connection.execute(SNAPSHOT).fetchone()[0]
        except connection.Database.Error:
            connection.close()
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        return cursor.fetchone()[0]


def _read(pulse: object) -> State:
    """Ask for the newest line of every history and for the next moment of the clock, in one query."""
    now = timezone.now()
    asked = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_question(), [asked] * len(CLOCKED))
        told = cursor.fetchone()
    moments = [_seconds(value) for value in told[: len(CLOCKED)] if value is not None]
    newest = "-".join(str(value or 0) for value in told[len(CLOCKED) :])
    until = min(moments, default=NEVER)
    return State(pulse, f"{connection.settings_dict['NAME']} {until} {newest}", until)


def _seconds(moment: datetime | str) -> float:
    """SQLite gives back a moment as it keeps it: text, of UTC."""
    aware = parse_datetime(moment).replace(tzinfo=UTC) if isinstance(moment, str) else moment
    return aware.timestamp()


@cache
def _question() -> str:
    quote = connection.ops.quote_name
    moments = [
        f"(SELECT min({quote(field)}) FROM {quote(model._meta.db_table)} WHERE {quote(field)} > %s)"
        for model, field in CLOCKED
    ]
    newest = [f"(SELECT max(history_id) FROM {quote(table)})" for table in sorted(_histories())]
    return f"SELECT {', '.join(moments + newest)}"


def _histories() -> set[str]:
    return {
        getattr(model, model._meta.simple_history_manager_attribute).model._meta.db_table
        for model in registered_models.values()
        if hasattr(model._meta, "simple_history_manager_attribute")
    }
