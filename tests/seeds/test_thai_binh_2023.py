"""Thái Bình at the end of 2023: the demo's register and returns add up to every figure, printed as it was there."""

from datetime import date

import pytest

from events.models import Conference
from printing.chips import plain
from reports import sentences
from tests.seeds.holding import readings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


@pytest.fixture(scope="module")
def found(built, django_db_blocker):
    """The readings of 2023; reading them all takes a moment."""
    with django_db_blocker.unblock():
        return readings("2023")


@pytest.mark.parametrize(
    ("code", "noun", "printed"),
    [
        ("cooperatives", "", "464 HTX"),
        ("agricultural_cooperatives", "HTX nông nghiệp", "351 HTX nông nghiệp"),
        ("non_agricultural_cooperatives", "HTX phi nông nghiệp", "28 HTX phi nông nghiệp"),
        ("credit_funds", "Quỹ TDND", "85 Quỹ TDND"),
        ("unions", "Liên hiệp HTX", "01 Liên hiệp HTX"),
        ("groups", "tổ hợp tác", "235 tổ hợp tác"),
        ("members", "", "570.286 thành viên"),
        ("new_alliance_members", "", "12 thành viên"),
        ("alliance_members", "", "442 thành viên"),
    ],
)
def test_every_figure_is_computed_and_printed_as_it_was(found, code, noun, printed):
    assert sentences.stated(found[code], noun) == printed


def test_the_kinds_add_up_to_the_total(found):
    parts = {noun: found[code] for noun, code in (("a", "agricultural_cooperatives"), ("b", "credit_funds"))}
    rest = found["non_agricultural_cooperatives"].value

    assert sum(part.value for part in parts.values()) + rest == found["cooperatives"].value


def test_members_grew_since_the_year_before(found):
    assert plain(sentences.change(found["members"], "năm 2022")) == "tăng 3.189 thành viên so với năm 2022"


def test_the_conference_is_told_apart_from_the_years_it_reports_on_and_plans():
    conference = Conference.objects.get(held_on=date(2023, 12, 26))

    assert (conference.period_reported.code, conference.period_planned.code) == ("2023", "2024")
    assert conference.kind == Conference.Kind.YEAR_END
