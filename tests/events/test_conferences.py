"""A conference's dossier: who meets, for which years, what is given there; and who may read it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events import workflow
from events.models import Body, Chair, Conference, ConferenceBody, Resolution
from tests.office.page import opened

pytestmark = pytest.mark.django_db


def page(conference) -> str:
    return reverse("events:conference", args=[conference.pk])


def test_one_session_of_two_bodies_carries_the_ordinal_of_each(of_two_bodies, browser, staff):
    said = browser(staff).get(page(of_two_bodies)).text

    assert "Ban Chỉ đạo lần thứ 33" in said
    assert "Ban Chấp hành lần thứ 6, nhiệm kỳ 2020 - 2025" in said


def test_an_ordinal_is_used_once_by_a_body_in_a_term_and_again_in_the_next(of_two_bodies, year):
    other = Conference.objects.create(
        title="Hội nghị khác", kind="committee", held_on=date(2023, 6, 1), period_reported=year("2023-6T")
    )
    body = Body.objects.get(name="Ban Chấp hành")

    ConferenceBody(conference=other, body=body, ordinal=6, term="2025 - 2030").full_clean()
    with pytest.raises(ValidationError, match="đã có một hội nghị mang số thứ tự đó"):
        ConferenceBody(conference=other, body=body, ordinal=6, term="2020 - 2025").full_clean()


def test_the_year_reviewed_is_not_the_year_of_the_meeting(conference, year):
    assert list(Conference.objects.reporting(year("2022"))) == [conference]
    assert list(Conference.objects.reporting(year("2023"))) == []


def test_chairs_stand_in_the_order_given_with_their_titles(conference, browser, leader):
    Chair.objects.create(conference=conference, position=2, full_name="Ông Thử Hai", titles="Phó Giám đốc")
    Chair.objects.create(conference=conference, position=1, full_name="Bà Thử Một", titles="Chủ tịch")

    said = browser(leader).get(page(conference)).text

    assert said.index("Bà Thử Một, Chủ tịch") < said.index("Ông Thử Hai, Phó Giám đốc")


def test_the_list_is_searched_without_diacritics(conference, browser, staff):
    client = browser(staff)

    assert conference.title in client.get(reverse("events:index"), {"q": "hoi truong DONG hung"}).text
    assert "Không có hội nghị nào khớp “đại hội”" in client.get(reverse("events:index"), {"q": "đại hội"}).text


@pytest.mark.parametrize("address", ["index", "conference"])
def test_a_stranger_meets_the_login_page(address, conference, browser):
    where = reverse("events:index") if address == "index" else page(conference)

    answer = browser().get(where)

    assert (answer.status_code, answer.url) == (302, f"{reverse('admin:login')}?next={where}")


def test_the_editor_is_told_why_not(conference, browser, editor):
    answer = browser(editor).get(page(conference))

    assert answer.status_code == 403
    assert "Trang này dành cho lãnh đạo và cán bộ" in answer.text


def test_a_conference_that_is_not_there_is_not_found(browser, staff):
    assert browser(staff).get("/hoi-nghi/999/").status_code == 404


def test_pages_for_people_with_accounts_stay_out_of_caches(conference, browser, staff):
    assert "no-store" in browser(staff).get(page(conference))["Cache-Control"]


@pytest.mark.parametrize("bodies", [1, 12])
def test_the_list_takes_the_same_queries_however_long(bodies, year, browser, staff, django_assert_num_queries):
    for number in range(bodies):
        conference = Conference.objects.create(
            title=f"Hội nghị {number}", kind="other", held_on=date(2023, 1, 1), period_reported=year("2022")
        )
        ConferenceBody.objects.create(conference=conference, body=Body.objects.create(name=f"Ban {number}"))
    client = browser(staff)

    with django_assert_num_queries(7):  # session, user, permissions (2), conferences, sessions, office
        client.get(reverse("events:index"))


def test_staff_enter_a_conference_with_its_bodies_and_chairs(browser, staff, year):
    body = Body.objects.create(name="Ban Chấp hành")
    period = year("2023")
    data = {
        "title": "Hội nghị nhập thử",
        "kind": "year_end",
        "held_on": "26/12/2023",
        "place": "",
        "period_reported": period.pk,
        "period_planned": "",
        "work_done": "",
        "limitations": "",
        "tasks": "Một việc\nHai việc",
        "proposals": "",
        **{f"{prefix}-{name}": value for prefix in PARTS for name, value in MANAGEMENT.items()},
        "sessions-TOTAL_FORMS": 1,
        "sessions-0-body": body.pk,
        "sessions-0-ordinal": 7,
        "sessions-0-term": "2020 - 2025",
    }

    answer = browser(staff).post(reverse("admin:events_conference_add"), data)

    assert answer.status_code == 302, answer.context["errors"]
    conference = Conference.objects.get()
    assert answer.url == page(conference)
    assert (conference.held_on, str(conference.sessions.get())) == (
        date(2023, 12, 26),
        "Ban Chấp hành lần thứ 7, nhiệm kỳ 2020 - 2025",
    )


PARTS = ("sessions", "chairs", "agendaitems", "contributions", "votes", "conclusions", "papers", "photos")
MANAGEMENT = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


class TestItsDay:
    def changed(self, browser, staff, conference, **typed):
        client, page = browser(staff), reverse("admin:events_conference_change", args=[conference.pk])
        return client.post(page, opened(client, page, **typed))

    def test_never_comes_after_a_resolution_of_it(self, conference, browser, staff):
        one = Resolution.objects.create(conference=conference, title="Về việc thử", content="Một")
        workflow.issue_resolution(one, on=date(2023, 1, 11), by=staff)

        refused = self.changed(browser, staff, conference, held_on="12/01/2023")

        assert "Nghị quyết số 01/2023 đã ban hành ngày 11/01/2023, trước ngày tổ chức này" in refused.text
        assert self.changed(browser, staff, conference, held_on="11/01/2023").status_code == 302

    def test_never_comes_before_a_letter_that_invites_to_it(self, meeting, conference, browser, staff):
        workflow.issue_invitations(conference, on=date(2023, 1, 3), by=staff)

        refused = self.changed(browser, staff, conference, held_on="02/01/2023")

        assert "Giấy mời số 01 ngày 03/01/2023 đã cấp, sau ngày tổ chức này" in refused.text

    def test_ends_after_it_began(self, conference, browser, staff):
        refused = self.changed(browser, staff, conference, starts_at="8:00", ends_at="7:30")

        assert "Giờ bế mạc phải sau giờ khai mạc." in refused.text


def test_what_a_new_conference_concludes_is_due_after_it(browser, staff, year):
    client, page = browser(staff), reverse("admin:events_conference_add")
    typed = {"title": "Hội nghị mới", "kind": "year_end", "held_on": "26/12/2023", "period_reported": year("2023").pk}
    typed |= {f"{prefix}-{name}": value for prefix in PARTS for name, value in MANAGEMENT.items()}
    typed |= {"conclusions-TOTAL_FORMS": 1, "conclusions-0-position": 1, "conclusions-0-text": "Việc thử"}

    refused = client.post(page, typed | {"conclusions-0-due_on": "25/12/2023"})

    assert "Hạn trước ngày hội nghị: hãy kiểm tra lại." in refused.text
    assert 'value="Việc thử"' in refused.text
    assert not Conference.objects.exists()


def test_a_session_with_a_list_stays_that_of_its_body(meeting, conference):
    meeting.body = Body.objects.create(name="Ban khác")

    with pytest.raises(ValidationError, match="Đã lập danh sách đại biểu của Ban Chấp hành: hãy thêm dòng khác"):
        meeting.full_clean()


def test_bad_input_comes_back_with_what_was_typed(browser, staff, year):
    data = {
        "title": "Hội nghị giữ lại",
        "kind": "year_end",
        "held_on": "31/02/2023",
        "period_reported": year("2023").pk,
    }
    data |= {f"{prefix}-{name}": value for prefix in PARTS for name, value in MANAGEMENT.items()}

    answer = browser(staff).post(reverse("admin:events_conference_add"), data)

    assert answer.status_code == 200
    assert "Hội nghị giữ lại" in answer.text
    assert answer.context["adminform"].form.errors.keys() == {"held_on"}
    assert Conference.objects.count() == 0
