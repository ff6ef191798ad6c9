"""Organisations of the demo province: those of the end of 2019, then what each year of the plan brings."""

import random
from dataclasses import dataclass
from datetime import date

from cooperatives.models import ActivityState, Kind, Organisation, Place, Sector
from cooperatives.workflow import EventKind
from news.demo import names, plan
from news.demo.register import Register, day_in, workday

FARMING = ("HTX Dịch vụ nông nghiệp", "HTX Nông nghiệp", "HTX Sản xuất và dịch vụ nông nghiệp")
SPECIALISED = (
    "HTX Rau an toàn",
    "HTX Nông sản sạch",
    "HTX Chăn nuôi",
    "HTX Thủy sản",
    "HTX Lúa giống",
    "HTX Hoa cây cảnh",
)
OTHER = (
    (Sector.INDUSTRY, ("HTX Dệt chiếu", "HTX Mây tre đan", "HTX Cơ khí", "HTX Xây dựng", "HTX Thêu ren")),
    (Sector.SERVICES, ("HTX Vận tải", "HTX Vệ sinh môi trường", "HTX Chợ và dịch vụ", "HTX Nước sạch")),
)
GROUPS = ("THT Trồng rau", "THT Chăn nuôi", "THT Nuôi ngao", "THT Trồng khoai tây", "THT Dùng nước", "THT Máy gặt")
ENTERPRISES = ("Công ty TNHH Nông sản", "Công ty TNHH Giống cây", "Công ty TNHH Cơ khí")
FUNDS = ("Quỹ tín dụng nhân dân",)
# Where the land was redistributed and cooperatives were founded anew: spans of founding years, and how often.
FOUNDED = {
    "commune": ((1961, 1978), (1996, 2004), (1996, 2004)),
    "farming": ((2013, 2019),),
    "other": ((1998, 2018),),
    "fund": ((1994, 1999),),
    "group": ((2008, 2019),),
    "enterprise": ((2005, 2018),),
}
COMMUNE_WIDE = 262  # of the farming cooperatives; each of them has most households of its commune
LARGEST_BEFORE = date(2006, 1, 1)


@dataclass
class _Builder:
    """Draws organisations one after the other, with codes, names, places and people."""

    chance: random.Random
    communes: list[Place]

    def __post_init__(self) -> None:
        self.register = Register()
        self.name = names.organisations(self.chance)
        self.people = names.people(self.chance)
        self.tax_codes = names.tax_codes()
        self.numbers: dict[str, int] = {}

    def new(self, what: str, founded_on: date, place: Place | None = None) -> Organisation:
        """Make an organisation of a sort: commune, farming, other, fund, group, enterprise, union. Not yet entered."""
        sort = {
            "commune": (Kind.COOPERATIVE, Sector.AGRICULTURE, FARMING, names.PAIRS),
            "farming": (Kind.COOPERATIVE, Sector.AGRICULTURE, SPECIALISED, names.PAIRS),
            "fund": (Kind.CREDIT_FUND, Sector.FINANCE, FUNDS, names.OF_TRUST),
            "group": (Kind.GROUP, Sector.AGRICULTURE, GROUPS, names.PAIRS),
            "enterprise": (Kind.ENTERPRISE, "", ENTERPRISES, names.OF_TRUST),
            "union": (Kind.UNION, Sector.AGRICULTURE, ("Liên hiệp HTX Nông sản",), names.OF_TRUST),
        }
        kind, sector, forms, pairs = sort.get(what) or (
            Kind.COOPERATIVE,
            *self.chance.choice(OTHER),
            names.OF_TRUST,
        )
        taxed = kind is not Kind.GROUP and (kind is not Kind.COOPERATIVE or self.chance.random() < 0.7)
        return Organisation(
            code=self._code(kind),
            name=self.name(forms, pairs),
            kind=kind,
            sector=sector,
            tax_code=next(self.tax_codes) if taxed else "",
            place=place or self.chance.choice(self.communes),
            address=f"Thôn Mẫu {self.chance.randint(1, 9)}",
            representative=next(self.people),
            phone=f"0227 000 {self.chance.randint(0, 9999):04}" if taxed else "",
            founded_on=founded_on,
        )

    def _code(self, kind: Kind) -> str:
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return f"TB-{kind.short}-{self.numbers[kind]:03}"

    def founded_before(self, what: str) -> date:
        return day_in(self.chance, self.chance.randint(*self.chance.choice(FOUNDED[what])))


def is_commune_wide(organisation: Organisation) -> bool:
    """Whether most households of a commune are its members: farming cooperatives of the older law."""
    return organisation.kind == Kind.COOPERATIVE and (
        organisation.sector == Sector.AGRICULTURE and organisation.founded_on < LARGEST_BEFORE
    )


def build_register(communes: list[Place]) -> Register:
    """Return the register of the demo province up to the end of 2023, not yet written."""
    build = _Builder(random.Random(1), communes)
    _opening(build)
    _alliance_of_2019(build)
    for year in plan.YEARS:
        _dissolutions(build, year)
        _reorganisations(build, year)
        _foundations(build, year)
        _departures(build, year)
        _admissions(build, year)
    _activity(build)
    return build.register


