"""History that knows why: what is written within `because(...)` carries one reason, whatever writes it.

An import writes through many hands (verbs, bulk statements, plain saves). Its reason stands in every history row, so
that the whole of it can be found again and taken back. For the same cause an app to the right that keeps something
derived from a record follows its history: `follow(Model, told)`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import QuerySet
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords as LibraryRecords

LONGEST_REASON = 100  # characters, what the history tables hold
_reason: ContextVar[str | None] = ContextVar("reason", default=None)
_author: ContextVar[object] = ContextVar("author", default=None)
Follower = Callable[[type, list], None]
_followers: dict[type, list[Follower]] = defaultdict(list)


@contextmanager
def because(reason: str, *, by=None) -> Iterator[None]:
    """Let everything written within carry `reason`, before any reason of its own; `by` did what names nobody else."""
    tokens = _reason.set(reason[:LONGEST_REASON]), _author.set(by)
    try:
        yield
    finally:
        _reason.reset(tokens[0])
        _author.reset(tokens[1])


def follow(model: type, told: Follower) -> None:
    """Let `told(model, keys)` be called wherever history of records of the model has been written, before it commits.

    A key may be of a record that is no more.
    """
    if told not in _followers[model]:
        _followers[model].append(told)


def _tell(model: type, keys: Iterable) -> None:
    """Tell whoever follows the model; what writes no history is not told of."""
    followers = _followers.get(model._meta.concrete_model, ())
    if followers and (keys := list(keys)):
        for told in followers:
            told(model._meta.concrete_model, keys)


class ReasonedManager(HistoryManager):
    """Writes the history of many records at once, with the reason that holds."""

    def bulk_history_create(self, objs, *args, default_user=None, default_change_reason=None, **kwargs):
        reason = _reason.get()
        rows = [_bare(one) for one in objs] if reason else list(objs)
        written = super().bulk_history_create(
            rows,
            *args,
            default_user=default_user or _author.get(),
            default_change_reason=reason or default_change_reason,
            **kwargs,
        )
        for model in {type(one) for one in rows}:
            _tell(model, (one.pk for one in rows if type(one) is model))
        return written


def delete_with_history(records: QuerySet) -> None:
    """Delete records in two statements, the history keeping each with the reason and the author that hold.

    Nothing follows from it as from a delete(): the caller knows that nothing hangs on the records, or checks it after.
    """
    model = records.model
    history = getattr(model, model._meta.simple_history_manager_attribute).model
    last = {"history_type": "-", "history_user": _author.get(), "history_change_reason": _reason.get()}
    history.objects.bulk_create(
        history(
            history_date=timezone.now(),
            **last,
            **{field.attname: getattr(record, field.attname) for field in history.tracked_fields},
        )
        for record in records
    )
    keys = [] if model._meta.concrete_model not in _followers else list(records.values_list("pk", flat=True))
    records._raw_delete(records.db)
    _tell(model, keys)


def _bare(record):
    """The record without a reason of its own, which the library would put before ours."""
    record.__dict__.pop("_change_reason", None)
    return record


class HistoricalRecords(LibraryRecords):
    """The history of a model of ours; every model uses this one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, history_manager=ReasonedManager, **kwargs)

    def create_historical_record(self, instance, history_type, using=None):
        super().create_historical_record(instance, history_type, using)
        _tell(type(instance), [instance.pk])

    def get_change_reason_for_object(self, instance, history_type, using):
        return _reason.get() or super().get_change_reason_for_object(instance, history_type, using)

    def get_history_user(self, instance):
        named = getattr(instance, "_history_user", None)
        return named or _author.get() or super().get_history_user(instance)
