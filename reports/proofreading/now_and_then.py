"""Two values of the same thing told one after the other: what there is now, and what there was."""

import re

from reports.proofreading.amounts import Amount
from reports.proofreading.roles import FROM, UP_TO, Role, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.ways import counts, same_thing

_YEAR = re.compile(r"năm ((?:19|20)\d\d)(?!\d)")
_SAYS_CHANGE = re.compile(
    r"[\s(]*"
    r"(?:(?:năm \d{4}|cuối năm|hiện nay|nay|tức|hay|là|đã|ước|tương đương|tương ứng|với|tỷ lệ|tỉ lệ|tốc độ)[\s(]*)*"
    r"(?:$|tăng|giảm|gấp|bằng|đạt)"
)  # and not "doanh thu tăng", which is of something else
_NARROWS = re.compile(r"[^,;.()\d]*?(?=[,;.()\d]|năm |$)")
_CHANGES = (Role.INCREASE, Role.DECREASE)
_TWO = 2


def told_before(sentence: Sentence, amount: Amount) -> tuple[Amount, Amount] | None:
    """Now and then, told before an amount: "từ 445 lên 464 HTX", "năm 2023 đạt 464 HTX, năm 2022 445 HTX"."""
    counted = [one for one in sentence.amounts if one.end <= amount.start and counts(one)]
    levels = [one for one in counted if role_of(sentence, one) not in _CHANGES][-_TWO:]
    if len(levels) < _TWO or not same_thing(*levels) or ";" in sentence.between(levels[0], amount):
        return None
    first, second = levels
    if not _SAYS_CHANGE.match(sentence.between(second, amount).rpartition(",")[2]):
        return None
    if FROM.search(sentence.before(first)) and UP_TO.search(sentence.before(second)):
        return second, first
    return _by_year(sentence, first, second)


def _by_year(sentence: Sentence, first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """The later year is now; each value has its year before it, and nothing but that parts them."""
    before = [one for one in sentence.amounts if one.end <= first.start][-1:]
    years = [
        _YEAR.findall(sentence.between(before[0] if before else None, first)),
        _YEAR.findall(sentence.between(first, second)),
    ]
    if [len(each) for each in years] != [1, 1] or years[0] == years[1] or not _alike(sentence, first, second):
        return None
    return (first, second) if years[0] > years[1] else (second, first)


def _alike(sentence: Sentence, first: Amount, second: Amount) -> bool:
    """Whether both are there for the same and narrowed by the same words."""
    roles = {role_of(sentence, one) for one in (first, second)} - {Role.NONE}
    return len(roles) < _TWO and _narrowed(sentence, first) == _narrowed(sentence, second)


def _narrowed(sentence: Sentence, amount: Amount) -> str:
    """The words behind an amount that say which of its kind: "nông nghiệp"."""
    return _NARROWS.match(sentence.after(amount))[0].strip()
