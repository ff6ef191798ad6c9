"""A partial period compares like for like: the same organisations on both sides."""

import pytest

from reports.like_for_like import like_for_like
from returns.models import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def halves(founded, reported):
    both, late = founded("H1"), founded("H2")
    reported(both, "2022-6T", revenue=100)
    reported(both, "2022", members=50)
    reported(both, "2023-6T", revenue=110, members=60)
    reported(late, "2023-6T", revenue=900, members=700)


def rows(code: str) -> dict[str, tuple]:
    return {row[0]: row[2:] for row in like_for_like(Period.objects.named(code)).rows}


def test_flows_stand_beside_the_same_months_and_stocks_beside_the_last_year(halves):
    found = rows("2023-6T")

    assert found["Doanh thu HTX"] == ("6 tháng đầu năm 2022", 1, "100", "110", "+10 đồng", "+10%")
    assert found["Thành viên HTX"] == ("cuối năm 2022", 1, "50", "60", "+10", "+20%")


def test_what_only_one_side_tells_is_no_row(halves):
    assert "Lợi nhuận HTX" not in rows("2023-6T")


def test_the_dashboard_leads_there_where_a_side_is_incomplete(halves, browser, staff):
    client = browser(staff)
    page = client.get("/dieu-hanh/2023-6T/").text

    assert 'href="/dieu-hanh/2023-6T/cung-to-chuc/"' in page
    assert "6 tháng đầu năm 2022" in client.get("/dieu-hanh/2023-6T/cung-to-chuc/").text


def test_several_years_say_that_they_do_not_compare_so(halves, browser, staff):
    said = browser(staff).get("/dieu-hanh/2022..2023/cung-to-chuc/").text

    assert "Nhiều năm không so trên cùng các tổ chức được" in said


def test_with_nobody_in_both_the_page_says_so(founded, browser, staff):
    founded("H1")

    assert "Chưa tổ chức nào có số liệu ở cả kỳ này" in browser(staff).get("/dieu-hanh/2023/cung-to-chuc/").text


def test_it_is_for_leadership_and_staff(browser, editor):
    assert browser(editor).get("/dieu-hanh/2023/cung-to-chuc/").status_code == 403
    assert browser().get("/dieu-hanh/2023/cung-to-chuc/").status_code == 302
