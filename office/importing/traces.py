"""What an import wrote, found again in the history of every model by the reason its rows carry."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from office.history import NOTHING, in_words
from office.models import ImportRun

CLOCK_SLACK = timedelta(hours=1)  # a clock that was set back while an import ran
_VERBS = {"+": "thêm mới", "~": "sửa", "-": "xóa"}


def kept_models() -> list[type[models.Model]]:
    """Every model whose history is kept."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute") and not model._meta.proxy
    ]


def history_of(model: type[models.Model]) -> models.QuerySet:
    """The history rows of a model, the oldest first."""
    return getattr(model, model._meta.simple_history_manager_attribute).order_by("history_id")


@dataclass
class Trace:
    """One record that an import wrote: the history rows it left, and the one before them (None for a new record)."""

    model: type[models.Model]
    first: object
    last: object
    before: object = None

    @property
    def pk(self):
        return getattr(self.last, self.model._meta.pk.attname)

    @property
    def created(self) -> bool:
        return self.first.history_type == "+"

    @property
    def deleted(self) -> bool:
        return self.last.history_type == "-"

    @property
    def model_name(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def verb(self) -> str:
        return _VERBS["+" if self.created else "-" if self.deleted else "~"]

    def values(self, row) -> dict[str, object]:
        """What a history row says of the record, by column."""
        return {field.attname: getattr(row, field.attname) for field in row.tracked_fields}

    @property
    def changes(self) -> Iterator[tuple[models.Field, object, object]]:
        """The fields whose value the import changed, with the value before and after."""
        if self.before is None or self.deleted:
            return
        was, now = self.values(self.before), self.values(self.last)
        for field in self.last.tracked_fields:
            if was[field.attname] != now[field.attname]:
                yield field, was[field.attname], now[field.attname]


class Traces:
    """Everything one import wrote, by model and key; asked of the database when first needed."""

    def __init__(self, run: ImportRun):
        self.run = run

    def rows(self, model: type[models.Model]) -> models.QuerySet:
        """The history rows of a model that the import wrote."""
        return history_of(model).filter(
            history_date__gte=self.run.at - CLOCK_SLACK, history_change_reason=self.run.reason
        )

    def keys(self, model: type[models.Model]) -> models.QuerySet:
        """The keys of the records of a model that the import wrote, as a subquery."""
        return self.rows(model).order_by().values(model._meta.pk.attname)

    @cached_property
    def by_model(self) -> dict[type[models.Model], dict[object, Trace]]:
        found = {model: self._of(model) for model in kept_models()}
        return {model: traces for model, traces in found.items() if traces}

    def all(self) -> Iterator[Trace]:
        for traces in self.by_model.values():
            yield from traces.values()

    def _of(self, model: type[models.Model]) -> dict[object, Trace]:
        traces: dict[object, Trace] = {}
        key = model._meta.pk.attname
        for row in self.rows(model):
            trace = traces.setdefault(getattr(row, key), Trace(model, row, row))
            trace.last = row
        if any(not trace.created for trace in traces.values()):
            for row in history_of(model).filter(**{f"{key}__in": self.keys(model)}):
                trace = traces[getattr(row, key)]
                if row.history_id < trace.first.history_id:
                    trace.before = row
        return traces


class Words:
    """Traces in the words of the office, also of records that are gone; one query per model they point at."""

    def __init__(self, traces: Traces):
        self._traces = traces
        self._stored: dict[type[models.Model], dict[object, models.Model]] = {}

    def record(self, trace: Trace) -> str:
        """The record as it is called, by what its last history row says."""
        try:
            return str(self._instance(trace))
        except ObjectDoesNotExist:  # what it is called after is gone, its history too
            return f"số {trace.pk}"

    def changes(self, trace: Trace) -> list[tuple[str, str, str]]:
        """The changed fields as (name, value before, value after)."""
        return [
            (str(field.verbose_name), self._value(field, was), self._value(field, now))
            for field, was, now in trace.changes
        ]

    def _value(self, field: models.Field, value) -> str:
        if value is None or not field.is_relation:
            return in_words(field, value)
        return str(self._related(field, value) or NOTHING)

    def _instance(self, trace: Trace) -> models.Model:
        values = trace.values(trace.last)
        record = trace.model(**values)
        for field in trace.last.tracked_fields:
            if field.is_relation and (related := self._related(field, values[field.attname])):
                setattr(record, field.name, related)
        return record

    def _related(self, field: models.Field, pk) -> models.Model | None:
        """The record a value points at, as it is stored or as the import left it."""
        model = field.related_model
        if pk is None:
            return None
        if model not in self._stored:
            self._stored[model] = model._base_manager.in_bulk(self._pointed_at(model))
        if pk not in self._stored[model] and (trace := self._traces.by_model.get(model, {}).get(pk)):
            self._stored[model][pk] = self._instance(trace)
        return self._stored[model].get(pk)

    def _pointed_at(self, model: type[models.Model]) -> set:
        """The keys of a model's records that any trace points at, before or after."""
        return {
            getattr(row, field.attname)
            for trace in self._traces.all()
            for row in (trace.before, trace.last)
            if row is not None
            for field in row.tracked_fields
            if field.related_model is model
        } - {None}
