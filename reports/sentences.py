"""Figures as clauses of administrative Vietnamese, the same in every report.

A clause about a figure nobody knows is the empty string; `sentence` and `paragraph` leave it out, so that a report
never says "None" and never invents.
"""

from printing import numbers
from reports.figures import Figure

_UNCHANGED = "không thay đổi"


def amount(figure: Figure, noun: str = "") -> str:
    """The value with its unit or `noun`: "464 HTX", "01 liên hiệp HTX", "2,1 tỷ đồng/HTX", "121,2%"."""
    if figure.value is None:
        return ""
    if figure.indicator.format == "money":
        return numbers.money_short(numbers.rounded(figure.value)) + figure.unit.removeprefix("đồng")
    if figure.unit == "%":
        return numbers.percent(figure.value)
    if figure.indicator.format == "decimal":
        return f"{numbers.grouped(figure.value)} {noun or figure.unit}"
    return f"{numbers.counted(figure.value)} {noun or figure.unit}"


def happened(figure: Figure, noun: str = "") -> str:
    """The amount of something that happened; empty when it did not happen at all."""
    return amount(figure, noun) if figure.value else ""


def change(figure: Figure, against: str, noun: str = "") -> str:
    """How the figure moved: "tăng 19 HTX so với cuối năm 2022"; empty when there is nothing to compare with."""
    if figure.change is None:
        return ""
    if not figure.change:
        return f"{_UNCHANGED} so với {against}"
    direction = "tăng" if figure.change > 0 else "giảm"
    return f"{direction} {_difference(figure, noun)} so với {against}"


def _difference(figure: Figure, noun: str) -> str:
    size = abs(figure.change)
    if figure.indicator.format == "money":
        return figure.printed_growth.strip("+−") or numbers.money_short(numbers.rounded(size))
    if figure.unit == "%":
        return f"{numbers.grouped(numbers.rounded(size, 1))} điểm phần trăm"
    if figure.indicator.format == "decimal":
        return f"{numbers.grouped(size)} {noun or figure.unit}"
    return f"{numbers.counted(size)} {noun or figure.unit}"


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
