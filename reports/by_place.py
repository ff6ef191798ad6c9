"""Figures by place, in the boundaries of the time or of today or by former province, and what those cannot tell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, TextChoices
from django.urls import reverse

from cooperatives.boundaries import UNTOLD, Boundaries, Division, UnitKey
from cooperatives.models import COOPERATIVE_KINDS, Kind, Level, Organisation, Place
from office.text import alphabetical
from printing import dates, numbers
from printing.table import Column, Table, Value
from reports.figures import Warned
from reports.reader import read, slice_labels
from reports.scope import Scope
from returns.models import Period

NAMED = 5  # organisations that a warning names
COUNTED = {"cooperatives": COOPERATIVE_KINDS, "unions": (Kind.UNION,), "groups": (Kind.GROUP,)}
"""What the table counts, with the kinds whose list each count opens."""
LEVELS = {"xa": Level.COMMUNE, "huyen": Level.DISTRICT, "tinh": Level.PROVINCE}


class View(TextChoices):
    """How the land is divided."""

    THEN = "khi-do", "Theo địa giới khi đó"
    TODAY = "hien-nay", "Theo địa giới hiện nay"
    FORMER = "tinh-cu", "Theo tỉnh cũ"

    @property
    def boundaries(self) -> Boundaries:
        return Boundaries.TODAY if self is View.TODAY else Boundaries.THEN


@dataclass(frozen=True)
class ByPlace:
    """Counts by place in one view: `addresses` has, for each row, the list behind each of its cells."""

    view: View
    level: str
    levels: tuple[tuple[str, str], ...]
    table: Table
    addresses: tuple[tuple[str, ...], ...]
    warnings: list[Warned]
    views = tuple(View.choices)

    @property
    def rows(self) -> list[list[tuple[Column, str, str]]]:
        """The rows printed, each cell with the address of its list; empty where there is none."""
        return [
            [(*cell, address) for cell, address in zip(cells, addresses, strict=True)]
            for cells, addresses in zip(self.table.printed_rows(), self.addresses, strict=True)
        ]


def by_place(period: Period, *, totals: dict[str, Value], view: str, level: str, within: QuerySet | None) -> ByPlace:
    """Count the organisations of a period by place; `totals` are the same figures ungrouped, by code.

    A view or level that is none means the first of them; districts come first while they exist. At most six queries.
    """
    view = View(view) if view in View.values else View.THEN
    levels = _levels(view, period)
    level = level if level in levels else next(iter(levels), "")
    dimension = "old_province" if view is View.FORMER else "place"
    scope = Scope((dimension,), within, None, view.boundaries, LEVELS.get(level, Level.PROVINCE))
    found = read(
        list(COUNTED), period=period, by=scope.by, within=within, boundaries=scope.boundaries, level=scope.level
    )
    rows = in_order(found, dimension, scope.boundaries)
    table = replace(
        found,
        title=f"Tổ chức theo địa bàn, {period.label}",
        columns=(found.columns[0], *(replace(column, label=column.unit) for column in found.columns[1:])),
        rows=tuple((label, *values) for _, label, values in rows),
        total=("Toàn tỉnh", *(totals[code] for code in COUNTED)),
    )
    return ByPlace(
        view,
        level,
        tuple(levels.items()),
        table,
        tuple(_addresses(key, values, period, view, scope.level) for key, _, values in rows),
        untold_warnings(period, scope) if any(key == UNTOLD for key, _, _ in rows) else [],
    )


def _levels(view: View, period: Period) -> dict[str, str]:
    """The levels a view can be shown at, the one to begin with first."""
    if view is View.FORMER:
        return {}
    levels = {"xa": "cấp xã", "tinh": "cấp tỉnh"}
    day = view.boundaries.day(period.end)
    if Place.objects.valid(on=day).filter(level=Level.DISTRICT).exists():
        return {"huyen": "cấp huyện", **levels}
    return levels


def in_order(found: Table, dimension: str, boundaries: Boundaries) -> list[tuple[UnitKey, str, tuple[Value, ...]]]:
    """Key, name and counts of each place that has any, by name; what has no place or none that can be told, last."""
    labels = slice_labels(dimension, found.values(dimension), boundaries)
    rows = [(key, labels[key], tuple(values)) for key, *values in found.rows if any(values)]
    return sorted(rows, key=lambda row: (not isinstance(row[0], int), alphabetical(row[1])))


def _addresses(key: UnitKey, values: tuple, period: Period, view: View, level: Level) -> tuple[str, ...]:
    """The list of all that a row counts, then the list behind each of its counts."""
    every = [kind for kinds in COUNTED.values() for kind in kinds]
    counts = zip(COUNTED.values(), values, strict=True)
    return (
        _address(key, every, period, view, level),
        *(_address(key, kinds, period, view, level) if count else "" for kinds, count in counts),
    )


def _address(key: UnitKey, kinds, period: Period, view: View, level: Level) -> str:
    query = {
        "ton_tai": "con",
        "ngay": dates.day(period.end),
        "dia_ban": {None: "chua-ghi", UNTOLD: "chua-ro"}.get(key, key),
        "dia_gioi": view.value,
        "kind__in": ",".join(kinds),
    }
    if key == UNTOLD and view is not View.FORMER:
        query["cap"] = level.value
    return f"{reverse('admin:cooperatives_organisation_changelist')}?{urlencode(query)}"


def untold_warnings(period: Period, scope: Scope) -> list[Warned]:
    """Name the organisations of a period whose unit cannot be told in a division that is asked for."""
    return list(_untold_warnings(period, scope))


def _untold_warnings(period: Period, scope: Scope) -> Iterator[Warned]:
    alive = Q(ended_on__isnull=True) | Q(ended_on__gte=period.start)
    within = Organisation.objects.all() if scope.within is None else scope.within
    living = within.filter(alive, founded_on__lte=period.end).order_by("search_key", "pk")
    for what, division, near in _asked(scope, period):
        untold = scope.units.untold(division, on=period.end, near=near)
        names = [str(one) for one in living.filter(untold).only("name", "code")]
        if names:
            yield Warned(
                "place_untold",
                f"{numbers.counted(len(names))} tổ chức {what}: {_listed(names)}. "
                "Hãy ghi xã, phường đúng thời điểm, hoặc xã, phường mới, ở hồ sơ của tổ chức.",
            )


def _asked(scope: Scope, period: Period) -> Iterator[tuple[str, Division, int | None]]:
    """What cannot be told, in which division, and the one unit it matters for."""
    for dimension, division in scope.divisions(period.end).items():
        what = "tỉnh cũ" if dimension == "old_province" else f"{division.level.label} {scope.boundaries.label}"
        yield f"chưa xác định được {what} ({dates.day(division.on)})", division, None
    if scope.place is not None:
        division = Division.around(scope.place, scope.boundaries.day(period.end))
        yield f"có thể thuộc {scope.place} nhưng chưa xác định được", division, scope.place.pk


def _listed(names: list[str]) -> str:
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; và {numbers.counted(more)} tổ chức khác" if more > 0 else "")
