"""The annexes of a report: tables that the text has no room for."""

from dataclasses import replace

from cooperatives.boundaries import Boundaries
from printing.table import Column, Table
from reports.by_place import in_order
from reports.compared import compared
from reports.figures import completeness_notes
from reports.reader import read
from reports.writing.facts import Facts

BY_PLACE = ("cooperatives", "credit_funds", "groups", "members")


def every_figure(facts: Facts) -> Table:
    known = [figure for figure in facts.found.values() if figure.value is not None]
    return compared(known, facts.period, f"Các chỉ tiêu kinh tế tập thể {facts.period.label}")


def by_place(facts: Facts) -> Table:
    period, within = facts.period, facts.within
    table = read(BY_PLACE, period=period, by=["place"], within=within)
    rows = [(label, *values) for _, label, values in in_order(table, "place", Boundaries.THEN)]
    totals = read(BY_PLACE, period=period, within=within).rows[0]
    return Table(
        title=f"Hợp tác xã, tổ hợp tác theo địa bàn, {period.label}",
        columns=(Column("position", "STT", kind="integer"), *table.columns),
        rows=tuple((position, *row) for position, row in enumerate(rows, 1)),
        total=(None, "Toàn tỉnh", *totals),
        source=table.source,
        as_of=period.end,
        notes=completeness_notes([replace(facts["members"], previous=None)], period),
    )
