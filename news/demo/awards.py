"""Commendations of the demo: the forty of 2020, and those of 2023 from the blocks' ranking to the conference."""

import random
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from cooperatives.models import Kind, Organisation, Sector
from events.models import Award, AwardKind, Basis, Conference, Rank, Recipient
from news.demo.recording import record
from news.demo.register import Register
from returns.models import AnnualReturn, Rating

ALLIANCE_OF_VIETNAM = "Liên minh Hợp tác xã Việt Nam"
PROVINCE = "Ủy ban nhân dân tỉnh"
ALLIANCE = "Liên minh Hợp tác xã tỉnh"
BADGE_FORM = "Kỷ niệm chương Vì sự nghiệp phát triển hợp tác xã Việt Nam"
FLAG, PROVINCIAL, NATIONAL, BADGE, LETTER = range(5)
KINDS = (
    ("Cờ thi đua", PROVINCE, Recipient.COLLECTIVE),
    ("Bằng khen", PROVINCE, Recipient.BOTH),
    ("Bằng khen", ALLIANCE_OF_VIETNAM, Recipient.BOTH),
    (BADGE_FORM, ALLIANCE_OF_VIETNAM, Recipient.INDIVIDUAL),
    ("Giấy khen", ALLIANCE, Recipient.BOTH),
)
FARMING, OTHER, FUNDS = (
    "Khối thi đua HTX nông nghiệp",
    "Khối thi đua HTX phi nông nghiệp",
    "Khối thi đua Quỹ tín dụng nhân dân",
)
BLOCKS = (f"{FARMING} số 1", f"{FARMING} số 2", OTHER, FUNDS)
ACHIEVEMENTS = {
    Basis.MERIT: "Hoàn thành xuất sắc nhiệm vụ năm {year}",
    Basis.MOVEMENT: "Có thành tích trong phong trào thi đua phát triển kinh tế tập thể năm {year}",
    Basis.DEVOTION: "Có nhiều năm gắn bó, đóng góp cho sự nghiệp phát triển hợp tác xã",
}


class _Candidates:
    """Well-rated members of the alliance at the end of a year; each is taken once."""

    def __init__(self, register: Register, returns: list[AnnualReturn], year: int):
        end = date(year, 12, 31)
        rated = {one.organisation.code: one.rating for one in returns if one.period.year == year}
        inside = {
            one.organisation.code
            for one in register.memberships
            if one.admitted_on <= end and (one.left_on is None or one.left_on > end)
        }
        pool = [
            one
            for one in register.existing(end, Kind.COOPERATIVE, Kind.CREDIT_FUND)
            if one.code in inside and rated[one.code] in ("", Rating.GOOD)
        ]
        self.pool = random.Random(year).sample(pool, len(pool))

    def take(self, block: str = "") -> Organisation:
        """The next one, of a block if asked for. Raises StopIteration when there is none left."""
        one = next(one for one in self.pool if not block or block_of(one).startswith(block))
        self.pool.remove(one)
        return one


def block_of(organisation: Organisation) -> str:
    """The kind of blocks an organisation competes in."""
    if organisation.kind == Kind.CREDIT_FUND:
        return FUNDS
    return FARMING if organisation.sector == Sector.AGRICULTURE else OTHER


def give_awards(
    register: Register, returns: list[AnnualReturn], conferences: dict[int, Conference], *, by
) -> list[Award]:
    """Write the kinds of award, the forty of 2020 and the awards of the years after; return the awards."""
    kinds = record(
        [
            AwardKind(form=form, level=level, recipient=to, position=place, decided_by=f"Chủ tịch {level}")
            for place, (form, level, to) in enumerate(KINDS, 1)
        ],
        by=by,
    )
    of_2023 = _Candidates(register, returns, 2023)
    awards = [
        *_of_2020(_Candidates(register, returns, 2020), kinds, conferences[2020]),
        *_between(_Candidates(register, returns, 2021), kinds, 2021),
        *_between(_Candidates(register, returns, 2022), kinds, 2022),
        *_of_blocks(of_2023, kinds, conferences[2023]),
        *_of_2023(of_2023, kinds, conferences[2023]),
    ]
    for number, award in enumerate(awards):  # the same on every machine
        award.code = sha256(f"khen thưởng minh họa {number}".encode()).hexdigest()[:16]
    return record(awards, by=by)


