"""A change as a page shows it: word by word what goes and what comes, and what can be decided of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from printing.chips import plain
from reports.reading_back.changes import Change, ChangedNumber, SectionChanges
from reports.writing.bound import MOVEMENT, Name
from reports.writing.parts import HEADING, placed

MOST_WORDS = 3000  # of both texts; beyond that they are shown whole
SAME, GONE, COME = "same", "gone", "come"
TAKE, LEAVE, TO_DATA, TO_TEXT = "lay", "de", "so", "cau"


@dataclass(frozen=True)
class Piece:
    """Words that stay, go or come."""

    kind: str
    text: str


@dataclass(frozen=True)
class ShownNumber:
    """A changed number; `field` names the choice, `chosen` what is chosen. `code` is the figure it is bound to, "" for
    a cell of the movement."""

    number: ChangedNumber
    field: str
    chosen: str

    @property
    def code(self) -> str:
        code = Name.read(self.number.name).code
        return "" if code.startswith(f"{MOVEMENT}.") else code


@dataclass(frozen=True)
class ShownChange:
    change: Change
    field: str
    chosen: str
    titles: Mapping[str, str]
    numbers: tuple[ShownNumber, ...]

    @property
    def word(self) -> str:
        if not self.change.old:
            return "Thêm"
        return "Sửa" if self.change.new else "Bỏ"

    @property
    def pieces(self) -> list[Piece]:
        return list(difference(*(readable(line, self.titles) for line in (self.change.old, self.change.new))))


@dataclass(frozen=True)
class ShownSection:
    """A section with its changes; `sent` are the choices that were made, by field."""

    section: SectionChanges
    titles: Mapping[str, str]
    sent: Mapping[str, str]

    @cached_property
    def changes(self) -> list[ShownChange]:
        return [self._change(place, change) for place, change in enumerate(self.section.changes)]

    def _change(self, place: int, change: Change) -> ShownChange:
        field = f"{self.section.key}-{place}"
        numbers = (
            ShownNumber(each, f"{field}-{nth}", self.sent.get(f"{field}-{nth}", TO_DATA))
            for nth, each in enumerate(change.numbers)
        )
        return ShownChange(change, field, self.sent.get(field, TAKE), self.titles, tuple(numbers))

    def three(self) -> list[tuple[str, list[str]]]:
        """The three versions of a contested section, each with its name."""
        return [
            ("Khi tải tệp", [readable(line, self.titles) for line in self.section.written]),
            ("Trong tệp gửi lên", [readable(line, self.titles) for line in self.section.in_file]),
            ("Trong cổng bây giờ", [readable(line, self.titles) for line in self.section.now]),
        ]

    def decided(self) -> list[str]:
        """The lines as the choices have them; what was not decided is left."""
        return self.section.decided(self._line)

    def _line(self, place: int, change: Change) -> str:
        field = f"{self.section.key}-{place}"
        as_text = {nth for nth, _ in enumerate(change.numbers) if self.sent.get(f"{field}-{nth}") == TO_TEXT}
        return change.decided(taken=self.sent.get(field) == TAKE, as_text=frozenset(as_text))


def readable(line: str, titles: Mapping[str, str]) -> str:
    """A line as a reader understands it: places of exhibits by their titles, headings said to be such."""
    if name := placed(line):
        return f"({titles.get(name, 'bảng')})"
    return f"Tiêu đề nhỏ: {plain(line).removeprefix(HEADING)}" if line.startswith(HEADING) else plain(line)


def difference(old: str, new: str) -> Iterator[Piece]:
    """What goes and what comes, word by word."""
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    if len(before) + len(after) > MOST_WORDS or not (before and after):
        yield from (Piece(kind, text) for kind, text in ((GONE, old), (COME, new)) if text)
        return
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[first:last]), "".join(after[start:end])
        if what == "equal":
            yield Piece(SAME, gone)
        else:
            yield from (Piece(kind, text) for kind, text in ((GONE, gone), (COME, come)) if text)
