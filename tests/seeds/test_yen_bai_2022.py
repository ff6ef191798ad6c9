"""Yên Bái's year 2022 and its aims for 2023: every figure is held or computed, and printed as it was there."""

from datetime import date

import pytest

from events.models import Body, Conference, ConferenceBody
from reports import sentences
from returns.models import Period
from tests.seeds.holding import held, planned, readings, warnings

pytestmark = pytest.mark.django_db

STATED = [
    ("new_cooperatives", "", "2022", "97"),
    ("cooperatives", "", "2022", "652"),
    ("new_groups", "", "2022", "627"),
    ("groups", "", "2022", "5.894"),
    ("average_revenue", "", "2022", "2,1 tỷ đồng"),
    ("average_profit", "", "2022", "450 triệu đồng"),
    ("average_income", "", "2022", "5,3 triệu đồng"),
    ("Doanh thu bình quân của THT", "đồng/THT", "2022", "350 triệu đồng"),
    ("Lợi nhuận bình quân của THT", "đồng/THT", "2022", "100 triệu đồng", "khoảng"),
    ("Thu nhập bình quân năm trong THT", "đồng/người/năm", "2022", "48 triệu đồng"),
    ("members", "", "2022", "63.000", "trên"),
    ("regular_workers", "", "2022", "10.000", "gần"),
]
AIMS_OF_OFFICE = [
    ("HTX mới tổ chức, hoạt động theo Luật", "%", "2023", "100%", "", "kế hoạch"),
    ("Cán bộ quản lý tổ chức mới được bồi dưỡng", "%", "2023", "100%", "", "kế hoạch"),
    ("Thu nhập bình quân năm trong HTX", "đồng/người/năm", "2023", "60 triệu đồng", "từ … trở lên", "kế hoạch"),
]
PLANNED = [
    ("new_cooperatives", "2022", "80"),
    ("new_groups", "2022", "300"),
    ("new_groups", "2023", "300"),
    ("new_cooperatives", "2023", "80"),
    ("good_or_better_share", "2023", "61%", "", "từ … trở lên"),
    ("Thu nhập bình quân năm trong THT", "2023", "45 triệu đồng", "", "từ … trở lên"),
    ("regular_workers", "2023", "9.600", "", "khoảng"),
]


@pytest.fixture(autouse=True)
def report():
    held([*STATED, *AIMS_OF_OFFICE])
    planned(PLANNED)


@pytest.mark.parametrize(
    ("code", "amount", "percent"),
    [("new_cooperatives", "97 HTX", "121,2%"), ("new_groups", "627 THT", "209%")],
)
def test_the_percent_of_the_plan_is_rounded_half_to_even(code, amount, percent):
    reading = readings("2022")[code]

    assert (sentences.stated(reading), reading.printed_achieved) == (amount, f"đạt {percent} kế hoạch năm")


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("cooperatives", "652 HTX"),
        ("groups", "5.894 THT"),
        ("average_revenue", "2,1 tỷ đồng/HTX"),
        ("average_profit", "450 triệu đồng/HTX"),
        ("average_income", "5,3 triệu đồng/người/tháng"),  # of a person and a month: the article slips into "/HTX"
        ("Doanh thu bình quân của THT", "350 triệu đồng/THT"),
        ("Lợi nhuận bình quân của THT", "khoảng 100 triệu đồng/THT"),
        ("Thu nhập bình quân năm trong THT", "48 triệu đồng/người/năm"),
        ("members", "trên 63.000 thành viên"),
        ("regular_workers", "gần 10.000 người"),
    ],
)
def test_every_figure_is_printed_as_it_was(name, printed):
    assert sentences.stated(readings("2022")[name]) == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("new_groups", "300"),
        ("new_cooperatives", "80"),
        ("HTX mới tổ chức, hoạt động theo Luật", "100%"),
        ("Cán bộ quản lý tổ chức mới được bồi dưỡng", "100%"),
        ("good_or_better_share", "từ 61% trở lên"),
        ("Thu nhập bình quân năm trong HTX", "từ 60.000.000 trở lên"),
        ("Thu nhập bình quân năm trong THT", "từ 45.000.000 trở lên"),
        ("regular_workers", "khoảng 9.600"),
    ],
)
def test_the_aims_of_the_next_year_keep_their_signs(name, printed):
    assert readings("2023")[name].printed_plan == printed


def test_aims_below_what_was_done_are_told():
    said = " ".join(warnings("2023")["target_below_actual"])

    for expected in ("80 HTX thấp hơn", "300 THT thấp hơn", "khoảng 9.600", "45.000.000"):
        assert expected in said


def test_one_session_was_the_33rd_of_one_body_and_the_6th_of_another():
    [year, plan] = (Period.objects.get(code=code) for code in ("2022", "2023"))
    session = Conference.objects.create(
        title="Hội nghị chung (thử)",
        kind=Conference.Kind.YEAR_END,
        held_on=date(2023, 1, 10),
        period_reported=year,
        period_planned=plan,
    )
    for name, ordinal, term in (("Ban Chỉ đạo", 33, ""), ("Ban Chấp hành", 6, "2020 - 2025")):
        ConferenceBody.objects.create(
            conference=session, body=Body.objects.create(name=name), ordinal=ordinal, term=term
        )

    assert {part.body.name: part.ordinal for part in session.sessions.all()} == {
        "Ban Chỉ đạo": 33,
        "Ban Chấp hành": 6,
    }
