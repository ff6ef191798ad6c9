"""Leadership sees the year: headline figures, charts with their tables, sources; others are told why not."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from reports.charts import CHARTS
from reports.dashboard import dashboard
from returns.models import Period
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db
ADDRESS = "/dieu-hanh/2023/"


@pytest.fixture
def years(founded, reported):
    for code in ("2022", "2023"):
        Period.objects.named(code).save()
    htx = founded("H1", on=date(2015, 1, 1))
    founded("H2", on=date(2023, 5, 1))
    reported(htx, "2022", members=567_097, revenue=2_000_000_000)
    reported(htx, "2023", members=570_286, revenue=2_650_325_466)


def test_headlines_carry_value_and_change(years, browser, leader):
    said = " ".join(browser(leader).get(ADDRESS).text.split())

    for text in ("570.286", "+3.189 (+0,6%) so với kỳ trước", ">2,7 tỷ<", "2.650.325.466"):
        assert text in said


def test_headlines_carry_the_plan_and_what_was_published_otherwise(years, browser, leader):
    planned("cooperatives", "2023", 4, source="Kế hoạch 05")
    planned("average_revenue", "2023", 2_700_000_000, qualifier="at_least")
    stated("members", "2023", 570_000, "published", reason="Chưa gồm tổ mới")

    said = " ".join(browser(leader).get(ADDRESS).text.split())

    assert "Đạt 50% kế hoạch năm (4)" in said
    assert "Đạt 98,2% kế hoạch năm (từ 2,7 tỷ trở lên)" in said
    assert "văn bản giao: Kế hoạch 05" in said
    assert "Đã công bố 570.000" in said
    assert "≠ Số công bố 570.000 thành viên</strong>: Chưa gồm tổ mới" in said


def test_a_published_value_that_differs_without_a_reason_is_told_above(years, browser, leader):
    stated("cooperatives", "2023", 5, "published")

    assert "số công bố 5 HTX khác số tính được 2 HTX mà chưa ghi lý do" in browser(leader).get(ADDRESS).text


def test_what_the_office_declares_stands_in_the_table_with_its_source(years, browser, leader):
    stated("training_classes", "2023", 11, source="Báo cáo 33")

    said = " ".join(browser(leader).get(ADDRESS).text.split())

    assert "Số liệu tổng hợp cơ quan ghi" in said
    assert "Nguồn: Báo cáo 33." in said


def test_the_work_of_the_alliance_stands_beside_its_plan(years):
    planned("training_classes", "2023", 10)
    stated("training_classes", "2023", 9)
    stated("training_classes", "2022", 8)
    stated("media_items", "2023", 120)

    assert dashboard(Period.objects.named("2023")).work.rows == (
        ("Lớp tập huấn", "lớp", "10", "9", "90%", "8"),
        ("Tin, bài tuyên truyền", "tin, bài", "–", "120", "–", "–"),
    )


def test_without_any_work_declared_there_is_no_table_of_it(years):
    assert dashboard(Period.objects.named("2023")).work is None


def test_every_chart_stands_with_its_table(years, browser, staff):
    said = browser(staff).get(ADDRESS).text

    kinds = ('class="chart-wide"><svg', 'class="chart-narrow"><svg', "<summary>Xem bảng số liệu</summary>")
    assert [said.count(kind) for kind in kinds] == [len(CHARTS)] * 3


def test_the_ids_of_a_page_with_both_sizes_of_its_charts_are_its_own(years, browser, staff):
    ids = re.findall(' id="([^"]+)"', browser(staff).get(ADDRESS).text)

    assert len(ids) == len(set(ids))


def test_every_figure_names_its_source(years, browser, staff):
    said = browser(staff).get(ADDRESS).text

    assert "Sổ đăng ký tổ chức" in said
    assert "Tổng doanh thu chia số HTX có kê khai doanh thu" in said


def test_missing_returns_are_told_above_the_figures(years, browser, staff):
    assert "Số liệu năm 2023 theo báo cáo của 1/2 tổ chức (1/2 HTX" in browser(staff).get(ADDRESS).text


def test_the_trend_runs_over_the_years_that_are_known(years):
    charts = {chart.name: chart.table for chart in dashboard(Period.objects.named("2023")).charts}
    trend = charts["so-luong-cac-nam"]

    assert trend.rows == (("2022", 1, 0), ("2023", 2, 0))


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2023", "so với năm trước."),
        ("2023-6T", "so với cùng kỳ năm trước, số cuối kỳ so với cuối năm trước."),
        ("2021..2023", "số trong kỳ so với giai đoạn 2018 - 2020 nếu các năm ấy đều có số liệu"),
    ],
)
def test_the_page_says_what_its_figures_are_compared_with(period, words, years, browser, staff):
    assert words in browser(staff).get(reverse("reports:dashboard", args=[period])).text


@pytest.mark.parametrize("period", ["2023", "2023-6T", "2022..2023"])
def test_a_dashboard_takes_few_queries(period, years, django_assert_max_num_queries):
    period = Period.objects.named(period)

    with django_assert_max_num_queries(16):
        dashboard(period)


def test_the_newest_year_with_returns_opens_first(years, browser, staff):
    Period.objects.named("2024").save()

    assert browser(staff).get(reverse("reports:dashboard_latest")).url == ADDRESS


def test_before_any_period_the_page_says_what_to_do_next(browser, staff):
    said = browser(staff).get(reverse("reports:dashboard_latest")).text

    assert "Chưa có kỳ báo cáo nào" in said
    assert reverse("admin:returns_period_add") in said


@pytest.mark.parametrize("address", [ADDRESS, "/dieu-hanh/", "/bao-cao/", "/bao-cao/2023/tong-ket.pdf"])
def test_a_stranger_meets_the_login_page(address, browser):
    answer = browser().get(address)

    assert (answer.status_code, answer.url) == (302, f"{reverse('admin:login')}?next={address}")


@pytest.mark.parametrize("address", [ADDRESS, "/dieu-hanh/", "/bao-cao/", "/bao-cao/2023/tong-ket.pdf"])
def test_the_editor_cannot_see_figures(address, browser, editor):
    answer = browser(editor).get(address)

    assert answer.status_code == 403
    assert "dành cho lãnh đạo và cán bộ" in answer.text


@pytest.mark.parametrize("code", ["năm-ngoái", "2023-Q5", "99999", "0000"])
def test_an_unknown_period_is_not_found(code, browser, staff):
    assert browser(staff).get(f"/dieu-hanh/{code}/").status_code == 404


@pytest.mark.parametrize("code", ["2099", "2023-6T", "2023-Q1", "2020..2023"])
def test_a_period_without_data_is_shown_empty_never_broken(code, years, browser, staff):
    assert browser(staff).get(f"/dieu-hanh/{code}/").status_code == 200


def test_figures_show_exact_values_in_the_full_table(years):
    found = {figure.code: figure for figure in dashboard(Period.objects.named("2023")).every_figure}

    assert found["average_revenue"].value == Decimal(2_650_325_466)
    assert found["average_revenue"].printed == "2.650.325.466"
