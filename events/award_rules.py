"""Who may be given what: small functions from a candidate to what stands against it, None where nothing does.

Those of ALWAYS and TO_BE_READ hold of every award. The others are registered by a code that a kind of award names in
its `rules`: to add one, write the function with `@rule("code", "label")` here and test it. A finding that `refuses`
keeps a list from being submitted, approved and issued; any other is a warning, to be read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cooperatives.models import Organisation
from events.models import Award, AwardKind, Basis, Nomination, OpenCase, Proposal, Rank
from office.text import name_key, search_key
from returns.models import AnnualReturn, Rating


@dataclass(frozen=True)
class Candidate:
    """Whom an award is thought of for, and by what right; `on` is the day it is judged.

    `grounds` are earlier awards the case rests on; `nomination` and `award` are the line and the entry that are judged,
    which are not their own rivals.
    """

    kind: AwardKind
    basis: str
    year: int
    on: date
    organisation: Organisation | None = None
    person_name: str = ""
    rank: str = ""
    grounds: tuple[Award, ...] = ()
    nomination: int | None = None
    award: int | None = None

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation else self.person_name


@dataclass(frozen=True)
class Finding:
    """What stands against a candidate, as a sentence."""

    message: str
    refuses: bool = True


Rule = Callable[[Candidate], Finding | None]
RULES: dict[str, tuple[str, Rule]] = {}


def rule(code: str, label: str) -> Callable[[Rule], Rule]:
    """Register a rule that kinds of award may choose."""

    def register(function: Rule) -> Rule:
        RULES[code] = (label, function)
        return function

    return register


def findings_about(candidate: Candidate) -> Iterator[Finding]:
    """Everything that stands against a candidate: by the rules of all awards, then by those of its kind."""
    for judge in (*ALWAYS, *TO_BE_READ, *_chosen(candidate.kind)):
        if found := judge(candidate):
            yield found


def refusals_about(candidate: Candidate) -> Iterator[str]:
    """What keeps a candidate from being proposed; what is only to be read is not looked up."""
    for judge in (*ALWAYS, *_chosen(candidate.kind)):
        if (found := judge(candidate)) and found.refuses:
            yield found.message


def _chosen(kind: AwardKind) -> list[Rule]:
    return [RULES[code][1] for code in kind.rules if code in RULES]


def candidate_of(line: Nomination, *, on: date) -> Candidate:
    return Candidate(
        kind=line.kind,
        basis=line.basis,
        year=line.proposal.year,
        on=on,
        organisation=line.organisation,
        person_name=line.person_name,
        rank=line.rank,
        grounds=tuple(line.grounds.all()) if line.pk else (),
        nomination=line.pk,
    )


def candidate_of_award(award: Award) -> Candidate:
    """An award that no list proposed, judged on the day it was decided (today)."""
    return Candidate(
        kind=award.kind,
        basis=award.basis,
        year=award.achievement_year,
        on=award.decided_on or timezone.localdate(),
        organisation=award.organisation,
        person_name=award.person_name,
        rank=award.rank,
        award=award.pk,
    )


# Of every award


def in_force(candidate: Candidate) -> Finding | None:
    kind = candidate.kind
    if kind.valid_from and candidate.on < kind.valid_from:
        return Finding(f"{kind} chỉ áp dụng từ ngày {kind.valid_from:%d/%m/%Y}.")
    if kind.valid_to and candidate.on > kind.valid_to:
        return Finding(f"{kind} không còn áp dụng sau ngày {kind.valid_to:%d/%m/%Y}: hãy chọn hình thức đang áp dụng.")
    return None


def of_its_basis(candidate: Candidate) -> Finding | None:
    kind = candidate.kind
    if kind.basis and candidate.basis != kind.basis:
        return Finding(f"{kind} chỉ tặng theo loại hình {kind.get_basis_display()}.")
    return None


def still_there(candidate: Candidate) -> Finding | None:
    one = candidate.organisation
    if one is None:
        return None
    if one.founded_on.year > candidate.year or (one.ended_on and one.ended_on <= date(candidate.year, 1, 1)):
        return Finding(f"{one} không tồn tại trong năm {candidate.year}.")
    if one.ended_on and one.ended_on <= candidate.on:
        return Finding(f"{one} đã chấm dứt từ ngày {one.ended_on:%d/%m/%Y}, không đề nghị khen thưởng nữa.")
    return None


def on_own_merit(candidate: Candidate) -> Finding | None:
    """Awards of movements and for sudden deeds never ground one of merit."""
    if candidate.basis != Basis.MERIT:
        return None
    other = [one for one in candidate.grounds if one.basis in (Basis.MOVEMENT, Basis.SUDDEN)]
    if not other:
        return None
    named = "; ".join(f"{one.kind} năm {one.achievement_year}, {one.get_basis_display()}" for one in other)
    return Finding(f"Khen phong trào, chuyên đề, đột xuất không làm căn cứ khen công trạng: hãy bỏ {named}.")


def grounds_are_its_own(candidate: Candidate) -> Finding | None:
    def own(award: Award) -> bool:
        return award.organisation == candidate.organisation and _same_name(award, candidate)

    wrong = [one for one in candidate.grounds if not own(one) or one.revoked_on or not one.decided_on]
    if not wrong:
        return None
    named = "; ".join(f"{one.kind}, {one.recipient_name}" for one in wrong)
    return Finding(f"Căn cứ phải là khen thưởng đã có của chính {candidate.name}, chưa thu hồi: hãy bỏ {named}.")


def nothing_open(candidate: Candidate) -> Finding | None:
    """Nobody is proposed while discipline, an investigation or a complaint is open.

    One against a name that differs by its diacritics alone may be another's, and is to be looked into.
    """
    cases = list(OpenCase.objects.open_on(candidate.on).against(candidate.organisation, candidate.person_name))
    if not cases:
        return None
    case = next((one for one in cases if _same_name(one, candidate)), None)
    if case is None:
        near = cases[0].person_name
        return Finding(f"Có vụ việc của {near} chưa kết thúc: hãy xem có phải {candidate.name} không.", refuses=False)
    return Finding(
        f"{candidate.name} đang có việc {case.get_kind_display()} từ ngày {case.opened_on:%d/%m/%Y}, chưa kết thúc."
    )


def once_a_year(candidate: Candidate) -> Finding | None:
    """What the same candidate has or is proposed for in the year; it may be right, and is to be read."""
    whom = {"organisation": candidate.organisation}  # of persons, narrowed by their names
    awards = Award.objects.filter(achievement_year=candidate.year, revoked_on=None, **whom).exclude(pk=candidate.award)
    awards = awards.filter(search_key__startswith=search_key(candidate.person_name))
    lines = Nomination.objects.carried().filter(proposal__year=candidate.year, **whom).exclude(pk=candidate.nomination)
    open_lines = lines.exclude(proposal__state=Proposal.State.DECIDED)
    found = (*awards.select_related("kind"), *open_lines.select_related("kind"))
    rivals = [each for each in found if _same_name(each, candidate)]
    if not rivals:
        return None
    named = "; ".join(sorted({str(one.kind) for one in rivals}))
    return Finding(f"{candidate.name} trong năm {candidate.year} đã có hoặc đang đề nghị {named}.", refuses=False)


def _same_name(one: Award | Nomination | OpenCase, candidate: Candidate) -> bool:
    """Whether both name the same person; collectives, told apart by what they are, name none."""
    return name_key(one.person_name) == name_key(candidate.person_name)


ALWAYS: tuple[Rule, ...] = (
    in_force,
    of_its_basis,
    still_there,
    on_own_merit,
    grounds_are_its_own,
    nothing_open,
)
TO_BE_READ: tuple[Rule, ...] = (once_a_year,)
"""Of every award too, but these never refuse."""


# Of the kinds that choose them


@rule("first_of_block", "đứng nhất khối, cụm thi đua")
def first_of_block(candidate: Candidate) -> Finding | None:
    if candidate.rank == Rank.FIRST:
        return None
    return Finding(f"{candidate.kind} dành cho đơn vị hạng nhất của khối; {candidate.name} không ghi hạng nhất.")


@rule("second_or_third", "hạng nhì hoặc ba của khối, cụm thi đua")
def second_or_third(candidate: Candidate) -> Finding | None:
    if candidate.rank in (Rank.SECOND, Rank.THIRD):
        return None
    return Finding(f"{candidate.kind} dành cho đơn vị hạng nhì, hạng ba; {candidate.name} không ghi hạng ấy.")


@rule("alliance_member", "là thành viên Liên minh")
def alliance_member(candidate: Candidate) -> Finding | None:
    one = candidate.organisation
    if one is None or Organisation.objects.in_alliance(candidate.on).filter(pk=one.pk).exists():
        return None
    return Finding(f"{one} không phải thành viên Liên minh vào ngày {candidate.on:%d/%m/%Y}.")


@rule("reported", "đã gửi báo cáo năm")
def reported(candidate: Candidate) -> Finding | None:
    one = candidate.organisation
    if one is None or _return_of(candidate) is not None:
        return None
    return Finding(f"{one} chưa gửi báo cáo năm {candidate.year}.")


@rule("well_rated", "xếp loại tốt hoặc khá trong năm")
def well_rated(candidate: Candidate) -> Finding | None:
    one = candidate.organisation
    if one is None:
        return None
    found = _return_of(candidate)
    if found and found.rating in (Rating.GOOD, Rating.FAIR):
        return None
    rating = f"xếp loại {found.get_rating_display()}" if found and found.rating else "chưa xếp loại"
    return Finding(f"{candidate.kind} dành cho đơn vị xếp loại tốt, khá; {one} năm {candidate.year} {rating}.")


def _return_of(candidate: Candidate) -> AnnualReturn | None:
    rows = AnnualReturn.objects.prevailing()
    return rows.filter(organisation=candidate.organisation, period__code=str(candidate.year)).first()
