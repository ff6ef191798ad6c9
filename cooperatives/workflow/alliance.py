"""What is recorded of an organisation apart from its legal life: its real activity, whom it belongs to."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.models import ActivityRecord, ActivityState, AllianceMembership, Organisation, UnionMembership


@transaction.atomic
def verify_activity(
    organisation: Organisation, *, state: str, since: date, verified_by: str = "", verified_on: date | None = None, by
) -> ActivityRecord:
    """Record the real activity of an organisation from `since` on and return the record that now holds.

    The state that held until then ends; a state already holding goes on, verified anew by whom and when it says. What
    is recorded of an organisation that has ended held until its end. Raises ValidationError when `since` is not after
    the beginning of the state it replaces.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    current = organisation.activity_records.filter(until__isnull=True).first()
    if current and current.state == state:
        return _verified_anew(current, verified_by, verified_on, by)
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


def _verified_anew(record: ActivityRecord, verified_by: str, verified_on: date | None, by) -> ActivityRecord:
    if verified_by or verified_on:
        record.verified_by, record.verified_on, record._history_user = verified_by, verified_on, by
        record.full_clean(exclude=["organisation"])
        record.save(update_fields=["verified_by", "verified_on"])
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


@transaction.atomic
def join_union(organisation: Organisation, *, union: Organisation, on: date, decision: str = "", by) -> UnionMembership:
    """Let a cooperative join a union. Raises ValidationError if it is a member or either does not exist on `on`."""
    for one in (organisation, union):
        if not one.exists_on(on):
            raise ValidationError(f"{one} không tồn tại vào ngày {on:%d/%m/%Y}.")
    membership = UnionMembership(union=union, organisation=organisation, joined_on=on, decision=decision)
    membership._history_user = by
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def leave_union(membership: UnionMembership, *, on: date, by) -> UnionMembership:
    """End a cooperative's membership of a union on `on`. Raises ValidationError."""
    membership = UnionMembership.objects.select_for_update().get(pk=membership.pk)
    membership.left_on, membership._history_user = on, by
    membership.full_clean()
    membership.save()
    return membership
