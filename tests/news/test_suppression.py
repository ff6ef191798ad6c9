"""What is hidden so that nothing of a small group can be worked back, whatever totals are told."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from news.years.suppression import suppressed

TOTAL = {"a": 1, "b": 1, "c": 1, "total": -1}


def test_what_few_declared_is_hidden_and_one_more_that_the_total_would_tell_it_by():
    over = {"a": 2, "b": 9, "c": 40, "total": 51}

    assert suppressed(over, [TOTAL], smallest=5) == {"a", "b"}


def test_two_small_groups_that_together_are_small_hide_a_third():
    over = {"a": 1, "b": 2, "c": 40, "total": 43}

    assert suppressed(over, [TOTAL], smallest=5) == {"a", "b", "c"}


def test_two_small_groups_that_together_are_large_hide_no_other():
    over = {"a": 3, "b": 4, "c": 40, "total": 47}

    assert suppressed(over, [TOTAL], smallest=5) == {"a", "b"}


def test_where_only_one_part_is_there_its_total_is_hidden_too():
    over = {"a": 2, "b": 0, "c": 0, "total": 2, "elsewhere": 2}

    assert suppressed(over, [TOTAL, {"total": 1, "elsewhere": -1}], smallest=5) == {"a", "total", "elsewhere"}


def test_a_figure_told_elsewhere_does_not_tell_a_hidden_part():
    """Two of four kinds add up to a figure of their own: the other two must hide each other."""
    kinds = {"coop": 1, "fund": 1, "group": 1, "union": 1, "all": -1}
    pair = {"coop": 1, "fund": 1, "cooperatives": -1}
    over = {"coop": 300, "fund": 80, "group": 200, "union": 1, "all": 581, "cooperatives": 380}

    assert suppressed(over, [kinds, pair], smallest=3) == {"union", "group"}


def test_nothing_is_hidden_where_all_groups_are_large_and_what_nobody_declared_is_none():
    assert suppressed({"a": 5, "b": 0, "c": 9, "total": 14}, [TOTAL], smallest=5) == set()


COUNTS = st.lists(st.integers(min_value=0, max_value=12), min_size=2, max_size=6)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, st.integers(min_value=2, max_value=8))
def test_no_value_of_a_small_group_follows_from_what_is_told(kinds, sectors, smallest):
    """Two tables with one total: with every hidden cell unknown, no equation is left with one small group alone."""
    short = sum(kinds) - sum(sectors)
    kinds, sectors = [*kinds, max(0, -short)], [*sectors, max(0, short)]
    over = {("k", place): many for place, many in enumerate(kinds)}
    over |= {("s", place): many for place, many in enumerate(sectors)}
    over |= {"kinds": sum(kinds), "sectors": sum(sectors)}
    equations = [
        {cell: 1 for cell in over if cell[0] == "k" and cell != "kinds"} | {"kinds": -1},
        {cell: 1 for cell in over if cell[0] == "s" and cell != "sectors"} | {"sectors": -1},
        {"kinds": 1, "sectors": -1},
    ]

    hidden = suppressed(over, equations, smallest=smallest)

    assert {cell for cell, many in over.items() if 0 < many < smallest} <= hidden
    told = told_alone([{c: Fraction(w) for c, w in each.items() if c in hidden} for each in equations])
    assert not {cell for cell in told if over[cell] < smallest} or not anything_left(over, hidden)


def told_alone(rows: list[dict]) -> set:
    """Cells that follow from some combination of up to three equations, tried one by one with small weights."""
    weights = range(-1, 2)
    found = set()
    for one in weights:
        for two in weights:
            for three in weights:
                mixed: dict = {}
                for weight, row in zip((one, two, three), rows, strict=True):
                    for cell, value in row.items():
                        mixed[cell] = mixed.get(cell, 0) + weight * value
                left = [cell for cell, value in mixed.items() if value]
                found |= set(left) if len(left) == 1 else set()
    return found


def anything_left(over: dict, hidden: set) -> bool:
    return any(many and cell not in hidden for cell, many in over.items())
