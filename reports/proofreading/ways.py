"""How a percentage may have come about from the numbers of its sentence, and whether it did."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from printing.numbers import grouped, rounded
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import PERCENT
from reports.proofreading.sentences import Sentence

FILL = r"(?:\s|:|=|là|được|tỷ lệ|tỉ lệ|gần|trên|hơn|khoảng|tương đương|tương ứng|với|mức|và|,|\()*"

_STATES = re.compile(r"[^,\d]{0,20}?(?:đạt|bằng|hoàn thành|vượt|tương|tỷ lệ|tỉ lệ|=|\()")


@dataclass(frozen=True)
class Way:
    """One way a percentage may have come about: its arithmetic in words, and between which values it lies."""

    shown: str
    low: Decimal
    high: Decimal


def percentages(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Amount]]:
    for sentence in sentences:
        for amount in sentence.amounts:
            if amount.noun == PERCENT and not amount.is_range:
                yield sentence, amount


def checked(sentence: Sentence, share: Amount, ways: Sequence[Way]) -> Iterator[Finding]:
    """A finding where there is one way to compute the percentage and it gives another; several ways leave it open."""
    if len(ways) == 1 and not share.holds(ways[0].low, ways[0].high):
        message = f"{ways[0].shown}, trong bài ghi {share.said}."
        yield Finding(sentence.line, sentence.quoted, FindingKind.PERCENT, message)


def share_of(part: Amount, whole: Amount, *, less: int = 0) -> Way | None:
    """`part` in percent of `whole`, minus `less`."""
    (low, high), (least, most) = part.bounds, whole.bounds
    if least <= 0 or low < 0:
        return None
    subtracted = f" − {less}" if less else ""
    exact = 100 * part.value / whole.value - less
    shown = f"{grouped(part.value)} : {grouped(whole.value)} × 100{subtracted} = {percent(exact)}"
    if part.is_money:
        shown = f"{part.said} : {whole.said} × 100{subtracted} = {percent(exact)}"
    return Way(shown, 100 * low / most - less, 100 * high / least - less)


def percent(exact: Decimal) -> str:
    return f"{grouped(rounded(exact, 2))}%"


def as_plan(pair: Amount) -> Amount:
    """The second number of "a/b" as an amount of its own."""
    return replace(pair, value=pair.plan, plan=None)


def known(way: Way | None) -> list[Way]:
    return [way] if way else []


def counts(amount: Amount) -> bool:
    return not amount.is_relation and not amount.is_range and amount.plan is None and not amount.is_spelled


def same_thing(one: Amount, other: Amount) -> bool:
    return one.per == other.per and (one.noun == other.noun or "" in (one.noun, other.noun))


def crossed(sentence: Sentence, done: Amount, share: Amount) -> bool:
    """Whether a semicolon or another percentage stands between a number and its percentage."""
    between = [one for one in sentence.amounts if done.end <= one.start < share.start]
    return ";" in sentence.between(done, share) or any(one.is_relation or one.plan for one in between)


def states_it_at_once(sentence: Sentence, done: Amount, share: Amount) -> bool:
    """Whether the clause of a percentage begins with it: "10/12 lớp, có 500 người dự, đạt 83%", not "8/9 xã, toàn
    huyện thực hiện đạt 60%", which is said of something else."""
    clause = sentence.between(done, share).rpartition(",")
    return not clause[1] or _STATES.match(clause[2]) is not None


def until_next(sentence: Sentence, share: Amount) -> str:
    """The words behind a percentage, until the clause ends."""
    return re.split(r"[,;.)]", sentence.after(share), maxsplit=1)[0]
