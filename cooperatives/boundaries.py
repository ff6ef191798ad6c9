"""Where organisations are on a day, in the boundaries of that day or of another.

A seat is the unit an organisation is registered in; it changes by a move alone. Which unit the land of a seat belongs
to on another day follows from the successions of places: an old unit that was divided leads to several, and then only
`Organisation.successor_place` tells which. What cannot be told is UNTOLD, never a guess.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.apps import apps
from django.db.models import (
    BigIntegerField,
    Case,
    Expression,
    F,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, In, IsNull
from django.utils import timezone

from cooperatives.models.place import LAST_DAY_OF_OLD_UNITS, Level, Place, PlaceSuccession

UNTOLD = "?"
"""The unit of a seat whose land belonged to several: the slice of what cannot be told."""

UnitKey = int | str | None  # the primary key of a place, UNTOLD, or None for an organisation without a seat


class Boundaries(TextChoices):
    """Whose boundaries the units are of: those of the day asked about, or today's."""

    THEN = "khi-do", "theo địa giới khi đó"
    TODAY = "hien-nay", "theo địa giới hiện nay"

    def day(self, asked: date) -> date:
        return asked if self is Boundaries.THEN else timezone.localdate()


@dataclass(frozen=True)
class Division:
    """The units of one level on one day: together they share out the land."""

    level: Level
    on: date

    @classmethod
    def around(cls, place: Place, day: date) -> "Division":
        """The division of `day` that `place` is one unit of; of its own time where it did not exist on that day."""
        if place.valid_from and place.valid_from > day:
            day = place.valid_from
        if place.valid_to and place.valid_to < day:
            day = place.valid_to
        return cls(Level(place.level), day)

    @property
    def is_former(self) -> bool:
        """Whether it is of before the reform, when each unit lay in its former province."""
        return self.on <= LAST_DAY_OF_OLD_UNITS


FORMER_PROVINCES = Division(Level.PROVINCE, LAST_DAY_OF_OLD_UNITS)


# In the database


def seat_on(day: date, path: str = "") -> Expression:
    """The primary key of the place an organisation is registered in at the end of `day`.

    `path` leads from the row to its organisation ("organisation"), "" for an organisation itself.
    """
    return _seated(day, path, "former_place", "place")


def chosen_on(day: date, path: str = "") -> Expression:
    """The primary key of the new unit recorded for the seat of `day`, where that seat was divided; else null."""
    return _seated(day, path, "former_successor", "successor_place")


def _seated(day: date, path: str, left: str, now: str) -> Expression:
    """What the first move after `day` left, or what holds now where there was none.

    Those who moved are looked up once, not for each row: few ever do.
    """
    moves = apps.get_model("cooperatives", "Participant").objects.filter(
        event__kind="moved", event__date__gt=day, former_place__isnull=False
    )
    first = moves.filter(organisation=OuterRef(path or "pk")).order_by("event__date", "event__pk").values(left)[:1]
    moved = When(In(F(path or "pk"), moves.values("organisation")), then=Subquery(first))
    return Case(moved, default=F(f"{path}__{now}" if path else now), output_field=BigIntegerField())


# In memory


