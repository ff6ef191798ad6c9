"""Percentages of a plan that do not follow from what was done and what was planned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.proofreading.amounts import Amount, Qualifier
from reports.proofreading.finding import Finding
from reports.proofreading.roles import Role, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.ways import (
    FILL,
    Way,
    as_plan,
    checked,
    counts,
    crossed,
    known,
    percentages,
    same_thing,
    share_of,
    states_it_at_once,
    until_next,
)

_REACHES = re.compile(rf"(?:đạt|bằng|hoàn thành|=|tỷ lệ|tỉ lệ|\()\s?{FILL}$")
_EXCEEDS = re.compile(rf"(?:vượt)\s?{FILL}$")
_EXCEEDS_BY = re.compile(r"vượt\s$")  # "vượt 15%" is by how much, not more than 15%
_OTHER_BASE = re.compile(
    r"^[^,;.()]*?(?:cùng kỳ|năm trước|năm ngoái|năm \d{4}|nhiệm kỳ|nghị quyết|giai đoạn|cả nước|cả năm)"
)
_OF_PLAN = re.compile(r"kế hoạch|dự toán|chỉ tiêu|(?<!\w)kh(?!\w)|mục tiêu|giao|đề ra|nghị quyết")
_ATTRIBUTE = re.compile(r"(?:có|với|cho|thu hút|gồm|của|tại|ở|thuộc)\s(?:trên |gần |hơn |khoảng |tổng số )*$")
_FEW = 2


def percents_of_a_plan(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "37/50 THT, đạt 74%" and "97 HTX, bằng 121,2% chỉ tiêu (80 HTX)"."""
    for sentence, share in percentages(sentences):
        before = sentence.before(share)
        exceeds = bool(_EXCEEDS.search(before))
        if exceeds or _REACHES.search(before):
            said = replace(share, qualifier=Qualifier.EXACT) if _EXCEEDS_BY.search(before) else share
            yield from checked(sentence, said, _planned(sentence, share, exceeds=exceeds))


def _planned(sentence: Sentence, share: Amount, *, exceeds: bool) -> list[Way]:
    less = 100 if exceeds else 0
    if _OTHER_BASE.match(sentence.after(share)) and not _OF_PLAN.search(until_next(sentence, share)):
        return []
    if pair := _achieved_before(sentence, share):
        return known(share_of(pair, as_plan(pair), less=less))
    done, plan = _done_and_planned(sentence, share)
    return known(share_of(done, plan, less=less)) if done and plan else []


def _achieved_before(sentence: Sentence, share: Amount) -> Amount | None:
    """The "a/b" a percentage belongs to: the nearest before it, if nothing between could be its number instead."""
    for amount in reversed([one for one in sentence.amounts if one.end <= share.start]):
        if amount.plan is not None:
            told = ";" not in sentence.between(amount, share) and states_it_at_once(sentence, amount, share)
            return amount if told else None
        if amount.is_relation or not _ATTRIBUTE.search(sentence.before(amount)):
            return None
    return None


def _done_and_planned(sentence: Sentence, share: Amount) -> tuple[Amount | None, Amount | None]:
    """What was done and what was planned, of the same things, around a percentage of the plan."""
    earlier = [one for one in sentence.amounts if one.end <= share.start and counts(one)]
    later = [one for one in sentence.amounts if one.start >= share.end]
    following = later[0] if later and _plan_follows(sentence, share, later[0]) else None
    if following is not None:
        done = next((one for one in reversed(earlier) if same_thing(one, following)), None)
        if done and ";" not in sentence.between(done, share):
            return done, following
        return None, None
    return _plan_came_first(sentence, share, earlier)


def _plan_follows(sentence: Sentence, share: Amount, plan: Amount) -> bool:
    between = sentence.between(share, plan)
    return (
        counts(plan)
        and bool(_OF_PLAN.search(between.rpartition(",")[2]))
        and not re.search(r"[;.]|tăng|giảm|nâng|thành lập|cùng kỳ|nghị quyết|nhiệm kỳ|giai đoạn", between)
        and role_of(sentence, plan) not in (Role.INCREASE, Role.DECREASE)
    )


def _plan_came_first(
    sentence: Sentence, share: Amount, earlier: Sequence[Amount]
) -> tuple[Amount | None, Amount | None]:
    """ "kế hoạch 80 HTX, thực hiện 97 HTX, đạt 121,2%" or "97 HTX (kế hoạch 80 HTX), đạt 121,2%"."""
    last = list(earlier[-_FEW:])
    if len(last) < _FEW or not same_thing(*last) or crossed(sentence, last[0], share):
        return None, None
    if sentence.between(*last).strip() == "/":
        return last[0], last[1]
    plans = [one for one in last if re.search(r"(?:kế hoạch|chỉ tiêu|(?<!\w)kh)[^,;.)\d]*$", sentence.before(one))]
    if len(plans) != 1:
        return None, None
    done = last[0] if plans[0] is last[1] else last[1]
    return done, plans[0]
