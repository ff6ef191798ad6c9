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


def within_the(period: Period) -> str:
    return "trong năm" if period.kind == Period.Kind.YEAR else "trong kỳ"


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
    before = dates.day(movement.period.start - timedelta(days=1))
    return sentence(
        f"ngày {before} " + (f"có {_of_row(row, 'opening', opening, noun)}" if opening else f"chưa có {noun} nào"),
        f"{within_the(movement.period)} {', '.join(changes)}",
        f"đến ngày {dates.day(movement.period.end)} "
        + (f"có {_of_row(row, 'closing', closing, noun)}" if closing else f"không còn {noun} nào"),
    )


def _step(row: Row, step: Step, count: int, noun: str) -> str:
    """What came or went is told by its words, a recount by which way it turned."""
    words = _STEPS.get(step.key) or f"điều chỉnh {_turned(count)}"
    return f"{words} {_of_row(row, step.key, count, noun)}"


def _of_row(row: Row, step: str, count: int, noun: str) -> str:
    return chip(f"movement.{row.slug}.{step}:{noun}", f"{numbers.counted(abs(count))} {noun}")


def _turned(count: int) -> str:
    return "tăng" if count > 0 else "giảm"


def made_of(total: Reading, parts: Mapping[str, Reading], rest: str = "") -> str:
    """The parts of a total by the nouns they are told with, those that there are; they and the `rest` add up to it."""
    said = [happened(figure, noun) for noun, figure in parts.items()]
    if missing := total.value - sum(figure.value for figure in parts.values()):
        said.append(f"{numbers.counted(missing)} {rest}")
    return ", ".join(clause for clause in said if clause)


def base(over: Mapping[str, int]) -> str:
    """How many organisations an average is over: "452 HTX", "85 quỹ", "231 tổ"; a fund among them is a cooperative."""
    if not over:
        return ""
    noun = _BASES[next(iter(over))] if len(over) == 1 and set(over) <= set(_BASES) else "HTX"
    return f"{numbers.counted(sum(over.values()))} {noun}"


def average(label: str, figure: Reading, *more: str, declared: str = "có khai") -> str:
    """An average with the organisations it is over: "doanh thu bình quân của 367 HTX có khai 2,7 tỷ đồng/HTX"."""
    over = chip(f"{figure.code}.over", base(figure.over))
    return told(f"{label} của {over} {declared} là", amount(figure), *more) if over else ""


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
