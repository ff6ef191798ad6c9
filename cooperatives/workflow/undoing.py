"""Taking back the last thing recorded of organisations, with the reason kept in the history."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q

from cooperatives.models import (
    ActivityRecord,
    AllianceMembership,
    LifeEvent,
    Organisation,
    Participant,
    UnionMembership,
)
from cooperatives.workflow.events import EventKind, Role, listed, locked, record_event


def check_can_undo(event: LifeEvent) -> None:
    """Raise ValidationError when something happened to one of the event's organisations after it."""
    organisations = [part.organisation_id for part in event.participants.all()]
    later = Participant.objects.filter(organisation__in=organisations).exclude(event=event)
    later = later.filter(Q(event__date__gt=event.date) | Q(event__date=event.date, event__pk__gt=event.pk))
    if found := later.select_related("event", "organisation").order_by("-event__date", "-event__pk").first():
        raise ValidationError(
            f"Chưa hủy được {event}: sau đó {found.organisation} còn có {found.event}. Hãy hủy sự kiện ấy trước."
        )


@transaction.atomic
def undo(event: LifeEvent, *, reason: str, by) -> None:
    """Take back the last event of its organisations: they are again what they were before it.

    What ended lives again, and what was closed with it is open again; a move or a renaming gives back the former
    place or name; an organisation that began in a reorganisation keeps a founding of its own on that day, and one
    whose founding is undone leaves the register. The event stays in the history with `reason`. Raises ValidationError
    when something happened after it, when no reason is given, or when a founding already carries other records.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Hãy ghi lý do hủy."})
    parts = list(event.participants.select_related("organisation"))
    locked([part.organisation for part in parts])
    event = LifeEvent.objects.select_for_update().get(pk=event.pk)
    check_can_undo(event)
    for part in parts:
        _give_back(part, event, reason, by)
    for part in parts:
        _delete(part, reason, by)
    _delete(event, reason, by)
    for part in parts:
        if part.role == Role.BEGINS:
            _begin_anew(part.organisation, event, reason, by)


def _give_back(part: Participant, event: LifeEvent, reason: str, by) -> None:
    organisation, fields = part.organisation, []
    if part.role == Role.ENDS:
        organisation.ended_on, fields = None, ["ended_on"]
        _reopen(event, reason, by)
    if part.former_place_id:
        organisation.place_id, organisation.successor_place_id = part.former_place_id, part.former_successor_id
        fields += ["place", "successor_place"]
    if part.former_name:
        organisation.name, fields = part.former_name, [*fields, "name", "search_key"]
    if fields:
        organisation._history_user, organisation._change_reason = by, reason
        organisation.save(update_fields=fields)


def _reopen(event: LifeEvent, reason: str, by) -> None:
    for model, until in ((AllianceMembership, "left_on"), (UnionMembership, "left_on"), (ActivityRecord, "until")):
        for row in model.objects.filter(closed_by=event):
            setattr(row, until, None)
            row.closed_by, row._history_user, row._change_reason = None, by, reason
            row.save(update_fields=[until, "closed_by"])


def _begin_anew(organisation: Organisation, event: LifeEvent, reason: str, by) -> None:
    if event.kind != EventKind.FOUNDED:
        founding = LifeEvent(kind=EventKind.FOUNDED, date=organisation.founded_on)
        founding._change_reason = reason
        record_event(founding, [(organisation, Role.BEGINS)], by)
        return
    try:
        for record in organisation.activity_records.all():
            _delete(record, reason, by)
        _delete(organisation, reason, by)
    except ProtectedError as refused:
        kept = listed(list(refused.protected_objects)[:3])
        raise ValidationError(
            f"Không hủy được việc thành lập: {organisation} đã có dữ liệu khác trong sổ ({kept}). "
            "Nếu tổ chức đã thôi tồn tại, hãy ghi việc chấm dứt."
        ) from refused


def _delete(row, reason: str, by) -> None:
    row._history_user, row._change_reason = by, reason[:100]
    row.delete()
