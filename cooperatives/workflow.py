"""Changes across the register: each verb is one transaction and records who did it.

Legal life is a chain of LifeEvents; `Organisation.founded_on` and `ended_on` follow from them and are written here
only. Real activity and membership of the alliance are dated records of their own.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.models import ActivityRecord, ActivityState, AllianceMembership, LifeEvent, Organisation, Participant

EventKind = LifeEvent.Kind
Role = Participant.Role

# What an event does to the organisations it happens to, and to those it leads to.
PARTS: dict[str, tuple[Role, Role | None]] = {
    EventKind.FOUNDED: (Role.BEGINS, None),
    EventKind.SPLIT: (Role.ENDS, Role.BEGINS),
    EventKind.SEPARATED: (Role.CONTINUES, Role.BEGINS),
    EventKind.CONSOLIDATED: (Role.ENDS, Role.BEGINS),
    EventKind.MERGED: (Role.ENDS, Role.CONTINUES),
    EventKind.CONVERTED: (Role.ENDS, Role.BEGINS),
    EventKind.SUSPENDED: (Role.CONTINUES, None),
    EventKind.RESUMED: (Role.CONTINUES, None),
    EventKind.DISSOLVED: (Role.ENDS, None),
    EventKind.BANKRUPT: (Role.ENDS, None),
    EventKind.MOVED: (Role.CONTINUES, None),
    EventKind.RENAMED: (Role.CONTINUES, None),
}
ENDINGS = tuple(kind for kind, (subject, _) in PARTS.items() if subject is Role.ENDS)


@transaction.atomic
def found(organisation: Organisation, *, decision: str = "", by) -> LifeEvent:
    """Enter a new organisation, founded on its `founded_on`, and return the event.

    Raises ValidationError when the organisation breaks a rule of the register.
    """
    organisation._history_user = by
    organisation.full_clean()
    organisation.save()
    event = LifeEvent(kind=EventKind.FOUNDED, date=organisation.founded_on, decision=decision)
    return _record(event, [(organisation, Role.BEGINS)], by)


@transaction.atomic
def end(
    organisation: Organisation,
    *,
    kind: str,
    on: date,
    into: Iterable[Organisation] = (),
    decision: str = "",
    note: str = "",
    by,
) -> LifeEvent:
    """End an organisation on `on` by dissolution, bankruptcy, merger, consolidation, split or conversion.

    `into` are the organisations it goes into. Those that come into being with it (all kinds but a merger) have been
    entered with `found` on the same day; this event then takes the place of their founding, and several organisations
    consolidated into the same one share it. The open membership of the alliance and the last activity record of the
    organisation end with it. Raises ValidationError when it has already ended, when `on` is not after its founding,
    when `kind` ends nothing, or when what comes into being did not begin on `on`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    _check_can_end(organisation, kind=kind, on=on)
    organisation.ended_on = on
    organisation._history_user = by
    organisation.save(update_fields=["ended_on"])
    _close_records(organisation, on, by)
    event = LifeEvent(kind=kind, date=on, decision=decision, note=note)
    if PARTS[kind][1] is Role.BEGINS:
        return _record(_begun_by(event, into, by), [(organisation, Role.ENDS)], by)
    return _record(event, [(organisation, Role.ENDS), *((other, Role.CONTINUES) for other in into)], by)


def _begun_by(event: LifeEvent, organisations: Iterable[Organisation], by) -> LifeEvent:
    """Let the organisations begin with `event` instead of with a founding of their own; return the event they share."""
    beginnings = Participant.objects.filter(organisation__in=list(organisations), role=Role.BEGINS)
    for beginning in beginnings.select_related("event", "organisation"):
        before = beginning.event
        if before.date != event.date:
            raise ValidationError(
                f"{beginning.organisation} bắt đầu ngày {before.date:%d/%m/%Y}: đơn vị hình thành từ việc "
                f"{event.get_kind_display()} phải thành lập đúng ngày {event.date:%d/%m/%Y}."
            )
        if before.kind == event.kind:
            event = before
        elif before.kind == EventKind.FOUNDED:
            _saved(event, by)
            beginning.event = event
            beginning.save(update_fields=["event"])
            before._history_user = by
            before.delete()
        else:
            raise ValidationError(f"{beginning.organisation} đã bắt đầu bằng việc {before.get_kind_display()}.")
    return event


def _saved(event: LifeEvent, by) -> LifeEvent:
    if event.pk is None:
        event._history_user = by
        event.save()
    return event


def _check_can_end(organisation: Organisation, *, kind: str, on: date) -> None:
    if kind not in ENDINGS:
        raise ValidationError({"kind": f"“{EventKind(kind).label}” không phải là một cách chấm dứt."})
    if organisation.ended_on:
        raise ValidationError(f"{organisation} đã chấm dứt ngày {organisation.ended_on:%d/%m/%Y}.")
    if on <= organisation.founded_on:
        raise ValidationError({"date": f"Ngày chấm dứt phải sau ngày thành lập ({organisation.founded_on:%d/%m/%Y})."})


def _close_records(organisation: Organisation, on: date, by) -> None:
    for membership in organisation.memberships.filter(left_on__isnull=True, admitted_on__lt=on):
        membership.left_on, membership._history_user = on, by
        membership.save(update_fields=["left_on"])
    for record in organisation.activity_records.filter(until__isnull=True, since__lt=on):
        record.until, record._history_user = on, by
        record.save(update_fields=["until"])


def _record(event: LifeEvent, parts: list[tuple[Organisation, Role]], by) -> LifeEvent:
    _saved(event, by)
    for organisation, role in parts:
        participant = Participant(event=event, organisation=organisation, role=role)
        participant.full_clean()
        participant.save()
    return event


@transaction.atomic
def verify_activity(
    organisation: Organisation, *, state: str, since: date, verified_by: str = "", verified_on: date | None = None, by
) -> ActivityRecord:
    """Record the real activity of an organisation from `since` on and return the record that now holds.

    The state that held until then ends; a state already holding is left as it is. Raises ValidationError when
    `since` is not after the beginning of the state it replaces.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    current = organisation.activity_records.filter(until__isnull=True).first()
    if current and current.state == state:
        return current
    if current:
        current.until, current._history_user = since, by
        current.full_clean(exclude=["organisation"])
        current.save()
    record = ActivityRecord(
        organisation=organisation,
        state=ActivityState(state),
        since=since,
        verified_by=verified_by,
        verified_on=verified_on,
    )
    record._history_user = by
    record.full_clean(exclude=["organisation"])
    record.save()
    return record


@transaction.atomic
def admit(organisation: Organisation, *, on: date, decision: str = "", by) -> AllianceMembership:
    """Admit an organisation to the alliance. Raises ValidationError if it is a member or does not exist on `on`."""
    if not organisation.exists_on(on):
        raise ValidationError(f"{organisation} không tồn tại vào ngày {on:%d/%m/%Y} nên không kết nạp được.")
    membership = AllianceMembership(organisation=organisation, admitted_on=on, decision=decision)
    membership._history_user = by
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def leave(membership: AllianceMembership, *, on: date, by) -> AllianceMembership:
    """End a membership of the alliance on `on`. Raises ValidationError when that is not after the admission."""
    membership = AllianceMembership.objects.select_for_update().get(pk=membership.pk)
    membership.left_on, membership._history_user = on, by
    membership.full_clean()
    membership.save()
    return membership
