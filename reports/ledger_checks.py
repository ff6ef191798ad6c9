"""What looks odd in the ledger: the warnings that stand beside the figures of a period."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from printing import numbers
from reports.figures import Reading, Warned
from reports.ledger import Ledger
from reports.models import Figure, Qualifier
from reports.sources import Nature
from returns.models import Period

PARTS = {"cooperatives": ("agricultural_cooperatives", "non_agricultural_cooperatives", "credit_funds")}
"""Indicators that other indicators add up to."""
Check = Callable[[Ledger, dict[str, Reading]], Iterable[Warned]]


def ledger_warnings(ledger: Ledger, found: Iterable[Reading]) -> list[Warned]:
    """Everything that is odd in the ledger of a period, given the readings that stand beside it."""
    by_code = {each.code: each for each in found}
    return [warned for check in CHECKS for warned in check(ledger, by_code)]


def published_otherwise(ledger: Ledger, found: dict[str, Reading]) -> Iterator[Warned]:
    """A published or declared value is not the computed one, and nobody says why."""
    for each in found.values():
        for differs, line, stage in (
            (each.differs, each.published, "công bố"),
            (each.declared_differs, each.declared, "kê khai"),
        ):
            if differs and not line.reason:
                computed = each.indicator.with_unit(numbers.rounded(each.value, each.indicator.decimals))
                yield Warned(
                    "published_differs" if line is each.published else "declared_differs",
                    f"{each.label} {ledger.period}: số {stage} {each.in_words(line)} khác số tính được {computed} "
                    "mà chưa ghi lý do. Hãy ghi lý do ở dòng số liệu tổng hợp ấy.",
                )


def plan_of_nought(ledger: Ledger, found: dict[str, Reading]) -> Iterator[Warned]:
    """Nothing is a part of nought."""
    for each in found.values():
        if each.plan and each.plan.value == 0 and each.plan.qualifier != Qualifier.AT_MOST:
            yield Warned(
                "plan_zero",
                f"{each.label}: kế hoạch {each.plan.period} là {each.in_words(each.plan)} nên không tính được tỷ lệ "
                "thực hiện.",
            )


def plan_below_actual(ledger: Ledger, found: dict[str, Reading]) -> Iterator[Warned]:
    """A year's plan asks for less than the year before already brought."""
    if ledger.period.kind != Period.Kind.YEAR:
        return
    for each in found.values():
        if each.plan and lies_below(each.plan, each.previous):
            before = each.indicator.with_unit(numbers.rounded(each.previous, each.indicator.decimals))
            yield Warned(
                "target_below_actual",
                f"{each.label}: kế hoạch {ledger.period} {each.in_words(each.plan)} thấp hơn thực hiện năm "
                f"{ledger.period.year_before} là {before}.",
            )


def lies_below(plan: Figure, actual: numbers.Number | None) -> bool:
    """Whether a plan, which sets no upper bound, asks for less than an actual value."""
    if actual is None or plan.qualifier == Qualifier.AT_MOST:
        return False
    return (plan.upper or plan.value) < actual


def years_missing(ledger: Ledger, found: dict[str, Reading]) -> Iterator[Warned]:
    """A sum of several years of which some were never declared is no sum."""
    for each in found.values():
        if each.value is None and (missing := ledger.stated(each.indicator, ledger.period.code).missing):
            yield Warned(
                "years_missing",
                f"{each.label}: chưa có số năm {', '.join(missing)} nên không cộng được {ledger.period}.",
            )


def parts_against_total(ledger: Ledger, found: dict[str, Reading]) -> Iterator[Warned]:
    """Slices of one dimension, or indicators that are parts of another, add up to what is stated of the whole."""
    for each in found.values():
        if each.indicator.nature is Nature.RATIO:
            continue
        slices: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for line in ledger.lines_of(each.code):
            if line.dimension:
                slices[line.stage, line.get_dimension_display()].append(line)
        for (stage, dimension), lines in slices.items():
            whole = ledger.line(each.code, ledger.period.code, stage)
            yield from _unequal(each, whole, lines, f"các phần theo {dimension[:1].lower()}{dimension[1:]}")
        for stage in Figure.Stage.values if each.code in PARTS else ():
            whole = ledger.line(each.code, ledger.period.code, stage)
            lines = [ledger.line(part, ledger.period.code, stage) for part in PARTS[each.code]]
            if all(lines):
                yield from _unequal(each, whole, lines, "các loại hình")


def _unequal(each: Reading, whole: Figure | None, parts: list[Figure], what: str) -> Iterator[Warned]:
    if whole is None or not all(line.is_exact for line in (whole, *parts)):
        return
    total = sum(line.value for line in parts)
    if total != whole.value:
        said = [each.indicator.column.printed(line.value) for line in parts]
        why = f" Lý do đã ghi: {whole.reason}" if whole.reason else ""
        yield Warned(
            "parts_total",
            f"{each.label} {whole.period} ({whole.get_stage_display()}): {what} cộng lại {' + '.join(said)} = "
            f"{each.indicator.with_unit(total)}, khác tổng đã ghi {each.in_words(whole)}.{why}",
        )


CHECKS: tuple[Check, ...] = (
    published_otherwise,
    plan_of_nought,
    plan_below_actual,
    years_missing,
    parts_against_total,
)
