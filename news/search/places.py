"""Where a record stands among everything searched: one whole number, the newer the higher.

It is made of the second, the number of the source and the key of the record, so that the newest are found by walking
an index from its end, and a number alone tells the record. Records without a day stand before all others.
"""

from datetime import date, datetime, time
from functools import cache

from django.utils import timezone

_SOURCE_BITS, _RECORD_BITS = 5, 24
_SHIFT = _SOURCE_BITS + _RECORD_BITS
_UNDATED = -(2**33)  # seconds: before the year 1700


def place_of(at: date | datetime | None, *, source: int, record: int) -> int:
    """The place of a record. Raises OverflowError beyond 31 sources or 16 million records of one."""
    if not (0 <= source < 2**_SOURCE_BITS and 0 <= record < 2**_RECORD_BITS):
        raise OverflowError(f"source {source}, record {record} have no place")
    return (_seconds(at) << _SHIFT) + (source << _RECORD_BITS) + record


def record_of(place: int) -> tuple[int, int]:
    """The number of the source and the key of the record at a place."""
    return (place >> _RECORD_BITS) & (2**_SOURCE_BITS - 1), place & (2**_RECORD_BITS - 1)


def year_of(place: int) -> int | None:
    """The year of the office's calendar; None for what has no day."""
    seconds = place >> _SHIFT
    return None if seconds == _UNDATED else datetime.fromtimestamp(seconds, timezone.get_default_timezone()).year


@cache
def places_of_year(year: int) -> tuple[int, int]:
    """The first and the last place of a year, 1 to 9998."""
    first, after = (max(_seconds(date(each, 1, 1)), _UNDATED + 1) for each in (year, year + 1))
    return first << _SHIFT, (after << _SHIFT) - 1


def _seconds(at: date | datetime | None) -> int:
    if at is None:
        return _UNDATED
    if not isinstance(at, datetime):
        at = timezone.make_aware(datetime.combine(at, time()))
    return int(max(min(at.timestamp(), -_UNDATED - 1), _UNDATED + 1))
