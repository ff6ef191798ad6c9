"""What a reader of the figures of a period is told beside them: parts that do not add up, returns not received."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from printing import numbers
from reports.bases import Basis, completeness
from reports.figures import Reading
from returns.models import Period


@dataclass(frozen=True)
class Warned:
    """Something a reader of the figures must know: a code for programs, a sentence for people; `reason` is that given
    for it."""

    code: str
    message: str
    reason: str = ""


def warnings(found: Iterable[Reading], period: Period) -> list[Warned]:
    """Say what is wrong or missing in the figures of a period: parts that do not add up, returns not received."""
    by_code = {figure.code: figure for figure in found}
    values = {code: figure.value for code, figure in by_code.items()}
    said = (_unclassified(values), _incomplete(list(by_code.values()), period))
    return [warned for warned in said if warned]


def _unclassified(values: dict) -> Warned | None:
    parts = ("agricultural_cooperatives", "non_agricultural_cooperatives", "credit_funds")
    missing = values["cooperatives"] - sum(values[part] for part in parts)
    if not missing:
        return None
    if missing < 0:
        sentence = f"Điều chỉnh giảm {numbers.counted(-missing)} HTX chưa ghi lĩnh vực"
        return Warned("parts_total", f"{sentence} nên nông nghiệp, phi nông nghiệp và QTDND cộng lại lớn hơn tổng số.")
    return Warned(
        "parts_total",
        f"{numbers.counted(missing)} HTX chưa ghi lĩnh vực nên không nằm trong nông nghiệp hay phi nông nghiệp.",
    )


def _incomplete(found: Sequence[Reading], period: Period) -> Warned | None:
    """Returns missing on either side of a comparison; a period nobody reported on is not compared with."""
    lacking = [each for each in found if each.basis and (each.basis.incomplete or _partly(each.previous_basis))]
    if not lacking:
        return None
    return Warned(
        "returns_incomplete",
        f"{_by_kind(lacking, period)}; các chỉ tiêu lấy từ báo cáo của tổ chức chưa đầy đủ.",
    )


def _partly(basis: Basis | None) -> bool:
    return basis is not None and basis.incomplete and basis.received > 0


def _by_kind(found: Sequence[Reading], period: Period) -> str:
    """ "Số liệu năm 2023 theo báo cáo của 430/464 HTX; kỳ so sánh theo báo cáo của 460/460 HTX"."""
    told = f"Số liệu {period.label} theo báo cáo của {completeness(each.basis for each in found)}"
    compared = [each for each in found if each.previous and each.previous_basis]
    if all(each.basis.matches(each.previous_basis) for each in compared):
        return told
    return f"{told}; kỳ so sánh theo báo cáo của {completeness(each.previous_basis for each in compared)}"


def completeness_notes(found: Iterable[Reading], period: Period) -> tuple[str, ...]:
    """What stands under a table of figures: how many have reported, in both periods; nothing without returns."""
    told = [each for each in found if each.basis and each.value is not None]
    shares = [f"{each.label}: {each.basis.share}." for each in told if each.basis.share]
    return (f"{_by_kind(told, period)}.", *shares) if told else ()
