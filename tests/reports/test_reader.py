"""The reader gives the same figures as counting by hand, in as many queries as there are sources."""

from datetime import date
from decimal import Decimal

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, LifeEvent, Organisation, Sector, SizeRule
from cooperatives.models.size_rule import BOUNDED
from events.models import Award, AwardKind
from reports.figures import figures
from reports.indicators import CODES, UnknownIndicator, indicator
from reports.reader import UnknownDimension, read
from reports.slices import UNSTATED, slice_labels
from reports.warnings import warnings
from returns.models import Period, Rating, Stage
from returns.sizes import sizes
from tests.reports import province
from tests.reports.naive import ORACLE, Year

pytestmark = pytest.mark.django_db


def value(code: str, period: str = "2023", **options):
    return read([code], period=Period.objects.named(period), **options).rows[0][0]


def test_every_indicator_has_an_oracle():
    assert set(ORACLE) == set(CODES)


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_agrees_with_counting_by_hand(seed):
    province.build(seed)
    table = read(CODES, period=[Period.objects.named(str(year)) for year in province.YEARS])

    by_hand = {year: {code: oracle(Year(year)) for code, oracle in ORACLE.items()} for year in province.YEARS}

    assert {record.pop("period"): record for record in table.records()} == {
        str(year): found for year, found in by_hand.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_slices_agree_with_counting_each_kind_by_hand(seed):
    province.build(seed)
    codes = ["members", "alliance_members", "revenue"]

    table = read(codes, period=Period.objects.named("2023"), by=["kind"])

    for record in table.records():
        kind = record["kind"]
        year = Year(2023, visible=lambda organisation, kind=kind: organisation.kind == kind)
        assert {code: record[code] for code in codes} == {code: ORACLE[code](year) for code in codes}, kind


@pytest.mark.parametrize("seed", range(3))
def test_sizes_agree_with_telling_each_cooperative_by_hand(seed):
    province.build(seed)
    for bounds in ((Sector.AGRICULTURE, 2000, 1500, 700), (Sector.SERVICES, 900, 500, 100)):
        for size, least in zip(BOUNDED, bounds[1:], strict=True):
            SizeRule.objects.create(
                sector=bounds[0],
                size=size,
                least_members=least,
                least_revenue=least * 10**8,
                least_capital=least * 10**8,
                valid_from=date(2022, 1, 1),
            )
    period = Period.objects.named("2023")
    by_organisation = sizes(period)

    table = read(["returns_received", "members", "revenue"], period=period, by=["size"])

    def key(organisation) -> str:
        if organisation.pk in by_organisation:
            return by_organisation[organisation.pk] or "chưa xác định"
        return ""

    assert {"chưa xác định", ""} < set(table.values("size"))
    for record in table.records():
        year = Year(2023, visible=lambda organisation, wanted=record["size"]: key(organisation) == wanted)
        assert record == {"size": record["size"]} | {code: ORACLE[code](year) for code in list(record)[1:]}


def test_totals_are_the_sum_of_their_slices():
    province.build(7)
    period = Period.objects.named("2023")

    table = read(["cooperatives"], period=period, by=["place", "sector"])

    assert sum(table.values("cooperatives")) == value("cooperatives")


def test_figures_are_narrowed_to_the_organisations_one_may_see():
    province.build(8)
    some = Organisation.objects.filter(code__lt="T010")
    kept = set(some.values_list("pk", flat=True))
    year = Year(2023, visible=lambda organisation: organisation is not None and organisation.pk in kept)

    table = read(CODES, period=Period.objects.named("2023"), within=some)

    assert table.records() == [{code: oracle(year) for code, oracle in ORACLE.items()}]


@pytest.mark.parametrize("organisations", [5, 40])
def test_the_year_with_the_year_before_takes_one_query_a_source(organisations, django_assert_num_queries):
    province.build(9, organisations=organisations)
    period = Period.objects.named("2023")

    with django_assert_num_queries(11):  # nine sources, the periods by name, what was kept a year before
        figures(period)


def test_a_credit_fund_is_counted_inside_the_cooperatives(founded):
    founded("Q1", kind=Kind.CREDIT_FUND)
    founded("H1")
    founded("P1", sector=Sector.SERVICES)

    table = read(
        ["cooperatives", "agricultural_cooperatives", "non_agricultural_cooperatives", "credit_funds"],
        period=Period.objects.named("2023"),
    )

    assert table.rows == ((3, 1, 1, 1),)


def test_an_organisation_exists_from_its_founding_day_to_the_day_before_its_end(founded):
    htx = founded("H1", on=date(2021, 12, 31))
    workflow.end(htx, kind=LifeEvent.Kind.DISSOLVED, on=date(2023, 12, 31), by=None)

    assert [value("cooperatives", year) for year in ("2020", "2021", "2022", "2023")] == [0, 1, 1, 0]


def test_a_merger_of_two_into_an_existing_one_takes_two_away(founded):
    one, two, three = founded("H1"), founded("H2"), founded("H3")
    for absorbed in (one, two):
        workflow.end(absorbed, kind=LifeEvent.Kind.MERGED, on=date(2023, 6, 1), into=[three], by=None)

    assert (value("merged_cooperatives"), value("cooperatives")) == (2, 1)


def test_the_official_return_prevails_over_the_estimate(founded, reported):
    htx = founded("H1")
    reported(htx, members=100, stage=Stage.ESTIMATE)
    reported(htx, members=90, stage=Stage.OFFICIAL)
    reported(founded("H2"), members=5, stage=Stage.ESTIMATE)

    assert value("members") == 95


def test_blank_is_not_nought(founded, reported):
    reported(founded("H1"), members=10)

    assert (value("revenue"), value("seasonal_workers"), value("average_revenue")) == (None, None, None)


def test_an_average_divides_by_those_that_declare(founded, reported):
    reported(founded("H1"), revenue=3_000_000_000)
    reported(founded("H2"), revenue=1_200_000_000)
    reported(founded("H3"), members=7)

    assert value("average_revenue") == Decimal(2_100_000_000)


def test_income_is_weighted_by_the_people_who_earn_it(founded, reported):
    reported(founded("H1"), average_income=4_000_000, regular_workers=30)
    reported(founded("H2"), average_income=10_000_000, regular_workers=10)
    reported(founded("H3"), average_income=99_000_000)

    assert value("average_income") == Decimal(5_500_000)


def test_a_ratio_takes_only_rows_declaring_both_sides(founded, reported):
    reported(founded("Q1", kind=Kind.CREDIT_FUND), loans_outstanding=1000, bad_debt=5)
    reported(founded("Q2", kind=Kind.CREDIT_FUND), loans_outstanding=9000)

    assert value("bad_debt_ratio") == Decimal("0.5")


def test_the_share_of_good_ones_leaves_out_the_unrated(founded, reported):
    for number, rating in enumerate([Rating.GOOD, Rating.FAIR, Rating.WEAK, Rating.UNRATED, ""]):
        reported(founded(f"H{number}"), rating=rating)

    assert value("good_or_better_share") == Decimal(200) / 3


def test_several_years_sum_flows_and_end_with_the_last_stock(founded, reported):
    htx = founded("H1", on=date(2021, 5, 1))
    founded("H2", on=date(2022, 5, 1))
    reported(htx, "2021", revenue=10, members=7)
    reported(htx, "2022", revenue=20, members=9)

    table = read(["new_cooperatives", "cooperatives", "revenue", "members"], period=Period.objects.named("2021..2022"))

    assert table.rows == ((2, 2, 30, 9),)


def test_a_part_of_a_year_compares_flows_with_that_part_and_stocks_with_the_year_end(founded):
    founded("H1", on=date(2022, 3, 1))
    founded("H2", on=date(2022, 9, 1))
    founded("H3", on=date(2023, 2, 1))

    found = {figure.code: figure for figure in figures(Period.objects.named("2023-6T"))}

    assert (found["new_cooperatives"].value, found["new_cooperatives"].previous) == (1, 1)
    assert (found["cooperatives"].value, found["cooperatives"].previous) == (3, 2)


def test_the_office_may_move_the_days_of_its_year(founded):
    founded("H1", on=date(2022, 12, 20))
    Period.objects.create(code="2023", kind=Period.Kind.YEAR, start=date(2022, 12, 15), end=date(2023, 12, 14))

    assert (value("new_cooperatives", "2023"), value("new_cooperatives", "2022")) == (1, 1)


def test_parts_that_do_not_add_up_are_told(founded):
    founded("H1")
    founded("H2", sector="")
    period = Period.objects.named("2023")

    assert [warned.code for warned in warnings(figures(period), period)] == ["parts_total", "returns_incomplete"]


def test_complete_figures_carry_no_warning(founded, reported):
    reported(founded("H1"), members=12)
    period = Period.objects.named("2023")

    assert warnings(figures(period), period) == []


def test_change_and_growth_are_against_the_year_before(founded, reported):
    htx = founded("H1")
    reported(htx, "2022", members=567_097)
    reported(htx, "2023", members=570_286)

    (members,) = figures(Period.objects.named("2023"), ["members"])

    assert (members.previous, members.change, members.printed_change) == (567_097, 3_189, "+3.189")


def test_an_unknown_code_or_dimension_is_refused_in_words():
    with pytest.raises(UnknownIndicator, match="Không có chỉ tiêu “profits”"):
        indicator("profits")
    with pytest.raises(UnknownDimension, match="Không phân tổ được theo “colour”"):
        read(["members"], period=Period.objects.named("2023"), by=["colour"])


def test_slices_are_named_in_words():
    assert slice_labels("kind", ["group", ""]) == {"group": "Tổ hợp tác", "": UNSTATED}


def test_persons_commended_count_for_whoever_may_see_every_organisation(staff, leader, person):
    kind = AwardKind.objects.create(form="Bằng khen", level="Liên minh thử")
    Award.objects.create(kind=kind, person_name="Người thử", achievement_year=2023, decided_on=date(2023, 12, 1))

    def commended(user) -> int:
        within = Organisation.objects.visible_to(user)
        return read(["individual_awards"], period=Period.objects.named("2023"), within=within).rows[0][0]

    assert [commended(user) for user in (staff, leader, person(None, "nguoila"))] == [1, 1, 0]
