"""Of where a number is said: of the whole province, or of one place, one organisation, the whole country."""

import re
from collections.abc import Sequence

from reports.proofreading.amounts import Amount
from reports.proofreading.sentences import Sentence

PROVINCE = ""
_NAMED = (
    r"huyện|thị xã|thành phố|tp\.?|xã|phường|thị trấn|quận|htx|hợp tác xã|liên hiệp|qtdnd|quỹ tín dụng nhân dân|tht|"
    r"tổ hợp tác|công ty"
)
_WHERE = re.compile(
    r"(?P<province>liên minh (?:htx|hợp tác xã) (?:tỉnh|thành phố)|(?<!các )(?<!nhiều )(?<!ngoài )(?<!\w)tỉnh(?!\w))|"
    r"(?P<wide>cả nước|toàn quốc|thế giới|(?:toàn|cả) vùng)|"
    r"(?P<narrow>(?:toàn|cả|trong|địa bàn|của) (?:huyện|xã|phường|thị trấn|thị xã|thành phố|quận))|"
    rf"(?<!liên minh )(?<!ngày )(?<!\w)(?P<kind>{_NAMED})\s(?P<name>\w+)"
)


def localities_of(sentences: Sequence[Sentence]) -> dict[Sentence, str]:
    """The place that the sentences before have named when each begins; a new line begins with the whole province."""
    found: dict[Sentence, str] = {}
    line, place = 0, PROVINCE
    for sentence in sentences:
        if sentence.line != line:
            line, place = sentence.line, PROVINCE
        found[sentence] = place
        place = _last_named(sentence, len(sentence.lower), place)
    return found


def locality_of(sentence: Sentence, amount: Amount, before: str = PROVINCE) -> str:
    """The place named last before an amount, in its sentence or, with `before`, in those that lead to it."""
    return _last_named(sentence, amount.start, before)


def _last_named(sentence: Sentence, end: int, place: str) -> str:
    for found in _WHERE.finditer(sentence.lower, 0, end):
        if found["province"]:
            place = PROVINCE
        elif found["kind"] is None or sentence.text[found.start("name")].isupper():
            place = found[0]
    return place
