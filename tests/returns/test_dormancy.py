from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives import workflow
from cooperatives.models import Kind, Organisation
from office.worklist import tasks_for
from returns import dormancy
from returns.dormancy import suspects
from returns.models import Campaign, Contact, Period, Submission
from tests.office.page import opened

DAY = date(2024, 6, 1)


@pytest.fixture
def years(db) -> list[Campaign]:
    """A campaign for each of 2022 and 2023, both over on DAY."""
    return [asked(code) for code in ("2022", "2023")]


def asked(code: str, **more) -> Campaign:
    """A campaign whose due day is the last of the January after."""
    period = Period.objects.named(code)
    if period.pk is None:
        period.save()
    opens_on = period.end + timedelta(1)
    days = {"opens_on": opens_on, "due_on": opens_on + timedelta(30), "closes_on": opens_on + timedelta(60)}
    return Campaign.objects.create(**{"period": period, "expected_on": period.end, **days, **more})


def evidence(**more) -> dict[str, tuple[str, ...]]:
    return {one.organisation.code: one.evidence for one in suspects(DAY, within=Organisation.objects.all(), **more)}


def unanswered(*named: str) -> tuple[str]:
    return (f"Không gửi số liệu {len(named):02} đợt thu liền có hỏi: {'; '.join(named)}.",)


OF_2022 = "năm 2022 (chính thức), hạn 31/01/2023"
OF_2023 = "năm 2023 (chính thức), hạn 31/01/2024"


def test_two_campaigns_without_an_answer_speak_against_an_organisation(years, founded, reported):
    founded("A")
    reported(founded("B"), "2022", members=5)

    assert evidence() == {"A": unanswered(OF_2022, OF_2023)}


def test_how_many_is_for_the_office_to_say(years, founded, reported, settings):
    founded("A")
    reported(founded("B"), "2022", members=5)
    assert evidence(campaigns=1) == {"A": unanswered(OF_2023), "B": unanswered(OF_2023)}
    assert evidence(campaigns=3) == {}

    settings.SILENT_CAMPAIGNS = 1
    assert set(evidence()) == {"A", "B"}


def test_years_in_which_nobody_asked_are_no_silence(founded):
    for code in ("2022", "2023"):
        Period.objects.named(code).save()
    founded("A")

    assert evidence() == {}


def test_one_that_a_campaign_did_not_ask_was_not_silent_in_it(years, founded):
    founded("A", on=date(2023, 1, 1))  # after the first counted whom it asks
    years[0].kinds = ["credit_fund"]
    years[0].save()
    founded("B")

    assert evidence() == {}


def test_the_campaigns_that_asked_a_kind_need_not_be_the_last_of_all(years, founded):
    asked("2023", stage="estimate", kinds=["credit_fund"], due_on=date(2024, 2, 20))
    founded("A")
    founded("B", kind=Kind.CREDIT_FUND)

    found = evidence()

    assert found["A"] == unanswered(OF_2022, OF_2023)
    assert found["B"] == unanswered(OF_2023, "năm 2023 (ước), hạn 20/02/2024")


def test_a_campaign_counts_once_its_due_day_is_past(years, founded):
    Campaign.objects.filter(pk=years[1].pk).update(due_on=DAY, closes_on=DAY)
    founded("A")

    assert evidence() == {}


def test_what_was_sent_in_is_an_answer_before_anybody_looks_at_it(years, founded, submission_of):
    submission_of(years[1], founded("A"), Submission.State.SUBMITTED)
    submission_of(years[1], founded("B"), Submission.State.DRAFT)

    assert set(evidence()) == {"B"}


@pytest.fixture
def submission_of():
    def make(campaign, organisation, state) -> Submission:
        at = None if state == Submission.State.DRAFT else timezone.now()
        source = Submission.Source.WORKBOOK
        return Submission.objects.create(
            campaign=campaign, organisation=organisation, source=source, state=state, submitted_at=at
        )

    return make


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

    with django_assert_num_queries(7):
        suspects(DAY, within=Organisation.objects.all())


class TestTheList:
    PAGE = reverse("admin:returns_contact_radar")

    def test_shows_the_evidence_and_what_can_be_done(self, years, founded, staff, browser):
        one = founded("A", name="Hợp tác xã Im Lặng")

        shown = browser(staff).get(self.PAGE).content.decode()

        assert ("Hợp tác xã Im Lặng" in shown, "02 đợt thu liền" in shown) == (True, True)
        assert reverse("admin:cooperatives_organisation_xac-minh", args=[one.pk]) in shown

    def test_counts_as_many_campaigns_as_asked_for(self, years, founded, reported, staff, browser):
        reported(founded("B", name="Hợp tác xã Thưa"), "2022", members=5)

        once, twice, nonsense = (browser(staff).get(self.PAGE, {"dot": dot}).text for dot in ("1", "2", "một"))

        assert ("Hợp tác xã Thưa" in once, "Hợp tác xã Thưa" in twice) == (True, False)
        assert "“một”" in nonsense

    def test_is_on_the_start_page(self, years, founded, staff):
        founded("A")

        assert "01 tổ chức không gửi số liệu 02 đợt thu liền, cần rà soát hoạt động" in [
            task.sentence for task in tasks_for(staff)
        ]

    def test_is_not_for_strangers_or_the_editor(self, editor, browser):
        assert [client.get(self.PAGE).status_code for client in (browser(), browser(editor))] == [302, 403]

    def test_a_contact_is_signed_by_who_made_it(self, founded, staff, browser):
        page, one = reverse("admin:returns_contact_add"), founded("A")
        typed = {"organisation": str(one.pk), "on": "01/03/2024", "outcome": "unreachable"}

        browser(staff).post(page, opened(browser(staff), page, **typed))

        assert (Contact.objects.get().by, Contact.objects.get().organisation) == (staff, one)
