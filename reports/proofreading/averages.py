"""Averages that are not the total divided by the number of those it is over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from printing.numbers import grouped, rounded
from reports.proofreading.amounts import Amount, Qualifier
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import ORGANISATIONS
from reports.proofreading.roles import Role, is_whole_count, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.subjects import speaks_of_some
from reports.proofreading.topics import INCOME, PROFIT, REVENUE, divided_by, is_called_average, topic_of

_ALL_THERE_ARE = (Role.NONE, Role.LEVEL, Role.CLOSING)


def averages_that_miss_their_total(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "464 HTX, tổng doanh thu 974,4 tỷ đồng, bình quân 2,1 tỷ đồng/HTX"."""
    for position, sentence in enumerate(sentences):
        for average in sentence.amounts:
            over = divided_by(sentence, average)
            if not over or average.is_relation or average.is_range:
                continue
            counts = _counts(sentence, over, average)
            counts = [one for one in counts if one.start < average.start] or counts
            if not counts and position and sentences[position - 1].line == sentence.line:
                counts = _counted_before(sentences[position - 1], sentence, over, average)
            yield from _compared(sentence, average, over, _totals(sentence, average), counts)


def profits_above_revenue(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """An average profit that is larger than the average revenue of the same organisations."""
    for sentence in sentences:
        averages = [one for one in sentence.amounts if one.is_money and one.per and one.per[0] in ORGANISATIONS]
        revenues = [one for one in averages if topic_of(sentence, one) == REVENUE]
        profits = [one for one in averages if topic_of(sentence, one) == PROFIT]
        if len(revenues) == len(profits) == 1 and revenues[0].per == profits[0].per:
            revenue, profit = revenues[0], profits[0]
            if profit.bounds[0] > revenue.bounds[1]:
                message = f"Lợi nhuận bình quân {profit.said} lớn hơn doanh thu bình quân {revenue.said}."
                yield Finding(sentence.line, sentence.quoted, FindingKind.AVERAGE, message)


def _totals(sentence: Sentence, average: Amount) -> list[Amount]:
    """The amounts of which `average` may be the average: of the same things, named as the whole, about the same."""
    topic = topic_of(sentence, average)
    return [
        one
        for one in sentence.amounts
        if one.noun == average.noun
        and one is not average
        and not divided_by(sentence, one)
        and is_whole_count(sentence, one)
        and role_of(sentence, one) is not Role.PLAN
        and (not average.is_money or topic_of(sentence, one) == topic)
    ]


def _counts(sentence: Sentence, over: str, average: Amount) -> list[Amount]:
    return [one for one in sentence.amounts if one.noun == over and _stands_for_all(sentence, one, average)]


def _counted_before(before: Sentence, sentence: Sentence, over: str, average: Amount) -> list[Amount]:
    """How many there are by the sentence before, where this one speaks of all of them: about so many, for an average
    is over those that reported."""
    counts = _counts(before, over, average)
    all_of_them = len(counts) == 1 and role_of(before, counts[0]) in _ALL_THERE_ARE
    if not all_of_them or speaks_of_some(sentence, average):
        return []
    return [replace(counts[0], qualifier=Qualifier.ABOUT)]


def _stands_for_all(sentence: Sentence, count: Amount, average: Amount) -> bool:
    usable = (Role.NONE, Role.LEVEL, Role.CLOSING, Role.OTHER)
    return count is not average and is_whole_count(sentence, count) and role_of(sentence, count) in usable


def _compared(
    sentence: Sentence, average: Amount, over: str, totals: Sequence[Amount], counts: Sequence[Amount]
) -> Iterator[Finding]:
    if len(totals) != 1:
        return
    (total,) = totals
    if is_called_average(sentence, average) and average.bounds[0] > total.bounds[1]:
        message = f"Bình quân {average.said}/{over} lớn hơn cả tổng {total.said}."
        yield Finding(sentence.line, sentence.quoted, FindingKind.AVERAGE, message)
    elif len(counts) == 1 and counts[0].value > 0 and topic_of(sentence, average) != INCOME:
        (count,) = counts
        low, high = total.bounds[0] / count.bounds[1], total.bounds[1] / count.bounds[0]
        if not average.holds(low, high, is_quotient=True):
            yield Finding(sentence.line, sentence.quoted, FindingKind.AVERAGE, _shown(total, count, average, over))


def _shown(total: Amount, count: Amount, average: Amount, over: str) -> str:
    exact = total.value / count.value
    if not total.is_money:
        quotient = f"{grouped(rounded(exact, 2))} {total.noun}"
    elif exact >= 10**9:
        quotient = f"{grouped(rounded(exact / 10**9, 3))} tỷ đồng"
    else:
        quotient = f"{grouped(rounded(exact / 10**6, 3))} triệu đồng"
    return f"{total.said} : {grouped(count.value)} {over} = {quotient}/{over}, trong bài ghi {average.said}/{over}."
