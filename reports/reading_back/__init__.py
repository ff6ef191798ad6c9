"""An edited Word file of a report, read back: what it says otherwise, and taking that into the report."""

from reports.reading_back.changes import Change, ChangedNumber, SectionChanges
from reports.reading_back.comparison import Comparison, Sent, compare, sent
from reports.reading_back.taking import Decided, TextChanged, check_can_take_back, take_back

__all__ = [
    "Change",
    "ChangedNumber",
    "Comparison",
    "Decided",
    "SectionChanges",
    "Sent",
    "TextChanged",
    "check_can_take_back",
    "compare",
    "sent",
    "take_back",
]
