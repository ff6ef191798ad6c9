"""The figures that the home page tells of the newest published year: as they were published, and no others."""

from dataclasses import dataclass

from news.models import Disclosure
from news.years.releases import Published, published
from news.years.shown import is_inexact, shown
from news.years.tables import OVERVIEW
from printing import numbers
from printing.table import Printed, Value
from returns.models import Period

CODES = ("cooperatives", "credit_funds", "groups", "unions", "members", "alliance_members")


@dataclass(frozen=True)
class HomeFigure:
    """A published figure in words; `change` is that since the year `against`, empty where one of them was not
    published or is not exact.

    `published` is what had been published before under another value, with the `reason` of the difference.
    """

    label: str
    printed: str
    change: str
    against: str
    published: str
    reason: str


def home_figures(year: Period) -> list[HomeFigure]:
    """The figures of CODES that are known of a published year, in that order."""
    smallest = Disclosure.smallest()
    now, before = (_rows(published(code), smallest) for code in (year.code, str(year.year - 1)))
    return [_told(row, before.get(code), year) for code in CODES if (row := now.get(code))]


def _rows(year: Published | None, smallest: int | None) -> dict[str, dict[str, Value]]:
    """What the overview of a year says, by code and column."""
    if year is None or OVERVIEW not in year.tables:
        return {}
    table = shown(year, smallest)[OVERVIEW].table
    keys = [column.key for column in table.columns]
    return {row[0]: dict(zip(keys, row, strict=True)) for row in table.rows}


def _told(row: dict[str, Value], before: dict[str, Value] | None, year: Period) -> HomeFigure:
    return HomeFigure(
        label=row["label"],
        printed=str(row["value"]),
        change=_change(row["value"], before and before["value"]),
        against=str(year.year - 1),
        published=str(row["published"] or ""),
        reason=row["reason"] or "",
    )


def _change(now: Value, before: Value) -> str:
    if not isinstance(now, Printed) or not isinstance(before, Printed) or is_inexact(now) or is_inexact(before):
        return ""
    size = now.number - before.number
    return numbers.signed(size) if size else "không đổi"
