"""Numbers of a text beside the portal's own: what is computed, published, declared and planned of each year it names.

A text follows the portal where it states any of the values the portal knows of that year; else it differs from them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import QuerySet

from reports.figures import Reading, figures
from reports.ledger import Ledger, read_ledger
from reports.models import Figure
from reports.proofreading.amounts import Amount, Qualifier
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.localities import PROVINCE
from reports.proofreading.named_indicators import names_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.statements import Statement, statements_in
from returns.models import Period

_MONTHS = 12
_ESTIMATED = re.compile(r"ước(?: đạt| tính| thực hiện| khoảng| có)?\s$")


def differences_from_figures(
    sentences: Sequence[Sentence], period: Period, *, within: QuerySet | None = None
) -> Iterator[Finding]:
    """What the text states of the period, and of the years reported on beside it, and the portal knows otherwise.

    What the portal does not know is left, and what is said of one place or of a part of what is counted.
    """
    ledger = read_ledger(period, every_indicator=True)
    stated = [one for one in statements_in(sentences, names_of(ledger.office)) if _is_of_all(one)]
    for told_of in _periods(stated, period):
        said = [one for one in stated if _is_of(one, told_of, period)]
        known = _known(told_of, ledger if told_of is period else read_ledger(told_of), within) if said else {}
        for statement in said:
            if reading := known.get(statement.subject):
                yield from _compared(statement, reading, told_of)


def _is_of_all(statement: Statement) -> bool:
    """Whether a number is of the whole province, and stated as what is or was; an estimate is no such statement."""
    estimated = _ESTIMATED.search(statement.sentence.before(statement.amount))
    return not estimated and statement.place == PROVINCE


def _periods(stated: Sequence[Statement], period: Period) -> list[Period]:
    """The period asked for; beside a year also the other years the text names that were reported on."""
    if period.kind != Period.Kind.YEAR:
        return [period]
    others = {str(one.year) for one in stated if one.year not in (None, period.year)}
    return [period, *Period.objects.years().filter(code__in=others, returns__isnull=False).distinct()]


def _is_of(statement: Statement, told_of: Period, period: Period) -> bool:
    """Whether a number is said of a period: of its year, and of the whole of it where it is a year."""
    whole = statement.of_whole_year or told_of.kind != Period.Kind.YEAR
    return whole and (statement.year == told_of.year or (statement.year is None and told_of is period))


def _known(period: Period, ledger: Ledger, within: QuerySet | None) -> dict[str, Reading]:
    return {reading.code: reading for reading in ledger.beside(figures(period, within=within))}


def _compared(statement: Statement, reading: Reading, period: Period) -> Iterator[Finding]:
    if statement.is_target or statement.is_plan:
        if reading.plan is not None and not _states(statement, reading, reading.plan):
            yield _finding(statement, f"kế hoạch {period.label} của {reading.label} là {reading.plan.stated}")
        return
    lines = [line for line in (reading.published, reading.declared, reading.said) if line is not None]
    known = reading.value is not None or lines
    if not known or any(_states(statement, reading, line) for line in lines) or _is_computed(statement, reading):
        return
    computed = f"{reading.label} {period.label} là {reading.printed_with_unit}"
    if reading.published is not None and (reading.differs or reading.value is None):
        computed += f", số công bố là {reading.published.stated}"
    yield _finding(statement, computed)


def _is_computed(statement: Statement, reading: Reading) -> bool:
    return reading.value is not None and statement.amount.holds(_in_unit_of(statement.amount, reading, reading.value))


def _states(statement: Statement, reading: Reading, line: Figure) -> bool:
    """Whether a text says what a line of the ledger says, or what a line with "trên" or "gần" leaves open."""
    amount = statement.amount
    ends = [end for end in (line.value, line.upper) if end is not None]
    if any(amount.holds(_in_unit_of(amount, reading, end)) for end in ends):
        return True
    is_plan = line.stage == Figure.Stage.PLAN
    return not line.is_exact and not is_plan and line.agrees_with(amount.value / _spans(amount, reading))


def _in_unit_of(amount: Amount, reading: Reading, value: int | Decimal) -> Decimal:
    return Decimal(value) * _spans(amount, reading)


def _spans(amount: Amount, reading: Reading) -> int:
    """How many of the indicator's spans of time the amount is over: a year's income has twelve months'."""
    return _MONTHS if "năm" in amount.per and "tháng" in reading.unit else 1


def _finding(statement: Statement, known: str) -> Finding:
    amount = statement.amount
    said = "/".join([amount.said, *amount.per])
    if amount.qualifier not in (Qualifier.EXACT, Qualifier.AT_LEAST):
        said = f"{amount.qualifier.value} {said}"
    message = f"Trong bài ghi {said}; theo hệ thống, {known}. Hãy kiểm tra bài hoặc số liệu."
    return Finding(statement.sentence.line, statement.sentence.quoted, FindingKind.LEDGER, message)
