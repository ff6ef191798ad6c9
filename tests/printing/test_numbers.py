"""A Vietnamese number means what its author meant, or is refused in words; printed and read again it is the same."""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from printing import numbers
from printing.numbers import NumberRefused, parse_decimal, parse_integer, parse_money, parse_percent

integers = st.integers(-(10**15), 10**15)
decimals = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
often = settings(max_examples=500, deadline=None)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (numbers.percent(numbers.percentage(97, 80)), "121,2%"),
        (numbers.percent(numbers.percentage(627, 300)), "209%"),
        (numbers.percent(numbers.percentage(11, 10)), "110%"),
        (numbers.percent(numbers.percentage(37, 50)), "74%"),
        (numbers.percent(numbers.percentage(1, 0)), "–"),
        (numbers.grouped(570_286), "570.286"),
        (numbers.grouped(Decimal("66807.55")), "66.807,55"),
        (numbers.grouped(64_720), "64.720"),
        (numbers.grouped(Decimal("7.5"), 2), "7,50"),
        (numbers.grouped(None), "–"),
        (numbers.grouped(-1234), "−1.234"),
        (numbers.grouped(Decimal("-0.001"), 2), "0,00"),
        (numbers.money(412_296_737_000), "412.296.737.000 đồng"),
        (numbers.money_words(17_942_000_000), "17 tỷ 942 triệu đồng"),
        (numbers.money_words(17_000_000_000), "17 tỷ đồng"),
        (numbers.money_words(450_000_000), "450 triệu đồng"),
        (numbers.money_words(450_000_500), "450.000.500 đồng"),
        (numbers.money_words(0), "0 đồng"),
        (numbers.money_short(2_100_000_000), "2,1 tỷ đồng"),
        (numbers.money_short(450_000_000), "450 triệu đồng"),
        (numbers.money_short(5_300_000), "5,3 triệu đồng"),
        (numbers.money_short(999_960_000), "1 tỷ đồng"),
        (numbers.money_short(950_000), "950.000 đồng"),
        (numbers.money_short(-2_150_000_000), "−2,2 tỷ đồng"),
        (numbers.money_short(95_273_695_000_000), "95.273,7 tỷ đồng"),
        (numbers.counted(1), "01"),
        (numbers.counted(9), "09"),
        (numbers.counted(10), "10"),
        (numbers.counted(0), "0"),
        (numbers.counted(1234), "1.234"),
        (numbers.achieved(9, 10), "9/10"),
        (numbers.times(Decimal("2.4")), "2,4 lần"),
        (numbers.signed(3189), "+3.189"),
        (numbers.signed(-12), "−12"),
        (numbers.signed(0), "0"),
        (numbers.signed(Decimal("0.00")), "0"),
        (numbers.year(2023), "2023"),
        (numbers.grouped(570_286 - 3_189), "567.097"),
        (numbers.grouped(Decimal("7.50")), "7,5"),
        (numbers.grouped(Decimal("1E+3")), "1.000"),
        (numbers.grouped(412_296_737_000), "412.296.737.000"),
        (numbers.percent(Decimal("121.25")), "121,2%"),
        (numbers.percent(Decimal("121.35")), "121,4%"),
        (numbers.percent(Decimal("-0.04")), "0%"),
        (numbers.percent(numbers.percentage(0, 5)), "0%"),
        (numbers.percent(numbers.percentage(-1, 3)), "−33,3%"),
        (numbers.counted(Decimal("5.5")), "5,5"),
        (numbers.counted(Decimal("5.0")), "05"),
        (numbers.counted(-3), "−3"),
        (numbers.money(Decimal("2.5")), "2 đồng"),
        (numbers.money_words(-17_942_000_000), "−17 tỷ 942 triệu đồng"),
        (numbers.money_short(999_949_999), "999,9 triệu đồng"),
        (numbers.money_short(Decimal("999999.7")), "1 triệu đồng"),
        (numbers.money_short(Decimal("2149999999.6")), "2,1 tỷ đồng"),
        (numbers.times(2), "2 lần"),
        (numbers.plain(570_286), "570286"),
        (numbers.plain(Decimal("66807.550")), "66807.55"),
        (numbers.plain(Decimal("1E+3")), "1000"),
        (numbers.plain(Decimal("1E-7")), "0.0000001"),
        (numbers.plain(Decimal("-0.00")), "0"),
    ],
)
def test_figures_are_printed_as_the_reports_print_them(printed, expected):
    assert printed == expected


