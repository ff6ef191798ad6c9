"""Bodies, conferences and awards as the office enters them."""

from datetime import date

import pytest

from events.models import Award, AwardKind, Body, Conference, ConferenceBody, Recipient
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
