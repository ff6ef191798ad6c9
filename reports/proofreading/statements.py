"""What a text states of an indicator: how much, of which year and place, and whether it is, was planned or is to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.proofreading.amounts import Amount
from reports.proofreading.localities import localities_of, locality_of
from reports.proofreading.named_indicators import Names, subject_by_name
from reports.proofreading.roles import Role, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.subjects import subject_of
from reports.proofreading.ways import as_plan

_TARGET = re.compile(
    r"phấn đấu|mục tiêu|(?:đặt|đề) ra|chỉ tiêu (?:chủ yếu|cụ thể|chính|năm|kế hoạch)|các chỉ tiêu|dự kiến năm|"
    r"kế hoạch năm \d{4}"
)
_ACHIEVED = re.compile(
    r"(?:hoàn thành|vượt|đạt)[^;.]{0,25}(?:mục tiêu|chỉ tiêu|kế hoạch)|(?:mục tiêu|chỉ tiêu|kế hoạch)[^;.]{0,25}đã"
)
_YEAR_OF = re.compile(r"(?:^|[,;:.(–-]\s?|trong |đến |hết |cuối |vào |kết quả |công tác )năm ((?:19|20)\d\d)")
_ANY_YEAR = re.compile(r"năm ((?:19|20)\d\d)")
_YEAR_BEFORE = re.compile(r"năm (?:ngoái|trước)|cùng kỳ(?! năm \d)|kỳ trước")
_COMPARES = re.compile(r"(?:so với|so|cùng kỳ|hơn|bằng)(?!\w)[^,;.]{0,25}$")
_PART_OF_YEAR = re.compile(
    r"(?:\d|sáu|chín|ba) tháng|quý [ivx\d]|tháng \d|\d+ năm (?:qua|gần|trở|từ)|trong \d+ năm|giai đoạn|nhiệm kỳ|từ năm"
)
_CHANGES = (Role.INCREASE, Role.DECREASE)
_MONTHS = 12


@dataclass(frozen=True)
class Statement:
    """`year` is None where the text does not tell; `of_whole_year` is False where months or several years are meant.

    `place` is "" of the whole province. `is_target` sets what is to come; `is_plan` tells what had been planned.
    """

    sentence: Sentence
    amount: Amount
    subject: str
    year: int | None
    of_whole_year: bool = True
    is_target: bool = False
    is_plan: bool = False
    place: str = ""

    @property
    def yearly(self) -> Decimal:
        """The value, a month's income as a year's."""
        return self.amount.value * (_MONTHS if "tháng" in self.amount.per else 1)


def statements_in(sentences: Sequence[Sentence], names: Names = ()) -> Iterator[Statement]:
    """Every amount whose indicator is known, with the year and the place its words or the sentences before name.

    `names` are those of the office's own indicators.
    """
    year: int | None = None
    partly, line = False, 0
    places = localities_of(sentences)
    for sentence in sentences:
        if sentence.line != line:
            partly, line = False, sentence.line
        partly = partly or bool(_PART_OF_YEAR.search(sentence.lower[:120]))
        targets = _sets_targets(sentence)
        told = _years_of(sentence)
        year = told[0][1] if told and not targets else year
        last: Statement | None = None
        for amount in sentence.amounts:
            found = _stated(sentence, amount, names, year, targets=targets) or (last and _beside(last, amount))
            if found:
                last = replace(found, of_whole_year=not partly, place=locality_of(sentence, amount, places[sentence]))
                yield from _with_plan(last)
        year = told[-1][1] if told and not targets else year


def _sets_targets(sentence: Sentence) -> bool:
    return bool(_TARGET.search(sentence.lower)) and not _ACHIEVED.search(sentence.lower)


def _years_of(sentence: Sentence) -> list[tuple[int, int]]:
    """Where a sentence turns to a year, and to which; a year that is only compared with is none."""
    found = _YEAR_OF.finditer(sentence.lower)
    return [(one.start(1), int(one[1])) for one in found if not _COMPARES.search(sentence.lower, 0, one.start(1))]


def _stated(sentence: Sentence, amount: Amount, names: Names, year: int | None, *, targets: bool) -> Statement | None:
    subject = subject_of(sentence, amount) or subject_by_name(sentence, amount, names)
    if not subject or (role_of(sentence, amount) is Role.PLAN and not targets):
        return None
    if targets and _TARGET.search(sentence.before(amount)):
        aimed_at = _ANY_YEAR.search(sentence.lower)
        return Statement(sentence, amount, subject, aimed_at and int(aimed_at[1]), is_target=True)
    told = [one for one in _years_of(sentence) if one[0] < amount.start]
    year = told[-1][1] if told else year
    earlier = _YEAR_BEFORE.search(sentence.lower, told[-1][0] if told else 0, amount.start)
    if earlier and not _COMPARES.search(sentence.lower, 0, earlier.start()):
        return Statement(sentence, amount, subject, year - 1) if year else None
    return Statement(sentence, amount, subject, year)


def _beside(last: Statement, amount: Amount) -> Statement | None:
    """What an amount of the same things says of the indicator just told: its plan, or what it was a year ago."""
    sentence, role = last.sentence, role_of(last.sentence, amount)
    between = sentence.between(last.amount, amount)
    skipped = [one for one in sentence.amounts if last.amount.start < one.start < amount.start]
    follows = all(one.is_relation or role_of(sentence, one) in _CHANGES for one in skipped) and ";" not in between
    if not follows or amount.is_range or (amount.noun, amount.per) != (last.amount.noun, last.amount.per):
        return None
    if role is Role.PLAN:
        return replace(last, amount=amount, is_plan=True)
    if role is not Role.BEFORE:
        return None
    named = _ANY_YEAR.findall(between)
    if named:
        return replace(last, amount=amount, year=int(named[-1]))
    return replace(last, amount=amount, year=last.year - 1) if last.year else None


def _with_plan(statement: Statement) -> Iterator[Statement]:
    """A statement, and of "18/20 HTX" the plan told with it."""
    yield statement
    if statement.amount.plan is not None:
        yield replace(statement, amount=as_plan(statement.amount), is_plan=True)
