"""Thái Nguyên's five years 2013–2017: sums of years, multiples against 2012, a share of districts."""

import pytest

from printing import numbers
from reports import sentences
from reports.base_year import against_year
from returns.models import Period
from tests.seeds.holding import held, readings

pytestmark = pytest.mark.django_db
FARMING, OTHER = "Thu nhập bình quân trong HTX nông nghiệp", "Thu nhập bình quân trong HTX phi nông nghiệp"
MONTHLY = "đồng/người/tháng"
NEW_COOPERATIVES = dict(zip(range(2013, 2018), (21, 28, 33, 41, 45), strict=True))
NEW_GROUPS = dict(zip(range(2013, 2018), (90, 95, 101, 108, 112), strict=True))
"""Years that add up to what was printed of all five; the single years were not printed."""

STATED = [
    *(("new_cooperatives", "", year, count) for year, count in NEW_COOPERATIVES.items()),
    *(("new_groups", "", year, count) for year, count in NEW_GROUPS.items()),
    ("cooperatives", "", "2017", "430"),
    ("groups", "", "2017", "7.150"),
    ("Thành viên và người lao động", "người", "2017", "200.000", "trên"),
    (FARMING, MONTHLY, "2017", "2,8 triệu đồng"),
    (OTHER, MONTHLY, "2017", "3,5 triệu đồng"),
    (FARMING, MONTHLY, "2012", "1.170.000"),  # not printed: only how many times as much it became
    (OTHER, MONTHLY, "2012", "1.400.000"),
    ("Huyện có từ 2 mô hình HTX điển hình", "huyện", "2017", "7"),
    ("Số huyện, thành phố, thị xã", "huyện", "2017", "9"),
]


@pytest.fixture(autouse=True)
def report():
    held(STATED)


@pytest.mark.parametrize(("code", "printed"), [("new_cooperatives", "168 HTX"), ("new_groups", "506 THT")])
def test_what_happened_in_five_years_is_the_sum_of_the_years(code, printed):
    assert sentences.stated(readings("2013..2017")[code]) == printed


@pytest.mark.parametrize(("code", "printed"), [("cooperatives", "430 HTX"), ("groups", "7.150 THT")])
def test_what_stands_after_five_years_is_that_of_the_last(code, printed):
    assert sentences.stated(readings("2013..2017")[code]) == printed


def test_a_figure_that_was_rounded_down_says_so():
    assert sentences.stated(readings("2017")["Thành viên và người lao động"]) == "trên 200.000 người"


@pytest.mark.parametrize(
    ("name", "printed", "times"), [(FARMING, "2,8 triệu đồng", "2,4 lần"), (OTHER, "3,5 triệu đồng", "2,5 lần")]
)
def test_income_is_a_multiple_of_that_of_the_base_year(name, printed, times):
    found = {each.label: each for each in against_year(Period.objects.named("2017"), 2012)}

    assert sentences.stated(found[name]) == f"{printed}/người/tháng"
    assert found[name].printed_times == times


def test_districts_with_models_are_a_part_of_all_of_them():
    found = readings("2017")
    some, every = (found[name].value for name in ("Huyện có từ 2 mô hình HTX điển hình", "Số huyện, thành phố, thị xã"))

    assert numbers.achieved(some, every) == "7/9"
