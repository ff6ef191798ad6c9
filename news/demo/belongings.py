"""Who leads the organisations of the demo province, what they make, what is certified, with whom they are bound."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from cooperatives.models import (
    Certificate,
    ChainContract,
    Kind,
    Organisation,
    Post,
    Practice,
    Product,
    Sector,
    UnionMembership,
)
from news.demo import names
from news.demo.register import Register, workday

END = date(2023, 12, 31)
ELECTED = (date(2020, 3, 12), date(2021, 4, 8), date(2022, 3, 24))
GOODS = ("Gạo nếp", "Gạo tẻ thơm", "Khoai tây", "Rau ăn lá", "Trứng vịt", "Cá rô", "Chiếu cói", "Mật ong", "Nấm rơm")
BUYERS = ("Công ty TNHH Chế biến Mẫu", "Công ty CP Bán lẻ Mẫu", "Công ty TNHH Giống cây Mẫu", "Bếp ăn tập thể Mẫu")
BINDINGS = ("Bao tiêu sản phẩm", "Cung ứng giống, vật tư", "Sơ chế, đóng gói", "Thu mua theo hợp đồng vụ")
PRODUCING, BOUND, PRACTISING, IN_UNION = 36, 18, 24, 9
MILLION = 1_000_000


@dataclass
class Belongings:
    """Rows by model, not yet written, in the order in which they can be."""

    posts: list[Post] = field(default_factory=list)
    unions: list[UnionMembership] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    contracts: list[ChainContract] = field(default_factory=list)
    practices: list[Practice] = field(default_factory=list)

    def __iter__(self) -> Iterator[list]:
        return iter((self.posts, self.unions, self.products, self.certificates, self.contracts, self.practices))


def build_belongings(register: Register) -> Belongings:
    """Return what belongs to the organisations that stand at the end of 2023, drawn from a seed of its own."""
    chance, made = random.Random(5), Belongings()
    standing = register.existing(END, Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.UNION, Kind.GROUP)
    _posts(made, standing, chance)
    farming = [one for one in standing if one.kind == Kind.COOPERATIVE and one.sector == Sector.AGRICULTURE]
    _union(made, register, farming, chance)
    for one in chance.sample(farming, PRODUCING):
        _products(made, one, chance)
    made.contracts = [_contract(one, chance) for one in chance.sample(farming, BOUND)]
    made.practices = [_practice(one, chance) for one in chance.sample(farming, PRACTISING)]
    return made


def _posts(made: Belongings, standing: list[Organisation], chance: random.Random) -> None:
    """Each is led by the one who represents it; every third cooperative is known with its accountant too."""
    people = names.people(chance)
    for number, one in enumerate(standing):
        elected = max(chance.choice(ELECTED), workday(one.founded_on))
        role = Post.Role.GROUP_LEADER if one.kind == Kind.GROUP else Post.Role.DIRECTOR
        training = chance.choice(Post.Training.values)
        made.posts.append(
            Post(
                organisation=one,
                person=one.representative,
                role=role,
                started_on=elected,
                training=training,
                represents=True,
            )
        )
        if one.kind != Kind.GROUP and number % 3 == 0:
            accountant = Post(organisation=one, person=next(people), role=Post.Role.ACCOUNTANT, started_on=elected)
            accountant.training = chance.choice((Post.Training.BASIC, Post.Training.HIGHER))
            made.posts.append(accountant)


def _union(made: Belongings, register: Register, farming: list[Organisation], chance: random.Random) -> None:
    [union] = register.existing(END, Kind.UNION)
    old = [one for one in farming if one.founded_on < union.founded_on]
    made.unions = [
        UnionMembership(union=union, organisation=one, joined_on=workday(union.founded_on + timedelta(30 * number)))
        for number, one in enumerate(chance.sample(old, IN_UNION))
    ]


def _products(made: Belongings, one: Organisation, chance: random.Random) -> None:
    """One or two products; most of them certified, some of them twice, a few no longer."""
    for good in chance.sample(GOODS, chance.randint(1, 2)):
        product = Product(organisation=one, name=f"{good} {one.name.split()[-1]}")
        made.products.append(product)
        for kind in chance.sample(Certificate.Kind.values, chance.choice((0, 1, 1, 2))):
            made.certificates.append(_certificate(product, kind, len(made.certificates) + 1, chance))


def _certificate(product: Product, kind: str, number: int, chance: random.Random) -> Certificate:
    issued = workday(max(product.organisation.founded_on, date(2021, 1, 4)) + timedelta(chance.randint(0, 900)))
    return Certificate(
        organisation=product.organisation,
        product=product,
        kind=kind,
        stars=chance.choice((3, 3, 3, 4, 4, 5)) if kind == Certificate.Kind.OCOP else None,
        number=f"{number:02}-MH/CN",
        issuer="UBND tỉnh (minh họa)" if kind == Certificate.Kind.OCOP else "Tổ chức chứng nhận Mẫu",
        valid_from=issued,
        valid_to=issued + timedelta(365 * chance.choice((2, 3, 3, 5))),
    )


def _contract(one: Organisation, chance: random.Random) -> ChainContract:
    begun = workday(max(one.founded_on, date(2022, 1, 4)) + timedelta(chance.randint(0, 300)))
    return ChainContract(
        organisation=one,
        partner=chance.choice(BUYERS),
        subject=chance.choice(BINDINGS),
        value=chance.randint(8, 240) * 10 * MILLION,
        valid_from=begun,
        valid_to=begun + timedelta(365 * chance.choice((1, 3, 5))),
    )


def _practice(one: Organisation, chance: random.Random) -> Practice:
    since = workday(max(one.founded_on, date(2020, 6, 1)) + timedelta(chance.randint(0, 900)))
    return Practice(organisation=one, kind=chance.choice(Practice.Kind.values), valid_from=since)
