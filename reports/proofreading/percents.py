"""Percentages that do not follow from the numbers beside them: of a plan, of a total, of what there was before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from printing.numbers import grouped, rounded
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import PERCENT, may_contain
from reports.proofreading.roles import Role, is_whole_count, role_of
from reports.proofreading.sentences import Sentence

_FILL = r"(?:\s|:|=|là|được|tỷ lệ|tỉ lệ|gần|trên|hơn|khoảng|tương đương|tương ứng|với|mức|và|,|\()*"
_REACHES = re.compile(rf"(?:đạt|bằng|hoàn thành|=|tỷ lệ|tỉ lệ|\()\s?{_FILL}$")
_EXCEEDS = re.compile(rf"(?:vượt)\s?{_FILL}$")
_GROWS = re.compile(rf"(?:tăng|tăng thêm|tăng trưởng)\s?{_FILL}$")
_SHRINKS = re.compile(rf"giảm\s?{_FILL}$")
_IS_SHARE = re.compile(rf"(?:chiếm|chiếm tỷ lệ|chiếm tỉ lệ|tỷ trọng)\s?{_FILL}$")
_ALIKE = re.compile(
    r"^\s?(?:,|\(|tương ứng|tương đương|bằng|với|là|tức|hay|khoảng|gần|trên|hơn|đạt|tỷ lệ|tăng|giảm|\s|–|-)*$"
)
_OTHER_BASE = re.compile(
    r"^[^,;.()]*?(?:cùng kỳ|năm trước|năm ngoái|năm \d{4}|nhiệm kỳ|nghị quyết|giai đoạn|cả nước|cả năm)"
)
_OF_PLAN = re.compile(r"kế hoạch|chỉ tiêu|(?<!\w)kh(?!\w)|mục tiêu|giao|đề ra|nghị quyết")
_OF_EARLIER = re.compile(r"so với|cùng kỳ|năm trước|năm \x1a*\d{4}|đầu năm|cuối năm|kỳ trước")
_ATTRIBUTE = re.compile(r"(?:có|với|cho|thu hút|gồm|của|tại|ở|thuộc)\s(?:trên |gần |hơn |khoảng |tổng số )*$")
_FROM = re.compile(r"từ\s(?:mức |chỗ |con số )?(?:chỉ )?(?:có )?$")
_UP_TO = re.compile(r"(?:lên|xuống|đến|thành|còn)\s(?:mức |tới |đến |còn |là |thành )*$")
_FEW = 2


@dataclass(frozen=True)
class Way:
    """One way a percentage may have come about: its arithmetic in words, and between which values it lies."""

    shown: str
    low: Decimal
    high: Decimal


def percents_of_a_plan(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "37/50 THT, đạt 74%" and "97 HTX, bằng 121,2% chỉ tiêu (80 HTX)"."""
    for sentence, share in _shares(sentences):
        before = sentence.before(share)
        exceeds = bool(_EXCEEDS.search(before))
        if exceeds or _REACHES.search(before):
            yield from _checked(sentence, share, _planned(sentence, share, exceeds=exceeds))


def percents_of_growth(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "tăng 3.189 thành viên (0,56%)", "120 tỷ đồng, tăng 20% so với năm 2022 (100 tỷ đồng)".

    A change in numbers explains its percentage; without one, what is now and what was before it do.
    """
    for sentence, share in _shares(sentences):
        change = _change_beside(sentence, share)
        if change:
            yield from _checked(sentence, share, _of_change(sentence, change))
            continue
        before = sentence.before(share)
        sign = 1 if _GROWS.search(before) else -1 if _SHRINKS.search(before) else 0
        if sign:
            yield from _checked(sentence, share, _between_two(sentence, share, sign))
        elif _REACHES.search(before) and _OF_EARLIER.search(_until_next(sentence, share)):
            yield from _checked(sentence, share, _between_two(sentence, share, 0))


def percents_of_a_total(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "Trong tổng số 464 HTX có 351 HTX nông nghiệp, chiếm 75,6%"."""
    for position, sentence in enumerate(sentences):
        before = sentences[max(0, position - 1) : position]
        for share in sentence.amounts:
            if share.noun == PERCENT and _IS_SHARE.search(sentence.before(share)):
                yield from _checked(sentence, share, _of_totals(sentence, share, before))


def _shares(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Amount]]:
    for sentence in sentences:
        for amount in sentence.amounts:
            if amount.noun == PERCENT and not amount.is_range:
                yield sentence, amount


def _checked(sentence: Sentence, share: Amount, ways: Sequence[Way]) -> Iterator[Finding]:
    """A finding where there is one way to compute the percentage and it gives another; several ways leave it open."""
    if len(ways) == 1 and not share.holds(ways[0].low, ways[0].high):
        message = f"{ways[0].shown}, trong bài ghi {share.said}."
        yield Finding(sentence.line, sentence.quoted, FindingKind.PERCENT, message)


