"""The axis of a chart: which round values it names, what it counts in, and where on it a value lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from printing import numbers
from printing.table import Column

Value = int | Decimal | None
STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
MILLION, BILLION = 10**6, 10**9
LARGE = 10 * MILLION  # from here on amounts are told in triệu or tỷ


@dataclass(frozen=True)
class Scale:
    """The axis of values: its ticks, and where between two lengths a value lies on it."""

    ticks: tuple[Decimal, ...]
    start: float
    end: float

    def at(self, value: Decimal | int) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + float((Decimal(value) - low) / (high - low)) * (self.end - self.start)


def scale_for(values: Sequence[Value], start: float, end: float) -> Scale | None:
    """At most seven round ticks covering nought and every value; None when no value is known."""
    known = [Decimal(value) for value in values if value is not None]
    if not known:
        return None
    low, high = min(Decimal(0), *known), max(Decimal(0), *known)
    span = (high - low) or Decimal(1)
    size = Decimal(10) ** (span / 5).adjusted()
    step = next(size * factor for factor in STEPS if size * factor * 5 >= span)
    if all(value == int(value) for value in known):
        step = max(step, Decimal(1))
    first, last = floor(low / step), ceil(high / step)
    ticks = tuple(step * number for number in range(first, max(last, first + 1) + 1))
    return Scale(ticks, start, end)


def unit_of(scale: Scale, column: Column) -> str:
    """What the axis counts, to be written over it: "HTX", "tỷ đồng"; percents carry their sign instead."""
    if column.kind == "percent":
        return ""
    unit = column.unit or ("đồng" if column.kind == "money" else "")
    return f"{_divisor(scale)[1]} {unit}".strip()


def tick_text(scale: Scale, column: Column, tick: Decimal) -> str:
    if column.kind == "percent":
        return f"{numbers.grouped(tick)}%"
    return numbers.grouped(tick / _divisor(scale)[0])


def printed(column: Column, value: Value, *, signed: bool = False) -> str:
    """A value beside its mark: amounts from ten million on in short, "412,3 tỷ"."""
    if value is None:
        return numbers.UNKNOWN
    short = abs(value) >= LARGE and column.kind != "percent"
    said = numbers.money_short(value).removesuffix(" đồng") if short else column.printed(value)
    return f"+{said}" if signed and value > 0 else said


def _divisor(scale: Scale) -> tuple[int, str]:
    largest = max(abs(tick) for tick in scale.ticks)
    if largest >= BILLION:
        return BILLION, "tỷ"
    return (MILLION, "triệu") if largest >= LARGE else (1, "")
