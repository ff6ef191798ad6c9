"""A recount moves the count of its kind, sector and place from its day on, though nobody can be named."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, LifeEvent, Organisation, Place, Sector
from reports.dashboard import dashboard
from reports.figures import figures
from reports.indicators import INDICATORS
from reports.reader import read, recounted
from reports.sources import ORGANISATION_DIMENSIONS, RECOUNTS, REGISTER
from reports.warnings import warnings
from returns.models import Period
from tests.reports import province
from tests.reports.naive import ORACLE, Year

pytestmark = pytest.mark.django_db
STOCKS = [code for code, each in INDICATORS.items() if each.source is REGISTER]


@pytest.fixture
def place(db) -> Place:
    old = Place.objects.create(name="Tỉnh cũ", level="province")
    return Place.objects.create(name="Xã Thử", level="commune", former_province=old)


@pytest.fixture
def recount(place):
    def make(kind: str, quantity: int, on: date = date(2023, 5, 1), sector: str = "", place=place) -> LifeEvent:
        return workflow.adjust(kind=kind, quantity=quantity, on=on, sector=sector, place=place, by=None)

    return make


def values(codes=STOCKS, period: str = "2023", **how) -> dict:
    return read(codes, period=Period.objects.named(period), **how).records()[0]


def test_every_stock_of_the_register_counts_them():
    assert [code for code in STOCKS if INDICATORS[code].also[0][0] is not RECOUNTS] == []
    assert len(STOCKS) == 7


def test_a_recount_can_be_broken_down_as_the_register_can():
    assert [name for name in ORGANISATION_DIMENSIONS if name not in dict(RECOUNTS.own_dimensions)] == []


def test_a_recount_counts_from_its_day_on(founded, recount):
    founded("T1", kind=Kind.GROUP)
    recount(Kind.GROUP, 40, on=date(2023, 6, 30))
    recount(Kind.GROUP, -3, on=date(2023, 7, 1))

    codes = ["2022", "2023-Q1", "2023-6T", "2023-9T", "2023", "2024"]
    assert [values(["groups"], code)["groups"] for code in codes] == [1, 1, 41, 38, 38, 38]


def test_each_figure_takes_the_recounts_of_its_own_kind_and_sector(recount):
    recount(Kind.COOPERATIVE, 1, sector=Sector.AGRICULTURE)
    recount(Kind.COOPERATIVE, 10, sector=Sector.SERVICES)
    recount(Kind.COOPERATIVE, 100)
    recount(Kind.CREDIT_FUND, 1000)
    recount(Kind.UNION, 7)
    recount(Kind.GROUP, 8)
    recount(Kind.ENTERPRISE, 9)

    assert values() == {
        "cooperatives": 1111,
        "agricultural_cooperatives": 1,
        "non_agricultural_cooperatives": 10,
        "credit_funds": 1000,
        "unions": 7,
        "groups": 8,
        "undetermined_cooperatives": 1111,
    }


@pytest.mark.parametrize("dimension", ["kind", "sector", "place", "old_province"])
@pytest.mark.parametrize("seed", range(2))
def test_slices_add_up_to_the_total(dimension, seed, recount):
    province.build(seed)
    recount(Kind.COOPERATIVE, 5, sector=Sector.INDUSTRY)
    recount(Kind.COOPERATIVE, -2, place=None)
    recount(Kind.CREDIT_FUND, 1)
    recount(Kind.GROUP, 30)

    table = read(STOCKS, period=Period.objects.named("2023"), by=[dimension])

    assert {code: sum(table.values(code)) for code in STOCKS} == values()


def test_a_slice_without_a_name_is_told_of(recount, place):
    recount(Kind.GROUP, 30)

    table = read(["groups"], period=Period.objects.named("2023"), by=["place", "old_province"])

    assert table.rows == ((place.pk, place.former_province_id, 30),)


def test_the_whole_agrees_with_counting_by_hand(recount):
    province.build(3)
    by_hand = {code: ORACLE[code](Year(2023)) for code in STOCKS}
    recount(Kind.GROUP, -4)

    assert values() == by_hand | {"groups": by_hand["groups"] - 4}


def test_counting_them_takes_one_query_more(recount, django_assert_num_queries):
    recount(Kind.GROUP, 4)
    period = Period.objects.named("2023")

    with django_assert_num_queries(2):
        read(["cooperatives", "groups"], period=period, by=["kind"])


def test_a_selection_of_organisations_has_no_recounts(founded, recount):
    founded("T1", kind=Kind.GROUP)
    recount(Kind.GROUP, 40)

    assert values(["groups"], within=Organisation.objects.filter(code="T1")) == {"groups": 1}
    assert values(["groups"], within=Organisation.objects.none()) == {"groups": 0}


def test_who_sees_all_organisations_sees_the_recounts(founded, recount, staff, person):
    founded("T1", kind=Kind.GROUP)
    recount(Kind.GROUP, 40)
    stranger = person(None, "nguoila")

    assert values(["groups"], within=Organisation.objects.visible_to(staff)) == {"groups": 41}
    assert values(["groups"], within=Organisation.objects.visible_to(stranger)) == {"groups": 0}


def test_a_place_has_the_recounts_of_its_land(founded, recount, place):
    founded("T1", kind=Kind.GROUP, place=place)
    founded("T2", kind=Kind.GROUP)
    recount(Kind.GROUP, 40)
    recount(Kind.GROUP, 500, place=None)

    for unit in (place, place.former_province):
        assert values(["groups"], place=unit) == {"groups": 41}


def test_a_reader_of_the_names_is_told_how_many_the_count_has_more(founded, recount, browser, leader):
    founded("T1", kind=Kind.GROUP)
    recount(Kind.GROUP, -40)
    recount(Kind.GROUP, 1, on=date(2024, 1, 1))

    assert recounted(STOCKS, period=Period.objects.named("2023")) == {"groups": -40}
    [groups] = [figure for figure in dashboard(Period.objects.named("2023")).headlines if figure.code == "groups"]
    assert (groups.value, groups.recounted) == (-39, -40)
    assert "Gồm -40 điều chỉnh số lượng".replace("-", "−") in browser(leader).get("/dieu-hanh/2023/").text


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [(-3, "Điều chỉnh giảm 03 HTX chưa ghi lĩnh vực"), (3, "03 HTX chưa ghi lĩnh vực")],
)
def test_a_recount_without_sector_is_told(quantity, sentence, recount):
    recount(Kind.COOPERATIVE, quantity)
    period = Period.objects.named("2023")

    assert warnings(figures(period), period)[0].message.startswith(sentence)