FORMATTERS = [numbers.grouped, numbers.percent, numbers.counted, numbers.money, numbers.money_words,
              numbers.money_short, numbers.times, numbers.signed]  # fmt: skip


@pytest.mark.parametrize("formatter", [*FORMATTERS, numbers.year])
def test_where_nothing_is_known_a_dash_is_printed(formatter):
    assert formatter(None) == "–"


def test_shares_of_the_unknown_are_unknown():
    assert (
        numbers.percent(numbers.percentage(None, 5)),
        numbers.percent(numbers.percentage(5, None)),
        numbers.plain(None),
    ) == ("–", "–", None)
    assert numbers.achieved(None, 10) == "–/10"


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_no_formatter_takes_a_binary_fraction(formatter):
    with pytest.raises(TypeError, match="never float"):
        formatter(2.0)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("570286", 570_286),
        ("570.286", 570_286),
        ("570 286", 570_286),
        ("570\u00a0286", 570_286),
        ("570\u202f286", 570_286),
        ("1.234.567", 1_234_567),
        (" 12 ", 12),
        ("01", 1),
        ("0", 0),
        ("-7", -7),
        ("−1.234", -1_234),
        (7, 7),
        (7.0, 7),
        (Decimal("8.00"), 8),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_whole_numbers_are_read(typed, means):
    assert parse_integer(typed) == means


@pytest.mark.parametrize(
    "typed",
    ["1,234", "12.5", "12,5", "57.0286", "1.23.456", "1.234,5", "0.570", "1e3", "1_000", "NaN", "inf", "x", "12 người",
     "１２", "١٢", "1 23", "570 286.123", "1.234 567", "--5", "5-", "+5", ".5", "5.", "1..234", True, 12.5,
     float("nan"), float("inf"), Decimal("1.5"), [], "=1+1"],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(NumberRefused):
        parse_integer(typed)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("66.807,55", "66807.55"),
        ("66807,55", "66807.55"),
        ("66 807,55", "66807.55"),
        ("12,5", "12.5"),
        ("0,25", "0.25"),
        ("64720", "64720"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("-12,5", "-12.5"),
        (12.5, "12.5"),
        (0.1, "0.1"),
        (7, "7"),
    ],
)
def test_decimals_are_read(typed, means):
    assert parse_decimal(typed) == Decimal(means)


@pytest.mark.parametrize(
    ("typed", "one", "other"),
    [("1.234", "1234", "1,234"), ("1,234", "1234", "1,234"), ("12.5", "125", "12,5"), ("570.286", "570286", "570,286")],
)
def test_what_could_be_two_numbers_is_refused_with_both_readings_named(typed, one, other):
    with pytest.raises(NumberRefused) as refused:
        parse_decimal(typed)

    said = str(refused.value)
    assert said.startswith(f"“{typed}” không rõ là {one} hay {other}: hãy gõ {one}")
    assert said.endswith(".")


@pytest.mark.parametrize("typed", ["1,234", "12.5"])
def test_a_whole_number_with_a_stray_mark_has_both_readings_named(typed):
    with pytest.raises(NumberRefused, match="không rõ là"):
        parse_integer(typed)


@pytest.mark.parametrize(
    "typed", ["0,125", "12,345.6", "1,2,3", "1.23,4", "abc", "1e3", "12,", ",5", True, float("nan")]
)
def test_what_is_no_decimal_is_refused(typed):
    with pytest.raises(NumberRefused):
        parse_decimal(typed)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("412.296.737.000 đồng", 412_296_737_000),
        ("17 tỷ 942 triệu đồng", 17_942_000_000),
        ("2,1 tỷ đồng", 2_100_000_000),
        ("450 triệu", 450_000_000),
        ("500 nghìn đồng", 500_000),
        ("1.234 tỷ 5 triệu", 1_234_005_000_000),
        ("5000000", 5_000_000),
        (5_000_000.0, 5_000_000),
        ("-450 triệu", -450_000_000),
        (None, None),
    ],
)
def test_money_is_read_in_figures_and_in_words(typed, means):
    assert parse_money(typed) == means


