"""Bodies, conferences and awards as the office enters them."""

from datetime import date

import pytest

from events import workflow
from events.models import Award, AwardKind, Body, Conference, ConferenceBody, Person, Recipient, Seat
from returns.models import Period


@pytest.fixture
def year():
    def make(code: str) -> Period:
        period = Period.objects.named(code)
        if period.pk is None:
            period.save()
        return period

    return make


@pytest.fixture
def conference(db, year):
    """A year-end conference of 2022, held in January 2023."""
    return Conference.objects.create(
        title="Hội nghị tổng kết công tác năm 2022 (thử)",
        kind=Conference.Kind.YEAR_END,
        held_on=date(2023, 1, 10),
        place="Hội trường tỉnh Đông Hưng",
        period_reported=year("2022"),
        period_planned=year("2023"),
    )


@pytest.fixture
def of_two_bodies(conference):
    """The same session, of the steering committee (33rd) and of the executive committee (6th)."""
    for name, ordinal, term in (("Ban Chỉ đạo", 33, ""), ("Ban Chấp hành", 6, "2020 - 2025")):
        body = Body.objects.create(name=name)
        ConferenceBody.objects.create(conference=conference, body=body, ordinal=ordinal, term=term)
    return conference


@pytest.fixture
def certificate(db):
    return AwardKind.objects.create(form="Bằng khen", level="Liên minh HTX Việt Nam", recipient=Recipient.BOTH)


@pytest.fixture
def medal(db):
    return AwardKind.objects.create(
        form="Kỷ niệm chương", level="Liên minh HTX Việt Nam", recipient=Recipient.INDIVIDUAL
    )


@pytest.fixture
def awarded(conference):
    """Give an award presented at the conference: awarded(kind, organisation) or awarded(kind, "Bà Thử")."""

    def make(kind: AwardKind, to, **fields) -> Award:
        recipient = {"person_name": to} if isinstance(to, str) else {"organisation": to}
        return Award.objects.create(
            kind=kind,
            achievement_year=2022,
            decided_on=date(2022, 12, 30),
            presented_at=conference,
            **recipient,
            **fields,
        )

    return make


@pytest.fixture
def seated(db):
    """Seat somebody on a body: seated("Bà Thử", body, on=date(2020, 9, 1))."""

    def make(person: str | Person, body: Body, *, on: date = date(2020, 9, 1), post: str = "Ủy viên", **fields) -> Seat:
        if isinstance(person, str):
            person = Person.objects.create(full_name=person, post=fields.pop("own_post", ""))
        seat = Seat(person=person, body=body, post=post, seated_on=on, **fields)
        seat.full_clean()
        seat.save()
        return seat

    return make


@pytest.fixture
def session_of(conference):
    """Let a body meet at the conference: session_of("Ban Chấp hành", ordinal=6)."""

    def make(name: str, *, ordinal: int | None = None, term: str = "", **fields) -> ConferenceBody:
        body, _ = Body.objects.get_or_create(name=name, defaults=fields)
        return ConferenceBody.objects.create(conference=conference, body=body, ordinal=ordinal, term=term)

    return make


@pytest.fixture
def meeting(conference, session_of, seated, staff):
    """Three of the committee and one guest on the list of the conference; returns the session of the committee."""
    session = session_of("Ban Chấp hành", ordinal=6)
    for name in ("An Thử", "Bình Thử", "Chi Thử"):
        seated(name, session.body)
    workflow.draw_from_bodies(conference, sessions=[session], by=staff)
    workflow.add_by_hand(conference, names=[("Khách Thử", "Báo tỉnh")], by=staff)
    return session


@pytest.fixture
def delegate(conference, meeting):
    """By name: delegate("An Thử")."""
    return lambda name: conference.delegates.get(full_name=name)
