"""An article's figures put into the ledger from files, as an office would, and read back as pages read them."""

from collections.abc import Iterable

from office.importing import ImportReport, TableResource, run_import
from printing import numbers
from reports.figures import Reading, figures
from reports.importing import FigureResource, TargetResource
from reports.ledger import read_ledger
from reports.ledger_checks import ledger_warnings
from returns.models import Period
from tests.office.sheets import as_csv

FIGURES = ("Chỉ tiêu", "Đơn vị", "Kỳ", "Giá trị", "Dấu", "Giai đoạn")
TARGETS = ("Chỉ tiêu", "Kỳ", "Giá trị", "Đến", "Dấu")


def held(rows: Iterable[tuple], header: tuple[str, ...] = FIGURES) -> None:
    """Import lines of the ledger; blank cells at the end of a row may be left out."""
    _taken(FigureResource, header, rows)


def planned(rows: Iterable[tuple]) -> None:
    """Import plans: indicator, period, value, upper end, sign."""
    _taken(TargetResource, TARGETS, rows)


def _taken(resource: type[TableResource], header: tuple[str, ...], rows: Iterable[tuple]) -> None:
    full = [[*row, *[""] * (len(header) - len(row))] for row in rows]
    report: ImportReport = run_import(resource, as_csv([header, *full]), name="so-lieu.csv", dry_run=False, by=None)
    assert (report.errors, report.created) == ([], len(full)), report.errors


def readings(period: str) -> dict[str, Reading]:
    """Everything that is known of a period, by code and by name."""
    one = Period.objects.named(period)
    found = read_ledger(one).beside(figures(one))
    return {each.label: each for each in found} | {each.code: each for each in found}


def warnings(period: str) -> dict[str, list[str]]:
    """What the ledger warns of, by the code of the warning."""
    one = Period.objects.named(period)
    ledger = read_ledger(one)
    told: dict[str, list[str]] = {}
    for warned in ledger_warnings(ledger, ledger.beside(figures(one))):
        told.setdefault(warned.code, []).append(warned.message)
    return told


def against_plan(reading: Reading) -> str:
    """ "37/50", as an article holds a count against its plan."""
    return numbers.achieved(reading.value, reading.plan.value)
