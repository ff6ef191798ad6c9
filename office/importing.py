"""The frame of every import: a file goes in whole or not at all, and every error of it is told at once.

An app declares what it takes as a Resource of django-import-export whose fields are `Column`s and says how a row meets
the record it names. `run_import` is the only way in, for the admin's pages and for the command alike. Rows are checked
and written here rather than by the library, which stops at the first error of a row's record, asks the database row by
row and, in bulk, forgets the history.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from import_export.resources import Resource

from office.import_columns import Column, folded, typed
from office.text import clean_line
from printing import numbers
from printing.spreadsheet import Cell, Sheet, SheetRow, SpreadsheetRefused, read_rows
from printing.table import Column as TableColumn
from printing.table import Table
from printing.xlsx import TemplateColumn, template_bytes

HEADER_LINE = 1
WHOLE_LINE = ""
_TOTALS = ("tong cong", "tong so", "tong")


@dataclass(frozen=True)
class CellError:
    """One thing wrong: the line of the file, the column ("" for the whole line), what stood there, what to do."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class RowChange:
    """What one line of the file does to the record it names; `details` are "column: before → after"."""

    row: int
    what: str
    created: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do. Nothing was written where there are errors; the counts are then 0."""

    kind: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)

    @property
    def summary(self) -> str:
        counts = (numbers.grouped(count) for count in (self.rows, self.created, self.updated, self.unchanged))
        return "{} dòng, thêm {}, sửa {}, giữ nguyên {}".format(*counts)

    def as_document(self) -> dict:
        """The report as the command prints it for programs."""
        return {
            "kind": self.kind,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "errors": [vars(error) for error in self.errors],
            "warnings": self.warnings,
        }


class Row:
    """One line of the file: its cells by header, what could be read of them by attribute, what is wrong with it."""

    def __init__(self, line: int, cells: dict[str, Cell], columns: list[Column]):
        self.line, self.cells = line, cells
        self.headers = {column.attribute: column.header for column in columns}
        self.values: dict[str, object] = {}
        self.errors: list[CellError] = []
        self.is_total = self._looks_like_total()
        if self.is_total:
            self.refuse(WHOLE_LINE, "Đây là dòng tổng, không phải một bản ghi: hãy xóa dòng này rồi nhập lại.")
        else:
            self._read(columns)

    def _read(self, columns: list[Column]) -> None:
        for column in columns:
            if column.header not in self.cells:
                continue
            try:
                value = column.read(self.cells[column.header])
            except ValueError as refusal:
                self.refuse(column.attribute, str(refusal))
                continue
            if value is not None:
                self.values[column.attribute] = value
            elif column.required:
                self.refuse(column.attribute, f"Thiếu “{column.header}”: cột này bắt buộc, hãy ghi vào ô.")

    def _looks_like_total(self) -> bool:
        first = next((cell for cell in self.cells.values() if isinstance(cell, str)), "")
        word = folded(first)
        return word in _TOTALS or word.startswith(("tong cong ", "tong so ")) or first.strip(" :").casefold() == "cộng"

    def refuse(self, attribute: str, message: str) -> None:
        """Say what is wrong with the cell that holds `attribute`, or with the whole line."""
        header = self.headers.get(attribute, WHOLE_LINE)
        cell = self.cells.get(header) if header else next((c for c in self.cells.values() if c is not None), None)
        self.errors.append(CellError(self.line, header, typed(cell), message))

    @contextmanager
    def refusing(self, attribute: str) -> Iterator[None]:
        """Put what a verb refuses at its column; a verb that names a field of the row is believed."""
        try:
            with transaction.atomic():
                yield
        except ValidationError as refusal:
            named = refusal.message_dict if hasattr(refusal, "error_dict") else {attribute: refusal.messages}
            for name, sentences in named.items():
                self.refuse(name if name in self.headers else attribute, " ".join(sentences))


class TableResource(Resource):
    """Records that people keep in a table. A blank cell leaves what is stored; nothing is ever deleted.

    A subclass declares its columns and answers what a row means: `prepare` looks everything up at once, `find` gives
    the stored record, `facts` what is stored of it by attribute, `resolve` turns words into records, `check` refuses
    what cannot be, `create` and `change` collect what `write` then writes.
    """

    kind: str
    guidance: tuple[str, ...] = ()

    def __init__(self, *, by=None, **kwargs):
        super().__init__(**kwargs)
        self.by = by
        self.warnings: list[str] = []

    @classmethod
    def columns(cls) -> list[Column]:
        return [each for each in cls.fields.values() if isinstance(each, Column)]

    def import_data(self, *args, **kwargs):
        """The library's own way in takes the good rows of a bad file; ours is run_import."""
        raise NotImplementedError("run_import is the only way in")

    def prepare(self, rows: list[Row]) -> None:
        """Look up, and lock, what the rows will ask for one by one."""

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


