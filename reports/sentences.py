"""Figures as clauses of administrative Vietnamese, the same in every report.

A clause about a figure nobody knows is the empty string; `sentence` and `paragraph` leave it out, so that a report
never says "None" and never invents.
"""

from collections.abc import Mapping
from datetime import timedelta

from cooperatives.models import Kind
from printing import dates, numbers
from reports.figures import Number, Reading
from reports.movement import Movement
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
    """The value with its unit or `noun`: "464 HTX", "01 liên hiệp HTX", "2,1 tỷ đồng/HTX", "trên 63.000 thành viên"."""
    if figure.value is None:
        return ""
    if figure.is_exact:
        return _counted(figure, figure.value, noun)
    return figure.said.in_words(lambda value: _counted(figure, value, noun))


def _counted(figure: Reading, value: Number, noun: str) -> str:
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
    if figure.difference is None:
        return ""
    if not figure.difference:
        return f"{_UNCHANGED} so với {against}"
    direction = "tăng" if figure.difference > 0 else "giảm"
    return f"{direction} {_difference(figure, noun)} so với {against}"


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
    opening, *_, closing = movement.counts(row)
    steps = [(step, movement.count(row, step)) for step in movement.steps[1:-1]]
    changes = [_step(_STEPS.get(step.key, ""), count, noun) for step, count in steps if count]
    if untold := closing - opening - sum(step.sign * count for step, count in steps):
        changes.append(f"{_turned(untold)} {numbers.counted(abs(untold))} {noun} chưa ghi sự kiện")
    if not changes:
        return ""
    before = dates.day(movement.period.start - timedelta(days=1))
    return sentence(
        f"ngày {before} " + (f"có {numbers.counted(opening)} {noun}" if opening else f"chưa có {noun} nào"),
        f"{within_the(movement.period)} {', '.join(changes)}",
        f"đến ngày {dates.day(movement.period.end)} "
        + (f"có {numbers.counted(closing)} {noun}" if closing else f"không còn {noun} nào"),
    )


def _step(words: str, count: int, noun: str) -> str:
    """What came or went is told by its words, a recount by which way it turned."""
    return f"{words or f'điều chỉnh {_turned(count)}'} {numbers.counted(abs(count))} {noun}"


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
    noun = _BASES[next(iter(over))] if len(over) == 1 and set(over) <= set(_BASES) else "HTX"
    return f"{numbers.counted(sum(over.values()))} {noun}"


def average(label: str, figure: Reading, *more: str, declared: str = "có khai") -> str:
    """An average with the organisations it is over: "doanh thu bình quân của 367 HTX có khai 2,7 tỷ đồng/HTX"."""
    return told(f"{label} của {base(figure.over)} {declared} là", amount(figure), *more) if figure.over else ""


def told(label: str, text: str, *more: str) -> str:
    """A label with its amount and what follows: "tổng số thành viên 570.286 thành viên, tăng …"; empty without one."""
    if not text:
        return ""
    return ", ".join([f"{label} {text}".strip(), *(clause for clause in more if clause)])


def sentence(*clauses: str) -> str:
    """Join the clauses that say something with semicolons, begin with a capital, end with a full stop."""
    said = "; ".join(clause for clause in clauses if clause)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def paragraphs(*texts: str) -> tuple[str, ...]:
    """Keep the texts that say something."""
    return tuple(text for text in texts if text)


def points(text: str) -> tuple[str, ...]:
    """Typed text, one point a line, as paragraphs of a report: each begins with a dash and ends with a full stop."""
    lines = (line.strip().lstrip("-+•").strip() for line in text.splitlines())
    return tuple(f"- {line}{'' if line[-1] in '.;:!?' else '.'}" for line in lines if line)
