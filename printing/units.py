"""The units people write in headers ("Vốn (triệu đồng)") and above tables ("Đơn vị tính: tỷ đồng")."""

import re
from collections.abc import Iterable
from decimal import Decimal

from printing.sheet import Unit

_MULTIPLIERS = {
    **dict.fromkeys(("tỷ", "tỉ"), 10**9),
    "trăm triệu": 10**8,
    "triệu": 10**6,
    **dict.fromkeys(("nghìn", "ngàn", "1.000", "1000", "1 000"), 10**3),
    **dict.fromkeys(("1.000.000", "1000000", "1 000 000", "trđ", "tr.đ", "tr.đồng", "trd"), 10**6),
}
_SIZE = "|".join(re.escape(word) for word in sorted(_MULTIPLIERS, key=len, reverse=True))
_PLAIN = "đồng|đ|vnđ|vnd|ha|hecta|người|lao động|tấn|tạ|kg|m2|m²|km|con|cái|hộ|%"
_UNIT = re.compile(
    rf"(?P<unit>(?P<size>{_SIZE})(?!\w)(?:\s*(?:{_PLAIN})(?!\w))?(?:\s*/\s*[\w²./]+)*|(?:{_PLAIN})(?!\w)(?:\s*/\s*[\w²./]+)*)"
)
_NAMED = re.compile(r"(?:đơn\s*vị(?:\s*tính)?|đvt|đv)\s*[:.]\s*" + _UNIT.pattern)
_IN_BRACKETS = re.compile(
    r"\(\s*(?:(?:đơn\s*vị(?:\s*tính)?|đvt|đv)\s*[:.]?\s*|tính bằng\s*)?" + _UNIT.pattern + r"\s*\)"
)
_AFTER_COMMA = re.compile(r",\s*(?:đvt\s*[:.]?\s*)?" + _UNIT.pattern + r"$")


def unit_of(header: str) -> Unit | None:
    """The unit a header names for its column, None where it names none."""
    text = " ".join(header.casefold().split())
    found = _IN_BRACKETS.search(text) or _NAMED.search(text) or _AFTER_COMMA.search(text)
    return _as_unit(found) if found else None


def unit_of_lines(lines: Iterable[str]) -> Unit | None:
    """The unit that a line above the table gives to all its numbers: "Đơn vị tính: triệu đồng"."""
    found = [named for line in lines if (named := _NAMED.search(" ".join(line.casefold().split())))]
    return _as_unit(found[-1], sheet_wide=True) if found else None


def _as_unit(found: re.Match, *, sheet_wide: bool = False) -> Unit:
    return Unit(Decimal(_MULTIPLIERS.get(found["size"] or "", 1)), found["unit"], sheet_wide)
