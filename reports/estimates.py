"""How far the estimates of a period were off: estimate beside official figure, over those who gave both."""

from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import Exists

from printing import numbers
from printing.table import Column, Table
from reports.figures import Reading
from reports.indicators import indicator
from reports.reader import read_rows_of
from returns.models import AnnualReturn, Period, Stage

ESTIMATED = (
    "members",
    "regular_workers",
    "charter_capital",
    "total_assets",
    "revenue",
    "profit",
    "budget_contribution",
    "average_income",
    "farmed_area",
    "deposits",
    "loans_outstanding",
)
_COUNT = "returns_received"


def estimates_table(period: Period, *, within: QuerySet | None = None) -> Table | None:
    """Estimate, official figure, difference, percent; None where nobody gave both. Two queries."""
    codes = [_COUNT, *ESTIMATED]
    official = read_rows_of(codes, _with_both(Stage.OFFICIAL, Stage.ESTIMATE), period=period, within=within)
    if not official[_COUNT]:
        return None
    estimate = read_rows_of(codes, _with_both(Stage.ESTIMATE, Stage.OFFICIAL), period=period, within=within)
    found = [Reading(indicator(code), official[code], estimate[code]) for code in ESTIMATED]
    return Table(
        title=f"Số ước và số chính thức {period.label}",
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị"),
            Column("estimate", "Ước", kind="figure"),
            Column("official", "Chính thức", kind="figure"),
            Column("difference", "Chênh lệch", kind="figure"),
            Column("percent", "Tỷ lệ", kind="figure"),
        ),
        rows=tuple(_row(each) for each in found if each.change is not None),
        as_of=period.end,
        notes=(f"Tính trên {numbers.counted(official[_COUNT])} tổ chức có cả số ước và số chính thức.",),
    )


def _with_both(stage: Stage, other: Stage) -> QuerySet:
    """The returns of a stage that have one of the other beside them."""
    beside = AnnualReturn.objects.filter(organisation=OuterRef("organisation"), period=OuterRef("period"), stage=other)
    return AnnualReturn.objects.filter(Exists(beside), stage=stage)


def _row(each: Reading) -> tuple[str, ...]:
    percent = numbers.signed_percent(each.growth)
    return (each.label, each.unit, each.printed_previous, each.printed, each.printed_change, percent)
