"""All that is recorded of one organisation's life, in order, for reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from cooperatives.models import (
    ActivityRecord,
    AllianceMembership,
    LifeEvent,
    Organisation,
    Participant,
    UnionMembership,
)

_Kind, _Role = LifeEvent.Kind, Participant.Role

# How an event reads in the life of one of its parties, where the bare name of the event would not tell.
_TITLES = {
    (_Kind.SPLIT, _Role.ENDS): "Bị chia, chấm dứt",
    (_Kind.SPLIT, _Role.BEGINS): "Hình thành từ việc chia",
    (_Kind.SEPARATED, _Role.CONTINUES): "Tách một phần thành tổ chức mới",
    (_Kind.SEPARATED, _Role.BEGINS): "Hình thành từ việc tách",
    (_Kind.CONSOLIDATED, _Role.ENDS): "Hợp nhất, chấm dứt",
    (_Kind.CONSOLIDATED, _Role.BEGINS): "Hình thành từ việc hợp nhất",
    (_Kind.MERGED, _Role.ENDS): "Bị sáp nhập, chấm dứt",
    (_Kind.MERGED, _Role.CONTINUES): "Nhận sáp nhập",
    (_Kind.CONVERTED, _Role.ENDS): "Chuyển đổi loại hình, chấm dứt",
    (_Kind.CONVERTED, _Role.BEGINS): "Hình thành từ việc chuyển đổi",
}
# What comes first within one day.
_BEGINNING, _STATE, _JOINING, _CHANGE, _ENDING, _LEAVING = range(6)


@dataclass(frozen=True)
class Party:
    """Another organisation of the same moment, and what became of it."""

    organisation: Organisation
    part: str

    @property
    def page(self) -> str:
        """The name of its page in the admin."""
        return page_name(self.organisation)


@dataclass(frozen=True)
class Recorded:
    """Who wrote something down, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Moment:
    """One thing of a life: on which day, what, with whom, on what paper, recorded by whom."""

    day: date
    order: int
    nature: str  # event, activity, alliance or union
    title: str
    until: date | None = None
    sentences: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    decision: str = ""
    event: LifeEvent | None = None
    recorded: Recorded | None = None
    corrected: Recorded | None = None


def page_name(organisation: Organisation) -> str:
    """The name of an organisation's own page in the admin, under its kind."""
    return f"admin:cooperatives_{organisation.kind.replace('_', '')}_change"


def timeline(organisation: Organisation) -> list[Moment]:
    """The moments of a life from the first day on, in as many queries whatever its length."""
    moments = [
        *_events(organisation),
        *_activity(organisation),
        *_alliance(organisation),
        *_unions(organisation),
    ]
    return sorted(moments, key=lambda moment: (moment.day, moment.order))


def _events(organisation: Organisation) -> Iterator[Moment]:
    parts = organisation.participations.select_related("event", "former_place__parent")
    parts = list(parts.prefetch_related("event__participants__organisation").order_by("event__date", "event__pk"))
    told = _changes(organisation, parts)
    kept = _histories(LifeEvent, [part.event_id for part in parts])
    for part in parts:
        event, (first, last) = part.event, _first_and_last(kept[part.event_id])
        others = [other for other in event.participants.all() if other.organisation_id != organisation.pk]
        yield Moment(
            day=event.date,
            order={_Role.BEGINS: _BEGINNING, _Role.ENDS: _ENDING}.get(part.role, _CHANGE),
            nature="event",
            title=_TITLES.get((event.kind, part.role), event.get_kind_display().capitalize()),
            sentences=tuple(filter(None, [told.get(part.pk), event.note])),
            parties=tuple(Party(other.organisation, other.get_role_display()) for other in others),
            decision=event.decision,
            event=event,
            recorded=first,
            corrected=last,
        )


