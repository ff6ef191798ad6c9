"""A text as sentences, each with its line; items under a line that ends in a colon make one more sentence with it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, wraps
from typing import Any

from printing.text import canonical
from reports.proofreading.amounts import Amount, amounts_in
from reports.proofreading.masks import years_in
from reports.proofreading.tables import is_row

_END = re.compile(r"[.!?…]+[”\")]*\s+(?=\S)")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:TP|Tp|ThS|TS|PGS|GS|KS|CN|BS|Mr|Ms|Đ/c|đ/c|tr|St|Q|P|TT|TX|\d{1,2}|[IVX]+)$")
_LONGEST, _MOST = 10_000, 60  # letters and figures of what anybody would call a sentence
_REACH = 1_000  # letters within which words speak of an amount; patterns take the square of them
_ITEM = re.compile(r"^\s*(?:[-–+*•●○▪◦]|[a-zđ]\))\s*")
_OF_ITS_OWN = re.compile(r"[,;]?\s*(?:trong đó|bao gồm|gồm có|gồm|cụ thể)$", re.IGNORECASE)


class Standing(Enum):
    """How a sentence stands to a list: alone, before its items, as one of them; or it is all of that read as one."""

    ALONE = "alone"
    HEAD = "head"
    ITEM = "item"
    LIST = "list"


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence: `text` as it stands on `line`; of a list, the words before its items are `shown` in a finding."""

    line: int
    text: str
    standing: Standing = Standing.ALONE
    shown: str = ""

    @property
    def quoted(self) -> str:
        return self.shown or self.text

    @cached_property
    def lower(self) -> str:
        return self.text.casefold()

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The figures in their order; none of what is too long or too full of them to be a sentence."""
        found = amounts_in(self.text) if len(self.text) <= _LONGEST else ()
        return found if len(found) <= _MOST else ()

    @cached_property
    def years(self) -> list[int]:
        return years_in(self.text)

    @cached_property
    def answers(self) -> dict:
        """What was found out about its amounts; see `asked_once`."""
        return {}

    def between(self, one: Amount | None, other: Amount | None) -> str:
        """The words from the end of one amount to the start of another, of the sentence's ends where None."""
        return self.lower[one.end if one else 0 : other.start if other else len(self.lower)]

    def before(self, amount: Amount) -> str:
        """The words that lead to an amount, as far as they may speak of it."""
        return self.lower[max(0, amount.start - _REACH) : amount.start]

    def after(self, amount: Amount) -> str:
        return self.lower[amount.end : amount.end + _REACH]


Question = Callable[[Sentence, Amount], Any]


def asked_once(question: Question) -> Question:
    """A question about an amount that many checks ask: its answer is kept for as long as the sentence, no longer."""

    @wraps(question)
    def ask(sentence: Sentence, amount: Amount) -> Any:
        key = question, amount
        if key not in sentence.answers:
            sentence.answers[key] = question(sentence, amount)
        return sentence.answers[key]

    return ask


def lines_of(text: str) -> list[str]:
    """The lines of a text, each in its canonical form; tabs before it stay, which are empty cells of a table."""
    return [_indent(line) + (canonical(line) or "") for line in text.split("\n")]


def _indent(line: str) -> str:
    return "\t" * (len(line) - len(line.lstrip("\t"))) if line.strip() else ""


def sentences_of(lines: list[str]) -> list[Sentence]:
    """The sentences of all lines in order, and those that items under a heading continue; no rows of tables."""
    found: list[Sentence] = []
    items: set[int] = set()
    for number, line in enumerate(lines, 1):
        if is_row(line):
            continue
        split = [Sentence(number, text) for text in _split(_ITEM.sub("", line) if number in items else line)]
        if split and number in items:
            split[0] = replace(split[0], standing=Standing.ITEM)
        if split and split[-1].text.endswith(":") and (below := _items(lines, number)):
            items |= below.keys()
            split[-1:] = _list(split[-1], list(below.values()))
        found += split
    return found


def _list(head: Sentence, items: list[str]) -> list[Sentence]:
    whole = replace(head, text=f"{head.text} {'; '.join(items)}.", standing=Standing.LIST, shown=head.text)
    return [replace(head, standing=Standing.HEAD), whole]


def _items(lines: list[str], number: int) -> dict[int, str]:
    """The first sentence of each item below a line, by its number; items under items are passed over.

    Nothing where one of them begins a list of the same look: nobody could tell which items are whose.
    """
    items: dict[int, str] = {}
    look, last = "", ""
    for at, line in enumerate(lines[number:], number + 1):
        if not line:
            continue
        mark = _ITEM.match(line)
        if not mark:
            break
        look = look or mark[0].strip()[:1]
        if mark[0].strip()[:1] != look and not look.isalpha():
            last = ""
            continue
        if last.endswith(":"):
            return {}
        last = line
        items[at] = _OF_ITS_OWN.sub("", next(_split(line[mark.end() :]), "").rstrip(" .;,:"))
    return {at: item for at, item in items.items() if item}


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
