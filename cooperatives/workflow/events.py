"""What an event is made of: its parts, its record, and what must hold before it can happen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from cooperatives.models import LifeEvent, Organisation, Participant

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
REORGANISATIONS = tuple(kind for kind, (_, leads_to) in PARTS.items() if leads_to is not None)


@dataclass(frozen=True)
class Paper:
    """What an event rests on: the number of the decision, the document itself, a note."""

    decision: str = ""
    document: object = None
    note: str = ""
    _events: list[LifeEvent] = field(default_factory=list, init=False, repr=False, compare=False)

    def event(self, kind: str, on: date, **fields) -> LifeEvent:
        event = LifeEvent(
            kind=kind, date=on, decision=self.decision, document=self.document or "", note=self.note, **fields
        )
        if self.document:
            self._events.append(event)
        return event

    def discard(self) -> None:
        """Take a stored document off the disk again: for whoever rolls back the event it came with."""
        for event in self._events:
            if event.document._committed:
                event.document.delete(save=False)


def saved(event: LifeEvent, by) -> LifeEvent:
    if event.pk is None:
        event._history_user = by
        event.full_clean()
        event.save()
    return event


def record_event(event: LifeEvent, parts: Iterable[tuple[Organisation, Role]], by, **former) -> LifeEvent:
    """Write an event with its participants; `former` is what the one participant was before."""
    saved(event, by)
    for organisation, role in parts:
        participant = Participant(event=event, organisation=organisation, role=role, **former)
        participant._history_user = by
        participant.full_clean()
        participant.save()
    return event


def locked(organisations: Iterable[Organisation]) -> list[Organisation]:
    """The organisations as they are stored now, held until the end of the transaction; always in the same order."""
    keys = [one.pk for one in organisations]
    return list(Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def event_of(organisation: Organisation, role: Role) -> LifeEvent | None:
    return LifeEvent.objects.filter(participants__organisation=organisation, participants__role=role).first()


def listed(organisations: Iterable[Organisation]) -> str:
    return ", ".join(str(organisation) for organisation in organisations)


def check_alive(organisation: Organisation, on: date) -> None:
    """Raise ValidationError when an organisation does not exist on the day something is to happen to it."""
    if organisation.ended_on:
        raise ValidationError(f"{organisation} đã chấm dứt ngày {organisation.ended_on:%d/%m/%Y}.")
    if on < organisation.founded_on:
        day = f"{organisation.founded_on:%d/%m/%Y}"
        raise ValidationError({"date": f"{organisation} thành lập ngày {day}: sự kiện không thể trước ngày này."})


def check_nothing_later(organisations: Sequence[Organisation], on: date, kinds: Iterable[str] = ()) -> None:
    """Raise ValidationError when something recorded of an organisation happened after `on`."""
    later = Participant.objects.filter(organisation__in=organisations, event__date__gt=on)
    if kinds:
        later = later.filter(event__kind__in=list(kinds))
    if found := later.select_related("event", "organisation").order_by("event__date").first():
        raise ValidationError(
            {"date": f"{found.organisation} đã có sự kiện {found.event}, sau ngày {on:%d/%m/%Y}: hãy kiểm tra ngày."}
        )
