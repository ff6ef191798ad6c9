"""The shortcomings that figures show by themselves: plans not reached, standstill, who has not reported."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.figures import Reading
from reports.models import Qualifier
from reports.sentences import against_its_plan, happened, sentence
from reports.sources import Nature
from reports.writing.facts import Facts
from returns.models import Period

STANDING = {
    "ceased_cooperatives": "ngừng hoạt động nhưng chưa giải thể",
    "undetermined_cooperatives": "chưa xác định được tình trạng hoạt động",
    "returns_missing": "chưa gửi số liệu",
}
"""What is told of those there are, by the code of the figure that counts them."""


def gaps(facts: Facts) -> Iterator[str]:
    """The paragraphs, those that there is anything to say of."""
    planned = [each for each in facts.found.values() if each.plan and each.value is not None]
    behind = "Chưa đạt kế hoạch:" if _share_of_year(facts.period) is None else "Tiến độ chậm so với kế hoạch năm:"
    exceeding = "Vượt mức tối đa của kế hoạch:"
    yield from _listed(behind, [each for each in planned if _is_behind(each, facts.period)], facts.year_of_plan)
    yield from _listed(exceeding, [each for each in planned if _exceeds(each)], facts.year_of_plan)
    for code, words in STANDING.items():
        if counted := happened(facts[code]):
            yield sentence(f"còn {counted} {words}")


def _listed(heading: str, found: Sequence[Reading], year: str) -> Iterator[str]:
    """The heading of a list and its points, one figure each."""
    if found:
        yield heading
    for figure in found:
        yield f"- {figure.label}: {against_its_plan(figure, year)}."


def _is_behind(figure: Reading, period: Period) -> bool:
    """Whether less was done than planned; of a part of a year less than its share, which only flows have."""
    share = _share_of_year(period)
    if figure.achieved is None or (share is not None and figure.indicator.nature is not Nature.FLOW):
        return False
    return figure.achieved < 100 * (1 if share is None else share)


def _share_of_year(period: Period) -> Decimal | None:
    """How much of a year a part of one is; None of whole years."""
    if period.kind == Period.Kind.QUARTER:
        return Decimal(3) / 12
    return Decimal(period.code[5:-1]) / 12 if period.kind == Period.Kind.MONTHS else None


def _exceeds(figure: Reading) -> bool:
    return figure.plan.qualifier == Qualifier.AT_MOST and not figure.plan.agrees_with(figure.value)
