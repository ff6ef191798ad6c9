"""Figures as clauses of administrative Vietnamese, the same in every report.

Every figure in them is a chip (printing/chips.py): who edits the sentence keeps it bound to the ledger, who prints it
takes `plain`. A clause about a figure nobody knows is the empty string; `sentence` leaves it out, so that
a report never says "None" and never invents.
"""

from collections.abc import Mapping
from datetime import timedelta

from cooperatives.models import Kind
from printing import dates, numbers
from printing.chips import capitalised, chip
from reports.figures import Number, Reading
from reports.models import Figure, Qualifier
from reports.movement import Movement, Row, Step
from returns.models import Period

_UNCHANGED = "không thay đổi"
_STEPS = {
    "founded": "thành lập mới",
    "formed": "hình thành từ chia, tách, hợp nhất",
    "converted_in": "chuyển đổi từ loại hình khác",
    "moved_in": "chuyển đến",
    "dissolved": "giải thể",
    "bankrupt": "phá sản",
    "merged": "chấm dứt do sáp nhập, hợp nhất",
    "split": "chấm dứt do bị chia",
    "converted_out": "chuyển đổi sang loại hình khác",
    "moved_out": "chuyển đi",
}
_BASES = {Kind.CREDIT_FUND: "quỹ", Kind.UNION: "LHHTX", Kind.GROUP: "tổ"}


def amount(figure: Reading, noun: str = "") -> str:
    """The value with its unit or `noun`, a chip that shows "464 HTX", "2,1 tỷ đồng/HTX", "trên 63.000 thành viên"."""
    return chip(_named(figure.code, noun), stated(figure, noun))


def _named(name: str, noun: str) -> str:
    """What a chip is bound to: a figure or one form of it, and what is counted where that is not its unit."""
    return f"{name}:{noun}" if noun else name


def stated(figure: Reading, noun: str = "") -> str:
    """What a chip of the figure shows; empty where nobody knows it."""
    if figure.value is None:
        return ""
    if figure.is_exact:
        return counted(figure, figure.value, noun)
    return figure.said.in_words(lambda value: counted(figure, value, noun))


def counted(figure: Reading, value: Number, noun: str = "") -> str:
    """A value of the figure as a sentence says it."""
    if figure.indicator.format == "money":
        return numbers.money_short(numbers.rounded(value)) + figure.unit.removeprefix("đồng")
    if figure.unit == "%":
        return numbers.percent(value)
    if figure.indicator.format == "decimal":
        return f"{numbers.grouped(value)} {noun or figure.unit}"
    return f"{numbers.counted(value)} {noun or figure.unit}"


def happened(figure: Reading, noun: str = "") -> str:
    """The amount of something that happened; empty when it did not happen at all."""
    return amount(figure, noun) if figure.value else ""


def change(figure: Reading, against: str, noun: str = "") -> str:
    """How the figure moved: "tăng 19 HTX so với cuối năm 2022"; empty when there is nothing to compare with."""
    moved_by = chip(_named(f"{figure.code}.moved", noun), moved(figure, noun))
    return f"{moved_by} so với {against}" if moved_by else ""


def moved(figure: Reading, noun: str = "") -> str:
    """What a chip of a figure's change shows: "tăng 19 HTX", "không thay đổi"; empty without anything before."""
    if figure.difference is None:
        return ""
    if not figure.difference:
        return _UNCHANGED
    direction = "tăng" if figure.difference > 0 else "giảm"
    return f"{direction} {_difference(figure, noun)}"


def _difference(figure: Reading, noun: str) -> str:
    size = abs(figure.difference)
    if figure.indicator.format == "money":
        return figure.printed_growth.strip("+−") or numbers.money_short(numbers.rounded(size))
    if figure.unit == "%":
        return f"{numbers.grouped(size)} điểm phần trăm"
    if figure.indicator.format == "decimal":
        return f"{numbers.grouped(size)} {noun or figure.unit}"
    return f"{numbers.counted(size)} {noun or figure.unit}"


