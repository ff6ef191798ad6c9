"""An official document as its parts, whatever paper or file it ends on.

The same parts give the PDF (templates/printing/print/parts.html) and every other form: nothing is written twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from django.utils.safestring import SafeString

from printing.chips import plain
from printing.letterhead import Letterhead, Signature, recipient_lines
from printing.table import Table

_NUMERALS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Exhibit:
    """A table in the text, or a picture standing for it (the table is then printed elsewhere).

    `name` is what whoever wrote it calls it, "" where nobody looks for it.
    """

    table: Table
    picture: SafeString | None = None
    name: str = field(default="", compare=False)


@dataclass(frozen=True)
class Heading:
    """A heading within a section, without a number."""

    text: str


Block = str | Heading | Exhibit


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs and exhibits, and the sections below it.

    Figures in paragraphs and headings may be chips (printing/chips.py). `key` names the section for whoever wrote it,
    so that it is found again in a file that was edited; "" where nobody looks for it.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    key: str = ""

    @property
    def empty(self) -> bool:
        return not self.blocks and all(section.empty for section in self.sections)


@dataclass(frozen=True)
class Origin:
    """What a file says of itself that is to be read back when somebody has edited it.

    `properties` are kept in the file and tell what it was written from; `labels` say in words what its chips are bound
    to, by their names.
    """

    properties: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """A whole document: head, opening, numbered sections, signature, recipients, annexes.

    `mark` is what the foot of every page says, "" for nothing; `origin` makes its Word file one that is read back.
    """

    letterhead: Letterhead
    signature: Signature
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    recipients: tuple[str, ...] = ()
    annexes: tuple[Table, ...] = field(default=())
    mark: str = ""
    origin: Origin | None = None

    # Of minutes alone, and no field: what was sealed of other documents has no such part.
    closing = ()
    recorder = None

    @property
    def numbered_sections(self) -> list[tuple[str, Section, list[tuple[int, Section]]]]:
        """Sections that say something, with their Roman number and their own numbered parts."""
        full = [section for section in self.sections if not section.empty]
        return [
            (_roman(number), section, list(enumerate((s for s in section.sections if not s.empty), 1)))
            for number, section in enumerate(full, 1)
        ]

    @property
    def recipient_lines(self) -> list[str]:
        return recipient_lines(self.recipients)

    @property
    def numbered_annexes(self) -> list[tuple[str, Table]]:
        return [(_roman(number), table) for number, table in enumerate(self.annexes, 1)]

    @property
    def tables(self) -> list[tuple[str, Table]]:
        """Every table of a captioned document with what it is called: "Bảng 1", "Hình 1", "Phụ lục I"."""
        exhibited = [block.table for block in self.blocks if isinstance(block, Exhibit)]
        annexed = [
            (f"Phụ lục {number}", replace(table, title=f"Phụ lục {number}. {table.title}"))
            for number, table in self.numbered_annexes
        ]
        return [*((table.title.partition(". ")[0], table) for table in exhibited), *annexed]

    @property
    def blocks(self) -> list[Block]:
        """Every block in reading order, as it is read."""
        found: list[Block] = []
        for section in self.sections:
            found += section.blocks
            for part in section.sections:
                found += part.blocks
        return [plain(block) if isinstance(block, str) else block for block in found]


@dataclass(frozen=True)
class Minutes(Document):
    """What was said and decided somewhere: paragraphs that close it; whoever wrote it down signs on the left.

    That is where other documents list their recipients: minutes have none.
    """

    closing: tuple[str, ...] = ()
    recorder: Signature | None = None


def captioned(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with their tables and pictures numbered in the order they are read: "Bảng 1. …", "Hình 1. …"."""
    tables, pictures = count(1), count(1)

    def block(one: Block) -> Block:
        if not isinstance(one, Exhibit):
            return one
        number = f"Hình {next(pictures)}" if one.picture else f"Bảng {next(tables)}"
        return replace(one, table=replace(one.table, title=f"{number}. {one.table.title}"))

    def section(one: Section) -> Section:
        blocks = tuple(map(block, one.blocks))  # before those of the sections below it
        return replace(one, blocks=blocks, sections=tuple(map(section, one.sections)))

    return tuple(map(section, sections))


def _roman(number: int) -> str:
    """A number below forty, more than any document has parts."""
    said = ""
    for value, numeral in _NUMERALS:
        times, number = divmod(number, value)
        said += numeral * times
    return said
