"""Numbers in a sentence: how much, of what, per what, how exactly. Whatever can be read in two ways is left out."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from printing.numbers import NumberRefused, grouped, parse_decimal, parse_integer
from reports.proofreading.masks import masked
from reports.proofreading.nouns import MONEY, PERCENT, POINTS, TIMES, counted_at

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?|\d+\.\d{1,2}"
_DIGIT = re.compile(r"\d")
_WHOLE_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)")
_FOUND = re.compile(rf"(?<!\d[.,/])(?<!\w)({_NUMBER})(?![.,]?\d)")
_PLAN = re.compile(rf"\s?/\s?({_NUMBER})(?![.,/]?\d)")
_UPPER_END = re.compile(rf"\s?%?\s?[-–]\s?({_NUMBER})(?![.,/]?\d)")
_SCALES = {"tỷ": 9, "tỉ": 9, "triệu": 6, "nghìn": 3, "ngàn": 3}
_SCALE = re.compile(rf"\s?({'|'.join(_SCALES)})(?!\w)")
_AND_MORE = re.compile(rf"\s?(\d{{1,3}}(?:,\d+)?)\s?({'|'.join(_SCALES)})(?!\w)")
_CURRENCY = re.compile(r"\s?(?:đồng(?! chí)(?! bào)|vnđ|vnd|đ)(?!\w)")
_SHORT_MONEY = re.compile(r"\s?(?:trđ|tr\.đ|tr\.đồng|tr đồng|triệu đ)(?!\w)")
_FOREIGN = re.compile(r"\s?(?:usd|euro|đô la|đô-la)(?!\w)")
_SIGN = re.compile(r"\s?(điểm phần trăm|điểm %|phần trăm|%|lần(?!\w))")
_PER = re.compile(r"\s?/\s?")
_ATTACHED = re.compile(r"(?:ha|kg|m2|tấn|tạ|tr|đ|tỷ|tỉ|triệu|nghìn|ngàn)(?!\w)")
_SPELLED = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_IN_LETTERS = re.compile(rf"(?<!\w)({'|'.join(_SPELLED)})\s(?=htx|hợp tác xã|tht|tổ hợp|liên hiệp|lhhtx|quỹ tín|qtd)")
_SPANS = ("năm", "tháng", "quý", "vụ", "ngày")
_PLANS = ("kh", "kế")  # "15 HTX/KH 12 HTX"
_SPAN = re.compile(rf"(?:{'|'.join(_SPANS)})(?!\w)")


class Qualifier(Enum):
    """What a word before the number says of it."""

    EXACT = ""
    OVER = "trên"
    NEARLY = "gần"
    ABOUT = "khoảng"
    AT_LEAST = "trở lên"


_QUALIFIERS = (
    (Qualifier.ABOUT, re.compile(r"(?:khoảng|xấp xỉ|tầm|ngót)\s$")),
    (Qualifier.NEARLY, re.compile(r"(?:gần|dưới|tối đa|không quá|chưa đến|chưa đầy|gần đạt)\s$")),
    (Qualifier.OVER, re.compile(r"(?:trên|hơn|ít nhất|tối thiểu|không dưới|vượt|đến hơn)\s$")),
)
_OR_MORE = re.compile(r"\s?(?:[^\W\d_]+\s){0,2}trở lên")


@dataclass(frozen=True, eq=False)
class Amount:
    """A number in a sentence: from `start` to `end` of its text with its unit.

    `value` is in đồng, hectares, percent or things counted, `step` what the last printed digit stands for. `plan` is
    the second of "37/50 THT". `noun` is what is counted (see nouns), `per` what it is for each of: ("HTX",),
    ("người", "tháng"). `number_end` is where the digits end.
    """

    start: int
    end: int
    number_end: int
    value: Decimal
    step: Decimal
    noun: str
    per: tuple[str, ...] = ()
    plan: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    is_spelled: bool = False
    is_range: bool = False

    @property
    def is_money(self) -> bool:
        return self.noun == MONEY

    @property
    def is_relation(self) -> bool:
        """Whether it says how much of something else, not how much."""
        return self.noun in (PERCENT, POINTS, TIMES)

    @property
    def is_exact(self) -> bool:
        """Whether nothing was rounded away: a count without a word such as "khoảng"."""
        return self.qualifier is Qualifier.EXACT and self.step == 1 and not self.is_relation

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Between which values the real one lies, as far as the writer says."""
        if self.qualifier is Qualifier.ABOUT:
            return self.value * Decimal("0.9"), self.value * Decimal("1.1")
        if self.qualifier in (Qualifier.OVER, Qualifier.AT_LEAST):
            return self.value, self.value * Decimal("1.2") + self.step
        if self.qualifier is Qualifier.NEARLY:
            return self.value * Decimal("0.8") - self.step, self.value
        half = 0 if self.is_exact else self.step / 2
        return self.value - half, self.value + half

    def holds(self, low: Decimal, high: Decimal | None = None, *, is_quotient: bool = False) -> bool:
        """Whether what is printed can be said of a value between `low` and `high`: rounded up, down or cut off.

        A count is never rounded unless it is a quotient.
        """
        high = low if high is None else high
        if self.qualifier is Qualifier.EXACT:
            slack = 0 if self.is_exact and not is_quotient else self.step
            return low - slack < self.value < high + slack or low <= self.value <= high
        mine = self.bounds
        return low - self.step < mine[1] and mine[0] < high + self.step

    @property
    def said(self) -> str:
        """The number as messages show it, money in its largest unit."""
        if self.is_money:
            return f"{grouped(self.value / _unit_of(self.step))} {_UNIT_NAMES[_unit_of(self.step)]}đồng"
        shown = grouped(self.value)
        return f"{shown}%" if self.noun == PERCENT else f"{shown} {self.noun}".rstrip()


