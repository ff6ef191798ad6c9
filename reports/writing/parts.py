"""The parts of a report: what each section says, as text that can be edited and as blocks that are printed.

The text of a section is lines, one paragraph each:

    ## a heading of its own
    - a point
    [[bang:key_figures]]          where the table or picture of that name stands
    Toàn tỉnh có [[cooperatives|464]] HTX.

Tables and pictures that a text does not place follow it, in their own order.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from printing.chips import Chip, pieces
from printing.document import Block, Exhibit, Heading, Section

EXHIBIT = "bang:"
HEADING = "## "


@dataclass(frozen=True)
class Part:
    """A section as it was generated: its key, heading, text with chips, exhibits by name, the parts below it."""

    key: str
    heading: str
    text: str = ""
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    parts: tuple["Part", ...] = ()

    def __iter__(self) -> Iterator["Part"]:
        """The part and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part

    def section(self, texts: Mapping[str, str]) -> Section:
        """The section as it is printed; `texts` are those that stand in place of generated ones, by key."""
        return Section(
            self.heading,
            tuple(blocks(texts.get(self.key, self.text), self.exhibits)),
            tuple(part.section(texts) for part in self.parts),
            key=self.key,
        )


def lines(*paragraphs: str) -> str:
    """The text of a section from its paragraphs, those that say something."""
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def blocks(text: str, exhibits: Mapping[str, Exhibit]) -> Iterator[Block]:
    """The text as it is printed, every exhibit once; a place of one that the section does not have prints nothing."""
    for line in whole_lines(text, exhibits):
        if name := placed(line):
            yield replace(exhibits[name], name=name)
        elif line.startswith(HEADING):
            yield Heading(line.removeprefix(HEADING).strip())
        else:
            yield line


def whole_lines(text: str, exhibits: Collection[str]) -> list[str]:
    """The lines that are printed, with the place of every exhibit, once: those the text does not place come last."""
    left, found = list(exhibits), []
    for line in filter(None, map(str.strip, text.splitlines())):
        name = placed(line)
        if not name:
            found.append(line)
        elif name in left:
            left.remove(name)
            found.append(place(name))
    return found + [place(name) for name in left]


def without_usual_places(whole: Sequence[str], exhibits: Collection[str]) -> str:
    """The text of whole lines: exhibits at its end, where they come without being placed, are not placed."""
    kept, left = list(whole), list(exhibits)
    while kept and left and kept[-1] == place(left[-1]):
        kept.pop(), left.pop()
    return lines(*kept)


def place(name: str) -> str:
    """The line that places an exhibit."""
    return str(Chip(EXHIBIT + name))


def placed(line: str) -> str:
    """The name of the exhibit whose place a line is; "" for every other line."""
    match list(pieces(line.strip())):
        case [Chip(name)] if name.startswith(EXHIBIT):
            return name.removeprefix(EXHIBIT)
    return ""
