"""Files as people send them, and what an import makes of them."""

import csv
import io

import xlsxwriter

from office.importing import ImportReport, TableResource, run_import

Rows = list[list]


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().encode()


def as_xlsx(rows: Rows) -> bytes:
    """A workbook with each cell in its own type: text stays text, numbers are numbers, dates are dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                write = sheet.write_string if isinstance(cell, str) else sheet.write
                write(number, position, cell)
    return out.getvalue()


FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def imported(resource: type[TableResource], rows: Rows, form: str = "csv", *, by=None, dry_run=False) -> ImportReport:
    """Import rows, the first being the header."""
    return run_import(resource, FORMS[form](rows), name=f"tep.{form}", dry_run=dry_run, by=by)


def told(report: ImportReport) -> list[tuple[int, str, str]]:
    """The errors as (line, column, value)."""
    return [(error.row, error.column, error.value) for error in report.errors]


def counts(report: ImportReport) -> tuple[int, int, int]:
    """How many rows were new, changed and unchanged; no errors."""
    assert report.errors == []
    return report.created, report.updated, report.unchanged
