"""Numbers in Vietnamese: the only rounding, the only formatting and the only parsing of the project.

A dot groups thousands, a comma begins the decimals. Formatters take int or Decimal (never float) and print an en dash
for None. Parsers take what a person typed or a spreadsheet cell held and return exactly that, or raise NumberRefused
with a sentence that quotes it and, where it could mean two numbers, names both. Nothing is guessed.
"""

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

Number = int | Decimal
UNKNOWN = "–"
MINUS = "−"
_SPACES = " \u00a0\u2009\u202f"
_BILLION, _MILLION, _THOUSAND = 10**9, 10**6, 10**3
_LONGEST = 60  # characters of a number in any of its forms; more is a slip of the keyboard or an attack
_PRECISION = 100  # digits: exact for whatever fits in _LONGEST; Decimal's own 28 would round in silence
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
        context.prec = _PRECISION
        return _exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


def plain(value: Number | None) -> str | None:
    """Plain decimal notation for programs: "66807.55", no exponent, no trailing zeros."""
    if value is None:
        return None
    text = f"{_exact(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def grouped(value: Number | None, decimals: int | None = None) -> str:
    """570286 as "570.286". With `decimals`, rounded to so many and all of them printed, zeros too ("7,50");
    without, the digits the value has, trailing zeros dropped."""
    if value is None:
        return UNKNOWN
    text = plain(value) if decimals is None else f"{rounded(value, decimals):f}"
    whole, _, fraction = text.removeprefix("-").partition(".")
    sign = MINUS if text.startswith("-") and (whole + fraction).strip("0") else ""
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def percent(value: Number | None) -> str:
    """A value already in percent: at most one decimal, ",0" dropped: "121,2%", "209%"."""
    return UNKNOWN if value is None else f"{grouped(rounded(value, 1), 1).removesuffix(',0')}%"


def percentage(part: Number | None, whole: Number | None) -> Decimal | None:
    """How many percent `part` is of `whole`, not rounded: 97 of 80 is 121.25; None of nought and of what is unknown."""
    if part is None or not whole:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        return 100 * _exact(part) / _exact(whole)


def counted(value: Number | None) -> str:
    """A count standing alone in prose: "01", "09", "12", "1.234". Nought is "0"."""
    printed = grouped(value)
    return f"0{printed}" if printed in tuple("123456789") else printed


def achieved(part: Number | None, whole: Number | None) -> str:
    """A count against its plan, never padded: "9/10"; a side without data is an en dash: "9/–"."""
    return f"{grouped(part)}/{grouped(whole)}"


def times(value: Number | None) -> str:
    """A multiple with at most one decimal: "2,4 lần"."""
    return UNKNOWN if value is None else f"{grouped(rounded(value, 1), 1).removesuffix(',0')} lần"


def signed(value: Number | None) -> str:
    """A change with its sign: "+3.189", "−12", "0"."""
    return f"+{grouped(value)}" if value is not None and value > 0 else grouped(value)


def growth(before: Number | None, now: Number | None) -> Decimal | None:
    """How many percent `now` is above (below: negative) `before`; None where one is unknown or `before` is nought.

    Of the size of `before`: a loss of 10 that becomes a loss of 5 grew by 50.
    """
    if now is None or not before:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        return 100 * (_exact(now) - _exact(before)) / abs(_exact(before))


def signed_percent(value: Number | None) -> str:
    """A growth with its sign: "+0,6%", "−3%", "0%"."""
    return f"+{percent(value)}" if value is not None and rounded(value, 1) > 0 else percent(value)


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
    if abs(rounded(value)) < _MILLION:
        return money(value)
    millions = rounded(_exact(value) / _MILLION, 1)
    amount, name = (millions, "triệu") if abs(millions) < 1000 else (rounded(_exact(value) / _BILLION, 1), "tỷ")
    return f"{grouped(amount, 1).removesuffix(',0')} {name} đồng"


# Parsing

_DIGITS = re.compile(r"\d+", re.ASCII)
_BY_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_BY_SPACES = re.compile(rf"[1-9]\d{{0,2}}([{_SPACES}])\d{{3}}(?:\1\d{{3}})*", re.ASCII)
_ONE_MARK = re.compile(r"(0|[1-9]\d*)([.,])(\d+)", re.ASCII)
_UNIT_WORD = re.compile(f"({'|'.join(_UNITS)})")
_NO_INTEGER = "không phải số nguyên: hãy gõ như 570286 hoặc 570.286."
_NO_MONEY = "không phải số tiền: hãy gõ như 17.942.000.000 hoặc 17 tỷ 942 triệu đồng."


