"""What looks odd in the ledger: the warnings that stand beside the figures of a period."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from reports.figures import Reading
from reports.ledger import Ledger
from reports.models import Figure, Qualifier
from reports.sources import Nature
from reports.warnings import Warned
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
        for line in each.stated_otherwise:
            if not line.reason:
                published = line is each.published
                yield Warned(
                    "published_differs" if published else "declared_differs",
                    f"{each.label} {ledger.period}: số {'công bố' if published else 'kê khai'} {each.in_words(line)} "
                    f"khác số tính được {each.indicator.with_unit(each.computed)} mà chưa ghi lý do. "
                    "Hãy ghi lý do ở dòng số liệu tổng hợp ấy.",
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
        if each.plan and (said := below_actual(each.plan, each)):
            yield Warned("target_below_actual", said)


def below_actual(plan: Figure, reading: Reading) -> str:
    """What is said of a year's plan that asks for less than the year before brought; "" of any other."""
    if reading.previous is None or plan.qualifier == Qualifier.AT_MOST or plan.period.kind != Period.Kind.YEAR:
        return ""
    if (plan.value if plan.upper is None else plan.upper) >= reading.previous:
        return ""
    return (
        f"{reading.label}: kế hoạch {plan.period} {reading.in_words(plan)} thấp hơn thực hiện năm "
        f"{plan.period.year_before} là {reading.previous_in_words}."
    )


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
            whole.reason,
        )


CHECKS: tuple[Check, ...] = (
    published_otherwise,
    plan_of_nought,
    plan_below_actual,
    years_missing,
    parts_against_total,
)
