from datetime import date
from decimal import Decimal

import pytest

from cooperatives.models import Kind, Organisation
from returns.answers import facts_of
from returns.checks import Facts, doubts_about, errors_in
from returns.models import MemberMinimum, Period, RatingGrade, RatingScheme

YEAR = Period.from_code("2023")
HTX = Organisation(kind=Kind.COOPERATIVE, founded_on=date(2015, 1, 1))
UNION = Organisation(kind=Kind.UNION, founded_on=date(2015, 1, 1))


def facts(answers: dict, *, before: dict | None = None, of: Organisation = HTX, least: int | None = None) -> Facts:
    return Facts(of, YEAR, answers, before or {}, least)


def errors(answers: dict) -> list[tuple[str, str]]:
    return [(found.code, found.field) for found in errors_in(facts(answers))]


def doubts(answers: dict, **more) -> list[tuple[str, str]]:
    return [(found.code, found.field) for found in doubts_about(facts(answers, **more))]


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("answers", "found"),
        [
            ({"women_members": 12, "members": 11}, [("part_over_whole", "women_members")]),
            ({"women_members": 11, "members": 11}, []),
            (
                {"women_members": 12, "official_members": 13, "members": 11},
                [("part_over_whole", "women_members"), ("part_over_whole", "official_members")],
            ),
            ({"women_members": 12, "members": None}, []),
            ({"official_members": 5, "members": 4}, [("part_over_whole", "official_members")]),
            ({"bad_debt": 6, "loans_outstanding": 5}, [("part_over_whole", "bad_debt")]),
            ({"equity": 6, "total_assets": 5}, [("part_over_whole", "equity")]),
            ({"internal_revenue": 6, "revenue": 5}, [("part_over_whole", "internal_revenue")]),
            ({"members": -1}, [("negative_amount", "members")]),
            ({"farmed_area": Decimal("-0.01")}, [("negative_amount", "farmed_area")]),
            ({"profit": -5}, []),
            (
                {"managers": 3, "managers_basic": 2, "managers_higher": 2},
                [("managers_over_total", "managers")],
            ),
            ({"managers": 4, "managers_basic": 2, "managers_higher": 2}, []),
        ],
    )
    def test_is_found_at_its_question(self, answers, found):
        assert errors(answers) == found

    def test_names_both_numbers(self):
        [found] = errors_in(facts({"women_members": 1200, "members": 1000}))

        assert found.message == "Thành viên nữ 1.200 lớn hơn thành viên 1.000: hãy kiểm tra cả hai."


class TestWhatLooksOdd:
    @pytest.mark.parametrize(
        ("now", "then", "odd"),
        [(2000, 100, True), (1999, 100, False), (5, 100, True), (6, 100, False), (100, None, False), (0, 100, False)],
    )
    def test_twenty_times_up_or_down_is_a_jump(self, now, then, odd):
        found = doubts({"members": now}, before={"members": then})

        assert (("jump_against_last_year", "members") in found) is odd

    def test_money_in_millions_is_told_with_what_it_would_be(self):
        found = doubts_about(facts({"revenue": 3450, "members": 9}))

        assert [(one.code, "3.450.000.000" in one.message) for one in found] == [("money_in_millions", True)]

    def test_every_question_that_is_odd_is_told(self):
        found = doubts({"members": 2000, "revenue": 10**12}, before={"members": 100, "revenue": 10**9})

        assert found == [("jump_against_last_year", "members"), ("jump_against_last_year", "revenue")]

    def test_money_in_millions_is_not_a_jump_besides(self):
        assert doubts({"revenue": 3450, "members": 9}, before={"revenue": 3 * 10**9, "members": 9}) == [
            ("money_in_millions", "revenue")
        ]

    def test_money_in_full_is_not_doubted(self):
        assert doubts({"revenue": 3_450_000_000, "members": 9}) == []

    @pytest.mark.parametrize(
        ("income", "before", "odd"),
        [
            (60_000_000, None, True),
            (5_000_000, None, False),
            (40_000_000, 5_000_000, True),
            (6_000_000, 5_000_000, False),
        ],
    )
    def test_income_of_a_year_typed_as_of_a_month(self, income, before, odd):
        found = doubts({"average_income": income}, before={"average_income": before})

        assert (("income_of_a_year", "average_income") in found) is odd

    def test_the_income_of_a_month_is_proposed(self):
        [found] = doubts_about(facts({"average_income": 63_600_000}))

        assert "một tháng là 5.300.000" in found.message

    @pytest.mark.parametrize("members", [0, None])
    def test_revenue_without_members(self, members):
        assert ("revenue_without_members", "members") in doubts({"revenue": 10**9, "members": members})

    def test_a_union_has_cooperatives_for_members(self):
        assert doubts({"revenue": 10**9}, of=UNION) == [("revenue_without_members", "member_cooperatives")]
        assert doubts({"revenue": 10**9, "member_cooperatives": 4}, of=UNION, least=4) == []
        assert doubts({"member_cooperatives": 3}, of=UNION, least=4) == [
            ("fewer_members_than_the_law", "member_cooperatives")
        ]

    @pytest.mark.parametrize(("members", "odd"), [(6, True), (7, False)])
    def test_fewer_members_than_the_law_asked_at_founding(self, members, odd):
        assert (doubts({"members": members}, least=7) == [("fewer_members_than_the_law", "members")]) is odd


