"""The register told again the slow, obvious way: event after event, day after day. The movement must agree."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from cooperatives.models import LifeEvent, Organisation, Participant


class Story:
    """Every event there is, as lists."""

    def __init__(self):
        parts = Participant.objects.select_related("event", "organisation")
        self.parts = list(parts.order_by("event__date", "event__pk", "pk"))
        self.recounts = [event for event in LifeEvent.objects.all() if event.kind == "adjusted"]

    def alive(self, day: date) -> list[Organisation]:
        """Who exists at the end of a day, from the events alone."""
        alive = {}
        for part in self.parts:
            if part.event.date <= day and part.role == "begins":
                alive[part.organisation_id] = part.organisation
            if part.event.date <= day and part.role == "ends":
                del alive[part.organisation_id]
        return list(alive.values())

    def seat(self, one: Organisation, day: date) -> int | None:
        """The seat of today, taken back through every later move."""
        seat = one.place_id
        for part in reversed(self.parts):
            if part.organisation_id == one.pk and part.event.date > day and part.former_place_id:
                seat = part.former_place_id
        return seat

    def by_kind(self, day: date) -> Counter:
        counts = Counter(one.kind for one in self.alive(day))
        for event in self.recounts:
            counts[event.adjusted_kind] += event.adjustment if event.date <= day else 0
        return counts

    def by_place(self, day: date, unit: Callable[[int | None], int | None]) -> Counter:
        """`unit` maps the key of a seat to the key of the unit it is counted in."""
        counts = Counter(unit(self.seat(one, day)) for one in self.alive(day))
        for event in self.recounts:
            counts[unit(event.adjusted_place_id)] += event.adjustment if event.date <= day else 0
        return counts

    def happened(self, start: date, end: date) -> Counter:
        """How many organisations of each kind began or ended within the days, by how they did."""
        return Counter(
            (part.organisation.kind, part.role, part.event.kind)
            for part in self.parts
            if start <= part.event.date <= end and part.role != "continues"
        )


def day_before(day: date) -> date:
    return day - timedelta(days=1)