def in_full(figure: Reading) -> str:
    """An amount of money that is told as a whole: "17 tỷ 942 triệu đồng", "412.296.737.000 đồng"."""
    return chip(f"{figure.code}.full", told_in_full(figure))


def told_in_full(figure: Reading) -> str:
    """What such a chip shows; of what is no money the same as in any sentence."""
    if figure.value is None or figure.indicator.format != "money":
        return stated(figure)
    unit = figure.unit.removeprefix("đồng")
    said = lambda value: numbers.money_words(int(numbers.rounded(value))) + unit  # noqa: E731
    return said(figure.value) if figure.is_exact else figure.said.in_words(said)


def line_in_words(figure: Reading, line: Figure | None, noun: str = "") -> str:
    """What a line of the ledger states, as a sentence says it; empty without one."""
    return line.in_words(lambda value: counted(figure, value, noun)) if line else ""


def held_against_plan(figure: Reading, noun: str = "") -> str:
    """A count over its plan, as a chip shows it: "37/50 tổ hợp tác"; empty where one of them is no single number."""
    plan = figure.plan
    counts = figure.indicator.format == "integer" and figure.value is not None and figure.is_exact
    if not counts or plan is None or not plan.is_exact or plan.value <= 0:
        return ""
    return f"{numbers.achieved(figure.value, plan.value)} {noun or figure.unit}"


def achieved(figure: Reading, year: str = "") -> str:
    """How far the plan of the full year was reached: "đạt 74% kế hoạch năm", "kế hoạch năm từ 61% trở lên".

    `year` is told of a plan of one year in a report of several.
    """
    plan = figure.plan
    if plan is None or figure.value is None:
        return ""
    year = f" {year}" if year and plan.period.kind == Period.Kind.YEAR else ""
    of = ("kế hoạch năm" if plan.period.kind == Period.Kind.YEAR else "kế hoạch") + year
    if plan.qualifier == Qualifier.AT_MOST:
        return f"{chip(f'{figure.code}.achieved', figure.printed_achieved)} của {of}"
    if figure.unit == "%":
        return f"{of} {chip(f'{figure.code}.plan', line_in_words(figure, plan))}"
    reached = chip(f"{figure.code}.achieved", figure.printed_achieved)
    return f"{reached}{year}" if reached else ""


def done(label: str, figure: Reading, noun: str = "", *more: str) -> str:
    """What was done, over its plan where there is one: "thành lập mới 37/50 tổ hợp tác, đạt 74% kế hoạch năm"."""
    if over := held_against_plan(figure, noun):
        return told(label, chip(_named(f"{figure.code}.ratio", noun), over), achieved(figure), *more)
    planned = achieved(figure)
    return told(label, amount(figure, noun) if planned else happened(figure, noun), planned, *more)


def against_its_plan(figure: Reading, year: str = "") -> str:
    """What a figure is, held against its plan: "9/10 HTX, đạt 90% kế hoạch năm"."""
    over = chip(f"{figure.code}.ratio", held_against_plan(figure))
    return ", ".join(clause for clause in (over or amount(figure), achieved(figure, year)) if clause)


def within_the(period: Period) -> str:
    if period.kind == Period.Kind.MONTHS:
        return f"trong {period.label.removesuffix(f' {period.year}')}"
    return {Period.Kind.YEAR: "trong năm", Period.Kind.QUARTER: "trong quý"}.get(period.kind, "trong kỳ")


