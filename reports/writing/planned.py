"""The period that follows one reported on: what its tasks are set for, where the conference does not say."""

from returns.models import Period

_LAST_MONTH = 12
_NEXT_QUARTER = {"Q1": "quý II", "Q2": "quý III", "Q3": "quý IV"}


def planned_label(period: Period) -> str:
    """ "năm 2024", "6 tháng cuối năm 2023", "quý II năm 2023"; of a term the next, which begins as it ends."""
    year, part = period.year, period.code[5:]
    if period.kind == Period.Kind.MONTHS:
        return f"{_LAST_MONTH - int(part[:-1])} tháng cuối năm {year}"
    if period.kind == Period.Kind.QUARTER:
        return f"{_NEXT_QUARTER[part]} năm {year}" if part in _NEXT_QUARTER else f"quý I năm {year + 1}"
    return Period.from_code(planned_code(period)).label


def planned_code(period: Period) -> str:
    """The code of the years planned next; "" of a part of a year, whose plan is that of the year itself."""
    if period.kind == Period.Kind.YEARS:
        return f"{period.year}..{2 * period.year - int(period.code[:4])}"
    return str(period.year + 1) if period.kind == Period.Kind.YEAR else ""
