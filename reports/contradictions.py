"""A line of the ledger held against what is computed, when it is entered: what its author is told at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from printing.numbers import Number
from reports.figures import Reading, figures
from reports.indicators import INDICATORS
from reports.ledger import read_ledger
from reports.ledger_checks import below_actual
from reports.models import Figure
from returns.models import Period


def computed_value(line: Figure) -> Number | None:
    """The computed value of a line's indicator and period, as it is printed; None of a slice and where unknown."""
    if line.dimension or line.indicator not in INDICATORS:
        return None
    [reading] = figures(line.period, [line.indicator])
    return reading.computed


def contradictions(lines: Iterable[Figure]) -> list[str]:
    """Sentences on lines that are not what is computed, and on plans below what the year before brought.

    The figures of each period are read once, however many lines tell of it.
    """
    by_period: dict[Period, list[Figure]] = defaultdict(list)
    for line in lines:
        if _is_comparable(line):
            by_period[line.period].append(line)
    return [said for period, found in by_period.items() for said in _of_period(period, found)]


def _is_comparable(line: Figure) -> bool:
    """Whether something can contradict it: a plan the year before, a value what is computed."""
    computed = line.indicator in INDICATORS and not INDICATORS[line.indicator].is_declared
    return not line.dimension and (computed or line.stage == Figure.Stage.PLAN)


def _of_period(period: Period, lines: list[Figure]) -> Iterator[str]:
    codes = [code for code in dict.fromkeys(line.indicator for line in lines) if code in INDICATORS]
    ledger = read_ledger(period)
    readings = {each.code: each for each in ledger.beside(figures(period, codes))}
    for line in lines:
        if reading := readings.get(line.indicator):
            said = below_actual(line, reading) if line.stage == Figure.Stage.PLAN else _stated(line, reading)
            if said:
                yield said


def _stated(line: Figure, reading: Reading) -> str:
    if line.reason or not reading.contradicts(line):
        return ""
    return (
        f"{reading.label} {line.period}: {reading.in_words(line)} khác số tính được "
        f"{reading.indicator.with_unit(reading.computed)}; hãy ghi lý do, trang điều hành đặt hai số cạnh nhau."
    )
