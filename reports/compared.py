"""Figures beside those they are compared with, as the tables of a report print them."""

from collections.abc import Iterator, Sequence

from printing import numbers
from printing.table import Column, Printed, Table
from reports.figures import Reading
from reports.sentences import base
from reports.sources import LOANS, WORK
from reports.warnings import completeness_notes
from returns.models import Period


def compared(found: Sequence[Reading], period: Period, title: str) -> Table:
    """Label, unit, before, now and change as printed, all of a row in its unit; each quotient says what it is over."""
    before = f"Năm {period.year_before}" if period.kind == Period.Kind.YEAR else "Kỳ so sánh"
    return Table(
        title=title,
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị tính"),
            Column("previous", before, kind="figure"),
            Column("value", period.label.capitalize().replace(" - ", "\u00a0-\u00a0"), kind="figure"),
            Column("change", "Tăng, giảm", kind="figure"),
        ),
        rows=tuple(
            (
                _label(each),
                each.unit,
                _printed(each, each.printed_previous, each.previous),
                _printed(each, each.printed, each.value),
                _printed(each, _change(each) or numbers.UNKNOWN, each.difference, signed=True),
            )
            for each in found
        ),
        as_of=period.end,
        notes=tuple(_notes(found, period)),
    )


def against_plan(found: Sequence[Reading], period: Period, title: str) -> Table | None:
    """Label, unit, the full year's plan, what was done, percent of the plan; None where nothing was planned.

    A table of its own: beside the year before and the change no sheet has room for it.
    """
    planned = [each for each in found if each.plan and each.value is not None]
    if not planned:
        return None
    return Table(
        title=title,
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị tính"),
            *_plan_columns(period),
        ),
        rows=tuple((each.label, each.unit, each.printed_plan, each.printed, _achieved(each)) for each in planned),
        as_of=period.end,
    )


def work_done(found: Sequence[Reading], period: Period) -> Table | None:
    """The office's own work: plan, done, percent of the plan, before; None where none is known."""
    known = [each for each in found if each.indicator.source in (None, WORK, LOANS) and each.is_known]
    if not known:
        return None
    return Table(
        title=f"Công tác của Liên minh, {period.label}",
        columns=(
            Column("label", "Công tác"),
            Column("unit", "Đơn vị tính"),
            *_plan_columns(period),
            Column("previous", "Kỳ trước", kind="figure"),
        ),
        rows=tuple(
            (each.label, each.unit, each.printed_plan, each.printed, _achieved(each), each.printed_previous)
            for each in known
        ),
        source="sổ hoạt động, sổ hỗ trợ vay vốn, số liệu tổng hợp cơ quan ghi",
        as_of=period.end,
    )


def _plan_columns(period: Period) -> tuple[Column, ...]:
    plan = "Kế hoạch" if period.kind == Period.Kind.YEARS else "Kế hoạch năm"
    return (
        Column("plan", plan, kind="figure"),
        Column("value", "Thực hiện", kind="figure"),
        Column("achieved", "% kế hoạch", kind="figure"),
    )


def _achieved(figure: Reading) -> str:
    """ "97,2%" of the plan; of an upper bound whether it was kept; "–" where nothing can be told."""
    if figure.achieved is None:
        return figure.printed_achieved or numbers.UNKNOWN
    return numbers.percent(figure.achieved)


def _printed(figure: Reading, text: str, value: numbers.Number | None, *, signed: bool = False) -> str:
    if value is None:
        return text
    return Printed(text, value, decimals=figure.indicator.decimals, signed=signed)


def _label(figure: Reading) -> str:
    return f"{figure.label} (trên {base(figure.over)})" if figure.over else figure.label


def _change(figure: Reading) -> str:
    """In the unit of the row, where the figure itself shortens its money."""
    if figure.indicator.format == "money" and figure.difference:
        return numbers.signed(figure.difference)
    return figure.printed_change.replace("phần trăm", "%")


def _notes(found: Sequence[Reading], period: Period) -> Iterator[str]:
    yield from completeness_notes(found, period)
    yield from _published_notes(found)
    if period.kind != Period.Kind.YEAR:
        yield f"Kỳ so sánh: {period.comparison.removeprefix('so với ')}."
    if period.kind == Period.Kind.YEARS:
        yield f"Số cuối kỳ, số bình quân và tỷ lệ là của năm {period.year}."
    quotients = [figure for figure in found if figure.over]
    if quotients:
        yield "Số bình quân, tỷ lệ chỉ tính trên những tổ chức có khai, ghi trong ngoặc."
    if earlier := [figure for figure in quotients if figure.over_before]:
        yield f"Kỳ trước tính trên: {'; '.join(_over(figure, figure.over_before) for figure in earlier)}."
    of_cooperatives = [figure for figure in quotients if figure.unit.endswith("/HTX")]
    if len({base(figure.over) for figure in of_cooperatives}) > 1:
        yield (
            "Không so trực tiếp các số bình quân có cơ sở khác nhau: "
            f"{'; '.join(f'{_over(figure, figure.over)} ({_funds(figure)})' for figure in of_cooperatives)}."
        )


def _published_notes(found: Sequence[Reading]) -> Iterator[str]:
    """Published values that are not those of the table, each with its reason."""
    for figure in found:
        if figure.differs:
            why = f" ({figure.published.reason})" if figure.published.reason else ""
            yield f"{figure.label}: số đã công bố {figure.in_words(figure.published)}{why}."


def _over(figure: Reading, over: dict[str, int]) -> str:
    return f"{figure.label[:1].lower()}{figure.label[1:]} {base(over)}"


def _funds(figure: Reading) -> str:
    funds = figure.over.get("credit_fund", 0)
    return f"gồm {numbers.counted(funds)} QTDND" if funds else "không có QTDND khai"
