"""A chart of a period: declared once, drawn alike on the dashboard, on its own page and on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from printing.svg import NARROW, WIDTH
from printing.table import Column, Table
from reports.addresses import Land
from reports.by_place import land_of
from reports.day import Day
from reports.figures import Beside
from reports.reader import Ask, read_all
from reports.scope import Scope
from returns.models import Period

TREND_YEARS = 10


@dataclass(frozen=True)
class Asked:
    """What charts are asked of: a period with those beside it, the land and its levels, within which organisations.

    `beside` has looked up the years of a trend as well.
    """

    period: Period | Day
    beside: Beside
    land: Land
    levels: dict[str, str]
    scope: Scope

    @classmethod
    def of(cls, period: Period | Day, *, within: QuerySet | None = None, land: Land | None = None) -> "Asked":
        """Look up the periods, and the levels of a `land` one asks about: two queries, three for several years."""
        years = [f"{year:04}" for year in range(period.year - TREND_YEARS + 1, period.year + 1)]
        beside = Beside.of(period, also=years)
        if land is None:
            return cls(period, beside, Land(), {}, Scope(within=within))
        scope = land.scope(within)
        land, levels = land_of(period, land, scope)
        return cls(period, beside, land, levels, replace(land.scope(within), units=scope.units))

    @property
    def years(self) -> list[Period]:
        """The years up to that of the period that the office has, at most ten, the oldest first; never none."""
        first = self.period.year - TREND_YEARS
        kept = [
            each
            for each in self.beside.known.values()
            if each.pk and each.kind == Period.Kind.YEAR and first < each.year <= self.period.year
        ]
        kept = [self.period if each.code == self.period.code else each for each in kept]  # which may end earlier
        return sorted(kept, key=lambda each: each.start) or [self.period]


@dataclass(frozen=True)
class Chart:
    """A picture, the same for a narrow screen, and the table both are drawn from: never one without the other.

    `draw` draws the table at a width. `addresses` has, for each row, what each of its cells opens, "" where nothing.
    """

    name: str
    draw: Callable[[int], SafeString]
    table: Table
    addresses: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def picture(self) -> SafeString:
        return self.draw(WIDTH)

    @cached_property
    def narrow(self) -> SafeString:
        return self.draw(NARROW)

    @property
    def lines(self) -> list[list[tuple[Column, str, str]]]:
        """The rows printed, each cell with what it opens."""
        blank = tuple("" for _ in self.table.columns)
        opened = self.addresses or (blank,) * len(self.table.rows)
        return [
            [(*cell, address) for cell, address in zip(cells, line, strict=True)]
            for cells, line in zip(self.table.printed_rows(), opened, strict=True)
        ]


@dataclass(frozen=True)
class ChartKind:
    """How a chart comes about: what has to be read, and how it is drawn from that.

    `name` stands in its address and never changes. `of_days` says whether a single day has it, too.
    """

    name: str
    asks: Callable[[Asked], Sequence[Ask]]
    draw: Callable[[Asked, Sequence[Table]], Chart]
    of_days: bool = False


def drawn(
    name: str, draw: Callable[..., SafeString], table: Table, opened: Sequence[Sequence[str]] = (), **asked
) -> Chart:
    """A chart that draws a table when it is looked at, at the width that is asked for."""
    return Chart(
        name, lambda width: draw(table, title=table.title, width=width, **asked), table, tuple(map(tuple, opened))
    )


def draw_all(kinds: Sequence[ChartKind], asked: Asked, *more: Ask) -> tuple[list[Chart], list[Table]]:
    """Draw charts and answer `more` questions beside them, all read together."""
    asks = [kind.asks(asked) for kind in kinds]
    tables = iter(read_all([*more, *(ask for some in asks for ask in some)], asked.scope))
    answers = [next(tables) for _ in more]
    return [kind.draw(asked, [next(tables) for _ in some]) for kind, some in zip(kinds, asks, strict=True)], answers