def came_and_went(movement: Movement, slug: str, noun: str) -> str:
    """How a count became another, as a sentence: what there was, all that came and went, what there is; they add up.

    Empty where nothing came or went. What no event tells of is said to be so.
    """
    row = movement.row(slug)
    steps = {step: movement.count(row, step) for step in movement.steps[1:-1]}
    untold = movement.untold(row)
    changes = [_step(row, step, count, noun) for step, count in steps.items() if count]
    if untold:
        changes.append(f"{_turned(untold)} {_of_row(row, 'untold', untold, noun)} chưa ghi sự kiện")
    if not changes:
        return ""
    opening, *_, closing = movement.counts(row)
    before = dates.day_in_prose(movement.period.start - timedelta(days=1))
    return sentence(
        f"ngày {before} " + (f"có {_of_row(row, 'opening', opening, noun)}" if opening else f"chưa có {noun} nào"),
        f"{within_the(movement.period)} {', '.join(changes)}",
        f"đến ngày {dates.day_in_prose(movement.period.end)} "
        + (f"có {_of_row(row, 'closing', closing, noun)}" if closing else f"không còn {noun} nào"),
    )


def _step(row: Row, step: Step, count: int, noun: str) -> str:
    """What came or went is told by its words, a recount by which way it turned."""
    words = _STEPS.get(step.key) or f"điều chỉnh {_turned(count)}"
    return f"{words} {_of_row(row, step.key, count, noun)}"


def _of_row(row: Row, step: str, count: int, noun: str) -> str:
    return chip(f"movement.{row.slug}.{step}:{noun}", told_of_row(step, count, noun))


def told_of_row(step: str, count: int, noun: str = "") -> str:
    """What a chip of a movement shows; of a change the words before it say which way it went."""
    return f"{numbers.counted(count if step in ('opening', 'closing') else abs(count))} {noun}".strip()


def _turned(count: int) -> str:
    return "tăng" if count > 0 else "giảm"


def made_of(total: Reading, parts: Mapping[str, Reading], rest: Reading | None = None) -> str:
    """The parts of a total by the nouns they are told with, those that there are, and the `rest` nobody classified.

    Empty where they do not add up to it.
    """
    left = rest.value if rest and rest.value else 0
    if sum(figure.value or 0 for figure in parts.values()) + left != total.value:
        return ""
    return listed(parts, happened(rest, rest.label) if left else "")


def listed(parts: Mapping[str, Reading], *more: str) -> str:
    """Figures by the nouns they are told with, those that are above nought."""
    said = [happened(figure, noun) for noun, figure in parts.items()]
    return ", ".join(clause for clause in (*said, *more) if clause)


def base(over: Mapping[str, int]) -> str:
    """How many organisations an average is over: "452 HTX", "85 quỹ", "231 tổ"; a fund among them is a cooperative."""
    if not over:
        return ""
    noun = _BASES[next(iter(over))] if len(over) == 1 and set(over) <= set(_BASES) else "HTX"
    return f"{numbers.counted(sum(over.values()))} {noun}"


def average(label: str, figure: Reading, *more: str, declared: str = "có khai") -> str:
    """An average with the organisations it is over: "doanh thu bình quân của 367 HTX có khai 2,7 tỷ đồng/HTX".

    One that was declared as an average says nothing of them.
    """
    if over := chip(f"{figure.code}.over", base(figure.over)):
        return told(f"{label} của {over} {declared} là", amount(figure), *more)
    return told(f"{label} là", amount(figure), *more)


def told(label: str, text: str, *more: str) -> str:
    """A label with its amount and what follows: "tổng số thành viên 570.286 thành viên, tăng …"; empty without one."""
    if not text:
        return ""
    return ", ".join([f"{label} {text}".strip(), *(clause for clause in more if clause)])


def sentence(*clauses: str) -> str:
    """Join the clauses that say something with semicolons, begin with a capital, end with a full stop."""
    said = "; ".join(clause for clause in clauses if clause)
    return f"{capitalised(said)}." if said else ""


def points(text: str) -> tuple[str, ...]:
    """Typed text, one point a line, as paragraphs of a report: each begins with a dash and ends with a full stop."""
    lines = (line.strip().lstrip("-+•").strip() for line in text.splitlines())
    return tuple(f"- {line}{'' if line[-1] in '.;:!?' else '.'}" for line in lines if line)
