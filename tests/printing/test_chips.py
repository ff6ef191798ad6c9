"""A chip is a place in a text bound to a figure; whoever reads the text reads its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.chips import Chip, capitalised, chip, chips, pieces, plain, rebound

SENTENCE = "toàn tỉnh có [[cooperatives|464]] HTX, [[cooperatives.moved|tăng 19]] HTX"


def test_a_text_is_read_with_the_numbers_of_its_chips():
    assert plain(SENTENCE) == "toàn tỉnh có 464 HTX, tăng 19 HTX"


def test_a_text_comes_apart_in_its_order():
    assert list(pieces(SENTENCE)) == [
        "toàn tỉnh có ",
        Chip("cooperatives", "464"),
        " HTX, ",
        Chip("cooperatives.moved", "tăng 19"),
        " HTX",
    ]


def test_a_chip_just_typed_shows_nothing_yet():
    assert chips("có [[cooperatives]] HTX") == [Chip("cooperatives", "")]


@pytest.mark.parametrize("text", ["[[", "a]]b", "[[a\nb]]", "[[a[[b]]", "mảng[0][[1]", "[[]]", "[[a|b|c]]"])
def test_brackets_that_make_no_chip_are_text(text):
    assert "".join(str(piece) for piece in pieces(text)) == text


def test_chips_take_what_they_are_told():
    assert rebound(SENTENCE, lambda one: f"<{one.name}>") == "toàn tỉnh có <cooperatives> HTX, <cooperatives.moved> HTX"


def test_nothing_shown_is_no_chip():
    assert chip("cooperatives", "") == ""


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("toàn tỉnh", "Toàn tỉnh"),
        ("[[x.moved|tăng 19]] HTX", "[[x.moved|Tăng 19]] HTX"),
        ("[[x|464]] HTX", "[[x|464]] HTX"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_even_within_a_chip(text, begun):
    assert capitalised(text) == begun


@given(st.text(alphabet="a[]|\n ", max_size=60))
def test_no_letter_of_any_text_is_lost(text):
    spaces = str.maketrans("", "", " ")
    assert "".join(map(str, pieces(text))).translate(spaces).replace("|]]", "]]") == text.translate(spaces).replace(
        "|]]", "]]"
    )