def _ratio(part: Amount, whole: Amount, *, less: int = 0) -> Way | None:
    """`part` in percent of `whole`, minus `less`."""
    (low, high), (least, most) = part.bounds, whole.bounds
    if least <= 0 or low < 0:
        return None
    subtracted = f" − {less}" if less else ""
    exact = 100 * part.value / whole.value - less
    shown = f"{grouped(part.value)} : {grouped(whole.value)} × 100{subtracted} = {_percent(exact)}"
    if part.is_money:
        shown = f"{part.said} : {whole.said} × 100{subtracted} = {_percent(exact)}"
    return Way(shown, 100 * low / most - less, 100 * high / least - less)


def _percent(exact: Decimal) -> str:
    return f"{grouped(rounded(exact, 2))}%"


# Of a plan


def _planned(sentence: Sentence, share: Amount, *, exceeds: bool) -> list[Way]:
    less = 100 if exceeds else 0
    if _OTHER_BASE.match(sentence.after(share)) and not _OF_PLAN.search(_until_next(sentence, share)):
        return []
    if ratio := _achieved_before(sentence, share):
        whole = _as_plan(ratio)
        return _known(_ratio(ratio, whole, less=less))
    done, plan = _done_and_planned(sentence, share)
    return _known(_ratio(done, plan, less=less)) if done and plan else []


def _as_plan(ratio: Amount) -> Amount:
    return Amount(ratio.start, ratio.end, ratio.number_end, ratio.plan, ratio.step, ratio.noun)


def _known(way: Way | None) -> list[Way]:
    return [way] if way else []


def _achieved_before(sentence: Sentence, share: Amount) -> Amount | None:
    """The "a/b" a percentage belongs to: the nearest before it, if nothing between could be its number instead."""
    for amount in reversed([one for one in sentence.amounts if one.end <= share.start]):
        if amount.plan is not None:
            return None if re.search(r"[;]", sentence.between(amount, share)) else amount
        if amount.is_relation or not _ATTRIBUTE.search(sentence.before(amount)):
            return None
    return None


def _done_and_planned(sentence: Sentence, share: Amount) -> tuple[Amount | None, Amount | None]:
    """What was done and what was planned, of the same things, around a percentage of the plan."""
    earlier = [one for one in sentence.amounts if one.end <= share.start and _counts(one)]
    later = [one for one in sentence.amounts if one.start >= share.end]
    following = later[0] if later and _plan_follows(sentence, share, later[0]) else None
    if following is not None:
        done = next((one for one in reversed(earlier) if _same_thing(one, following)), None)
        if done and not _crossed(sentence, done, share):
            return done, following
        return None, None
    return _plan_came_first(sentence, share, earlier)


def _counts(amount: Amount) -> bool:
    return not amount.is_relation and not amount.is_range and amount.plan is None and not amount.is_spelled


def _plan_follows(sentence: Sentence, share: Amount, plan: Amount) -> bool:
    between = sentence.between(share, plan)
    return (
        _counts(plan)
        and bool(_OF_PLAN.search(between))
        and not re.search(r"[;.]|tăng|giảm|nâng|thành lập|cùng kỳ|nghị quyết|nhiệm kỳ|giai đoạn", between)
        and role_of(sentence, plan) not in (Role.INCREASE, Role.DECREASE)
    )


def _plan_came_first(
    sentence: Sentence, share: Amount, earlier: Sequence[Amount]
) -> tuple[Amount | None, Amount | None]:
    """ "kế hoạch 80 HTX, thực hiện 97 HTX, đạt 121,2%" or "97 HTX (kế hoạch 80 HTX), đạt 121,2%"."""
    last = list(earlier[-_FEW:])
    if len(last) < _FEW or not _same_thing(*last) or _crossed(sentence, last[0], share):
        return None, None
    plans = [one for one in last if re.search(r"(?:kế hoạch|chỉ tiêu|(?<!\w)kh)[^,;.)\d]*$", sentence.before(one))]
    if len(plans) != 1:
        return None, None
    done = last[0] if plans[0] is last[1] else last[1]
    return done, plans[0]


def _same_thing(one: Amount, other: Amount) -> bool:
    return one.per == other.per and (one.noun == other.noun or "" in (one.noun, other.noun))


def _crossed(sentence: Sentence, done: Amount, share: Amount) -> bool:
    """Whether a semicolon or another percentage stands between a number and its percentage."""
    between = [one for one in sentence.amounts if done.end <= one.start < share.start]
    return ";" in sentence.between(done, share) or any(one.is_relation or one.plan for one in between)


