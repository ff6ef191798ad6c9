from datetime import date
from decimal import Decimal

import pytest

from cooperatives.models import Kind
from returns.models import MemberMinimum, RatingScheme
from returns.rule_loading import load_return_rules

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "founded_on", "least"),
    [
        (Kind.COOPERATIVE, date(2024, 6, 30), 7),
        (Kind.COOPERATIVE, date(2024, 7, 1), 5),
        (Kind.UNION, date(2024, 6, 30), 4),
        (Kind.UNION, date(2024, 7, 1), 3),
    ],
)
def test_the_law_asks_for_members_by_the_day_of_founding(kind, founded_on, least):
    load_return_rules()

    assert MemberMinimum.objects.for_founding(kind, founded_on).least == least


def test_the_rating_of_2020_is_history_since_its_repeal():
    load_return_rules()

    scheme = RatingScheme.objects.in_force(on=date(2025, 9, 17)).get()
    assert (scheme.criteria.count(), scheme.grade_of(Decimal(65))) == (15, "fair")
    assert RatingScheme.objects.in_force(on=date(2025, 9, 18)).count() == 0


def test_a_second_time_adds_nothing_and_changes_nothing_back():
    load_return_rules()
    MemberMinimum.objects.filter(kind=Kind.UNION).update(least=6)

    assert load_return_rules() == 0
    assert set(MemberMinimum.objects.filter(kind=Kind.UNION).values_list("least", flat=True)) == {6}
