"""The frame of every import: a file goes in whole or not at all, and every error of it is told at once.

An app declares what it takes as a Resource of django-import-export whose fields are `Column`s and says how a row meets
the record it names. `run_import` is the only way in, for the admin's pages and for the command alike. Rows are checked
and written here rather than by the library, which stops at the first error of a row's record, asks the database row by
row and, in bulk, forgets the history.
"""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, models, transaction
from import_export.resources import Resource

from office.history_records import because
from office.importing.columns import Column, typed
from office.importing.headers import exact_headers
from office.importing.mapping import Mapping, mapped_rows
from office.importing.report import ImportReport, Lookalike, RowChange
from office.importing.rows import HEADER_LINE, IS_TOTAL, WHOLE_LINE, CellError, Row
from office.models import ImportRun
from office.remarks import remarks_on
from office.text import clean_line
from printing import numbers
from printing.sheet import Sheet
from printing.spreadsheet import SpreadsheetRefused, check_totals, read_rows
from printing.table import Column as TableColumn
from printing.table import Table
from printing.xlsx import TemplateColumn, template_bytes

__all__ = ["CellError", "ImportReport", "Lookalike", "Row", "RowChange", "TableResource", "run_import", "template"]
TOLD_EVERY = 200  # rows
AMOUNTS = ("integer", "money", "decimal")  # kinds of columns that add up


