"""What a year said when it was published: its tables are kept then, and the public reads those and no others.

A year that was published before tables were kept is read from what is recorded now, and its page says so, until
`manage.py keep_releases` has kept it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from news.models import Release
from news.years.tables import YearTable, year_tables
from printing import numbers
from printing.table import Column, Printed, Table, Value
from returns.models import Period
from returns.workflow.publication import done_on_publishing


@dataclass(frozen=True)
class Published:
    """A published year with its tables by slug; `number` is which publication of it this is, None where not kept."""

    period: Period
    tables: dict[str, YearTable]
    number: int | None

    @property
    def is_kept(self) -> bool:
        return self.number is not None


@done_on_publishing
def keep(period: Period) -> Release:
    """Keep the tables of a year that is being published."""
    last = Release.objects.filter(period=period).aggregate(last=Max("number"))["last"] or 0
    tables = [_as_json(each) for each in year_tables(period)]
    return Release.objects.create(period=period, number=last + 1, published_on=period.published_on, tables=tables)


def keep_all() -> list[Release]:
    """Keep the tables of every year that is published and of which none are kept; those just made."""
    kept = Release.objects.of_published().values("period")
    return [keep(period) for period in Period.objects.published().exclude(pk__in=kept)]


def published(code: str) -> Published | None:
    """The year of that code as it was published last; None where it is not published. Two queries where it is kept."""
    period = Period.objects.published().filter(code=code).first()
    if period is None:
        return None
    kept = Release.objects.of_published().filter(period=period).first()
    if kept is None:
        return Published(period, {each.slug: each for each in year_tables(period)}, None)
    return Published(period, {each["slug"]: _from_json(each) for each in kept.tables}, kept.number)


def kept_years() -> list[Published]:
    """Every year published and kept, the newest first. One query."""
    return [
        Published(each.period, {table["slug"]: _from_json(table) for table in each.tables}, each.number)
        for each in Release.objects.of_published()
    ]


# As JSON


def _as_json(each: YearTable) -> dict:
    table = each.table
    return {
        "slug": each.slug,
        "title": table.title,
        "columns": [[c.key, c.label, c.unit, c.kind, c.decimals] for c in table.columns],
        "rows": [[_cell(value) for value in row] for row in table.rows],
        "total": table.total and [_cell(value) for value in table.total],
        "source": table.source,
        "as_of": table.as_of and table.as_of.isoformat(),
        "notes": list(table.notes),
        "over": each.over,
    }


def _cell(value: Value) -> str | dict | None:
    if isinstance(value, Printed):
        return {"printed": str(value), "number": numbers.plain(value.number), "decimals": value.decimals}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if value is None or isinstance(value, str) else {"number": numbers.plain(value)}


def _from_json(kept: dict) -> YearTable:
    table = Table(
        title=kept["title"],
        columns=tuple(Column(*parts) for parts in kept["columns"]),
        rows=tuple(tuple(map(_value, row)) for row in kept["rows"]),
        total=kept["total"] and tuple(map(_value, kept["total"])),
        source=kept["source"],
        as_of=kept["as_of"] and date.fromisoformat(kept["as_of"]),
        notes=tuple(kept["notes"]),
    )
    return YearTable(kept["slug"], table, tuple(map(tuple, kept["over"])))


def _value(cell: str | dict | None) -> Value:
    if not isinstance(cell, dict):
        return cell
    if "day" in cell:
        return date.fromisoformat(cell["day"])
    if "printed" in cell:
        return Printed(cell["printed"], Decimal(cell["number"]), decimals=cell["decimals"])
    number = Decimal(cell["number"])
    return number if "." in cell["number"] else int(number)
