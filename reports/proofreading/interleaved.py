"""Two totals whose parts are told in turns: "30 tập thể, 25 cá nhân, trong đó 12 tập thể, 9 cá nhân; 18 tập thể…"."""

import re
from collections.abc import Iterator, Sequence

from printing.numbers import grouped
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.roles import is_whole_count
from reports.proofreading.sentences import Sentence

_MARK = re.compile(r"trong đó|gồm|cụ thể")
_FEWEST = 2


def parts_told_in_turns(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Where the parts of one of two totals add up to it, those of the other must."""
    for sentence in sentences:
        if mark := _MARK.search(sentence.lower):
            yield from _compared(sentence, mark.start())


def _compared(sentence: Sentence, begins: int) -> Iterator[Finding]:
    counted = [one for one in sentence.amounts if one.is_exact and one.noun and is_whole_count(sentence, one)]
    totals = [one for one in counted if one.end <= begins][-_FEWEST:]
    if len(totals) < _FEWEST or totals[0].noun == totals[1].noun:
        return
    parts = [[one for one in counted if one.start > begins and one.noun == total.noun] for total in totals]
    if len(parts[0]) != len(parts[1]) or len(parts[0]) < _FEWEST or not _in_turns(*parts):
        return
    sums = [sum(one.value for one in each) for each in parts]
    missing = [place for place in (0, 1) if sums[place] != totals[place].value]
    if len(missing) == 1:
        (place,) = missing
        added = " + ".join(grouped(one.value) for one in parts[place])
        message = f"{added} = {grouped(sums[place])}, tổng trong bài ghi {totals[place].said}."
        yield Finding(sentence.line, sentence.quoted, FindingKind.PARTS_TOTAL, message)


def _in_turns(first: Sequence[Amount], second: Sequence[Amount]) -> bool:
    return all(one.start < other.start for one, other in zip(first, second, strict=True)) and all(
        other.start < following.start for other, following in zip(second, first[1:], strict=False)
    )
