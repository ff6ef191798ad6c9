"""Conference reports written from the figures: what is generated, what was edited in its place, what is printed."""

from reports.writing.facts import NothingToReport
from reports.writing.kinds import KINDS, UnsuitedPeriod, kind_of
from reports.writing.written import Written, facts_of, figures_of, write, write_generated

__all__ = [
    "KINDS",
    "NothingToReport",
    "UnsuitedPeriod",
    "Written",
    "facts_of",
    "figures_of",
    "kind_of",
    "write",
    "write_generated",
]