def run_import(resource_class: type[TableResource], source: bytes, *, name: str, dry_run: bool, by) -> ImportReport:
    """Import a file: all of it, or nothing and every error. With `dry_run` everything is done and then undone.

    `source` is the content of the file, `name` what its sender called it, `by` whom the history names.
    """
    kind = resource_class.kind
    try:
        sheet = read_rows(source, name=name)
    except SpreadsheetRefused as refused:
        error = CellError(refused.line or HEADER_LINE, refused.column or WHOLE_LINE, "", str(refused))
        return ImportReport(kind, errors=[error])
    columns = resource_class.columns()
    headers, errors = _headers(columns, sheet)
    if errors:
        return ImportReport(kind, rows=len(sheet.rows), errors=errors)
    resource = resource_class(by=by)
    rows = [_row(row, headers, columns) for row in sheet.rows]
    changes = _taken(resource, rows, dry_run=dry_run)
    return _report(resource, rows, changes, sheet)


def _row(row: SheetRow, headers: list[str], columns: list[Column]) -> Row:
    return Row(row.line, dict(zip(headers, row.cells, strict=True)), columns)


def _taken(resource: TableResource, rows: list[Row], *, dry_run: bool) -> list[RowChange]:
    """Check and write the rows in one transaction, which any error undoes."""
    try:
        with transaction.atomic():
            changes = _checked(resource, [row for row in rows if not row.is_total])
            resource.write()
            if dry_run or any(row.errors for row in rows):
                transaction.set_rollback(True)
    except IntegrityError:
        if not any(row.errors for row in rows):
            rows[0].refuse(
                WHOLE_LINE, "Sổ vừa được người khác sửa trong lúc nhập nên chưa ghi gì: hãy nhập lại tệp này lần nữa."
            )
        return []
    return changes


def _checked(resource: TableResource, rows: list[Row]) -> list[RowChange]:
    resource.prepare(rows)
    changes, seen = [], {}
    for row in rows:
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


def _refuse_double(row: Row, resource: TableResource, first: int) -> None:
    key = resource.columns()[0].attribute
    row.refuse(key, f"Dòng {row.line} lặp lại dòng {first}: hãy giữ lại một dòng.")


def _change(resource: TableResource, row: Row, record, before: dict) -> RowChange | None:
    """Let the resource note what the row changes; return it in words, None when that is nothing."""
    what = resource.named(row)
    if record is None:
        resource.create(row, dict(row.values))
        return RowChange(row.line, what, created=True)
    changed = {name: value for name, value in row.values.items() if value != before.get(name)}
    if not changed:
        return None
    resource.change(row, record, before, changed)
    columns = {column.attribute: column for column in resource.columns()}
    details = tuple(_in_words(columns[name], before.get(name), value) for name, value in changed.items())
    return RowChange(row.line, what, created=False, details=details)


def _in_words(column: Column, before, after) -> str:
    was, now = (typed(column.shown(value)) or "(trống)" for value in (before, after))
    return f"{column.header}: {was} → {now}"


def _report(resource: TableResource, rows: list[Row], changes: list[RowChange], sheet: Sheet) -> ImportReport:
    errors = sorted((error for row in rows for error in row.errors), key=lambda error: error.row)
    warnings = [*sheet.notices, *resource.warnings]
    if errors:
        return ImportReport(resource.kind, rows=len(rows), errors=errors, warnings=warnings)
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


# Headers


def _key(header: str) -> str:
    return clean_line(clean_line(header).rstrip("* ").casefold())


def _headers(columns: list[Column], sheet: Sheet) -> tuple[list[str], list[CellError]]:
    """The headers in their exact form, and what is wrong with them: unknown, doubled, missing."""
    known = {_key(column.header): column.header for column in columns}
    headers: list[str] = []
    errors: list[CellError] = []
    for written in sheet.header:
        exact = known.get(_key(written), "")
        if not exact:
            errors.append(CellError(HEADER_LINE, written, written, _unknown(written, columns)))
        elif exact in headers:
            message = f"Cột “{exact}” có hai lần trong tệp: hãy giữ lại một cột."
            errors.append(CellError(HEADER_LINE, exact, written, message))
        headers.append(exact)
    for column in columns:
        if column.required and column.header not in headers:
            message = f"Tệp thiếu cột “{column.header}”, cột này bắt buộc: hãy thêm cột hoặc dùng tệp mẫu."
            errors.append(CellError(HEADER_LINE, column.header, "", message))
    return headers, errors


def _unknown(written: str, columns: list[Column]) -> str:
    known = {folded(column.header): column.header for column in columns}
    near = get_close_matches(folded(written), known, n=1, cutoff=0.6)
    if near:
        return f"Không có cột nào tên “{written}”, gần nhất là “{known[near[0]]}”: hãy sửa tiêu đề hoặc xóa cột này."
    return f"Không có cột nào tên “{written}”: hãy xóa cột này hoặc dùng tệp mẫu."
