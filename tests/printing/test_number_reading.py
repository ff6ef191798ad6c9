"""What people type, string by string and parser by parser: read exactly, or refused in a sentence that helps."""

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.numbers import NumberRefused, parse_decimal, parse_integer, parse_money, parse_percent

PARSERS = {"integer": parse_integer, "decimal": parse_decimal, "money": parse_money, "percent": parse_percent}
X = "refused"


def outcome(parse, *arguments):
    try:
        return parse(*arguments)
    except NumberRefused:
        return X


# typed: as an integer, as a decimal of two places, as money in đồng, as a percentage of one place
READINGS = {
    "570286": (570286, 570286, 570286, 570286),
    "570.286": (570286, X, 570286, X),
    "570 286": (570286, 570286, 570286, 570286),
    "570\u00a0286": (570286, 570286, 570286, 570286),
    "570\u202f286": (570286, 570286, 570286, 570286),
    "570\u2009286": (570286, 570286, 570286, 570286),
    " 12 ": (12, 12, 12, 12),
    "\u00a012\n": (12, 12, 12, 12),
    "0": (0, 0, 0, 0),
    "01": (1, 1, 1, 1),
    "0012": (12, 12, 12, 12),
    "-7": (-7, -7, -7, -7),
    "− 7": (-7, -7, -7, -7),
    "−1.234.567": (-1234567, -1234567, -1234567, -1234567),
    "1.234.567": (1234567, 1234567, 1234567, 1234567),
    "1 234 567": (1234567, 1234567, 1234567, 1234567),
    "1.234": (1234, X, 1234, X),
    "1,234": (X, X, X, X),
    "1234,567": (X, X, X, X),
    "12.5": (X, X, X, X),
    "12,5": (X, "12.5", X, "12.5"),
    "12,50": (X, "12.5", X, "12.5"),
    "12,55": (X, "12.55", X, X),
    "0.5": (X, X, X, X),
    "0,5": (X, "0.5", X, "0.5"),
    "0.570": (X, X, X, X),
    "0,570": (X, "0.57", X, X),
    "-12,5": (X, "-12.5", X, "-12.5"),
    "66.807,55": (X, "66807.55", X, X),
    "66 807,5": (X, "66807.5", X, "66807.5"),
    "66,807.55": (X, X, X, X),
    "57.0286": (X, X, X, X),
    "1.23.456": (X, X, X, X),
    "1234.567": (X, X, X, X),
    "1.234 567": (X, X, X, X),
    "1\u00a0234 567": (X, X, X, X),
    "1  234": (X, X, X, X),
    "1 23": (X, X, X, X),
    "1..234": (X, X, X, X),
    "1,2,3": (X, X, X, X),
    "1.234,": (X, X, X, X),
    ",5": (X, X, X, X),
    "5.": (X, X, X, X),
    ".": (X, X, X, X),
    "-": (X, X, X, X),
    "--5": (X, X, X, X),
    "5-": (X, X, X, X),
    "+5": (X, X, X, X),
    "(5)": (X, X, X, X),
    "1e3": (X, X, X, X),
    "1_000": (X, X, X, X),
    "0x10": (X, X, X, X),
    "NaN": (X, X, X, X),
    "inf": (X, X, X, X),
    "−Infinity": (X, X, X, X),
    "１２": (X, X, X, X),
    "١٢": (X, X, X, X),
    "²": (X, X, X, X),
    "1'234": (X, X, X, X),
    "12 người": (X, X, X, X),
    "9/10": (X, X, X, X),
    "từ 61": (X, X, X, X),
    "=1+1": (X, X, X, X),
    "–": (X, X, X, X),
    "74%": (X, X, X, 74),
    "121,2 %": (X, X, X, "121.2"),
    "74%%": (X, X, X, X),
    "%": (X, X, X, X),
    "đồng": (X, X, X, X),
    "412.296.737.000 đồng": (X, X, 412296737000, X),
    "17 tỷ 942 triệu đồng": (X, X, 17942000000, X),
    "17 TỶ 942 Triệu": (X, X, 17942000000, X),
    "17tỉ942triệu": (X, X, 17942000000, X),
    "2,1 tỷ đồng": (X, X, 2100000000, X),
    "-450 triệu": (X, X, -450000000, X),
    "500 ngàn": (X, X, 500000, X),
    "2.1 tỷ": (X, X, X, X),
    "1.234 tỷ": (X, X, X, X),
    "1,234 tỷ": (X, X, X, X),
    "95.273,7 tỷ": (X, X, 95273700000000, X),
    "1.234 tỷ 5 triệu": (X, X, 1234005000000, X),
    "17 tỷ -5 triệu": (X, X, X, X),
    "17 tỷ 2,5 triệu": (X, X, X, X),
    "17 tỷ 1942 triệu": (X, X, X, X),
    "942 triệu 17 tỷ": (X, X, X, X),
    "1 tỷ 2 tỷ": (X, X, X, X),
    "17 tỷ 942": (X, X, X, X),
    "0,0000000001 tỷ": (X, X, X, X),
    "tỷ": (X, X, X, X),
    "5 đô la": (X, X, X, X),
    "9" * 61: (X, X, X, X),
    "9" * 5000: (X, X, X, X),
    "": (None,) * 4,
    " \u00a0\t": (None,) * 4,
}
CASES = [
    pytest.param(kind, typed, means, id=f"{kind} {typed[:24]!a}")
    for typed, row in READINGS.items()
    for kind, means in zip(PARSERS, row, strict=True)
]


