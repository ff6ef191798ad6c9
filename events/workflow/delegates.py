"""Who is expected at a conference: from the seats of its bodies, from organisations, by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_create_with_history

from cooperatives.models import Organisation, Post
from events.models import Conference, ConferenceBody, Delegate, Person, Seat, titles_of

UNNAMED = "Đại diện đơn vị"
_BATCH = 500


@transaction.atomic
def draw_from_bodies(conference: Conference, *, sessions: Iterable[ConferenceBody], by) -> int:
    """Put those who sit on the bodies of `sessions` on the list and return how many joined it.

    One person is one delegate, however many of the bodies they sit on; who is on the list already stays as written
    there and is entitled in these sessions too.
    """
    conference = _locked(conference)
    session_of = {session.body_id: session for session in sessions if session.conference_id == conference.pk}
    seats = list(Seat.objects.entitled_at(conference).filter(body__in=session_of))
    there = {one.person_id: one for one in conference.delegates.exclude(person=None)}
    missing = {seat.person_id: seat.person for seat in seats if seat.person_id not in there}
    titles = _titles(conference, missing)
    made = _add(conference, [_of(person, titles[key]) for key, person in missing.items()], by=by)
    there |= {one.person_id: one for one in made}
    _entitle([(there[seat.person_id], session_of[seat.body_id]) for seat in seats])
    return len(made)


@transaction.atomic
def invite_organisations(conference: Conference, *, organisations: Iterable[Organisation], by) -> int:
    """Put a delegate of each organisation on the list, by the name of who represents it; those there already stay."""
    conference = _locked(conference)
    there = set(conference.delegates.exclude(organisation=None).values_list("organisation", flat=True))
    wanted = {one.pk: one for one in organisations if one.pk not in there}
    posts = Post.objects.representing(on=conference.held_on).filter(organisation__in=wanted)
    head = {post.organisation_id: post for post in posts.order_by("-pk")}
    return len(_add(conference, [_from(one, head.get(one.pk)) for one in wanted.values()], by=by))


@transaction.atomic
def add_by_hand(conference: Conference, *, names: Iterable[tuple[str, str]], by) -> int:
    """Put people on the list by name and titles. Raises ValidationError, naming whom the list would not tell apart."""
    conference = _locked(conference)
    return len(_add(conference, [Delegate(full_name=name, titles=titles) for name, titles in names], by=by))


def _locked(conference: Conference) -> Conference:
    """Two who draw the list at once would both find somebody missing."""
    return Conference.objects.select_for_update().get(pk=conference.pk)


def _titles(conference: Conference, people: dict) -> dict[int, str]:
    seats = defaultdict(list)
    for seat in Seat.objects.entitled_at(conference).filter(person__in=people):
        seats[seat.person_id].append(seat)
    return {key: titles_of(seats[key], person.post) for key, person in people.items()}


def _of(person: Person, titles: str) -> Delegate:
    return Delegate(person=person, organisation_id=person.organisation_id, full_name=person.full_name, titles=titles)


def _from(organisation: Organisation, head: Post | None) -> Delegate:
    titles = f"{head.get_role_display()}, {organisation.name}" if head else organisation.name
    return Delegate(organisation=organisation, full_name=head.person if head else UNNAMED, titles=titles)


def _add(conference: Conference, rows: list[Delegate], *, by) -> list[Delegate]:
    if not rows:
        return []
    _check(conference, rows)
    last = conference.delegates.aggregate(last=Max("position"))["last"] or 0
    for number, row in enumerate(rows, last + 1):
        row.conference, row.position = conference, number
    return bulk_create_with_history(rows, Delegate, batch_size=_BATCH, default_user=by)


def _check(conference: Conference, rows: list[Delegate]) -> None:
    """Raise ValidationError, naming those whom the list cannot keep or would not tell apart."""
    complaints = []
    for row in rows:
        try:
            row.clean_fields(exclude=["conference", "person", "organisation"])
        except ValidationError as refused:
            complaints += [f"“{row.full_name}”: {each}" for each in refused.messages]
    named = Counter((row.full_name, row.titles) for row in rows)
    named.update(conference.delegates.values_list("full_name", "titles"))
    complaints += [
        f"{name}: danh sách đã có người cùng họ tên, chức danh. Nếu là hai người, hãy ghi thêm chức danh để phân biệt; "
        "nếu là một, hãy bỏ dòng ghi trùng."
        for name in dict.fromkeys(str(row) for row in rows if named[row.full_name, row.titles] > 1)
    ]
    if complaints:
        raise ValidationError(complaints)


def _entitle(pairs: list[tuple[Delegate, ConferenceBody]]) -> None:
    link = Delegate.sessions.through
    rows = [link(delegate_id=delegate.pk, conferencebody_id=session.pk) for delegate, session in pairs]
    link.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
