"""How the columns of a file are read: which is what, in which unit, what marks and years stand for.

A Mapping is what a person confirmed, or what exact headers say by themselves. Nothing here guesses: proposals are made
in proposals.py and asked on a page.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal

from office.importing.columns import Column, Read, folded
from office.importing.headers import exact_headers
from office.importing.rows import Row
from printing import dates, numbers
from printing.sheet import Cell, Sheet, SheetRow, Unit

SECTION_PARTS = " / "
_SEEN = Context(
    prec=15
)  # significant digits that Excel keeps and shows; what a sum of doubles leaves beyond is no data
_NUMBERED = re.compile(r"^(?:(?:\d+(?:\.\d+)*|[IVXLC]+)[.):/–-]?|[A-Za-z][.):/–-])\s+[–-]?\s*(?=\S)")
EXCEL_EPOCH = date(1899, 12, 30)
YEARS = range(1900, 2101)
SERIALS = range(10_000, 73_051)  # Excel's days from 1927 to 2099: no year looks like one
MARKS = frozenset({"x", "v", "co", "có", "✓", "✔", "√", "☑", "+", "1", "true"})
NO_MARKS = frozenset({"khong", "không", "-", "0", "false", "☐"})


@dataclass(frozen=True)
class ColumnChoice:
    """What one column of the file is: the header of ours it fills ("" leaves it out), and how its cells are read."""

    target: str = ""
    mark: str = ""  # the word that a mark in this column stands for
    multiplied: bool = False  # by the unit its heading names
    years: bool = False  # a bare year is its 1 January
    serials: bool = False  # a bare number is a day as Excel counts them


@dataclass(frozen=True)
class Mapping:
    """How a file is read. `sections` are the headers of ours that rows of headings fill, the outermost first;
    `constants` what every row says that has no column for it.
    """

    columns: tuple[ColumnChoice, ...]
    sections: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, document: dict) -> "Mapping":
        columns = tuple(ColumnChoice(**each) for each in document["columns"])
        return cls(columns, tuple(document["sections"]), document["constants"])

    def fits(self, sheet: Sheet, columns: list[Column]) -> bool:
        """Whether this mapping can be asked of a sheet: as many columns, every header still one of ours."""
        known = {column.header for column in columns} | {""}
        named = {choice.target for choice in self.columns} | set(self.sections) | set(self.constants)
        return len(self.columns) == len(sheet.header) and named <= known

    def positions(self, header: str) -> list[int]:
        """The places among the sheet's columns that fill a header of ours."""
        return [place for place, choice in enumerate(self.columns) if choice.target == header and header]


def fingerprint(sheet: Sheet) -> str:
    """What tells one arrangement of headings from another."""
    return hashlib.sha256("\n".join(map(folded, sheet.header)).encode()).hexdigest()


def exact_mapping(sheet: Sheet, columns: list[Column]) -> Mapping | None:
    """The mapping that needs nobody: every header exact and nothing about the cells in doubt. None when one is not."""
    headers, errors = exact_headers(columns, sheet)
    mapping = Mapping(tuple(map(ColumnChoice, headers)))
    doubts = errors or levels(sheet) or any(units_asked(sheet, mapping, columns))
    by_header = {column.header: column for column in columns}
    kinds = [by_header[header].kind if header else "" for header in headers]
    if doubts or any(kind == "day" and any(odd_days(sheet, place)) for place, kind in enumerate(kinds)):
        return None
    return mapping


# What has to be asked


def levels(sheet: Sheet) -> int:
    """How deep rows of headings stand one within another; 0 without any."""
    return max((len(row.section.split(SECTION_PARTS)) for row in sheet.rows if row.section), default=0)


def unit_of(sheet: Sheet, place: int) -> Unit:
    return sheet.units[place] if sheet.units else Unit()


def units_asked(sheet: Sheet, mapping: Mapping, columns: list[Column]) -> Iterator[int]:
    """The columns of the file whose unit changes the numbers that are read from them."""
    kinds = {column.header: column.kind for column in columns}
    for place, choice in enumerate(mapping.columns):
        if is_unit_asked(unit_of(sheet, place), kinds.get(choice.target, "")):
            yield place


def is_unit_asked(unit: Unit, kind: str) -> bool:
    """A unit said of the whole sheet is one of money; one that a heading says is of its own column."""
    return unit.multiplier != 1 and kind in (("money",) if unit.sheet_wide else ("money", "integer", "decimal"))


