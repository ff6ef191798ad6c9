"""What became of a conference's conclusions: the line of the plan each was made, and how far that is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from events.models import Conclusion
from printing import numbers
from reports.figures import Reading, figures
from reports.indicators import INDICATORS
from reports.ledger import read_ledger
from reports.models import Target
from returns.models import Period


@dataclass(frozen=True)
class Followed:
    """A conclusion with its line of the plan, where it has one, and the figure that the line is measured by."""

    conclusion: Conclusion
    plan: Target | None = None
    reading: Reading | None = None

    @property
    def reached(self) -> str:
        """ "410 HTX, đạt 82% kế hoạch năm"; "chưa có số liệu" of what nobody knows; "–" of a part of it."""
        if self.plan and self.plan.dimension:
            return numbers.UNKNOWN
        if self.reading is None or self.reading.value is None:
            return "chưa có số liệu"
        return ", ".join(filter(None, (self.reading.printed_with_unit, self.reading.printed_achieved)))


def followed(conclusions: Iterable[Conclusion], *, within: QuerySet) -> list[Followed]:
    """Each conclusion with what became of it; the figures of each period are read together."""
    conclusions = list(conclusions)
    plans = Target.objects.current().filter(conclusion__in=conclusions).select_related("period").with_indicators()
    of = {plan.conclusion_id: plan for plan in plans}
    found = _readings(of.values(), within)
    return [_followed(one, of.get(one.pk), found) for one in conclusions]


def _followed(conclusion: Conclusion, plan: Target | None, found: dict[tuple[str, str], Reading]) -> Followed:
    return Followed(conclusion, plan, found.get((plan.period.code, plan.indicator)) if plan else None)


def _readings(plans: Iterable[Target], within: QuerySet) -> dict[tuple[str, str], Reading]:
    asked: dict[Period, list[str]] = {}
    for plan in plans:
        asked.setdefault(plan.period, []).append(plan.indicator)
    return {
        (period.code, reading.code): reading
        for period, codes in asked.items()
        for reading in _of_period(period, codes, within)
    }


def _of_period(period: Period, codes: list[str], within: QuerySet) -> list[Reading]:
    known = [code for code in dict.fromkeys(codes) if code in INDICATORS]
    return read_ledger(period).beside(figures(period, known, within=within) if known else [])


def in_words(one: Followed) -> list[tuple[str, str]]:
    """The plan and how far it is, line by line."""
    if one.plan is None:
        return [("Kế hoạch", numbers.UNKNOWN)]
    return [
        ("Chỉ tiêu", f"{one.plan.label}, {one.plan.period}"),
        ("Kế hoạch", one.plan.stated),
        ("Thực hiện", one.reached),
    ]
