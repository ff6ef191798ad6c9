"""What one section says otherwise in an edited file: paragraph by paragraph, number by number.

A line of the file is matched with one of the report by what it shows, so that what nobody touched stays as it is kept,
chips and all, even where a program lost the controls.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count

from printing.chips import Chip, chips, plain, rebound
from printing.docx_text import seen
from reports.reading_back.lines import Lines
from reports.writing.origin import shown

ALIKE = 0.4  # of the words of two paragraphs that are taken for one that was edited
MOST_PAIRS = 20_000  # of paragraphs that are held beside each other to find those


@dataclass(frozen=True)
class ChangedNumber:
    """A chip that shows another number in the file, `said`, than the ledger does, `now`."""

    name: str
    label: str
    said: str
    now: str


@dataclass(frozen=True)
class Change:
    """One line that is another in the file: `old` is "" for a new one, `new` for one that was deleted.

    A chip whose number was changed shows in `new` what the file says. `unbound` are the labels of figures that `old` is
    bound to and `new` is not any more.
    """

    old: str
    new: str
    numbers: tuple[ChangedNumber, ...] = ()
    unbound: tuple[str, ...] = ()

    @property
    def is_of_words(self) -> bool:
        """Whether anything but numbers changed."""
        names = [rebound(line, lambda chip: f"[{chip.name}]") for line in (self.old, self.new)]
        return seen(names[0]) != seen(names[1])

    def decided(self, *, taken: bool, as_text: frozenset[int]) -> str:
        """The line as somebody decided: `as_text` are the changed numbers, by their place, that become plain text;
        the others stay bound."""
        if not taken and self.is_of_words:
            return self.old
        places, changed = count(), {(each.name, each.said): each.now for each in self.numbers}

        def said(chip: Chip) -> str:
            if (chip.name, chip.shown) not in changed:
                return str(chip)
            return chip.shown if next(places) in as_text else str(Chip(chip.name, changed[chip.name, chip.shown]))

        return rebound(self.new, said)


Line = str | Change


@dataclass(frozen=True)
class SectionChanges:
    """A section that the file says otherwise, its lines in the order of the file: those that stay, and changes.

    `version` is the digest of what the report says now, for which every decision is made. Where the report was changed
    too since the file was written, `written` and `now` tell both texts, and nothing of the section can be taken.
    """

    key: str
    heading: str
    version: str
    lines: tuple[Line, ...]
    in_file: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    is_contested: bool = False

    @property
    def changes(self) -> list[Change]:
        return [line for line in self.lines if isinstance(line, Change)]

    def decided(self, decide: Callable[[int, Change], str]) -> list[str]:
        """The lines once every change, by its place among them, is decided."""
        places = count()
        told = (decide(next(places), line) if isinstance(line, Change) else line for line in self.lines)
        return [line for line in told if line]


def compared(old: Sequence[str], new: Sequence[str], lines: Lines) -> tuple[Line, ...]:
    """The lines in the order of the file; where a line shows the same it is the one the report has."""
    before, after = ([shown(line) for line in each] for each in (old, new))
    found: list[Line] = []
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found += old[first:last]
        else:
            found += (_change(*pair, lines) for pair in _paired(old[first:last], new[start:end]))
    return tuple(found)


def _change(old: str, new: str, lines: Lines) -> Change:
    numbers = tuple(
        ChangedNumber(chip.name, lines.label(chip.name), chip.shown, lines.today(chip))
        for chip in chips(new)
        if lines.was_changed(chip)
    )
    kept = {chip.name for chip in chips(new)}
    lost = dict.fromkeys(lines.label(chip.name) for chip in chips(old) if chip.name not in kept and chip.shown)
    return Change(old, new, numbers, tuple(filter(None, lost)) if new else ())


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Lines that are the same one edited, in their order; "" stands for what has none."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from ((line, "") for line in old)
        yield from (("", line) for line in new)
        return
    left, bags = 0, [_words(line) for line in old]
    for line in new:
        bag = _words(line)
        best = max(range(left, len(old)), key=lambda place: _likeness(bags[place], bag), default=None)
        if best is None or _likeness(bags[best], bag) < ALIKE:
            yield "", line
            continue
        yield from ((gone, "") for gone in old[left:best])
        yield old[best], line
        left = best + 1
    yield from ((gone, "") for gone in old[left:])


def _words(line: str) -> Counter[str]:
    return Counter(plain(line).casefold().split())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max((one + other).total(), 1)
