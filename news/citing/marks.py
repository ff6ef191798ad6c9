"""Citations as they stand in the text of a post.

    <span class="citation" data-figure="cooperatives" data-period="2023" data-day="2024-01-18">464 HTX</span>

The number is frozen text; around it stands what it is of (`data-slice="kind:union"` where it is a part) and the day it
was cited. Whoever takes the tags away reads the number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape, unescape

CLASS = "citation"
ATTRIBUTES = {
    "class": re.compile(CLASS),
    "data-figure": re.compile(r"[a-z][a-z0-9_.]{0,79}(?::[^\W\d_](?:[^\W\d_]| ){0,38})?"),
    "data-period": re.compile(r"\d{4}(?:-[0-9TQ]{2,3}|\.\.\d{4})?"),
    "data-slice": re.compile(r"[a-z_]{1,12}:[^\"'<>&\[\]|=]{1,120}"),
    "data-day": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
"""What the mark-up of a citation may carry, and in which form; anything else is no citation."""
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[\w-]+="[^"]*")*)\s*/?>|([^<]+|<)')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Ref:
    """What a citation is of: the name that chips of reports have, the code of a period, a slice or the whole."""

    figure: str
    period: str
    dimension: str = ""
    key: str = ""

    @property
    def slice(self) -> str:
        return f"{self.dimension}:{self.key}" if self.dimension else ""


@dataclass(frozen=True)
class Cited:
    """A citation in a text: what it is of, the number as it stands there, the day it was cited, None before that."""

    ref: Ref
    printed: str
    day: date | None = None

    def __str__(self) -> str:
        told = {
            "class": CLASS,
            "data-figure": self.ref.figure,
            "data-period": self.ref.period,
            "data-slice": self.ref.slice,
            "data-day": self.day.isoformat() if self.day else "",
        }
        attributes = " ".join(f'{name}="{escape(value)}"' for name, value in told.items() if value)
        return f"<span {attributes}>{escape(self.printed, quote=False)}</span>"


Said = Callable[[Cited, bool], str]
"""What stands in the place of a citation; whether it stands within a link."""


def citations_of(html: str) -> list[Cited]:
    """The citations of a text in reading order."""
    found: list[Cited] = []

    def note(cited: Cited, is_linked: bool) -> str:
        found.append(cited)
        return ""

    rewritten(html, note)
    return found


def rewritten(html: str, said: Said) -> str:
    """A text that nh3 wrote with `said` in the place of every citation; other spans go, what they hold stays."""
    reader = _Reader(said)
    for token in _TOKEN.finditer(html):
        reader.take(token)
    return "".join(reader.out)


class _Reader:
    """Takes the tags of a text one by one; `spans` are those open: where the text of a citation begins, or None."""

    def __init__(self, said: Said):
        self.said, self.out, self.links = said, [], 0
        self.spans: list[tuple[int, dict[str, str]] | None] = []

    def take(self, token: re.Match) -> None:
        closing, tag, attributes, _ = token.groups()
        if tag == "span":
            if not closing:
                self._open(dict(_ATTRIBUTE.findall(attributes)))
            elif self.spans:
                self._close(self.spans.pop())
        elif tag is None or not any(self.spans):  # a citation holds nothing but its number
            self.links += {"a": -1 if closing else 1}.get(tag, 0)
            self.out.append(token[0])

    def _open(self, told: dict[str, str]) -> None:
        whole = {"class", "data-figure", "data-period"} <= set(told)
        self.spans.append((len(self.out), told) if whole and not any(self.spans) else None)

    def _close(self, opened: tuple[int, dict[str, str]] | None) -> None:
        if opened is None:
            return
        start, told = opened
        printed = " ".join(unescape("".join(self.out[start:])).split())
        dimension, _, key = unescape(told.get("data-slice", "")).partition(":")
        ref = Ref(unescape(told["data-figure"]), told["data-period"], dimension, key)
        self.out[start:] = [self.said(Cited(ref, printed, _day(told.get("data-day", ""))), self.links > 0)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