def _changes(organisation: Organisation, parts: list[Participant]) -> dict[int, str]:
    """What each renaming and each move changed; what came after the last of them is what holds now."""
    told, name, seat = {}, organisation.name, _seat(organisation.address, organisation.place)
    for part in reversed(parts):
        if part.former_name:
            told[part.pk] = f"Tên cũ: {part.former_name}. Tên mới: {name}."
            name = part.former_name
        if part.former_place:
            before = _seat(part.former_address, part.former_place)
            told[part.pk] = f"Chuyển từ {before} đến {seat}."
            seat = before
    return told


def _seat(address: str, place) -> str:
    return ", ".join(filter(None, [address, str(place or "")]))


def _activity(organisation: Organisation) -> Iterator[Moment]:
    records = list(organisation.activity_records.all())
    kept = _histories(ActivityRecord, [record.pk for record in records])
    for record in records:
        day = f" ngày {record.verified_on:%d/%m/%Y}" if record.verified_on else ""
        verified = f"{record.verified_by or 'Đã'} xác minh{day}." if record.verified_by or day else "Chưa xác minh."
        first, _ = _first_and_last(kept[record.pk])
        yield Moment(
            day=record.since,
            order=_STATE,
            nature="activity",
            title=f"Hoạt động thực tế: {record.get_state_display()}",
            until=record.until,
            sentences=(verified,),
            recorded=first,
        )


def _alliance(organisation: Organisation) -> Iterator[Moment]:
    stays = list(organisation.memberships.select_related("closed_by"))
    kept = _histories(AllianceMembership, [stay.pk for stay in stays])
    for stay in stays:
        words = ("alliance", "Kết nạp vào Liên minh", "Ra khỏi Liên minh")
        yield from _stay(stay, stay.admitted_on, kept[stay.pk], words)


def _unions(organisation: Organisation) -> Iterator[Moment]:
    """Its own stays in unions; of a union, the stays of its members."""
    stays = UnionMembership.objects.filter(models.Q(organisation=organisation) | models.Q(union=organisation))
    stays = list(stays.select_related("organisation", "union", "closed_by"))
    kept = _histories(UnionMembership, [stay.pk for stay in stays])
    for stay in stays:
        if stay.union_id == organisation.pk:
            other, words = stay.organisation, ("union", "Nhận thành viên", "Thành viên ra khỏi liên hiệp")
        else:
            other, words = stay.union, ("union", "Vào liên hiệp", "Ra khỏi liên hiệp")
        yield from _stay(stay, stay.joined_on, kept[stay.pk], words, parties=(Party(other, ""),))


def _stay(stay, since: date, past: list, words: tuple[str, str, str], parties: tuple[Party, ...] = ()):
    nature, joining, leaving = words
    first, _ = _first_and_last(past)
    yield Moment(since, _JOINING, nature, joining, parties=parties, decision=stay.decision, recorded=first)
    if stay.left_on:
        because = (f"Cùng việc {stay.closed_by}.",) if stay.closed_by else ()
        closing = next((_recorded(one) for one in past if one.left_on), None)
        yield Moment(stay.left_on, _LEAVING, nature, leaving, sentences=because, parties=parties, recorded=closing)


def _histories(model: type[models.Model], keys: Iterable[int]) -> dict[int, list]:
    """What the history keeps of each row, the oldest first."""
    past = defaultdict(list)
    rows = model.history.filter(id__in=keys).select_related("history_user")
    for row in rows.order_by("history_date", "history_id"):
        past[row.id].append(row)
    return past


def _first_and_last(past: list) -> tuple[Recorded | None, Recorded | None]:
    """Who wrote a row down, and who changed it last, if anybody did."""
    first = _recorded(past[0]) if past and past[0].history_type == "+" else None
    changed = [one for one in past if one.history_type == "~"]
    return first, _recorded(changed[-1]) if changed else None


def _recorded(row) -> Recorded:
    return Recorded(by=str(row.history_user or "Hệ thống"), at=row.history_date)
