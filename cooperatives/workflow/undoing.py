"""Taking back the last thing recorded of organisations, with the reason kept in the history."""

from collections.abc import Iterator

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
from printing import numbers

REASON_LENGTH = 100  # characters; the history keeps no more


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
    if len(reason) > REASON_LENGTH:
        raise ValidationError({"reason": f"Lý do hủy dài nhất {REASON_LENGTH} ký tự: hãy ghi gọn lại."})
    event, parts = _held(event)
    check_can_undo(event)
    for part in parts:
        _give_back(part, event, reason, by)
    for part in parts:
        _delete(part, reason, by)
    _delete(event, reason, by)
    for part in parts:
        if part.role == Role.BEGINS:
            _begin_anew(part.organisation, event, reason, by)


def _held(event: LifeEvent) -> tuple[LifeEvent, list[Participant]]:
    """The event and its parts as they are stored now, held until the end of the transaction.

    Organisations are locked first, as every verb does. Raises ValidationError when somebody else was quicker.
    """
    seen = {part.organisation for part in event.participants.select_related("organisation")}
    locked(seen)
    stored = LifeEvent.objects.select_for_update().filter(pk=event.pk).first()
    if stored is None:
        raise ValidationError("Người khác vừa hủy sự kiện này: không còn gì để hủy.")
    parts = list(stored.participants.select_related("organisation"))
    if {part.organisation for part in parts} != seen:
        raise ValidationError("Người khác vừa ghi thêm tổ chức vào sự kiện này: hãy xem lại rồi hủy sau.")
    return stored, parts


def given_back(event: LifeEvent) -> list[str]:
    """What taking an event back would change, one sentence each."""
    told = [sentence for part in event.participants.select_related("organisation") for sentence in _undone(part, event)]
    for stay in AllianceMembership.objects.filter(closed_by=event).select_related("organisation"):
        told.append(f"{stay.organisation} lại là thành viên Liên minh, từ ngày kết nạp {stay.admitted_on:%d/%m/%Y}.")
    for stay in UnionMembership.objects.filter(closed_by=event).select_related("organisation", "union"):
        told.append(f"{stay.organisation} lại là thành viên của {stay.union}, từ ngày {stay.joined_on:%d/%m/%Y}.")
    for record in ActivityRecord.objects.filter(closed_by=event).select_related("organisation"):
        told.append(f"Tình trạng hoạt động của {record.organisation} lại là: {record}.")
    if event.kind == EventKind.ADJUSTED:
        count, kind = numbers.signed(event.adjustment), event.get_adjusted_kind_display()
        told.append(f"Số lượng {kind} từ ngày {event.date:%d/%m/%Y} không còn điều chỉnh {count}.")
    return told


def _undone(part: Participant, event: LifeEvent) -> Iterator[str]:
    organisation = part.organisation
    if part.role == Role.ENDS:
        yield f"{organisation} lại tồn tại, như chưa {event.get_kind_display()}."
    elif part.role == Role.BEGINS and event.kind == EventKind.FOUNDED:
        yield f"{organisation} ra khỏi sổ đăng ký; lịch sử vẫn giữ việc đã nhập và lý do hủy."
    elif part.role == Role.BEGINS:
        yield f"{organisation} vẫn ở trong sổ, với sự kiện thành lập riêng ngày {event.date:%d/%m/%Y}."
    elif part.former_name:
        yield f"{organisation} trở lại tên cũ: {part.former_name}."
    elif part.former_place_id:
        seat = ", ".join(filter(None, [part.former_address, str(part.former_place)]))
        yield f"{organisation} trở lại địa bàn cũ: {seat}."
    else:
        yield f"{organisation} không còn sự kiện {event.get_kind_display()} này."


def _give_back(part: Participant, event: LifeEvent, reason: str, by) -> None:
    organisation, fields = part.organisation, []
    if part.role == Role.ENDS:
        organisation.ended_on, fields = None, ["ended_on"]
        _reopen(event, reason, by)
    if part.former_place_id:
        organisation.place_id, organisation.successor_place_id = part.former_place_id, part.former_successor_id
        organisation.address = part.former_address
        fields = [*fields, "place", "successor_place", "address"]
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
    row._history_user, row._change_reason = by, reason
    row.delete()
