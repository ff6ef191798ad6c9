"""What a result shows of a record: its title, and the text about the first place that answers, what was asked marked.

Letters are folded one for one, so that a place in the folded text is the same place in the text that is shown.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from news.search.terms import Query
from office.text import search_key

BEFORE, LENGTH = 90, 300  # characters shown before the first match, and in all
SEARCHED = 100_000  # characters of a text in which the first match is looked for


class _Flat(dict):
    """Letters by what they fold to, found out once each; one that would not stay one letter stays itself."""

    def __missing__(self, code: int) -> str:
        key = search_key(chr(code))
        self[code] = key if len(key) == 1 else chr(code)
        return self[code]


_flat = _Flat()


def _pattern(query: Query) -> re.Pattern:
    """Finds every term in flattened text, between whatever signs its words stand."""
    terms = sorted(query.terms, key=len, reverse=True)
    wanted = "|".join(r"[\W_]+".join(re.escape(word) for word in term) for term in terms)
    return re.compile(rf"(?<![^\W_])(?:{wanted})(?![^\W_])")


def marked(text: str, query: Query) -> SafeString:
    """The whole text, escaped, with what was asked for in <mark>."""
    text = unicodedata.normalize("NFC", text)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, query)))


def excerpt(text: str, query: Query) -> SafeString:
    """A few lines about the first match, marked; the beginning where nothing of the text itself matches."""
    text = " ".join(unicodedata.normalize("NFC", text[:SEARCHED]).split())
    found = _pattern(query).search(text.translate(_flat))
    start = max(0, found.start() - BEFORE) if found else 0
    if start:
        start = text.find(" ", start) + 1 or start
    shown = text[start : start + LENGTH]
    if len(text) > start + LENGTH:
        shown = f"{shown.rpartition(' ')[0] or shown}…"
    return format_html("… {}", marked(shown, query)) if start else marked(shown, query)


def _pieces(text: str, query: Query) -> Iterator[SafeString]:
    last = 0
    for match in _pattern(query).finditer(text.translate(_flat)):
        yield conditional_escape(text[last : match.start()])
        yield format_html("<mark>{}</mark>", text[match.start() : match.end()])
        last = match.end()
    yield conditional_escape(text[last:])
