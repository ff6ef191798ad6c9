"""The register being built: organisations and everything that happens to them, in memory until it is written.

It keeps the same rules as cooperatives/workflow, whose table of parts says who begins, ends or goes on.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from cooperatives.models import (
    ActivityRecord,
    ActivityState,
    AllianceMembership,
    Kind,
    LifeEvent,
    Organisation,
    Participant,
)
from cooperatives.workflow import PARTS, EventKind

INVENTED = "Tổ chức hư cấu trong dữ liệu minh họa"
SURVEYED = date(2019, 12, 16)  # what an older organisation did before this survey is not known


@dataclass
class Register:
    """Rows by model, and `heirs`: who took over the members of an organisation that ended, by its code."""

    organisations: list[Organisation] = field(default_factory=list)
    events: list[LifeEvent] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    activity: list[ActivityRecord] = field(default_factory=list)
    memberships: list[AllianceMembership] = field(default_factory=list)
    heirs: dict[str, Organisation] = field(default_factory=dict)

    def existing(self, on: date, *kinds: Kind) -> list[Organisation]:
        return [one for one in self.organisations if one.kind in kinds and one.exists_on(on)]

    def members(self) -> set[str]:
        """Codes of the organisations with an open membership of the alliance; they have no key yet."""
        return {one.organisation.code for one in self.memberships if one.left_on is None}

    def enter(self, organisation: Organisation) -> Organisation:
        """Take an organisation into the register; its beginning is an event of its own."""
        self.organisations.append(organisation)
        since = max(organisation.founded_on, SURVEYED)
        self.activity.append(ActivityRecord(organisation=organisation, state=ActivityState.ACTIVE, since=since))
        return organisation

    def found(self, organisation: Organisation) -> Organisation:
        self.enter(organisation)
        self.happen(EventKind.FOUNDED, organisation.founded_on, [organisation], note=INVENTED)
        return organisation

    def happen(
        self, kind: str, on: date, subjects: Iterable[Organisation], into: Iterable[Organisation] = (), note: str = ""
    ) -> LifeEvent:
        """Record an event: what it does to `subjects` and to those it leads to is in workflow.PARTS."""
        number = 1 + sum(event.date.year == on.year for event in self.events)
        event = LifeEvent(kind=kind, date=on, decision=f"{number:02}-MH/{on.year}", note=note)
        self.events.append(event)
        subject_role, into_role = PARTS[kind]
        for organisation in subjects:
            self.participants.append(Participant(event=event, organisation=organisation, role=subject_role))
            if subject_role is Participant.Role.ENDS:
                self._close(organisation, on)
        for organisation in into:
            self.participants.append(Participant(event=event, organisation=organisation, role=into_role))
        return event

    def _close(self, organisation: Organisation, on: date) -> None:
        organisation.ended_on = on
        for record in self.activity:
            if record.organisation is organisation and record.until is None:
                record.until = on
        for membership in self.memberships:
            if membership.organisation is organisation and membership.left_on is None:
                membership.left_on = on

    def become(self, kind: str, on: date, old: list[Organisation], new: Organisation) -> None:
        """Let `old` end and their members go over to `new`, which begins with the event or goes on."""
        if PARTS[kind][1] is Participant.Role.BEGINS:
            self.enter(new)
        self.happen(kind, on, old, [new])
        self.heirs |= {one.code: new for one in old}

    def verify(self, organisation: Organisation, state: ActivityState, since: date) -> None:
        """Replace the activity record that holds."""
        (current,) = [one for one in self.activity if one.organisation is organisation and one.until is None]
        current.until = since
        self.activity.append(
            ActivityRecord(
                organisation=organisation,
                state=state,
                since=since,
                verified_by="Tổ rà soát minh họa",
                verified_on=workday(since + timedelta(14)),
            )
        )

    def admit(self, organisation: Organisation, on: date) -> None:
        number = 1 + sum(one.admitted_on.year == on.year for one in self.memberships)
        self.memberships.append(
            AllianceMembership(organisation=organisation, admitted_on=on, decision=f"{number:02}-MH/QĐ-LMHTX")
        )


def workday(day: date) -> date:
    """The day itself, or the Monday after: offices decide on working days."""
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def day_in(chance: random.Random, year: int, *, first: int = 5, last: int = 350) -> date:
    """A working day of the year, by default clear of its ends (day numbers count from 1 January)."""
    return workday(date(year, 1, 1) + timedelta(chance.randint(first, last)))
