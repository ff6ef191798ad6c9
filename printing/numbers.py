"""Numbers in Vietnamese: the only rounding, the only formatting and the only parsing of the project.

A dot groups thousands, a comma begins the decimals. Formatters take int or Decimal (never float) and print an en dash
for None. Parsers take what a person typed or a spreadsheet cell held and return exactly that, or raise NumberRefused
with a sentence that quotes it and, where it could mean two numbers, names both. Nothing is guessed.
"""

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, localcontext

Number = int | Decimal
UNKNOWN = "–"
MINUS = "−"
_SPACES = " \u00a0\u2009\u202f"
_BILLION, _MILLION, _THOUSAND = 10**9, 10**6, 10**3
_UNITS = {"tỷ": _BILLION, "tỉ": _BILLION, "triệu": _MILLION, "nghìn": _THOUSAND, "ngàn": _THOUSAND}


class NumberRefused(ValueError):
    """What was typed is no number of the kind asked for, or could be two; the message is a whole sentence."""


# Formatting


def _exact(value: Number | str) -> Decimal:
    if isinstance(value, bool | float):
        raise TypeError(f"{value!r}: figures are int or Decimal, never {type(value).__name__}")
    return Decimal(value)


def rounded(value: Number | str, decimals: int = 0) -> Decimal:
    """Round half to even: 121.25 to one decimal is 121.2."""
    with localcontext() as context:
        context.prec = 60
        return _exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


def plain(value: Number | None) -> str | None:
    """Plain decimal notation for programs: "66807.55", no exponent, no trailing zeros."""
    if value is None:
        return None
    text = f"{_exact(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def grouped(value: Number | None, decimals: int | None = None) -> str:
    """570286 as "570.286"; with `decimals`, exactly so many after rounding; without, the digits the value has."""
    if value is None:
        return UNKNOWN
    text = plain(value) if decimals is None else f"{rounded(value, decimals):f}"
    whole, _, fraction = text.removeprefix("-").partition(".")
    sign = MINUS if text.startswith("-") and (whole + fraction).strip("0") else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def percent(value: Number | None) -> str:
    """A value already in percent: at most one decimal, ",0" dropped: "121,2%", "209%"."""
    return UNKNOWN if value is None else f"{grouped(rounded(value, 1), 1).removesuffix(',0')}%"


def percent_of(part: Number | None, whole: Number | None) -> str:
    """How many percent `part` is of `whole`, computed exactly: 97 of 80 is "121,2%"; of nought nothing is."""
    if part is None or not whole:
        return UNKNOWN
    return percent(Decimal(100) * _exact(part) / _exact(whole))


def counted(value: Number | None) -> str:
    """A count standing alone in prose: "01", "09", "12", "1.234". Nought is "0"."""
    if value is not None and 0 < value < 10 and value == int(value):
        return f"{int(value):02}"
    return grouped(value)


def achieved(part: Number | None, whole: Number | None) -> str:
    """A count against its plan, never padded: "9/10"."""
    return f"{grouped(part)}/{grouped(whole)}"


def times(value: Number | None) -> str:
    """A multiple with at most one decimal: "2,4 lần"."""
    return UNKNOWN if value is None else f"{grouped(rounded(value, 1), 1).removesuffix(',0')} lần"


def signed(value: Number | None) -> str:
    """A change with its sign: "+3.189", "−12", "0"."""
    return f"+{grouped(value)}" if value is not None and value > 0 else grouped(value)


def year(value: int | str | None) -> str:
    """A year, which never takes a dot."""
    return UNKNOWN if value is None else str(value)


def money(value: Number | None) -> str:
    """Whole đồng: "412.296.737.000 đồng"."""
    return UNKNOWN if value is None else f"{grouped(value, 0)} đồng"


