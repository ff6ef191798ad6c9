"""Percentages and multiples of growth that do not follow from what there was and what there is."""

import re
from collections.abc import Iterator, Sequence

from printing.numbers import grouped, rounded
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import TIMES
from reports.proofreading.now_and_then import told_before
from reports.proofreading.roles import Role, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.ways import (
    FILL,
    Way,
    checked,
    counts,
    crossed,
    known,
    percent,
    percentages,
    same_thing,
    share_of,
    until_next,
)

_REACHES = re.compile(rf"(?:đạt|bằng|hoàn thành|=|tỷ lệ|tỉ lệ|\()\s?{FILL}$")
_GROWS = re.compile(rf"(?:tăng|tăng thêm|tăng trưởng)\s?{FILL}$")
_SHRINKS = re.compile(rf"giảm\s?{FILL}$")
_ALIKE = re.compile(r"^\s?(?:,|\(|tương ứng|tương đương|với|là|tức|hay|khoảng|gần|trên|hơn|tỷ lệ|tăng|giảm|\s|–|-)*$")
_TIMES_OF = re.compile(r"(?:gấp|bằng)\s?(?:khoảng |gần |trên |hơn )?$")
_OF_PLAN = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu")
_OF_EARLIER = re.compile(r"so với|cùng kỳ|năm trước|năm \d{4}|đầu năm|cuối năm|kỳ trước")
_NO_LEVELS = (Role.PLAN, Role.INCREASE, Role.DECREASE)


def percents_of_growth(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "tăng 3.189 thành viên (0,56%)", "120 tỷ đồng, tăng 20% so với năm 2022 (100 tỷ đồng)".

    A change in numbers explains its percentage; without one, what is now and what was before it do.
    """
    for sentence, share in percentages(sentences):
        if _OF_PLAN.search(until_next(sentence, share)):
            continue
        change = _change_beside(sentence, share)
        if change:
            yield from checked(sentence, share, _of_change(sentence, change))
            continue
        before = sentence.before(share)
        sign = 1 if _GROWS.search(before) else -1 if _SHRINKS.search(before) else 0
        if sign:
            yield from checked(sentence, share, _between_two(sentence, share, sign))
        elif _REACHES.search(before) and _OF_EARLIER.search(until_next(sentence, share)):
            yield from checked(sentence, share, _between_two(sentence, share, 0))


def multiples_of_what_was(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "doanh thu 12 tỷ đồng, gấp 3 lần so với năm 2018 (4 tỷ đồng)"; "tăng 3 lần" may also mean three times more."""
    for sentence in sentences:
        for multiple in sentence.amounts:
            if multiple.noun != TIMES or multiple.is_range:
                continue
            now, earlier = _now_and_earlier(sentence, multiple)
            if now is None or earlier is None or earlier.bounds[0] <= 0:
                continue
            low, high = now.bounds[0] / earlier.bounds[1], now.bounds[1] / earlier.bounds[0]
            more = 0 if _TIMES_OF.search(sentence.before(multiple)) else 1
            if not multiple.holds(low, high) and not multiple.holds(low - more, high - more):
                exact = grouped(rounded(now.value / earlier.value, 2))
                message = f"{_plain(now)} : {_plain(earlier)} = {exact} lần, trong bài ghi {multiple.said}."
                yield Finding(sentence.line, sentence.quoted, FindingKind.PERCENT, message)


def _plain(amount: Amount) -> str:
    return amount.said if amount.is_money else grouped(amount.value)


def _change_beside(sentence: Sentence, share: Amount) -> Amount | None:
    """The "tăng 3.189 thành viên" that a percentage repeats in other words."""
    before = [one for one in sentence.amounts if one.end <= share.start]
    if not before or before[-1].is_relation or before[-1].is_range:
        return None
    change = before[-1]
    changed = role_of(sentence, change) in (Role.INCREASE, Role.DECREASE)
    return change if changed and _ALIKE.match(sentence.between(change, share)) else None


def _of_change(sentence: Sentence, change: Amount) -> list[Way]:
    sign = 1 if role_of(sentence, change) is Role.INCREASE else -1
    if pair := told_before(sentence, change):
        return known(share_of(change, pair[1]))
    levels = [
        one
        for one in sentence.amounts
        if one.end <= change.start and _counts_as(one, change) and role_of(sentence, one) not in _NO_LEVELS
    ]
    ways = [_grown(level, change, sign) for level in levels]
    return [way for way in ways if way]


def _counts_as(one: Amount, change: Amount) -> bool:
    return counts(one) and one.noun in ("", change.noun) and one.per == change.per


def _grown(level: Amount, change: Amount, sign: int) -> Way | None:
    """The growth that `change` is, of what was there before `level`."""
    (low, high), (least, most) = change.bounds, level.bounds
    if least - sign * high <= 0 or most - sign * low <= 0:
        return None
    earlier = level.value - sign * change.value
    if earlier <= 0:
        return None
    exact = 100 * change.value / earlier
    operator = "−" if sign > 0 else "+"
    base = f"({grouped(level.value)} {operator} {grouped(change.value)})"
    shown = f"{grouped(change.value)} : {base} × 100 = {percent(exact)}"
    ends = [100 * each / (of - sign * each) for each in (low, high) for of in (least, most)]
    return Way(shown, min(ends), max(ends))


def _between_two(sentence: Sentence, share: Amount, sign: int) -> list[Way]:
    """Growth (sign 1), decline (−1) or plain percent (0) of what is now of what was before, both in the sentence."""
    now, earlier = _now_and_earlier(sentence, share)
    if now is None or earlier is None:
        return []
    if sign < 0:
        way = share_of(now, earlier)
        if way is None:
            return []
        shown = way.shown.rpartition(" = ")[0]
        exact = 100 - 100 * now.value / earlier.value
        return [Way(f"100 − {shown} = {percent(exact)}", 100 - way.high, 100 - way.low)]
    return known(share_of(now, earlier, less=100 * sign))


def _now_and_earlier(sentence: Sentence, share: Amount) -> tuple[Amount | None, Amount | None]:
    before = [one for one in sentence.amounts if one.end <= share.start and counts(one)]
    after = [one for one in sentence.amounts if one.start >= share.end]
    if pair := told_before(sentence, share):
        return pair if not crossed(sentence, pair[1], share) else (None, None)
    if not after or not counts(after[0]) or not _earlier_follows(sentence, share, after[0]):
        return None, None
    now = before[-1] if before and same_thing(before[-1], after[0]) else None
    return (now, after[0]) if now and not crossed(sentence, now, share) else (None, None)


def _earlier_follows(sentence: Sentence, share: Amount, earlier: Amount) -> bool:
    between = sentence.between(share, earlier)
    return (
        bool(re.search(r"so với|cùng kỳ|năm trước|năm \d{4}", between))
        and not re.search(r"[;.]|kế hoạch|chỉ tiêu|nâng|đạt|thành lập|giải thể|trong đó", between)
        and (between.count(",") == 0 or "(" in between)
        and ")" not in between.partition("(")[0]
        and role_of(sentence, earlier) not in (Role.INCREASE, Role.DECREASE)
    )
