from datetime import date

import pytest
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import Kind, Organisation
from office.worklist import tasks_for
from returns import dormancy
from returns.dormancy import suspects
from returns.models import Contact, Period
from tests.office.page import opened

DAY = date(2024, 6, 1)


@pytest.fixture
def years(db) -> list[Period]:
    found = [Period.objects.named(code) for code in ("2022", "2023")]
    for period in found:
        period.save()
    return found


def evidence(**more) -> dict[str, tuple[str, ...]]:
    return {one.organisation.code: one.evidence for one in suspects(DAY, within=Organisation.objects.all(), **more)}


def test_two_silent_years_speak_against_an_organisation(years, founded, reported):
    founded("A")
    reported(founded("B"), "2022", members=5)

    assert evidence() == {"A": ("Không có số liệu 02 năm liền (năm 2022 đến năm 2023).",)}


def test_one_that_did_not_exist_was_not_silent(years, founded):
    founded("A", on=date(2023, 1, 1))

    assert evidence() == {}


def test_nothing_is_said_while_too_few_years_are_over(founded):
    founded("A")

    assert evidence() == {}


@pytest.mark.parametrize(("revenue", "told"), [(0, True), (1, False), (None, False)])
def test_no_revenue_in_the_last_return_is_told(years, founded, reported, revenue, told):
    one = founded("A")
    reported(one, "2022", revenue=5)
    reported(one, "2023", revenue=revenue)

    assert evidence() == ({"A": ("Doanh thu bằng 0 theo số liệu năm 2023.",)} if told else {})


def test_what_somebody_found_is_told_until_it_is_verified(years, founded, reported, staff):
    one = founded("A")
    reported(one, "2023", revenue=5)
    Contact.objects.create(
        organisation=one, on=date(2024, 3, 1), outcome=Contact.Outcome.UNREACHABLE, note="số không dùng nữa", by=staff
    )

    assert evidence() == {"A": ("Không liên lạc được ngày 01/03/2024: số không dùng nữa.",)}

    workflow.verify_activity(one, state="active", since=date(2024, 4, 1), by=staff)
    assert evidence() == {}


def test_silence_and_no_revenue_speak_until_somebody_has_looked(years, founded, reported, staff):
    silent, idle = founded("A"), founded("B")
    reported(idle, "2023", revenue=0)
    within = Organisation.objects.all()
    assert (set(evidence()), dormancy.silent(DAY, within=within)) == ({"A", "B"}, 1)

    for one in (silent, idle):
        workflow.verify_activity(one, state="active", since=date(2020, 1, 1), verified_on=date(2024, 2, 1), by=staff)

    assert (evidence(), dormancy.silent(DAY, within=within)) == ({}, 0)


def test_one_known_to_have_stopped_is_not_looked_for(years, founded, staff):
    workflow.verify_activity(founded("A"), state="ceased", since=date(2023, 1, 1), by=staff)

    assert evidence() == {}


def test_an_enterprise_is_not_watched(years, founded):
    founded("A", kind=Kind.ENTERPRISE)

    assert evidence() == {}


def test_the_most_doubtful_come_first(years, founded, reported, staff):
    founded("A")
    one = founded("B")
    reported(one, "2023", revenue=0)
    Contact.objects.create(organisation=one, on=date(2024, 3, 1), outcome=Contact.Outcome.NO_MEETING, by=staff)

    assert list(evidence()) == ["B", "A"]


@pytest.mark.parametrize("organisations", [1, 5])
def test_asks_the_same_few_questions_of_the_database(years, founded, organisations, django_assert_num_queries):
    for number in range(organisations):
        founded(f"A{number}")

    with django_assert_num_queries(5):
        suspects(DAY, within=Organisation.objects.all())


class TestTheList:
    PAGE = reverse("admin:returns_contact_radar")

    def test_shows_the_evidence_and_what_can_be_done(self, years, founded, staff, browser):
        one = founded("A", name="Hợp tác xã Im Lặng")

        shown = browser(staff).get(self.PAGE).content.decode()

        assert ("Hợp tác xã Im Lặng" in shown, "02 năm liền" in shown) == (True, True)
        assert reverse("admin:cooperatives_organisation_xac-minh", args=[one.pk]) in shown

    def test_is_on_the_start_page(self, years, founded, staff):
        founded("A")

        assert "01 tổ chức không có số liệu 02 năm liền, cần rà soát hoạt động" in [
            task.sentence for task in tasks_for(staff)
        ]

    def test_is_not_for_strangers_or_the_editor(self, editor, browser):
        assert [client.get(self.PAGE).status_code for client in (browser(), browser(editor))] == [302, 403]

    def test_a_contact_is_signed_by_who_made_it(self, founded, staff, browser):
        page, one = reverse("admin:returns_contact_add"), founded("A")
        typed = {"organisation": str(one.pk), "on": "01/03/2024", "outcome": "unreachable"}

        browser(staff).post(page, opened(browser(staff), page, **typed))

        assert (Contact.objects.get().by, Contact.objects.get().organisation) == (staff, one)