def _until_next(sentence: Sentence, share: Amount) -> str:
    """The words behind a percentage, until the clause ends."""
    return re.split(r"[,;.]", sentence.after(share), maxsplit=1)[0]


# Of growth


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
    levels = [
        one
        for one in sentence.amounts
        if one.end <= change.start and _counts_as(one, change) and role_of(sentence, one) is not Role.PLAN
    ]
    ways = [_grown(level, change, sign) for level in levels]
    return [way for way in ways if way]


def _counts_as(one: Amount, change: Amount) -> bool:
    return not one.is_relation and not one.is_range and one.noun == change.noun and one.per == change.per


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
    shown = f"{grouped(change.value)} : {base} × 100 = {_percent(exact)}"
    ends = [100 * each / (of - sign * each) for each in (low, high) for of in (least, most)]
    return Way(shown, min(ends), max(ends))


def _between_two(sentence: Sentence, share: Amount, sign: int) -> list[Way]:
    """Growth (sign 1), decline (−1) or plain percent (0) of what is now of what was before, both in the sentence."""
    now, earlier = _now_and_earlier(sentence, share)
    if now is None or earlier is None:
        return []
    if sign < 0:
        way = _ratio(now, earlier)
        if way is None:
            return []
        shown = way.shown.rpartition(" = ")[0]
        exact = 100 - 100 * now.value / earlier.value
        return [Way(f"100 − {shown} = {_percent(exact)}", 100 - way.high, 100 - way.low)]
    return _known(_ratio(now, earlier, less=100 * sign))


def _now_and_earlier(sentence: Sentence, share: Amount) -> tuple[Amount | None, Amount | None]:
    before = [one for one in sentence.amounts if one.end <= share.start and _counts(one)]
    after = [one for one in sentence.amounts if one.start >= share.end]
    if len(before) >= _FEW and _FROM.search(sentence.before(before[-2])) and _UP_TO.search(sentence.before(before[-1])):
        pair = before[-1], before[-2]
        return pair if _same_thing(*pair) and not _crossed(sentence, before[-2], share) else (None, None)
    if not after or not _counts(after[0]) or not _earlier_follows(sentence, share, after[0]):
        return None, None
    now = before[-1] if before and _same_thing(before[-1], after[0]) else None
    return (now, after[0]) if now and not _crossed(sentence, now, share) else (None, None)


def _earlier_follows(sentence: Sentence, share: Amount, earlier: Amount) -> bool:
    between = sentence.between(share, earlier)
    return (
        bool(re.search(r"so với|cùng kỳ|năm trước|năm \d{4}", between))
        and not re.search(r"[;.]|kế hoạch|chỉ tiêu|nâng|đạt|thành lập|giải thể|trong đó", between)
        and (between.count(",") == 0 or "(" in between)
        and role_of(sentence, earlier) not in (Role.INCREASE, Role.DECREASE)
    )


# Of a total


def _of_totals(sentence: Sentence, share: Amount, before: Sequence[Sentence]) -> list[Way]:
    """The part and every total it may be a share of. Where the words name a total of their own, nothing."""
    rest = _until_next(sentence, share)
    if re.search(r"so với|cùng kỳ|cả nước|đang|được|có|tham gia|xếp loại|gdp|grdp|dân số", rest):
        return []
    earlier = [one for one in sentence.amounts if one.end <= share.start]
    part = earlier[-1] if earlier else None
    if part is not None and part.plan is not None:
        return _known(_ratio(part, _as_plan(part))) if not rest.strip(" )") else []
    if part is None or part.is_relation or not is_whole_count(sentence, part) or ";" in sentence.between(part, share):
        return []
    candidates = [one for one in earlier[:-1] if _may_be_whole(sentence, one, part)]
    if not candidates:
        candidates = [
            one
            for each in before
            if each.line == sentence.line
            for one in each.amounts
            if _may_be_whole(each, one, part)
        ]
    ways = [way for one in candidates if (way := _ratio(part, one))]
    return [way for way in ways if share.holds(way.low, way.high)][:1] or ways


def _has_a_share_of_its_own(sentence: Sentence, amount: Amount) -> bool:
    """Whether the next number is its percentage: then it is itself a part."""
    following = [one for one in sentence.amounts if one.start >= amount.end][:1]
    return bool(following) and following[0].noun == PERCENT and bool(_IS_SHARE.search(sentence.before(following[0])))


def _may_be_whole(sentence: Sentence, whole: Amount, part: Amount) -> bool:
    return (
        is_whole_count(sentence, whole)
        and not whole.is_spelled
        and may_contain(whole.noun, part.noun)
        and whole.value >= part.value
        and not _has_a_share_of_its_own(sentence, whole)
        and role_of(sentence, whole) is not Role.PLAN
    )
