"""The tables of a published year as the public sees them: small groups left out, for readers and for programs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from news.years.releases import Published
from news.years.suppression import Cell, suppressed
from news.years.tables import BY_KIND, BY_PLACE, BY_PLACE_TODAY, BY_SECTOR, NAMES, OVERVIEW, YearTable
from printing import charts, numbers
from printing.table import Column, Printed, Table, Value
from printing.xlsx import XLSX, csv_bytes, workbook_bytes
from reports.charts import Chart
from reports.charts.chart import drawn

HIDDEN = "…"
DRAWN_ROWS = 12
LEFT_OUT_WITH_A_VALUE = ("published", "reason")
CHARTS = {
    BY_KIND: ("organisations", False),
    BY_SECTOR: ("cooperatives", True),
    BY_PLACE: ("cooperatives", True),
    BY_PLACE_TODAY: ("cooperatives", True),
}
_KINDS_OF = {"cooperative_members": ("cooperative", "credit_fund"), "group_members": ("group",)}
_TOTAL = "total"


class Hidden(str):
    """What stands in the place of a value of a small group."""


@dataclass(frozen=True)
class ShownTable:
    """A table under its `slug`, its hidden cells `Hidden`; numbers are int and Decimal, in the overview Printed."""

    slug: str
    table: Table
    smallest: int | None

    @property
    def name(self) -> str:
        """What it is called among the tables of its year."""
        return NAMES[self.slug]

    @cached_property
    def hidden(self) -> list[tuple[int | str, str]]:
        """Where something was left out: the number of the row from 0, or "total", and the key of the column."""
        lines = [*enumerate(self.table.rows), (_TOTAL, self.table.total or ())]
        return [
            (number, column.key)
            for number, line in lines
            for column, value in zip(self.table.columns, line, strict=False)
            if isinstance(value, Hidden)
        ]

    @property
    def notes(self) -> tuple[str, ...]:
        if not self.hidden:
            return self.table.notes
        why = f"{HIDDEN}: không nêu, vì từ đó biết được số của dưới {numbers.grouped(self.smallest)} tổ chức kê khai."
        return (*self.table.notes, why)

    @property
    def for_readers(self) -> Table:
        """The table with every number printed, so that hidden cells stand among them; codes of rows left out."""
        printed = _as_printed(replace(self.table, notes=self.notes))
        return printed.select(*(column.key for column in printed.columns if column.key not in _FOR_PROGRAMS))

    @property
    def for_files(self) -> Table:
        """The table for programs that calculate; of what is not one number ("trên 63.000") they get the words."""
        printed = _as_printed(replace(self.table, notes=self.notes))
        rows = tuple(tuple(str(each) if is_inexact(each) else each for each in row) for row in printed.rows)
        return replace(printed, rows=rows)

    @cached_property
    def chart(self) -> Chart | None:
        """What the table counts as bars, the largest rows; None where it has no picture."""
        if self.slug not in CHARTS:
            return None
        value, lying = CHARTS[self.slug]
        rows = sorted(self.table.rows, key=lambda row: -(row[self._position(value)] or 0)) if lying else self.table.rows
        shown = replace(self.table, rows=tuple(rows[:DRAWN_ROWS])).select("label", value)
        return drawn(self.slug, charts.bar, shown, label="label", value=value, horizontal=lying)

    def _position(self, key: str) -> int:
        return [column.key for column in self.table.columns].index(key)

    def as_data(self) -> dict:
        """What programs read: numbers in plain decimal notation as strings; what is unknown or hidden is null."""
        return {
            "table": self.slug,
            "title": self.table.title,
            "columns": [
                {"key": column.key, "label": column.label, "unit": column.unit or None} for column in self.table.columns
            ],
            "rows": [_record(self.table.columns, row) for row in self.table.rows],
            "total": _record(self.table.columns, self.table.total) if self.table.total else None,
            "suppressed": [{"row": row, "column": column} for row, column in self.hidden],
            "source": self.table.source or None,
            "as_of": self.table.as_of and self.table.as_of.isoformat(),
            "notes": list(self.notes),
        }


_FOR_PROGRAMS = ("key", "nature")


def shown(year: Published, smallest: int | None) -> dict[str, ShownTable]:
    """The tables of a year by slug, with what the office's smallest group leaves out of them."""
    gone = _hidden_cells(year.tables, smallest) if smallest else set()
    return {slug: ShownTable(slug, _without(each, gone), smallest) for slug, each in year.tables.items()}


# What is left out


def _hidden_cells(tables: dict[str, YearTable], smallest: int) -> set[Cell]:
    over = {cell: many for each in tables.values() for cell, many in _cells(each) if many is not None}
    equations = [equation for each in tables.values() for equation in _sums(each)]
    return suppressed(over, [*equations, *_same(tables)], smallest=smallest)


