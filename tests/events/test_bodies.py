"""Who sits on which body on a day, in which term, and what they are called."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from events import workflow
from events.models import Body, ConferenceBody, Person, Seat, Term

pytestmark = pytest.mark.django_db
CONGRESS = date(2020, 9, 1)


@pytest.fixture
def committee(db):
    return Body.objects.create(name="Ban Chấp hành", kind=Body.Kind.EXECUTIVE, position=2)


def names(day: date, body: Body | None = None) -> list[str]:
    return [seat.person.full_name for seat in Seat.objects.sitting(on=day, body=body)]


def test_who_sat_on_a_day_is_one_query(committee, seated, django_assert_num_queries):
    seated("Bà Ở Lại", committee)
    seated("Ông Thôi", committee, left_on=date(2023, 7, 14), reason="chuyển công tác")
    seated("Cô Mới", committee, on=date(2023, 7, 14))

    with django_assert_num_queries(1):
        assert names(date(2023, 7, 13), committee) == ["Bà Ở Lại", "Ông Thôi"]
    assert names(date(2023, 7, 14), committee) == ["Bà Ở Lại", "Cô Mới"]
    assert names(date(2020, 8, 31), committee) == []


def test_nobody_sits_beyond_the_term(committee, seated):
    term = Term.objects.create(body=committee, name="2020 - 2025", ended_on=date(2025, 12, 20))
    seated("Bà Thử", committee, term=term)

    assert names(date(2025, 12, 20)) == ["Bà Thử"]
    assert names(date(2025, 12, 21)) == []


def test_titles_in_several_bodies_are_printed_the_highest_first(committee, seated):
    national = Body.objects.create(name="Ban Chấp hành Liên minh HTX Việt Nam", position=1)
    steering = Body.objects.create(name="Ban Chỉ đạo tỉnh", position=2)
    person = Person.objects.create(full_name="Ông Thử", post="Chủ tịch Liên minh HTX tỉnh")
    seated(person, steering, post="Phó Trưởng ban Thường trực")
    seated(person, national)

    assert person.titles(on=CONGRESS) == (
        "Ủy viên Ban Chấp hành Liên minh HTX Việt Nam, Phó Trưởng ban Thường trực Ban Chỉ đạo tỉnh, "
        "Chủ tịch Liên minh HTX tỉnh"
    )


def test_nobody_sits_twice_at_once_on_one_body(committee, seated):
    seat = seated("Bà Thử", committee)

    with pytest.raises(ValidationError, match="Bà Thử đã là Ủy viên Ban Chấp hành từ ngày 01/09/2020"):
        seated(seat.person, committee, on=date(2022, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(person=seat.person, body=committee, post="Ủy viên", seated_on=date(2022, 1, 1))


def test_leaving_takes_a_day_and_a_reason(committee, seated):
    with pytest.raises(ValidationError, match="Thôi tham gia thì ghi cả ngày và lý do"):
        seated("Bà Thử", committee, left_on=date(2023, 7, 14))


def test_a_seat_is_of_a_term_of_its_own_body(committee, seated):
    other = Term.objects.create(body=Body.objects.create(name="Ban khác"), name="2020 - 2025")

    with pytest.raises(ValidationError, match="Nhiệm kỳ này của Ban khác, không phải của Ban Chấp hành"):
        seated("Bà Thử", committee, term=other)


def test_a_session_names_the_term_as_it_is_kept(committee, conference):
    Term.objects.create(body=committee, name="2020 - 2025")

    ConferenceBody(conference=conference, body=committee, term="2020 - 2025", ordinal=1).full_clean()
    with pytest.raises(ValidationError, match="không có nhiệm kỳ “2020-2025”: hãy ghi đúng như đã khai"):
        ConferenceBody(conference=conference, body=committee, term="2020-2025", ordinal=1).full_clean()


@pytest.mark.parametrize(
    ("rule", "present", "enough"),
    [
        ((2, 3, False), 20, True),
        ((2, 3, False), 19, False),
        ((1, 2, True), 15, False),
        ((1, 2, True), 16, True),
        ((None, None, False), 30, None),
    ],
)
def test_quorum_is_what_the_office_says_and_nothing_when_it_says_nothing(rule, present, enough):
    part, of, exceeded = rule
    body = Body(quorum_part=part, quorum_of=of, quorum_exceeded=exceeded)

    assert body.has_quorum(present=present, entitled=30) is enough


def test_a_quorum_that_nobody_can_reach_is_refused():
    with pytest.raises(ValidationError, match="Không thể có mặt quá toàn bộ"):
        Body(name="Ban Thử", quorum_part=3, quorum_of=3, quorum_exceeded=True).full_clean()


class TestChangesAtAConference:
    """Six leave, two are elected, one of whom joins the standing board as well."""

    @pytest.fixture
    def session(self, session_of, seated):
        session = session_of("Ban Chấp hành", ordinal=6)
        for number in range(10):
            seated(f"Ủy viên {number}", session.body)
        return session

    @pytest.fixture
    def changed(self, session, conference, staff):
        leaving = Seat.objects.sitting(on=conference.held_on)[:6]
        new, other = Person(full_name="Bà Mới"), Person(full_name="Ông Mới")
        standing = Body.objects.create(name="Ban Thường vụ")
        return workflow.change_personnel(
            conference,
            withdrawals=[workflow.Withdrawal(seat, "xin nghỉ") for seat in leaving],
            elections=[
                workflow.Election(new, session.body, "Ủy viên"),
                workflow.Election(new, standing, "Ủy viên"),
                workflow.Election(other, session.body, "Ủy viên"),
            ],
            by=staff,
        )

    def test_the_seats_follow(self, changed, session, conference):
        assert len(names(date(2023, 1, 9), session.body)) == 10
        assert names(conference.held_on, session.body) == ["Bà Mới", "Ông Mới", *(f"Ủy viên {n}" for n in range(6, 10))]
        assert Person.objects.filter(full_name="Bà Mới").count() == 1

    def test_those_let_go_are_still_entitled_there_and_those_elected_not_yet(self, changed, session, conference, staff):
        assert workflow.draw_from_bodies(conference, sessions=[session], by=staff) == 10

    def test_the_dossier_tells_them(self, changed, conference, browser, staff):
        said = browser(staff).get(reverse("events:proceedings", args=[conference.pk])).text

        assert "Cho thôi tham gia Ban Chấp hành 06 người" in said
        assert "Bầu bổ sung vào Ban Chấp hành 02 người: Bà Mới (Ủy viên); Ông Mới (Ủy viên)." in said
        assert "Bầu bổ sung vào Ban Thường vụ 01 người" in said

    def test_all_or_none(self, session, conference, staff):
        seat = Seat.objects.first()
        twice = [workflow.Withdrawal(seat, "xin nghỉ")] * 2

        with pytest.raises(ValidationError, match="đã thôi tham gia từ ngày 10/01/2023"):
            workflow.change_personnel(conference, withdrawals=twice, by=staff)
        assert Seat.objects.exclude(left_on=None).count() == 0

    def test_a_new_name_is_not_that_of_somebody_kept_already(self, session, conference, seated, staff):
        seated("Bà Cũ", Body.objects.create(name="Ban Thường vụ"), own_post="Giám đốc")
        again, namesake = Person(full_name="Bà Cũ", post="Giám đốc"), Person(full_name="Bà Cũ", post="Kế toán")

        with pytest.raises(ValidationError, match="Bà Cũ, Giám đốc: đã có trong danh sách nhân sự"):
            workflow.change_personnel(
                conference, elections=[workflow.Election(again, session.body, "Ủy viên")], by=staff
            )
        workflow.change_personnel(
            conference, elections=[workflow.Election(namesake, session.body, "Ủy viên")], by=staff
        )
        assert Person.objects.filter(full_name="Bà Cũ").count() == 2

    def test_by_the_page(self, session, conference, browser, staff):
        seat, page = Seat.objects.first(), reverse("events:personnel", args=[conference.pk])
        sent = {"bau-TOTAL_FORMS": 1, "bau-INITIAL_FORMS": 0, f"thoi-{seat.pk}": "on", f"ly-do-{seat.pk}": "nghỉ hưu"}
        sent |= {"bau-0-full_name": "Bà Mới", "bau-0-body": session.body.pk, "bau-0-post": "Ủy viên"}
        client = browser(staff)

        refused = client.post(page, sent | {f"ly-do-{seat.pk}": ""})
        assert (refused.status_code, "hãy ghi lý do thôi tham gia" in refused.text) == (400, True)
        assert 'value="Bà Mới"' in refused.text
        assert client.post(page, sent).status_code == 302
        assert (Seat.objects.get(pk=seat.pk).reason, Person.objects.filter(full_name="Bà Mới").count()) == (
            "nghỉ hưu",
            1,
        )


def test_the_page_shows_the_bodies_of_a_day(committee, seated, browser, leader):
    seated("Bà Thử", committee)
    client, page = browser(leader), reverse("events:bodies")

    assert "Bà Thử, Ủy viên" in client.get(page, {"ngay": "01/09/2020"}).text
    assert "Chưa ghi ai tham gia ban nào" in client.get(page, {"ngay": "01/08/2020"}).text
    refused = client.get(page, {"ngay": "31/02/2020"})
    assert (refused.status_code, "không có trên lịch" in refused.text) == (400, True)