def _opening(build: _Builder) -> None:
    """Everything that exists at the end of 2019; the first commune-wide cooperatives have a commune each."""
    shuffled = build.chance.sample(build.communes, len(build.communes))
    seats = (shuffled * 2)[:COMMUNE_WIDE]
    stock = [("commune", place) for place in seats]
    stock += [("farming", None)] * (plan.FARMING - COMMUNE_WIDE) + [("other", None)] * plan.OTHER
    stock += [("fund", place) for place in build.chance.sample(build.communes, plan.FUNDS)]
    stock += [("group", None)] * plan.GROUPS + [("enterprise", None)] * plan.ENTERPRISES
    for what, place in stock:
        build.register.found(build.new(what, build.founded_before(what), place))
    build.register.found(build.new("union", date(2017, 9, 14)))


def _alliance_of_2019(build: _Builder) -> None:
    end = date(2019, 12, 31)
    cooperatives = build.register.existing(end, Kind.COOPERATIVE)
    joining = build.chance.sample(cooperatives, plan.COOPERATIVES_IN_ALLIANCE)
    for one in [*joining, *build.register.existing(end, Kind.CREDIT_FUND, Kind.UNION, Kind.ENTERPRISE)]:
        first = max(one.founded_on.year, 1995)
        admitted_on = day_in(build.chance, build.chance.randint(first, 2019), first=300)
        build.register.admit(one, max(admitted_on, workday(one.founded_on)))


def _candidates(build: _Builder, what: str, year: plan.Year, *, members: bool) -> list[Organisation]:
    """Those of a sort, founded two years before or earlier, that still stand inside, or outside, the alliance."""
    kind = Kind.GROUP if what == "group" else Kind.COOPERATIVE
    in_alliance = build.register.members()
    standing = [
        one
        for one in build.register.existing(date(year.year, 1, 1), kind)
        if one.founded_on.year <= year.year - 2 and not one.ended_on and (one.code in in_alliance) is members
    ]
    if what == "group":
        return standing
    if what == "other":
        return [one for one in standing if one.sector != Sector.AGRICULTURE]
    return [one for one in standing if one.sector == Sector.AGRICULTURE and is_commune_wide(one) is (what == "commune")]


def _dissolutions(build: _Builder, year: plan.Year) -> None:
    from_alliance = year.dissolved_in_alliance
    for what, count in year.dissolved.items():
        for _ in range(count):
            member = from_alliance > 0 and what == "farming"
            from_alliance -= member
            ending = build.chance.choice(_candidates(build, what, year, members=member))
            build.register.happen(EventKind.DISSOLVED, day_in(build.chance, year.year), [ending])


def _reorganisations(build: _Builder, year: plan.Year) -> None:
    on = day_in(build.chance, year.year, first=60, last=300)
    if year.absorbed:
        receiver, *absorbed = build.chance.sample(_candidates(build, "commune", year, members=True), year.absorbed + 1)
        build.register.become(EventKind.MERGED, on, absorbed, receiver)
    if year.consolidated:
        old = build.chance.sample(_candidates(build, "commune", year, members=True), year.consolidated)
        build.register.become(EventKind.CONSOLIDATED, on, old, build.new("commune", on, old[0].place))
    for group in build.chance.sample(_candidates(build, "group", year, members=False), year.converted):
        build.register.become(EventKind.CONVERTED, on, [group], build.new("farming", on, group.place))


def _foundations(build: _Builder, year: plan.Year) -> None:
    for what, count in (*year.founded.items(), ("enterprise", year.new_enterprises)):
        for _ in range(count):
            build.register.found(build.new(what, day_in(build.chance, year.year)))


def _departures(build: _Builder, year: plan.Year) -> None:
    leaving = [m for m in build.register.memberships if m.organisation.kind == Kind.ENTERPRISE and m.left_on is None]
    for membership in build.chance.sample(leaving, year.enterprises_leaving):
        membership.left_on = day_in(build.chance, year.year)


def _admissions(build: _Builder, year: plan.Year) -> None:
    """New enterprises join at once; the other places go to cooperatives that stand outside."""
    end, inside = date(year.year, 12, 31), build.register.members()
    outside = [one for one in build.register.existing(end, Kind.COOPERATIVE) if one.code not in inside]
    enterprises = [one for one in build.register.existing(end, Kind.ENTERPRISE) if one.founded_on.year == year.year]
    joining = build.chance.sample(outside, year.admitted - len(enterprises)) + enterprises
    for one in joining:
        build.register.admit(one, max(day_in(build.chance, year.year, last=340), one.founded_on))


def _activity(build: _Builder) -> None:
    """What surveys found: some rest, some have stopped without being dissolved, of some nobody knows."""
    register, chance = build.register, build.chance
    young = [
        one
        for one in register.existing(date(2023, 12, 31), Kind.COOPERATIVE)
        if LARGEST_BEFORE < one.founded_on < date(2019, 1, 1)
    ]
    chosen = chance.sample(young, 14)
    for one in chosen[:6]:
        register.verify(one, ActivityState.CEASED, day_in(chance, chance.randint(2021, 2022)))
    for one in chosen[6:8]:
        register.verify(one, ActivityState.UNKNOWN, day_in(chance, 2023, last=300))
    for one in chosen[8:]:
        since = day_in(chance, 2022)
        register.verify(one, ActivityState.SUSPENDED, since)
        register.happen(EventKind.SUSPENDED, since, [one])
    for one in chosen[12:]:
        since = day_in(chance, 2023, last=300)
        register.verify(one, ActivityState.ACTIVE, since)
        register.happen(EventKind.RESUMED, since, [one])
    groups = [one for one in register.existing(date(2023, 12, 31), Kind.GROUP) if one.founded_on < date(2019, 1, 1)]
    for one in chance.sample(groups, 12):
        register.verify(one, ActivityState.UNKNOWN, day_in(chance, chance.randint(2021, 2023), last=300))
