"""Emulation in the demo: movements, the blocks of 2023 with their points and ranks, the list that came of them.

The list of 2023 went the whole way, one of its lines not followed; that of 2024 waits for the leader's approval.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from simple_history.utils import bulk_update_with_history

from cooperatives.models import Kind
from events.emulation.certificates import place_as_usual
from events.emulation.proposing import BOOK, digest_of
from events.models import (
    Award,
    AwardKind,
    Basis,
    Block,
    BlockYear,
    CertificateDesign,
    Contestant,
    Criterion,
    Decision,
    Movement,
    Nomination,
    Proposal,
    Rank,
    Score,
)
from news.demo.awards import ALLIANCE, BLOCKS, FLAG, FUNDS, OTHER, PROVINCE, PROVINCIAL, block_of
from news.demo.people import Cast
from news.demo.recording import REASON, record
from news.demo.register import Register
from office.models import NumberBook
from returns.models import AnnualReturn

YEAR, NUMBER = 2023, 21
MOVEMENTS = (
    ("Thi đua phát triển kinh tế tập thể, hợp tác xã", "regular", "Đại hội Liên minh nhiệm kỳ 2020 - 2025", 2021, 2025),
    ("Hợp tác xã chuyển đổi số", "thematic", "Năm dữ liệu số", 2023, 2024),
)
CRITERIA = (
    ("Doanh thu", 30, "revenue"),
    ("Phát triển thành viên", 20, "members"),
    ("Nộp ngân sách", 20, "budget_contribution"),
    ("Chế độ báo cáo, tham gia hoạt động của khối", 30, ""),
)
CLUSTER = ("Cụm thi đua Liên minh các tỉnh (minh họa)", ("Minh Họa Đông", "Minh Họa Tây", "Minh Họa Nam"))
UNRANKED = 3  # contestants of a block beside those ranked
NOT_FOLLOWED = "Chỉ tiêu Bằng khen của tỉnh trong năm có hạn; khối đề nghị lại vào năm sau"


def build_emulation(register: Register, returns: Iterable[AnnualReturn], awards: list[Award], cast: Cast) -> None:
    """Write the movements and blocks, and the lists that the awards of the blocks came of."""
    day = [(date(first, 1, 15), date(last, 12, 31)) for *_, first, last in MOVEMENTS]
    movements = [
        Movement(name=name, kind=kind, occasion=occasion, starts_on=start, ends_on=end)
        for (name, kind, occasion, *_), (start, end) in zip(MOVEMENTS, day, strict=True)
    ]
    record(movements, by=cast.staff)
    kinds = list(AwardKind.objects.order_by("position"))
    ranked = [award for award in awards if award.block]
    unfollowed = _unfollowed(register, awards)
    declared = {one.organisation_id: one for one in returns if one.period.year == YEAR}
    _blocks(register, [*ranked, unfollowed], declared, cast)
    _cluster(cast)
    _list_of_2023(ranked, unfollowed, kinds, cast)
    _list_of_2024(ranked, kinds, cast)
    _design(kinds, cast)


def _unfollowed(register: Register, awards: list[Award]) -> Award:
    """The third of the block of other trades, who got nothing: an award that never was, told like the others."""
    taken = {award.organisation_id for award in awards}
    one = next(
        one
        for one in register.existing(date(YEAR, 12, 31), Kind.COOPERATIVE)
        if block_of(one) == OTHER and one.pk not in taken
    )
    return Award(organisation=one, block=OTHER, rank=Rank.THIRD, achievement=f"Hạng ba {OTHER}, năm {YEAR}")


def _blocks(register: Register, ranked: list[Award], declared: dict[int, AnnualReturn], cast: Cast) -> None:
    blocks = record([Block(name=name) for name in BLOCKS], by=cast.staff)
    years = record(
        [BlockYear(block=block, year=YEAR, covenant_on=date(YEAR, 2, 10)) for block in blocks], by=cast.staff
    )
    criteria = record(
        [
            Criterion(block_year=year, position=place, name=name, most_points=Decimal(most), declared=field)
            for year in years
            for place, (name, most, field) in enumerate(CRITERIA, 1)
        ],
        by=cast.staff,
    )
    taken = {award.organisation_id for award in ranked}
    contestants = [one for year in years for one in _contestants(register, year, ranked, taken)]
    record(contestants, by=cast.staff)
    record([score for one in contestants for score in _scores(one, criteria, declared)], by=cast.staff)


def _contestants(register: Register, year: BlockYear, ranked: list[Award], taken: set[int]) -> Iterator[Contestant]:
    told = {"block_year": year, "registered_on": date(YEAR, 1, 31), "pledge": "Cờ thi đua của tỉnh"}
    for award in ranked:
        if award.block == year.block.name:
            yield Contestant(organisation=award.organisation, rank=award.rank, **told)
    of_kind = next(kind for kind in (FUNDS, OTHER, year.block.name) if year.block.name.startswith(kind))
    others = (
        one
        for one in register.existing(date(YEAR, 12, 31), Kind.COOPERATIVE, Kind.CREDIT_FUND)
        if of_kind.startswith(block_of(one)) and one.pk not in taken
    )
    for _ in range(UNRANKED):
        one = next(others)
        taken.add(one.pk)
        yield Contestant(organisation=one, **told)


def _scores(one: Contestant, criteria: list[Criterion], declared: dict[int, AnnualReturn]) -> Iterator[Score]:
    """Points that fall with the rank, so that the block's order is that of its points."""
    drawn = random.Random(one.organisation.code)
    share = {Rank.FIRST: 96, Rank.SECOND: 92, Rank.THIRD: 88}.get(one.rank, drawn.randint(60, 82))
    for criterion in criteria:
        if criterion.block_year_id == one.block_year_id:
            cross = criterion.most_points * share / 100
            yield Score(
                contestant=one,
                criterion=criterion,
                declared=getattr(declared.get(one.organisation_id), criterion.declared, None),
                self_points=min(criterion.most_points, cross + 1),
                cross_points=cross,
            )


