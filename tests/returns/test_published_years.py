"""What the public has read is changed by leave of leadership alone, whichever way in; what follows from the register
is allowed and told."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cooperatives import workflow as register
from cooperatives.importing import LifeEventResource, OrganisationResource
from cooperatives.models import LifeEvent, Organisation
from office.importing.undo import undo_import
from office.models import ImportRun
from returns import workflow
from returns.importing import ReturnResource
from returns.models import AnnualReturn, Campaign, Correction, Period
from returns.since_publication import changes_after_publication
from tests.office.page import complaints, opened
from tests.office.sheets import imported

WHO = "hãy nhờ lãnh đạo bấm “Cho sửa số đã công bố”"
ADDING = reverse("admin:returns_annualreturn_add")


def page(row, verb: str = "change") -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_{verb}", args=[row.pk])


def told(response) -> list[str]:
    """What the pages said on the way."""
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng")


@pytest.fixture
def row(htx, reported) -> AnnualReturn:
    return reported(htx, "2023", members=120)


@pytest.fixture
def year(row, leader) -> Period:
    return workflow.publish(row.period, by=leader)


@pytest.fixture
def let_through(year, htx, leader) -> Correction:
    until = timezone.localdate()
    return workflow.grant_correction(htx, year, "official", until=until, reason="Khai sai", by=leader)


@pytest.fixture
def desk(staff, browser):
    return browser(staff)


class TestTheFormOfAReturn:
    def test_refuses_a_change_and_says_who_may_let_it_through(self, year, row, desk):
        response = desk.post(page(row), opened(desk, page(row), members="130"))

        assert [WHO in sentence for sentence in complaints(response)] == [True]
        row.refresh_from_db()
        assert row.members == 120

    def test_says_so_before_anybody_types(self, year, row, desk):
        assert WHO in desk.get(page(row)).content.decode()

    @pytest.mark.parametrize("stage", ["official", "estimate"])
    def test_refuses_a_new_return_of_either_stage(self, stage, year, founded, desk):
        new = {"organisation": founded("B").pk, "period": year.pk, "stage": stage, "members": "9"}

        response = desk.post(ADDING, opened(desk, ADDING, **new))

        assert [WHO in sentence for sentence in complaints(response)] == [True]

    def test_moves_no_return_out_of_it(self, year, row, desk):
        other = Period.objects.named("2024")
        other.save()

        response = desk.post(page(row), opened(desk, page(row), period=str(other.pk)))

        assert [WHO in sentence for sentence in complaints(response)] == [True]

    def test_takes_the_change_once_leadership_lets_it_through(self, let_through, row, desk):
        desk.post(page(row), opened(desk, page(row), members="130"))

        row.refresh_from_db()
        assert row.members == 130

    def test_does_not_delete(self, year, row, desk):
        asked = desk.get(page(row, "delete"))

        desk.post(page(row, "delete"), {"post": "yes"})

        assert [WHO in sentence for sentence in told(asked)] == [True]
        assert AnnualReturn.objects.count() == 1

    def test_deletes_with_leave(self, let_through, row, desk):
        desk.post(page(row, "delete"), {"post": "yes"})

        assert AnnualReturn.objects.count() == 0


class TestAFile:
    ROWS = (["Mã", "Kỳ", "Thành viên"], ["HTX1", "2023", "130"])

    def test_is_refused_at_the_row_and_column(self, year, staff):
        [error] = imported(ReturnResource, list(self.ROWS), by=staff).errors

        assert (error.row, error.column, WHO in error.message) == (2, "Kỳ", True)

    def test_that_says_what_is_published_changes_nothing_and_is_taken(self, year, staff):
        """As when a list is exported and sent in again."""
        report = imported(ReturnResource, [self.ROWS[0], ["HTX1", "2023", "120"]], by=staff)

        assert (report.errors, report.unchanged) == ([], 1)

    def test_is_taken_with_leave(self, let_through, row, staff):
        assert imported(ReturnResource, list(self.ROWS), by=staff).updated == 1

    def test_taken_before_is_not_taken_back(self, htx, staff, leader):
        imported(ReturnResource, list(self.ROWS), by=staff)
        workflow.publish(Period.objects.get(), by=leader)

        with pytest.raises(ValidationError) as caught:
            undo_import(ImportRun.objects.latest("pk"), reason="Nhầm tệp", by=staff)

        assert [WHO in sentence for sentence in caught.value.messages].count(True) == 1
        assert AnnualReturn.objects.get().members == 130


class TestWhatIsSentIn:
    @pytest.fixture
    def campaign(self, row) -> Campaign:
        today = timezone.localdate()
        days = {"opens_on": today, "due_on": today, "closes_on": today + timedelta(5)}
        return Campaign.objects.create(period=row.period, expected_on=row.period.end, **days)

    @pytest.fixture
    def draft(self, campaign, htx):
        workflow.issue_links(campaign, [htx], expires_on=campaign.closes_on)
        return workflow.save_draft(campaign.links.get(), {"members": "130"}, revision=0)

    def test_is_not_submitted_after_publication(self, draft, row, leader):
        workflow.publish(row.period, by=leader)

        with pytest.raises(ValidationError, match="đã công bố"):
            workflow.submit(draft)

    def test_is_not_accepted_after_publication(self, draft, row, leader, staff):
        sent = workflow.submit(draft)
        workflow.publish(row.period, by=leader)

        with pytest.raises(ValidationError, match="đã công bố"):
            workflow.accept(sent, by=staff)

    def test_leave_given_before_ends_with_the_publication(self, campaign, htx, row, staff, leader):
        until = timezone.localdate()
        workflow.grant_correction(htx, campaign.period, "official", until=until, reason="Muộn", by=staff)

        workflow.publish(row.period, by=leader)

        with pytest.raises(ValidationError, match="đã công bố"):
            workflow.check_can_change(htx, Period.objects.get(), "official")


class TestLettingThrough:
    def test_is_leadership_s_alone(self, year, htx, staff):
        with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo"):
            workflow.grant_correction(htx, year, "official", until=timezone.localdate(), reason="Sai", by=staff)

    def test_is_done_on_the_period_s_page(self, year, htx, row, leader, browser):
        typed = {"organisation": htx.pk, "stage": "official", "until": f"{timezone.localdate():%d/%m/%Y}"}

        browser(leader).post(page(year, "cho-sua"), {**typed, "reason": "Khai sai"})

        assert [(one.organisation, one.published) for one in Correction.objects.all()] == [(htx, True)]

    def test_is_not_offered_to_staff(self, year, desk):
        labels = [verb["label"] for verb in desk.get(page(year)).context["verbs"]]

        assert (labels, desk.get(page(year, "cho-sua")).status_code) == ([], 403)

    def test_ends_on_its_day(self, let_through, year, htx):
        tomorrow = timezone.localdate() + timedelta(1)

        with pytest.raises(ValidationError, match="đã công bố"):
            workflow.check_can_change(htx, year, "official", on=tomorrow)

    def test_the_days_of_a_published_year_stay(self, year, desk):
        desk.post(page(year), opened(desk, page(year), end="14/12/2023"))

        year.refresh_from_db()
        assert year.end == date(2023, 12, 31)


class TestTheRegister:
    NAMED = "đổi số đã công bố của năm 2023"

    def send(self, desk, organisation, verb: str, **typed):
        address = reverse(f"admin:cooperatives_cooperative_{verb}", args=[organisation.pk])
        return desk.post(address, opened(desk, address, **typed))

    @pytest.mark.parametrize(
        ("verb", "typed"),
        [
            ("giai-the", {"on": "01/06/2023"}),
            ("xac-minh", {"state": "ceased", "since": "01/06/2023"}),
            ("ket-nap", {"on": "01/06/2023"}),
        ],
    )
    def test_may_change_within_a_published_year_and_says_so(self, verb, typed, year, htx, desk):
        response = self.send(desk, htx, verb, **typed)

        assert response.status_code == 302
        assert [self.NAMED in sentence for sentence in told(response)] == [False, True]

    def test_says_nothing_of_later_days(self, year, htx, desk):
        assert len(told(self.send(desk, htx, "giai-the", on="01/06/2024"))) == 1

    def test_tells_of_an_event_taken_back(self, year, htx, desk):
        register.end(htx, kind=LifeEvent.Kind.DISSOLVED, on=date(2023, 6, 1), by=None)

        response = self.send(desk, htx, "huy-su-kien", reason="Ghi nhầm")

        assert [self.NAMED in sentence for sentence in told(response)] == [False, True]

    def test_tells_of_one_founded_within(self, year, desk):
        adding = reverse("admin:cooperatives_group_add")
        typed = {"code": "T1", "name": "Tổ mới", "sector": "agriculture", "founded_on": "01/03/2023"}

        response = desk.post(adding, opened(desk, adding, **typed))

        assert sum(self.NAMED in sentence for sentence in told(response)) == 1

    @pytest.mark.parametrize(
        ("resource", "rows"),
        [
            (LifeEventResource, [["Sự kiện", "Ngày", "Mã"], ["giải thể", "01/06/2023", "HTX1"]]),
            (
                OrganisationResource,
                [["Mã", "Tên", "Loại hình", "Ngày thành lập"], ["N", "HTX Mới", "HTX", "01/06/2023"]],
            ),
        ],
    )
    def test_tells_of_a_file_before_it_is_taken(self, resource, rows, year, staff):
        report = imported(resource, rows, by=staff, dry_run=True)

        assert (report.errors, [self.NAMED in each for each in report.warnings]) == ([], [True])


class TestWhatLeadershipSees:
    def lines(self, period) -> list[str]:
        return [change.row for change in changes_after_publication(period)]

    def test_is_nothing_at_first(self, year):
        assert self.lines(year) == []

    def test_is_each_return_changed_since_with_both_values(self, let_through, year, row, desk):
        desk.post(page(row), opened(desk, page(row), members="130"))

        [change] = changes_after_publication(year)

        assert change.row.startswith("số liệu hằng năm: Hợp tác xã Đông Hưng")
        assert change.values == [("Thành viên", "120", "130")]

    def test_is_what_was_entered_of_the_register_for_its_days(self, year, htx, staff):
        register.end(htx, kind=LifeEvent.Kind.DISSOLVED, on=date(2023, 6, 1), by=staff)

        assert {line.partition(":")[0] for line in self.lines(year)} == {"tổ chức", "sự kiện"}

    def test_is_not_what_belongs_to_later_days(self, year, htx, founded, staff):
        register.end(htx, kind=LifeEvent.Kind.DISSOLVED, on=date(2024, 6, 1), by=staff)
        founded("SAU", on=date(2024, 1, 1))
        Organisation.objects.get(code="SAU").save()

        assert self.lines(year) == []

    def test_stands_on_the_page_of_the_period(self, let_through, year, row, desk, leader, browser):
        desk.post(page(row), opened(desk, page(row), members="130"))

        shown = browser(leader).get(page(year)).content.decode()

        assert "Thành viên: 120 → 130" in shown

    def test_asks_the_same_however_many_changes(self, year, founded, django_assert_num_queries, staff):
        for number in range(3):
            founded(f"T{number}", on=date(2023, 2, 1), by=staff)
        with django_assert_num_queries(9):
            few = len(changes_after_publication(year))
        for number in range(3, 9):
            founded(f"T{number}", on=date(2023, 2, 1), by=staff)
        with django_assert_num_queries(9):
            assert len(changes_after_publication(year)) == 3 * few
