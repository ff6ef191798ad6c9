"""What becomes known of an event later: who else had a part in it, its decision, its note."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.models import (
    ActivityRecord,
    AllianceMembership,
    LifeEvent,
    Organisation,
    Participant,
    UnionMembership,
)
from cooperatives.workflow.events import PARTS, Role, locked, record_event
from cooperatives.workflow.lives import begun_by, check_can_receive, reorganise

PAPERS = ("decision", "document", "note")


@transaction.atomic
def complete(
    event: LifeEvent,
    *,
    subjects: Iterable[Organisation] = (),
    into: Iterable[Organisation] = (),
    decision: str | None = None,
    note: str | None = None,
    by,
) -> LifeEvent:
    """Add to an event what was not known when it was recorded; what is None or already there stays.

    `subjects` are others it happened to: where that was recorded as an event of its own, of the same kind and day, the
    two become one. `into` are those it led to, as `reorganise` takes them. Raises ValidationError.
    """
    subjects, receivers = locked(subjects), locked(into)
    event = LifeEvent.objects.select_for_update().get(pk=event.pk)
    for organisation in _missing(event, subjects):
        _join(event, organisation, by)
    _receive(event, _missing(event, receivers), by)
    event.decision = event.decision if decision is None else decision
    event.note = event.note if note is None else note
    event._history_user = by
    event.full_clean()
    event.save(update_fields=PAPERS)
    return event


def _missing(event: LifeEvent, organisations: Iterable[Organisation]) -> list[Organisation]:
    there = set(event.participants.values_list("organisation", flat=True))
    return [one for one in organisations if one.pk not in there]


def _join(event: LifeEvent, organisation: Organisation, by) -> None:
    role, _ = PARTS[event.kind]
    same = Participant.objects.filter(organisation=organisation, role=role, event__kind=event.kind)
    part = same.filter(event__date=event.date).select_related("event").first()
    other = part.event if part else reorganise([organisation], kind=event.kind, on=event.date, by=by)
    _absorb(event, other, by)


def _receive(event: LifeEvent, receivers: list[Organisation], by) -> None:
    _, role = PARTS[event.kind]
    if receivers and role is None:
        raise ValidationError({"into": f"Khi {event.get_kind_display()} thì không có tổ chức tiếp nhận: hãy để trống."})
    if role is Role.CONTINUES:
        check_can_receive(receivers, event.date)
    elif receivers and (begun := begun_by(event, receivers, by)) != event:
        _absorb(event, begun, by)
    record_event(event, [(one, role) for one in _missing(event, receivers)], by)


def _absorb(event: LifeEvent, other: LifeEvent, by) -> None:
    """Let one event take the place of another of the same kind and day, with all that rests on it."""
    for part in _missing_parts(event, other):
        part.event, part._history_user = event, by
        part.save(update_fields=["event"])
    for model in (AllianceMembership, UnionMembership, ActivityRecord):
        for row in model.objects.filter(closed_by=other):
            row.closed_by, row._history_user = event, by
            row.save(update_fields=["closed_by"])
    for name in PAPERS:
        setattr(event, name, getattr(event, name) or getattr(other, name))
    for row in (*other.participants.all(), other):
        row._history_user = by
        row.delete()


def _missing_parts(event: LifeEvent, other: LifeEvent) -> list[Participant]:
    there = event.participants.values("organisation")
    return list(other.participants.exclude(organisation__in=there))