@pytest.mark.django_db
class TestTheLegalMinimum:
    @pytest.fixture(autouse=True)
    def rules(self):
        MemberMinimum.objects.create(kind=Kind.COOPERATIVE, least=7, valid_to=date(2024, 6, 30))
        MemberMinimum.objects.create(kind=Kind.COOPERATIVE, least=5, valid_from=date(2024, 7, 1))

    @pytest.mark.parametrize(("day", "least"), [(date(2015, 1, 1), 7), (date(2024, 6, 30), 7), (date(2024, 7, 1), 5)])
    def test_is_that_of_the_founding_day(self, day, least):
        assert MemberMinimum.objects.for_founding(Kind.COOPERATIVE, day).least == least

    def test_is_unknown_where_no_rule_is_recorded(self):
        assert MemberMinimum.objects.for_founding(Kind.GROUP, date(2024, 7, 1)) is None


@pytest.mark.django_db
class TestRating:
    @pytest.fixture
    def scheme(self) -> RatingScheme:
        scheme = RatingScheme.objects.create(name="Bộ tiêu chí thử", valid_to=date(2025, 9, 17))
        for grade, least in (("good", 80), ("fair", 65), ("average", 50), ("weak", 0)):
            RatingGrade.objects.create(scheme=scheme, grade=grade, least_score=least)
        return scheme

    @pytest.mark.parametrize(
        ("score", "grade"),
        [("100", "good"), ("80", "good"), ("79.99", "fair"), ("65", "fair"), ("50", "average"), ("49.5", "weak")],
    )
    def test_a_score_earns_a_grade(self, scheme, score, grade):
        assert scheme.grade_of(Decimal(score)) == grade

    def test_a_grade_that_the_score_did_not_earn_is_doubted(self, scheme):
        answers = {"rating": "good", "rating_score": Decimal(70)}

        [found] = doubts_about(Facts(HTX, YEAR, answers, {}, None, scheme))

        assert found.message == "Xếp loại tốt, nhưng 70 điểm theo Bộ tiêu chí thử là khá."

    def test_is_by_the_scheme_in_force_at_the_end_of_the_period(self, scheme, founded):
        def scheme_of(code: str) -> RatingScheme | None:
            return facts_of(founded(f"A{code}"), Period.from_code(code), {}, {}).scheme

        assert (scheme_of("2023"), scheme_of("2026")) == (scheme, None)

    @pytest.mark.parametrize(("founded_on", "odd"), [(date(2023, 1, 2), True), (date(2022, 12, 31), False)])
    def test_one_younger_than_a_year_is_not_rated(self, founded_on, odd):
        young = Organisation(kind=Kind.COOPERATIVE, founded_on=founded_on)

        assert (("rated_too_young", "rating") in doubts({"rating": "fair"}, of=young)) is odd
