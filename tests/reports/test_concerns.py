"""What leadership looks after: each credit fund beside its past and the others; who is late, silent, odd."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cooperatives.models import Kind, Organisation, Sector
from reports.attention import attention
from reports.funds import median
from returns.models import Campaign, Overruling, Period, Stage, Submission
from returns.oddities import oddities

pytestmark = pytest.mark.django_db


@pytest.fixture
def funds(founded, reported):
    found = [founded(f"Q{n}", kind=Kind.CREDIT_FUND, sector=Sector.FINANCE, name=f"Quỹ {n}") for n in (1, 2, 3)]
    for fund, debts in zip(found, [(2, 4), (1, 1), (3, 2)], strict=True):
        for code, debt in zip(("2022", "2023"), debts, strict=True):
            grown = 100 if code == "2022" else 110
            reported(fund, code, deposits=grown, loans_outstanding=100, bad_debt=debt)
    return found


def test_each_fund_stands_beside_its_past_and_the_median(funds, browser, leader):
    table = browser(leader).get("/dieu-hanh/2023/quy-tin-dung/").context["each"].table

    assert table.rows == (
        ("Quỹ 1", 110, 10, 100, 0, 4, 2, 2),
        ("Quỹ 3", 110, 10, 100, 0, 2, -1, 0),
        ("Quỹ 2", 110, 10, 100, 0, 1, 0, -1),
    )
    assert table.total[:4] == ("Toàn hệ thống", 330, 10, 300)
    assert "Trung vị của 03 quỹ có khai" in table.notes[0]


@pytest.mark.parametrize(
    ("values", "middle"), [([], None), ([None], None), ([3], 3), ([1, None, 2], Decimal("1.5")), ([5, 1, 3], 3)]
)
def test_the_median_is_of_the_known_values(values, middle):
    assert median(values) == middle


def test_the_table_of_the_funds_has_an_address_and_a_workbook(funds, browser, staff):
    client = browser(staff)

    assert "Quỹ 1" in client.get("/dieu-hanh/2023/bieu-do/tung-quy-tin-dung/").text
    assert client.get("/dieu-hanh/2023/bieu-do/tung-quy-tin-dung.xlsx").content.startswith(b"PK")


def test_funds_without_figures_leave_an_empty_table(founded, browser, staff):
    founded("Q1", kind=Kind.CREDIT_FUND)

    assert "Chưa có số liệu." in browser(staff).get("/dieu-hanh/2023/quy-tin-dung/").text


@pytest.mark.parametrize("many", [1, 9])
def test_the_funds_take_as_many_queries_for_many(
    many, founded, reported, browser, staff, django_assert_max_num_queries
):
    for number in range(many):
        reported(founded(f"Q{number}", kind=Kind.CREDIT_FUND), "2023", deposits=1)
    client = browser(staff)

    with django_assert_max_num_queries(20):
        client.get("/dieu-hanh/2023/quy-tin-dung/")


def said(user, code: str = "2023") -> dict[str, str]:
    return {point.sentence: point.address for point in attention(Period.objects.named(code), user)}


def test_who_has_not_reported_is_counted_and_listed(founded, reported, staff, browser):
    reported(founded("H1"), "2023", members=5)
    founded("H2")
    address = said(staff)["01 tổ chức chưa có số liệu năm 2023"]

    assert "Tổ chức thử H2" in browser(staff).get(address).text


def test_estimates_are_counted(founded, reported, staff):
    reported(founded("H1"), "2023", members=5, stage=Stage.ESTIMATE)

    assert said(staff)["01 tổ chức mới có số ước"] == "/dieu-hanh/2023/chi-tieu/returns_received/"


def test_who_came_after_the_due_day_is_counted_once(founded, reported, staff):
    one, other = founded("H1"), founded("H2")
    period = Period.objects.named("2023")
    period.save()
    due = date(2024, 1, 31)
    campaign = Campaign.objects.create(
        period=period, expected_on=period.end, opens_on=date(2024, 1, 1), due_on=due, closes_on=date(2024, 3, 1)
    )
    late = timezone.make_aware(timezone.datetime(2024, 2, 1, 9))
    for organisation, at in ((one, late), (one, late + timedelta(1)), (other, late - timedelta(2))):
        Submission.objects.create(
            campaign=campaign,
            organisation=organisation,
            source=Submission.Source.LINK,
            state=Submission.State.SET_ASIDE if at > late else Submission.State.SUBMITTED,
            submitted_at=at,
        )

    assert f"/{campaign.pk}/" in said(staff)["01 tổ chức gửi số liệu sau hạn nộp"]


def test_what_is_odd_is_listed_with_the_reason_where_somebody_gave_one(founded, reported, staff, browser):
    row = reported(founded("H1"), "2023", members=20, average_income=5)
    other = reported(founded("H2"), "2023", members=20, average_income=6)
    found = oddities(Period.objects.named("2023"), within=Organisation.objects.all())
    Overruling.objects.create(
        annual_return=row, check_code=found[0].finding.code, message="…", reason="Đã gọi hỏi", by=staff
    )

    page = browser(staff).get("/dieu-hanh/2023/dieu-la/")
    assert [(one.row.pk, one.reason) for one in page.context["page"].object_list] == [
        (other.pk, ""),
        (row.pk, "Đã gọi hỏi"),
    ]
    assert "2 điều, 1 điều chưa ai giải thích" in page.text


def test_a_jump_against_the_year_before_is_odd(founded, reported):
    one = founded("H1")
    reported(one, "2022", members=20)
    reported(one, "2023", members=2000)

    found = oddities(Period.objects.named("2023"), within=Organisation.objects.all())
    assert [each.finding.code for each in found] == ["jump_against_last_year"]


@pytest.mark.parametrize("many", [1, 8])
def test_oddities_take_as_many_queries_for_many(many, founded, reported, django_assert_num_queries):
    for number in range(many):
        reported(founded(f"H{number}"), "2023", members=20, average_income=5, rating="good", rating_score=10)
    period = Period.objects.named("2023")

    with django_assert_num_queries(5):
        assert len(oddities(period, within=Organisation.objects.all())) == many


@pytest.mark.parametrize("page", ["quy-tin-dung/", "dieu-la/"])
def test_these_pages_are_for_leadership_and_staff(page, founded, browser, staff, editor):
    founded("H1")

    assert browser(editor).get(f"/dieu-hanh/2023/{page}").status_code == 403
    assert browser().get(f"/dieu-hanh/2023/{page}").status_code == 302
    assert browser(staff).get(f"/dieu-hanh/1950/{page}").status_code == 404
    assert browser(staff).get(f"/dieu-hanh/2023/{page}").status_code == 200
