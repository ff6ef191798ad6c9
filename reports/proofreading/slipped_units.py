"""Units that slipped: an income per cooperative, a figure of groups per cooperative, a year's income as a month's."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import COOPERATIVE, FUND, GROUP, MEMBER, PERSON, WORKER
from reports.proofreading.roles import Role, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.topics import INCOME, REVENUE, topic_of

_PEOPLE = frozenset({PERSON, WORKER, MEMBER, "tổ viên", "cá nhân"})
_UNITS = frozenset({COOPERATIVE, GROUP, FUND})
_SAYS_PEOPLE = re.compile(r"thu nhập[^,;.\d]{0,60}?(?:người|lao động|thành viên|tổ viên|xã viên)")
_PEOPLES_INCOME = re.compile(
    r"thu nhập (?:bình quân |trung bình )?(?:của )?(?:mỗi |một )?(?:người|lao động|thành viên|tổ viên|xã viên)[^;.\d]*$"
)
_SPANS = frozenset({"tháng", "năm"})
_PERSONAL_AT_MOST = 200 * 10**6  # đồng a year: what no organisation lives on
_MONTH_AT_MOST, _MONTH_AT_LEAST = 100 * 10**6, 100 * 10**3  # đồng a month
_YEAR_AT_MOST, _YEAR_AT_LEAST = 1_200 * 10**6, 12 * 10**6  # đồng a year, in a text of our time
_OUR_TIME = 2015
_REVENUE_AT_LEAST = 10 * 10**6  # đồng a year of a cooperative
_IS_GROUP = re.compile(r"tổ hợp tác|(?<!\w)tht(?!\w)")
_IS_COOPERATIVE = re.compile(r"(?<!liên minh )(?:hợp tác xã|(?<!\w)htx(?!\w))")


def incomes_per_organisation(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "thu nhập bình quân 5,3 triệu đồng/HTX": an income is a person's."""
    for sentence in sentences:
        for amount in _money_per(sentence, _UNITS):
            if topic_of(sentence, amount) != INCOME or "tổng thu nhập" in sentence.lower:
                continue
            if amount.value < _PERSONAL_AT_MOST or _SAYS_PEOPLE.search(sentence.lower):
                message = (
                    f"Thu nhập bình quân {amount.said}/{amount.per[0]}: thu nhập tính theo người, "
                    "có lẽ đơn vị là đồng/người/tháng hoặc đồng/người/năm."
                )
                yield _finding(sentence, message)


def averages_per_another_kind(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """In a sentence that speaks of groups alone, an amount per cooperative; and the other way round.

    The same thing told of both kinds is a comparison, no slip.
    """
    for sentence in sentences:
        for kind, other, pattern, absent in (
            (GROUP, COOPERATIVE, _IS_GROUP, _IS_COOPERATIVE),
            (COOPERATIVE, GROUP, _IS_COOPERATIVE, _IS_GROUP),
        ):
            said = _without_units(sentence)
            per_kind = list(_money_per(sentence, {kind}))
            topics = {topic_of(sentence, one) for one in per_kind}
            if per_kind and pattern.search(said) and not absent.search(said):
                slipped = (one for one in _money_per(sentence, {other}) if topic_of(sentence, one) not in topics)
                for amount in slipped:
                    message = (
                        f"{amount.said}/{other} trong câu chỉ nói về {kind} ({per_kind[0].said}/{kind}): "
                        f"có lẽ đơn vị là đồng/{kind}."
                    )
                    yield _finding(sentence, message)


def incomes_out_of_proportion(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """A person's income that is too large or too small for its month or year: a unit or a span of time slipped."""
    newest = max((year for sentence in sentences for year in sentence.years), default=0)
    for sentence in sentences:
        for amount in _of_a_person(sentence):
            if _is_level(sentence, amount, INCOME) and (doubt := _out_of_proportion(amount, newest)):
                yield _finding(sentence, f"Thu nhập {amount.said}/{'/'.join(amount.per)}: {doubt}")


def revenues_out_of_proportion(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """An average revenue per cooperative of a few million đồng a year: billions were meant."""
    for sentence in sentences:
        for amount in _money_per(sentence, {COOPERATIVE, FUND}):
            small = amount.value < _REVENUE_AT_LEAST and len(amount.per) == 1
            if small and _is_level(sentence, amount, REVENUE):
                yield _finding(
                    sentence, f"Doanh thu bình quân {amount.said}/{amount.per[0]} quá nhỏ: có lẽ đơn vị là tỷ đồng."
                )


def _of_a_person(sentence: Sentence) -> Iterator[Amount]:
    """Amounts per person, and of a sentence on the income of people those that tell only the month or the year."""
    yield from _money_per(sentence, _PEOPLE)
    for amount in _money_per(sentence, _SPANS):
        if len(amount.per) == 1 and _PEOPLES_INCOME.search(sentence.before(amount)):
            yield amount


def _is_level(sentence: Sentence, amount: Amount, topic: str) -> bool:
    """Whether it is how much there is, not how much it changed by."""
    changed = role_of(sentence, amount) in (Role.INCREASE, Role.DECREASE)
    return topic_of(sentence, amount) == topic and not changed


def _money_per(sentence: Sentence, nouns: frozenset[str] | set[str]) -> Iterator[Amount]:
    return (one for one in sentence.amounts if one.is_money and one.per and one.per[0] in nouns and not one.is_range)


def _without_units(sentence: Sentence) -> str:
    """The words of a sentence outside its amounts."""
    return " ".join(sentence.between(one, other) for one, other in pairwise([None, *sentence.amounts, None]))


def _out_of_proportion(amount: Amount, newest: int) -> str:
    if "tháng" in amount.per:
        if amount.value >= _MONTH_AT_MOST:
            return "quá lớn cho một tháng, có lẽ là của một năm hoặc nhầm giữa tỷ, triệu và nghìn đồng."
        if amount.value < _MONTH_AT_LEAST:
            return "quá nhỏ cho một tháng, có lẽ nhầm giữa triệu, nghìn và đồng."
    if "năm" in amount.per:
        if amount.value >= _YEAR_AT_MOST:
            return "quá lớn cho một năm, có lẽ nhầm giữa tỷ và triệu đồng."
        if amount.value < _YEAR_AT_LEAST and newest >= _OUR_TIME:
            return "quá nhỏ cho một năm, có lẽ là của một tháng."
    return ""


def _finding(sentence: Sentence, message: str) -> Finding:
    return Finding(sentence.line, sentence.quoted, FindingKind.UNIT, message)
