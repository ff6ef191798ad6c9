"""Parts that do not add up to their total: "533 HTX, trong đó 468…, 45… và 21…"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from printing.numbers import grouped
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.lists import LISTS, Chunk, Zone, chunks_of, opened_at, zones_of
from reports.proofreading.nouns import ORGANISATIONS, may_contain
from reports.proofreading.roles import Role, is_whole_count, role_of
from reports.proofreading.schemes import RATINGS, names_the_rest, schemes_of
from reports.proofreading.sentences import Sentence

_OPEN_END = re.compile(
    r"…|\.\.\.|v\.v|vân vân|chủ yếu|tiêu biểu|điển hình|nổi bật|đặc biệt|riêng|nhất là|như:|"
    r"còn lại[^\d;]*(?:;|$)"
)
_NO_PART = re.compile(
    r"thành lập|giải thể|kết nạp|nâng|(?<!\w)tổng|hiện|đến nay|năm \d|trong năm|doanh thu|thu nhập|phấn đấu|kế hoạch|"
    r"chỉ tiêu|bình quân|tạo việc|thu hút|hỗ trợ|so với|tăng|giảm|(?<!\w)đạt(?! loại| hạng)|lợi nhuận|ước|nhận|"
    r"tham gia|trong đó|gồm|có thêm|sáp nhập|cấp|được|đã|vay|giá trị|trị giá"
)
_NO_PART_OF_MONEY = re.compile(
    r"thu nhập|bình quân|so với|tăng|giảm|lợi nhuận|doanh thu|trong đó|phấn đấu|kế hoạch|chỉ tiêu|dư nợ|(?<!\w)đạt"
)
_STATED_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số là|cộng lại là|cộng chung là|tổng là|tất cả là)\s(?:là |có |:|được )*$"
)
_RATED = re.compile(r"(?:đánh giá|phân loại|xếp loại)[^,;.\d]{0,25}$")
_RATED_BEHIND = re.compile(r"[^,;.\d]{0,20}(?:được|đã) (?:đánh giá|phân loại|xếp loại)")
_RATINGS = 4  # good, fair, average, weak
_CLOSED_LIST = 2
_LONG_LIST = 5
_NEAR, _VERY_NEAR = Decimal("0.03"), Decimal("0.01")  # of the total
_APART = 2  # lines from one paragraph to the next, an empty one between
_TOTALS = 8  # amounts before a list that may be its total


@dataclass(frozen=True)
class Part:
    amount: Amount
    text: str


def parts_that_miss_their_total(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Compare every total with the parts that follow it."""
    for position, sentence in enumerate(sentences):
        before = [one for one in sentences[max(0, position - 1) : position] if sentence.line - one.line <= _APART]
        for zone in zones_of(sentence):
            if finding := _compared(sentence, before, zone):
                yield finding


