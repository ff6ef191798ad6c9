"""What must be settled before a year's figures are published, or a report of them is sealed."""

from collections.abc import Iterator, Mapping

from reports.figures import Reading, figures
from reports.ledger import read_ledger
from reports.ledger_checks import parts_against_total, published_otherwise
from returns.models import Period
from returns.workflow.publication import objects_to_publishing


@objects_to_publishing
def unexplained_values(period: Period) -> Iterator[str]:
    """Stated values that are not what is computed, each until somebody writes why."""
    ledger = read_ledger(period)
    found = {each.code: each for each in ledger.beside(figures(period))}
    return (warned.message for warned in published_otherwise(ledger, found))


def unreasoned(period: Period, found: Mapping[str, Reading]) -> Iterator[str]:
    """What forbids sealing a report of these figures: stated values that are not what is computed, totals that are not
    what their parts add up to, each until somebody writes why."""
    ledger = read_ledger(period)
    for warned in (*published_otherwise(ledger, dict(found)), *parts_against_total(ledger, dict(found))):
        if not warned.reason:
            yield warned.message
