"""A paragraph of an edited file as a line of a report's text, its numbers bound to what they were bound to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from printing.chips import Chip, chips, pieces, rebound
from printing.docx_anchors import by_anchor
from printing.docx_reading import Paragraph
from printing.docx_text import seen
from reports.writing.bound import Bound
from reports.writing.origin import Identity, digest, number, shown, words
from reports.writing.parts import EXHIBIT, HEADING

_POINT = "- "


@dataclass(frozen=True)
class Lines:
    """What lines of a file are read with: the figures of today, and what was written into it.

    `names` are the chips known by their anchors; `known` the lines that the report has or had, over the figures of
    today, by the digests of their words.
    """

    bound: Bound
    identity: Identity
    names: Mapping[str, str]
    known: Mapping[str, str]

    @classmethod
    def of(cls, bound: Bound, identity: Identity, known: Iterable[str]) -> "Lines":
        """`known` are all lines that the report has or had."""
        lines = {words(line): bound.refreshed(line) for line in known}
        names = by_anchor(chip.name for line in lines.values() for chip in chips(line))
        return cls(bound, identity, names, lines)

    @cached_property
    def words_of(self) -> dict[str, str]:
        """The digest of the words of every written line by that of what it showed."""
        return {look: word for pairs in self.identity.lines.values() for word, look in pairs}

    def said(self, paragraph: Paragraph) -> str:
        """The line as the file has it; what only looks like a chip is text."""
        line = seen("".join(self._piece(piece) for piece in paragraph.pieces))
        if paragraph.style.startswith("heading") and line:
            return HEADING + line
        return _POINT + line if paragraph.is_point and line and not line.startswith(_POINT) else line

    def _piece(self, piece: str | Chip) -> str:
        if isinstance(piece, str):
            return rebound(piece, self._typed)
        found = Chip(self.names.get(piece.name, piece.name), piece.shown)
        is_one = chips(str(found)) == [found] and self.bound.shown(found.name) is not None
        return str(found) if is_one and found.shown else piece.shown

    def _typed(self, chip: Chip) -> str:
        """Whoever typed a chip by hand gets one where it names something."""
        if chip.name.startswith(EXHIBIT):
            return str(Chip(chip.name))
        now = self.bound.shown(chip.name)
        return str(Chip(chip.name, now)) if now else chip.shown or f"[{chip.name}]"

    def as_kept(self, line: str) -> str:
        """A line of the file over the figures of today: the one that was written where it still shows that, else with
        what its chips show today unless somebody changed them."""
        if kept := self.known.get(self.words_of.get(digest(shown(line)), "")):
            return kept
        return rebound(line, lambda chip: str(chip if self.was_changed(chip) else Chip(chip.name, self.today(chip))))

    def was_changed(self, chip: Chip) -> bool:
        """Whether the number is neither what was written nor what is known today."""
        if chip.name.startswith(EXHIBIT) or not chip.shown:
            return False
        return chip.shown != self.today(chip) and number(chip.name, chip.shown) not in self.identity.numbers

    def as_written(self, line: str) -> str:
        """The digest of the words of the line that nobody changed since it was written, "" for every other."""
        if word := self.words_of.get(digest(shown(line))):
            return word
        word = words(line)
        untouched = not any(map(self.was_changed, chips(line)))
        return word if untouched and word in self.words_of.values() else ""

    def today(self, chip: Chip) -> str:
        """What a chip shows today, with a capital where it begins with one; what it showed where nobody knows it."""
        return next((each.shown for each in pieces(self.bound.refreshed(str(chip))) if isinstance(each, Chip)), "")

    def label(self, name: str) -> str:
        return self.bound.label(name)
