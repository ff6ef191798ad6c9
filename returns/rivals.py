"""What stands beside a submission: other answers of the same organisation, which differ where two people filled in."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from cooperatives.models import Organisation
from returns.answers import form_of, values_of
from returns.models import AnnualReturn, Campaign, Submission
from returns.questionnaire import Question, questions_for

BLANK = (None, "")


@dataclass(frozen=True)
class Rival:
    """Answers that stand: of a submission that waits, or of the return that was kept (`submission` None).

    `values` are those answered, by name of the question.
    """

    values: Mapping[str, object]
    submission: Submission | None = None

    @property
    def words(self) -> str:
        """What it is, in the middle of a sentence."""
        if self.submission is None:
            return "số liệu đã nhận"
        at = self.submission.submitted_at
        return f"bản {self.submission.get_source_display()} lúc {timezone.localtime(at):%H:%M %d/%m/%Y}"

    @property
    def version(self) -> str:
        """What tells these answers from any others."""
        said = [str(self.submission and self.submission.pk), *map(str, sorted(self.values.items()))]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()


def answered(submission: Submission) -> dict[str, object]:
    """What a submission says that can be read, blank answers left out."""
    form = form_of(submission)
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value not in BLANK}


def rivals(campaign: Campaign, organisations: Iterable[Organisation], *, but: Submission | None = None) -> dict:
    """What stands of each organisation, by its key: the newest submission that waits, else the return. Two queries.

    `but` is the submission beside which it stands.
    """
    by_key = {one.pk: one for one in organisations}
    kept = AnnualReturn.objects.filter(period=campaign.period_id, stage=campaign.stage, organisation__in=by_key)
    found = {one.organisation_id: Rival(_kept(one, by_key[one.organisation_id])) for one in kept}
    waiting = campaign.submissions.waiting().filter(organisation__in=by_key).order_by("submitted_at", "pk")
    for submission in waiting.exclude(pk=but.pk) if but else waiting:
        submission.organisation, submission.campaign = by_key[submission.organisation_id], campaign
        found[submission.organisation_id] = Rival(answered(submission), submission)
    return found


def rival_of(submission: Submission) -> Rival | None:
    return rivals(submission.campaign, [submission.organisation], but=submission).get(submission.organisation_id)


def _kept(row: AnnualReturn, organisation: Organisation) -> dict[str, object]:
    return {name: value for name, value in values_of(row, organisation).items() if value not in BLANK}


def differing(organisation: Organisation, sent: Mapping[str, object], stands: Mapping[str, object]) -> list[Question]:
    """The questions that `sent` answers otherwise than `stands` does, or that only it answers."""
    return [one for one in questions_for(organisation) if one.name in sent and sent[one.name] != stands.get(one.name)]
