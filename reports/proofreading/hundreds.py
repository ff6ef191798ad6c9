"""Shares of one whole that are more or less than a hundred percent."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from printing.numbers import grouped
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.lists import Zone, chunks_of
from reports.proofreading.nouns import PERCENT
from reports.proofreading.schemes import names_the_rest, schemes_of
from reports.proofreading.sentences import Sentence

_FEWEST = 2
_WHOLE = 100
_NO_SHARE = re.compile(r"tăng|giảm|kế hoạch|chỉ tiêu|so với|trở lên|vượt|hoàn thành|đạt(?! loại)")


@dataclass(frozen=True)
class Share:
    amount: Amount
    text: str


def shares_that_miss_a_hundred(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "loại tốt 20%, khá 45%, trung bình 30%, yếu 10%": rounding adds half of the last digit to each at most; what is
    cut off lacks a whole one."""
    for sentence in sentences:
        for run in _runs(sentence):
            whole = sum(one.amount.value for one in run)
            steps = sum((one.amount.step for one in run), Decimal(0))
            if whole - steps / 2 > _WHOLE or (whole + steps <= _WHOLE and _leaves_nothing_out(run)):
                added = " + ".join(one.amount.said for one in run)
                message = f"{added} = {grouped(whole)}%, các phần của một tổng phải bằng 100%."
                yield Finding(sentence.line, sentence.quoted, FindingKind.PARTS_TOTAL, message)


def _leaves_nothing_out(run: Sequence[Share]) -> bool:
    scheme, labels = _schemes(run)[0]
    return scheme.leaves_nothing_out(labels) or names_the_rest([run[-1].text])


def _schemes(run: Sequence[Share]) -> list:
    """The schemes whose parts cannot overlap that the shares may follow."""
    return [one for one in schemes_of([each.text for each in run]) if not one[0].may_overlap]


def _runs(sentence: Sentence) -> Iterator[list[Share]]:
    """Neighbouring parts between commas of one whole, each with one percentage that is no change or achievement."""
    run: list[Share] = []
    for chunk in chunks_of(sentence, Zone(0, len(sentence.lower), False)):
        shares = [one for one in chunk.amounts if one.noun == PERCENT and not one.is_range]
        if len(shares) == 1 and not _NO_SHARE.search(chunk.text):
            run.append(Share(shares[0], chunk.text))
            continue
        yield from _told(run)
        run = []
    yield from _told(run)


def _told(run: list[Share]) -> Iterator[list[Share]]:
    if len(run) >= _FEWEST and _schemes(run):
        yield run
