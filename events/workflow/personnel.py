"""Who leaves a body and who is elected to it at a conference, together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import Body, Conference, Person, Seat, Term


@dataclass(frozen=True)
class Withdrawal:
    """A seat given up, and why."""

    seat: Seat
    reason: str


@dataclass(frozen=True)
class Election:
    """A person elected to a body, in a post."""

    person: Person
    body: Body
    post: str
    rank: int = 9


@transaction.atomic
def change_personnel(
    conference: Conference, *, withdrawals: Sequence[Withdrawal] = (), elections: Sequence[Election] = (), by
) -> tuple[list[Seat], list[Seat]]:
    """Let seats end and begin on the day of the conference; return those that ended and those that began.

    A person not saved yet is entered. Raises ValidationError, naming whom it is about, with nothing changed.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    ended = [_end(conference, one, by) for one in withdrawals]
    begun = [_begin(conference, one, by) for one in elections]
    return ended, begun


def _end(conference: Conference, withdrawal: Withdrawal, by) -> Seat:
    seat = Seat.objects.select_for_update().get(pk=withdrawal.seat.pk)
    if seat.left_on:
        raise ValidationError(f"{seat} đã thôi tham gia từ ngày {seat.left_on:%d/%m/%Y}.")
    seat.left_on, seat.left_at, seat.reason = conference.held_on, conference, withdrawal.reason
    return _kept(seat, by)


def _begin(conference: Conference, election: Election, by) -> Seat:
    person, day = election.person, conference.held_on
    if person.pk is None:
        _enter(person, by)
    seat = Seat(
        person=person,
        body=election.body,
        term=next((term for term in Term.objects.filter(body=election.body) if term.covers(day)), None),
        post=election.post,
        rank=election.rank,
        seated_on=day,
        elected_at=conference,
    )
    return _kept(seat, by)


def _enter(person: Person, by) -> None:
    """Two of one name and one post would be one on every list."""
    person._history_user = by
    person.full_clean()
    if Person.objects.filter(full_name=person.full_name, post=person.post).exists():
        raise ValidationError(
            f"{person}: đã có trong danh sách nhân sự. Hãy chọn ở ô “Người đã có trong danh sách”; "
            "nếu là người khác, ghi thêm chức vụ, đơn vị công tác để phân biệt."
        )
    person.save()


def _kept(seat: Seat, by) -> Seat:
    seat._history_user = by
    try:
        seat.full_clean()
    except ValidationError as refused:
        raise ValidationError([f"{seat.person.full_name}: {each}" for each in refused.messages]) from refused
    seat.save()
    return seat
