"""Conference reports written from the figures: what is generated, what was edited in its place, what is printed."""

from reports.writing.facts import NothingToReport
from reports.writing.kinds import KINDS
from reports.writing.written import Written, facts_of, write, write_generated

__all__ = ["KINDS", "NothingToReport", "Written", "facts_of", "write", "write_generated"]
