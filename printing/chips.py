"""Chips: places in a text that are bound to a figure, each with the number it showed last.

    toàn tỉnh có [[cooperatives|464]] HTX, [[cooperatives.moved|tăng 19]] HTX so với cuối năm 2022

A chip names what it is bound to and shows what that was; what it is bound to is known to whoever wrote it, not here.
Without a number it is one that somebody has just typed: `[[cooperatives]]`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_CHIP = re.compile(r"\[\[([^\[\]|\n]{1,120})(?:\|([^\[\]|\n]{0,120}))?\]\]")


@dataclass(frozen=True)
class Chip:
    """`name` is what it is bound to, `shown` the number as it stands in the text, "" where none stood yet."""

    name: str
    shown: str = ""

    def __str__(self) -> str:
        return f"[[{self.name}|{self.shown}]]" if self.shown else f"[[{self.name}]]"


def chip(name: str, shown: str) -> str:
    """A chip as text, to be put into a sentence; nothing where nothing is shown."""
    return str(Chip(name, shown)) if shown else ""


def pieces(text: str) -> Iterator[str | Chip]:
    """The text in its order: plain text between chips, never empty, and the chips."""
    end = 0
    for found in _CHIP.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield Chip(found[1].strip(), (found[2] or "").strip())
        end = found.end()
    if end < len(text):
        yield text[end:]


def chips(text: str) -> list[Chip]:
    return [piece for piece in pieces(text) if isinstance(piece, Chip)]


def plain(text: str) -> str:
    """The text as it is read: every chip is the number it shows."""
    return rebound(text, lambda chip: chip.shown)


def rebound(text: str, said: Callable[[Chip], str]) -> str:
    """The text with what `said` tells in the place of every chip."""
    return "".join(said(piece) if isinstance(piece, Chip) else piece for piece in pieces(text))


def capitalised(text: str) -> str:
    """The text with a capital to begin with, within a chip where it begins with one."""
    start = 0
    if first := _CHIP.match(text):
        start = first.start(2) if first[2] else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