def money_words(value: Number | None) -> str:
    """ "17 tỷ 942 triệu đồng" where that says the whole amount, else the amount in full đồng."""
    if value is None or value == 0 or value % _MILLION or abs(value) < _MILLION:
        return money(value)
    billions, millions = divmod(abs(int(value)) // _MILLION, 1000)
    if billions >= 1000 and not millions:
        return money(value)
    said = [f"{grouped(billions)} tỷ"] * bool(billions) + [f"{millions} triệu"] * bool(millions)
    return f"{MINUS if value < 0 else ''}{' '.join(said)} đồng"


def money_short(value: Number | None) -> str:
    """The largest unit with at most one decimal: "2,1 tỷ đồng", "450 triệu đồng", below a million in full."""
    if value is None:
        return UNKNOWN
    if abs(value) < _MILLION:
        return money(value)
    millions = rounded(_exact(value) / _MILLION, 1)
    amount, name = (millions, "triệu") if abs(millions) < 1000 else (rounded(_exact(value) / _BILLION, 1), "tỷ")
    return f"{grouped(amount, 1).removesuffix(',0')} {name} đồng"


# Parsing

_DIGITS = re.compile(r"\d+", re.ASCII)
_BY_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_BY_SPACES = re.compile(rf"[1-9]\d{{0,2}}(?:([{_SPACES}])\d{{3}})(?:\1\d{{3}})*", re.ASCII)
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)", re.ASCII)


def parse_integer(typed: object) -> int | None:
    """Read a whole number: 570286, "570.286", "570 286"; None for blank. Raises NumberRefused."""
    if _blank(typed):
        return None
    if isinstance(typed, int | float | Decimal):
        value = _native(typed)
        if value != value.to_integral_value():
            raise NumberRefused(f"“{grouped(value)}” không phải số nguyên: hãy nhập số không có phần thập phân.")
        return int(value)
    sign, body = _split_sign(typed)
    if (whole := _whole(body)) is not None:
        return sign * whole
    if readings := _two_readings(body):
        raise NumberRefused(f"“{typed}” không rõ là {readings}; ở đây cần số nguyên: hãy gõ liền các chữ số.")
    raise NumberRefused(f"“{typed}” không phải số nguyên: hãy gõ như 570286 hoặc 570.286.")


def parse_decimal(typed: object, places: int = 2) -> Decimal | None:
    """Read a number with at most `places` decimals: "66.807,55", "12,5", "64720"; None for blank.

    Raises NumberRefused, above all for "1.234", "12.5" and "1,234", which could be two numbers.
    """
    if _blank(typed):
        return None
    if isinstance(typed, int | float | Decimal):
        return _within_places(_native(typed), typed, places)
    sign, body = _split_sign(typed)
    whole, comma, fraction = body.partition(",")
    if _ambiguous(body):
        raise NumberRefused(f"“{typed}” không rõ là {_two_readings(body)}: {_way_out(body, places)}")
    integer = _whole(whole)
    if integer is None or (comma and not _DIGITS.fullmatch(fraction)):
        raise NumberRefused(f"“{typed}” không phải số: hãy gõ như 66.807,55 hoặc 66807,55.")
    return _within_places(sign * Decimal(f"{integer}.{fraction or 0}"), typed, places)


def parse_percent(typed: object, places: int = 1) -> Decimal | None:
    """Read a percentage, with or without its sign: "121,2%" is Decimal("121.2"). Raises NumberRefused."""
    return parse_decimal(typed.strip().removesuffix("%") if isinstance(typed, str) else typed, places)