def parse_integer(typed: object) -> int | None:
    """Read a whole number: 570286, "570.286", "570 286", 7.0 from a spreadsheet; None for blank.

    A minus is read, a plus is not: nobody writes one. Raises NumberRefused.
    """
    if _blank(typed):
        return None
    if not isinstance(typed, int | float | Decimal):
        return _read_integer(_text(typed), typed, _NO_INTEGER)
    value = _native(typed)
    if value != value.to_integral_value():
        raise NumberRefused(f"“{_said(value)}” không phải số nguyên: hãy nhập số không có phần thập phân.")
    return int(value)


def parse_decimal(typed: object, places: int = 2) -> Decimal | None:
    """Read a number with at most `places` decimals: "66.807,55", "12,5", "64720"; None for blank.

    Raises NumberRefused, above all for "1.234" and "12.5", which could be two numbers, and for "1,234"
    unless three decimals are asked for, when it is the only way to write them. No places: a whole number.
    """
    if _blank(typed):
        return None
    if isinstance(typed, int | float | Decimal):
        value = _native(typed)
        return _within_places(value, _said(value), places)
    return _read_decimal(_text(typed), typed, places)


def parse_percent(typed: object, places: int = 1) -> Decimal | None:
    """Read a percentage, with or without its sign: "121,2%" is Decimal("121.2"). Raises NumberRefused.

    A number from a program is taken as percent; a spreadsheet's percent format, which stores 0.97 for 97%,
    is the business of whoever reads the cell.
    """
    if not isinstance(typed, str) or _blank(typed):
        return parse_decimal(typed, places)
    return _read_decimal(_text(typed).removesuffix("%").rstrip(), typed, places)


def parse_money(typed: object) -> int | None:
    """Read an amount in đồng: "412.296.737.000 đồng", "17 tỷ 942 triệu đồng", "2,1 tỷ"; None for blank.

    Raises NumberRefused, also for a fraction of a đồng.
    """
    if not isinstance(typed, str) or _blank(typed):
        return parse_integer(typed)
    text = _text(typed).casefold().removesuffix("đồng").rstrip()
    return _read_words(text, typed) if _UNIT_WORD.search(text) else _read_integer(text, typed, _NO_MONEY)


def _read_integer(text: str, typed: object, otherwise: str) -> int:
    sign, body = _split_sign(text)
    if (whole := _whole(body)) is not None:
        return int(f"{sign}{whole}")
    if mark := _ONE_MARK.fullmatch(body):
        raise NumberRefused(f"“{typed}” {_two_readings(sign, mark)}; ở đây cần số nguyên: hãy gõ liền các chữ số.")
    raise NumberRefused(f"“{typed}” {otherwise}")


def _read_decimal(text: str, typed: object, places: int) -> Decimal:
    if places == 0:
        return Decimal(_read_integer(text, typed, _NO_INTEGER))
    sign, body = _split_sign(text)
    if (mark := _ONE_MARK.fullmatch(body)) and _ambiguous(mark, places):
        raise NumberRefused(f"“{typed}” {_two_readings(sign, mark)}{_way_out(sign, mark, places)}")
    if (number := _fractional(body)) is None:
        example = "807,5512"[: 4 + min(places, 4)]
        raise NumberRefused(f"“{typed}” không phải số: hãy gõ như 66.{example} hoặc 66{example}.")
    return _within_places(Decimal(f"{sign}{number}"), typed, places)


def _read_words(text: str, typed: str) -> int:
    """Amounts of falling units: one may have decimals ("2,1 tỷ"), several are whole ("17 tỷ 942 triệu")."""
    sign, body = _split_sign(text)
    *said, rest = _UNIT_WORD.split(body)
    amounts, sizes = [amount.strip() for amount in said[::2]], [_UNITS[unit] for unit in said[1::2]]
    if rest.strip() or sizes != sorted(set(sizes), reverse=True):
        raise NumberRefused(f"“{typed}” {_NO_MONEY}")
    if len(amounts) == 1:
        return int(f"{sign}{_one_amount(amounts[0], sizes[0], typed)}")
    wholes = [_whole(amount) for amount in amounts]
    if None in wholes:
        raise NumberRefused(f"“{typed}” {_NO_MONEY}")
    for whole, unit in zip(wholes[1:], said[3::2], strict=True):
        if whole >= 1000:
            raise NumberRefused(f"“{typed}” có tới {grouped(whole)} {unit}: hãy chuyển phần nghìn lên đơn vị trước.")
    return int(f"{sign}{sum(whole * size for whole, size in zip(wholes, sizes, strict=True))}")


