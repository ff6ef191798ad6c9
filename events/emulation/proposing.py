"""What happens to a list of proposals: submitted, voted on, approved, sent back, issued under a number."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.award_rules import Candidate, Finding, candidate_of, findings_about, refusals_about
from events.emulation import states
from events.models import AwardKind, Basis, Contestant, Nomination, Proposal, Rank
from office.models import Office
from office.numbering import take_number
from printing import numbers

BOOK = "TTr"
"""The register that numbers what the office submits to higher levels."""
State = Proposal.State


@dataclass(frozen=True)
class Vote:
    """What the council made of one line."""

    votes_for: int | None
    votes_against: int | None
    agreed: bool


def digest_of(proposal: Proposal) -> str:
    """The mark of a list as it stands: any change of who is proposed for what, and by what right, changes it."""
    lines = proposal.nominations.order_by("pk").values_list(
        "pk",
        "kind",
        "basis",
        "organisation",
        "person_name",
        "person_post",
        "movement",
        "block",
        "rank",
        "achievement",
        "agreed",
    )
    return hashlib.sha256(json.dumps([proposal.year, *map(list, lines)]).encode()).hexdigest()


def findings_of(proposal: Proposal, *, on: date | None = None) -> Iterator[tuple[Nomination, Finding]]:
    """What stands against the lines of a list that the council did not leave out, judged on a day (today)."""
    for line, candidate in _candidates(proposal, on):
        for found in findings_about(candidate):
            yield line, found


def _candidates(proposal: Proposal, on: date | None) -> Iterator[tuple[Nomination, Candidate]]:
    lines = proposal.nominations.carried().in_order().select_related("proposal", "kind", "organisation")
    for line in lines.prefetch_related("grounds__kind", "grounds__organisation"):
        yield line, candidate_of(line, on=on or timezone.localdate())


def _check_nothing_against(held: Proposal, *, on: date | None = None) -> None:
    """Raise ValidationError with everything that stands against the lines: a case may be opened after they were put."""
    refused = [message for _, candidate in _candidates(held, on) for message in refusals_about(candidate)]
    if refused:
        raise ValidationError(refused)


def _locked(proposal: Proposal, transition: str, user) -> Proposal:
    """The list as it stands now, held until the end of the transaction, once `user` can make this change of it."""
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    states.check_can(transition, held, user)
    return held


def _move(proposal: Proposal, transition: str, *, by) -> None:
    proposal.state = states.TRANSITIONS[transition].target
    proposal._history_user = by
    proposal._change_reason = states.TRANSITIONS[transition].label
    proposal.save()


def _note(line: Nomination, transition: str, *, by) -> None:
    """Save what a change of state writes into a line: its reason tells it from the work of an author."""
    line._history_user, line._change_reason = by, states.TRANSITIONS[transition].label
    line.save()


@transaction.atomic
def take_ranked(proposal: Proposal, *, kinds: Mapping[Rank, AwardKind], by) -> int:
    """Add those ranked by their blocks in the year of a draft, by merit; how many. Raises ValidationError."""
    held = _locked(proposal, "submit", by)
    there = set(held.nominations.values_list("organisation", flat=True))
    ranked = Contestant.objects.filter(block_year__year=held.year, rank__in=list(kinds), organisation__isnull=False)
    last = held.nominations.aggregate(last=Max("position"))["last"] or 0
    added = [one for one in ranked.select_related("block_year__block") if one.organisation_id not in there]
    for position, one in enumerate(sorted(added, key=_by_block), last + 1):
        line = Nomination(
            proposal=held,
            position=position,
            kind=kinds[Rank(one.rank)],
            basis=Basis.MERIT,
            organisation=one.organisation,
            block=one.block_year.block.name,
            rank=one.rank,
            achievement=f"Hạng {Rank(one.rank).label} {one.block_year.block.name}, năm {held.year}",
        )
        line._history_user = by
        line.full_clean()
        line.save()
    return len(added)


def _by_block(one: Contestant) -> tuple:
    return one.block_year.block.name, Rank.values.index(one.rank), one.pk


@transaction.atomic
def submit(proposal: Proposal, *, by) -> None:
    """Hand the list to the council. Raises ValidationError with everything that stands against its lines."""
    held = _locked(proposal, "submit", by)
    if not held.nominations.exists():
        raise ValidationError("Danh sách chưa có ai: hãy thêm tập thể, cá nhân được đề nghị trước khi trình.")
    _check_nothing_against(held)
    _move(held, "submit", by=by)


@transaction.atomic
def vote(proposal: Proposal, *, met_on: date, minutes: str, present: int, votes: Mapping[int, Vote], by) -> None:
    """Record what the council made of each line at its meeting, where so many were present. Raises ValidationError."""
    held = _locked(proposal, "vote", by)
    if met_on > timezone.localdate():
        raise ValidationError({"met_on": "Ngày họp chưa đến."})
    lines = list(held.nominations.all())
    if {line.pk for line in lines} != votes.keys():
        raise ValidationError("Danh sách vừa được sửa: hãy mở lại trang rồi ghi phiếu của từng dòng.")
    if not any(votes[line.pk].agreed for line in lines):
        raise ValidationError("Hội đồng không nhất trí dòng nào: hãy trả danh sách lại để lập danh sách khác.")
    _check_votes(lines, votes, present)
    for line in lines:
        cast = votes[line.pk]
        line.votes_for, line.votes_against, line.agreed = cast.votes_for, cast.votes_against, cast.agreed
        _note(line, "vote", by=by)
    held.met_on, held.minutes, held.present = met_on, minutes, present
    _move(held, "vote", by=by)


def _check_votes(lines: list[Nomination], votes: Mapping[int, Vote], present: int) -> None:
    """Raise ValidationError, at the line, for more votes than were present, or most against what is put as agreed."""
    refused = {f"for_{line.pk}": said for line in lines if (said := _about_votes(line, votes[line.pk], present))}
    if refused:
        raise ValidationError(refused)


def _about_votes(line: Nomination, cast: Vote, present: int) -> str:
    in_favour, against = cast.votes_for or 0, cast.votes_against or 0
    if in_favour + against > present:
        return (
            f"{line.recipient_name}: {numbers.counted(in_favour + against)} phiếu mà chỉ {numbers.counted(present)} "
            "người dự họp. Hãy xem lại số phiếu, số người dự."
        )
    if cast.agreed and against > in_favour:
        return (
            f"{line.recipient_name}: {numbers.counted(in_favour)} phiếu đồng ý, {numbers.counted(against)} phiếu "
            "không đồng ý mà ghi là nhất trí. Hãy xem lại số phiếu, hoặc bỏ dấu nhất trí."
        )
    return ""


@transaction.atomic
def approve(proposal: Proposal, *, seen: str, by) -> None:
    """Approve the list as it was seen; `seen` is its digest then. Never by one who had a hand in it.

    Raises ValidationError where the list changed meanwhile, or something stands against a line now.
    """
    held = _locked(proposal, "approve", by)
    digest = digest_of(held)
    if digest != seen:
        raise ValidationError("Danh sách vừa được sửa sau khi bạn mở trang: hãy xem lại rồi duyệt.")
    _check_nothing_against(held)
    held.approved_by, held.approved_at, held.approved_digest = by, timezone.now(), digest
    _move(held, "approve", by=by)


@transaction.atomic
def send_back(proposal: Proposal, *, by) -> None:
    """Give the list back to those who drew it up."""
    _back_to_draft(_locked(proposal, "send_back", by), "send_back", by=by)


@transaction.atomic
def reopen(proposal: Proposal, *, by) -> bool:
    """Make a draft again of a list whose lines were just edited; False where it is one already.

    Raises ValidationError for one that was sent out: the edit is to be undone with this transaction.
    """
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state == State.DRAFT:
        return False
    states.check_can("reopen", held, by)
    _back_to_draft(held, "reopen", by=by)
    return True


def _back_to_draft(held: Proposal, transition: str, *, by) -> None:
    held.approved_by, held.approved_at, held.approved_digest = None, None, ""
    held.met_on, held.minutes, held.present = None, "", None
    for line in held.nominations.exclude(votes_for=None, votes_against=None, agreed=True):
        line.votes_for, line.votes_against, line.agreed = None, None, True
        _note(line, transition, by=by)
    _move(held, transition, by=by)


def check_as_approved(held: Proposal) -> None:
    """Raise ValidationError where a list is no longer the one that was approved."""
    if digest_of(held) != held.approved_digest:
        raise ValidationError(
            "Danh sách không còn đúng như khi được duyệt nên chưa ghi gì: hãy trả lại để duyệt lần nữa."
        )


@transaction.atomic
def issue(proposal: Proposal, *, on: date, by) -> None:
    """Give the list its number among the office's submissions of the year, without gaps. Raises ValidationError."""
    held = _locked(proposal, "issue", by)
    check_as_approved(held)
    if on < held.met_on:
        raise ValidationError({"on": f"Hội đồng họp ngày {held.met_on:%d/%m/%Y}, sau ngày tờ trình."})
    if on > timezone.localdate():
        raise ValidationError({"on": "Ngày tờ trình chưa đến."})
    _check_nothing_against(held, on=on)
    office = Office.objects.first()
    if office is None:
        raise ValidationError("Chưa có thông tin cơ quan: hãy nhập ký hiệu văn bản trong trang quản trị.")
    held.issued_on, held.number_year = on, on.year
    held.number = take_number(book=BOOK, year=on.year)
    held.reference = f"{str(held.number).zfill(2)}/TTr-{office.document_symbol}"
    _move(held, "issue", by=by)
