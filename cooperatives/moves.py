"""Where moves lead to: a move keeps the place it left, the place it reached follows from what came after."""

from collections import defaultdict
from collections.abc import Iterable

from cooperatives.models import Participant


def following(moves: Iterable[Participant]) -> dict[int, Participant | None]:
    """Return the move after each move of its organisation, by the key of the participant; None after the last.

    `moves` are the participants, with their events, that left a place in a span of days. A move leads to where the
    next one left from, the last to where the organisation sat at the end of the span.
    """
    journeys: dict[int, list[Participant]] = defaultdict(list)
    for move in sorted(moves, key=lambda one: (one.event.date, one.event_id)):
        journeys[move.organisation_id].append(move)
    return {
        move.pk: then for journey in journeys.values() for move, then in zip(journey, [*journey[1:], None], strict=True)
    }
