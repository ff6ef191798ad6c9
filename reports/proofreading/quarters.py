"""Quarters told one after the other, and the half year or year they make."""

import re
from collections.abc import Iterator, Sequence

from printing.numbers import grouped
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.roles import is_whole_count
from reports.proofreading.sentences import Sentence

_QUARTER = re.compile(r"quý\s(iv|i{1,3}|[1-4])(?!\w)[^,;.\d]*$")
_OF_ALL = {2: r"(?:6|sáu) tháng", 3: r"(?:9|chín) tháng", 4: r"cả năm|12 tháng"}
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def quarters_that_miss_their_sum(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "quý I thành lập 18 HTX, quý II 21 HTX; lũy kế 6 tháng 39 HTX": of what is counted, all from the first on."""
    for sentence in sentences:
        quarters = [one for one in sentence.amounts if one.is_exact and _quarter(sentence, one)]
        whole = _whole(sentence, quarters)
        if whole and sum(one.value for one in quarters) != whole.value:
            added = " + ".join(grouped(one.value) for one in quarters)
            summed = grouped(sum(one.value for one in quarters))
            message = f"{added} = {summed}, cộng các quý khác {whole.said} nêu trong câu."
            yield Finding(sentence.line, sentence.quoted, FindingKind.PARTS_TOTAL, message)


def _quarter(sentence: Sentence, amount: Amount) -> int:
    """The quarter an amount is of, 0 of none."""
    found = _QUARTER.search(sentence.between(_before(sentence, amount), amount))
    return int(_NUMBERS.get(found[1], found[1])) if found else 0


def _whole(sentence: Sentence, quarters: Sequence[Amount]) -> Amount | None:
    """What follows the quarters as their sum, where they are the first ones, of the same thing and no stock."""
    told = [_quarter(sentence, one) for one in quarters]
    if len(told) not in _OF_ALL or told != list(range(1, len(told) + 1)) or len({one.noun for one in quarters}) > 1:
        return None
    following = next((one for one in sentence.amounts if one.start > quarters[-1].start), None)
    if following is None or following.noun != quarters[0].noun or not following.is_exact:
        return None
    said = re.search(_OF_ALL[len(told)], sentence.between(quarters[-1], following))
    return following if said and is_whole_count(sentence, following) else None


def _before(sentence: Sentence, amount: Amount) -> Amount | None:
    return next((one for one in reversed(sentence.amounts) if one.end <= amount.start), None)