def _one_amount(body: str, size: int, typed: str) -> int:
    if (mark := _ONE_MARK.fullmatch(body)) and _ambiguous(mark, 2):
        one, other = (money(_scaled(reading, size)) for reading in (mark[1] + mark[3], f"{mark[1]}.{mark[3]}"))
        raise NumberRefused(f"“{typed}” không rõ là {one} hay {other}: hãy gõ đủ các chữ số như vậy.")
    if (number := _fractional(body)) is None:
        raise NumberRefused(f"“{typed}” {_NO_MONEY}")
    total = _scaled(number, size)
    if total != total.to_integral_value():
        raise NumberRefused(f"“{typed}” lẻ dưới một đồng: hãy ghi số tiền tròn đồng.")
    return int(total)


def _scaled(number: str, size: int) -> Decimal:
    with localcontext() as context:
        context.prec = _PRECISION
        return Decimal(number) * size


def _blank(typed: object) -> bool:
    return typed is None or (isinstance(typed, str) and not typed.strip())


def _text(typed: object) -> str:
    """What was typed, with its accents composed: some keyboards and copies send them apart."""
    if not isinstance(typed, str):
        raise NumberRefused(f"“{typed}” không phải số: hãy nhập lại.")
    text = unicodedata.normalize("NFC", typed.strip())
    if len(text) > _LONGEST:
        raise NumberRefused(f"“{text[:20]}…” dài {grouped(len(text))} ký tự, không phải một số: hãy kiểm tra lại.")
    return text


def _native(value: float | Decimal) -> Decimal:
    """A number as a spreadsheet or a program holds it; its shortest decimal form is what its author saw."""
    if isinstance(value, bool):
        raise NumberRefused("Ô này là giá trị đúng/sai, không phải số: hãy nhập số.")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise NumberRefused(f"“{value}” không phải số: hãy nhập lại.")
    if abs(exact.adjusted()) >= _LONGEST:
        raise NumberRefused(f"“{exact:.3e}” quá lớn hoặc quá nhỏ để là một số liệu: hãy kiểm tra lại.")
    return exact


def _said(value: Decimal) -> str:
    """A cell's number as its author reads it on the screen."""
    return grouped(value).replace(MINUS, "-")


def _split_sign(text: str) -> tuple[str, str]:
    return ("-", text[1:].lstrip()) if text[:1] in ("-", MINUS) else ("", text)


def _whole(body: str) -> int | None:
    if _DIGITS.fullmatch(body) or _BY_DOTS.fullmatch(body) or _BY_SPACES.fullmatch(body):
        return int(re.sub(rf"[.{_SPACES}]", "", body))
    return None


def _fractional(body: str) -> str | None:
    """The number in plain notation, or None where it is none."""
    whole, comma, fraction = body.partition(",")
    integer = _whole(whole)
    if integer is None or (comma and not _DIGITS.fullmatch(fraction)):
        return None
    return f"{integer}.{fraction}" if comma else str(integer)


def _ambiguous(mark: re.Match, places: int) -> bool:
    """A dot is no decimal mark here; a comma before three digits may group thousands as it does in English."""
    groups = mark[1] != "0" and len(mark[1]) <= 3 and len(mark[3]) == 3
    return mark[2] == "." or (groups and places < 3)


def _two_readings(sign: str, mark: re.Match) -> str:
    """Both numbers it could be; what begins with nought cannot be grouped, so there is only one."""
    decimal = f"{sign}{mark[1]},{mark[3]}"
    return f"có lẽ là {decimal}" if mark[1] == "0" else f"không rõ là {sign}{mark[1]}{mark[3]} hay {decimal}"


def _way_out(sign: str, mark: re.Match, places: int) -> str:
    whole, decimal = f"{sign}{mark[1]}{mark[3]}", f"{sign}{mark[1]},{mark[3]}"
    fits = len(mark[3]) <= places
    if mark[1] == "0":
        return f": hãy gõ {decimal}." if fits else f": hãy ghi tối đa {places} chữ số sau dấu phẩy."
    if fits:
        return f": hãy gõ {whole} hoặc {decimal}."
    return f": hãy gõ {whole} nếu là số nguyên, hoặc chỉ ghi {places} chữ số sau dấu phẩy nếu là số lẻ."


def _within_places(value: Decimal, typed: object, places: int) -> Decimal:
    exact = rounded(value, places)
    if value != exact:
        raise NumberRefused(
            f"“{typed}” có quá {places} chữ số thập phân: hãy nhập tối đa {places} chữ số sau dấu phẩy."
        )
    return exact if -value.as_tuple().exponent > places else value  # noughts beyond the places say nothing
