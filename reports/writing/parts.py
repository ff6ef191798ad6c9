"""The parts of a report: what each section says, as text that can be edited and as blocks that are printed.

The text of a section is lines, one paragraph each:

    ## a heading of its own
    - a point
    [[bang:key_figures]]          where the table or picture of that name stands
    Toàn tỉnh có [[cooperatives|464]] HTX.

Tables and pictures that a text does not place follow it, in their own order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
    left = dict(exhibits)
    for line in filter(None, map(str.strip, text.splitlines())):
        if name := placed(line):
            if exhibit := left.pop(name, None):
                yield exhibit
        elif line.startswith(HEADING):
            yield Heading(line.removeprefix(HEADING).strip())
        else:
            yield line
    yield from left.values()


def placed(line: str) -> str:
    """The name of the exhibit whose place a line is; "" for every other line."""
    match list(pieces(line.strip())):
        case [Chip(name)] if name.startswith(EXHIBIT):
            return name.removeprefix(EXHIBIT)
    return ""