_UNIT_NAMES = {10**9: "tỷ ", 10**6: "triệu ", 1: ""}


def _unit_of(step: Decimal) -> int:
    """The unit an amount of money that is printed to `step` reads well in."""
    return 10**9 if step >= 10**7 else 10**6 if step >= 1000 else 1


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Read the figures of a sentence in their order."""
    lower = masked(text).casefold() if _DIGIT.search(text) else text.casefold()
    if len(lower) != len(text):
        return ()
    found, at = [], 0
    while match := _FOUND.search(lower, at):
        amount = _read(lower, match)
        at = max(match.end(), amount.end if amount else 0)
        if amount:
            found.append(amount)
    spelled = (_spelled(lower, match) for match in _IN_LETTERS.finditer(lower))
    return tuple(sorted([*found, *spelled], key=lambda each: each.start))


def _spelled(lower: str, match: re.Match) -> Amount:
    noun, end = counted_at(lower, match.end())
    return Amount(match.start(), end, match.end(1), Decimal(_SPELLED[match[1]]), Decimal(1), noun, is_spelled=True)


def _read(lower: str, match: re.Match) -> Amount | None:
    end = match.end()
    if _is_part_of_a_name(lower, match.start()) or (lower[end : end + 1].isalpha() and not _ATTACHED.match(lower, end)):
        return None
    if upper := _UPPER_END.match(lower, end):
        return _range(lower, match, upper)
    plan = _PLAN.match(lower, end)
    amount = _measured(lower, match[1], plan.end() if plan else end)
    if amount is None:
        return None
    value, step, noun, stop = amount
    planned = _value(plan[1], noun) if plan else None
    if plan and (planned is None or not planned or step != 1):
        return None
    per, stop = _per(lower, stop) if noun not in (PERCENT, POINTS, TIMES) else ((), stop)
    return Amount(
        start=match.start(),
        end=stop,
        number_end=plan.end() if plan else end,
        value=value,
        step=step,
        noun=noun,
        per=per,
        plan=planned,
        qualifier=_qualifier(lower, match.start(), stop),
    )


def _range(lower: str, match: re.Match, upper: re.Match) -> Amount | None:
    """ "10-15%": kept as a place in the sentence, not as a value."""
    measured = _measured(lower, upper[1], upper.end())
    if measured is None:
        return None
    _, step, noun, stop = measured
    return Amount(match.start(), stop, upper.end(), Decimal(0), step, noun, is_range=True)


def _is_part_of_a_name(lower: str, start: int) -> bool:
    """Covid-19, F-1: a letter and a hyphen before the digits."""
    return lower[start - 1 : start] in ("-", "–") and lower[start - 2 : start - 1].isalpha()


def _measured(lower: str, number: str, end: int) -> tuple[Decimal, Decimal, str, int] | None:
    """Value, step, what is counted and where that ends."""
    if sign := _SIGN.match(lower, end):
        noun = {"%": PERCENT, "phần trăm": PERCENT, "lần": TIMES}.get(sign[1], POINTS)
        return _sized(number, 0, noun, sign.end())
    if short := _SHORT_MONEY.match(lower, end):
        return _sized(number, 6, MONEY, short.end())
    if scale := _SCALE.match(lower, end):
        return _scaled(lower, number, scale)
    if currency := _CURRENCY.match(lower, end):
        return _sized(number, 0, MONEY, currency.end())
    noun, stop = counted_at(lower, end + 1) if lower[end : end + 1] == " " else counted_at(lower, end)
    return _sized(number, 0, noun, stop if noun else end)


def _scaled(lower: str, number: str, scale: re.Match) -> tuple[Decimal, Decimal, str, int] | None:
    """ "2,1 tỷ đồng", "17 tỷ 942 triệu đồng", "gần 10 ngàn lao động"."""
    exponent, end = _SCALES[scale[1]], scale.end()
    sized = _sized(number, exponent, MONEY, end)
    if sized is None:
        return None
    value, step, _, _ = sized
    while more := _AND_MORE.match(lower, end):
        smaller = _SCALES[more[2]]
        further = _sized(more[1], smaller, MONEY, more.end())
        if smaller >= exponent or further is None:
            return None
        value, step, exponent, end = value + further[0], further[1], smaller, more.end()
    if _FOREIGN.match(lower, end):
        return None
    if currency := _CURRENCY.match(lower, end):
        return value, step, MONEY, currency.end()
    noun, stop = counted_at(lower, end + 1) if lower[end : end + 1] == " " else ("", end)
    if exponent >= 9 or not noun or noun not in _COUNTED_IN_THOUSANDS:
        return (value, step, MONEY, end) if exponent >= 6 else None
    return value, step, noun, stop


_COUNTED_IN_THOUSANDS = frozenset(
    [
        "HTX",
        "THT",
        "thành viên",
        "tổ viên",
        "lao động",
        "người",
        "hộ",
        "ha",
        "tấn",
        "m²",
        "cá nhân",
        "lượt",
        "con",
        "cây",
        "sản phẩm",
        "em",
        "khách",
        "quả",
        "lít",
        "bao",
        "cuốn",
    ]
)


def _sized(number: str, exponent: int, noun: str, end: int) -> tuple[Decimal, Decimal, str, int] | None:
    value = _value(number, noun if not exponent else "")
    if value is None:
        return None
    decimals = len(number.partition("," if "," in number else ".")[2]) if not _is_whole(number) else 0
    return value.scaleb(exponent), Decimal(1).scaleb(exponent - decimals), noun, end


def _is_whole(number: str) -> bool:
    return _WHOLE_NUMBER.fullmatch(number) is not None


def _value(number: str, noun: str) -> Decimal | None:
    """The number; None for "7,726 lượt", which a foreigner reads as thousands."""
    try:
        if _is_whole(number):
            return Decimal(parse_integer(number))
        _, comma, fraction = number.partition(",")
        if not comma:
            return Decimal(number)
        if len(fraction) == 3 and noun not in (PERCENT, TIMES, "ha", ""):
            return None
        return parse_decimal(number, max(3, len(fraction)))
    except NumberRefused:
        return None


def _per(lower: str, end: int) -> tuple[tuple[str, ...], int]:
    """What follows as "/HTX", "/người/tháng"; spans of time last, as in "/năm/HTX"."""
    per: list[str] = []
    while slash := _PER.match(lower, end):
        span = _SPAN.match(lower, slash.end())
        noun, stop = (span[0], span.end()) if span else counted_at(lower, slash.end())
        if not noun or noun in _PLANS:
            break
        per.append(noun)
        end = stop
    return tuple(sorted(per, key=_SPANS.__contains__)), end


def _qualifier(lower: str, start: int, end: int) -> Qualifier:
    if _OR_MORE.match(lower, end):
        return Qualifier.AT_LEAST
    before = lower[max(0, start - 24) : start]
    return next((one for one, pattern in _QUALIFIERS if pattern.search(before)), Qualifier.EXACT)
