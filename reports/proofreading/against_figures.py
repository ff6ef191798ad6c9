"""Numbers of a text beside the portal's own figures of a period: those that differ more than their words allow."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import QuerySet

from reports.figures import Reading, figures
from reports.proofreading.amounts import Qualifier
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.sentences import Sentence
from reports.proofreading.statements import Statement, statements_in
from returns.models import Period

_MONTHS = 12
_ESTIMATED = re.compile(r"ước(?: đạt| tính| thực hiện| khoảng| có)?\s$")


def differences_from_figures(
    sentences: Sequence[Sentence], period: Period, *, within: QuerySet | None = None
) -> Iterator[Finding]:
    """What the text states of the period and the portal knows otherwise; what the portal does not know is left."""
    stated = [one for one in statements_in(sentences) if _of_period(one, period)]
    known = {reading.code: reading for reading in figures(period, within=within)} if stated else {}
    for statement in stated:
        reading = known.get(statement.subject)
        if reading is not None and reading.value is not None and not _holds(statement, reading):
            yield _finding(statement, reading, period)


def _of_period(statement: Statement, period: Period) -> bool:
    """Whether a number is said of the period: of its year, and of the whole of it where the period is a year.

    An estimate is no statement of what was.
    """
    if _ESTIMATED.search(statement.sentence.before(statement.amount)):
        return False
    whole = statement.of_whole_year or period.kind != Period.Kind.YEAR
    return not statement.is_target and whole and statement.year in (None, period.year)


def _holds(statement: Statement, reading: Reading) -> bool:
    value = Decimal(reading.value)
    if "năm" in statement.amount.per and "tháng" in reading.unit:
        value *= _MONTHS
    return statement.amount.holds(value)


def _finding(statement: Statement, reading: Reading, period: Period) -> Finding:
    amount = statement.amount
    said = "/".join([amount.said, *amount.per])
    if amount.qualifier not in (Qualifier.EXACT, Qualifier.AT_LEAST):
        said = f"{amount.qualifier.value} {said}"
    message = (
        f"Trong bài ghi {said}; theo hệ thống, {reading.label} {period.label} là {reading.printed_with_unit}. "
        "Hãy kiểm tra bài hoặc số liệu."
    )
    return Finding(statement.sentence.line, statement.sentence.quoted, FindingKind.LEDGER, message)