class Units:
    """The places of the register and what became of them, read in two queries when first asked, then from memory."""

    def __init__(self):
        self._known: dict[tuple, UnitKey] = {}

    @cached_property
    def places(self) -> dict[int, Place]:
        return Place.objects.select_related("parent").in_bulk()

    @cached_property
    def _successions(self) -> list[tuple[int, int]]:
        return list(PlaceSuccession.objects.values_list("old", "new"))

    @cached_property
    def _heirs(self) -> dict[int, set[int]]:
        heirs = defaultdict(set)
        for old, new in self._successions:
            heirs[old].add(new)
        return heirs

    @cached_property
    def _forebears(self) -> dict[int, set[int]]:
        forebears = defaultdict(set)
        for old, new in self._successions:
            forebears[new].add(old)
        return forebears

    def unit(self, seat: int | None, chosen: int | None = None, *, on: date) -> Place | None:
        """The unit of its own level that the land of a seat belongs to on a day; None where that cannot be told.

        `chosen` is the successor recorded for the organisation; it counts only where the seat leads to it.
        """
        if seat is None:
            return None
        return self.places.get(self.key(seat, chosen, Division(Level(self.places[seat].level), on)))

    def key(self, seat: int | None, chosen: int | None, division: Division) -> UnitKey:
        """The unit of a division that the land of a seat belongs to."""
        if seat is None:
            return None
        asked = (seat, chosen, division)
        if asked not in self._known:
            reached = self._reached(seat, chosen, division)
            found = next(iter(reached)) if len(reached) == 1 else None
            self._known[asked] = UNTOLD if found is None else found
        return self._known[asked]

    def has(self, division: Division) -> bool:
        """Whether any unit of the division is known."""
        return any(place.level == division.level and place.is_valid(division.on) for place in self.places.values())

    def heirs(self, seat: int, on: date) -> list[Place]:
        """The units of its own level that the land of a seat may belong to on a day, by name."""
        reached = self._reached(seat, None, Division(Level(self.places[seat].level), on))
        return sorted((self.places[key] for key in reached if key), key=lambda place: (place.search_key, place.pk))

    def lying_in(self, wanted: UnitKey, division: Division, *, on: date, path: str = "") -> Q:
        """The condition that the seat of `on` belongs to the unit `wanted` of a division; see `seat_on` for `path`."""
        if wanted is None:
            return Q(IsNull(seat_on(on, path), True))
        if wanted == UNTOLD:
            return self.untold(division, on=on, path=path)
        plain = self.lands_of(wanted, division)
        led = self._led(division, lambda found: found == wanted)
        return reduce(or_, _seated_and_led(led, on, path), Q(In(seat_on(on, path), plain)))

    def lands_of(self, wanted: UnitKey, division: Division) -> list[int]:
        """The places whose land belongs to the unit `wanted` of a division whatever is recorded of an organisation."""
        return [key for key in self.places if self.key(key, None, division) == wanted]

    def untold(self, division: Division, *, on: date, path: str = "", near: int | None = None) -> Q:
        """The condition that no one unit can be told for the seat of `on`; `near`, that it may be that one."""
        doubtful = [
            key
            for key in self.places
            if self.key(key, None, division) == UNTOLD and (near is None or near in self._reached(key, None, division))
        ]
        led = self._led(division, lambda found: found != UNTOLD)
        told = _seated_and_led(led, on, path)
        return reduce(lambda rest, one: rest & ~one, told, Q(In(seat_on(on, path), doubtful)))

    def _led(self, division: Division, is_wanted: Callable[[UnitKey], bool]) -> dict[int, list[int]]:
        """Seats that only a recorded heir leads to a wanted unit, by that heir."""
        led = defaultdict(list)
        for seat in self.places:
            if self.key(seat, None, division) == UNTOLD:
                for heir in self._line(seat) - {seat}:
                    if is_wanted(self.key(seat, heir, division)):
                        led[heir].append(seat)
        return led

    def _reached(self, seat: int, chosen: int | None, division: Division) -> set[int | None]:
        """Every unit of the division that the land of a seat may belong to; None among them for a place in none."""
        province = self.places[seat].former_province_id
        if division.level == Level.PROVINCE and division.is_former and province:
            return self._on(province, None, division.on)
        units = self._on(seat, chosen, division.on) or {seat}  # a district has no successors, its province has
        above = {self._above(unit, division.level) for unit in units}
        return set().union(*(self._on(unit, None, division.on) if unit else {None} for unit in above))

    def _above(self, key: int, level: Level) -> int | None:
        place = self.places[key]
        while place and place.level != level:
            place = self.places.get(place.parent_id)
        return place and place.pk

    def _on(self, key: int, chosen: int | None, on: date) -> set[int]:
        place = self.places[key]
        if place.valid_from and place.valid_from > on:
            return self._before(key, on)
        return self._after(key, chosen, on)

    def _before(self, key: int, on: date) -> set[int]:
        place = self.places[key]
        if place.valid_from is None or place.valid_from <= on:
            return {key}
        return set().union(*(self._before(forebear, on) for forebear in self._forebears[key]))

    def _after(self, key: int, chosen: int | None, on: date) -> set[int]:
        place = self.places[key]
        if place.valid_to is None or place.valid_to >= on:
            return {key}
        towards = {heir for heir in self._heirs[key] if chosen in self._line(heir)}
        return set().union(*(self._after(heir, chosen, on) for heir in towards or self._heirs[key]))

    def _line(self, key: int) -> set[int]:
        """A unit with all that came of it."""
        return {key}.union(*(self._line(heir) for heir in self._heirs[key]))


def _seated_and_led(led: dict[int, list[int]], on: date, path: str) -> list[Q]:
    chosen = Coalesce(chosen_on(on, path), 0)  # never null, so that the negation tells too
    return [Q(Exact(chosen, heir)) & Q(In(seat_on(on, path), seats)) for heir, seats in led.items()]


def lying_in(place: Place, *, on: date, boundaries: Boundaries = Boundaries.THEN, path: str = "") -> Q:
    """The condition that the seat of `on` lies in a place; see OrganisationQuerySet.in_place."""
    return Units().lying_in(place.pk, Division.around(place, boundaries.day(on)), on=on, path=path)
