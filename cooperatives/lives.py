"""What the register says of many organisations' lives, looked up in three queries."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from cooperatives.models import ActivityRecord, AllianceMembership, LifeEvent, Organisation, Participant

FEW = 900  # keys that one query may name on every database; beyond it the whole table is read


class Lives:
    """How organisations ended, what they really did, and when they were members of the alliance."""

    def __init__(self, organisations: Iterable[Organisation]):
        keys = {one.pk for one in organisations}
        ends = _of(Participant.objects.filter(role=Participant.Role.ENDS).select_related("event"), keys)
        self.endings: dict[int, LifeEvent] = {part.organisation_id: part.event for part in ends}
        self._states = _grouped(_of(ActivityRecord.objects.order_by("since"), keys))
        self._stays = _grouped(_of(AllianceMembership.objects.order_by("admitted_on", "pk"), keys))

    def latest(self, one: Organisation) -> ActivityRecord | None:
        """The state that holds, or that held when the organisation ended."""
        return next(reversed(self._states[one.pk]), None)

    def stay(self, one: Organisation, values: dict) -> AllianceMembership | None:
        """The membership that given days speak of; the last when none is given; None for one not recorded yet."""
        return self._named(one, values)[0]

    def is_unclear(self, one: Organisation, values: dict) -> bool:
        """Whether the given days fit none of several memberships and are no new one."""
        return self._named(one, values)[1]

    def _named(self, one: Organisation, values: dict) -> tuple[AllianceMembership | None, bool]:
        stays = self._stays[one.pk]
        admitted, left = values.get("admitted_on"), values.get("left_on")
        if not (admitted and stays) and not left:
            return next(reversed(stays), None), False
        if admitted:
            fitting = [stay for stay in stays if stay.admitted_on == admitted]
            if not fitting and all(stay.left_on and stay.left_on <= admitted for stay in stays):
                return None, False
        else:
            fitting = [stay for stay in stays if stay.left_on in (left, None)]
        if fitting or len(stays) < 2:
            return next(reversed(fitting or stays), None), False
        return None, True


def _of(rows: models.QuerySet, keys: set[int]) -> models.QuerySet:
    return rows.filter(organisation__in=keys) if len(keys) <= FEW else rows


def _grouped(rows: Iterable) -> dict[int, list]:
    groups = defaultdict(list)
    for row in rows:
        groups[row.organisation_id].append(row)
    return groups
