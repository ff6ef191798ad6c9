"""The annexes of a report: tables that the text has no room for. One that has nothing to show is None."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Q

from cooperatives.boundaries import Boundaries, Division, Units
from cooperatives.models import Kind, Level, Organisation, Sector
from events.models import Resolution
from printing.table import Column, Table, Value
from reports.by_place import in_order
from reports.compared import compared
from reports.indicators import indicator
from reports.reader import Ask, read, read_slices
from reports.scope import Scope
from reports.slices import slice_labels
from reports.sources import ENTRY
from reports.warnings import completeness_notes
from reports.writing.facts import Facts
from reports.writing.work import awards_of

BY_PLACE = ("cooperatives", "credit_funds", "groups", "members")
BY_SECTOR = ("cooperatives", "cooperative_members", "charter_capital", "revenue", "profit")
OF_FUNDS = ("members", "deposits", "loans_outstanding", "bad_debt_ratio")


def every_figure(facts: Facts) -> Table:
    known = [figure for figure in facts.found.values() if figure.value is not None]
    if not facts["returns_received"].value:  # of a period nobody was asked about
        known.remove(facts["returns_received"])
    return compared(known, facts.period, f"Các chỉ tiêu kinh tế tập thể {facts.span}")


def movement(facts: Facts) -> Table | None:
    """By kind, with those steps in which anything came or went."""
    table = facts.movement.table
    label, *steps = (column.key for column in table.columns)
    shown = [key for key in steps if any(table.values(key))]
    if not shown:
        return None
    title = f"Biến động số lượng theo loại hình, {facts.span}"
    return replace(table.select(label, *shown), title=title, total=None)  # funds are told twice: there is no sum


def by_sector(facts: Facts) -> Table | None:
    """Cooperatives by sector, credit funds in that of finance."""
    codes = _reported(facts, BY_SECTOR)
    table = read(codes, period=facts.period, by=["sector"], within=facts.within)
    places = {sector: place for place, sector in enumerate(Sector.values)}
    rows = sorted((row for row in table.rows if row[1]), key=lambda row: places.get(row[0], len(places)))
    labels = slice_labels("sector", [row[0] for row in rows])
    named = table.titled(f"Hợp tác xã (gồm quỹ tín dụng nhân dân) theo lĩnh vực, {facts.span}")
    return _numbered(
        facts, named, [(labels[key], *values) for key, *values in rows], ("Tổng số", *_whole(facts, codes))
    )


def by_place(facts: Facts) -> Table | None:
    return _by_place(facts, "place", Level.COMMUNE, "địa bàn")


def by_district(facts: Facts) -> Table | None:
    """While there were districts."""
    if not Units().has(Division(Level.DISTRICT, facts.period.end)):
        return None
    return _by_place(facts, "place", Level.DISTRICT, "huyện, thành phố")


def by_former_province(facts: Facts) -> Table | None:
    """Where the province is made of several former ones."""
    table = _by_place(facts, "old_province", Level.COMMUNE, "tỉnh cũ")
    return table if table and len(table.rows) > 1 else None


def _by_place(facts: Facts, dimension: str, level: Level, words: str) -> Table | None:
    codes = _reported(facts, BY_PLACE)
    table = read(codes, period=facts.period, by=[dimension], within=facts.within, level=level)
    rows = [(label, *values) for _, label, values in in_order(table, dimension, Boundaries.THEN)]
    named = table.titled(f"Hợp tác xã, tổ hợp tác theo {words}, {facts.span}")
    return _numbered(facts, named, rows, ("Toàn tỉnh", *_whole(facts, codes)))


def credit_funds(facts: Facts) -> Table | None:
    """One row per fund that declares anything, by name."""
    within = Organisation.objects.all() if facts.within is None else facts.within
    funds = within.of_kind(Kind.CREDIT_FUND)
    found = read_slices(Ask(tuple(map(indicator, OF_FUNDS)), facts.period, (ENTRY,)), Scope(within=funds))
    told = {key for slices in found.values() for (key,), value in slices.items() if value is not None}
    named = sorted(funds.filter(pk__in=told), key=lambda one: (one.search_key, one.pk))
    rows = [(one.name, *(found[code].get((one.pk,)) for code in OF_FUNDS)) for one in named]
    whole = read(OF_FUNDS, period=facts.period, within=funds)
    columns = (Column("fund", "Quỹ tín dụng nhân dân"), *whole.columns)
    table = replace(whole, title=f"Từng quỹ tín dụng nhân dân, {facts.span}", columns=columns)
    return _numbered(facts, table, rows, ("Tổng số", *whole.rows[0]))


def awards(facts: Facts) -> Table | None:
    """Who was commended, as the register of awards lists them."""
    roll = awards_of(facts).roll()
    return replace(roll, title=f"{roll.title}, {facts.span}", source="Sổ khen thưởng") if roll.rows else None


def resolutions(facts: Facts) -> Table | None:
    """What was resolved in the period, and at the conference that reviewed it, as far as it is issued."""
    period = facts.period
    told = Q(issued_on__range=(period.start, period.end))
    roll = Resolution.objects.filter(told | Q(conference=facts.conference) if facts.conference else told).roll()
    return replace(roll, title=f"{roll.title}, {facts.span}", source="Hồ sơ hội nghị") if roll.rows else None


def _reported(facts: Facts, codes: Sequence[str]) -> tuple[str, ...]:
    """The figures that are known of the period at all."""
    return tuple(code for code in codes if facts[code].value is not None)


def _whole(facts: Facts, codes: Sequence[str]) -> tuple[Value, ...]:
    return read(codes, period=facts.period, within=facts.within).rows[0]


def _numbered(facts: Facts, table: Table, rows: Sequence[tuple], total: tuple) -> Table | None:
    """The table with these rows, named and numbered, and the whole below them; None without rows."""
    if not rows:
        return None
    return replace(
        table,
        columns=(Column("position", "STT", kind="integer"), *table.columns),
        rows=tuple((position, *row) for position, row in enumerate(rows, 1)),
        total=(None, *total),
        as_of=facts.period.end,
        notes=completeness_notes([replace(facts["members"], previous=None)], facts.period),
    )
