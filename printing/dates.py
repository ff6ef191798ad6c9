"""Days in Vietnamese: day first, always with four digits of the year."""

import re
from datetime import date, datetime, time

from printing.numbers import UNKNOWN

_DAY_FIRST = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_YEAR = re.compile(r"(?:năm\s+)?((?:19|20)\d\d)", re.ASCII | re.IGNORECASE)


class DayRefused(ValueError):
    """What was typed is no day; the message is a whole sentence."""


def day(value: date | None) -> str:
    """26/12/2023; an en dash for None."""
    return UNKNOWN if value is None else f"{value.day:02}/{value.month:02}/{value.year:04}"


def day_in_prose(value: date | None) -> str:
    """As a sentence writes it, nothing padded: 30/6/2023."""
    return UNKNOWN if value is None else f"{value.day}/{value.month}/{value.year:04}"


def day_in_words(value: date | None) -> str:
    """As official papers write it: days below ten and the months January and February padded, no other."""
    if value is None:
        return UNKNOWN
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def clock_in_words(value: time | None) -> str:
    """08 giờ 00 phút, as invitations and minutes write it."""
    return UNKNOWN if value is None else f"{value.hour:02} giờ {value.minute:02} phút"


def parse_day(typed: object) -> date | None:
    """Read a day, day first: "01/02/1980" is 1 February; None for blank. Raises DayRefused."""
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None
    if isinstance(typed, datetime):
        return typed.date()
    if isinstance(typed, date):
        return typed
    text = str(typed).strip()
    if found := _DAY_FIRST.fullmatch(text):
        return _real(int(found[4]), int(found[3]), int(found[1]), text)
    if found := _ISO.fullmatch(text):
        return _real(int(found[1]), int(found[2]), int(found[3]), text)
    raise DayRefused(f"“{text}” không phải ngày: hãy ghi ngày/tháng/năm đủ bốn chữ số của năm, ví dụ 13/02/1980.")


def year_only(typed: object) -> int | None:
    """The year where nothing but a year was typed (1980, "1980", "năm 1980"), else None. It is never a day."""
    found = _YEAR.fullmatch(str(typed).strip()) if isinstance(typed, int | str) else None
    return int(found[1]) if found else None


def _real(year: int, month: int, number: int, text: str) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise DayRefused(f"“{text}” không có trên lịch: hãy kiểm tra ngày {number} tháng {month} năm {year}.") from None