@pytest.mark.parametrize(("kind", "typed", "means"), CASES)
def test_each_string_is_read_exactly_or_refused(kind, typed, means):
    assert outcome(PARSERS[kind], typed) == (means if means in {None, X} else Decimal(means))


@pytest.mark.parametrize(("kind", "typed", "means"), [case for case in CASES if case.values[2] == X])
def test_each_refusal_is_a_sentence_that_quotes_what_was_typed(kind, typed, means):
    with pytest.raises(NumberRefused) as refused:
        PARSERS[kind](typed)

    said = str(refused.value)
    assert said.startswith(f"“{typed[:20]}")
    assert ": hãy " in said
    assert said.endswith(".")


@pytest.mark.parametrize("parse", [parse_integer, parse_money], ids=["integer", "money"])
def test_whole_numbers_come_back_as_int(parse):
    assert [type(parse(typed)) for typed in ("-1.234", 7.0, Decimal("8.00"))] == [int, int, int]


@pytest.mark.parametrize("cell", [12.5, True, False, float("nan"), float("inf"), Decimal("sNaN"), 1e300, 1e-300,
                                  10**400, Decimal("1E+400"), [], b"12", object])  # fmt: skip
@pytest.mark.parametrize("parse", [parse_integer, parse_money], ids=["integer", "money"])
def test_cells_that_hold_no_whole_number_are_refused(parse, cell):
    with pytest.raises(NumberRefused):
        parse(cell)


@pytest.mark.parametrize("cell", [True, float("nan"), 1e300, 1e-300, 0.1 + 0.2, 12.555, [], b"12"])
@pytest.mark.parametrize("parse", [parse_decimal, parse_percent], ids=["decimal", "percent"])
def test_cells_that_hold_no_decimal_of_the_places_are_refused(parse, cell):
    with pytest.raises(NumberRefused):
        parse(cell)


@pytest.mark.parametrize(
    ("parse", "typed", "sentence"),
    [
        (parse_integer, 12.5, "“12,5” không phải số nguyên: hãy nhập số không có phần thập phân."),
        (parse_integer, "12 người", "“12 người” không phải số nguyên: hãy gõ như 570286 hoặc 570.286."),
        (
            parse_integer,
            "1,234",
            "“1,234” không rõ là 1234 hay 1,234; ở đây cần số nguyên: hãy gõ liền các chữ số.",
        ),
        (
            parse_decimal,
            "-1.234",
            "“-1.234” không rõ là -1234 hay -1,234: hãy gõ -1234 nếu là số nguyên, "
            "hoặc chỉ ghi 2 chữ số sau dấu phẩy nếu là số lẻ.",
        ),
        (parse_decimal, "12.5", "“12.5” không rõ là 125 hay 12,5: hãy gõ 125 hoặc 12,5."),
        (parse_decimal, "0.5", "“0.5” có lẽ là 0,5: hãy gõ 0,5."),
        (parse_decimal, "0.125", "“0.125” có lẽ là 0,125: hãy ghi tối đa 2 chữ số sau dấu phẩy."),
        (
            parse_decimal,
            12.555,
            "“12,555” có quá 2 chữ số thập phân: hãy nhập tối đa 2 chữ số sau dấu phẩy.",
        ),
        (parse_percent, "12.5%", "“12.5%” không rõ là 125 hay 12,5: hãy gõ 125 hoặc 12,5."),
        (
            parse_money,
            "1.234 tỷ",
            "“1.234 tỷ” không rõ là 1.234.000.000.000 đồng hay 1.234.000.000 đồng: hãy gõ đủ các chữ số như vậy.",
        ),
        (
            parse_money,
            "17 tỷ 1942 triệu",
            "“17 tỷ 1942 triệu” có tới 1.942 triệu: hãy chuyển phần nghìn lên đơn vị trước.",
        ),
        (parse_money, "0,0000000001 tỷ", "“0,0000000001 tỷ” lẻ dưới một đồng: hãy ghi số tiền tròn đồng."),
    ],
)
def test_a_refusal_says_what_was_typed_and_what_to_type(parse, typed, sentence):
    with pytest.raises(NumberRefused) as refused:
        parse(typed)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("typed", "places", "means"),
    [("1,234", 3, "1.234"), ("12,345", 4, "12.345"), ("1.234,567", 3, "1234.567"), ("570.286", 0, "570286")],
)
def test_how_many_decimals_are_asked_for_settles_what_a_mark_means(typed, places, means):
    assert parse_decimal(typed, places) == Decimal(means)


