"""Numbers that cannot be: more than all, a fall of more than everything, a span that ends before it begins, a day
that is on no calendar."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from printing.dates import DayRefused, parse_day
from printing.numbers import grouped
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.nouns import PERCENT, PLACES
from reports.proofreading.sentences import Sentence

_SHARE = re.compile(r"chiếm\s(?:tỷ lệ |tỉ lệ |khoảng |gần |trên |hơn |tới |đến )*$")
_FALL = re.compile(r"giảm\s(?:khoảng |gần |trên |hơn |tới |đến )*$")
_MAY_FALL_BELOW_NOUGHT = re.compile(r"lợi nhuận|lãi|lỗ|chênh lệch|thặng dư")
_AMONG = re.compile(r"(?<!\w)(?:trong|của)\s(?:tổng số |số |tổng )?$")
_THERE_ARE = re.compile(r"[^,;:.()]{0,40}?\s(?:có|thì có|đã có)\s")
_FROM_TO = re.compile(r"từ\s(?:khoảng )?$")
_TO = re.compile(r"^\s?(?:đến|tới)\s$")
_DAY = re.compile(r"(?<!\w)ngày\s(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_LONG_YEAR = re.compile(r"(?<!\w)năm ((?:19|20)\d{3})(?![\d%]|[.,/]\d|\s[^\W\d])")
_YEARS = re.compile(r"(?:giai đoạn|nhiệm kỳ)\s((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)")


def shares_of_more_than_all(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    for sentence in sentences:
        for share in sentence.amounts:
            before = sentence.before(share)
            if share.noun != PERCENT or share.value <= 100:
                continue
            if _SHARE.search(before):
                yield _finding(sentence, f"Một phần không thể chiếm {share.said}, quá 100% của tổng.")
            elif _FALL.search(before) and not _MAY_FALL_BELOW_NOUGHT.search(sentence.lower):
                yield _finding(sentence, f"Không thể giảm {share.said}: giảm 100% là không còn gì.")


def places_of_more_than_all(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "10/9 huyện": of places there are no more than there are."""
    for sentence in sentences:
        for amount in sentence.amounts:
            if amount.plan is not None and amount.noun in PLACES and amount.value > amount.plan:
                said = f"{grouped(amount.value)}/{grouped(amount.plan)} {amount.noun}"
                yield _finding(sentence, f"{said}: {grouped(amount.value)} nhiều hơn tổng {grouped(amount.plan)}.")


def parts_of_more_than_all(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "trong tổng số 646 HTX có 982 HTX…": no more of them than there are."""
    for sentence in sentences:
        for whole, part in pairwise(sentence.amounts):
            among = _AMONG.search(sentence.before(whole)) and _THERE_ARE.fullmatch(sentence.between(whole, part))
            counted = whole.is_exact and part.is_exact and whole.noun == part.noun != "" and not part.per
            if among and counted and part.value > whole.value:
                said = f"Trong {grouped(whole.value)} {whole.noun} không thể có {grouped(part.value)} {part.noun}."
                yield _finding(sentence, said)


def spans_that_end_before_they_begin(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """ "từ 20 đến 15 HTX", "giai đoạn 2025 - 2021"."""
    for sentence in sentences:
        for low, high in zip(sentence.amounts, sentence.amounts[1:], strict=False):
            same = low.noun in ("", high.noun) and low.per in ((), high.per) and not low.is_range and not high.is_range
            is_span = _FROM_TO.search(sentence.before(low)) and _TO.match(sentence.between(low, high))
            if same and is_span and low.value > high.value and not re.search(r"giảm|hạ|rút|còn", sentence.lower):
                yield _finding(sentence, f"Khoảng từ {grouped(low.value)} đến {high.said} có số đầu lớn hơn số cuối.")
        for first, last in _YEARS.findall(sentence.lower):
            if first > last:
                yield _finding(sentence, f"Giai đoạn {first} - {last} kết thúc trước khi bắt đầu.")


def days_on_no_calendar(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    for sentence in sentences:
        for year in _LONG_YEAR.findall(sentence.lower):
            yield _finding(sentence, f"Năm {year} có năm chữ số: có lẽ gõ thừa.")
        for day, _, month, year in _DAY.findall(sentence.lower):
            try:
                parse_day(f"{day}/{month}/{year}")
            except DayRefused as refused:
                yield _finding(sentence, str(refused))


def _finding(sentence: Sentence, message: str) -> Finding:
    return Finding(sentence.line, sentence.quoted, FindingKind.RANGE, message)