class TableResource(Resource):
    """Records that people keep in a table. A blank cell leaves what is stored; nothing is ever deleted.

    A subclass declares its columns and answers what a row means: `prepare` looks everything up at once, `find` gives
    the stored record, `facts` what is stored of it by attribute, `resolve` turns words into records, `check` refuses
    what cannot be, `create` and `change` collect what `write` then writes.
    """

    kind: str
    guidance: tuple[str, ...] = ()
    writing_refuses = True
    """Whether writing may refuse what checking let pass, so that a look has to write too, and take it back."""
    of_register = False
    """Whether its days are those of the register, which count in the figures of every year after them."""
    also_called: dict[str, tuple[str, ...]] = {}
    """By header, other names that offices head a column with: they are proposed, never taken for the header."""

    def __init__(self, *, by=None, only_looks: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.by, self.only_looks = by, only_looks
        self.warnings: list[str] = []

    @classmethod
    def columns(cls) -> list[Column]:
        return [each for each in cls.fields.values() if isinstance(each, Column)]

    def import_data(self, *args, **kwargs):
        """The library's own way in takes the good rows of a bad file; ours is run_import."""
        raise NotImplementedError("run_import is the only way in")

    def prepare(self, rows: list[Row]) -> None:
        """Look up what the rows will ask for one by one, and lock it unless this `only_looks`."""

    def resolve(self, row: Row, record) -> None:
        """Replace words of the row by the records they name; refuse what names none."""

    def find(self, row: Row):
        """The stored record the row names, or None."""
        raise NotImplementedError

    def facts(self, record, row: Row | None = None) -> dict[str, object]:
        """What is stored of a record, by attribute; of several, what the row speaks of."""
        raise NotImplementedError

    def identity(self, row: Row) -> tuple | None:
        """What names the record, to find two lines that name the same one; None while it cannot be read."""
        raise NotImplementedError

    def named(self, row: Row) -> str:
        """The record as the preview calls it."""
        return str(row.values.get(self.columns()[0].attribute, ""))

    def check(self, row: Row, record, before: dict, after: dict) -> None:
        """Refuse what the row says if it cannot be; `after` is `before` with the row's values put over it."""

    def doubts(self) -> Iterable[str]:
        """What looks odd in the rows that were checked, in sentences."""
        return ()

    def lookalikes(self, rows: list[Row]) -> Iterable[Lookalike]:
        """Among the rows of new records, those that may be records the register has; asked before `write`."""
        return ()

    def create(self, row: Row, after: dict) -> None:
        raise NotImplementedError

    def change(self, row: Row, record, before: dict, changed: dict) -> None:
        raise NotImplementedError

    def write(self) -> None:
        raise NotImplementedError

    def for_export(self, queryset) -> Iterable[dict]:
        """The facts of every record of a queryset."""
        raise NotImplementedError

    def as_table(self, queryset) -> Table:
        """The records as a table that imports as the same records."""
        columns = self.columns()
        heads = tuple(
            TableColumn(each.header, each.header, kind=each.kind, decimals=2 if each.kind == "decimal" else 0)
            for each in columns
        )
        rows = tuple(
            tuple(each.shown(facts.get(each.attribute)) for each in columns) for facts in self.for_export(queryset)
        )
        return Table(self.kind, heads, rows)


def template(resource_class: type[TableResource]) -> bytes:
    """The empty workbook of a resource: what is filled in there can be imported."""
    columns = [
        TemplateColumn(each.header, each.required, each.kind, each.choices, each.help, each.example)
        for each in resource_class.columns()
    ]
    return template_bytes(columns, resource_class.guidance)


Progress = Callable[[str, int, int], None]
"""Told what is being done, how many rows of the file are done, and how many it has."""


@dataclass(frozen=True)
class Taking:
    """How rows are taken: only tried with `dry_run`; `expected` is the plan that was agreed to, None for any.

    `written` is called with the run within the transaction that writes; `progress` never within one.
    """

    name: str
    digest: str
    dry_run: bool
    expected: str | None
    by: models.Model | None
    written: Callable[[ImportRun], object]
    progress: Progress


def run_import(
    resource_class: type[TableResource],
    source: bytes,
    *,
    name: str,
    dry_run: bool,
    by,
    mapping: Mapping | None = None,
    expected: str | None = None,
    sheet: Sheet | None = None,
    written: Callable[[ImportRun], object] = id,
    progress: Progress = lambda step, done, total: None,
) -> ImportReport:
    """Import a file: all of it, or nothing and every error. With `dry_run` everything is done and then undone.

    `source` is the content of the file, `name` what its sender called it, `by` whom the history names. Without a
    `mapping` the headers have to be exact, and a row of totals is refused. Where `expected` is given, nothing is
    written unless the import's plan is that one. `sheet` is what reading the file gave, when it was read already.
    `written` is called with the run in the transaction that writes, `progress` between transactions.
    """
    try:
        sheet = sheet or read_rows(source, name=name)
    except SpreadsheetRefused as refused:
        error = CellError(refused.line or HEADER_LINE, refused.column or WHOLE_LINE, "", str(refused))
        return ImportReport(resource_class.kind, errors=[error])
    columns = resource_class.columns()
    errors: list[CellError] = []
    if mapping is None:
        rows, errors = _exact_rows(sheet, columns)
    else:
        rows = mapped_rows(sheet, mapping, columns)
    if errors:
        return ImportReport(resource_class.kind, rows=len(sheet.rows), errors=errors)
    taking = Taking(clean_line(name)[:200], digest_of(source), dry_run, expected, by, written, progress)
    only_looks = dry_run and not resource_class.writing_refuses
    resource = resource_class(by=by, only_looks=only_looks)
    report = (_looked_at if only_looks else _taken)(resource, rows, sheet, taking)
    return replace(report, mismatches=_mismatches(sheet, mapping, columns)) if mapping else report


def _mismatches(sheet: Sheet, mapping: Mapping, columns: list[Column]) -> list[str]:
    amounts = [column.header for column in columns if column.kind in AMOUNTS]
    places = sorted(place for header in amounts for place in mapping.positions(header))
    return [mismatch.message for mismatch in check_totals(sheet, places)]


def digest_of(source: bytes) -> str:
    """What tells a file from every other."""
    return hashlib.sha256(source).hexdigest()


def _exact_rows(sheet: Sheet, columns: list[Column]) -> tuple[list[Row], list[CellError]]:
    headers, errors = exact_headers(columns, sheet)
    if errors:
        return [], errors
    named = [(place, header) for place, header in enumerate(headers) if header]
    rows = [Row(row.line, {header: row.cells[place] for place, header in named}, columns) for row in sheet.rows]
    for total in sheet.totals:
        refused = Row(total.line, {header: total.cells[place] for place, header in named}, [])
        refused.is_total = True
        if not refused.errors:
            refused.refuse(WHOLE_LINE, IS_TOTAL)
        rows.append(refused)
    return rows, []


def _looked_at(resource: TableResource, rows: list[Row], sheet: Sheet, taking: Taking) -> ImportReport:
    """Check the rows without writing or locking anything: others write meanwhile."""
    data = [row for row in rows if not row.is_total]
    changes = _checked(resource, data, lambda done: taking.progress("Đối chiếu với sổ", done, len(data)))
    lookalikes = _lookalikes(resource, rows, changes)
    return replace(_report(resource, rows, changes, sheet), lookalikes=lookalikes)


def _taken(resource: TableResource, rows: list[Row], sheet: Sheet, taking: Taking) -> ImportReport:
    """Check and write the rows in one transaction, which any error undoes."""
    taking.progress("Đối chiếu với sổ" if taking.dry_run else "Ghi vào sổ", 0, len(rows))
    try:
        with transaction.atomic():
            run = _begun(resource, taking)
            with because(run.reason, by=taking.by) if run else nullcontext():
                changes = _checked(resource, [row for row in rows if not row.is_total])
                lookalikes = _lookalikes(resource, rows, changes) if taking.dry_run else []
                resource.write()
            report = replace(_report(resource, rows, changes, sheet), lookalikes=lookalikes)
            if not report.errors and taking.expected not in (None, report.plan):
                report = replace(report, is_stale=True)
            if taking.dry_run or report.errors or report.is_stale:
                transaction.set_rollback(True)
            else:
                _finish(run, report)
                taking.written(run)
    except IntegrityError:
        if not any(row.errors for row in rows):
            rows[0].refuse(
                WHOLE_LINE, "Sổ vừa được người khác sửa trong lúc nhập nên chưa ghi gì: hãy nhập lại tệp này lần nữa."
            )
        return _report(resource, rows, [], sheet)
    return report


def _begun(resource: TableResource, taking: Taking) -> ImportRun | None:
    if taking.dry_run:
        return None
    return ImportRun.objects.create(kind=resource.kind, file_name=taking.name, digest=taking.digest, by=taking.by)


def _finish(run: ImportRun, report: ImportReport) -> None:
    for name in ("rows", "created", "updated", "unchanged"):
        setattr(run, name, getattr(report, name))
    run.save()


def _checked(
    resource: TableResource, rows: list[Row], progress: Callable[[int], None] = lambda done: None
) -> list[RowChange]:
    resource.prepare(rows)
    changes, seen = [], {}
    for done, row in enumerate(rows):
        if done % TOLD_EVERY == 0:
            progress(done)
        record = resource.find(row)
        resource.resolve(row, record)
        identity = resource.identity(row)
        if identity and seen.setdefault(identity, row.line) != row.line:
            _refuse_double(row, resource, seen[identity])
            continue
        before = resource.facts(record, row) if record else {}
        resource.check(row, record, before, before | row.values)
        if not row.errors and (change := _change(resource, row, record, before)):
            changes.append(change)
    return changes


def _lookalikes(resource: TableResource, rows: list[Row], changes: list[RowChange]) -> list[Lookalike]:
    new = {change.row for change in changes if change.created}
    return list(resource.lookalikes([row for row in rows if row.line in new]))


def _refuse_double(row: Row, resource: TableResource, first: int) -> None:
    key = resource.columns()[0].attribute
    row.refuse(key, f"Dòng {row.line} lặp lại dòng {first}: hãy giữ lại một dòng.")


def _change(resource: TableResource, row: Row, record, before: dict) -> RowChange | None:
    """Let the resource note what the row changes; return it in words, None when that is nothing."""
    what = resource.named(row)
    columns = {column.attribute: column for column in resource.columns()}
    if record is None:
        resource.create(row, dict(row.values))
        said = tuple(f"{column.header}: {_said(column, value)}" for column, value in _by_column(columns, row.values))
        return RowChange(row.line, what, created=True, details=said)
    changed = {name: value for name, value in row.values.items() if value != before.get(name)}
    if not changed:
        return None
    resource.change(row, record, before, changed)
    details = tuple(
        f"{column.header}: {_said(column, before.get(column.attribute))} → {_said(column, value)}"
        for column, value in _by_column(columns, changed)
    )
    return RowChange(row.line, what, created=False, details=details)


def _by_column(columns: dict[str, Column], values: dict) -> list[tuple[Column, object]]:
    return [(column, values[name]) for name, column in columns.items() if name in values]


def _said(column: Column, value) -> str:
    """A value as the preview says it: amounts with their dots, codes and years as they are."""
    shown = column.shown(value)
    if column.kind in AMOUNTS and isinstance(shown, int | Decimal):
        return numbers.grouped(shown)
    return typed(shown) or "(trống)"


def _days(resource: TableResource, rows: list[Row], changes: list[RowChange]) -> set[date]:
    """The days that the rows enter or change."""
    lines = {row.line: row for row in rows}
    columns = [column for column in resource.columns() if column.kind == "day"]
    return {
        day
        for change in changes
        for column in columns
        if any(detail.startswith(f"{column.header}: ") for detail in change.details)
        and (day := lines[change.row].values.get(column.attribute))
    }


def _report(resource: TableResource, rows: list[Row], changes: list[RowChange], sheet: Sheet) -> ImportReport:
    errors = sorted((error for row in rows for error in row.errors), key=lambda error: error.row)
    warnings = [*sheet.notices, *resource.warnings, *resource.doubts()]
    if errors:
        return ImportReport(resource.kind, rows=len(rows), errors=errors, warnings=warnings)
    if resource.of_register:
        warnings += remarks_on(_days(resource, rows, changes))
    created = sum(change.created for change in changes)
    return ImportReport(
        resource.kind,
        rows=len(rows),
        created=created,
        updated=len(changes) - created,
        unchanged=len(rows) - len(changes),
        warnings=warnings,
        changes=changes,
    )
