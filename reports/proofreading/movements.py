"""Movements that do not balance: what there was, what came and went, what there is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from printing.numbers import grouped, signed
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import MEMBER, ORGANISATIONS
from reports.proofreading.now_and_then import told_before
from reports.proofreading.roles import FROM, Role, role_of
from reports.proofreading.sentences import Sentence

_COMES = (Role.NEW, Role.ADMITTED)
_GOES = (Role.CLOSED, Role.MERGED, Role.STOPPED)
_MAY_STAY = (Role.MERGED, Role.STOPPED)
_CHANGES = {Role.INCREASE: 1, Role.DECREASE: -1}
_AGAINST = re.compile(r"so với|năm trước|cùng kỳ|năm \d{4}|đầu năm|cuối năm")
_REST = r"(?:\d{1,2}/\d{1,2}/\d{4}|(?:19|20)\d\d|[^;.\d]){0,45}$"
_OPENS = re.compile(
    rf"(?:(?<!tháng )(?<!từ )(?:đầu năm|đầu kỳ|đầu nhiệm kỳ)|cuối năm trước|cuối năm \d{{4}}|31/12/\d{{4}}){_REST}"
)
_OF_YEAR = re.compile(rf"năm ((?:19|20)\d\d){_REST}")
_RAISED = re.compile(r"nâng (?:tổng )?số[^,;.]*$")
_SINCE_OPENING = re.compile(r"^[^,;.]{0,40}?so với[^,;.]{0,15}?(?:đầu năm|cuối năm|31/12|đầu kỳ|đầu nhiệm kỳ)")
_OTHER_CLAUSE = re.compile(
    r"[;.]|nhưng|cao hơn|thấp hơn|dự kiến|nâng|lên|thành lập|giải thể|kết nạp|trong đó|tăng|giảm"
)
_CLOSES = re.compile(rf"(?:cuối năm|cuối kỳ|đến nay|đến cuối|hiện nay|hiện|đến ngày|đến hết|tính đến){_REST}")
_SAYS_FLOW = re.compile(r"thành lập|kết nạp|gia nhập|giải thể|phá sản|sáp nhập|hợp nhất|ra khỏi|chấm dứt|ngừng|ngưng")
_NET_OF = re.compile(r"tách|điều chỉnh|rà soát|sáp nhập|chuyển đổi|khác|hợp nhất")


def changes_that_miss_what_was_before(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "464 HTX, tăng 19 HTX so với năm 2020 (445 HTX)", "từ 445 HTX lên 464 HTX, tăng 19 HTX"."""
    for sentence in sentences:
        for change in sentence.amounts:
            sign = _CHANGES.get(role_of(sentence, change))
            if sign and not change.is_relation and not change.per:
                counts, earlier = _sides(sentence, change)
                if earlier and not any(_follows(now, earlier, change, sign) for now in counts):
                    yield from (_unequal(sentence, now, earlier, change, sign) for now in counts[-1:])


