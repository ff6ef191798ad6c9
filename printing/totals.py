"""Rows that state totals: told from data by their label, given the lines they cover, compared with their sums."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from printing.numbers import NumberRefused, grouped, parse_decimal, parse_integer
from printing.sheet import Cell, Sheet, TotalRow

_PARTS = (
    "mục|phần|nhóm|khối|cụm|huyện|thị xã|thành phố|tp|quận|xã|phường|thị trấn|tỉnh|toàn|trang|năm|quý|khu vực|ngành"
)
_TAIL = rf"(?:\s*[:(=+.].*|\s+(?:{_PARTS})\b.*|\s+(?:[ivx]+|[a-h]|\d+)(?:\s*[+,&;]\s*(?:[ivx]+|[a-h]|\d+))*)?"
_GRAND = re.compile(rf"(?:tổng\s+cộng|tổng\s+số|tổng|tong\s+cong|tong\s+so|toàn tỉnh){_TAIL}")
_PARTIAL = re.compile(rf"(?:cộng|cong|tổng\s+phụ|cộng\s+dồn){_TAIL}")


@dataclass(frozen=True)
class TotalMismatch:
    """A stated total that is not the sum of what it covers; `summed` is None where a cell could not be read."""

    line: int
    column: int
    header: str
    label: str
    stated: Decimal
    summed: Decimal | None

    @property
    def message(self) -> str:
        where = f"Dòng {self.line} “{self.label}”, cột “{self.header}”: ghi {grouped(self.stated)}"
        if self.summed is None:
            return f"{where} nhưng có ô ở trên không đọc được thành số nên chưa so được: hãy xem lại các ô đó."
        return f"{where} nhưng cộng các dòng được {grouped(self.summed)}: hãy kiểm tra lại số liệu hoặc dòng tổng."


def is_grand_total(label: str) -> bool:
    """ "Tổng cộng", "TỔNG SỐ", "Tổng (I+II)", not "Tổng công ty Thử"."""
    return bool(_GRAND.fullmatch(" ".join(label.casefold().split())))


def is_total(label: str) -> bool:
    """Any total: "Cộng", "Cộng huyện Thử" and "Cộng I" too, not "Cộng Hòa"."""
    return is_grand_total(label) or bool(_PARTIAL.fullmatch(" ".join(label.casefold().split())))


def check_totals(sheet: Sheet, columns: Iterable[int]) -> list[TotalMismatch]:
    """Compare every stated total with the sum of the lines it covers, in the columns (indexes into the header) given.

    A blank cell of a total states nothing; a blank cell of a row adds nothing.
    """
    rows = {row.line: row.cells for row in sheet.rows}
    found = []
    for total in sheet.totals:
        for column in columns:
            stated = as_number(total.cells[column])
            if stated is None or not total.lines:
                continue
            summed = _sum([rows[line][column] for line in total.lines])
            if summed != stated:
                found.append(TotalMismatch(total.line, column, sheet.header[column], total.label, stated, summed))
    return found


def as_number(cell: Cell) -> Decimal | None:
    """A cell as a number, from text too where it can be but one; None for anything else."""
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal | str):
        return None
    for read in (parse_integer, parse_decimal):
        try:
            value = read(cell)
        except NumberRefused:
            continue
        return None if value is None else Decimal(value)
    return cell if isinstance(cell, Decimal) and cell.is_finite() else None


def _sum(cells: Sequence[Cell]) -> Decimal | None:
    numbers = [as_number(cell) for cell in cells if cell is not None and cell not in _NOTHING]
    return None if None in numbers else sum(numbers, Decimal(0))


_NOTHING = ("-", "–", "—", "x", "X")


@dataclass(frozen=True)
class Mark:
    """A row that is no data, at its place: after `before` rows of data. A heading has a `level`, 0 the widest."""

    line: int
    cells: tuple[Cell, ...]
    label: str
    before: int
    level: int | None = None

    @property
    def states(self) -> bool:
        """Whether it states totals: always but for a heading without numbers."""
        return self.level is None or any(as_number(cell) is not None for cell in self.cells)


def total_rows(marks: Sequence[Mark], data: Sequence[int]) -> tuple[TotalRow, ...]:
    """Give each mark that states totals the lines of data it covers, `data` being all of them in order.

    A heading covers all down to the next of its level or a wider one. A partial total covers the data since the mark
    before it. The only grand total, or the only total of any kind, covers everything, wherever it stands; of several
    grand ones each covers its own part, and one with no data of its own everything.
    """
    totals = [mark for mark in marks if mark.level is None]
    grand = [mark for mark in totals if is_grand_total(mark.label) or len(totals) == 1]
    return tuple(
        TotalRow(mark.line, mark.cells, mark.label, tuple(data[slice(*_span(marks, index, grand, len(data)))]))
        for index, mark in enumerate(marks)
        if mark.states
    )


def _span(marks: Sequence[Mark], index: int, grand: Sequence[Mark], count: int) -> tuple[int, int]:
    mark = marks[index]
    if mark.level is not None:
        ends = [each.before for each in marks[index + 1 :] if each.level is not None and each.level <= mark.level]
        return mark.before, ends[0] if ends else count
    start = marks[index - 1].before if index else 0
    if mark in grand and (len(grand) == 1 or start == mark.before):
        return 0, count
    return start, mark.before
