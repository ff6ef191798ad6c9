"""What a text states: this indicator, of that year, is so much; and what it sets as a target."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.proofreading.amounts import Amount
from reports.proofreading.roles import Role, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.subjects import subject_of

_TARGET = re.compile(
    r"phấn đấu|mục tiêu|(?:đặt|đề) ra|chỉ tiêu (?:chủ yếu|cụ thể|chính|năm|kế hoạch)|các chỉ tiêu|dự kiến năm|"
    r"kế hoạch năm \d{4}"
)
_ACHIEVED = re.compile(
    r"(?:hoàn thành|vượt|đạt)[^;.]{0,25}(?:mục tiêu|chỉ tiêu|kế hoạch)|(?:mục tiêu|chỉ tiêu|kế hoạch)[^;.]{0,25}đã"
)
_YEAR_OF = re.compile(r"(?:^|[,;:.(–-]\s?|trong |đến |hết |cuối |vào |kết quả |công tác )năm ((?:19|20)\d\d)")
_ANY_YEAR = re.compile(r"năm ((?:19|20)\d\d)")
_PART_OF_YEAR = re.compile(
    r"(?:\d|sáu|chín|ba) tháng|quý [ivx\d]|tháng \d|\d+ năm (?:qua|gần|trở|từ)|trong \d+ năm|giai đoạn|nhiệm kỳ|từ năm"
)
_MONTHS = 12


@dataclass(frozen=True)
class Statement:
    """`year` is None where the text does not tell; `of_whole_year` is False where months or several years are meant."""

    sentence: Sentence
    amount: Amount
    subject: str
    year: int | None
    of_whole_year: bool
    is_target: bool

    @property
    def yearly(self) -> Decimal:
        """The value, a month's income as a year's."""
        return self.amount.value * (_MONTHS if "tháng" in self.amount.per else 1)


def statements_in(sentences: Sequence[Sentence]) -> Iterator[Statement]:
    """Every amount whose indicator is known, with the year its words or the sentences before them name."""
    year: int | None = None
    partly, line = False, 0
    for sentence in sentences:
        if sentence.line != line:
            partly, line = False, sentence.line
        partly = partly or bool(_PART_OF_YEAR.search(sentence.lower[:120]))
        is_target = bool(_TARGET.search(sentence.lower)) and not _ACHIEVED.search(sentence.lower)
        named = _YEAR_OF.findall(sentence.lower)
        of_target = int(_ANY_YEAR.findall(sentence.lower)[0]) if _ANY_YEAR.search(sentence.lower) else None
        if named and not is_target:
            year = int(named[0])
        for amount in sentence.amounts:
            subject = subject_of(sentence, amount)
            if subject and (is_target or role_of(sentence, amount) is not Role.PLAN):
                target = is_target and bool(_TARGET.search(sentence.before(amount)))
                yield Statement(sentence, amount, subject, of_target if target else year, not partly, target)
