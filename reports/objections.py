"""What must be settled before a year's figures are published."""

from collections.abc import Iterator

from reports.figures import figures
from reports.ledger import read_ledger
from reports.ledger_checks import published_otherwise
from returns.models import Period
from returns.workflow.publication import objects_to_publishing


@objects_to_publishing
def unexplained_values(period: Period) -> Iterator[str]:
    """Stated values that are not what is computed, each until somebody writes why."""
    ledger = read_ledger(period)
    found = {each.code: each for each in ledger.beside(figures(period))}
    return (warned.message for warned in published_otherwise(ledger, found))
