"""Figures on their way to a page, a sheet of paper or a file: columns, rows, where they come from.

A table carries raw values (int, Decimal, str, date, None); `Column.printed` turns one into Vietnamese text.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from printing import dates, numbers

Value = int | Decimal | str | date | None
NUMERIC = ("integer", "decimal", "money", "percent", "year", "figure")


class Printed(str):
    """A number as a reader sees it in a column of mixed units; a file that is calculated with takes the number.

    `number` is rounded as it is printed, to `decimals`; a `signed` one is a change.
    """

    number: numbers.Number
    decimals: int
    signed: bool

    def __new__(cls, text: str, number: numbers.Number, *, decimals: int = 0, signed: bool = False) -> "Printed":
        printed = super().__new__(cls, text)
        printed.number, printed.decimals, printed.signed = numbers.rounded(number, decimals), decimals, signed
        return printed


@dataclass(frozen=True)
class Column:
    """A column: `kind` is text, integer, decimal, money (đồng), percent (97/80 is 121.25), day, year, or figure.

    A figure is a number already printed as text, right-aligned like one; a name is text that paper keeps on one line
    where it fits. `decimals` counts for decimal only.
    """

    key: str
    label: str
    unit: str = ""
    kind: str = "text"
    decimals: int = 0

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def heading(self) -> str:
        """The label with its unit, as a column head prints it."""
        return f"{self.label} ({self.unit})" if self.unit and self.unit != self.label else self.label

    def printed(self, value: Value) -> str:
        """Return the value as a reader sees it; what is unknown is an en dash."""
        if value is None:
            return numbers.UNKNOWN
        printer = _PRINTERS.get(self.kind)
        return printer(value, self.decimals) if printer else str(value)


_PRINTERS = {
    "integer": lambda value, decimals: numbers.grouped(value, 0),
    "decimal": numbers.grouped,
    "money": lambda value, decimals: numbers.grouped(value, 0),
    "percent": lambda value, decimals: numbers.percent(value),
    "year": lambda value, decimals: numbers.year(value),
    "day": lambda value, decimals: dates.day(value),
}


@dataclass(frozen=True)
class Table:
    """Rows of raw values under columns, with an optional total row, source, day they tell of, and notes."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    source: str = ""
    as_of: date | None = None
    notes: tuple[str, ...] = ()
    total: tuple[Value, ...] | None = None

    def column(self, key: str) -> Column:
        return self.columns[self._position(key)]

    @property
    def wide(self) -> bool:
        """Whether the columns are too many for an upright page."""
        return len(self.columns) > 7

    @property
    def main_column(self) -> Column | None:
        """The first column of text, which takes the most room."""
        return next((column for column in self.columns if not column.numeric), None)

    @property
    def naming_column(self) -> Column:
        """The column whose cell names its row: the first of text, the first of all where none is."""
        return self.main_column or self.columns[0]

    @property
    def origin(self) -> str:
        """Where the figures come from and the day they tell of, as a sentence; empty when neither is known."""
        said = [f"nguồn: {self.source}"] * bool(self.source)
        if self.as_of:
            said.append(f"số liệu đến {dates.day(self.as_of)}")
        sentence = "; ".join(said)
        return f"{sentence[0].upper()}{sentence[1:]}." if said else ""

    def titled(self, title: str) -> "Table":
        """Return the table under another title."""
        return replace(self, title=title)

    def values(self, key: str) -> list[Value]:
        position = self._position(key)
        return [row[position] for row in self.rows]

    def records(self) -> list[dict[str, Value]]:
        """Return the rows as dictionaries by column key."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]

    def row(self, **match: Value) -> dict[str, Value] | None:
        """Return the first row whose cells equal `match`, or None."""
        return next((record for record in self.records() if match.items() <= record.items()), None)

    def select(self, *keys: str) -> "Table":
        """Return the table with these columns only, in this order."""
        positions = [self._position(key) for key in keys]
        pick = lambda row: tuple(row[position] for position in positions)  # noqa: E731
        return replace(
            self,
            columns=pick(self.columns),
            rows=tuple(pick(row) for row in self.rows),
            total=pick(self.total) if self.total else None,
        )

    def printed_rows(self) -> list[list[tuple[Column, str]]]:
        """Return the rows as pairs of column and printed text, as templates want them."""
        return [self._printed(row) for row in self.rows]

    def printed_total(self) -> list[tuple[Column, str]]:
        """Return the total row printed, its unknown cells blank; empty without a total."""
        if self.total is None:
            return []
        return [
            (column, "" if value is None else text)
            for (column, text), value in zip(self._printed(self.total), self.total, strict=True)
        ]

    def as_json(self) -> dict:
        """Return what a program reads: numbers as plain decimal strings, days in ISO form, unknown as null."""
        return {
            "title": self.title,
            "columns": [{"key": c.key, "label": c.label, "unit": c.unit} for c in self.columns],
            "rows": [{key: _plain(value) for key, value in record.items()} for record in self.records()],
            "source": self.source,
            "as_of": self.as_of.isoformat() if self.as_of else None,
        }

    def _position(self, key: str) -> int:
        return [column.key for column in self.columns].index(key)

    def _printed(self, row: tuple[Value, ...]) -> list[tuple[Column, str]]:
        return [(column, column.printed(value)) for column, value in zip(self.columns, row, strict=True)]


def _plain(value: Value) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str) else numbers.plain(value)
