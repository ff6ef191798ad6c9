"""Days are day first, in words and in figures, and never swapped."""

from datetime import date, datetime, timedelta

import pytest

from printing.dates import DayRefused, day, parse_day


def test_every_day_of_two_centuries_is_read_as_it_is_printed():
    first, last = date(1900, 1, 1), date(2100, 12, 31)
    days = [first + timedelta(number) for number in range((last - first).days + 1)]

    assert len(days) == 73_414
    assert [each for each in days if parse_day(day(each)) != each or parse_day(each.isoformat()) != each] == []


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("01/02/1980", date(1980, 2, 1)),
        ("13/02/1980", date(1980, 2, 13)),
        ("1/2/1980", date(1980, 2, 1)),
        ("1-2-1980", date(1980, 2, 1)),
        ("1.2.1980", date(1980, 2, 1)),
        ("1980-02-01", date(1980, 2, 1)),
        (datetime(1980, 2, 1, 0, 0), date(1980, 2, 1)),
        (date(1980, 2, 1), date(1980, 2, 1)),
        ("", None),
        (None, None),
    ],
)
def test_days_are_read_day_first(typed, means):
    assert parse_day(typed) == means


@pytest.mark.parametrize("typed", ["31/02/1980", "29/02/2023", "00/01/2020", "1/13/2020", "0/0/0000", "32/12/2020"])
def test_a_day_that_is_not_in_the_calendar_is_refused(typed):
    with pytest.raises(DayRefused, match=f"“{typed}” không"):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["1/2/80", "1980", "tháng 2/1980", "1/2-1980", "02/1980", 29252, 1980.0, "１/2/1980"])
def test_what_is_no_whole_day_is_refused(typed):
    with pytest.raises(DayRefused, match="hãy ghi ngày/tháng/năm"):
        parse_day(typed)
