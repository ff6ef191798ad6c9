"""The office's own indicators in prose: an amount is a value of the one whose name stands around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.indicators import Indicator
from reports.proofreading.amounts import Amount
from reports.proofreading.nouns import PERCENT, counted_at
from reports.proofreading.roles import Role, role_of
from reports.proofreading.sentences import Sentence
from reports.proofreading.subjects import is_said_plainly

_COUNTING = re.compile(r"^(?:tổng số|số lượng|số lượt|số) ")
_SHORTEST = 6  # letters of a name that is looked for in prose
_NO_VALUES = (Role.PLAN, Role.BEFORE, Role.INCREASE, Role.DECREASE)


@dataclass(frozen=True)
class Name:
    """An indicator as prose calls it: "lớp dạy nghề" of "Số lớp dạy nghề"; `noun` is what its unit counts."""

    code: str
    words: str
    noun: str


Names = Sequence[Name]


def names_of(indicators: Iterable[Indicator]) -> Names:
    """The names to look for, the longest first."""
    named = [
        Name(one.code, _COUNTING.sub("", one.label.casefold()), _counted(one.unit.casefold())) for one in indicators
    ]
    return sorted((one for one in named if len(one.words) >= _SHORTEST), key=lambda one: -len(one.words))


def subject_by_name(sentence: Sentence, amount: Amount, names: Names) -> str | None:
    """ "số lớp dạy nghề: 12 lớp" and "mở 12 lớp dạy nghề", each of nothing narrower."""
    if amount.is_range or amount.is_spelled or role_of(sentence, amount) in _NO_VALUES:
        return None
    return next((one.code for one in names if _is_value_of(sentence, amount, one)), None)


def _is_value_of(sentence: Sentence, amount: Amount, name: Name) -> bool:
    if amount.noun not in ("", name.noun):
        return False
    behind = f" {name.words}"
    if sentence.lower.startswith(behind, amount.number_end):
        return is_said_plainly(sentence.lower[amount.number_end + len(behind) :])
    before = sentence.before(amount).rpartition(name.words)
    leads = before[1] and re.fullmatch(r"[^,;.()\d]{0,25}", before[2])
    return bool(leads) and is_said_plainly(sentence.after(amount))


def _counted(unit: str) -> str:
    return PERCENT if unit == "%" else counted_at(unit, 0)[0]
