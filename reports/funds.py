"""People's credit funds, each beside its own past and beside the others: deposits, loans, bad debt."""

import statistics
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.urls import reverse

from cooperatives.models import Organisation
from printing import charts, numbers
from printing.table import Column, Table, Value
from reports.charts.chart import Asked, Chart, ChartKind, drawn
from reports.indicators import indicator
from reports.reader import Ask
from reports.sources import ENTRY
from returns.models import Period

CODES = ("deposits", "loans_outstanding", "bad_debt_ratio")
SHOWN = 12  # funds that the picture shows; the table has all


def median(values: Sequence[Value]) -> Decimal | None:
    """The middle of the known values, or the mean of the two in the middle; None without any."""
    known = [Decimal(value) for value in values if value is not None]
    return statistics.median(known) if known else None


def _before(asked: Asked) -> Period | None:
    return asked.beside.known.get(asked.period.year_before)


def _asks(asked: Asked) -> list[Ask]:
    before = _before(asked)
    periods = [asked.period, *([before] if before else [])]
    return [Ask(tuple(map(indicator, CODES)), periods, (ENTRY,)), Ask(tuple(map(indicator, CODES)), periods)]


def _draw(asked: Asked, tables: Sequence[Table]) -> Chart:
    """One row per fund that declares anything, those with most bad debt first; below them the median and the whole."""
    each, whole = tables
    now, then = ({row[ENTRY]: row for row in _of(each, period)} for period in (asked.period, _before(asked)))
    now = {key: row for key, row in now.items() if any(row[code] is not None for code in CODES)}
    middle = median([row["bad_debt_ratio"] for row in now.values()])
    funds = Organisation.objects.in_bulk(now)
    order = sorted(now, key=lambda key: (-(now[key]["bad_debt_ratio"] or -1), funds[key].search_key))
    lines = [(funds[key].name, *_line(now[key], then.get(key, {}), middle)) for key in order]
    table = Table(
        title=f"Quỹ tín dụng nhân dân: so với năm trước và với các quỹ, {asked.period.label}",
        columns=_COLUMNS,
        rows=tuple(lines),
        total=("Toàn hệ thống", *_line(*(next(iter(_of(whole, each)), {}) for each in _both(asked)), middle)),
        source=each.source,
        as_of=asked.period.end,
        notes=tuple(_notes(list(now.values()), middle, asked)),
    )
    ranked = [line for line in lines if line[5] is not None][:SHOWN]
    picture = replace(table, rows=tuple(ranked), title=f"Quỹ có tỷ lệ nợ xấu cao nhất, {asked.period.label}")
    chart = drawn("tung-quy-tin-dung", charts.bar, picture, label="name", value="ratio", horizontal=True)
    blank = [""] * (len(_COLUMNS) - 1)
    opened = [(reverse("admin:cooperatives_organisation_change", args=[key]), *blank) for key in order]
    return replace(chart, table=table, addresses=tuple(map(tuple, opened)))


def _both(asked: Asked) -> tuple[Period, Period | None]:
    return asked.period, _before(asked)


def _of(table: Table, period: Period | None) -> list[dict]:
    return [row for row in table.records() if period and row["period"] == period.code]


_COLUMNS = (
    Column("name", "Quỹ"),
    Column("deposits", "Vốn huy động", unit="đồng", kind="money"),
    Column("deposits_growth", "So với năm trước", kind="percent"),
    Column("loans", "Dư nợ", unit="đồng", kind="money"),
    Column("loans_growth", "So với năm trước", kind="percent"),
    Column("ratio", "Nợ xấu", kind="percent"),
    Column("ratio_change", "So với năm trước", unit="điểm %", kind="decimal", decimals=1),
    Column("beside_median", "So với trung vị", unit="điểm %", kind="decimal", decimals=1),
)


def _line(now: dict, then: dict, middle: Decimal | None) -> tuple[Value, ...]:
    deposits, loans, ratio = (now.get(code) for code in CODES)
    earlier = [then.get(code) for code in CODES]
    return (
        deposits,
        numbers.growth(earlier[0], deposits),
        loans,
        numbers.growth(earlier[1], loans),
        ratio,
        None if None in (ratio, earlier[2]) else ratio - earlier[2],
        None if None in (ratio, middle) else ratio - middle,
    )


def _notes(rows: Sequence[dict], middle: Decimal | None, asked: Asked):
    if middle is not None:
        deposits, loans = (median([row[code] for row in rows]) for code in CODES[:2])
        yield (
            f"Trung vị của {numbers.counted(len(rows))} quỹ có khai: vốn huy động {_money(deposits)}, "
            f"dư nợ {_money(loans)}, nợ xấu {numbers.percent(middle)}."
        )
    if before := _before(asked):
        yield f"Năm trước là số cuối năm {before.year}."


def _money(value: Decimal | None) -> str:
    return numbers.UNKNOWN if value is None else numbers.money_short(numbers.rounded(value))


EACH_FUND = ChartKind("tung-quy-tin-dung", _asks, _draw)