@pytest.mark.parametrize(
    "typed",
    ["1.234 tỷ", "2.1 tỷ", "942 triệu 17 tỷ", "17 tỷ 1942 triệu", "17 tỷ và ít", "1 tỷ 2 tỷ",
     "0,0000000001 tỷ", "tỷ", "5 đô la"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(NumberRefused):
        parse_money(typed)


@pytest.mark.parametrize(("typed", "means"), [("121,2%", "121.2"), ("74 %", "74"), ("0,5", "0.5")])
def test_percentages_are_read(typed, means):
    assert parse_percent(typed) == Decimal(means)


def test_binary_fractions_never_become_figures():
    with pytest.raises(TypeError, match="never float"):
        numbers.percent(97 / 80)


@often
@given(integers)
@example(570_286)
def test_a_whole_number_printed_and_read_is_the_same(value):
    assert parse_integer(numbers.grouped(value)) == value


@often
@given(decimals)
def test_a_decimal_printed_with_two_places_and_read_is_the_same(value):
    assert parse_decimal(numbers.grouped(value, 2)) == value


@often
@given(st.integers(-(10**15), 10**15), st.integers(0, 9))
def test_whatever_places_a_page_shows_are_read_as_the_same(value, places):
    exact = Decimal(value).scaleb(-places)

    assert parse_decimal(numbers.grouped(exact, places), places) == exact


@often
@given(integers)
def test_money_printed_in_either_way_and_read_is_the_same(value):
    assert parse_money(numbers.money(value)) == value
    assert parse_money(numbers.money_words(value)) == value
    assert parse_money(numbers.money_words(value - value % 10**6)) == value - value % 10**6


@often
@given(st.decimals(-999, 999, places=1))
def test_a_percentage_printed_and_read_is_the_same(value):
    assert parse_percent(numbers.percent(value)) == value


@often
@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 4))
def test_rounding_is_half_to_even(value, places):
    assert numbers.rounded(value, places) == value.quantize(Decimal(10) ** -places, ROUND_HALF_EVEN)


@often
@given(st.integers(-(10**15), 10**15), st.integers(1, 10**15))
@example(97, 80)
def test_a_share_is_rounded_from_the_exact_quotient(part, whole):
    tenths = round(Fraction(1000 * part, whole))  # fractions round half to even

    assert (
        parse_decimal(numbers.percent(numbers.percentage(part, whole)).removesuffix("%").replace(".", ""), 1)
        == Decimal(tenths) / 10
    )


@often
@given(st.integers(-(10**15), 10**15))
def test_short_money_keeps_below_a_thousand_of_any_unit_but_the_largest(value):
    number, unit = re.fullmatch(r"−?([\d.,]+) (đồng|triệu đồng|tỷ đồng)", numbers.money_short(value)).groups()
    amount = Decimal(number.replace(".", "").replace(",", "."))
    size, limit = {"đồng": (1, 10**6), "triệu đồng": (10**6, 1000), "tỷ đồng": (10**9, 10**7)}[unit]

    assert amount < limit
    assert abs(amount * size - abs(value)) * 20 <= (size if size > 1 else 0)


@often
@given(decimals)
def test_plain_notation_is_what_programs_read(value):
    text = numbers.plain(value)

    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)
    assert Decimal(text) == value


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (464, 467, "+0,6%"),
        (100, 97, "−3%"),
        (-10, -5, "+50%"),
        (-10, -20, "−100%"),
        (1000, 1000, "0%"),
        (100_000, 100_001, "0%"),
        (0, 5, "–"),
        (None, 5, "–"),
        (5, None, "–"),
    ],
)
def test_growth_is_told_of_the_size_of_what_there_was(before, now, said):
    assert numbers.signed_percent(numbers.growth(before, now)) == said
