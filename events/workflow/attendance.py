"""Who came: each entry is one short transaction, and entering the same person again changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from events.models import Conference, Delegate
from events.passes import check_can_enter, holder_of

_CHECK_IN = ["checked_in_at", "checked_in_way", "checked_in_by", "absence"]


@dataclass(frozen=True)
class Entry:
    """What became of a check-in: who, and whether they were there already."""

    delegate: Delegate
    again: bool

    @property
    def sentence(self) -> str:
        at = timezone.localtime(self.delegate.checked_in_at)
        told = f"đã điểm danh lúc {at:%H:%M} ngày {at:%d/%m/%Y}"
        return f"{self.delegate}: {told}, không ghi thêm lần nữa." if self.again else f"{self.delegate}: có mặt."


@transaction.atomic
def check_in(delegate: Delegate, *, way: str = Delegate.Way.LIST, at: datetime | None = None, by) -> Entry:
    """Note that a delegate is there, at `at` or now; who is there already stays as noted first."""
    held = Delegate.objects.select_for_update().get(pk=delegate.pk)
    if held.present:
        return Entry(held, again=True)
    _note(held, at or timezone.now(), way, by)
    held._history_user = by
    held.save(update_fields=_CHECK_IN)
    return Entry(held, again=False)


def _note(delegate: Delegate, at: datetime | None, way: str, by) -> None:
    """Without a reason for being away, which was taken when the delegate was noted as present."""
    delegate.checked_in_at, delegate.checked_in_way, delegate.checked_in_by = at, way, by
    delegate.absence = ""


def check_in_by_code(code: str, *, conference: Conference | None = None, at: datetime | None = None, by) -> Entry:
    """Check in whom a code names. Raises ValidationError: forged, of another conference, not of this day.

    `at` is when a telephone without a connection noted it; what it says is taken only for the day of the conference.
    """
    delegate = holder_of(code)
    if conference and delegate.conference_id != conference.pk:
        other = delegate.conference
        raise ValidationError(f"{delegate}: giấy mời của hội nghị khác, {other.title}, ngày {other.held_on:%d/%m/%Y}.")
    now = timezone.now()
    check_can_enter(delegate, timezone.localdate(now))
    told = at if at and at <= now and timezone.localdate(at) == delegate.conference.held_on else now
    return check_in(delegate, way=Delegate.Way.CODE, at=told, by=by)


@transaction.atomic
def call_roll(conference: Conference, *, came: Collection[int], gone: Collection[int], by) -> tuple[int, int]:
    """Note by the list who came and take back who was noted by mistake; return how many of each changed.

    Raises ValidationError when that would leave fewer present than have voted; whoever enters votes meanwhile waits.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    rows = conference.delegates.select_for_update().filter(pk__in={*came, *gone})
    entered = [one for one in rows if one.pk in came and not one.present]
    taken = [one for one in rows if one.pk in gone and one.pk not in came and one.present]
    for one in entered:
        _note(one, timezone.now(), Delegate.Way.LIST, by)
    for one in taken:
        _note(one, None, "", None)
    if changed := [*entered, *taken]:
        bulk_update_with_history(changed, Delegate, _CHECK_IN, batch_size=500, default_user=by)
    for vote in conference.votes.select_related("session") if taken else ():
        vote.clean()
    return len(entered), len(taken)
