"""What was sent in beside what stands and what was reported a year before, for the one who accepts or returns it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from returns.answers import earlier_return, facts_of, facts_of_return, form_of, in_words, values_of
from returns.checks import Finding, doubts_about
from returns.estimates import Revised, estimate_of, revised
from returns.models import AnnualReturn, Overruling, Submission
from returns.questionnaire import Question, questions_for, unanswered


@dataclass(frozen=True)
class Compared:
    """One question: the answer of a year before, the one that stands, the one sent in, in words ("" for none).

    `revised` tells how far the estimate was off, where it was given and an official amount is sent in.
    """

    question: Question
    before: str
    stands: str
    sent: str
    revised: Revised | None = None

    @property
    def differs(self) -> bool:
        return bool(self.sent and self.stands and self.sent != self.stands)


def standing_return(submission: Submission) -> AnnualReturn | None:
    """The return that acceptance would change."""
    return AnnualReturn.objects.filter(
        organisation=submission.organisation_id,
        period=submission.campaign.period_id,
        stage=submission.campaign.stage,
    ).first()


def compared(submission: Submission) -> list[Compared]:
    """Every question of a submission with its three answers."""
    organisation = submission.organisation
    before = values_of(earlier_return(organisation, submission.campaign.period), organisation)
    stands = values_of(standing_return(submission), organisation)
    sent = _read(submission)
    off = {one.question.name: one for one in _off(submission, sent)}
    return [
        Compared(
            one,
            in_words(one, before.get(one.name)),
            in_words(one, stands.get(one.name)),
            in_words(one, sent[one.name]) if one.name in sent else submission.answers.get(one.name, ""),
            off.get(one.name),
        )
        for one in questions_for(organisation)
    ]


def _off(submission: Submission, sent: dict) -> Iterator[Revised]:
    """How far the estimate was off from what an official submission says."""
    campaign = submission.campaign
    known = {name: value for name, value in sent.items() if value not in (None, "")}
    row = AnnualReturn(organisation=submission.organisation, period=campaign.period, stage=campaign.stage, **known)
    return revised(row, estimate_of(row))


def unanswered_in(submission: Submission) -> list[Question]:
    """The needed questions that a submission leaves open; what cannot be read is no answer."""
    return unanswered(submission.organisation, _read(submission))


def _read(submission: Submission) -> dict:
    form = form_of(submission)
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


def doubts_of(submission: Submission) -> list[Finding]:
    """What looks odd in a submission."""
    return doubts_about(facts_of(submission.organisation, submission.campaign.period, _read(submission)))


@dataclass(frozen=True)
class Doubt:
    """A doubt about a return, with who let it stand and why where somebody did."""

    finding: Finding
    overruled: Overruling | None

    @property
    def in_words(self) -> str:
        """The doubt, and the reason for which it was let stand."""
        one = self.overruled
        answer = f" (đã chấp nhận: {one.reason}; {one.by}, {timezone.localtime(one.at):%d/%m/%Y})" if one else ""
        return f"{self.finding.message}{answer}"


def doubts_with_answers(row: AnnualReturn) -> Iterator[Doubt]:
    """The doubts about a return as it stands; those overruled carry the reason.

    A reason answers what was doubted in the same words: once the figures are others, the doubt is raised anew.
    """
    answered = {(one.check_code, one.message): one for one in row.overrulings.select_related("by")}
    for finding in doubts_about(facts_of_return(row)):
        yield Doubt(finding, answered.get((finding.code, finding.message)))
