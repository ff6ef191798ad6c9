"""What leadership sees of a period: headline figures, what the cooperatives are made of, the years behind them."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from printing.table import Table
from reports.addresses import Land
from reports.by_place import COUNTED, ByPlace, ask_by_place, by_place
from reports.charts import CHARTS, Asked, Chart, draw_all
from reports.compared import work_done
from reports.day import STOCKS, Day
from reports.estimates import estimates_table
from reports.figures import Reading, ask_figures, readings
from reports.indicators import CODES, indicator
from reports.ledger import read_ledger
from reports.ledger_checks import ledger_warnings
from reports.reader import Ask
from reports.snapshots import unchanged
from reports.sources import RECOUNTS
from reports.warnings import Warned, warnings
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
DAY_HEADLINES = (
    "cooperatives",
    "active_cooperatives",
    "ceased_cooperatives",
    "credit_funds",
    "groups",
    "unions",
    "alliance_members",
)
_RECOUNTED = tuple(term for code in CODES for term in indicator(code).terms if term.source is RECOUNTS)


@dataclass(frozen=True)
class Dashboard:
    """Everything a page or a sheet shows of one period."""

    period: Period | Day
    headlines: list[Reading]
    every_figure: list[Reading]
    warnings: list[Warned]
    charts: list[Chart]
    by_place: ByPlace
    estimates: Table | None
    work: Table | None


@unchanged()
def dashboard(period: Period | Day, *, within: QuerySet | None = None, view: str = "", level: str = "") -> Dashboard:
    """Read the dashboard of `period`, within the organisations of a queryset; of a day what the register tells of it.

    `view` and `level` say how it divides the land (reports/addresses.py); one that is none means the first. At most
    sixteen queries: each source is read once for all figures and charts.
    """
    is_day = isinstance(period, Day)
    is_reported = not is_day and period.kind != Period.Kind.YEARS  # nobody reports on several years at once
    codes = STOCKS if is_day else CODES
    asked = Asked.of(period, within=within, land=Land.lenient(view, level))
    kinds = [kind for kind in CHARTS if kind.of_days or not is_day]
    more = (ask_figures(codes, asked.beside), ask_by_place(period, asked.land), Ask(_RECOUNTED, period))
    charts, (table, placed, recounts) = draw_all(kinds, asked, *more)
    recounted = recounts.records()[0]
    computed = [replace(each, recounted=recounted.get(each.code) or 0) for each in readings(table, codes, asked.beside)]
    ledger = None if is_day else read_ledger(period)
    found = ledger.beside(computed) if ledger else computed
    by_code = {figure.code: figure for figure in found}
    return Dashboard(
        period=period,
        headlines=[by_code[code] for code in (DAY_HEADLINES if is_day else HEADLINES)],
        every_figure=[figure for figure in found if figure.is_known],
        warnings=[*warnings(computed, period), *(ledger_warnings(ledger, found) if ledger else ())],
        charts=charts,
        by_place=by_place(
            period,
            placed,
            totals={each.code: each.value for each in computed if each.code in COUNTED},
            land=asked.land,
            levels=asked.levels,
            scope=asked.scope,
        ),
        estimates=estimates_table(period, within=within) if is_reported else None,
        work=None if is_day else work_done(found, period),
    )
