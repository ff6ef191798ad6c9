"""Vietnamese text as it is stored and as it is searched.

Stored text is NFC with single spaces and our own Đ. The search key has no diacritics, so that "dong hung" finds
"Đông Hưng" and both tone placements (hoà, hòa) meet, alike on SQLite and PostgreSQL.
"""

import unicodedata
from functools import lru_cache

_OUR_D = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})  # other languages' letters of the same look
_D_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d", "Ɖ": "d", "ɖ": "d"})


def clean_line(text: str) -> str:
    """Return `text` in NFC on one line: format characters dropped, every run of white space one space, Đ our own."""
    visible = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join(visible.translate(_OUR_D).split())


_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_LETTER_MARKS = "\u0302\u0306\u031b"  # of â, ă, ơ: part of the letter; every other mark is a tone
_TONES = {mark: place for place, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)}  # huyền, hỏi, ngã, sắc, nặng


def alphabetical(text: str) -> tuple:
    """The key that sorts names as a Vietnamese dictionary does: d before đ, o before ô and ơ, tones last."""
    words, tones = [], []
    for word in clean_line(text).casefold().split():
        letters = [_taken_apart(letter) for letter in word]
        words.append(tuple(letter for letter, _ in letters))
        tones.append(tuple(tone for _, tone in letters))
    return tuple(words), tuple(tones), text


def name_key(name: str) -> tuple:
    """What two spellings of a name share: case, spaces, where a tone stands. Hùng and Hưng are two people."""
    words, tones, _ = alphabetical(name)
    return words, tuple(map(max, tones))


@lru_cache(maxsize=2_000)
def _taken_apart(letter: str) -> tuple[tuple[int, str], int]:
    """A letter with its place in the alphabet, what is no letter before all of them, and its tone."""
    parts = unicodedata.normalize("NFD", letter)
    tone = max((_TONES.get(mark, 0) for mark in parts[1:]), default=0)
    bare = unicodedata.normalize("NFC", parts[0] + "".join(mark for mark in parts[1:] if mark in _LETTER_MARKS))
    return (_ALPHABET.get(bare, -1), bare), tone


def shortened(text: str, longest: int) -> str:
    """A text of at most so many letters, "…" for what is left out."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def search_key(*texts: str) -> str:
    """Return the texts folded for searching: lower case, no diacritics, đ as d, single spaces. Idempotent."""
    folded = unicodedata.normalize("NFKD", " ".join(texts).translate(_D_LETTERS))
    bare = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(bare.casefold().translate(_D_LETTERS).split())
