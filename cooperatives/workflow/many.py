"""Many new organisations at once, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from cooperatives.models import ActivityRecord, AllianceMembership, LifeEvent, Organisation, Participant
from cooperatives.workflow.events import EventKind, Role


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
    _create_all(
        [
            Participant(event=event, organisation=life.organisation, role=role)
            for pairs, role in ((founded, Role.BEGINS), (ended, Role.ENDS))
            for life, event in pairs
        ],
        by,
    )
    endings = {life.organisation.pk: event for life, event in ended}
    _create_all([_activity(life, endings) for life in lives if life.state], by)
    _create_all([_membership(life, endings) for life in lives if life.admitted_on], by)


@transaction.atomic
def admit_many(stays: Sequence[AllianceMembership], *, by) -> None:
    """Enter many memberships of the alliance in few statements; only the database's constraints are asked."""
    _create_all(list(stays), by)


def _create_all(rows: list, by) -> None:
    if rows:
        bulk_create_with_history(rows, type(rows[0]), default_user=by)


def _activity(life: Life, endings: dict[int, LifeEvent]) -> ActivityRecord:
    one = life.organisation
    return ActivityRecord(
        organisation=one,
        state=life.state,
        since=one.founded_on,
        until=one.ended_on,
        closed_by=endings.get(one.pk),
    )


def _membership(life: Life, endings: dict[int, LifeEvent]) -> AllianceMembership:
    one = life.organisation
    return AllianceMembership(
        organisation=one,
        admitted_on=life.admitted_on,
        left_on=life.left_on or one.ended_on,
        closed_by=None if life.left_on else endings.get(one.pk),
    )
