"""How the number of cooperatives became what it is: the movement of a period as a waterfall.

The steps are those of reports/movement.py, counted by the reader instead of listed by name, so that the chart takes no
query of its own; what no event tells of is a step by itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse

from cooperatives.models import COOPERATIVE_KINDS
from printing import charts, dates
from printing.table import Column, Table
from reports.charts.chart import Asked, Chart, ChartKind, drawn
from reports.day import Day
from reports.indicators import Indicator, indicator
from reports.measures import count
from reports.movement import EFFECTS, STEPS
from reports.reader import Ask
from reports.snapshots import tell_apart
from reports.sources import LIVES, RECOUNTS, REGISTER

_COUNTED = [step for step in STEPS if step.key in set(EFFECTS.values())]


def _step(key: str) -> Indicator:
    parts = (Q(role=role, event__kind=kind) for (role, kind), effect in EFFECTS.items() if effect == key)
    measure = count("pk", reduce(or_, parts), organisation__kind__in=COOPERATIVE_KINDS)
    return replace(indicator("new_cooperatives"), code=key, measure=measure)


_STEPS = tuple(_step(step.key) for step in _COUNTED)
_RECOUNTED = next(replace(term, code="adjusted") for term in indicator("cooperatives").terms if term.source is RECOUNTS)
tell_apart(*_STEPS, _RECOUNTED)


def _asks(asked: Asked) -> list[Ask]:
    before = Day(asked.period.start - timedelta(days=1))
    stocks = (indicator("cooperatives"), _RECOUNTED)
    return [Ask(_STEPS, asked.period), Ask(stocks, [before, asked.period])]


def _draw(asked: Asked, tables: Sequence[Table]) -> Chart:
    steps = tables[0].records()[0]
    opening, closing = tables[1].records()
    signed = {step: step.sign * steps[step.key] for step in _COUNTED}
    recounted = closing["adjusted"] - opening["adjusted"]
    untold = closing["cooperatives"] - opening["cooperatives"] - sum(signed.values()) - recounted
    first, last, adjusted = STEPS[0], STEPS[-1], next(step for step in STEPS if step.key == "adjusted")
    rows = [
        (f"Ngày {dates.day(asked.period.start - timedelta(days=1))}", opening["cooperatives"], first),
        *((step.label, number, step) for step, number in signed.items() if number),
        *([(adjusted.label, recounted, adjusted)] if recounted else []),
        *([("Chưa ghi sự kiện", untold, None)] if untold else []),
        (f"Ngày {dates.day(asked.period.end)}", closing["cooperatives"], last),
    ]
    table = Table(
        title=f"Biến động số hợp tác xã, {asked.period.label}",
        columns=(Column("step", "Biến động"), Column("cooperatives", "Hợp tác xã", unit="HTX", kind="integer")),
        rows=tuple((label, number) for label, number, _ in rows),
        source=f"{REGISTER.label}; {LIVES.label}",
        as_of=asked.period.end,
    )
    opened = [
        ("", reverse("reports:movement_names", args=[asked.period.code, "htx", step.slug]) if step and number else "")
        for _, number, step in rows
    ]
    return drawn("bien-dong", charts.waterfall, table, opened, label="step", value="cooperatives")


MOVEMENT = ChartKind("bien-dong", _asks, _draw)
