"""The indicators that a line of the ledger can name, and their values as people type them."""

from decimal import Decimal

from office.importing.columns import folded
from printing import numbers
from reports.indicators import INDICATORS, Indicator
from reports.models import OfficeIndicator

LARGEST = 10**15 - 1  # what both databases hold to the last digit
LARGEST_DECIMAL = 10**10 - 1
SIGNED = ("profit", "average_profit")
"""Of the computed indicators those that a loss makes negative; what the office counts may be anything."""


class ValueRefused(ValueError):
    """What was typed is no value of the indicator; the message is a whole sentence."""


class Declarable:
    """Every indicator, computed or the office's own, by code and by name without regard to case and diacritics."""

    def __init__(self):
        office = {each.code: each.as_indicator for each in OfficeIndicator.objects.all()}
        self.by_code: dict[str, Indicator] = INDICATORS | office
        self._by_name = {folded(each.label): each for each in self.by_code.values()}

    def named(self, written: str) -> Indicator | None:
        """The indicator of that code or name."""
        return self.by_code.get(written.strip().casefold()) or self._by_name.get(folded(written))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Code and name with its unit, those of the office last."""
        return [(each.code, f"{each.label} ({each.unit})") for each in self.by_code.values()]


def read_value(each: Indicator, typed: object) -> int | Decimal | None:
    """Read a value in the indicator's unit; None for blank. Raises NumberRefused, ValueRefused."""
    value = each.parse(typed)
    if value is None:
        return None
    if value < 0 and each.code in INDICATORS and each.code not in SIGNED:
        raise ValueRefused(f"“{typed}” là số âm: {each.label} chỉ nhận số từ 0 trở lên, hãy kiểm tra dấu trừ.")
    largest = LARGEST_DECIMAL if each.decimals else LARGEST
    if abs(value) > largest:
        raise ValueRefused(
            f"“{typed}” quá lớn (tối đa {numbers.grouped(largest)}): hãy kiểm tra lại đơn vị {each.unit}."
        )
    return value


def shown_value(each: Indicator, value: int | Decimal) -> str:
    """A value as a box shows it, which `read_value` reads as the same."""
    return numbers.grouped(value, each.decimals)