def _cluster(cast: Cast) -> None:
    name, provinces = CLUSTER
    [block] = record([Block(name=name, level=Block.Level.CLUSTER, shared_ranks=True)], by=cast.staff)
    [year] = record([BlockYear(block=block, year=YEAR, head=f"Liên minh HTX tỉnh {provinces[0]}")], by=cast.staff)
    record(
        [Contestant(block_year=year, outside_name=f"Liên minh HTX tỉnh {province}") for province in provinces],
        by=cast.staff,
    )


def _list_of_2023(ranked: list[Award], unfollowed: Award, kinds: list[AwardKind], cast: Cast) -> None:
    """Proposed, voted on, approved, issued and decided; the awards of the register are what was decided."""
    [proposal] = record([_proposal(YEAR, cast)], by=cast.staff)
    unfollowed.kind = kinds[PROVINCIAL]
    lines = record(
        [_line(proposal, place, award) for place, award in enumerate([*ranked, unfollowed], 1)], by=cast.staff
    )
    lines[-1].difference = NOT_FOLLOWED
    bulk_update_with_history(lines[-1:], Nomination, ["difference"], default_user=cast.staff)
    _approve(proposal, cast)
    proposal.number, proposal.number_year, proposal.issued_on = NUMBER, YEAR, date(YEAR, 11, 20)
    proposal.reference, proposal.state = ranked[0].proposal, Proposal.State.DECIDED
    _save(proposal, cast.staff)
    NumberBook.objects.create(name=BOOK, year=YEAR, last=NUMBER)
    first = ranked[0]
    [paper] = record(
        [
            Decision(
                proposal=proposal,
                issuer=PROVINCE,
                number=first.decision,
                decided_on=first.decided_on,
                year=YEAR,
                met_on=proposal.met_on,
            )
        ],
        by=cast.staff,
    )
    for award, line in zip(ranked, lines, strict=False):
        award.nomination, award.paper = line, paper
    bulk_update_with_history(
        ranked, Award, ["nomination", "paper"], default_user=cast.staff, default_change_reason=REASON
    )


def _list_of_2024(ranked: list[Award], kinds: list[AwardKind], cast: Cast) -> None:
    """Voted on by the council; the leader has yet to approve it."""
    [proposal] = record([_proposal(YEAR + 1, cast)], by=cast.staff)
    firsts = [award for award in ranked if award.rank == Rank.FIRST]
    lines = [_line(proposal, place, award) for place, award in enumerate(firsts, 1)]
    for line in lines:
        line.kind, line.block, line.rank = kinds[PROVINCIAL], "", ""
        line.achievement = f"Hoàn thành xuất sắc nhiệm vụ năm {YEAR + 1}"
    record(lines, by=cast.staff)
    proposal.state = Proposal.State.VOTED
    _save(proposal, cast.staff)


def _proposal(year: int, cast: Cast) -> Proposal:
    return Proposal(
        title=f"Khen thưởng các khối thi đua năm {year}",
        year=year,
        addressee=PROVINCE,
        created_by=cast.staff,
        met_on=date(year, 11, 15),
        minutes=f"{year - 2020:02}-MH/BB",
        present=9,
        reasons=f"Căn cứ kết quả bình xét, suy tôn của các khối thi đua năm {year}.",
    )


def _line(proposal: Proposal, place: int, award: Award) -> Nomination:
    told = {name: getattr(award, name) for name in ("kind", "organisation", "block", "rank", "achievement")}
    return Nomination(proposal=proposal, position=place, basis=Basis.MERIT, votes_for=9, votes_against=0, **told)


def _approve(proposal: Proposal, cast: Cast) -> None:
    proposal.approved_by, proposal.approved_at = cast.leader, datetime(YEAR, 11, 17, 2, tzinfo=UTC)
    proposal.approved_digest = digest_of(proposal)


def _save(proposal: Proposal, by) -> None:
    proposal._history_user, proposal._change_reason = by, REASON
    proposal.save()


def _design(kinds: list[AwardKind], cast: Cast) -> None:
    """A certificate lying on A4, for the forms that the Alliance gives itself."""
    [design] = record([CertificateDesign(name="Giấy khen A4 ngang", width=297, height=210)], by=cast.staff)
    design.kinds.set([kind for kind in kinds if kind.level == ALLIANCE])
    place_as_usual(design)
    kinds[FLAG].rules = ["first_of_block", "alliance_member"]
    kinds[FLAG]._history_user, kinds[FLAG]._change_reason = cast.staff, REASON
    kinds[FLAG].save()
