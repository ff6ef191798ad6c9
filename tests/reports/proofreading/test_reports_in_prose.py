"""Paragraphs as reports have them: silence while all figures agree, and a slip in one of them does not pass."""

from random import Random

import pytest

from reports.proofreading.proofreader import proofread
from tests.reports.proofreading.reports_in_prose import MAKERS, paragraph

ROUNDS = 8
LEAST_FOUND = 0.96
"""Of all slips. What passes is within rounding, or a rating's shares that need not make a hundred percent."""


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_is_said_of_a_paragraph_whose_figures_agree(make):
    random = Random(make.__name__)

    assert [proofread(paragraph(make(random)).text) for _ in range(ROUNDS)] == [[]] * ROUNDS


def test_of_slips_in_one_figure_nearly_all_are_found():
    slipped = [
        made.with_another(place, random)
        for make in MAKERS
        for random in [Random(make.__name__)]
        for made in (paragraph(make(random)) for _ in range(ROUNDS))
        for place in range(len(made.figures))
    ]
    found = [text for text in slipped if proofread(text)]

    assert len(found) >= LEAST_FOUND * len(slipped)
