"""The years published beside each other, each as it was published: never what is recorded of them now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from news.years.releases import Published
from news.years.shown import Hidden, ShownTable, is_inexact, shown
from news.years.tables import OVERVIEW
from printing import charts
from printing.table import Column, Printed, Table, Value
from reports.charts import Chart
from reports.charts.chart import drawn
from reports.indicators import indicator

SLUG = "cac-nam"
CODES = (
    "cooperatives",
    "agricultural_cooperatives",
    "non_agricultural_cooperatives",
    "credit_funds",
    "unions",
    "groups",
    "members",
    "regular_workers",
    "revenue",
    "average_income",
    "alliance_members",
)
DRAWN = ("cooperatives", "groups")


@dataclass(frozen=True)
class YearsTable(ShownTable):
    """The years as rows, the oldest first."""

    @property
    def chart(self) -> Chart | None:
        """How the counts went, where there are years to compare."""
        if len(self.table.rows) < 2:
            return None
        counts = self.table.select("year", *DRAWN)
        counts = replace(counts, rows=tuple(tuple(map(_number, row)) for row in counts.rows))
        return drawn(SLUG, partial(charts.line, x="year", series=DRAWN), counts)


def years_compared(years: Sequence[Published], smallest: int | None) -> YearsTable:
    """The main figures of each year that was kept when it was published; of what was not told, None."""
    rows = [(each.period.year, *_values(shown(each, smallest)[OVERVIEW].table)) for each in reversed(years)]
    table = Table(
        title="Số liệu kinh tế tập thể qua các năm đã công bố",
        columns=(Column("year", "Năm", kind="year"), *(_column(code) for code in CODES)),
        rows=tuple(rows),
        source="Số liệu từng năm như đã công bố",
        as_of=max((each.period.end for each in years), default=None),
    )
    return YearsTable(SLUG, table, smallest)


def _column(code: str) -> Column:
    one = indicator(code)
    return replace(one.column, label=one.label)


def _values(overview: Table) -> list[Value]:
    """The values by code; one that a line only bounds stands as it was printed: "trên 63.000"."""
    told = {record["key"]: record["value"] for record in overview.records()}
    values = [told.get(code) for code in CODES]
    return [value if is_inexact(value) else _number(value) for value in values]


def _number(value: Value) -> Value:
    if isinstance(value, Hidden) or not isinstance(value, Printed):
        return value
    return value.number if value.decimals else int(value.number)