def _of_2020(candidates: _Candidates, kinds: list[AwardKind], conference: Conference) -> Iterator[Award]:
    """Forty collectives and persons; the badge is for persons only."""
    file = {
        "achievement_year": 2020,
        "proposal": "12-MH/TTr-LMHTX",
        "proposed_on": date(2020, 12, 10),
        "decision": "08-MH/QĐ-LMHTXVN",
        "decided_on": date(2021, 1, 12),
        "presented_at": conference,
    }
    yield from _collectives(candidates, 16, kind=kinds[NATIONAL], basis=Basis.MERIT, **file)
    yield from _persons(candidates, 12, kind=kinds[NATIONAL], basis=Basis.MOVEMENT, **file)
    yield from _persons(candidates, 12, kind=kinds[BADGE], basis=Basis.DEVOTION, **file)


def _between(candidates: _Candidates, kinds: list[AwardKind], year: int) -> Iterator[Award]:
    """The years of which no conference is told: the Alliance's own letters only."""
    file = {
        "kind": kinds[LETTER],
        "basis": Basis.MOVEMENT,
        "achievement_year": year,
        "decision": f"{year - 1970}-MH/QĐ-LMHTX",
        "decided_on": date(year, 12, 20),
    }
    yield from _collectives(candidates, 9, **file)
    yield from _persons(candidates, 6, **file)


def _of_blocks(candidates: _Candidates, kinds: list[AwardKind], conference: Conference) -> Iterator[Award]:
    """The first of each block gets the flag, the second and third a diploma; one third was proposed in vain."""
    file = {
        "achievement_year": 2023,
        "proposal": "21-MH/TTr-LMHTX",
        "proposed_on": date(2023, 11, 20),
        "basis": Basis.MERIT,
    }
    decided = {"decision": "35-MH/QĐ-UBND", "decided_on": date(2023, 12, 15), "presented_at": conference}
    for block in BLOCKS:
        for rank in (Rank.FIRST, Rank.SECOND, Rank.THIRD):
            kind = kinds[FLAG if rank is Rank.FIRST else PROVINCIAL]
            found = _collectives(candidates, 1, kind=kind, block=block, rank=rank, **file, **decided)
            yield from (award for award in found if (block, rank) != (OTHER, Rank.THIRD))


def _of_2023(candidates: _Candidates, kinds: list[AwardKind], conference: Conference) -> Iterator[Award]:
    """What the Alliance of Vietnam and that of the province gave for 2023."""
    national = {
        "achievement_year": 2023,
        "proposal": "22-MH/TTr-LMHTX",
        "proposed_on": date(2023, 11, 21),
        "decision": "41-MH/QĐ-LMHTXVN",
        "decided_on": date(2023, 12, 12),
        "presented_at": conference,
    }
    own = {
        "achievement_year": 2023,
        "decision": "57-MH/QĐ-LMHTX",
        "decided_on": date(2023, 12, 20),
        "presented_at": conference,
    }
    yield from _collectives(candidates, 6, kind=kinds[NATIONAL], basis=Basis.MERIT, **national)
    yield from _persons(candidates, 4, kind=kinds[NATIONAL], basis=Basis.MOVEMENT, **national)
    yield from _persons(candidates, 5, kind=kinds[BADGE], basis=Basis.DEVOTION, **national)
    yield from _collectives(candidates, 10, kind=kinds[LETTER], basis=Basis.MOVEMENT, **own)
    yield from _persons(candidates, 8, kind=kinds[LETTER], basis=Basis.MOVEMENT, **own)


def _collectives(candidates: _Candidates, count: int, *, block: str = "", **file) -> Iterator[Award]:
    for _ in range(count):
        kind_of_block = next((each for each in (FUNDS, FARMING, OTHER) if block.startswith(each)), "")
        yield Award(organisation=candidates.take(kind_of_block), block=block, achievement=_achievement(file), **file)


def _persons(candidates: _Candidates, count: int, **file) -> Iterator[Award]:
    """People who stand for an organisation, with the post they hold there."""
    for _ in range(count):
        organisation = candidates.take()
        post = "Chủ tịch Hội đồng quản trị" if organisation.kind == Kind.CREDIT_FUND else "Giám đốc"
        yield Award(
            person_name=organisation.representative,
            person_post=f"{post} {organisation.name}",
            achievement=_achievement(file),
            **file,
        )


def _achievement(file: dict) -> str:
    return ACHIEVEMENTS[file["basis"]].format(year=file["achievement_year"])
