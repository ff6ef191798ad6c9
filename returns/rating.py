"""What a return was awarded criterion by criterion: the sum, and the grade that its scheme's thresholds propose.

The grade that counts is the one entered. Points are optional; while a criterion has none nothing is proposed, since a
sum without it says too little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cooperatives.models import Organisation
from printing import numbers
from returns.models import AnnualReturn, Period, Rating, RatingCriterion, RatingScheme


@dataclass(frozen=True)
class Judged:
    """The criteria of a scheme in their order, each with its points, None where it was not judged."""

    scheme: RatingScheme
    lines: Sequence[tuple[RatingCriterion, Decimal | None]]

    @property
    def known(self) -> int:
        return sum(points is not None for _, points in self.lines)

    @property
    def total(self) -> Decimal | None:
        """The sum of what was judged; None where nothing was."""
        return sum((points for _, points in self.lines if points is not None), Decimal()) if self.known else None

    @property
    def score(self) -> Decimal | None:
        """The sum once every criterion was judged; None before."""
        return self.total if self.known == len(self.lines) else None

    @property
    def proposed(self) -> str | None:
        """The grade that the thresholds give the score."""
        return None if self.score is None else self.scheme.grade_of(self.score)

    @property
    def in_words(self) -> str:
        """ "82,5 điểm (15/15 tiêu chí)"; "" where nothing was judged."""
        if self.total is None:
            return ""
        return f"{numbers.grouped(self.total)} điểm ({self.known}/{len(self.lines)} tiêu chí)"

    @property
    def proposal(self) -> str:
        """The grade proposed, or why none is."""
        if self.proposed:
            return str(Rating(self.proposed).label)
        if self.score is not None:
            return "bộ tiêu chí chưa có mức cho số điểm này"
        left = len(self.lines) - self.known
        return f"chưa đề xuất: còn {numbers.counted(left)} tiêu chí chưa chấm"


def scheme_for(organisation: Organisation, period: Period) -> RatingScheme | None:
    """The scheme by which an organisation is rated for a period unless its return names one."""
    return RatingScheme.objects.rating(organisation.kind, on=period.end)


def scheme_of(row: AnnualReturn) -> RatingScheme | None:
    """The scheme of a return: the one it names, the one its points are of, or the one in force."""
    if row.rating_scheme:
        return row.rating_scheme
    judged = row.criterion_points.select_related("criterion__scheme").first()
    return judged.criterion.scheme if judged else scheme_for(row.organisation, row.period)


def judged(row: AnnualReturn) -> Judged | None:
    """The points of a return; None where no scheme with criteria applies."""
    scheme = scheme_of(row)
    criteria = list(scheme.criteria.all()) if scheme else []
    if not criteria:
        return None
    points = dict(row.criterion_points.values_list("criterion_id", "points"))
    return Judged(scheme, [(criterion, points.get(criterion.pk)) for criterion in criteria])


def proposes_another(row: AnnualReturn) -> bool:
    """Whether the points of a return propose a grade or a score that it does not have."""
    found = judged(row)
    if found is None or found.proposed is None:
        return False
    return (row.rating, row.rating_score) != (found.proposed, found.score)
