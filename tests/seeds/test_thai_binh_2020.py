"""Thái Bình at the end of 2020: the demo's register adds up to every figure, printed as it was there."""

from datetime import date

import pytest

from events.models import Award, Conference
from reports import sentences
from tests.seeds.holding import readings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


@pytest.mark.parametrize(
    ("code", "noun", "printed"),
    [
        ("cooperatives", "", "445 HTX"),
        ("groups", "tổ hợp tác", "192 tổ hợp tác"),
        ("unions", "liên hiệp HTX", "01 liên hiệp HTX"),
    ],
)
def test_every_figure_is_computed_and_printed_as_it_was(code, noun, printed):
    assert sentences.stated(readings("2020")[code], noun) == printed


def test_forty_collectives_and_persons_were_commended_at_the_conference():
    conference = Conference.objects.get(held_on=date(2021, 1, 22))
    [*_, collectives, persons, together] = Award.objects.presented_at(conference).summary().total

    assert (collectives + persons, together) == (40, 40)
    assert {award.kind.level for award in Award.objects.presented_at(conference)} == {"Liên minh Hợp tác xã Việt Nam"}
