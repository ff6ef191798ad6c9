"""Where one organisation is, told the slow, obvious way: its moves replayed, every succession followed on foot."""

from datetime import date

from cooperatives.boundaries import UNTOLD
from cooperatives.models import Organisation, Participant, Place, PlaceSuccession

LAST_OLD_DAY = date(2025, 6, 30)


def slice_of(organisation: Organisation, *, period_end: date, level: str, on: date) -> int | str | None:
    """The slice of the units of `level` on the day `on`, for the seat at the end of a period."""
    where, chosen = seat(organisation, period_end)
    if where is None:
        return None
    reached = units(where, chosen, level, on)
    return reached.pop().pk if len(reached) == 1 and None not in reached else UNTOLD


def seat(organisation: Organisation, day: date) -> tuple[Place | None, Place | None]:
    """The place registered at the end of `day`, and the heir recorded for it: moves undone one by one."""
    place, chosen = organisation.place, organisation.successor_place
    moves = Participant.objects.filter(organisation=organisation, event__kind="moved")
    for move in moves.order_by("-event__date", "-event__pk"):
        if move.event.date > day and move.former_place:
            place, chosen = move.former_place, move.former_successor
    return place, chosen


def units(seat: Place, chosen: Place | None, level: str, on: date) -> set[Place | None]:
    """Every unit of the level that the land may have been on the day; None for a place that lies in none."""
    if level == "province" and on <= LAST_OLD_DAY and seat.former_province:
        return {seat.former_province}
    if seat.level != level and not lands(seat, chosen, on):
        above = [climbed(seat, level)]
    else:
        above = [climbed(unit, level) for unit in lands(seat, chosen, on)]
    return {unit for place in above for unit in (lands(place, None, on) if place else {None})}


def lands(place: Place, chosen: Place | None, on: date) -> set[Place]:
    if place.valid_from and place.valid_from > on:
        olds = Place.objects.filter(pk__in=PlaceSuccession.objects.filter(new=place).values("old"))
        return {unit for old in olds for unit in lands(old, None, on)}
    if place.valid_to and place.valid_to < on:
        news = list(Place.objects.filter(pk__in=PlaceSuccession.objects.filter(old=place).values("new")))
        return lands(chosen, None, on) if chosen in news else {unit for new in news for unit in lands(new, None, on)}
    return {place}


def climbed(place: Place, level: str) -> Place | None:
    while place is not None and place.level != level:
        place = place.parent
    return place
