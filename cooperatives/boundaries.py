"""Where organisations are on a day, in the boundaries of that day or of another.

A seat is the unit an organisation is registered in; it changes by a move alone. Which unit the land of a seat belongs
to on another day follows from the successions of places: an old unit that was divided leads to several, and then only
`Organisation.successor_place` tells which. What cannot be told is None, never a guess.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import BigIntegerField, Expression, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cooperatives.models import LifeEvent, Participant, Place, PlaceSuccession


def seat_on(day: date, path: str = "") -> Expression:
    """The primary key of the place an organisation is registered in at the end of `day`.

    `path` leads from the row to its organisation ("organisation"), "" for an organisation itself.
    """
    key, place = (path, f"{path}__place") if path else ("pk", "place")
    later_moves = Participant.objects.filter(
        organisation=OuterRef(key), event__kind=LifeEvent.Kind.MOVED, event__date__gt=day, former_place__isnull=False
    )
    left = later_moves.order_by("event__date", "event__pk").values("former_place")[:1]
    return Coalesce(Subquery(left), F(place), output_field=BigIntegerField())


class Units:
    """The places of the register and what became of them, read in two queries and asked from memory."""

    def __init__(self):
        self.places: dict[int, Place] = Place.objects.select_related("parent").in_bulk()
        self._heirs: dict[int, set[int]] = defaultdict(set)
        self._forebears: dict[int, set[int]] = defaultdict(set)
        for old, new in PlaceSuccession.objects.values_list("old", "new"):
            self._heirs[old].add(new)
            self._forebears[new].add(old)

    def unit(self, seat: int | None, chosen: int | None = None, *, on: date) -> Place | None:
        """The unit that the land of a seat belongs to on a day; None where that cannot be told.

        `chosen` is the successor recorded for the organisation; it counts only where it is one of the seat's heirs.
        """
        if seat is None:
            return None
        place = self.places[seat]
        if place.valid_from and place.valid_from > on:
            return self._only(self._forebears[seat], on=on)
        if place.valid_to and place.valid_to < on:
            heirs = self._heirs[seat]
            return self._only({chosen} if chosen in heirs else heirs, on=on)
        return place

    def _only(self, keys: Iterable[int], *, on: date) -> Place | None:
        keys = list(keys)
        return self.unit(keys[0], on=on) if len(keys) == 1 else None
