"""The Alliance's work of a period: what was planned of each kind beside what was done, and the list of all of it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from events.models import Activity
from printing.table import Column, Printed, Table
from reports.figures import Reading, figures
from reports.indicators import INDICATORS
from reports.ledger import read_ledger
from reports.models import Figure
from reports.sources import WORK
from returns.models import Period

CODES = tuple(code for code, each in INDICATORS.items() if each.source is WORK)


def work_of(period: Period) -> list[Reading]:
    """What is known of each indicator of the Alliance's work, beside the full year's plan."""
    return [each for each in read_ledger(period).beside(figures(period, CODES)) if each.code in CODES and each.is_known]


def against_plan(found: Iterable[Reading], period: Period) -> Table:
    """Done and planned of each, as "11", "10", "đạt 110% kế hoạch năm"; what was stated otherwise is said beside it."""
    return Table(
        title=f"Công tác của Liên minh {period.label}",
        columns=(
            Column("label", "Công tác", kind="name"),
            Column("unit", "Đơn vị"),
            Column("done", "Thực hiện", kind="figure"),
            Column("plan", "Kế hoạch", kind="figure"),
            Column("achieved", "So với kế hoạch"),
            Column("note", "Ghi chú"),
        ),
        rows=tuple(_line(each) for each in found),
        source=f"{WORK.label}, số liệu tổng hợp",
        as_of=period.end,
    )


def _line(each: Reading) -> tuple:
    done = Printed(each.printed, each.value) if each.is_exact and each.value is not None else each.printed
    return (each.label, each.unit, done, each.printed_plan, each.printed_achieved, _note(each))


def _note(each: Reading) -> str:
    """Where the number comes from if not from the register, and what was stated otherwise."""
    if each.said:
        return f"Theo số {each.said.get_stage_display()} đã ghi; sổ hoạt động chưa ghi việc này trong kỳ."
    return "; ".join(_otherwise(each, line) for line in each.stated_otherwise)


def _otherwise(each: Reading, line: Figure) -> str:
    reason = f" ({line.reason})" if line.reason else ""
    return f"Đã ghi số {line.get_stage_display()}: {each.in_words(line)}{reason}"


def listed(activities: QuerySet[Activity], period: Period) -> Table:
    """Every activity, the newest first; costs are added up, numbers of different things are not."""
    rows = tuple(_row(one) for one in activities.select_related("organisation"))
    return Table(
        title=f"Danh sách hoạt động {period.label}",
        columns=(
            Column("title", "Nội dung", kind="name"),
            Column("kind", "Loại"),
            Column("held_on", "Từ ngày", kind="day"),
            Column("days", "Số ngày", kind="integer"),
            Column("quantity", "Số lượng", kind="integer"),
            Column("participants", "Lượt người", kind="integer"),
            Column("cost", "Kinh phí", "đồng", kind="money"),
            Column("venue", "Nơi tổ chức"),
            Column("organisation", "Cho tổ chức"),
            Column("outcome", "Kết quả"),
        ),
        rows=rows,
        total=("Cộng kinh phí", "", None, None, None, None, activities.spent(), "", "", "") if rows else None,
        source=WORK.label,
        as_of=period.end,
    )


def _row(one: Activity) -> tuple:
    kind = f"{one.get_kind_display()}: {one.get_channel_display()}" if one.channel else one.get_kind_display()
    known = (one.held_on, one.days, one.quantity, one.participants, one.cost)
    return (one.title, kind, *known, one.venue, one.organisation.name if one.organisation else "", one.outcome)
