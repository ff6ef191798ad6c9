"""Leadership chooses a period or a day with a plain form; what nothing is known of is said in words."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from cooperatives import workflow
from events.models import Body, Conference, ConferenceBody
from returns.models import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(founded, reported):
    for code in ("2022", "2023"):
        Period.objects.named(code).save()
    htx = founded("H1", on=date(2015, 1, 1))
    founded("H2", on=date(2023, 5, 1))
    reported(htx, "2022", members=100, revenue=7)
    reported(htx, "2023", members=120, revenue=8)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"ky": "nam", "nam": "2023"}, "2023"),
        ({"ky": "6T", "nam": "2023"}, "2023-6T"),
        ({"ky": "9T", "nam": "năm 2023"}, "2023-9T"),
        ({"ky": "Q3", "nam": "2023"}, "2023-Q3"),
        ({"ky": "4T", "nam": "2023"}, "2023-4T"),
        ({"ky": "nhieu-nam", "nam": "2013", "den_nam": "2017"}, "2013..2017"),
        ({"ngay": "31/05/2023"}, "2023-05-31"),
    ],
)
def test_what_is_chosen_has_an_address_of_its_own(asked, code, browser, staff):
    assert browser(staff).get("/dieu-hanh/", asked).url == f"/dieu-hanh/{code}/"


def test_the_view_of_the_land_is_kept_for_another_period(browser, staff):
    chosen = {"ky": "6T", "nam": "2023", "dia-gioi": "hien-nay", "cap": "tinh"}

    assert browser(staff).get("/dieu-hanh/", chosen).url == "/dieu-hanh/2023-6T/?dia-gioi=hien-nay&cap=tinh"


def test_the_movement_chooses_its_own_periods(browser, staff):
    assert browser(staff).get("/dieu-hanh/", {"ky": "Q1", "nam": "2023", "trang": "bien-dong"}).url == (
        "/dieu-hanh/2023-Q1/bien-dong/"
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"ky": "nam", "nam": "23"}, "“23” không phải năm"),
        ({"ky": "nam", "nam": ""}, "Hãy ghi năm."),
        ({"ky": "mùa", "nam": "2023"}, "Hãy chọn một loại kỳ trong danh sách."),
        ({"ky": "nhieu-nam", "nam": "2017", "den_nam": "2013"}, "ghi cả năm cuối, sau năm 2017"),
        ({"ky": "nhieu-nam", "nam": "2017"}, "ghi cả năm cuối, sau năm 2017"),
        ({"ngay": "31/02/2023"}, "không có trên lịch"),
        ({"ngay": "hôm qua"}, "“hôm qua” không phải ngày"),
        ({"ngay": ""}, "Hãy ghi ngày, ví dụ 31/05/2023."),
        ({"ngay": "01/01/2090"}, "Ngày 01/01/2090 chưa đến"),
    ],
)
def test_a_wrong_choice_is_said_beside_its_field_and_kept(asked, words, browser, staff):
    answer = browser(staff).get("/dieu-hanh/", asked)

    said = unescape(answer.text)
    assert answer.status_code == 400
    assert words in said
    assert all(f'value="{typed}"' in said for name, typed in asked.items() if typed and name != "ky")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("năm-ngoái", "“năm-ngoái” không phải một kỳ báo cáo"),
        ("2023-Q5", "không phải một kỳ báo cáo"),
        ("1950", "Chưa có số liệu năm 1950: sổ đăng ký bắt đầu từ ngày 01/01/2015"),
        ("2001..2005", "Chưa có số liệu giai đoạn 2001 - 2005"),
        ("2014-12-31", "Chưa có số liệu tại ngày 31/12/2014"),
        ("2023-02-30", "không có trên lịch"),
        ("2090-01-01", "Ngày 01/01/2090 chưa đến"),
    ],
)
def test_an_address_nothing_is_known_of_says_what_to_choose(code, words, years, browser, staff):
    answer = browser(staff).get(f"/dieu-hanh/{code}/")

    assert answer.status_code == 404
    assert words in unescape(answer.text)
    assert 'href="/dieu-hanh/2023/"' in answer.text


@pytest.mark.parametrize("page", ["bien-dong/", "bien-dong.xlsx", "so-thanh-vien/"])
def test_every_page_of_a_period_refuses_in_words(page, years, browser, staff):
    answer = browser(staff).get(f"/dieu-hanh/2023-13T/{page}")

    assert answer.status_code == 404
    assert "không phải một kỳ báo cáo" in answer.text


def test_a_period_that_is_not_over_says_so(years, browser, staff):
    year = timezone.localdate().year + 1

    assert (
        f"Năm {year} chưa bắt đầu: số cuối kỳ là số đang ghi trong sổ" in browser(staff).get(f"/dieu-hanh/{year}/").text
    )


def test_terms_of_the_bodies_can_be_chosen(years, browser, staff):
    conference = Conference.objects.create(
        title="Hội nghị thử",
        kind=Conference.Kind.YEAR_END,
        held_on=date(2023, 12, 26),
        period_reported=Period.objects.get(code="2023"),
    )
    body = Body.objects.create(name="Ban Thử", abbreviation="BT")
    ConferenceBody.objects.create(conference=conference, body=body, term="2020 - 2025", ordinal=1)

    assert '<a href="/dieu-hanh/2020..2025/">Nhiệm kỳ 2020 - 2025</a>' in browser(staff).get("/dieu-hanh/2023/").text


def test_a_day_tells_what_the_register_holds_beside_the_end_of_the_last_year(years, browser, staff):
    page = browser(staff).get("/dieu-hanh/2023-05-01/")

    shown = {figure.code: (figure.value, figure.previous) for figure in page.context["dashboard"].every_figure}
    assert "Số liệu tại ngày 01/05/2023" in page.text
    assert shown["cooperatives"] == (2, 1)
    assert "members" not in shown


def test_the_day_before_a_founding_does_not_count_it(years, browser, staff):
    page = browser(staff).get("/dieu-hanh/2023-04-30/")

    assert page.context["dashboard"].headlines[0].value == 1


def test_a_dissolution_counts_from_its_day(years, founded, browser, staff):
    workflow.end(founded("H3"), kind="dissolved", on=date(2023, 3, 10), by=None)

    counts = [
        browser(staff).get(f"/dieu-hanh/{day}/").context["dashboard"].headlines[0].value
        for day in ("2023-03-09", "2023-03-10")
    ]
    assert counts == [2, 1]


def test_today_is_a_day_that_can_be_asked_about(years, browser, staff):
    today = timezone.localdate()

    assert browser(staff).get(f"/dieu-hanh/{today.isoformat()}/").status_code == 200
    assert browser(staff).get(f"/dieu-hanh/{(today + timedelta(1)).isoformat()}/").status_code == 404


@pytest.mark.parametrize("code", ["2023", "2023-6T", "2023-9T", "2023-Q2", "2023-5T", "2021..2023", "2020..2025"])
def test_every_kind_of_period_has_its_dashboard(code, years, browser, staff):
    assert browser(staff).get(f"/dieu-hanh/{code}/").status_code == 200


def test_the_flows_of_several_years_are_sums(years, browser, staff):
    page = browser(staff).get("/dieu-hanh/2022..2023/")

    shown = {figure.code: figure.value for figure in page.context["dashboard"].every_figure}
    assert shown["revenue"] == 15
    assert shown["members"] == 120
