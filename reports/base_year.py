"""The figures of a period beside those of any earlier year: stocks against its end, flows against their like in it."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet

from printing import numbers
from printing.table import Column, Table
from reports.compared import compared
from reports.figures import Reading, figures
from reports.ledger import read_ledger
from reports.reader import kept
from reports.snapshots import unchanged
from reports.sources import Nature
from returns.models import Period

TELLING_GROWTH = 50  # percent, from which on a multiple says more


@unchanged()
def against_year(period: Period, base: int, *, within: QuerySet | None = None) -> list[Reading]:
    """The readings of `period` whose previous ones are those of the year `base`, where both are known.

    A stock is held against the end of that year; a flow and a ratio against the same part of it, of several years
    against as many years up to it. Raises PeriodRefused for a year that is no year or not before the period.
    """
    alike = Period.objects.named(_alike(period, base))
    year = alike if alike.kind == Period.Kind.YEAR else Period.objects.named(f"{base:04}")
    known = {one.code: _known(one, within) for one in (period, alike, year)}
    beside = {Nature.STOCK: year, Nature.FLOW: alike, Nature.RATIO: alike}
    pairs = [
        (now, was, beside[now.indicator.nature])
        for code, now in known[period.code].items()
        if now.value is not None
        and (was := known[beside[now.indicator.nature].code].get(code)) is not None
        and was.value is not None
    ]
    nought = {was.indicator: then for _, was, then in pairs if was.value == 0 and was.said is None}
    recorded = kept(nought) if nought else set()
    return [
        _beside(now, was, then)
        for now, was, then in pairs
        if was.indicator not in nought or was.indicator.code in recorded
    ]


def _alike(period: Period, base: int) -> str:
    """Code of what is to the year `base` as the period is to its own."""
    if period.kind == Period.Kind.YEARS:
        first, last = int(period.code[:4]), int(period.code[-4:])
        return f"{base - (last - first):04}..{base:04}"
    return f"{base:04}{period.code[4:]}"


def _known(period: Period, within: QuerySet | None) -> dict[str, Reading]:
    return {each.code: each for each in read_ledger(period).beside(figures(period, within=within))}


def _beside(now: Reading, was: Reading, then: Period) -> Reading:
    return replace(now, previous=was.value, said_before=was.said, previous_basis=was.basis, against=then.code)


def base_year_table(found: Sequence[Reading], period: Period, base: int) -> Table:
    """The readings against a year: before, now, change, growth in percent, and how many times what grew so much is."""
    table = compared(found, period, f"Số liệu {period.label} so với năm {base}")
    before = Column("previous", f"Năm {base}", kind="figure")
    columns = tuple(before if column.key == "previous" else column for column in table.columns)
    more = [(each.printed_growth or numbers.UNKNOWN, _times(each)) for each in found]
    return replace(
        table,
        columns=(*columns, Column("growth", "Tăng, giảm %", kind="figure"), Column("times", "Gấp", kind="figure")),
        rows=tuple((*row, *said) for row, said in zip(table.rows, more, strict=True)),
    )


def _times(each: Reading) -> str:
    """ "2,4 lần"; of what grew by less than half the percentage says it better."""
    grew = each.growth is not None and each.growth >= TELLING_GROWTH
    return each.printed_times if grew else numbers.UNKNOWN
