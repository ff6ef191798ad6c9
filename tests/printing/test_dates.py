"""Days are day first, in words and in figures, and never swapped."""

from datetime import date, datetime, time, timedelta

import pytest

from printing.dates import DayRefused, clock_in_words, day, day_in_words, parse_day, year_only


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


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2023, 12, 26), "ngày 26 tháng 12 năm 2023"),
        (date(2024, 1, 9), "ngày 09 tháng 01 năm 2024"),
        (date(2024, 2, 10), "ngày 10 tháng 02 năm 2024"),
        (date(2024, 3, 1), "ngày 01 tháng 3 năm 2024"),
        (date(2024, 9, 30), "ngày 30 tháng 9 năm 2024"),
        (date(2024, 10, 5), "ngày 05 tháng 10 năm 2024"),
        (None, "–"),
    ],
)
def test_official_papers_pad_days_below_ten_and_the_first_two_months(value, words):
    assert day_in_words(value) == words


def test_days_are_printed_with_two_digits_and_the_unknown_day_as_a_dash():
    assert (day(date(2023, 12, 26)), day(date(2023, 7, 4)), day(None)) == ("26/12/2023", "04/07/2023", "–")


def test_a_day_that_never_was_is_refused_with_the_reason():
    with pytest.raises(DayRefused) as refused:
        parse_day("31/02/1980")

    assert str(refused.value) == "“31/02/1980” không có trên lịch: hãy kiểm tra ngày 31 tháng 2 năm 1980."


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        (1980, 1980),
        ("1980", 1980),
        (" năm 2023 ", 2023),
        (29252, None),
        ("1/1/1980", None),
        (1980.0, None),
        (None, None),
    ],
)
def test_a_year_alone_is_told_as_a_year_and_never_read_as_a_day(typed, year):
    assert year_only(typed) == year


def test_the_hour_of_a_meeting_is_written_out_on_paper():
    assert (clock_in_words(time(8, 0)), clock_in_words(time(13, 30)), clock_in_words(None)) == (
        "08 giờ 00 phút",
        "13 giờ 30 phút",
        "–",
    )
