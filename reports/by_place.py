"""Figures by place, in the boundaries of the time or of today or by former province, and what those cannot tell."""

from collections.abc import Iterator

from django.db.models import Q

from cooperatives.boundaries import Division
from cooperatives.models import Organisation
from printing import dates, numbers
from reports.figures import Warned
from reports.scope import Scope
from returns.models import Period

NAMED = 5  # organisations that a warning names


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
