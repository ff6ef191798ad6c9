from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.boundaries import Units, seat_on
from cooperatives.models import Level, Organisation, Place, PlaceSuccession

THEN, TODAY = date(2024, 12, 31), date(2026, 1, 1)


@pytest.fixture
def land(db) -> dict[str, Place]:
    """Two old communes became one, a third was divided between that one and another."""
    old = {name: Place.objects.create(name=name, level=Level.COMMUNE, valid_to=date(2025, 6, 30)) for name in "ABC"}
    new = {name: Place.objects.create(name=name, level=Level.COMMUNE, valid_from=date(2025, 7, 1)) for name in "XY"}
    for one, other in ("AX", "BX", "CX", "CY"):
        PlaceSuccession.objects.create(old=old[one], new=new[other], on=date(2025, 7, 1))
    return old | new


@pytest.mark.parametrize(
    ("seat", "chosen", "on", "unit"),
    [
        pytest.param("A", None, THEN, "A", id="in its own time"),
        pytest.param("A", None, TODAY, "X", id="merged since"),
        pytest.param("C", None, TODAY, None, id="divided since"),
        pytest.param("C", "Y", TODAY, "Y", id="divided since, and known where to"),
        pytest.param("A", "Y", TODAY, "X", id="chosen is no heir"),
        pytest.param("Y", None, THEN, "C", id="made of one"),
        pytest.param("X", None, THEN, None, id="made of several"),
        pytest.param(None, None, THEN, None, id="nowhere"),
    ],
)
def test_a_seat_belongs_to_one_unit_or_it_cannot_be_told(land, seat, chosen, on, unit):
    found = Units().unit(seat and land[seat].pk, chosen and land[chosen].pk, on=on)

    assert found == (unit and land[unit])


def test_an_organisation_sits_where_it_sat_on_the_day(land, founded, staff):
    htx = founded("HTX1", place=land["A"])
    workflow.move(htx, to=land["B"], on=date(2020, 5, 1), by=staff)
    workflow.move(htx, to=land["C"], on=date(2022, 5, 1), by=staff)

    def seat(day: date) -> int:
        return Organisation.objects.values_list(seat_on(day), flat=True).get()

    days = [date(2020, 4, 30), date(2020, 5, 1), date(2022, 4, 30), date(2022, 5, 1)]
    assert [seat(day) for day in days] == [land[name].pk for name in "ABBC"]
