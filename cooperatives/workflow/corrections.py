"""What was recorded wrongly and is put right: dates and reasons, with everything that rests on them."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from cooperatives.models import (
    ActivityRecord,
    ActivityState,
    AllianceMembership,
    LifeEvent,
    Organisation,
    UnionMembership,
)
from cooperatives.workflow.events import ENDINGS, EventKind, Role, event_of, listed, locked, record_event


@transaction.atomic
def correct_founding(organisation: Organisation, *, on: date, by) -> None:
    """Put right the day an organisation was founded: its event, and the activity recorded since that day, follow.

    Raises ValidationError when it began with others (their day is one), or when what is recorded of its life would
    then lie before its founding or at its end.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    event = event_of(organisation, Role.BEGINS)
    others = event.organisations.exclude(pk=organisation.pk) if event else ()
    if others:
        together = f"{organisation} bắt đầu từ việc {event} cùng {listed(others)}"
        raise ValidationError({"founded_on": f"{together}: ngày này là chung, không sửa bằng tệp."})
    _move_beginning(organisation, on, by)
    organisation.founded_on, organisation._history_user = on, by
    organisation.full_clean(exclude=["code", "tax_code", "phone"], validate_unique=False)
    organisation.save(update_fields=["founded_on"])
    if event is None:
        record_event(LifeEvent(kind=EventKind.FOUNDED, date=on), [(organisation, Role.BEGINS)], by)
    else:
        event.date, event._history_user = on, by
        event.save(update_fields=["date"])
    _check_all_within(organisation, "founded_on")


def _move_beginning(organisation: Organisation, on: date, by) -> None:
    for record in organisation.activity_records.filter(since=organisation.founded_on):
        record.since, record._history_user = on, by
        record.full_clean(exclude=["organisation"])
        record.save(update_fields=["since"])


@transaction.atomic
def correct_ending(organisation: Organisation, *, kind: str, on: date, by) -> None:
    """Put right how and when an organisation ended: its event, and what ended with it, follow.

    Raises ValidationError when other organisations begin or end with the same event (their day is one), when `on` is
    not after the founding, or when what is recorded of its life lies after `on`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = organisation.ended_on
    if before is None:
        raise ValidationError(f"{organisation} chưa chấm dứt.")
    event = event_of(organisation, Role.ENDS)
    _check_ending_is_its_own(organisation, event, kind=kind, on=on)
    organisation.ended_on, organisation._history_user = on, by
    organisation.full_clean(exclude=["code", "tax_code", "phone"], validate_unique=False)
    organisation.save(update_fields=["ended_on"])
    if event is None:
        record_event(LifeEvent(kind=kind, date=on), [(organisation, Role.ENDS)], by)
    else:
        event.kind, event.date, event._history_user = kind, on, by
        event.save(update_fields=["kind", "date"])
    _move_ending(organisation, before, on, by)
    _check_all_within(organisation, "ended_on")


def _move_ending(organisation: Organisation, before: date, on: date, by) -> None:
    """What is recorded to have ended on the day of the organisation's end ends with it still."""
    for rows, until in (
        (organisation.activity_records.filter(until=before), "until"),
        (organisation.memberships.filter(left_on=before), "left_on"),
        (_union_stays(organisation).filter(left_on=before), "left_on"),
    ):
        for row in rows:
            setattr(row, until, on)
            row._history_user = by
            row.full_clean(exclude=["organisation"])
            row.save(update_fields=[until])


def _union_stays(organisation: Organisation) -> QuerySet:
    return UnionMembership.objects.filter(Q(organisation=organisation) | Q(union=organisation))


def _check_all_within(organisation: Organisation, attribute: str) -> None:
    """Raise ValidationError at `attribute` when something recorded of a life lies outside of it, as it is now."""
    if wrong := next(_outside(organisation), None):
        raise ValidationError({attribute: f"{wrong}: hãy sửa việc ấy trước, hoặc kiểm tra lại ngày."})


def _outside(one: Organisation) -> Iterator[str]:
    for what, day in _days_of(one):
        if day < one.founded_on:
            yield f"{what} {day:%d/%m/%Y} lại trước ngày thành lập {one.founded_on:%d/%m/%Y}"
        if one.ended_on and day > one.ended_on:
            yield f"{what} {day:%d/%m/%Y} lại sau ngày chấm dứt {one.ended_on:%d/%m/%Y}"


def _days_of(one: Organisation) -> Iterator[tuple[str, date]]:
    """Every day that is recorded of a life, with what it is the day of."""
    for event in one.life_events.order_by("date", "pk"):
        yield f"Ngày {event.get_kind_display()}", event.date
    for stay in one.memberships.order_by("admitted_on"):
        yield "Ngày kết nạp Liên minh", stay.admitted_on
        yield "Ngày ra khỏi Liên minh", stay.left_on or stay.admitted_on
    for stay in _union_stays(one).select_related("union").order_by("joined_on"):
        yield f"Ngày vào {stay.union}", stay.joined_on
        yield f"Ngày ra khỏi {stay.union}", stay.left_on or stay.joined_on
    for record in one.activity_records.order_by("since"):
        yield f"Tình trạng “{record.get_state_display()}” từ ngày", record.since
        yield f"Tình trạng “{record.get_state_display()}” đến ngày", record.until or record.since


def _check_ending_is_its_own(organisation: Organisation, event: LifeEvent | None, *, kind: str, on: date) -> None:
    """A merger may be moved to another day; what began or ended together, or changed its nature, may not."""
    if kind not in ENDINGS:
        raise ValidationError({"kind": f"“{EventKind(kind).label}” không phải là một cách chấm dứt."})
    others = event.participants.exclude(organisation=organisation).select_related("organisation") if event else ()
    if not others:
        return
    if event.kind != kind or any(part.role != Role.CONTINUES for part in others):
        names = listed(part.organisation for part in others)
        raise ValidationError(
            f"{organisation} chấm dứt trong việc {event} cùng {names}: ngày và lý do là chung, không sửa bằng tệp."
        )
    for part in others:
        if not part.organisation.exists_on(on):
            raise ValidationError(f"{part.organisation} tiếp nhận nhưng không tồn tại vào ngày {on:%d/%m/%Y}.")


@transaction.atomic
def correct_membership(
    membership: AllianceMembership, *, admitted_on: date, left_on: date | None, decision: str | None = None, by
) -> AllianceMembership:
    """Put right the days of a membership of the alliance, and its decision unless None. Raises ValidationError."""
    locked([membership.organisation])
    membership = AllianceMembership.objects.select_for_update().get(pk=membership.pk)
    membership.admitted_on, membership.left_on, membership._history_user = admitted_on, left_on, by
    membership.decision = membership.decision if decision is None else decision
    membership.full_clean(exclude=["organisation"])
    membership.save()
    return membership


@transaction.atomic
def correct_activity(record: ActivityRecord, *, state: str, by) -> ActivityRecord:
    """Put right which state a record tells of, its days unchanged."""
    locked([record.organisation])
    record = ActivityRecord.objects.select_for_update().get(pk=record.pk)
    record.state, record._history_user = ActivityState(state), by
    record.save(update_fields=["state"])
    return record
