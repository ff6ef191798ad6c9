"""The frame of every import: a file goes in whole or not at all, and every error is told at once.

An app declares what it takes as a Resource of django-import-export whose fields are `Column`s: the exact header, how a
cell is read (and refused, in words), how it is written back. `run_import` is the only way in, for the page of the admin
and for the command alike.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult
from import_export.widgets import Widget
from tablib import Dataset

from office.text import clean_line, search_key
from printing.spreadsheet import Cell, Sheet, SpreadsheetRefused, read_rows
from printing.table import Column as TableColumn
from printing.table import Table
from printing.xlsx import TemplateColumn, template_bytes

TOTAL_ROW = "Dòng tổng"
TOTALS = ("tong cong", "tong so", "cong", "tong")
Read = Callable[[Cell], object]
Show = Callable[[object], object]


@dataclass(frozen=True)
class CellError:
    """One thing wrong: the line of the file, the column ("" for the whole line), what stood there, and why."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do: nothing was written where there are errors."""

    kind: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Column(Field):
    """A column of an import: its exact header, how its cells are read and written, what people are told of it."""

    def __init__(
        self,
        header: str,
        attribute: str,
        read: Read,
        *,
        show: Show = lambda value: value,
        required: bool = False,
        kind: str = "text",
        choices: tuple[str, ...] = (),
        help: str = "",
        example: object = "",
    ):
        super().__init__(
            attribute=attribute, column_name=header, widget=_CellWidget(read, show), saves_null_values=False
        )
        self.required, self.kind, self.choices, self.help, self.example = required, kind, choices, help, example

    @property
    def header(self) -> str:
        return self.column_name

    def clean(self, row, **kwargs):
        value = super().clean(row, **kwargs)
        if value is None and self.required:
            raise ValueError(f"Thiếu “{self.header}”: cột này bắt buộc, hãy ghi vào ô.")
        return value

    def shown(self, instance) -> object:
        """The value as a cell of an export: what the import reads back as the same."""
        value = self.get_value(instance)
        return None if value is None or value == "" else self.widget.show(value)


class _CellWidget(Widget):
    def __init__(self, read: Read, show: Show):
        super().__init__()
        self.read, self.show = read, show

    def clean(self, value, row=None, **kwargs):
        return self.read(value)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None or value == "" else str(self.show(value))


# How cells are read


def text(cell: Cell) -> str | None:
    """Text on one line; a whole number in a text column is its digits."""
    if cell is None:
        return None
    if isinstance(cell, bool | Decimal | date):
        raise ValueError(f"“{cell}” không phải chữ: hãy định dạng ô là văn bản rồi gõ lại.")
    return clean_line(str(cell)) or None


def digits(what: str, *lengths: int) -> Read:
    """Text of digits whose leading zero a spreadsheet drops: a number one digit short is refused."""

    def read(cell: Cell) -> str | None:
        if isinstance(cell, int) and not isinstance(cell, bool) and len(str(cell)) + 1 in lengths:
            raise ValueError(
                f"{what} {cell} có {len(str(cell))} chữ số, có thể đã mất số 0 ở đầu: "
                f"hãy định dạng ô là văn bản rồi gõ lại, ví dụ 0{cell}."
            )
        return text(cell)

    return read


def choice(what: str, words: dict[str, str]) -> Read:
    """One of the words (without regard to case and diacritics), as the value it stands for."""
    values = {search_key(word): value for word, value in words.items()}

    def read(cell: Cell) -> str | None:
        typed = text(cell)
        if typed is None:
            return None
        if (key := search_key(typed)) in values:
            return values[key]
        raise ValueError(f"“{typed}” không phải {what}: hãy ghi một trong: {', '.join(words)}.")

    return read


def number(parse: Callable[[object], object], *, signed: bool = False) -> Read:
    """A number as `parse` reads it; negative only where `signed`."""

    def read(cell: Cell) -> object:
        if isinstance(cell, date):
            raise ValueError("Ô này là ngày, không phải số: hãy định dạng ô là số rồi gõ lại.")
        value = parse(cell)
        if value is not None and value < 0 and not signed:
            raise ValueError(f"“{cell}” là số âm: ở đây chỉ nhận số từ 0 trở lên.")
        return value

    return read