def closings_that_do_not_follow(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Opening + new − dissolved = closing, in one sentence or two that follow each other."""
    for position, sentence in enumerate(sentences):
        nearby = [one for one in sentences[max(0, position - 2) : position + 1] if sentence.line - one.line <= 1]
        for closing in sentence.amounts:
            if _is_count(closing) and _is_closing(sentence, closing):
                yield from _balanced(sentence, closing, nearby)


def newcomers_beyond_the_total(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "thành lập 05 liên hiệp HTX, nâng tổng số lên 03": those that are new are among all."""
    for sentence in sentences:
        for new, total in zip(sentence.amounts, sentence.amounts[1:], strict=False):
            raised = _RAISED.search(sentence.before(total)) and role_of(sentence, new) in _COMES
            counts = _is_count(new) and _is_count(total) and new.noun == total.noun
            if raised and counts and new.value > total.value:
                message = f"Mới có thêm {grouped(new.value)} mà tổng số chỉ {grouped(total.value)} {total.noun}."
                yield _finding(sentence, message)


def net_changes_beyond_their_flows(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "thành lập mới 20 HTX, giải thể 6 HTX, tăng 15 HTX so với đầu năm"."""
    for sentence in sentences:
        for change in sentence.amounts:
            sign = _CHANGES.get(role_of(sentence, change))
            if not sign or not _is_count(change) or not _SINCE_OPENING.match(sentence.after(change)):
                continue
            flows = [one for one in _flows(sentence, change.noun) if one[1].end <= change.start]
            if {role in _COMES for role, _ in flows} == {True, False} and not _NET_OF.search(sentence.lower):
                net = sum(_signed(role, one) for role, one in flows)
                if net != sign * change.value:
                    yield _finding(
                        sentence, f"{_added(flows)} = {signed(net)}, trong bài ghi {signed(sign * change.value)}."
                    )


def _is_count(amount: Amount) -> bool:
    return (
        amount.is_exact
        and not amount.per
        and amount.plan is None
        and (amount.noun in ORGANISATIONS or amount.noun in (MEMBER, "tổ viên", "hội viên"))
    )


def _is_closing(sentence: Sentence, amount: Amount) -> bool:
    role = role_of(sentence, amount)
    return role is Role.CLOSING or (role is Role.LEVEL and bool(_CLOSES.search(sentence.before(amount))))


def _sides(sentence: Sentence, change: Amount) -> tuple[Sequence[Amount], Amount | None]:
    """What may be the count now and what was before it, both told in the sentence of a change."""
    if (pair := told_before(sentence, change)) and all(_comparable(one, change) for one in pair):
        return [pair[0]], pair[1]
    before = [one for one in sentence.amounts if one.end <= change.start and _comparable(one, change)]
    following = [one for one in sentence.amounts if one.start > change.start and not one.is_relation][:1]
    if not following or not _comparable(following[0], change):
        return [], None
    between = sentence.between(change, following[0])
    told = _AGAINST.search(between) and not _OTHER_CLAUSE.search(between)
    named = "(" in between or re.search(r"(?:là|có)\s$", between)
    return (before, following[0]) if told and named else ([], None)


def _comparable(one: Amount, change: Amount) -> bool:
    return (
        not one.is_relation
        and not one.is_range
        and one.plan is None
        and one.noun == change.noun
        and one.per == change.per
    )


def _follows(now: Amount, earlier: Amount, change: Amount, sign: int) -> bool:
    low, high = now.bounds[0] - earlier.bounds[1], now.bounds[1] - earlier.bounds[0]
    return change.holds(low, high) if sign > 0 else change.holds(-high, -low)


def _unequal(sentence: Sentence, now: Amount, earlier: Amount, change: Amount, sign: int) -> Finding:
    difference = now.value - earlier.value
    shown = replace(now, value=difference).said if now.is_money else signed(difference)
    said = "tăng" if sign > 0 else "giảm"
    return _finding(sentence, f"{_plain(now)} − {_plain(earlier)} = {shown}, trong bài ghi {said} {change.said}.")


def _plain(amount: Amount) -> str:
    return amount.said if amount.is_money else grouped(amount.value)


def _flows(sentence: Sentence, noun: str) -> list[tuple[Role, Amount]]:
    told = [(role_of(sentence, one), one) for one in sentence.amounts if _is_count(one) and one.noun == noun]
    return [(role, one) for role, one in told if role in (*_COMES, *_GOES) and not _is_a_part(sentence, one)]


def _is_a_part(sentence: Sentence, amount: Amount) -> bool:
    """Whether it stands in brackets that only divide the number before them: "18 HTX (15 HTX nông nghiệp…"."""
    before = sentence.before(amount)
    opened = before.rfind("(")
    return opened > before.rfind(")") and not _SAYS_FLOW.search(before[opened:])


def _balanced(sentence: Sentence, closing: Amount, nearby: Sequence[Sentence]) -> Iterator[Finding]:
    """Two merged are one or two fewer, one that stopped may still be counted: what certainly came and went decides."""
    opening = _opening(sentence, closing, nearby)
    flows = _flows_between(sentence, closing, nearby, *opening) if opening else []
    if not flows:
        return
    first = opening[1].value
    most = first + sum(_signed(role, one) for role, one in flows if role not in _MAY_STAY)
    least = first + sum(_signed(role, one) for role, one in flows)
    if least > 0 and not least <= closing.value <= most:
        message = (
            f"{grouped(first)} {_added(flows, leading=True)} = {grouped(least)}, "
            f"trong bài ghi {grouped(closing.value)} {closing.noun}."
        )
        yield _finding(sentence, message)


def _signed(role: Role, amount: Amount) -> Decimal:
    return amount.value if role in _COMES else -amount.value


def _flows_between(
    sentence: Sentence, closing: Amount, nearby: Sequence[Sentence], first: Sentence, opening: Amount
) -> list[tuple[Role, Amount]]:
    """What came and went between the opening and the closing count; nothing where a part of the opening is told."""
    span = nearby[nearby.index(first) :]
    flows = [
        (role, one)
        for each in span
        for role, one in _flows(each, closing.noun)
        if (each is not first or one.start > opening.start) and (each is not sentence or one.start < closing.start)
    ]
    told = first.lower[opening.end : closing.start if first is sentence else None]
    return [] if "trong đó" in told else flows


def _opening(sentence: Sentence, closing: Amount, nearby: Sequence[Sentence]) -> tuple[Sentence, Amount] | None:
    """The count at the beginning, told in so many words before the closing one."""
    told = [
        (each, one)
        for each in nearby
        for one in each.amounts
        if one.noun == closing.noun
        and _is_count(one)
        and (each is not sentence or one.start < closing.start)
        and role_of(each, one) in (Role.OPENING, Role.LEVEL, Role.NONE, Role.CLOSING)
        and _opens(each, one, nearby)
    ]
    here = [one for one in told if one[0] is sentence]
    told = here or told
    return told[0] if len(told) == 1 else None


def _opens(sentence: Sentence, amount: Amount, nearby: Sequence[Sentence]) -> bool:
    before = sentence.before(amount)
    if _OPENS.search(before) or FROM.search(before):
        return True
    year = _OF_YEAR.search(before)
    later = [*sentence.years, *(each for one in nearby if one.line >= sentence.line for each in one.years)]
    return bool(year) and any(each > int(year[1]) for each in later)


def _added(flows: Sequence[tuple[Role, Amount]], *, leading: bool = False) -> str:
    said = " ".join(f"{'+' if role in _COMES else '−'} {grouped(one.value)}" for role, one in flows)
    return said if leading else said.removeprefix("+ ")


def _finding(sentence: Sentence, message: str) -> Finding:
    return Finding(sentence.line, sentence.quoted, FindingKind.MOVEMENT, message)
