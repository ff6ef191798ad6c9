"""What the parts of a Word file are found by again after somebody edited it: bookmarks, and controls around numbers.

A section is a bookmark over its heading, a table or picture one over its caption or itself; a number that is bound to
a figure stands in a content control whose tag is the name of its chip. LibreOffice before 7.5 keeps controls but not
their tags: within each is a hidden bookmark too, named for the chip.
"""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from printing.chips import Chip, pieces
from printing.docx_text import plain

SECTION, EXHIBIT, NUMBER, END = "muc_", "bang_", "_so_", "het_muc"
LONGEST_TAG = 64  # letters of a tag or a title; with more Word calls the file broken
LONGEST_BOOKMARK = 40


class Anchors:
    """Puts the anchors of one file, each with a number of its own; none in a file that nobody reads back.

    `labels` say in words what the chips of that name are bound to.
    """

    def __init__(self, labels: Mapping[str, str] | None):
        self.labels = labels
        self._numbers = count(1)

    def mark(self, paragraph: Paragraph, name: str) -> None:
        """Put a bookmark over what the paragraph says."""
        if self.labels is None or len(name) > LONGEST_BOOKMARK:
            return
        number, element = next(self._numbers), paragraph._p
        start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name={quoteattr(name)}/>')
        element.insert(0 if element.pPr is None else 1, start)
        element.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))

    def say(self, paragraph: Paragraph, text: str) -> None:
        """Add a text, its chips as controls."""
        for piece in pieces(plain(text)):
            if isinstance(piece, str):
                paragraph.add_run(piece)
            elif piece.shown and self.labels is None:
                paragraph.add_run(piece.shown)
            elif piece.shown:
                paragraph._p.append(parse_xml(self._control(piece)))

    def _control(self, chip: Chip) -> str:
        title, number = quoteattr((self.labels.get(chip.name) or chip.name)[:LONGEST_TAG]), next(self._numbers)
        return (
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val={title}/><w:tag w:val={quoteattr(tag(chip.name))}/>"
            f'<w:id w:val="{number}"/></w:sdtPr><w:sdtContent>'
            f'<w:bookmarkStart w:id="{number}" w:name="{handle(chip.name)}_{number}"/>'
            f'<w:r><w:t xml:space="preserve">{escape(chip.shown)}</w:t></w:r>'
            f'<w:bookmarkEnd w:id="{number}"/></w:sdtContent></w:sdt>'
        )


def tag(name: str) -> str:
    """The name of a chip as a control bears it."""
    return name[:LONGEST_TAG]


def handle(name: str) -> str:
    """The name of a chip as a hidden bookmark begins with it."""
    return NUMBER + hashlib.sha256(name.encode()).hexdigest()[:12]


def by_anchor(names: Iterable[str]) -> dict[str, str]:
    """The names of chips by either of their anchors."""
    return {anchor: name for name in names for anchor in (tag(name), handle(name))}
