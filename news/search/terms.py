"""Words as they are indexed and asked for: folded by office/text.search_key, nothing in them but letters and digits.

A record is indexed under its words and under marks: every two words that follow each other ("hop_tac"), the words and
pairs of its title ("_hop", "_hop_tac") and its source ("__bai-viet" without the hyphen). So a phrase is found by its
pairs, a title by its marks, alike on both databases and without a word of any query language.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from office.text import search_key

LONGEST_QUERY = 100  # characters
MOST_TERMS = 8
LONGEST_WORD = 64  # characters: of longer ones the beginning counts
MOST_BYTES = 250_000  # of one record: with its pairs it must go into a tsvector, at most 1 MB
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order; "17/2023/QH15" is three."""
    folded = "".join(letter if letter.isalnum() else " " for letter in search_key(text))
    return [word[:LONGEST_WORD] for word in folded.split()]


def within_bounds(words: Sequence[str]) -> list[str]:
    """The beginning of a long text, as much of it as is searched."""
    room, kept = MOST_BYTES, []
    for word in words:
        room -= len(word.encode()) + 1
        if room < 0:
            break
        kept.append(word)
    return kept


def marks_of(words: Sequence[str], *, title: Sequence[str], source: str) -> list[str]:
    """Everything a record is found by besides its words, each once."""
    inside = (f"{one}_{next_one}" for one, next_one in pairwise(words))
    heading = (*(f"_{word}" for word in title), *(f"_{one}_{next_one}" for one, next_one in pairwise(title)))
    return list(dict.fromkeys((source_mark(source), *heading, *inside)))


def source_mark(source: str) -> str:
    return "__" + "".join(letter for letter in source if letter.isalnum())


@dataclass(frozen=True)
class Query:
    """What was asked for: terms, each one word or the words of a phrase; `notes` say what of it did not count."""

    terms: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def keys(self) -> list[str]:
        """The words and pairs that a record must have, one of them at least."""
        return _keys(self.terms)

    @property
    def title_keys(self) -> list[str]:
        """The same of its title."""
        return [f"_{key}" for key in _keys(self.terms)]

    @property
    def long_phrases(self) -> list[str]:
        """Phrases that their pairs alone do not prove: the pairs may stand apart."""
        return [" ".join(term) for term in self.terms if len(term) > 2]


def _keys(terms: Iterable[Sequence[str]]) -> list[str]:
    return list(
        dict.fromkeys(
            key for term in terms for key in (term if len(term) == 1 else (f"{a}_{b}" for a, b in pairwise(term)))
        )
    )


def asked(text: str) -> Query:
    """Read what somebody typed: words, and phrases in quotes or joined by signs ("17/2023/QH15"). Never refuses."""
    typed = " ".join(unicodedata.normalize("NFC", text[: LONGEST_QUERY * 10]).translate(_QUOTES).split())
    notes = [f"Câu hỏi dài quá: chỉ tìm theo {LONGEST_QUERY} ký tự đầu."] if len(typed) > LONGEST_QUERY else []
    terms = list(dict.fromkeys(filter(None, (tuple(words_of(part)) for part in _parts(typed[:LONGEST_QUERY])))))
    if len(terms) > MOST_TERMS:
        counted = " ".join(" ".join(term) for term in terms[:MOST_TERMS])
        notes.append(f"Nhiều từ quá: chỉ tìm theo {MOST_TERMS} từ đầu ({counted}).")
    return Query(tuple(terms[:MOST_TERMS]), tuple(notes))


def _parts(typed: str) -> list[str]:
    """What stands in quotes as one part each, everything else by its blanks; a quote left open is none."""
    pieces = typed.split('"')
    if len(pieces) % 2 == 0:
        pieces[-2:] = [f"{pieces[-2]} {pieces[-1]}"]
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        parts += [piece] if number % 2 else piece.split()
    return parts
