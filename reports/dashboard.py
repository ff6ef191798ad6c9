"""What leadership sees of a year: headline figures, what the cooperatives are made of, the years behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from printing import charts
from printing.svg import NARROW, WIDTH
from printing.table import Column, Table
from reports.bases import basis_of, codes_for
from reports.by_place import COUNTED, ByPlace, by_place
from reports.estimates import estimates_table
from reports.figures import Reading, Warned, figures, warnings
from reports.indicators import CODES, indicator
from reports.ledger import read_ledger
from reports.ledger_checks import ledger_warnings
from reports.reader import read, recounted, slice_labels
from reports.snapshots import unchanged
from returns.models import Period

HEADLINES = (
    "cooperatives",
    "groups",
    "unions",
    "members",
    "alliance_members",
    "new_cooperatives",
    "average_revenue",
    "average_income",
)
MAKE_UP = ("agricultural_cooperatives", "non_agricultural_cooperatives", "credit_funds")
TREND = ("cooperatives", "groups", "members", "alliance_members")
TREND_YEARS = 10


@dataclass(frozen=True)
class Chart:
    """A picture, the same for a narrow screen, and the table both were drawn from: never one without the other."""

    picture: SafeString
    narrow: SafeString
    table: Table


@dataclass(frozen=True)
class Dashboard:
    """Everything a page or a sheet shows of one period."""

    period: Period
    headlines: list[Reading]
    every_figure: list[Reading]
    warnings: list[Warned]
    charts: list[Chart]
    by_place: ByPlace
    estimates: Table | None


@unchanged()
def dashboard(period: Period, *, within: QuerySet | None = None, view: str = "", level: str = "") -> Dashboard:
    """Read the dashboard of `period`, within the organisations of a queryset.

    `view` and `level` say how its table by place divides the land (reports/by_place.py). At most thirty queries.
    """
    recounts = recounted(CODES, period=period, within=within)
    computed = [replace(figure, recounted=recounts.get(figure.code, 0)) for figure in figures(period, within=within)]
    ledger = read_ledger(period)
    found = ledger.beside(computed)
    by_code = {figure.code: figure for figure in found}
    trend = trend_of(period, within)
    return Dashboard(
        period=period,
        headlines=[by_code[code] for code in HEADLINES],
        every_figure=[figure for figure in found if figure.is_known],
        warnings=[*warnings(computed, period), *ledger_warnings(ledger, found)],
        charts=[
            make_up_chart([by_code[code] for code in MAKE_UP], period),
            _sector_chart(period, within),
            counts_chart(trend),
            _members_chart(trend),
        ],
        by_place=by_place(
            period,
            totals={figure.code: figure.value for figure in computed if figure.code in COUNTED},
            view=view,
            level=level,
            within=within,
        ),
        estimates=estimates_table(period, within=within),
    )


def make_up_chart(parts: Sequence[Reading], period: Period) -> Chart:
    """Cooperatives by kind, credit funds inside the total, beside the year before."""
    table = Table(
        title=f"Hợp tác xã theo loại hình, {period.label}",
        columns=(
            Column("kind", "Loại hình"),
            Column("previous", "Kỳ trước", unit="HTX", kind="integer"),
            Column("value", "Kỳ này", unit="HTX", kind="integer"),
        ),
        rows=tuple((part.label, part.previous, part.value) for part in parts),
        total=("Tổng số", _sum(part.previous for part in parts), _sum(part.value for part in parts)),
        source=indicator("cooperatives").source.label,
        as_of=period.end,
    )
    return _chart(charts.grouped, table, label="kind", values=["previous", "value"])


def _chart(draw: Callable[..., SafeString], table: Table, **asked) -> Chart:
    pictures = [draw(table, title=table.title, width=width, **asked) for width in (WIDTH, NARROW)]
    return Chart(*pictures, table)


def _sum(values) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _sector_chart(period: Period, within: QuerySet | None) -> Chart:
    found = read(["cooperatives"], period=period, by=["sector"], within=within)
    ordered = sorted((row for row in found.rows if row[1]), key=lambda row: -row[1])
    labels = slice_labels("sector", [row[0] for row in ordered])
    table = replace(
        found,
        title=f"Hợp tác xã theo lĩnh vực, {period.label}",
        rows=tuple((labels[key], value) for key, value in ordered),
        total=("Tổng số", sum(value for _, value in ordered)),
    )
    return _chart(charts.bar, table, label="sector", value="cooperatives", horizontal=True)


def trend_of(period: Period, within: QuerySet | None) -> Table:
    """The years up to that of `period` that anything is known of, at most ten, the oldest first.

    `reported` says of how many organisations the members of a year are.
    """
    years = [str(year) for year in range(period.year - TREND_YEARS + 1, period.year + 1)]
    periods = sorted(Period.objects.years().filter(code__in=years), key=lambda year: year.start)
    found = read([*TREND, *codes_for(map(indicator, TREND))], period=periods or [period], within=within)
    by_code = {each.code: each for each in periods or [period]}
    reported = [basis_of(indicator("members"), by_code[record["period"]], record).counted for record in found.records()]
    columns = (*found.columns, Column("reported", "Đã báo cáo"))
    rows = tuple((*row, said) for row, said in zip(found.rows, reported, strict=True))
    return replace(found, columns=columns, rows=rows).select("period", *TREND, "reported")


def counts_chart(trend: Table) -> Chart:
    """How many cooperatives and groups there were at the end of each year."""
    table = replace(trend.select("period", "cooperatives", "groups"), title="Số hợp tác xã và tổ hợp tác qua các năm")
    return _chart(charts.line, table, x="period", series=["cooperatives", "groups"])


def _members_chart(trend: Table) -> Chart:
    table = replace(
        trend.select("period", "members", "reported"), title="Thành viên của tổ chức kinh tế tập thể qua các năm"
    )
    return _chart(charts.bar, table, label="period", value="members")
