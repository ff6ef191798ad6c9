"""Parts that do not add up to their total: "533 HTX, trong đó 468…, 45… và 21…"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from printing.numbers import grouped
from reports.proofreading.amounts import Amount
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import ORGANISATIONS, PERCENT, may_contain
from reports.proofreading.roles import Role, is_whole_count, role_of
from reports.proofreading.schemes import names_the_rest, schemes_of
from reports.proofreading.sentences import Sentence

_ALL = (
    r"bao gồm|gồm có|gồm|chia ra|chia thành|cụ thể(?: như sau)?(?: là)?|như sau|phân theo[^:\d]{0,40}:|"
    r"chia theo[^:\d]{0,40}:"
)
_SOME = r"trong đó|trong số đó|trong số này"
_MARK = re.compile(rf"(?<!\w)(?:(?P<all>{_ALL})|(?P<some>{_SOME}))(?!\w)\s?:?")
_SEPARATOR = re.compile(r"[,;]|\s(?:và|cùng|cùng với)\s")
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
_CLOSED_LIST = 2
_LONG_LIST = 5
_NEAR, _VERY_NEAR = Decimal("0.03"), Decimal("0.01")  # of the total
_MOST_MARKS = 60  # words that open a list, in what anybody would call a sentence
_APART = 2  # lines from one paragraph to the next, an empty one between
_TOTALS = 8  # amounts before a list that may be its total


@dataclass(frozen=True)
class Zone:
    """Where parts stand: from `start` to `end` of the sentence. `claims_all`: its words say that nothing is missing."""

    start: int
    end: int
    claims_all: bool


@dataclass(frozen=True)
class Chunk:
    """What stands between two commas or the like, with its amounts; `after_semicolon` says what stood before it."""

    text: str
    amounts: Sequence[Amount]
    after_semicolon: bool


@dataclass(frozen=True)
class Part:
    amount: Amount
    text: str


def parts_that_miss_their_total(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Compare every total with the parts that follow it."""
    for position, sentence in enumerate(sentences):
        before = [one for one in sentences[max(0, position - 1) : position] if sentence.line - one.line <= _APART]
        for zone in _zones(sentence):
            if finding := _compared(sentence, before, zone):
                yield finding


