"""The indicators that the rows of a file name, known or new, and the values of the rows in their units."""

from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from simple_history.utils import bulk_create_with_history

from office.importing import Row
from office.importing.columns import folded
from office.text import clean_line
from printing import numbers
from printing.spreadsheet import Cell
from reports.declaring import Declarable, read_value
from reports.indicators import Indicator
from reports.models import OfficeIndicator
from reports.models.office_indicator import code_for
from reports.sources import Nature

ALIKE = 0.8  # of 1: names so alike are probably one, misspelt
LEAST_PLAIN_PERCENT = 10  # a smaller number in a cell of a workbook may be a share that the cell shows as percent
_VALUES = ("value", "upper")
_MULTIPLES = ("nghin", "ngan", "trieu", "ty", "ti")


class NamedIndicators:
    """Reads, in each row, the indicator, whether its unit fits, and its values; refuses what cannot be."""

    def __init__(self, rows: Iterable[Row], *, may_name_new: bool):
        rows = list(rows)
        self._declarable = Declarable()
        self._may_name_new = may_name_new
        self._new: dict[str, OfficeIndicator] = {}  # by folded name
        self._lines: dict[str, int] = {}
        self._decimal = {folded(_name(row)) for row in rows if _name(row) and any(map(_has_fraction, _values(row)))}
        for row in rows:
            self._understand(row)

    @property
    def by_code(self) -> dict[str, Indicator]:
        return self._declarable.by_code

    def save_new(self, *, by) -> list[str]:
        """Write the indicators that the rows brought; return a sentence on each."""
        bulk_create_with_history(list(self._new.values()), OfficeIndicator, default_user=by)
        return [self._introduced(each) for each in self._new.values()]

    def _introduced(self, new: OfficeIndicator) -> str:
        near = self._like(new.name)
        doubt = f" Tên gần giống “{near}”: nếu là một, hãy sửa tệp." if near else ""
        return f"Thêm chỉ tiêu của cơ quan “{new.name}”, đơn vị {new.unit}, {new.get_nature_display()}.{doubt}"

    def _understand(self, row: Row) -> None:
        written = row.values.pop("indicator", None)
        if written is None:
            return
        each = self._declarable.named(written)
        each = self._fitting(row, each) if each else self._brought(row, written)
        if each is None:
            return
        row.values["indicator"] = each
        if "unit" in row.values:
            row.values["unit"] = each.unit
        for name in _VALUES:
            self._read(row, name, each)

    def _fitting(self, row: Row, each: Indicator) -> Indicator | None:
        unit = row.values.get("unit")
        if unit is None or _unit(unit) == _unit(each.unit) or folded(unit) in (folded(each.label), folded(each.code)):
            return each
        row.refuse("unit", _unfit(each, unit))
        return None

    def _brought(self, row: Row, written: str) -> Indicator | None:
        """The indicator of the office that a row with a unit brings; the first row that names it says its unit."""
        unit = row.values.get("unit")
        if not self._may_name_new or unit is None:
            row.refuse("indicator", self._unknown(written))
            return None
        new = self._new.get(folded(written))
        if new is None:
            new = self._made(row, written, unit)
        elif _unit(unit) != _unit(new.unit):
            first = self._lines[new.code]
            row.refuse("unit", f"Đơn vị “{unit}” khác “{new.unit}” ở dòng {first}: một chỉ tiêu chỉ có một đơn vị.")
            return None
        return new and new.as_indicator

    def _made(self, row: Row, written: str, unit: str) -> OfficeIndicator | None:
        is_share = unit == "%"
        taken = {*self._declarable.by_code, *(each.code for each in self._new.values())}
        new = OfficeIndicator(
            code=code_for(written, taken),
            name=clean_line(written),
            unit=unit,
            nature=(Nature.RATIO if is_share else Nature.FLOW).value,
            decimals=1 if is_share else 2 if folded(written) in self._decimal else 0,
        )
        try:
            new.clean_fields()
        except ValidationError as refusal:
            row.refuse("indicator", " ".join(refusal.messages))
            return None
        self._new[folded(written)], self._lines[new.code] = new, row.line
        return new

    def _unknown(self, written: str) -> str:
        near = self._like(written)
        hint = f", gần nhất là “{near}”" if near else ""
        way_out = "; chỉ tiêu mới của cơ quan thì ghi thêm Đơn vị" if self._may_name_new else ""
        return f"Không có chỉ tiêu “{written}”{hint}: hãy ghi đúng tên hoặc mã chỉ tiêu{way_out}."

    def _like(self, written: str) -> str:
        labels = {folded(each.label): each.label for each in self._declarable.by_code.values()}
        return next((labels[name] for name in get_close_matches(folded(written), labels, 1, ALIKE)), "")

    def _read(self, row: Row, name: str, each: Indicator) -> None:
        cell = row.values.pop(name, None)
        if cell is None:
            return
        try:
            if each.format == "percent" and not isinstance(cell, str):
                _check_share(cell)
            value = read_value(each, cell)
        except ValueError as refusal:
            row.refuse(name, str(refusal))
            return
        if value is not None:
            row.values[name] = Decimal(value)


def _name(row: Row) -> str:
    return row.values.get("indicator", "")


def _values(row: Row) -> list[Cell]:
    return [row.values.get(name) for name in _VALUES]


def _has_fraction(cell: Cell) -> bool:
    """Whether a value has decimals: an indicator that nobody knows yet then counts with them."""
    return isinstance(cell, Decimal) or (isinstance(cell, str) and "," in cell)


def _check_share(cell: Cell) -> None:
    """A workbook keeps 61% as 0.61; which of the two a small number means nobody can tell."""
    if isinstance(cell, int | Decimal) and 0 < abs(cell) < LEAST_PLAIN_PERCENT:
        one, other = numbers.grouped(cell), numbers.grouped(cell * 100)
        raise ValueError(
            f"Ô này là số {one}, không rõ là {one}% hay {other}%: hãy định dạng ô là Văn bản rồi gõ {one}%."
        )


def _unit(written: str) -> str:
    return folded(written) or written.strip()


def _unfit(each: Indicator, unit: str) -> str:
    money = each.format == "money" and any(word in folded(unit).split() for word in _MULTIPLES)
    way_out = (
        "hãy ghi số bằng đồng, hoặc cả chữ như “17 tỷ 942 triệu đồng”, và Đơn vị là đồng"
        if money
        else "hãy kiểm tra chỉ tiêu và đơn vị"
    )
    return f"“{each.label}” tính bằng {each.unit}, không phải {unit}: {way_out}."
