"""Beside every figure built on returns stands how many have reported, and what a share is a share of."""

from datetime import date

import pytest

from cooperatives import workflow
from reports.figures import Reading, figures
from reports.warnings import completeness_notes, warnings
from reports.writing import write_generated
from returns.models import Period

pytestmark = pytest.mark.django_db


def figure(code: str, period: str = "2023") -> Reading:
    (found,) = figures(Period.objects.named(period), [code])
    return found


@pytest.fixture
def three(founded, reported):
    """Three cooperatives and a group; one cooperative is silent in 2023, two were in 2022."""
    first, second, _ = (founded(code) for code in ("A", "B", "C"))
    group = founded("T", kind="group")
    reported(first, "2022", members=10, revenue=5)
    reported(first, "2023", members=12, revenue=6, rating="good")
    reported(second, "2023", members=8, revenue=7, rating="weak")
    reported(group, "2023", members=3)
    return first


def test_a_figure_of_one_kind_counts_that_kind(three):
    assert figure("revenue").printed_basis == "theo báo cáo của 2/3 HTX; kỳ trước theo báo cáo của 1/3 HTX"


def test_a_figure_of_every_kind_counts_all(three):
    assert figure("members").basis.counted == "3/4 tổ chức"


def test_the_same_basis_is_told_once(founded, reported):
    one = founded("A")
    for year in ("2022", "2023"):
        reported(one, year, revenue=5)

    assert figure("revenue").printed_basis == "theo báo cáo của 1/1 HTX"


def test_two_complete_periods_compare_as_they_stand(founded, reported):
    first = founded("A")
    for year in ("2022", "2023"):
        reported(first, year, revenue=5)
    reported(founded("B", on=date(2023, 3, 1)), "2023", revenue=5)

    assert figure("revenue").printed_basis == "theo báo cáo của 2/2 HTX"


def test_the_register_needs_no_returns(three):
    assert [figure(code).printed_basis for code in ("cooperatives", "alliance_members")] == ["", ""]


def test_who_ended_within_the_year_is_neither_asked_nor_counted(three):
    workflow.end(three, kind="dissolved", on=date(2023, 6, 1), by=None)

    assert figure("revenue").basis.counted == "1/2 HTX"


def test_several_years_of_a_flow_have_no_one_basis(three):
    assert figure("revenue", "2022..2023").printed_basis == ""


def test_missing_returns_are_warned_of_on_both_sides(three):
    period = Period.objects.named("2023")

    [warned] = warnings(figures(period), period)

    assert warned.code == "returns_incomplete"
    assert "theo báo cáo của 3/4 tổ chức (2/3 HTX)" in warned.message
    assert "kỳ so sánh theo báo cáo của 1/4 tổ chức" in warned.message


def test_the_share_of_the_good_says_of_whom(three):
    share = figure("good_or_better_share")

    assert (share.value, share.basis.share) == (50, "trên 2 HTX được xếp loại")


def test_another_base_is_shown_with_its_own_share(three):
    workflow.verify_activity(three, state="active", since=date(2022, 1, 1), by=None)

    assert figure("good_or_better_share").basis.share == "trên 2 HTX được xếp loại; trên 1 HTX đang hoạt động là 100%"


def test_printed_tables_say_it_below(three, office):
    annexes = write_generated("year_end", Period.objects.get(code="2023")).document.annexes

    for table in annexes[:2]:
        assert sum("theo báo cáo của 3/4 tổ chức" in note for note in table.notes) == 1


def test_a_table_without_returns_says_nothing(three):
    assert completeness_notes([figure("cooperatives")], Period.objects.named("2023")) == ()


def test_a_filter_on_a_year_nobody_reported_on_is_all_silent(founded):
    founded("A")

    assert figure("returns_received").basis.counted == "0/1 tổ chức"


def test_bases_are_read_in_the_queries_of_the_figures(three, django_assert_num_queries):
    period = Period.objects.get(code="2023")
    with django_assert_num_queries(4):
        figures(period, ["members", "cooperatives", "unions", "groups"])