def totals_stated_after(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "300 HTX nông nghiệp, 40 HTX phi nông nghiệp, tổng cộng 350 HTX"."""
    for sentence in sentences:
        for total in sentence.amounts:
            if not _STATED_TOTAL.search(sentence.before(total)) or not total.is_exact:
                continue
            zone = Zone(_clause_start(sentence, total), total.start, True)
            parts, whole_list = _parts(sentence, zone, total, list(_chunks(sentence, zone)))
            if whole_list and len(parts) >= _CLOSED_LIST and not _explained(parts, total):
                yield _finding(sentence, total, parts)


def _clause_start(sentence: Sentence, total: Amount) -> int:
    return max(sentence.lower.rfind(mark, 0, total.start) for mark in (";", ":")) + 1


def _zones(sentence: Sentence) -> Iterator[Zone]:
    """Every place that may list parts: after "trong đó", "gồm", in brackets behind a total, after a colon."""
    lower = sentence.lower
    if len(sentence.amounts) < _CLOSED_LIST:
        return
    for mark in islice(_MARK.finditer(lower), _MOST_MARKS):
        depth = _opened(lower, mark.start())
        end = _closing(lower, mark.end()) if depth >= 0 else len(lower)
        yield Zone(mark.end(), end, mark["all"] is not None)
    for amount in sentence.amounts:
        behind = re.match(r"[^,;:.()\d]{0,40}\s?(\(|:)\s?(?=\S)", lower[amount.end :])
        if behind and not _MARK.match(lower, amount.end + behind.end()):
            start = amount.end + behind.end()
            end = _closing(lower, start) if behind[1] == "(" else len(lower)
            yield Zone(start, end, behind[1] == "(" or sentence.shown != "")


def _opened(lower: str, at: int) -> int:
    """Where the bracket opened that holds this place, -1 outside brackets."""
    if "(" not in lower[:at]:
        return -1
    depth = 0
    for position in range(at - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(lower[position], 0)
        if depth < 0:
            return position
    return -1


def _closing(lower: str, start: int) -> int:
    if ")" not in lower[start:]:
        return len(lower)
    depth = 0
    for position in range(start, len(lower)):
        depth += {"(": 1, ")": -1}.get(lower[position], 0)
        if depth < 0:
            return position
    return len(lower)


def _compared(sentence: Sentence, before: Sequence[Sentence], zone: Zone) -> Finding | None:
    """The zone against the total named most like its parts; nothing where another amount before it is their sum."""
    chunks = _of_first_list(list(_chunks(sentence, zone)))
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
    if not _must_add_up(parts, total, zone, whole_list) or _elsewhere(sentence, total, parts):
        return None
    return _finding(where, total, parts)


def _of_first_list(chunks: list[Chunk]) -> list[Chunk]:
    """Where commas part the first two amounts of a zone, a semicolon ends their list."""
    if len(chunks) < _CLOSED_LIST or chunks[1].after_semicolon:
        return chunks
    return chunks[: next((place for place, chunk in enumerate(chunks) if chunk.after_semicolon), len(chunks))]


def _totals(sentence: Sentence, before: Sequence[Sentence], zone: Zone) -> list[tuple[Sentence, Amount]]:
    """What may be the total of a zone, the nearest first; of the sentence before only where this one begins with it."""
    depth = _opened(
        sentence.lower, zone.start - 1 if sentence.lower[zone.start - 1 : zone.start] == "(" else zone.start
    )
    here = [one for one in sentence.amounts if one.end <= zone.start and _level(sentence, one)]
    if depth >= 0:
        here = [one for one in here if one.end <= depth + 1]
    if zone.claims_all:
        here = [one for one in here if ";" not in sentence.lower[one.end : zone.start]]
    found = [(sentence, one) for one in reversed(here[-_TOTALS:])]
    if not any(character.isalnum() for character in re.sub(_MARK, "", sentence.lower[: zone.start])):
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


def _chunks(sentence: Sentence, zone: Zone) -> Iterator[Chunk]:
    """The zone between commas and "và", without what stands in brackets."""
    lower = _without_brackets(sentence.lower, zone)
    separators = list(_SEPARATOR.finditer(lower, zone.start, zone.end))
    edges = [zone.start, *(at for found in separators for at in found.span()), zone.end]
    inside = [one for one in sentence.amounts if zone.start <= one.start < zone.end]
    inside = [one for one in inside if lower[one.start : one.number_end].strip()]
    marks = ["", *(found[0] for found in separators)]
    last, waiting, semicolon = None, "", False
    for mark, start, end in zip(marks, edges[::2], edges[1::2], strict=True):
        if mark == ";":  # what waits is the end of the part before it: "54 HTX thương mại, dịch vụ; 8 HTX…"
            last = last and replace(last, text=f"{last.text}, {waiting.partition('còn lại')[0]}")
            waiting, semicolon = "", True
        held = [one for one in inside if start <= one.start < end]
        if held:
            if last:
                yield last
            last = Chunk(waiting + lower[start:end], held, semicolon)
            waiting, semicolon = "", False
        else:
            waiting = f"{waiting}{lower[start:end]}, "
    if last:
        yield last


def _without_brackets(lower: str, zone: Zone) -> str:
    if "(" not in lower[zone.start : zone.end]:
        return lower
    kept, depth = [], 0
    for position, character in enumerate(lower):
        if position < zone.start or position >= zone.end:
            kept.append(character)
            continue
        depth += character == "("
        kept.append(" " if depth > 0 else character)
        depth -= character == ")" and depth > 0
    return "".join(kept)


def _explained(parts: Sequence[Part], total: Amount) -> bool:
    """Whether the total is the sum of the parts, or of the first of them, as exactly as they are printed."""
    low = high = Decimal(0)
    for count, part in enumerate(parts, 1):
        low, high = low + part.amount.bounds[0], high + part.amount.bounds[1]
        mine = total.bounds
        if count >= _CLOSED_LIST and low <= mine[1] and mine[0] <= high:
            return True
    return False


def _must_add_up(parts: Sequence[Part], total: Amount, zone: Zone, whole_list: bool) -> bool:
    texts = [part.text for part in parts]
    difference = sum(part.amount.value for part in parts) - total.value
    for scheme, labels in schemes_of(texts):
        all_told = scheme.leaves_nothing_out(labels)
        if scheme.may_overlap:
            if whole_list and len(parts) > _CLOSED_LIST and _is_near_miss(difference, total):
                return True
        elif difference > 0 or (whole_list and (all_told or _is_near_miss(difference, total))):
            return True
    meant_to = zone.claims_all or names_the_rest(texts) or _is_long_near_miss(parts, difference, total)
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
    return any(one.value == missing and one.start not in used for one in sentence.amounts if not one.is_relation)


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


def shares_that_miss_a_hundred(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "loại tốt 20%, khá 45%, trung bình 30%, yếu 10%": parts of one whole, more or less than 100%."""
    for sentence in sentences:
        for run in _runs_of_shares(sentence):
            found = [one for one in schemes_of([part.text for part in run]) if not one[0].may_overlap]
            if not found:
                continue
            whole = sum(part.amount.value for part in run)
            slack = sum(part.amount.step for part in run)
            scheme, labels = found[0]
            nothing_out = scheme.leaves_nothing_out(labels) or names_the_rest([run[-1].text])
            if whole - slack >= 100 or (nothing_out and whole + slack <= 100):
                added = " + ".join(part.amount.said for part in run)
                message = f"{added} = {grouped(whole)}%, các phần của một tổng phải bằng 100%."
                yield Finding(sentence.line, sentence.quoted, FindingKind.PARTS_TOTAL, message)


def _runs_of_shares(sentence: Sentence) -> Iterator[list[Part]]:
    """Neighbouring parts between commas, each with one percentage that is no change, plan or achievement."""
    run: list[Part] = []
    for chunk in _chunks(sentence, Zone(0, len(sentence.lower), False)):
        text, amounts = chunk.text, chunk.amounts
        shares = [one for one in amounts if one.noun == PERCENT and not one.is_range]
        if len(shares) == 1 and not re.search(
            r"tăng|giảm|kế hoạch|chỉ tiêu|so với|trở lên|vượt|hoàn thành|đạt(?! loại)", text
        ):
            run.append(Part(shares[0], text))
            continue
        if len(run) >= _CLOSED_LIST:
            yield run
        run = []
    if len(run) >= _CLOSED_LIST:
        yield run