def test_a_field_without_decimals_asks_for_a_whole_number():
    with pytest.raises(NumberRefused, match="không rõ là 125 hay 12,5; ở đây cần số nguyên"):
        parse_decimal("12.5", 0)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_accents_sent_apart_are_read_alike(form):
    assert parse_money(unicodedata.normalize(form, "17 tỷ 942 triệu đồng")) == 17_942_000_000


def test_long_numbers_keep_every_digit():
    assert parse_decimal("-12345678901234567890123456789,12") == Decimal("-12345678901234567890123456789.12")
    assert parse_money("12345678901234567890123456789 tỷ") == 12345678901234567890123456789 * 10**9


# The slow grammar: letter by letter, sharing nothing with the module but the rules of the specification


def slow_whole(body: str) -> int | None:
    marks = {letter for letter in body if not ("0" <= letter <= "9")}
    if not body or len(marks) > 1 or not marks <= set(". \u00a0\u2009\u202f"):
        return None
    first, *groups = body.split(marks.pop()) if marks else [body]
    wrong_head = groups and (not 1 <= len(first) <= 3 or first.startswith("0"))
    if wrong_head or not first or any(len(group) != 3 for group in groups):
        return None
    value = 0
    for letter in first + "".join(groups):
        value = value * 10 + "0123456789".index(letter)
    return value


def slow_sign(typed: str) -> tuple[int, str]:
    body = typed.strip()
    return (-1, body[1:].lstrip()) if body.startswith(("-", "−")) else (1, body)


def slow_integer(typed: str) -> int | str | None:
    sign, body = slow_sign(typed)
    whole = slow_whole(body)
    return None if not typed.strip() else X if whole is None else sign * whole


def slow_decimal(typed: str, places: int) -> Decimal | str | None:
    sign, body = slow_sign(typed)
    if not typed.strip():
        return None
    head, *tail = body.split(",")
    whole = slow_whole(head)
    digits = tail[0] if tail else "0"
    if places == 0:
        return slow_integer(typed)
    if whole is None or len(tail) > 1 or not digits or not set(digits) <= set("0123456789"):
        return X
    one_dot = not tail and head.count(".") == 1
    english = tail and head.isdigit() and len(head) <= 3 and head[0] != "0" and len(digits) == 3 and places < 3
    if one_dot or english or set(digits[places:]) - {"0"}:
        return X
    return sign * (Decimal(whole) + Decimal(int(digits)) / 10 ** len(digits))


marked_digits = st.text(alphabet="0123456789.,- \u00a0\u202f−", max_size=12)
well_grouped = st.builds(
    lambda sign, head, mark, groups, comma, tail: sign + mark.join([head, *groups]) + comma + tail,
    st.sampled_from(["", "-", "−"]),
    st.from_regex(r"[0-9]{1,3}", fullmatch=True),
    st.sampled_from([".", " ", "\u00a0", ",", ""]),
    st.lists(st.from_regex(r"[0-9]{3}", fullmatch=True), max_size=3),
    st.sampled_from([",", "", "."]),
    st.from_regex(r"[0-9]{0,4}", fullmatch=True),
)
often = settings(max_examples=800, deadline=None)


@often
@given(marked_digits | well_grouped)
def test_an_integer_is_what_the_slow_grammar_reads(typed):
    assert outcome(parse_integer, typed) == slow_integer(typed)


@often
@given(marked_digits | well_grouped, st.integers(0, 4))
def test_a_decimal_is_what_the_slow_grammar_reads(typed, places):
    assert outcome(parse_decimal, typed, places) == slow_decimal(typed, places)


@often
@given(marked_digits | well_grouped, st.sampled_from(["", "%", " %"]))
def test_a_percentage_is_what_the_slow_grammar_reads(typed, suffix):
    expected = slow_decimal(typed, 1)
    assert outcome(parse_percent, typed + suffix) == (X if expected is None and suffix else expected)


@often
@given(st.lists(st.tuples(st.integers(0, 1200), st.sampled_from(["tỷ", "triệu", "nghìn"])), min_size=2, max_size=3))
def test_money_in_words_is_what_its_parts_add_up_to(parts):
    sizes = [{"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3}[unit] for _, unit in parts]
    falling = all(one > other for one, other in pairwise(sizes))
    fits = all(amount < 1000 for amount, _ in parts[1:])
    expected = sum(amount * size for (amount, _), size in zip(parts, sizes, strict=True)) if falling and fits else X

    assert outcome(parse_money, " ".join(f"{amount} {unit}" for amount, unit in parts) + " đồng") == expected


@often
@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused_and_nothing_breaks(typed):
    for parse in PARSERS.values():
        outcome(parse, typed)


@often
@given(st.from_regex(r"-?[0-9]{1,5}[.,][0-9]{1,5}", fullmatch=True), st.integers(1, 4))
def test_what_a_refusal_names_to_type_is_taken(typed, places):
    try:
        parse_decimal(typed, places)
        advised = []
    except NumberRefused as refusal:
        advised = re.findall(r"(?:gõ|hoặc) (-?\d+(?:,\d+)?)(?=[ .]|$)", str(refusal).partition("”")[2])

    assert [each for each in advised if outcome(parse_decimal, each, places) == X] == []
