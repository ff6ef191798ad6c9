"""Shares of a total that do not follow from the part and the total."""

import re
from collections.abc import Iterator, Sequence

from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding
from reports.proofreading.nouns import PERCENT, counted_at, may_contain
from reports.proofreading.roles import Role, is_whole_count, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.ways import FILL, Way, as_plan, checked, known, share_of, until_next

_IS_SHARE = re.compile(rf"(?:chiếm|chiếm tỷ lệ|chiếm tỉ lệ|tỷ trọng)\s?{FILL}$")
_IN_BRACKETS = re.compile(r"\(\s*(?:khoảng |gần |trên |hơn )?$")
_LISTS = re.compile(r"trong đó|gồm|(?P<whole>trong (?:tổng )?số(?! đó| này))")
_OUT_OF = re.compile(r"^\s?(?:htx |tht )?(?:trong|trên) (?:tổng )?số\s$")
_OF_A_WHOLE = re.compile(r"(?:trong |trên |của )?(?:tổng số|tổng|số)(?!\w)\s?")
_NAME_WITHIN = 60  # letters before an amount of money that may say what it is
_OF_ANOTHER = re.compile(r"so với|cùng kỳ|cả nước|đang|được|có|tham gia|xếp loại|gdp|grdp|dân số")
_OTHER_PART = re.compile(r";|trong đó|trong số đó|gồm")  # then the share is of something not counted
_NO_PARTS = (Role.NEW, Role.CLOSED, Role.PLAN, Role.BEFORE)


def percents_of_a_total(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "Trong tổng số 464 HTX có 351 HTX nông nghiệp, chiếm 75,6%"; "trong đó 120 người trình độ đại học (30%)"."""
    for position, sentence in enumerate(sentences):
        before = [one for one in sentences[max(0, position - 1) : position] if one.line == sentence.line]
        for share in sentence.amounts:
            if share.noun != PERCENT or share.is_range:
                continue
            if _IS_SHARE.search(sentence.before(share)):
                yield from checked(sentence, share, _of_totals(sentence, share, before))
            elif _IN_BRACKETS.search(sentence.before(share)) and sentence.after(share).startswith(")"):
                yield from checked(sentence, share, _of_listed(sentence, share))


def _of_totals(sentence: Sentence, share: Amount, before: Sequence[Sentence]) -> list[Way]:
    """The part and every total it may be a share of. Where the words name a total of their own, nothing."""
    rest = until_next(sentence, share).strip()
    earlier = [one for one in sentence.amounts if one.end <= share.start]
    if not earlier or _OF_ANOTHER.search(rest) or _OTHER_PART.search(sentence.between(earlier[-1], share)):
        return []
    part = earlier[-1]
    if part.plan is not None:
        return [] if rest else known(share_of(part, as_plan(part)))
    if len(earlier) > 1 and _OUT_OF.match(sentence.between(earlier[-2], part)):
        return known(share_of(earlier[-2], part))
    named_otherwise = rest and not part.is_money and not _OF_A_WHOLE.match(rest)
    if named_otherwise or not is_whole_count(sentence, part):
        return []
    candidates = [one for one in earlier[:-1] if _may_be_whole(sentence, one, part)]
    if not candidates:
        candidates = [one for each in before for one in each.amounts if _may_be_whole(each, one, part)]
    candidates = [one for one in candidates if _is_named(sentence, one, rest)]
    return _agreeing(share, [way for one in candidates if (way := share_of(part, one))])


def _is_named(sentence: Sentence, whole: Amount, rest: str) -> bool:
    """Whether a total is the one that the words behind a share name: "chiếm 0,5% tổng dư nợ"."""
    name = _OF_A_WHOLE.sub("", rest, count=1).strip()
    if not name:
        return True
    if whole.is_money:
        return " ".join(name.split()[:2]) in sentence.before(whole)[-_NAME_WITHIN:]
    noun, _ = counted_at(name, 0)
    return noun in (whole.noun, "")


def _of_listed(sentence: Sentence, share: Amount) -> list[Way]:
    """A part listed after "trong đó", its percentage in brackets behind it, and the totals before the list."""
    mark = _LISTS.search(sentence.lower, 0, share.start)
    earlier = [one for one in sentence.amounts if one.end <= share.start]
    if not mark or not earlier or earlier[-1].start < mark.end() or not is_whole_count(sentence, earlier[-1]):
        return []
    part = earlier[-1]
    if re.search(r"[,;:]", sentence.between(part, share)) or role_of(sentence, part) in _NO_PARTS:
        return []
    totals = [one for one in earlier if one.end <= mark.start() or one is _first_after(earlier, mark)]
    candidates = [one for one in totals if one is not part and _may_be_whole(sentence, one, part)]
    return _agreeing(share, [way for one in candidates if (way := share_of(part, one))])


def _first_after(amounts: Sequence[Amount], mark: re.Match) -> Amount | None:
    """The total of "trong số 310 HTX có 60 HTX…", which stands behind the words that begin the list."""
    return next((one for one in amounts if one.start >= mark.end()), None) if mark["whole"] else None


def _agreeing(share: Amount, ways: Sequence[Way]) -> list[Way]:
    return [way for way in ways if share.holds(way.low, way.high)][:1] or list(ways)


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
