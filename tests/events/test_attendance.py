"""Who is expected at a conference, who came, how many that is of a body, and how they voted."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cooperatives import workflow as register
from cooperatives.models import Post
from events import workflow
from events.models import Body, Conference, ConferenceBody, Delegate, Resolution, Seat, Vote
from tests.office.page import opened

pytestmark = pytest.mark.django_db


def page(name: str, conference) -> str:
    return reverse(f"events:{name}", args=[conference.pk])


class TestTheList:
    def test_is_drawn_from_the_seats_of_the_day_with_titles(self, meeting, conference):
        listed = conference.delegates.in_order().values_list("full_name", "titles")

        assert list(listed) == [
            *((f"{name} Thử", "Ủy viên Ban Chấp hành") for name in ("An", "Bình", "Chi")),
            ("Khách Thử", "Báo tỉnh"),
        ]

    def test_has_one_who_sits_on_two_bodies_once(self, conference, session_of, seated, staff):
        sessions = [session_of("Ban Chỉ đạo", ordinal=33), session_of("Ban Chấp hành", ordinal=6)]
        person = seated("An Thử", sessions[0].body).person
        seated(person, sessions[1].body)

        assert workflow.draw_from_bodies(conference, sessions=sessions, by=staff) == 1
        assert set(conference.delegates.get().sessions.all()) == set(sessions)

    def test_drawn_again_takes_only_those_missing(self, meeting, conference, seated, staff):
        seated("Dung Thử", meeting.body)

        assert workflow.draw_from_bodies(conference, sessions=[meeting], by=staff) == 1
        assert conference.delegates.count() == 5

    def test_stays_as_it_was_when_seats_change(self, meeting, conference, staff):
        seat = Seat.objects.first()
        workflow.change_personnel(conference, withdrawals=[workflow.Withdrawal(seat, "xin nghỉ")], by=staff)

        assert ConferenceBody.objects.with_turnout().get().entitled == 3

    def test_names_who_represents_an_organisation(self, conference, founded, staff):
        htx, other = founded("H1", name="HTX Thử Một"), founded("H2", name="HTX Thử Hai")
        Post.objects.create(organisation=htx, person="Bà Giám Đốc", role="director", represents=True)
        asked = [htx, other]

        assert workflow.invite_organisations(conference, organisations=asked, by=staff) == 2
        assert workflow.invite_organisations(conference, organisations=asked, by=staff) == 0
        assert [str(one) for one in conference.delegates.in_order()] == [
            "Bà Giám Đốc, Giám đốc, Tổng giám đốc, HTX Thử Một",
            "Đại diện đơn vị, HTX Thử Hai",
        ]

    def test_refuses_the_same_person_twice_in_words(self, meeting, conference, staff):
        with pytest.raises(ValidationError, match="danh sách đã có người cùng họ tên, chức danh"):
            workflow.add_by_hand(conference, names=[("Khách Thử", "Báo tỉnh")], by=staff)

    def test_is_made_on_a_page_from_all_three(self, conference, session_of, seated, founded, browser, staff):
        session = session_of("Ban Chấp hành")
        seated("An Thử", session.body)
        register.admit(founded("H1"), on=conference.held_on - timedelta(9), by=staff)
        sent = {"sessions": [session.pk], "kinds": ["cooperative"], "by_hand": "Khách Thử; Báo tỉnh\nKhách Hai"}

        answer = browser(staff).post(page("draw", conference), sent)

        assert answer.status_code == 302
        names = conference.delegates.in_order().values_list("full_name", flat=True)
        assert list(names) == ["An Thử", "Đại diện đơn vị", "Khách Thử", "Khách Hai"]

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, meeting, conference, browser, staff):
        client = browser(staff)

        for typed, told in (
            ("; Giám đốc", "thiếu họ tên"),
            ("Mới Thử\nKhách Thử; Báo tỉnh", "đã có người cùng họ tên"),
        ):
            refused = client.post(page("draw", conference), {"by_hand": typed})
            assert (refused.status_code, told in refused.text, typed in refused.text) == (400, True, True)
        assert conference.delegates.count() == 4
        assert "Chưa chọn gì" in client.post(page("draw", conference), {}).text


class TestTheRoll:
    def test_notes_who_came_and_takes_back_a_mistake(self, meeting, conference, delegate, browser, staff):
        an, binh = delegate("An Thử"), delegate("Bình Thử")
        client = browser(staff)

        client.post(page("roll_call", conference), {"present": [an.pk, binh.pk]})
        assert [one.full_name for one in conference.delegates.present()] == ["An Thử", "Bình Thử"]
        client.post(page("roll_call", conference), {"shown": [an.pk, binh.pk], "present": [an.pk]})
        assert [one.full_name for one in conference.delegates.present()] == ["An Thử"]

    def test_does_not_take_back_what_another_noted_meanwhile(self, meeting, conference, delegate, browser, staff):
        an, binh = delegate("An Thử"), delegate("Bình Thử")
        workflow.check_in(an, by=staff)  # after the page was opened, which shows nobody

        browser(staff).post(page("roll_call", conference), {"present": [binh.pk]})

        assert [one.full_name for one in conference.delegates.present()] == ["An Thử", "Bình Thử"]

    def test_that_comes_back_refused_takes_nobody_off_who_was_not_on_the_page_sent(
        self, meeting, conference, delegate, browser, staff
    ):
        an, binh = delegate("An Thử"), delegate("Bình Thử")
        for one in (an, binh):  # the second by a telephone, after the page was opened
            workflow.check_in(one, by=staff)
        Vote.objects.create(conference=conference, session=meeting, subject="Thử", in_favour=2)
        client = browser(staff)

        refused = client.post(page("roll_call", conference), {"shown": [an.pk]})

        assert refused.status_code == 409
        again = {
            "shown": re.findall(r'name="shown" value="(\d+)"', refused.text),
            "present": re.findall(r'name="present" value="(\d+)" checked', refused.text),
        }
        assert again == {"shown": [str(an.pk), str(binh.pk)], "present": [str(binh.pk)]}
        Vote.objects.all().delete()
        client.post(page("roll_call", conference), again)
        assert [one.full_name for one in conference.delegates.present()] == ["Bình Thử"]

    def test_holds_a_congress(self, meeting, conference, browser, staff):
        Delegate.objects.bulk_create(
            Delegate(conference=conference, full_name=f"Đại biểu {number}") for number in range(1200)
        )
        everybody = list(conference.delegates.values_list("pk", flat=True))

        assert browser(staff).post(page("roll_call", conference), {"present": everybody}).status_code == 302
        assert conference.delegates.present().count() == 1204

    def test_keeps_to_its_own_conference(self, meeting, conference, delegate, year, browser, staff):
        other = Conference.objects.create(
            title="Khác", kind="other", held_on=conference.held_on, period_reported=year("2022")
        )

        browser(staff).post(page("roll_call", other), {"present": [delegate("An Thử").pk, "x", "9" * 30]})

        assert Delegate.objects.present().count() == 0

    def test_a_second_check_in_changes_nothing_and_says_since_when(self, meeting, delegate, staff):
        first = workflow.check_in(delegate("An Thử"), by=staff)
        again = workflow.check_in(delegate("An Thử"), by=staff)

        assert (first.again, again.again) == (False, True)
        assert again.delegate.checked_in_at == first.delegate.checked_in_at
        assert "không ghi thêm lần nữa" in again.sentence
        assert delegate("An Thử").history.count() == 2  # drawn, checked in

    def test_a_check_in_is_one_short_transaction(self, meeting, delegate, staff, django_assert_num_queries):
        one = delegate("An Thử")

        with django_assert_num_queries(5):  # savepoint, lock, write, history, release
            workflow.check_in(one, by=staff)


class TestTurnout:
    def test_is_told_of_each_body_with_whether_it_may_meet(self, meeting, conference, delegate, browser, leader, staff):
        Body.objects.update(quorum_part=2, quorum_of=3)
        workflow.check_in(delegate("An Thử"), by=staff)
        client = browser(leader)
        told = "Ban Chấp hành lần thứ 6: có mặt {}/3 thành viên, đạt {}, {} (quy định từ 2/3 tổng số)."

        assert told.format(1, "33,3%", "CHƯA đủ điều kiện họp") in client.get(page("conference", conference)).text
        workflow.check_in(delegate("Bình Thử"), by=staff)
        workflow.check_in(delegate("Khách Thử"), by=staff)  # a guest does not count
        assert told.format(2, "66,7%", "đủ điều kiện họp") in client.get(page("conference", conference)).text

    def test_without_a_rule_says_the_share_alone(self, meeting, conference, browser, leader):
        said = browser(leader).get(page("conference", conference)).text

        assert "có mặt 0/3 thành viên, đạt 0%." in said

    def test_too_few_are_warned_of_where_votes_stand_and_before_a_resolution_is_issued(
        self, meeting, conference, delegate, browser, staff
    ):
        Body.objects.update(quorum_part=2, quorum_of=3)
        draft = Resolution.objects.create(conference=conference, title="Thử", content="Một")
        client, warned = browser(staff), "CHƯA đủ điều kiện họp"
        pages = [page("proceedings", conference), page("outcome", conference)]
        pages.append(reverse("admin:events_resolution_ban-hanh", args=[draft.pk]))

        before = [warned in client.get(one).text for one in pages]
        for name in ("An Thử", "Bình Thử"):
            workflow.check_in(delegate(name), by=staff)
        after = [warned in client.get(one).text for one in pages]

        assert (before, after) == ([True] * 3, [False] * 3)

    def test_a_rule_without_a_list_of_members_is_warned_of(self, conference, session_of, browser, staff):
        session_of("Ban Chấp hành", ordinal=6, quorum_part=2, quorum_of=3)

        said = browser(staff).get(page("proceedings", conference)).text

        assert "Ban Chấp hành lần thứ 6: chưa lập danh sách thành viên" in said
        assert "chưa biết có đủ điều kiện họp hay không (quy định từ 2/3 tổng số)" in said

    def test_is_of_all_members_since_none_who_still_sits_is_taken_off_the_list(
        self, meeting, conference, delegate, browser, staff
    ):
        client = browser(staff)
        pages = [reverse("admin:events_delegate_delete", args=[delegate(name).pk]) for name in ("An Thử", "Khách Thử")]

        assert [client.post(one, {"post": "yes"}).status_code for one in pages] == [403, 302]
        Seat.objects.filter(person=delegate("An Thử").person).update(seated_on=conference.held_on + timedelta(1))
        assert client.post(pages[0], {"post": "yes"}).status_code == 302  # entered by mistake
        assert [one.full_name for one in conference.delegates.in_order()] == ["Bình Thử", "Chi Thử"]


class TestVotes:
    def vote(self, session, **votes) -> Vote:
        return Vote(conference=session.conference, session=session, subject="Thử", **votes)

    def test_are_at_most_as_many_as_may_vote_and_are_there(self, meeting, delegate, staff):
        workflow.check_in(delegate("An Thử"), by=staff)
        workflow.check_in(delegate("Khách Thử"), by=staff)

        self.vote(meeting, in_favour=1).full_clean()
        with pytest.raises(
            ValidationError, match="“Thử”: tổng số biểu quyết 2 nhiều hơn 1 đại biểu có quyền biểu quyết"
        ):
            self.vote(meeting, in_favour=1, abstained=1).full_clean()
        Vote(conference=meeting.conference, subject="Mọi người", in_favour=2).full_clean()

    def test_of_a_body_that_does_not_meet_there_are_refused(self, meeting, conference, year):
        other = Conference.objects.create(
            title="Khác", kind="other", held_on=conference.held_on, period_reported=year("2022")
        )

        with pytest.raises(ValidationError, match="Cơ quan, ban này không họp tại hội nghị này"):
            Vote(conference=other, session=meeting, subject="Thử", in_favour=0).full_clean()

    def test_that_are_too_many_are_refused_on_the_page_which_keeps_them(
        self, meeting, conference, delegate, browser, staff
    ):
        workflow.check_in(delegate("An Thử"), by=staff)
        client, address = browser(staff), reverse("admin:events_conference_change", args=[conference.pk])
        typed = {"votes-TOTAL_FORMS": 1, "votes-0-subject": "Thông qua", "votes-0-in_favour": "2"}

        refused = client.post(address, opened(client, address, **typed))

        assert "tổng số biểu quyết 2 nhiều hơn 1 đại biểu có quyền biểu quyết đang có mặt" in refused.text
        assert 'value="Thông qua"' in refused.text
        assert not Vote.objects.exists()

    def test_are_not_entered_with_a_conference_that_nobody_has_come_to(self, year, browser, staff):
        client, address = browser(staff), reverse("admin:events_conference_add")
        typed = {"title": "Thử", "kind": "other", "held_on": "10/01/2023", "period_reported": year("2022").pk}
        typed |= {"votes-TOTAL_FORMS": 1, "votes-0-subject": "Thông qua", "votes-0-in_favour": "99"}

        assert client.post(address, opened(client, address, **typed)).status_code == 302
        assert (Conference.objects.count(), Vote.objects.count()) == (1, 0)

    def test_hold_back_whoever_takes_a_voter_off_the_roll(self, meeting, conference, delegate, browser, staff):
        an = delegate("An Thử")
        workflow.check_in(an, by=staff)
        self.vote(meeting, in_favour=1).save()

        refused = browser(staff).post(page("roll_call", conference), {"shown": [an.pk]})

        assert (refused.status_code, "“Thử”: tổng số biểu quyết 1 nhiều hơn 0" in refused.text) == (409, True)
        assert delegate("An Thử").present
