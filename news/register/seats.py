"""Where organisations are, as it was registered and as it is called today, for lists of any length."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cooperatives.boundaries import Units
from cooperatives.models import Organisation, Place, PlaceSuccession


@dataclass(frozen=True)
class Seat:
    """The unit an organisation is registered in, and the unit of today that its land belongs to.

    `now` is None where there is no seat, and where the old unit was divided and nobody recorded into which.
    """

    then: Place | None
    now: Place | None

    @property
    def registered(self) -> str | None:
        return self.then and self.then.full_name

    @property
    def code(self) -> str | None:
        return (self.then and self.then.code) or None

    @property
    def today(self) -> str | None:
        return self.now and self.now.full_name

    @property
    def today_code(self) -> str | None:
        return (self.now and self.now.code) or None

    @property
    def moved_on(self) -> bool:
        """Whether the unit is another today."""
        return self.then is not None and self.then != self.now


class Seats:
    """The seats of some organisations; what became of their units is looked up for all of them together."""

    def __init__(self, heirs: dict[int, list[Place]], today: date):
        self._heirs, self._today = heirs, today
        self._units = Units()

    @classmethod
    def of(cls, organisations: Iterable[Organisation]) -> "Seats":
        """One query where any unit is no more, none else."""
        today, heirs = timezone.localdate(), defaultdict(list)
        gone = {one.place_id for one in organisations if one.place_id and not one.place.is_valid(today)}
        if gone:
            for each in PlaceSuccession.objects.filter(old__in=gone).select_related("new__parent"):
                heirs[each.old_id].append(each.new)
        return cls(heirs, today)

    def seat(self, one: Organisation) -> Seat:
        if one.place_id is None or one.place.is_valid(self._today):
            return Seat(one.place, one.place)
        heirs = self._heirs[one.place_id]
        if any(not heir.is_valid(self._today) for heir in heirs):  # reformed more than once
            return Seat(one.place, self._units.unit(one.place_id, one.successor_place_id, on=self._today))
        if len(heirs) > 1:
            return Seat(one.place, next((heir for heir in heirs if heir.pk == one.successor_place_id), None))
        return Seat(one.place, heirs[0] if heirs else None)