def parse_money(typed: object) -> int | None:
    """Read an amount in đồng: "412.296.737.000 đồng", "17 tỷ 942 triệu đồng", "2,1 tỷ"; None for blank.

    Raises NumberRefused, also for a fraction of a đồng.
    """
    if not isinstance(typed, str) or _blank(typed):
        return parse_integer(typed)
    sign, body = _split_sign(re.sub(r"\s*đồng$", "", typed.strip().casefold()))
    pieces = re.findall(rf"([\d.,{_SPACES}]*\d)\s*(tỷ|tỉ|triệu|nghìn|ngàn)", body)
    if not pieces:
        return parse_integer(re.sub(r"\s*đồng$", "", typed.strip(), flags=re.IGNORECASE))
    sizes = [_UNITS[unit] for _, unit in pieces]
    spelled = "".join(number + unit for number, unit in pieces)
    if re.sub(r"\s", "", spelled) != re.sub(r"\s", "", body) or sizes != sorted(set(sizes), reverse=True):
        raise NumberRefused(f"“{typed}” không phải số tiền: hãy gõ như 17 tỷ 942 triệu đồng hoặc 17.942.000.000.")
    return sign * _sum_of_pieces(pieces, typed)


def _sum_of_pieces(pieces: list[tuple[str, str]], typed: str) -> int:
    """Every piece but the last is a whole number below a thousand of its unit, save the first."""
    total = Decimal(0)
    for position, (number, unit) in enumerate(pieces):
        last = position == len(pieces) - 1
        amount = (
            parse_decimal(number.strip(), 9) if last and len(pieces) == 1 else Decimal(parse_integer(number.strip()))
        )
        if position and amount >= 1000:
            raise NumberRefused(f"“{typed}”: phần “{number.strip()} {unit}” phải nhỏ hơn 1.000 {unit}.")
        total += amount * _UNITS[unit]
    if total != total.to_integral_value():
        raise NumberRefused(f"“{typed}” lẻ dưới một đồng: hãy ghi số tiền tròn đồng.")
    return int(total)


def _blank(typed: object) -> bool:
    return typed is None or (isinstance(typed, str) and not typed.strip())


def _native(value: float | Decimal) -> Decimal:
    """A number as a spreadsheet or a program holds it; its shortest decimal form is what its author saw."""
    if isinstance(value, bool):
        raise NumberRefused("Ô này là giá trị đúng/sai, không phải số: hãy nhập số.")
    try:
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        exact = Decimal("NaN")
    if not exact.is_finite():
        raise NumberRefused(f"“{value}” không phải số: hãy nhập lại.")
    return exact


def _split_sign(typed: object) -> tuple[int, str]:
    if not isinstance(typed, str):
        raise NumberRefused(f"“{typed}” không phải số: hãy nhập lại.")
    body = typed.strip()
    return (-1, body[1:].lstrip()) if body[:1] in ("-", MINUS) else (1, body)


def _whole(body: str) -> int | None:
    if _DIGITS.fullmatch(body) or _BY_DOTS.fullmatch(body) or _BY_SPACES.fullmatch(body):
        return int(re.sub(rf"[.{_SPACES}]", "", body))
    return None


def _ambiguous(body: str) -> bool:
    """One mark only: a dot is never a decimal mark here, and a comma before three digits may group thousands."""
    mark = _ONE_MARK.fullmatch(body)
    return bool(mark) and (mark[2] == "." or _groups(mark))


def _groups(mark: re.Match) -> bool:
    return len(mark[3]) == 3 and len(mark[1]) <= 3 and not mark[1].startswith("0")


def _two_readings(body: str) -> str:
    mark = _ONE_MARK.fullmatch(body)
    return f"{mark[1]}{mark[3]} hay {mark[1]},{mark[3]}" if mark else ""


def _way_out(body: str, places: int) -> str:
    mark = _ONE_MARK.fullmatch(body)
    if len(mark[3]) <= places:
        return f"hãy gõ {mark[1]}{mark[3]} hoặc {mark[1]},{mark[3]}."
    return f"hãy gõ {mark[1]}{mark[3]} nếu là số nguyên, hoặc chỉ ghi {places} chữ số sau dấu phẩy nếu là số lẻ."


def _within_places(value: Decimal, typed: object, places: int) -> Decimal:
    if value != rounded(value, places):
        raise NumberRefused(
            f"“{typed}” có quá {places} chữ số thập phân: hãy nhập tối đa {places} chữ số sau dấu phẩy."
        )
    return value
