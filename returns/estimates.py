"""How far an estimate was off, once the official figure is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from printing import numbers
from returns.answers import shown
from returns.models import AnnualReturn, Stage
from returns.questionnaire import Question, questions_for


@dataclass(frozen=True)
class Revised:
    """One question answered in both stages; the words are those its box shows."""

    question: Question
    estimate: int | Decimal
    official: int | Decimal

    @property
    def printed_estimate(self) -> str:
        return shown(self.question, self.estimate)

    @property
    def printed_official(self) -> str:
        return shown(self.question, self.official)

    @property
    def printed_difference(self) -> str:
        """Official less estimate with its sign: "+12", "−3.500.000"; "0" where the estimate was right."""
        return numbers.signed(self.official - self.estimate)

    @property
    def printed_percent(self) -> str:
        """The difference in percent of the estimate; "–" where that is nought."""
        return numbers.signed_percent(numbers.growth(self.estimate, self.official))


def estimate_of(row: AnnualReturn) -> AnnualReturn | None:
    """The estimate that an official return came after."""
    if row.stage != Stage.OFFICIAL:
        return None
    named = {"organisation": row.organisation_id, "period": row.period_id, "stage": Stage.ESTIMATE}
    return AnnualReturn.objects.filter(**named).first()


def revised(row: AnnualReturn, estimate: AnnualReturn | None) -> Iterator[Revised]:
    """Every amount that both an official return and its estimate declare."""
    for question in questions_for(row.organisation) if estimate else ():
        before, after = getattr(estimate, question.name), getattr(row, question.name)
        if isinstance(before, int | Decimal) and isinstance(after, int | Decimal):
            yield Revised(question, before, after)