def odd_days(sheet: Sheet, place: int) -> tuple[list[Cell], list[Cell]]:
    """The cells of a column that are only a year, and those that may be days as Excel counts them."""
    wholes = [(cell, whole) for row in sheet.rows if (whole := _whole(cell := row.cells[place])) is not None]
    return [cell for cell, whole in wholes if whole in YEARS], [cell for cell, whole in wholes if whole in SERIALS]


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) < 7:
        return int(cell)
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else None


def is_mark(cell: Cell) -> bool:
    return cell is True or str(cell).strip().casefold() in MARKS


def is_no_mark(cell: Cell) -> bool:
    return cell is None or cell is False or str(cell).strip().casefold() in NO_MARKS


# Reading


class Marks(tuple):
    """The cells of several columns, one per choice, as (word, cell): the cell of the header they fill."""

    def __str__(self) -> str:
        return "; ".join(f"{word}: {cell}" for word, cell in self if cell is not None)


def mapped_rows(sheet: Sheet, mapping: Mapping, columns: list[Column]) -> list[Row]:
    """The rows of a sheet as a mapping reads them."""
    reads = {column.header: _read(column, mapping, sheet) for column in columns}
    headers = [column.header for column in columns if _is_filled(column.header, mapping)]
    places = {header: mapping.positions(header) for header in headers}
    return [
        Row(row.line, {header: _cell(row, header, places[header], mapping) for header in headers}, columns, reads)
        for row in sheet.rows
    ]


def _is_filled(header: str, mapping: Mapping) -> bool:
    return bool(mapping.positions(header)) or header in mapping.sections or header in mapping.constants


def _cell(row: SheetRow, header: str, places: list[int], mapping: Mapping) -> Cell | Marks:
    cells = [row.cells[place] for place in places]
    if places and mapping.columns[places[0]].mark:
        marks = Marks((mapping.columns[place].mark, cell) for place, cell in zip(places, cells, strict=True))
        return marks if any(cell is not None for _, cell in marks) else None
    found = cells[0] if cells else None
    if found is None and header in mapping.sections:
        found = _section(row.section, mapping.sections.index(header))
    return mapping.constants.get(header) if found is None else found


def _section(section: str, level: int) -> str | None:
    parts = section.split(SECTION_PARTS)
    return without_number(parts[level]) or None if level < len(parts) else None


def without_number(heading: str) -> str:
    """A heading without the number before it: "II. Xã An Ninh" is "Xã An Ninh"; "A Lưới" stays."""
    return _NUMBERED.sub("", heading, count=1)


def _read(column: Column, mapping: Mapping, sheet: Sheet) -> Read:
    places = mapping.positions(column.header)
    if not places:
        return column.read
    choice, read = mapping.columns[places[0]], column.read
    if choice.mark:
        return _after(_one_mark, read)
    if choice.multiplied:
        return _after(_times(unit_of(sheet, places[0])), read)
    if choice.years or choice.serials:
        return _after(_as_day(choice), read)
    return read


def _after(convert: Callable[[Cell], Cell], read: Read) -> Read:
    return lambda cell: read(None if cell is None else convert(cell))


def _one_mark(marks: Cell | Marks) -> Cell:
    if not isinstance(marks, Marks):
        return marks
    for word, cell in marks:
        if not is_mark(cell) and not is_no_mark(cell):
            raise ValueError(f"Cột “{word}” chỉ để đánh dấu x, nhưng ô ghi “{cell}”: hãy ghi x hoặc để trống.")
    words = [word for word, cell in marks if is_mark(cell)]
    if len(words) > 1:
        raise ValueError(f"Đánh dấu ở cả “{'” và “'.join(words)}”: hãy giữ một dấu.")
    return words[0] if words else None


def _times(unit: Unit) -> Callable[[Cell], Cell]:
    def multiplied(cell: Cell) -> Cell:
        number = numbers.parse_decimal(cell, places=6) if isinstance(cell, str) else cell
        if number is None or isinstance(number, bool | date):
            return cell
        exact = Decimal(number) if isinstance(number, int) else _SEEN.create_decimal(number)
        product = exact * unit.multiplier
        return int(product) if product == product.to_integral_value() else product.normalize()

    return multiplied


def _as_day(choice: ColumnChoice) -> Callable[[Cell], Cell]:
    def day(cell: Cell) -> Cell:
        whole = _whole(cell)
        if whole is not None and choice.years and whole in YEARS:
            return date(whole, 1, 1)
        if whole is not None and choice.serials and whole in SERIALS:
            return EXCEL_EPOCH + timedelta(days=whole)
        return cell

    return day


def day_sample(cell: Cell) -> str:
    """What a number would be as a day, for the question whether it is one."""
    return dates.day(EXCEL_EPOCH + timedelta(days=_whole(cell) or 0))
