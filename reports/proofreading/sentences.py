"""A text as sentences, each with its line; the items under a line that ends in a colon belong to its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from printing.text import canonical
from reports.proofreading.amounts import Amount, amounts_in
from reports.proofreading.masks import years_in
from reports.proofreading.tables import is_row

_END = re.compile(r"[.!?…]+[”\")]*\s+(?=\S)")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:TP|Tp|ThS|TS|PGS|GS|KS|CN|BS|Mr|Ms|Đ/c|đ/c|tr|St|Q|P|TT|TX|\d{1,2}|[IVX]+)$")
_LONGEST, _MOST = 10_000, 60  # letters and figures of what anybody would call a sentence
_ITEM = re.compile(r"^\s*(?:[-–+*•●○▪◦]|[a-zđ]\))\s*")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence: `text` as it stands on `line`.

    `shown` is what a finding quotes: of a sentence with its items, the part before them.
    """

    line: int
    text: str
    shown: str = ""

    @property
    def quoted(self) -> str:
        return self.shown or self.text

    @cached_property
    def lower(self) -> str:
        return self.text.casefold() if len(self.text.casefold()) == len(self.text) else self.text.lower()

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The figures in their order; none of what is too long or too full of them to be a sentence."""
        found = amounts_in(self.text) if len(self.text) <= _LONGEST else ()
        return found if len(found) <= _MOST else ()

    @cached_property
    def years(self) -> list[int]:
        return years_in(self.text)

    def between(self, one: Amount | None, other: Amount | None) -> str:
        """The words from the end of one amount to the start of another, of the sentence's ends where None."""
        return self.lower[one.end if one else 0 : other.start if other else len(self.lower)]

    def before(self, amount: Amount) -> str:
        return self.lower[: amount.start]

    def after(self, amount: Amount) -> str:
        return self.lower[amount.end :]


def lines_of(text: str) -> list[str]:
    """The lines of a text, each in its canonical form; tabs before it stay, which are empty cells of a table."""
    return [_indent(line) + (canonical(line) or "") for line in text.split("\n")]


def _indent(line: str) -> str:
    return "\t" * (len(line) - len(line.lstrip("\t"))) if line.strip() else ""


def sentences_of(lines: list[str]) -> list[Sentence]:
    """The sentences of all lines in order, and those that items under a heading continue; no rows of tables."""
    return [
        sentence
        for number, line in enumerate(lines, 1)
        if not is_row(line)
        for sentence in _of_line(lines, number, line)
    ]


def _of_line(lines: list[str], number: int, line: str) -> Iterator[Sentence]:
    split = [Sentence(number, text) for text in _split(line)]
    if split and split[-1].text.endswith(":") and (items := _items(lines[number:])):
        head = split.pop()
        yield from split
        yield replace(head, text=f"{head.text} {'; '.join(items)}.", shown=head.text)
    else:
        yield from split


def _items(below: list[str]) -> list[str]:
    """The first sentence of each item that follows at once; a blank line may stand between them."""
    items: list[str] = []
    for line in below:
        if not line:
            continue
        if not (mark := _ITEM.match(line)):
            break
        items.append(next(_split(line[mark.end() :]), "").rstrip(" .;,"))
    return [item for item in items if item]


def _split(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        head = line[start : end.start()]
        if line[end.end()].islower() or (end[0][0] == "." and _ABBREVIATED.search(head)):
            continue
        yield line[start : end.end()].strip()
        start = end.end()
    if rest := line[start:].strip():
        yield rest
