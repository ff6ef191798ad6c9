"""Figures by place, in the boundaries of the time or of today or by former province, and what those cannot tell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse

from cooperatives.boundaries import UNTOLD, Boundaries, Division, UnitKey, Units
from cooperatives.models import COOPERATIVE_KINDS, Kind, Level, Organisation
from office.text import alphabetical
from printing import dates, numbers
from printing.table import Column, Table, Value
from reports import addresses
from reports.addresses import LEVELS, Land, View
from reports.day import Day
from reports.reader import Ask
from reports.scope import Scope
from reports.slices import slice_labels
from reports.warnings import Warned
from returns.models import Period

NAMED = 5  # organisations that a warning names
COUNTED = {"cooperatives": COOPERATIVE_KINDS, "unions": (Kind.UNION,), "groups": (Kind.GROUP,)}
"""What the table counts, with the kinds whose list each count opens."""


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


def land_of(period: Period | Day, land: Land, scope: Scope) -> tuple[Land, dict[str, str]]:
    """The land as the table by place shows it, and the levels its view can be shown at, by slug.

    A level that is none in that view means the first; districts come first while they exist.
    """
    if land.view is View.FORMER:
        return replace(land, level=""), {}
    districts = {"huyen": "cấp huyện"}
    if not scope.units.has(Division(Level.DISTRICT, land.view.boundaries.day(period.end))):
        districts = {}
    levels = districts | {"xa": "cấp xã", "tinh": "cấp tỉnh"}
    return replace(land, level=land.level if land.level in levels else next(iter(levels))), levels


def ask_by_place(period: Period | Day, land: Land) -> Ask:
    return Ask.of(COUNTED, period, (land.view.dimension,))


def by_place(
    period: Period | Day, found: Table, *, totals: dict[str, Value], land: Land, levels: dict[str, str], scope: Scope
) -> ByPlace:
    """Count the organisations of a period by place, from what was read (`ask_by_place`) in a view of the land.

    `totals` are the same figures ungrouped, by code. One query more where units cannot be told.
    """
    rows = in_order(found, land.view.dimension, scope.boundaries, scope.units)
    table = replace(
        found,
        title=f"Tổ chức theo địa bàn, {period.label}",
        columns=(found.columns[0], *(replace(column, label=column.unit) for column in found.columns[1:])),
        rows=tuple((label, *values) for _, label, values in rows),
        total=("Toàn tỉnh", *(totals[code] for code in COUNTED)),
    )
    untold = any(key == UNTOLD for key, _, _ in rows)
    return ByPlace(
        land.view,
        land.level,
        tuple(levels.items()),
        table,
        tuple(_addresses(key, values, period, land) for key, _, values in rows),
        untold_warnings(period, replace(scope, by=(land.view.dimension,))) if untold else [],
    )


def in_order(
    found: Table, dimension: str, boundaries: Boundaries, units: Units | None = None
) -> list[tuple[UnitKey, str, tuple[Value, ...]]]:
    """Key, name and counts of each place that has any, by name; what has no place or none that can be told, last."""
    labels = slice_labels(dimension, found.values(dimension), boundaries, units)
    rows = [(key, labels[key], tuple(values)) for key, *values in found.rows if any(values)]
    return sorted(rows, key=lambda row: (not isinstance(row[0], int), alphabetical(row[1])))


def _addresses(key: UnitKey, values: tuple, period: Period | Day, land: Land) -> tuple[str, ...]:
    """The register's list of all that a row counts, then the list behind each of its counts."""
    counts = zip(COUNTED, values, strict=True)
    slices = {land.view.dimension: key}
    return (
        _register_address(key, period, land),
        *(addresses.behind(code, period.code, land=land, **slices) if count else "" for code, count in counts),
    )


def _register_address(key: UnitKey, period: Period | Day, land: Land) -> str:
    kinds = [kind for some in COUNTED.values() for kind in some]
    query = {
        "ton_tai": "con",
        "ngay": dates.day(period.end),
        "dia_ban": {None: "chua-ghi", UNTOLD: "chua-ro"}.get(key, key),
        "dia_gioi": land.view.value,
        "kind__in": ",".join(kinds),
    }
    if key == UNTOLD and land.view is not View.FORMER:
        query["cap"] = LEVELS[land.level].value
    return addresses.with_query(reverse("admin:cooperatives_organisation_changelist"), query)


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