def _lines(each: YearTable) -> Iterator[tuple[int | str, tuple]]:
    yield from enumerate(each.over[: len(each.table.rows)])
    if each.table.total:
        yield _TOTAL, each.total_over


def _cells(each: YearTable) -> Iterator[tuple[Cell, int | None]]:
    for number, line in _lines(each):
        for column, many in zip(each.table.columns, line, strict=True):
            yield (each.slug, number, column.key), many


def _sums(each: YearTable) -> Iterator[dict[Cell, int]]:
    """Of each column with a total: the parts less the total are nought."""
    if each.table.total:
        for column in each.table.columns[2:]:
            parts = {(each.slug, number, column.key): 1 for number in range(len(each.table.rows))}
            yield parts | {(each.slug, _TOTAL, column.key): -1}


def _same(tables: dict[str, YearTable]) -> Iterator[dict[Cell, int]]:
    """Totals that the overview tells as figures, and figures that some kinds add up to."""
    named = {row[0]: (OVERVIEW, number, "value") for number, row in enumerate(tables[OVERVIEW].table.rows)}
    for slug, each in tables.items():
        if slug != OVERVIEW:
            for column in each.table.columns[2:]:
                if column.key in named:
                    yield {(slug, _TOTAL, column.key): 1, named[column.key]: -1}
    by_kind = tables.get(BY_KIND)
    for code, kinds in _KINDS_OF.items() if by_kind else ():
        numbers_of = [number for number, row in enumerate(by_kind.table.rows) if row[0] in kinds]
        if code in named and numbers_of:
            yield {(BY_KIND, number, "members"): 1 for number in numbers_of} | {named[code]: -1}


def _without(each: YearTable, gone: set[Cell]) -> Table:
    def left(number: int | str, row: tuple[Value, ...]) -> tuple[Value, ...]:
        hidden = {column.key for column in each.table.columns if (each.slug, number, column.key) in gone}
        if "value" in hidden and each.slug == OVERVIEW:
            row = tuple(
                None if column.key in LEFT_OUT_WITH_A_VALUE else value
                for column, value in zip(each.table.columns, row, strict=True)
            )
        return tuple(
            Hidden(HIDDEN) if column.key in hidden else value
            for column, value in zip(each.table.columns, row, strict=True)
        )

    rows = tuple(left(number, row) for number, row in enumerate(each.table.rows))
    return replace(each.table, rows=rows, total=each.table.total and left(_TOTAL, each.table.total))


# In which form


def _as_printed(table: Table) -> Table:
    def printed(column: Column, value: Value) -> Value:
        if value is None or isinstance(value, str) or not _is_mixed(column):
            return value
        return Printed(column.printed(value), value, decimals=column.decimals)

    def line(row: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(printed(column, value) for column, value in zip(table.columns, row, strict=True))

    columns = tuple(replace(column, kind="figure") if _is_mixed(column) else column for column in table.columns)
    return replace(table, columns=columns, rows=tuple(map(line, table.rows)), total=table.total and line(table.total))


def is_inexact(value: Value) -> bool:
    """Whether a printed value is more or less than one number: "trên 63.000", "từ 61% trở lên", "10 - 12"."""
    return isinstance(value, Printed) and (" - " in value or any(letter.isalpha() for letter in value))


def _is_mixed(column: Column) -> bool:
    """Whether words may stand among its numbers."""
    return column.numeric and column.kind not in ("year", "figure")


def _record(columns: tuple[Column, ...], row: tuple[Value, ...]) -> dict[str, str | None]:
    """A row by key; a number that is not exact has what a reader reads beside it, under `<key>_printed`."""
    found: dict[str, str | None] = {}
    for column, value in zip(columns, row, strict=True):
        if isinstance(value, Hidden):
            found[column.key] = None
        elif isinstance(value, Printed):
            found[column.key] = numbers.plain(value.number)
        elif isinstance(value, str) or value is None:
            found[column.key] = value
        else:
            found[column.key] = value.isoformat() if column.kind == "day" else numbers.plain(value)
        if column.kind == "figure" or is_inexact(value):
            found[f"{column.key}_printed"] = None if value is None else str(value)
    return found


FILES: dict[str, tuple[Callable[[ShownTable], bytes], str, str]] = {
    "csv": (lambda one: csv_bytes(one.for_files, grouped=False), "text/csv; charset=utf-8", "CSV"),
    "xlsx": (lambda one: workbook_bytes(one.for_files), XLSX, "Excel"),
}
"""What a table is given out as beside JSON: the writer, the type of its content, its name for readers."""
