"""Where moves lead to: a move keeps the place it left, the place it reached follows from what came after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cooperatives.models import Participant


def arrivals(moves: Iterable[Participant], seats: Mapping[int, int | None]) -> dict[int, int | None]:
    """Return the key of the place each move leads to, by the key of the participant.

    `moves` are the participants, with their events, that left a place in a span of days; `seats` the places at the
    end of it, by organisation. The last move leads there, every other to where the next one left from.
    """
    journeys: dict[int, list[Participant]] = defaultdict(list)
    for move in sorted(moves, key=lambda one: (one.event.date, one.event_id)):
        journeys[move.organisation_id].append(move)
    return {
        move.pk: following.former_place_id if following else seats[organisation]
        for organisation, journey in journeys.items()
        for move, following in zip(journey, [*journey[1:], None], strict=True)
    }
