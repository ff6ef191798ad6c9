"""All checks over one text."""

from collections.abc import Callable, Iterable, Sequence

from reports.proofreading import parts, percents, ranges
from reports.proofreading.finding import Finding
from reports.proofreading.sentences import Sentence, lines_of, sentences_of

Check = Callable[[Sequence[Sentence]], Iterable[Finding]]
CHECKS: tuple[Check, ...] = (
    parts.parts_that_miss_their_total,
    parts.totals_stated_after,
    parts.shares_that_miss_a_hundred,
    percents.percents_of_a_plan,
    percents.percents_of_growth,
    percents.percents_of_a_total,
    ranges.shares_of_more_than_all,
    ranges.places_of_more_than_all,
    ranges.spans_that_end_before_they_begin,
    ranges.days_on_no_calendar,
)


def proofread(text: str) -> list[Finding]:
    """What is doubtful in the figures of a text, by line. Nothing is looked up: the text is read against itself."""
    sentences = sentences_of(lines_of(text))
    found = [finding for check in CHECKS for finding in check(sentences)]
    return sorted(dict.fromkeys(found), key=lambda each: each.line)
