"""All checks over one text."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import QuerySet

from reports.proofreading import (
    averages,
    growth,
    hundreds,
    interleaved,
    movements,
    parts,
    plans,
    quarters,
    ranges,
    shares,
    slipped_units,
    targets,
)
from reports.proofreading.against_figures import differences_from_figures
from reports.proofreading.finding import Finding
from reports.proofreading.sentences import Sentence, Standing, lines_of, sentences_of
from reports.proofreading.tables import totals_that_miss_their_columns
from returns.models import Period

Check = Callable[[Sequence[Sentence]], Iterable[Finding]]
OF_LISTS: tuple[Check, ...] = (
    parts.parts_that_miss_their_total,
    parts.totals_stated_after,
)
OF_SENTENCES: tuple[Check, ...] = (
    interleaved.parts_told_in_turns,
    hundreds.shares_that_miss_a_hundred,
    quarters.quarters_that_miss_their_sum,
    plans.percents_of_a_plan,
    growth.percents_of_growth,
    growth.multiples_of_what_was,
    shares.percents_of_a_total,
    averages.averages_that_miss_their_total,
    averages.profits_above_revenue,
    slipped_units.incomes_per_organisation,
    slipped_units.averages_per_another_kind,
    slipped_units.incomes_out_of_proportion,
    slipped_units.revenues_out_of_proportion,
    movements.changes_that_miss_what_was_before,
    movements.closings_that_do_not_follow,
    movements.newcomers_beyond_the_total,
    movements.net_changes_beyond_their_flows,
    ranges.shares_of_more_than_all,
    ranges.places_of_more_than_all,
    ranges.parts_of_more_than_all,
    ranges.spans_that_end_before_they_begin,
    ranges.days_on_no_calendar,
)
OF_STATEMENTS: tuple[Check, ...] = (targets.targets_below_actuals,)


def proofread(text: str, *, period: Period | None = None, within: QuerySet | None = None) -> list[Finding]:
    """What is doubtful in the figures of a text, by line.

    The text is read against itself; with a `period` also against the portal's figures of it, over the organisations
    of `within`. Nothing is kept.
    """
    lines = lines_of(text)
    sentences = sentences_of(lines)
    each = [one for one in sentences if one.standing is not Standing.LIST]
    with_lists = [one for one in sentences if one.standing is not Standing.HEAD]
    stated = [one for one in with_lists if one.standing is not Standing.ITEM]
    found = list(totals_that_miss_their_columns(lines))
    for checks, read in ((OF_LISTS, with_lists), (OF_SENTENCES, each), (OF_STATEMENTS, stated)):
        found += [finding for check in checks for finding in check(read)]
    if period is not None:
        found += differences_from_figures(stated, period, within=within)
    return sorted(dict.fromkeys(found), key=lambda each: each.line)
