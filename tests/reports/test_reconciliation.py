"""What was stated stands beside what is computed; a year is published once every difference has its reason."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from reports.reconciliation import reconciliation
from returns import workflow
from returns.models import Period
from tests.reports.ledger import stated

pytestmark = pytest.mark.django_db
ADDRESS = "/dieu-hanh/2023/doi-chieu/"


@pytest.fixture
def year(founded) -> Period:
    for code in ("H1", "H2"):
        founded(code, on=date(2015, 1, 1))
    period = Period.objects.named("2023")
    period.save()
    return period


def lines(year: Period) -> list[tuple]:
    return [
        (each.reading.code, each.computed, each.stated, each.difference, each.differs)
        for each in reconciliation(year).lines
    ]


def test_those_that_differ_come_first_with_the_difference(year):
    stated("groups", "2023", 0, "published")
    stated("cooperatives", "2023", 5, "published")

    assert lines(year) == [("cooperatives", "2", "5", "+3", True), ("groups", "0", "0", "", False)]


def test_what_nothing_computes_has_nothing_to_differ_from(year):
    stated("training_classes", "2023", 11)

    assert lines(year) == [("training_classes", "–", "11", "", False)]


def test_more_or_less_is_held_to_its_word(year):
    stated("cooperatives", "2023", 1, "published", qualifier="over")

    assert lines(year) == [("cooperatives", "2", "trên 1", "", False)]


class TestPublishing:
    def test_is_refused_while_a_difference_has_no_reason(self, year, leader):
        stated("cooperatives", "2023", 5, "published")

        with pytest.raises(ValidationError) as refused:
            workflow.publish(year, by=leader)

        assert "Hợp tác xã năm 2023: số công bố 5 HTX khác số tính được 2 HTX" in " ".join(refused.value.messages)
        year.refresh_from_db()
        assert year.published_on is None

    def test_is_done_once_the_reason_is_written(self, year, leader):
        stated("cooperatives", "2023", 5, "published", reason="Ba HTX chưa vào sổ")

        assert workflow.publish(year, by=leader).published_on

    def test_says_on_the_page_of_the_period_what_is_in_the_way(self, year, leader, browser):
        stated("cooperatives", "2023", 5, "published")

        page = browser(leader).post(f"/quan-tri/returns/period/{year.pk}/cong-bo/", follow=True)

        assert "khác số tính được 2 HTX" in page.text


class TestThePage:
    def test_shows_both_and_asks_for_the_reason(self, year, browser, staff):
        line = stated("cooperatives", "2023", 5, "published", source="Báo cáo 12/BC")

        page = browser(staff).get(ADDRESS).text

        assert "01 số khác số tính được mà chưa ghi lý do" in page
        assert "Báo cáo 12/BC" in page
        assert f"/quan-tri/reports/figure/{line.pk}/change/" in page

    def test_asks_nothing_of_the_leader_who_only_reads(self, year, browser, leader):
        stated("cooperatives", "2023", 5, "published")

        assert "ghi lý do</a>" not in browser(leader).get(ADDRESS).text

    def test_says_what_to_do_where_nothing_was_stated(self, year, browser, leader):
        assert "Chưa ghi số công bố hay kê khai nào" in browser(leader).get(ADDRESS).text

    def test_gives_out_a_workbook(self, year, browser, leader):
        stated("cooperatives", "2023", 5, "published", reason="Ba HTX chưa vào sổ")

        book = browser(leader).get("/dieu-hanh/2023/doi-chieu.xlsx")

        sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
        assert "Ba HTX chưa vào sổ" in [cell.value for row in sheet.iter_rows() for cell in row]

    def test_refuses_strangers_and_the_editor(self, year, client, browser, editor):
        assert client.get(ADDRESS).status_code == 302
        assert browser(editor).get(ADDRESS).status_code == 403
