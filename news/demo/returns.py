"""What the organisations of the demo province report: one official return each, members adding up to the plan."""

import random
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cooperatives.models import ActivityState, Kind, Organisation, Sector
from news.demo import plan
from news.demo.organisations import is_commune_wide
from news.demo.register import Register
from returns.models import AnnualReturn, Period, Rating

THOUSAND, MILLION = 1_000, 1_000_000

# What an organisation of a sort declares in its first year: lowest and highest value, and đồng (or one) per unit.
RANGES = {
    "commune": {
        "regular_workers": (14, 38, 1),
        "seasonal_workers": (10, 60, 1),
        "charter_capital": (600, 2_400, MILLION),
        "total_assets": (2_500, 7_500, MILLION),
        "revenue": (1_200_000, 3_600_000, THOUSAND),
        "budget_contribution": (4_000, 30_000, THOUSAND),
        "average_income": (4_000, 5_400, THOUSAND),
        "farmed_area": (18_000, 36_000, 1),  # hundredths of a hectare
    },
    "farming": {
        "regular_workers": (7, 24, 1),
        "seasonal_workers": (4, 40, 1),
        "charter_capital": (300, 1_800, MILLION),
        "total_assets": (900, 5_000, MILLION),
        "revenue": (600_000, 2_800_000, THOUSAND),
        "budget_contribution": (2_000, 20_000, THOUSAND),
        "average_income": (4_400, 6_000, THOUSAND),
        "farmed_area": (450, 5_800, 1),
    },
    "other": {
        "regular_workers": (15, 70, 1),
        "seasonal_workers": (0, 30, 1),
        "charter_capital": (800, 5_000, MILLION),
        "total_assets": (2_000, 9_000, MILLION),
        "revenue": (1_500_000, 4_000_000, THOUSAND),
        "budget_contribution": (20_000, 150_000, THOUSAND),
        "average_income": (5_000, 6_500, THOUSAND),
    },
    "fund": {
        "regular_workers": (8, 16, 1),
        "charter_capital": (2_000, 5_500, MILLION),
        "profit": (500_000, 1_500_000, THOUSAND),
        "budget_contribution": (60_000, 240_000, THOUSAND),
        "average_income": (5_800, 7_200, THOUSAND),
        "deposits": (60_000, 165_000, MILLION),
    },
    "group": {
        "seasonal_workers": (3, 15, 1),
        "charter_capital": (30, 280, MILLION),
        "revenue": (150_000, 850_000, THOUSAND),
        "average_income": (3_300, 4_700, THOUSAND),
        "farmed_area": (250, 2_100, 1),
    },
    "union": {
        "regular_workers": (12, 12, 1),
        "charter_capital": (4_000, 4_000, MILLION),
        "total_assets": (9_500, 9_500, MILLION),
        "revenue": (6_800_000, 6_800_000, THOUSAND),
        "budget_contribution": (90_000, 90_000, THOUSAND),
        "average_income": (6_200, 6_200, THOUSAND),
    },
}
FIRST_MEMBERS = {
    "commune": (1_100, 1_920),
    "farming": (12, 78),
    "other": (10, 75),
    "fund": (1_450, 2_050),
    "group": (10, 30),
}
# Yearly growth in thousandths; what is not named stays.
GROWTH = {
    "regular_workers": (20, 70),
    "charter_capital": (0, 25),
    "total_assets": (10, 50),
    "revenue": (35, 80),
    "profit": (30, 80),
    "budget_contribution": (20, 60),
    "average_income": (40, 65),
    "deposits": (60, 110),
    "farmed_area": (1, 8),
}
MARGIN = {"commune": (35, 80), "farming": (-12, 95), "other": (25, 90), "group": (120, 260), "union": (30, 30)}
WITHIN_THE_YEAR = ("revenue", "profit", "budget_contribution")
LANDLESS = ("THT Chăn nuôi", "THT Máy gặt", "HTX Chăn nuôi")


