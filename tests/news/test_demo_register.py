"""The organisations of the demo live by the rules of the register, and report what such organisations would."""

import re
from collections import Counter
from datetime import date

import pytest

from cooperatives.models import ActivityRecord, AllianceMembership, Organisation, Participant, Place
from cooperatives.workflow import PARTS
from news.demo.returns import spread
from reports.figures import figures
from returns.models import AnnualReturn, Period
from tests.news.demo_reading import YEARS


class TestRegister:
    def test_every_organisation_began_once_on_the_day_it_was_founded(self, built):
        began = {
            part.organisation_id: part.event.date
            for part in Participant.objects.filter(role="begins").select_related("event")
        }

        assert began == {one.pk: one.founded_on for one in Organisation.objects.all()}

    def test_every_organisation_that_ended_did_so_by_an_event(self, built):
        ended = {
            part.organisation_id: part.event.date
            for part in Participant.objects.filter(role="ends").select_related("event")
        }

        assert ended == {one.pk: one.ended_on for one in Organisation.objects.all() if one.ended_on}

    def test_every_part_is_one_the_kind_of_event_has(self, built):
        parts = Participant.objects.select_related("event", "organisation")

        assert [part for part in parts if part.role not in PARTS[part.event.kind]] == []
        assert [part for part in parts if not exists_around(part.organisation, part.event.date)] == []

    def test_every_organisation_has_one_state_at_each_year_end(self, built):
        for year in YEARS:
            day = date(year, 12, 31)
            states = Counter(ActivityRecord.objects.holding(on=day).values_list("organisation_id", flat=True))
            assert states == Counter(Organisation.objects.existing(on=day).values_list("pk", flat=True))

    def test_some_rest_some_have_stopped_and_of_some_nobody_knows(self, built):
        states = Counter(ActivityRecord.objects.filter(until=None).values_list("state", "organisation__kind"))

        assert {key: number for key, number in states.items() if key[0] != "active"} == {
            ("ceased", "cooperative"): 6,
            ("suspended", "cooperative"): 4,
            ("unknown", "cooperative"): 2,
            ("unknown", "group"): 12,
        }

    def test_members_of_the_alliance_are_no_groups(self, built):
        kinds = AllianceMembership.objects.filter(left_on=None).values_list("organisation__kind", flat=True)

        assert Counter(kinds) == {"cooperative": 346, "credit_fund": 85, "enterprise": 10, "union": 1}

    def test_nobody_is_a_member_before_founding_or_after_the_end(self, built):
        memberships = AllianceMembership.objects.select_related("organisation")

        assert [m for m in memberships if m.admitted_on < m.organisation.founded_on] == []
        assert [m for m in memberships if m.organisation.ended_on and m.left_on != m.organisation.ended_on] == []

    def test_nothing_is_older_than_1960_and_everything_stands_in_a_commune_of_that_time(self, built):
        assert not Organisation.objects.filter(founded_on__lt=date(1960, 1, 1)).exists()
        places = Place.objects.filter(organisation__isnull=False)
        assert set(places.values_list("level", "former_province__code", "valid_from")) == {("commune", "34", None)}

    def test_tax_codes_are_valid_and_of_the_range_for_tests(self, built):
        codes = Organisation.objects.exclude(tax_code="").values_list("tax_code", flat=True)

        assert len(codes) > 300
        assert [code for code in codes if not re.fullmatch(r"10999\d{5}", code) or not checks(code)] == []


def exists_around(organisation: Organisation, day: date) -> bool:
    """Whether an organisation can take part in an event of that day: its last day is the day it ends."""
    return organisation.exists_on(day) or organisation.ended_on == day


def checks(code: str) -> bool:
    weighted = sum(int(digit) * weight for digit, weight in zip(code, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=False))
    return 10 - weighted % 11 == int(code[9])


class TestReturns:
    @pytest.mark.parametrize(("year", "silent"), [(2020, 5), (2021, 3), (2022, 0), (2023, 0)])
    def test_everybody_existing_reports_once_a_year_but_a_few_groups(self, built, year, silent):
        existing = Organisation.objects.existing(on=date(year, 12, 31)).exclude(kind="enterprise")
        reported = AnnualReturn.objects.filter(period__code=str(year), stage="official")

        missing = existing.exclude(pk__in=reported.values("organisation"))

        assert [one.kind for one in missing] == ["group"] * silent
        assert reported.count() == existing.count() - silent

    def test_a_union_declares_no_members(self, built):
        assert set(AnnualReturn.objects.filter(organisation__kind="union").values_list("members", flat=True)) == {None}

    def test_a_credit_fund_declares_loans_and_neither_revenue_nor_land(self, built):
        funds = AnnualReturn.objects.filter(organisation__kind="credit_fund")

        assert {(one.revenue, one.farmed_area, one.rating) for one in funds} == {(None, None, "")}
        assert [one for one in funds if not 0 < one.bad_debt * 100 < one.loans_outstanding < one.deposits] == []

    def test_who_has_stopped_declares_no_revenue_and_is_not_rated(self, built):
        ceased = ActivityRecord.objects.filter(state="ceased").values("organisation")
        returns = AnnualReturn.objects.filter(organisation__in=ceased, period__code="2023")

        assert {(one.revenue, one.regular_workers, one.rating) for one in returns} == {(None, None, "unrated")}

    @pytest.mark.parametrize("code", ["average_revenue", "average_income", "deposits", "members", "farmed_area"])
    def test_every_year_tells_of_more_than_the_last(self, built, code):
        values = [figures(Period.objects.named(str(year)), [code])[0].value for year in YEARS]

        assert values == sorted(set(values))

    def test_figures_are_of_a_plausible_size(self, built):
        found = {figure.code: figure.value for figure in figures(Period.objects.named("2023"))}

        assert 500_000_000 < found["average_revenue"] < 4_000_000_000
        assert 4_000_000 < found["group_average_income"] < found["average_income"] < 7_000_000
        assert found["bad_debt_ratio"] < 1
        assert 75 < found["good_or_better_share"] < 90


class TestSpread:
    @pytest.mark.parametrize(("total", "weights"), [(10, [1, 1, 1]), (7, [5, 0, 9]), (0, [3]), (3189, range(1, 348))])
    def test_the_parts_add_up_and_follow_the_weights(self, total, weights):
        parts = spread(total, weights)

        assert sum(parts) == total
        assert all(0 <= part <= total * weight / sum(weights) + 1 for part, weight in zip(parts, weights, strict=True))

    def test_there_is_no_spreading_less_than_nothing(self):
        with pytest.raises(ValueError, match="cannot spread -1"):
            spread(-1, [1])
