"""What is recorded of an organisation apart from its legal life: its real activity, whom it belongs to."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.models import ActivityRecord, ActivityState, AllianceMembership, Organisation, UnionMembership
from cooperatives.workflow.events import Role, event_of, locked


@transaction.atomic
def verify_activity(
    organisation: Organisation, *, state: str, since: date, verified_by: str = "", verified_on: date | None = None, by
) -> ActivityRecord:
    """Record the real activity of an organisation from `since` on and return the record that now holds.

    The state that held until then ends; a state already holding goes on, verified anew by whom and when it says. What
    is recorded of an organisation that has ended held until its end, and is taken back with that. Raises
    ValidationError when the organisation does not exist on `since`, or another state is recorded from that day on.
    """
    (organisation,) = locked([organisation])
    if not organisation.exists_on(since):
        raise ValidationError({"since": f"{organisation} không tồn tại vào ngày {since:%d/%m/%Y}: hãy kiểm tra ngày."})
    current = organisation.activity_records.filter(until__isnull=True).first()
    if current and current.state == state:
        return _verified_anew(current, verified_by, verified_on, by)
    if current:
        current.until, current._history_user = since, by
        current.full_clean(exclude=["organisation"])
        current.save()
    elif later := organisation.activity_records.filter(until__gt=since).order_by("since").first():
        raise ValidationError(
            {
                "since": f"Đã ghi {later} đến trước ngày {later.until:%d/%m/%Y}: hãy ghi tình trạng mới từ ngày ấy "
                "trở đi, hoặc kiểm tra lại ngày."
            }
        )
    record = ActivityRecord(
        organisation=organisation,
        state=ActivityState(state),
        since=since,
        until=organisation.ended_on,
        closed_by=event_of(organisation, Role.ENDS),
        verified_by=verified_by,
        verified_on=verified_on,
    )
    record._history_user = by
    record.full_clean(exclude=["organisation"])
    record.save()
    return record


def _verified_anew(record: ActivityRecord, verified_by: str, verified_on: date | None, by) -> ActivityRecord:
    if verified_by or verified_on:
        record.verified_by, record.verified_on, record._history_user = verified_by, verified_on, by
        record.full_clean(exclude=["organisation"])
        record.save(update_fields=["verified_by", "verified_on"])
    return record


@transaction.atomic
def admit(organisation: Organisation, *, on: date, decision: str = "", by) -> AllianceMembership:
    """Admit an organisation to the alliance; one that has ended was a member until its end.

    Raises ValidationError if it is a member or does not exist on `on`.
    """
    (organisation,) = locked([organisation])
    membership = AllianceMembership(
        organisation=organisation,
        admitted_on=on,
        left_on=organisation.ended_on,
        decision=decision,
        closed_by=event_of(organisation, Role.ENDS),
    )
    membership._history_user = by
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def leave(membership: AllianceMembership, *, on: date, by) -> AllianceMembership:
    """End a membership of the alliance on `on`. Raises ValidationError when that is not after the admission."""
    locked([membership.organisation])
    membership = AllianceMembership.objects.select_for_update().get(pk=membership.pk)
    membership.left_on, membership._history_user = on, by
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def join_union(organisation: Organisation, *, union: Organisation, on: date, decision: str = "", by) -> UnionMembership:
    """Let a cooperative join a union. Raises ValidationError if it is a member or either does not exist on `on`."""
    locked([organisation, union])
    membership = UnionMembership(union=union, organisation=organisation, joined_on=on, decision=decision)
    membership._history_user = by
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def leave_union(membership: UnionMembership, *, on: date, by) -> UnionMembership:
    """End a cooperative's membership of a union on `on`. Raises ValidationError."""
    locked([membership.organisation, membership.union])
    membership = UnionMembership.objects.select_for_update().get(pk=membership.pk)
    membership.left_on, membership._history_user = on, by
    membership.full_clean()
    membership.save()
    return membership
