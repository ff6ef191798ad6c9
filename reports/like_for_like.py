"""Figures over the same organisations on both sides: what changed among those that reported both times.

Where one side of a comparison has more returns than the other, totals grow by who reported, not by what happened; over
the same organisations they do not.
"""

from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import Exists

from printing import numbers
from printing.table import Column, Table
from reports.figures import Beside, Reading
from reports.indicators import INDICATORS, Indicator
from reports.reader import read_rows_of
from reports.sources import RETURNS, Nature
from returns.models import AnnualReturn, Period

_COUNT = "returns_received"
COMPARED = tuple(code for code, each in INDICATORS.items() if each.source is RETURNS and code != _COUNT)


def like_for_like(period: Period, *, within: QuerySet | None = None) -> Table:
    """Every figure built on returns, then and now, over those that reported both; no row where there were none.

    Of several years there is nothing to compare like for like. Two queries per period compared with.
    """
    rows = [] if period.kind == Period.Kind.YEARS else list(_rows(period, within))
    return Table(
        title=f"So trên cùng các tổ chức, {period.label}",
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị"),
            Column("against", "So với"),
            Column("both", "Số tổ chức có cả hai", kind="integer"),
            Column("previous", "Kỳ trước", kind="figure"),
            Column("value", "Kỳ này", kind="figure"),
            Column("change", "Tăng, giảm", kind="figure"),
            Column("growth", "Tỷ lệ", kind="figure"),
        ),
        rows=tuple(rows),
        source=RETURNS.label,
        as_of=period.end,
    )


def _rows(period: Period, within: QuerySet | None) -> Iterator[tuple]:
    beside = Beside.of(period)
    stocks = _compared(period, beside, [Nature.STOCK], within)
    others = _compared(period, beside, [Nature.FLOW, Nature.RATIO], within)
    found = {each.code: (each, words, both) for each, words, both in (*stocks, *others)}
    for each, words, both in (found[code] for code in COMPARED if code in found):
        growth = numbers.signed_percent(each.growth)
        yield each.label, each.unit, words, both, each.printed_previous, each.printed, each.printed_change, growth


def _compared(
    period: Period, beside: Beside, natures: list[Nature], within: QuerySet | None
) -> Iterator[tuple[Reading, str, int]]:
    """The figures of some natures, all compared with one period, with that and how many organisations told both."""
    before = beside.known.get(beside.before[natures[0]])
    codes = [code for code in COMPARED if INDICATORS[code].nature in natures]
    if before is None:
        return
    now = _over_both(codes, period, before, within)
    then = _over_both(codes, before, period, within)
    for each in (INDICATORS[code] for code in codes):
        if now[each.code] is not None and then[each.code] is not None:
            yield Reading(each, now[each.code], then[each.code]), _words(each, before), now[_COUNT]


def _words(each: Indicator, before: Period) -> str:
    return f"cuối {before.label}" if each.nature is Nature.STOCK else before.label


def _over_both(codes: list[str], period: Period, other: Period, within: QuerySet | None) -> dict:
    """The figures of `period`, of the organisations that reported for the other, too."""
    told = AnnualReturn.objects.filter(organisation=OuterRef("organisation"), period__code=other.code)
    rows = AnnualReturn.objects.prevailing().filter(Exists(told))
    return read_rows_of([_COUNT, *codes], rows, period=period, within=within)
