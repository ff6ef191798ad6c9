"""Changes across the register: each verb is one transaction and records who did it.

Legal life is a chain of LifeEvents; `Organisation.founded_on` and `ended_on` follow from them and are written here
only. Real activity and membership of the alliance are dated records of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

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

    The state that held until then ends; a state already holding is left as it is. What is recorded of an organisation
    that has ended held until its end. Raises ValidationError when `since` is not after the beginning of the state it
    replaces.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
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
        until=organisation.ended_on,
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


# What was recorded wrongly


@transaction.atomic
def correct_founding(organisation: Organisation, *, on: date, by) -> None:
    """Put right the day an organisation was founded: its event, and the activity recorded since that day, follow.

    Raises ValidationError when it began with others (their day is one), or when what is recorded of its life would
    then lie before its founding or at its end.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    event = _event_of(organisation, Role.BEGINS)
    others = event.organisations.exclude(pk=organisation.pk) if event else ()
    if others:
        together = f"{organisation} bắt đầu từ việc {event} cùng {_names(others)}"
        raise ValidationError({"founded_on": f"{together}: ngày này là chung, không sửa bằng tệp."})
    first_stay = organisation.memberships.filter(admitted_on__lt=on).order_by("admitted_on").first()
    if first_stay:
        raise ValidationError(
            {"founded_on": f"Đã kết nạp Liên minh ngày {first_stay.admitted_on:%d/%m/%Y}, trước ngày thành lập này."}
        )
    _move_beginning(organisation, on, by)
    organisation.founded_on, organisation._history_user = on, by
    organisation.full_clean(exclude=["code", "tax_code"], validate_unique=False)
    organisation.save(update_fields=["founded_on"])
    if event is None:
        _record(LifeEvent(kind=EventKind.FOUNDED, date=on), [(organisation, Role.BEGINS)], by)
    else:
        event.date, event._history_user = on, by
        event.save(update_fields=["date"])


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
    event = _event_of(organisation, Role.ENDS)
    _check_ending_is_its_own(organisation, event, kind=kind, on=on)
    organisation.ended_on, organisation._history_user = on, by
    organisation.full_clean(exclude=["code", "tax_code"], validate_unique=False)
    organisation.save(update_fields=["ended_on"])
    for record in organisation.activity_records.filter(until=before):
        record.until, record._history_user = on, by
        record.full_clean(exclude=["organisation"])
        record.save(update_fields=["until"])
    for stay in organisation.memberships.filter(left_on=before):
        correct_membership(stay, admitted_on=stay.admitted_on, left_on=on, by=by)
    if event is None:
        _record(LifeEvent(kind=kind, date=on), [(organisation, Role.ENDS)], by)
    else:
        event.kind, event.date, event._history_user = kind, on, by
        event.save(update_fields=["kind", "date"])


def _check_ending_is_its_own(organisation: Organisation, event: LifeEvent | None, *, kind: str, on: date) -> None:
    """A merger may be moved to another day; what began or ended together, or changed its nature, may not."""
    if kind not in ENDINGS:
        raise ValidationError({"kind": f"“{EventKind(kind).label}” không phải là một cách chấm dứt."})
    others = event.participants.exclude(organisation=organisation).select_related("organisation") if event else ()
    if not others:
        return
    if event.kind != kind or any(part.role != Role.CONTINUES for part in others):
        names = _names(part.organisation for part in others)
        raise ValidationError(
            f"{organisation} chấm dứt trong việc {event} cùng {names}: ngày và lý do là chung, không sửa bằng tệp."
        )
    for part in others:
        if not part.organisation.exists_on(on):
            raise ValidationError(f"{part.organisation} tiếp nhận nhưng không tồn tại vào ngày {on:%d/%m/%Y}.")


@transaction.atomic
def correct_membership(
    membership: AllianceMembership, *, admitted_on: date, left_on: date | None, by
) -> AllianceMembership:
    """Put right the days of a membership of the alliance. Raises ValidationError."""
    membership = AllianceMembership.objects.select_for_update().get(pk=membership.pk)
    membership.admitted_on, membership.left_on, membership._history_user = admitted_on, left_on, by
    membership.full_clean(exclude=["organisation"])
    membership.save()
    return membership


@transaction.atomic
def correct_activity(record: ActivityRecord, *, state: str, by) -> ActivityRecord:
    """Put right which state a record tells of, its days unchanged."""
    record = ActivityRecord.objects.select_for_update().get(pk=record.pk)
    record.state, record._history_user = ActivityState(state), by
    record.save(update_fields=["state"])
    return record


def _event_of(organisation: Organisation, role: Role) -> LifeEvent | None:
    return LifeEvent.objects.filter(participants__organisation=organisation, participants__role=role).first()


def _names(organisations: Iterable[Organisation]) -> str:
    return ", ".join(str(organisation) for organisation in organisations)


# Many at once


@dataclass
class Life:
    """A new organisation with what is known of its life so far; `ending` is a kind of event, of `ended_on`.

    A `state` has held since the founding; an open membership ends with the organisation.
    """

    organisation: Organisation
    state: str = ""
    ending: str = ""
    admitted_on: date | None = None
    left_on: date | None = None


@transaction.atomic
def enter_many(lives: Sequence[Life], *, by) -> None:
    """Enter many new organisations in few statements, each as found, verify_activity, admit, leave and end would.

    The rows are to be clean: only the database's constraints are asked. `ended_on` stands on the organisation.
    """
    _create_all([life.organisation for life in lives], by)
    founded = [(life, LifeEvent(kind=EventKind.FOUNDED, date=life.organisation.founded_on)) for life in lives]
    ended = [
        (life, LifeEvent(kind=life.ending, date=life.organisation.ended_on))
        for life in lives
        if life.organisation.ended_on
    ]
    _create_all([event for _, event in [*founded, *ended]], by)
    Participant.objects.bulk_create(
        Participant(event=event, organisation=life.organisation, role=role)
        for pairs, role in ((founded, Role.BEGINS), (ended, Role.ENDS))
        for life, event in pairs
    )
    _create_all([_activity(life) for life in lives if life.state], by)
    _create_all([_membership(life) for life in lives if life.admitted_on], by)


def _create_all(rows: list, by) -> None:
    if rows:
        bulk_create_with_history(rows, type(rows[0]), default_user=by)


def _activity(life: Life) -> ActivityRecord:
    one = life.organisation
    return ActivityRecord(organisation=one, state=life.state, since=one.founded_on, until=one.ended_on)


def _membership(life: Life) -> AllianceMembership:
    one = life.organisation
    return AllianceMembership(organisation=one, admitted_on=life.admitted_on, left_on=life.left_on or one.ended_on)
