"""What was decided on a proposal, and what came of it: decisions, presentations, revocations. Nothing is deleted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.emulation import states
from events.emulation.proposing import check_as_approved
from events.models import Award, AwardKind, Conference, Decision, Nomination, Proposal

_TAKEN = "Số quyết định này của cơ quan này trong năm vừa được ghi: hãy kiểm tra lại số."


@dataclass(frozen=True)
class Outcome:
    """What a decision made of one line: another form or rank perhaps, None for nothing; then a reason is asked."""

    kind: AwardKind | None
    rank: str = ""
    reason: str = ""

    def differs(self, line: Nomination) -> bool:
        return self.kind != line.kind or self.rank != line.rank


@transaction.atomic
def decide(
    proposal: Proposal,
    *,
    issuer: str,
    number: str,
    decided_on: date,
    signer: str = "",
    outcomes: Mapping[int, Outcome],
    by,
) -> Decision:
    """Record the decision on a list, with a reason for every difference, and enter its awards in the register.

    Raises ValidationError: a list that is not out, a number already used, a day before the meeting, a missing reason,
    a form that is not for its recipient; of a line it names the field by the key of the line.
    """
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    states.check_can("decide", held, by)
    check_as_approved(held)
    lines = list(held.nominations.carried().select_related("kind", "organisation", "movement"))
    _check_outcomes(lines, outcomes)
    paper = Decision(
        proposal=held, issuer=issuer, number=number, decided_on=decided_on, met_on=held.met_on, signer=signer
    )
    _save(paper, by=by)
    for line in lines:
        _settle(line, outcomes[line.pk], paper, by=by)
    held.state = states.TRANSITIONS["decide"].target
    held._history_user, held._change_reason = by, states.TRANSITIONS["decide"].label
    held.save()
    return paper


def _check_outcomes(lines: list[Nomination], outcomes: Mapping[int, Outcome]) -> None:
    if {line.pk for line in lines} != outcomes.keys():
        raise ValidationError("Danh sách vừa được sửa: hãy mở lại trang rồi ghi kết quả của từng dòng.")
    refused = {f"reason_{line.pk}": said for line in lines if (said := _about_reason(line, outcomes[line.pk]))}
    if refused:
        raise ValidationError(refused)


def _about_reason(line: Nomination, outcome: Outcome) -> str:
    """What is wrong with the reason of an outcome: it stands where something differs, and only there."""
    differs, told = outcome.differs(line), bool(outcome.reason)
    if differs == told:
        return ""
    if differs:
        return "Khác đề nghị thì hãy ghi lý do."
    return "Kết quả đang ghi đúng như đề nghị: hãy sửa hình thức, hạng, hoặc xóa lý do."


def _save(paper: Decision, *, by) -> None:
    """Save a decision; a number that another saves at the same moment is refused in the same words."""
    paper._history_user = by
    paper.full_clean()
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError:
        raise ValidationError({"number": _TAKEN}) from None


def _settle(line: Nomination, outcome: Outcome, paper: Decision, *, by) -> None:
    if outcome.reason:
        line.difference, line._history_user = outcome.reason, by
        line.save()
    if outcome.kind is None:
        return
    award = _award(paper, kind=outcome.kind, year=line.proposal.year, rank=outcome.rank)
    for name in ("basis", "organisation", "person_name", "person_post", "movement", "block", "achievement"):
        setattr(award, name, getattr(line, name))
    award.nomination, award.proposal, award.proposed_on = line, line.proposal.reference, line.proposal.issued_on
    try:
        _enter(award, by=by)
    except ValidationError as refused:
        raise ValidationError({f"kind_{line.pk}": refused.messages}) from None


def _award(paper: Decision, *, kind: AwardKind, year: int, rank: str = "") -> Award:
    return Award(
        kind=kind, achievement_year=year, rank=rank, paper=paper, decision=paper.number, decided_on=paper.decided_on
    )


def _enter(award: Award, *, by) -> None:
    award._history_user = by
    award.full_clean()
    award.save()


def check_can_record(user) -> None:
    """Raise PermissionDenied, in words, for those who do not record what was decided and presented."""
    if not user.has_perm("events.change_decision"):
        raise PermissionDenied("Bạn không có quyền ghi quyết định, việc trao thưởng: hãy nhờ cán bộ phụ trách.")


@transaction.atomic
def correct(paper: Decision, *, issuer: str, number: str, decided_on: date, signer: str, reason: str, by) -> None:
    """Put right what was written wrongly of a decision, in its awards too; the history keeps what stood, and why.

    Raises ValidationError for a number already used, or a day that what followed does not bear.
    """
    check_can_record(by)
    held = Decision.objects.select_for_update().get(pk=paper.pk)
    held.issuer, held.number, held.decided_on, held.signer = issuer, number, decided_on, signer
    held._change_reason = reason
    _save(held, by=by)
    for award in held.awards.select_for_update(of=("self",)).select_related("kind", "organisation", "presented_at"):
        award.decision, award.decided_on, award._change_reason = number, decided_on, reason
        _enter(award, by=by)


@transaction.atomic
def add_beyond(paper: Decision, *, kind: AwardKind, year: int, beyond: str, by, **recipient) -> Award:
    """Enter an award that a decision gave without having been asked, with the reason. Raises ValidationError."""
    check_can_record(by)
    if not beyond:
        raise ValidationError({"beyond": "Hãy ghi lý do khen ngoài danh sách đề nghị."})
    award = _award(paper, kind=kind, year=year)
    for name, value in recipient.items():
        setattr(award, name, value)
    award.beyond = beyond
    _enter(award, by=by)
    return award


@transaction.atomic
def present(paper: Decision, *, at: Conference, absent: Collection[int] = (), absence: str = "", by) -> int:
    """Record that the awards of a decision were presented at a conference, but for those absent and why; how many were.

    Raises ValidationError for a conference before the decision or yet to come, and where nobody says why.
    """
    check_can_record(by)
    if at.held_on > timezone.localdate():
        raise ValidationError({"at": f"Hội nghị họp ngày {at.held_on:%d/%m/%Y}, chưa đến: hãy ghi sau khi đã trao."})
    if at.held_on < paper.decided_on:
        raise ValidationError(
            {"at": f"Hội nghị họp ngày {at.held_on:%d/%m/%Y}, trước ngày quyết định {paper.decided_on:%d/%m/%Y}."}
        )
    if bool(absent) != bool(absence):
        said = "Hãy ghi lý do chưa nhận." if absent else "Đã ghi lý do mà chưa đánh dấu ai chưa nhận."
        raise ValidationError({"absence": said})
    awards = list(paper.awards.select_for_update(of=("self",)).filter(presented_at=None, revoked_on=None))
    for award in awards:
        award._history_user = by
        if award.pk in absent:
            award.absence = absence
        else:
            award.presented_at = at
        award.save()
    return sum(award.presented_at_id is not None for award in awards)


def check_can_revoke(user) -> None:
    """Raise PermissionDenied, in words, for those who do not take awards back."""
    if not user.has_perm("events.revoke_award"):
        raise PermissionDenied("Chỉ lãnh đạo ghi việc thu hồi khen thưởng.")


@transaction.atomic
def revoke(award: Award, *, on: date, decision: str, reason: str, by) -> None:
    """Take an award back, by a decision and with a reason; it stays in the register. Raises ValidationError."""
    check_can_revoke(by)
    held = Award.objects.select_for_update().get(pk=award.pk)
    if held.decided_on is None:
        raise ValidationError("Chưa có quyết định khen thì không có gì để thu hồi.")
    if held.revoked_on:
        raise ValidationError(f"Khen thưởng này đã thu hồi từ ngày {held.revoked_on:%d/%m/%Y}.")
    if on < held.decided_on:
        raise ValidationError({"on": f"Quyết định khen ghi ngày {held.decided_on:%d/%m/%Y}, sau ngày thu hồi."})
    if on > timezone.localdate():
        raise ValidationError({"on": "Ngày thu hồi chưa đến."})
    held.revoked_on, held.revocation, held.revocation_reason = on, decision, reason
    held._history_user, held._change_reason = by, "Thu hồi"
    held.save()