# The way in


class TableResource(Resource):
    """A Resource whose rows people keep in a table: unchanged rows are left alone, blank cells change nothing."""

    kind: str
    key: tuple[str, ...]  # headers that together name a row
    guidance: tuple[str, ...] = ()

    class Meta:
        instance_loader_class = BaseInstanceLoader
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        clean_model_instances = True
        use_transactions = True
        store_instance = False

    def __init__(self, *, by=None, **kwargs):
        super().__init__(**kwargs)
        self.by = by

    @classmethod
    def columns(cls) -> list[Column]:
        return [each for each in cls.fields.values() if isinstance(each, Column)]

    def prepare(self, sheet: Sheet) -> None:
        """Look up at once what the rows will ask for one by one."""

    def get_instance(self, instance_loader, row):
        """The record a row names, or None; read from what `prepare` looked up."""
        raise NotImplementedError

    def do_instance_save(self, instance, is_create):
        instance._history_user = self.by
        instance.save(force_insert=is_create)

    def as_table(self, queryset) -> Table:
        """The rows as they would be imported again."""
        columns = self.columns()
        return Table(
            title=self.kind,
            columns=tuple(TableColumn(each.header, each.header, kind=each.kind, decimals=2) for each in columns),
            rows=tuple(tuple(each.shown(row) for each in columns) for row in self.for_export(queryset)),
        )

    def for_export(self, queryset) -> Iterable:
        return queryset


def run_import(resource_class: type[TableResource], source: bytes, *, name: str, dry_run: bool, by) -> ImportReport:
    """Import a file into its resource: all of it, or nothing and every error. Writes nothing with `dry_run`.

    `source` is the file, `name` what its sender called it, `by` the person to whom the history is credited.
    """
    kind = resource_class.kind
    try:
        sheet = read_rows(source, name=name)
    except SpreadsheetRefused as refused:
        return ImportReport(kind, errors=[CellError(refused.line or 1, refused.column or "", "", str(refused))])
    headers, errors = _headers(resource_class, sheet)
    if errors:
        return ImportReport(kind, rows=len(sheet.rows), errors=errors)
    resource = resource_class(by=by)
    errors = [*_totals(sheet), *_doubles(resource_class, sheet, headers)]
    resource.prepare(sheet)
    result = resource.import_data(
        Dataset(*(row.cells for row in sheet.rows), headers=headers),
        dry_run=dry_run or bool(errors),
        raise_errors=False,
        use_transactions=True,
        rollback_on_validation_errors=True,
    )
    errors += _errors_of(result, resource, sheet, headers)
    counts = {} if errors else _counts(result)
    ordered = sorted(set(errors), key=lambda error: (error.row, error.column))
    return ImportReport(kind, rows=len(sheet.rows), errors=_told_once(ordered), warnings=list(sheet.notices), **counts)


def _counts(result) -> dict[str, int]:
    return {
        "created": result.totals[RowResult.IMPORT_TYPE_NEW],
        "updated": result.totals[RowResult.IMPORT_TYPE_UPDATE],
        "unchanged": result.totals[RowResult.IMPORT_TYPE_SKIP],
    }


def _told_once(errors: list[CellError]) -> list[CellError]:
    """A total row is told as such and not cell by cell."""
    totals = {error.row for error in errors if error.message.startswith(TOTAL_ROW)}
    return [error for error in errors if error.row not in totals or error.message.startswith(TOTAL_ROW)]


def _key(header: str) -> str:
    return clean_line(header).rstrip("* ").casefold()


