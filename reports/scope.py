"""What figures are broken down by and narrowed to: the rows of a source that are read, and the slices they fall in.

The database groups by the raw seat; which unit a seat belongs to is told in memory, and the aggregates of seats of one
unit are added up before anything is divided.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, BigIntegerField, F, Q, QuerySet, Value

from cooperatives.boundaries import FORMER_PROVINCES, Boundaries, Division, Units, chosen_on, seat_on
from cooperatives.models import Level, Place
from printing import dates
from reports.sources import Source, Within

Number = int | Decimal
Slice = tuple
PLACE_DIMENSIONS = ("place", "old_province")


class NoSuchUnits(LookupError):
    """There are no units of that level on that day; the message is a whole sentence."""


@dataclass(frozen=True)
class Scope:
    """The dimensions `by`, and what narrows the rows: the organisations `within`, the `place` they are seated in.

    Rows without an organisation, recounts, belong to the place they name.
    """

    by: tuple[str, ...] = ()
    within: QuerySet | Within | None = None
    place: Place | None = None
    boundaries: Boundaries = Boundaries.THEN
    level: Level = Level.COMMUNE
    units: Units = field(default_factory=Units, compare=False)

    @property
    def asks_for_seats(self) -> bool:
        return any(name in PLACE_DIMENSIONS for name in self.by)

    def rows(self, source: Source, condition: Q, end: date) -> QuerySet:
        """The rows of a source that match a condition, within the organisations and the place of the day `end`."""
        rows = source.rows() if self.within is None else source.within(self.within)
        rows = rows.filter(condition).order_by()
        return rows if self.place is None else rows.filter(self._seated(source, end))

    def _seated(self, source: Source, end: date) -> Q:
        division = Division.around(self.place, self.boundaries.day(end))
        if source.organisation is None:
            return Q(**{f"{source.dimension('place')}__in": self.units.lands_of(self.place.pk, division)})
        return self.units.lying_in(self.place.pk, division, on=end, path=source.organisation)

    def records(
        self,
        rows: QuerySet,
        aggregates: dict[str, Aggregate],
        source: Source,
        end: date,
        first: tuple[str, ...] = (),
    ) -> dict[Slice, dict[str, Number | None]]:
        """The aggregates of every slice, its key led by the values of the paths `first`. One query.

        Places are those of the day `end`.
        """
        keys = {f"first_{number}": F(path) for number, path in enumerate(first)} | self._keys(source, end)
        if not keys:
            return {(): rows.aggregate(**aggregates)}
        divisions = self.divisions(end)
        groups: dict[Slice, list[dict]] = defaultdict(list)
        for record in rows.values(**keys).annotate(**aggregates):
            led = tuple(record[f"first_{number}"] for number in range(len(first)))
            groups[*led, *self._slice(record, divisions)].append({name: record[name] for name in aggregates})
        return {key: added(parts) for key, parts in groups.items()}

    def _keys(self, source: Source, end: date) -> dict:
        keys = {f"by_{name}": source.key(name) for name in self.by if name not in PLACE_DIMENSIONS}
        if not self.asks_for_seats:
            return keys
        if source.organisation is None:
            return keys | {"seat": F(source.dimension("place")), "chosen": Value(None, BigIntegerField())}
        return keys | {"seat": seat_on(end, source.organisation), "chosen": chosen_on(end, source.organisation)}

    def _slice(self, record: dict, divisions: dict[str, Division]) -> Iterable:
        for name in self.by:
            if name in divisions:
                yield self.units.key(record["seat"], record["chosen"], divisions[name])
            else:
                yield record[f"by_{name}"]

    def divisions(self, end: date) -> dict[str, Division]:
        """The division of each dimension of places, and that of the place narrowed to. Raises NoSuchUnits."""
        wanted = {"place": Division(self.level, self.boundaries.day(end)), "old_province": FORMER_PROVINCES}
        asked = {name: division for name, division in wanted.items() if name in self.by}
        if "place" in asked and self.level == Level.DISTRICT and not self.units.has(asked["place"]):
            raise NoSuchUnits(
                f"Ngày {dates.day(asked['place'].on)} không có đơn vị cấp huyện: hãy chọn cấp xã hoặc cấp tỉnh."
            )
        return asked


def added(parts: list[dict[str, Number | None]]) -> dict[str, Number | None]:
    """Aggregates of several groups added up; what none of them knows stays unknown."""
    known = {name: [part[name] for part in parts if part[name] is not None] for name in parts[0]}
    return {name: sum(values) if values else None for name, values in known.items()}
