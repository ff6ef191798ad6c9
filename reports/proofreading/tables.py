"""Tables within a text, cells apart by tabs or bars: totals that are not the sum of their columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from printing.numbers import grouped
from printing.totals import as_number, is_total
from reports.proofreading.finding import Finding, FindingKind

_LONGEST = 120  # letters of a cell; more is prose
_SENTENCE_ENDS = re.compile(r"[.!?]\s")
_NOT_ADDED = re.compile(r"bình quân|tỷ lệ|tỉ lệ|tỷ trọng|%|tăng|giảm|so với|xếp|hạng|(?:^|\s)(?:stt|tt|năm)(?:\s|$)")
_SECTION = re.compile(r"[IVXLC]+[.)]?|[A-Z][.)]?|\d+\.\d+.*|-.*|trong đó.*", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,3}[.)]?|[IVXLC]+[.)]?|[A-Z][.)]?")
_FEWEST = 2  # rows below which a total is no sum


@dataclass(frozen=True)
class TableLine:
    number: int
    cells: tuple[str, ...]

    @property
    def label(self) -> str:
        """The first cell that is no ordinal number."""
        return next((cell for cell in self.cells if cell and not _ORDINAL.fullmatch(cell)), "")


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a line, a single one where it is no row of a table."""
    mark = "\t" if "\t" in line else "|"
    cells = tuple(cell.strip() for cell in line.strip("| ").split(mark))
    told = [cell for cell in cells if cell]
    is_prose = any(len(cell) > _LONGEST or _SENTENCE_ENDS.search(cell) for cell in told)
    return (line,) if len(told) < 2 or is_prose else cells


def is_row(line: str) -> bool:
    return len(cells_of(line)) > 1


def totals_that_miss_their_columns(lines: Sequence[str]) -> Iterator[Finding]:
    """Compare the total rows of every table with the rows above them, or below a total that stands first."""
    for table in _tables(lines):
        header, rows = _split(table)
        for at, row in enumerate(rows):
            if is_total(row.label):
                covered = _covered(rows, at)
                if len(covered) >= _FEWEST and not any(_is_section(one) for one in covered):
                    yield from _compared(lines, header, row, covered)


def _tables(lines: Sequence[str]) -> Iterator[list[TableLine]]:
    """Rows that follow each other, as wide as the widest of them."""
    table: list[TableLine] = []
    for number, line in enumerate([*lines, ""], 1):
        cells = cells_of(line)
        if len(cells) > 1:
            table.append(TableLine(number, cells))
            continue
        if len(table) > _FEWEST:
            width = max(len(row.cells) for row in table)
            yield [TableLine(row.number, row.cells + ("",) * (width - len(row.cells))) for row in table]
        table = []


def _split(table: list[TableLine]) -> tuple[tuple[str, ...], list[TableLine]]:
    """The heading of each column, and the rows that hold numbers."""
    headers = [row for row in table[:3] if not any(as_number(cell) is not None for cell in row.cells)]
    words = tuple(" ".join(row.cells[column] for row in headers) for column in range(len(table[0].cells)))
    rows = [row for row in table if row not in headers and any(as_number(cell) is not None for cell in row.cells)]
    return words, rows


def _covered(rows: list[TableLine], at: int) -> list[TableLine]:
    """The rows a total is of: those since the total before it; of a total that stands first, those until the next."""
    if at == 0:
        below = rows[1:]
        return below[: next((place for place, row in enumerate(below) if is_total(row.label)), len(below))]
    before = [place for place in range(at) if is_total(rows[place].label)]
    return [] if before and before[0] == 0 else rows[before[-1] + 1 if before else 0 : at]


def _is_section(row: TableLine) -> bool:
    """A row that may itself be a sum, or a part of the row above it."""
    return any(_SECTION.fullmatch(cell) for cell in row.cells[:2] if cell)


def _compared(
    lines: Sequence[str], header: tuple[str, ...], total: TableLine, covered: Sequence[TableLine]
) -> Iterator[Finding]:
    for column, words in enumerate(header):
        stated = as_number(total.cells[column])
        values = [as_number(row.cells[column]) for row in covered]
        if stated is None or None in values or _NOT_ADDED.search(words.casefold()):
            continue
        summed = sum(values, Decimal(0))
        if abs(summed - stated) > _slack(total.cells[column], len(values)):
            added = " + ".join(grouped(value) for value in values)
            where = f"Cột “{words.strip()}”: " if words.strip() else ""
            message = f"{where}{added} = {grouped(summed)}, dòng “{total.label}” ghi {grouped(stated)}."
            yield Finding(total.number, lines[total.number - 1], FindingKind.PARTS_TOTAL, message)


def _slack(cell: str, values: int) -> Decimal:
    """How much rounding may take: half of the last decimal for each value; nothing from whole numbers."""
    decimals = len(cell.partition(",")[2])
    return Decimal(values + 1) / 2 * Decimal(1).scaleb(-decimals) if decimals else Decimal(0)