def _headers(resource_class, sheet: Sheet) -> tuple[list[str], list[CellError]]:
    """The headers in their exact form, and what is wrong with them: unknown, doubled, missing."""
    known = {_key(each.header): each.header for each in resource_class.columns()}
    headers, errors = [], []
    for typed in sheet.header:
        exact = known.get(_key(typed), "")
        if not exact:
            errors.append(CellError(1, typed, typed, _unknown(typed, list(known.values()))))
        elif exact in headers:
            errors.append(CellError(1, exact, typed, f"Cột “{exact}” có hai lần: hãy giữ lại một cột."))
        headers.append(exact)
    missing = [each.header for each in resource_class.columns() if each.required and each.header not in headers]
    errors += [CellError(1, header, "", f"Thiếu cột “{header}”: cột này bắt buộc.") for header in missing]
    return headers, errors


def _unknown(typed: str, known: list[str]) -> str:
    near = get_close_matches(search_key(typed), [search_key(header) for header in known], n=1, cutoff=0.6)
    hint = next((f" Có phải là “{header}”?" for header in known if near and search_key(header) == near[0]), "")
    return f"Không có cột “{typed}”.{hint} Hãy dùng tiêu đề của tệp mẫu hoặc xóa cột này."


def _totals(sheet: Sheet) -> list[CellError]:
    """Rows that add others up: their first text says so."""
    first_texts = ((row, next((cell for cell in row.cells if isinstance(cell, str)), "")) for row in sheet.rows)
    return [
        CellError(row.line, "", first, f"{TOTAL_ROW} “{first}” không phải số liệu của một tổ chức: hãy xóa dòng này.")
        for row, first in first_texts
        if search_key(first).rstrip(":. ") in TOTALS
    ]


def _doubles(resource_class, sheet: Sheet, headers: list[str]) -> list[CellError]:
    """Two lines that name the same record."""
    positions = [headers.index(header) for header in resource_class.key if header in headers]
    seen: dict[tuple[str, ...], int] = {}
    errors = []
    for row in sheet.rows:
        key = tuple(search_key(str(row.cells[position] or "")) for position in positions)
        if not key[0]:
            continue
        if key in seen:
            what = ", ".join(str(row.cells[position]) for position in positions if row.cells[position] is not None)
            message = f"“{what}” đã có ở dòng {seen[key]}: hãy giữ lại một dòng."
            errors.append(CellError(row.line, resource_class.key[0], str(row.cells[positions[0]]), message))
        seen.setdefault(key, row.line)
    return errors


def _errors_of(result, resource: TableResource, sheet: Sheet, headers: list[str]) -> list[CellError]:
    columns = {each.attribute: each.header for each in resource.columns()}
    errors = []
    for invalid in result.invalid_rows:
        row = sheet.rows[invalid.number - 1]
        typed = dict(zip(headers, row.cells, strict=True))
        for name, problems in _by_field(invalid.error):
            for problem in problems:
                header = columns.get(name) or columns.get(getattr(problem, "code", None) or "", "")
                value = typed.get(header)
                errors += [
                    CellError(row.line, header, "" if value is None else str(value), m) for m in problem.messages
                ]
    for number_, problems in result.row_errors():
        line = sheet.rows[number_ - 1].line
        errors += [CellError(line, "", "", _unexpected(problem.error)) for problem in problems]
    return errors + [CellError(1, "", "", str(problem.error)) for problem in result.base_errors]


def _unexpected(error: Exception) -> str:
    """What nobody foresaw, such as a row that somebody else entered at the same moment."""
    return (
        "Không ghi được dòng này, có thể vì sổ vừa được người khác sửa: hãy nhập lại tệp; nếu vẫn vậy, "
        f"báo người quản trị ({type(error).__name__})."
    )


def _by_field(error: ValidationError) -> Iterable[tuple[str, list[ValidationError]]]:
    if hasattr(error, "error_dict"):
        return error.error_dict.items()
    return [(NON_FIELD_ERRORS, error.error_list)]


def template(resource_class: type[TableResource]) -> bytes:
    """The empty workbook of a resource: what is filled in there can be imported."""
    columns = [
        TemplateColumn(each.header, each.required, each.kind, each.choices, each.help, each.example)
        for each in resource_class.columns()
    ]
    return template_bytes(columns, resource_class.guidance)
