"""A later official figure shows how far the estimate was off: of one return, of what is sent in, of the whole year."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Organisation
from reports.estimates import estimates_table
from returns import workflow
from returns.models import Campaign, Period, Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("A")


@pytest.fixture
def estimated(htx, reported):
    return reported(htx, "2023", stage="estimate", members=100, revenue=2_000_000_000, profit=-10)


def text(page) -> str:
    return " ".join(page.content.decode().split())


class TestTheWholeYear:
    def rows(self) -> dict[str, tuple]:
        table = estimates_table(Period.objects.get(code="2023"))
        return {row[0]: row[2:] for row in table.rows}

    def test_is_added_up_over_those_who_gave_both(self, htx, estimated, founded, reported):
        reported(htx, "2023", members=110, revenue=1_900_000_000)
        reported(founded("B"), "2023", stage="estimate", members=5000)
        reported(founded("C"), "2023", members=7000)

        rows = self.rows()

        assert rows["Thành viên của tổ chức KTTT"] == ("100", "110", "+10", "+10%")
        assert rows["Doanh thu HTX"] == ("2.000.000.000", "1.900.000.000", "−100 triệu đồng", "−5%")
        assert "Lợi nhuận HTX" not in rows

    def test_says_of_how_many_it_tells(self, htx, estimated, reported):
        reported(htx, "2023", members=110)

        notes = estimates_table(Period.objects.get(code="2023")).notes

        assert notes == ("Tính trên 01 tổ chức có cả số ước và số chính thức.",)

    def test_is_not_shown_while_nobody_gave_both(self, estimated, staff, browser):
        assert estimates_table(Period.objects.get(code="2023")) is None
        assert "Số ước và số chính thức" not in text(browser(staff).get("/dieu-hanh/2023/"))

    def test_stands_on_the_dashboard(self, htx, estimated, reported, staff, browser):
        reported(htx, "2023", members=110)

        assert "Số ước và số chính thức năm 2023" in text(browser(staff).get("/dieu-hanh/2023/"))


class TestOneReturn:
    def shown(self, row, client) -> str:
        return text(client.get(reverse("admin:returns_annualreturn_change", args=[row.pk])))

    def test_shows_both_with_difference_and_percent(self, htx, estimated, reported, staff, browser):
        row = reported(htx, "2023", members=110, profit=-15)

        said = self.shown(row, browser(staff))

        cells = '<td class="number">100</td><td class="number">110</td><td class="number">+10</td>'
        assert f'{cells}<td class="number">+10%</td>' in said
        assert '<td class="number">−5</td><td class="number">−50%</td>' in said

    def test_alone_shows_no_comparison(self, estimated, staff, browser):
        assert "So với số ước" not in self.shown(estimated, browser(staff))


class TestWhatIsSentIn:
    def test_stands_beside_the_estimate(self, htx, estimated, staff, browser):
        today = timezone.localdate()
        days = {"opens_on": today, "due_on": today, "closes_on": today + timedelta(5)}
        campaign = Campaign.objects.create(period=estimated.period, expected_on=estimated.period.end, **days)
        workflow.issue_links(campaign, [htx], expires_on=today)
        workflow.submit(workflow.save_draft(campaign.links.get(), {"members": "110"}, revision=0))

        said = text(browser(staff).get(reverse("admin:returns_submission_change", args=[Submission.objects.get().pk])))

        assert "Lệch so với ước" in said
        assert '<td class="number">100</td><td class="number">+10</td><td class="number">+10%</td>' in said
        assert "Lao động thường xuyên, Thu nhập bình quân" in said  # what is left open
