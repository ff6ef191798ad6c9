"""Figures by place add up to the same total in every boundaries, and each is the number of organisations listed."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cooperatives import workflow
from cooperatives.boundaries import FORMER_PROVINCES, UNTOLD, Boundaries, Division
from cooperatives.models import ActivityState, Kind, Level, Organisation, Place, PlaceSuccession
from events.models import Award, AwardKind
from reports.indicators import CODES, INDICATORS
from reports.reader import read
from reports.sources import Nature
from returns.models import AnnualReturn, Period
from tests.reports import naive_places
from tests.reports.naive import ORACLE, Year

pytestmark = pytest.mark.django_db

LAST_OLD_DAY, REFORM = date(2025, 6, 30), date(2025, 7, 1)
OLD_COMMUNES, NEW_COMMUNES = 4, 3
ADDITIVE = [code for code, each in INDICATORS.items() if each.nature is not Nature.RATIO and each.source]
VIEWS = [(boundaries, level) for boundaries in Boundaries for level in (Level.COMMUNE, Level.PROVINCE)]


def grounds(first: int, last: int):
    return st.one_of(st.none(), st.integers(first, last))


SEATS = grounds(0, OLD_COMMUNES + NEW_COMMUNES + 1)  # old communes, new ones, a district, an old province
ORGANISATIONS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.GROUP, Kind.UNION]),
        "seat": SEATS,
        "heir": st.integers(0, 3),
        "moves": st.lists(st.tuples(st.sampled_from(["2022-06-01", "2023-12-31", "2025-09-01"]), SEATS), max_size=2),
        "ends": st.booleans(),
        "admitted": st.booleans(),
        "declared": st.fixed_dictionaries(
            {name: st.one_of(st.none(), st.integers(1, 99)) for name in ("members", "revenue", "regular_workers")}
        ),
        "rewarded": st.booleans(),
    }
)
SUCCESSIONS = st.sets(
    st.tuples(st.integers(0, OLD_COMMUNES - 1), st.integers(0, NEW_COMMUNES - 1)), max_size=OLD_COMMUNES * NEW_COMMUNES
)


def land(successions: set[tuple[int, int]]) -> list[Place]:
    """Two old provinces that became one; their communes went into those of today as `successions` says."""

    def place(name, level, **fields):
        return Place.objects.create(name=name, level=level, **fields)

    provinces = [place(f"Tỉnh {n}", Level.PROVINCE, valid_to=LAST_OLD_DAY) for n in range(2)]
    for one in provinces:
        one.former_province = one
        one.save()
    today = place("Tỉnh Mới", Level.PROVINCE, valid_from=REFORM)
    districts = [
        place(f"Huyện {n}", Level.DISTRICT, valid_to=LAST_OLD_DAY, parent=provinces[n], former_province=provinces[n])
        for n in range(2)
    ]
    old = [
        place(
            f"Xã {n}", Level.COMMUNE, valid_to=LAST_OLD_DAY, parent=districts[n % 2], former_province=provinces[n % 2]
        )
        for n in range(OLD_COMMUNES)
    ]
    new = [place(f"Xã Mới {n}", Level.COMMUNE, valid_from=REFORM, parent=today) for n in range(NEW_COMMUNES)]
    pairs = [(old[one], new[other]) for one, other in sorted(successions)] + [(one, today) for one in provinces]
    PlaceSuccession.objects.bulk_create(PlaceSuccession(old=one, new=other, on=REFORM) for one, other in pairs)
    return [*old, *new, districts[0], provinces[1]]


def enter(number: int, drawn: dict, seats: list[Place], period: Period, award_kind: AwardKind) -> None:
    """One organisation as drawn, through the verbs of the register."""
    organisation = Organisation(
        code=f"T{number}", name=f"Tổ chức {number}", kind=drawn["kind"], founded_on=date(2019 + number % 3, 3, 1)
    )
    organisation.place = None if drawn["seat"] is None else seats[drawn["seat"]]
    organisation.successor_place = _heir(organisation, drawn["heir"])
    workflow.found(organisation, by=None)
    workflow.verify_activity(organisation, state=ActivityState.ACTIVE, since=organisation.founded_on, by=None)
    if drawn["admitted"]:
        workflow.admit(organisation, on=organisation.founded_on, by=None)
    for day, to in sorted(drawn["moves"], key=lambda move: move[0]):
        if to is not None and organisation.place_id and seats[to].pk != organisation.place_id:
            workflow.move(organisation, to=seats[to], on=date.fromisoformat(day), by=None)
            organisation.refresh_from_db()
            organisation.successor_place = _heir(organisation, drawn["heir"])
            organisation.save()
    if drawn["ends"] and not drawn["moves"] and organisation.founded_on < date(2023, 3, 1):
        workflow.end(organisation, kind="dissolved", on=date(2023, 7, 1), by=None)
    AnnualReturn.objects.create(organisation=organisation, period=period, **drawn["declared"])
    if drawn["rewarded"]:
        Award.objects.create(
            kind=award_kind,
            organisation=organisation,
            achievement_year=2023,
            decision="1",
            decided_on=date(2023, 12, 1),
        )


def _heir(organisation: Organisation, drawn: int) -> Place | None:
    heirs = organisation.possible_successors()
    return heirs[drawn] if drawn < len(heirs) else None


@pytest.fixture
def year(db) -> Period:
    period = Period.from_code("2023")
    period.save()
    return period


@given(successions=SUCCESSIONS, organisations=st.lists(ORGANISATIONS, min_size=1, max_size=6))
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # an example writes a province: shrinking one would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_view_has_the_same_total_and_each_slice_is_its_list(year, successions, organisations):
    with transaction.atomic():
        seats = land(successions)
        kind = AwardKind.objects.create(form="Giấy khen", level="Liên minh")
        for number, drawn in enumerate(organisations):
            enter(number, drawn, seats, year, kind)
        for boundaries, level in VIEWS:
            table = read(CODES, period=year, by=["place"], boundaries=boundaries, level=level)
            division = Division(level, boundaries.day(year.end))
            check_totals(table, year)
            check_by_hand(table, "place", division, year)
            check_lists(table, "place", division, year, boundaries)
        table = read(CODES, period=year, by=["old_province"])
        check_totals(table, year)
        check_by_hand(table, "old_province", FORMER_PROVINCES, year)
        check_lists(table, "old_province", FORMER_PROVINCES, year, Boundaries.TODAY)
        transaction.set_rollback(True)


def check_totals(table, year) -> None:
    total = read(ADDITIVE, period=year).records()[0]

    assert {code: _sum(table.values(code)) for code in ADDITIVE} == total


def _sum(values: list) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def check_by_hand(table, dimension: str, division: Division, year) -> None:
    """Each slice, ratios too, as if its organisations were all there are."""
    slices: dict = {}
    for one in Organisation.objects.all():
        where = naive_places.slice_of(one, period_end=year.end, level=division.level, on=division.on)
        slices.setdefault(where, set()).add(one.pk)

    for record in table.records():
        inside = slices[record.pop(dimension)]
        by_hand = Year(2023, visible=lambda one, inside=inside: one is not None and one.pk in inside)
        assert record == {code: oracle(by_hand) for code, oracle in ORACLE.items()}


def check_lists(table, dimension: str, division: Division, year, boundaries: Boundaries) -> None:
    existing = Organisation.objects.existing(on=year.end).cooperatives()
    for key, figure in zip(table.values(dimension), table.values("cooperatives"), strict=True):
        if key is None:
            listed = existing.unplaced(on=year.end)
        elif key == UNTOLD:
            listed = existing.untold(division, on=year.end)
        else:
            place = Place.objects.get(pk=key)
            listed = existing.in_place(place, on=year.end, boundaries=boundaries)
            narrowed = read(["cooperatives", "members"], period=year, place=place, boundaries=boundaries)
            assert narrowed.rows == ((figure, table.row(**{dimension: key})["members"]),)
        assert listed.count() == figure
