"""Where moves lead to: a move keeps the seat it left, the seat it reached follows from what came after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cooperatives.models import Participant


class Seat(NamedTuple):
    """The key of the place an organisation is registered in, and of the new unit recorded where that was divided."""

    place: int | None
    chosen: int | None = None


def left_by(move: Participant) -> Seat:
    return Seat(move.former_place_id, move.former_successor_id)


def arrivals(moves: Iterable[Participant], seats: Mapping[int, Seat]) -> dict[int, Seat]:
    """Return the seat each move leads to, by the key of the participant.

    `moves` are the participants, with their events, that left a place in a span of days; `seats` those at the end of
    it, by organisation. The last move leads there, every other to where the next one left from.
    """
    journeys: dict[int, list[Participant]] = defaultdict(list)
    for move in sorted(moves, key=lambda one: (one.event.date, one.event_id)):
        journeys[move.organisation_id].append(move)
    return {
        move.pk: left_by(following) if following else seats[organisation]
        for organisation, journey in journeys.items()
        for move, following in zip(journey, [*journey[1:], None], strict=True)
    }