def totals_stated_after(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "300 HTX nông nghiệp, 40 HTX phi nông nghiệp, tổng cộng 350 HTX"."""
    for sentence in sentences:
        for total in sentence.amounts:
            if not _STATED_TOTAL.search(sentence.before(total)) or not total.is_exact:
                continue
            zone = Zone(_clause_start(sentence, total), total.start, True)
            parts, whole_list = _parts(sentence, zone, total, list(chunks_of(sentence, zone)))
            if whole_list and len(parts) >= _CLOSED_LIST and not _explained(parts, total):
                yield _finding(sentence, total, parts)


def _clause_start(sentence: Sentence, total: Amount) -> int:
    return max(sentence.lower.rfind(mark, 0, total.start) for mark in (";", ":")) + 1


def _compared(sentence: Sentence, before: Sequence[Sentence], zone: Zone) -> Finding | None:
    """The zone against the total named most like its parts; nothing where another amount before it is their sum."""
    chunks = _of_first_list(list(chunks_of(sentence, zone)))
    if sum(len(chunk.amounts) for chunk in chunks) < _CLOSED_LIST:
        return None
    candidates = [
        (where, total, *found)
        for where, total in _totals(sentence, before, zone)
        if len((found := _parts(sentence, zone, total, chunks))[0]) >= _CLOSED_LIST
    ]
    if not candidates or any(_explained(parts, total) for _, total, parts, _ in candidates):
        return None
    where, total, parts, whole_list = min(candidates, key=lambda each: each[1].noun != each[2][0].amount.noun)
    if total.noun != parts[0].amount.noun and where is not sentence:
        return None
    claims_all = zone.claims_all or _is_of_rated(where, total, parts)
    must = _must_add_up(parts, total, claims_all=claims_all, whole_list=whole_list)
    return _finding(where, total, parts) if must and not _elsewhere(sentence, total, parts) else None


def _of_first_list(chunks: list[Chunk]) -> list[Chunk]:
    """Where commas part the first two amounts of a zone, a semicolon ends their list."""
    if len(chunks) < _CLOSED_LIST or chunks[1].after_semicolon:
        return chunks
    return chunks[: next((place for place, chunk in enumerate(chunks) if chunk.after_semicolon), len(chunks))]


def _totals(sentence: Sentence, before: Sequence[Sentence], zone: Zone) -> list[tuple[Sentence, Amount]]:
    """What may be the total of a zone, the nearest first; of the sentence before only where this one begins with it."""
    depth = opened_at(
        sentence.lower, zone.start - 1 if sentence.lower[zone.start - 1 : zone.start] == "(" else zone.start
    )
    here = [one for one in sentence.amounts if one.end <= zone.start and _level(sentence, one)]
    if depth >= 0:
        here = [one for one in here if one.end <= depth + 1]
    if zone.claims_all:
        here = [one for one in here if ";" not in sentence.lower[one.end : zone.start]]
    found = [(sentence, one) for one in reversed(here[-_TOTALS:])]
    if not any(character.isalnum() for character in re.sub(LISTS, "", sentence.lower[: zone.start])):
        found += [(one, each) for one in reversed(before) for each in reversed(one.amounts) if _level(one, each)]
    return found


def _level(sentence: Sentence, amount: Amount) -> bool:
    counted = is_whole_count(sentence, replace(amount, plan=None))
    return counted and not amount.is_spelled and role_of(sentence, amount) is not Role.PLAN


def _parts(sentence: Sentence, zone: Zone, total: Amount, chunks: Sequence[Chunk]) -> tuple[list[Part], bool]:
    """The parts of `total` from the start of the zone on, and whether they fill it."""
    parts: list[Part] = []
    for chunk in chunks:
        text, amounts = chunk.text, chunk.amounts
        usable = [one for one in amounts if _may_be_part(sentence, one, total)]
        lead = text.split(_digits(sentence, amounts[0]))[0]
        if _ends_the_list(lead, amounts, usable, first=not parts, of_money=total.is_money):
            return parts, not usable and amounts[0].noun in ORGANISATIONS
        if len(usable) == 1:
            parts.append(Part(usable[0], text))
        elif usable:
            return parts, False
    return parts, not _OPEN_END.search(sentence.lower[zone.start : zone.end])


def _digits(sentence: Sentence, amount: Amount) -> str:
    return sentence.lower[amount.start : amount.number_end]


def _ends_the_list(
    lead: str, amounts: Sequence[Amount], usable: Sequence[Amount], *, first: bool, of_money: bool
) -> bool:
    if not usable:
        return any(one.noun in ORGANISATIONS for one in amounts) or (first and not amounts[0].is_relation)
    lead = re.sub(r"^\s*(?:đã |hiện )?(?:có|là|được)\s", " ", lead) if first else lead
    return bool((_NO_PART_OF_MONEY if of_money else _NO_PART).search(lead))


def _may_be_part(sentence: Sentence, amount: Amount, total: Amount) -> bool:
    of_its_kind = may_contain(total.noun, amount.noun) or (amount.step == 1 and _is_label_first(amount))
    return of_its_kind and is_whole_count(sentence, amount) and amount.is_money == total.is_money


def _is_label_first(amount: Amount) -> bool:
    """ "nông nghiệp 351, phi nông nghiệp 28": a bare number after its name."""
    return amount.noun == "" and not amount.is_relation and amount.end == amount.number_end


def _explained(parts: Sequence[Part], total: Amount) -> bool:
    """Whether the total is the sum of the parts, or of the first of them, as exactly as they are printed."""
    low = high = Decimal(0)
    for count, part in enumerate(parts, 1):
        low, high = low + part.amount.bounds[0], high + part.amount.bounds[1]
        mine = total.bounds
        if count >= _CLOSED_LIST and low <= mine[1] and mine[0] <= high:
            return True
    return False


def _is_of_rated(sentence: Sentence, total: Amount, parts: Sequence[Part]) -> bool:
    """Whether a total counts what was rated, and its parts are every rating there is."""
    rated = _RATED.search(sentence.before(total)) or _RATED_BEHIND.match(sentence.after(total))
    return bool(rated) and RATINGS.labels_of([part.text for part in parts]) is not None and len(parts) == _RATINGS


def _must_add_up(parts: Sequence[Part], total: Amount, *, claims_all: bool, whole_list: bool) -> bool:
    texts = [part.text for part in parts]
    difference = sum(part.amount.value for part in parts) - total.value
    for scheme, labels in schemes_of(texts):
        all_told = scheme.leaves_nothing_out(labels)
        if scheme.may_overlap:
            if whole_list and len(parts) > _CLOSED_LIST and _is_near_miss(difference, total):
                return True
        elif difference > 0 or (whole_list and (all_told or _is_near_miss(difference, total))):
            return True
    meant_to = claims_all or names_the_rest(texts) or _is_long_near_miss(parts, difference, total)
    return whole_list and meant_to and _alike(parts, total)


def _is_near_miss(difference: Decimal, total: Amount) -> bool:
    """Whether parts come so near to their total that they were meant to reach it."""
    return abs(difference) <= max(_NEAR * total.value, 2 * total.step)


def _is_long_near_miss(parts: Sequence[Part], difference: Decimal, total: Amount) -> bool:
    """Whether so many parts come so near that this is no accident, whatever they are called."""
    return len(parts) >= _LONG_LIST and abs(difference) <= _VERY_NEAR * total.value


def _alike(parts: Sequence[Part], total: Amount) -> bool:
    """Whether what is added is named as what it is part of: a list of other things may be attributes."""
    return all(may_contain(total.noun, part.amount.noun) and part.amount.noun for part in parts)


def _elsewhere(sentence: Sentence, total: Amount, parts: Sequence[Part]) -> bool:
    """Whether one more amount of the sentence would make the sum right: then the list was only cut short by us."""
    missing = total.value - sum(part.amount.value for part in parts)
    used = {part.amount.start for part in parts} | {total.start}
    others = (one for one in sentence.amounts if one.start not in used and may_contain(total.noun, one.noun))
    return any(one.value == missing for one in others if not one.is_relation)


def _finding(sentence: Sentence, total: Amount, parts: Sequence[Part]) -> Finding:
    whole = sum(part.amount.value for part in parts)
    difference = whole - total.value
    than = "nhiều hơn" if difference > 0 else "ít hơn"
    said = _as_money if total.is_money else _as_count
    added = " + ".join(said(part.amount, part.amount.value) for part in parts)
    message = f"{added} = {said(total, whole)}, {than} tổng {total.said} là {said(total, abs(difference))}."
    return Finding(sentence.line, sentence.quoted, FindingKind.PARTS_TOTAL, message)


def _as_count(_: Amount, value: Decimal) -> str:
    return grouped(value)


def _as_money(amount: Amount, value: Decimal) -> str:
    return replace(amount, value=value).said