class _Books:
    """What one organisation declares, from its first year on."""

    def __init__(self, organisation: Organisation, chance: random.Random):
        self.organisation, self.chance = organisation, chance
        sort = _sort(organisation)
        self.units = {name: unit for name, (_, _, unit) in RANGES[sort].items()}
        self.values = {name: chance.randint(low, high) for name, (low, high, _) in RANGES[sort].items()}
        if organisation.name.startswith(LANDLESS):
            del self.values["farmed_area"]
        self.margin = chance.randint(*MARGIN.get(sort, (0, 0)))
        self.lent, self.bad = chance.randint(790, 880), chance.randint(1, 8)  # thousandths
        self.quality = chance.randint(0, 999) if self.margin >= 0 else chance.randint(850, 999)  # lower is better

    def grow(self) -> None:
        for name, span in GROWTH.items():
            if name in self.values:
                self.values[name] = self.values[name] * (1000 + self.chance.randint(*span)) // 1000
        self.lent = min(self.lent + self.chance.randint(-6, 12), 900)
        self.bad = min(max(self.bad + self.chance.randint(-1, 1), 1), 9)

    def absorb(self, other: "_Books") -> None:
        """Take over what another works with; what each person earns does not add up."""
        for name in self.values.keys() - {"average_income"}:
            self.values[name] += other.values.get(name, 0)

    def declared(self, year: int) -> dict:
        """The columns of the return of `year`, members apart; flows of a first year cover its part of the year."""
        values = {name: value * self.units[name] for name, value in self.values.items()}
        if "revenue" in values:
            values["profit"] = values["revenue"] // MILLION * self.margin * THOUSAND
        if self.organisation.founded_on.year == year:
            days = (date(year, 12, 31) - self.organisation.founded_on).days + 1
            values |= {
                name: values[name] * days // 366 // THOUSAND * THOUSAND for name in WITHIN_THE_YEAR if name in values
            }
        if "farmed_area" in values:
            values["farmed_area"] = Decimal(values["farmed_area"]).scaleb(-2)
        if deposits := values.get("deposits"):
            loans = deposits // 1000 * self.lent
            values |= {"loans_outstanding": loans, "bad_debt": loans // 1000 * self.bad}
            values["total_assets"] = deposits + values["charter_capital"] + values["profit"]
        return values

    def rating(self, year: int, state: ActivityState) -> str:
        """Credit funds are rated by the State Bank, groups by nobody; the young and the idle are not rated."""
        if self.organisation.kind != Kind.COOPERATIVE:
            return ""
        if self.organisation.founded_on.year == year or state is not ActivityState.ACTIVE:
            return Rating.UNRATED
        better = 15 * (year - plan.YEARS[0].year)
        limits = ((400 + better, Rating.GOOD), (780 + better, Rating.FAIR), (970, Rating.AVERAGE))
        return next((rating for limit, rating in limits if self.quality < limit), Rating.WEAK)


def _sort(organisation: Organisation) -> str:
    sorts = {Kind.CREDIT_FUND: "fund", Kind.GROUP: "group", Kind.UNION: "union"}
    if organisation.kind in sorts:
        return sorts[organisation.kind]
    if organisation.sector != Sector.AGRICULTURE:
        return "other"
    return "commune" if is_commune_wide(organisation) else "farming"


def build_returns(register: Register, periods: dict[int, Period]) -> list[AnnualReturn]:
    """Return one official return per organisation and year, not yet written; `periods` by year."""
    chance = random.Random(2)
    members: dict[str, int] = {}
    books: dict[str, _Books] = {}
    states = _states(register)
    made = []
    for year in plan.YEARS:
        _hand_over(register, books, date(year.year, 12, 31))
        for one in _count_members(register, year, members, chance):
            if one.code in books:
                books[one.code].grow()
            else:
                books[one.code] = _Books(one, chance)
            state = states(one, date(year.year, 12, 31))
            made.append(_return(books[one.code], year.year, periods[year.year], members.get(one.code), state))
    return made


def _hand_over(register: Register, books: dict[str, _Books], end: date) -> None:
    """Let heirs go on with the books of cooperatives that ended; a group that became one starts afresh."""
    for code, heir in register.heirs.items():
        if code not in books or books[code].organisation.exists_on(end):
            continue
        old = books.pop(code)
        if heir.code in books:
            books[heir.code].absorb(old)
        elif old.organisation.kind == heir.kind:
            old.organisation = heir
            books[heir.code] = old


def _return(books: _Books, year: int, period: Period, members: int | None, state: ActivityState) -> AnnualReturn:
    """One return: who has stopped or cannot be found declares members and capital only."""
    declared = books.declared(year)
    if state is not ActivityState.ACTIVE:
        declared = {"charter_capital": declared["charter_capital"]}
    rating = books.rating(year, state)
    told = {"rating": rating, "unrated_reason": _why_unrated(state) if rating == Rating.UNRATED else ""}
    return AnnualReturn(organisation=books.organisation, period=period, members=members, **told, **declared)


def _why_unrated(state: ActivityState) -> str:
    return "Thành lập chưa đủ 12 tháng" if state is ActivityState.ACTIVE else "Không hoạt động trong năm"


def _states(register: Register):
    """Return a function that tells the real activity of an organisation on a day."""
    records: dict[str, list] = {}
    for record in register.activity:
        records.setdefault(record.organisation.code, []).append(record)

    def state(organisation: Organisation, on: date) -> ActivityState:
        holding = [
            one for one in records[organisation.code] if one.since <= on and (one.until is None or one.until > on)
        ]
        return ActivityState(holding[0].state)

    return state


def _count_members(
    register: Register, year: plan.Year, members: dict[str, int], chance: random.Random
) -> list[Organisation]:
    """Bring the members of everybody up to the end of `year` and return those that report on it, in register order."""
    end = date(year.year, 12, 31)
    existing = register.existing(end, Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.GROUP, Kind.UNION)
    for old, heir in register.heirs.items():
        if heir in existing and old in members:
            members[heir.code] = members.get(heir.code, 0) + members.pop(old)
    for one in existing:
        if one.kind != Kind.UNION and one.code not in members:
            members[one.code] = chance.randint(*FIRST_MEMBERS[_sort(one)])
    groups = [one.code for one in existing if one.kind == Kind.GROUP and one.founded_on < date(2019, 1, 1)]
    silent = set(chance.sample(groups, year.silent))
    reporting = [one for one in existing if one.code not in silent]
    growing = [one.code for one in reporting if one.kind == Kind.CREDIT_FUND or is_commune_wide(one)]
    missing = year.members - sum(members.get(one.code, 0) for one in reporting)
    for code, more in zip(growing, spread(missing, [members[code] for code in growing]), strict=True):
        members[code] += more
    return reporting


def spread(total: int, weights: Iterable[int]) -> list[int]:
    """Divide `total` in proportion to the weights; the parts are whole and add up. Raises ValueError below nought."""
    if total < 0:
        raise ValueError(f"cannot spread {total}: the first counts are too high for the plan")
    weights = list(weights)
    parts, given, seen = [], 0, 0
    for weight in weights:
        seen += weight
        parts.append(total * seen // sum(weights) - given)
        given += parts[-1]
    return parts
