"""A small random province: organisations that live, end, join, work and report, with gaps where people leave gaps."""

import random
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.models import ActivityState, Kind, Loan, LoanSource, Organisation, Place, Sector
from events.models import Activity, Award, AwardKind
from returns.models import AnnualReturn, Period, Rating, Stage

YEARS = (2021, 2022, 2023)


def build(seed: int, *, organisations: int = 25) -> None:
    """Write a province drawn from `seed` to the database, through the verbs of the register."""
    chance = random.Random(seed)
    places = [Place.objects.create(code=f"{n:05}", name=f"Xã Thử {n}", level="commune") for n in range(4)]
    periods = [Period.from_code(str(year)) for year in YEARS]
    for period in periods:
        period.save()
    everyone = [_found(chance, number, places) for number in range(organisations)]
    for organisation in everyone:
        _live(chance, organisation)
        _report(chance, organisation, periods)
    _reward(chance, everyone)
    _work(chance, everyone)
    _lend(chance, everyone)


def _day(chance: random.Random, first: date, last: date) -> date:
    """A day of the span; its first and last are drawn often, since that is where counting goes wrong."""
    return chance.choice([first, last, first + timedelta(chance.randint(0, (last - first).days))])


def _found(chance, number, places) -> Organisation:
    organisation = Organisation(
        code=f"T{number:03}",
        name=f"Tổ chức thử {number}",
        kind=chance.choice([Kind.COOPERATIVE, Kind.COOPERATIVE, *Kind]),
        sector=chance.choice(["", *Sector.values]),
        place=chance.choice([None, *places]),
        founded_on=_day(chance, date(2019, 12, 31), date(2023, 12, 31)),
    )
    workflow.found(organisation, by=None)
    return organisation


def _live(chance, organisation) -> None:
    for state in chance.sample(ActivityState.values, chance.randint(0, 3)):
        since = _day(chance, organisation.founded_on, date(2024, 1, 1))
        _try(workflow.verify_activity, organisation, state=state, since=since)
    if chance.random() < 0.6:
        _try(workflow.admit, organisation, on=_day(chance, organisation.founded_on, date(2023, 12, 31)))
    for membership in organisation.memberships.all():
        if chance.random() < 0.3:
            _try(workflow.leave, membership, on=_day(chance, date(2022, 1, 1), date(2023, 12, 31)))
    if chance.random() < 0.35:
        _try(
            workflow.end,
            organisation,
            kind=chance.choice(workflow.ENDINGS),
            on=_day(chance, date(2021, 1, 1), date(2024, 1, 1)),
        )


def _try(verb, subject, **what) -> None:
    """What a rule of the register refuses simply does not happen in this province."""
    try:
        verb(subject, **what, by=None)
    except ValidationError:
        return


def _report(chance, organisation, periods) -> None:
    for period in periods:
        for stage in chance.choice([(), (Stage.ESTIMATE,), (Stage.OFFICIAL,), tuple(Stage)]):
            AnnualReturn.objects.create(organisation=organisation, period=period, stage=stage, **_declared(chance))


def _declared(chance) -> dict:
    loans = chance.randint(1, 10**9)
    whole = {
        "members": chance.randint(0, 3000),
        "regular_workers": chance.randint(0, 90),
        "seasonal_workers": chance.randint(0, 90),
        "charter_capital": chance.randint(0, 10**12),
        "total_assets": chance.randint(0, 10**12),
        "revenue": chance.randint(0, 10**12),
        "profit": chance.randint(-(10**10), 10**11),
        "budget_contribution": chance.randint(0, 10**9),
        "average_income": chance.randint(10**6, 10**7),
        "farmed_area": f"{chance.randint(0, 900)}.{chance.randint(0, 99):02}",
        "deposits": chance.randint(0, 10**12),
        "loans_outstanding": loans,
        "bad_debt": chance.randint(0, loans),
        "rating": chance.choice(Rating.values),
    }
    return {name: value for name, value in whole.items() if chance.random() < 0.7}


def _reward(chance, everyone) -> None:
    kind = AwardKind.objects.create(form="Giấy khen", level="Liên minh")
    for number in range(6):
        to_one = chance.random() < 0.5
        Award.objects.create(
            kind=kind,
            organisation=None if to_one else chance.choice(everyone),
            person_name=f"Người thử {number}" if to_one else "",
            achievement_year=chance.choice(YEARS),
            decided_on=chance.choice([None, date(2023, 5, 1)]),
        )


def _work(chance, everyone) -> None:
    for kind in (*Activity.Kind.values, *Activity.Kind.values):
        channel = chance.choice(Activity.Channel.values) if kind == "media" else ""
        Activity.objects.create(
            kind=kind,
            channel=channel,
            title="Việc thử",
            held_on=_day(chance, date(2020, 12, 31), date(2024, 1, 1)),
            quantity=chance.randint(1, 9),
            participants=chance.choice([None, 0, 40]),
            organisation=chance.choice([None, *everyone]),
        )


def _lend(chance, everyone) -> None:
    source = LoanSource.objects.create(name="Quỹ thử")
    for number in range(8):
        lent_on = _day(chance, date(2020, 12, 31), date(2024, 1, 1))
        amount = chance.randint(1, 10**9)
        lent = {"disbursed_on": lent_on, "disbursed": amount} if chance.random() < 0.7 else {}
        Loan.objects.create(
            organisation=chance.choice(everyone[:5]),
            source=source,
            dossier=str(number),
            project="Dự án thử",
            applied_on=lent_on,
            requested=amount,
            decided_on=lent_on,
            approved=amount,
            **lent,
        )
