"""A Document as DOCX: the same parts as the PDF, in styles that an officer edits in Word or LibreOffice.

Built with python-docx itself and no template file: how many sections, columns and annexes there are follows from the
document, and a template that an office edits could lose what the decree asks for (and would run what is typed into it).
"""

import io
import re
from collections.abc import Sequence
from math import ceil

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from printing import fonts
from printing.document import Block, Document, Exhibit, Heading, Section
from printing.docx_anchors import END, EXHIBIT, SECTION, Anchors
from printing.docx_file import add_field, add_properties, begin_part, close_table, file_bytes, new_file, room
from printing.docx_table import table_xml
from printing.docx_text import plain
from printing.letterhead import Letterhead, Signature
from printing.picture import picture_of
from printing.table import Table

ISSUER_SIDE, COUNTRY_SIDE = 75, 90  # mm: the right is as wide as the name of the country at 12 pt bold
MOST_OVER = 25  # mm that a long name of a place may take from the number on its left
RECIPIENTS_SIDE, SIGNATURE_SIDE = 80, 85  # mm
SHORT_RULE = 0.4  # of the line above it; the decree asks for a third to a half
_NUMBERED = re.compile(r"(Bảng|Hình) (\d+)(?=\. )")
_NO_MARGINS = (
    f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
Place = WordDocument | _Cell


def docx_bytes(document: Document) -> bytes:
    """Return the document as DOCX; the same document gives the same bytes."""
    head = document.letterhead
    about = {"title": plain(head.title), "author": plain(head.issuer_name or head.issuer), "day": head.day}
    word = new_file(**about, mark=plain(document.mark))
    _add_letterhead(word, head)
    _add_title(word, head)
    anchors = Anchors(document.origin and document.origin.labels)
    for paragraph in document.opening:
        anchors.say(_say(word, "BodyText", ""), paragraph)
    for number, (_, section, _) in enumerate(document.numbered_sections, 1):
        _add_section(word, section, anchors, last=number == len(document.numbered_sections))
    for paragraph in document.closing:
        _say(word, "BodyText", paragraph, tied=True)
    anchors.mark(_add_foot(word, document), END)
    for number, table in document.numbered_annexes:
        _add_annex(word, number, table, head)
    if document.origin:
        add_properties(word, document.origin.properties)
    return file_bytes(word)


# Head and title


def _add_letterhead(word: WordDocument, head: Letterhead) -> None:
    """Two columns without borders, so that neither side ever pushes the other; below them the right takes its room."""
    ((left, right),) = (row.cells for row in _beside(word, (ISSUER_SIDE, COUNTRY_SIDE)).rows)
    _say_lines(left, "Parent", head.parent_lines)
    _say_lines(left, "Issuer", head.issuer_lines)
    _rule(left, SHORT_RULE * _longest(head.issuer_lines, 12), Mm(ISSUER_SIDE).pt)
    _say(right, "Country", head.country)
    _say(right, "Motto", head.motto)
    _rule(right, _longest([head.motto], 13), Mm(COUNTRY_SIDE).pt)
    close_table(word, tied=True)
    needed = ceil(Pt(fonts.width(head.place_and_day, 13)).mm) + 1
    dated = min(max(COUNTRY_SIDE, needed), COUNTRY_SIDE + MOST_OVER)
    ((number, place),) = (row.cells for row in _beside(word, (ISSUER_SIDE + COUNTRY_SIDE - dated, dated)).rows)
    _say(number, "Number", head.number_line)
    _say(place, "PlaceDay", head.place_and_day)


def _add_title(word: WordDocument, head: Letterhead) -> None:
    _say(word, "Title", head.kind)
    _say_lines(word, "Subtitle", head.subject_lines)
    rule = _rule(word, SHORT_RULE * _longest(head.subject_lines, 14), room(lying=False))
    rule.paragraph_format.space_after = Pt(12)


def _longest(lines: Sequence[str], size: float) -> float:
    return max((fonts.width(line, size, bold=True) for line in lines), default=0)


def _rule(place: Place, length: float, across: float) -> Paragraph:
    """A line `length` points long in the middle of `across`."""
    rule = _say(place, "Rule", "")
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Pt((across - length) / 2)
    return rule


# What is said


def _add_section(word: WordDocument, section: Section, anchors: Anchors, *, last: bool) -> None:
    """The last block of the last section stays with the signature."""
    parts = [("Heading1", section)] + [("Heading2", part) for part in section.sections if not part.empty]
    for number, (style, part) in enumerate(parts, 1):
        heading = _say(word, style, "")
        anchors.say(heading, part.heading)
        if part.key:
            anchors.mark(heading, SECTION + part.key)
        for position, block in enumerate(part.blocks, 1):
            _add_block(word, block, anchors, tied=last and number == len(parts) and position == len(part.blocks))


def _add_block(word: WordDocument, block: Block, anchors: Anchors, *, tied: bool) -> None:
    if isinstance(block, str):
        anchors.say(_say(word, "BodyText", "", tied=tied or block.endswith(":")), block)
    elif isinstance(block, Heading):
        anchors.say(_say(word, "Heading3", "", tied=True), block.text)
    elif block.picture:
        anchors.mark(_add_figure(word, block, tied=tied), EXHIBIT + block.name)
    else:
        anchors.mark(_say_numbered(word, "Caption", block.table.title), EXHIBIT + block.name)
        _add_table(word, block.table, room(lying=False), tied=tied)


def _add_figure(word: WordDocument, exhibit: Exhibit, *, tied: bool) -> Paragraph:
    """Return the paragraph of the picture, which its name follows."""
    picture, figure = picture_of(exhibit.picture), _say(word, "Figure", "")
    inline = figure.add_run().add_picture(io.BytesIO(picture.png), width=Pt(room(lying=False)))._inline
    inline.docPr.set("title", plain(picture.title))
    inline.docPr.set("descr", plain(picture.description))
    _say_numbered(word, "FigureCaption", exhibit.table.title, tied=tied)
    return figure


def _add_table(word: WordDocument, table: Table, across: float, *, tied: bool = False) -> None:
    """The table with its notes and its source, which never stand alone on a page."""
    notes = [note for note in (" ".join(table.notes), table.origin) if note]
    word.element.body.insert_element_before(table_xml(table, across, tied=tied or bool(notes)), "w:sectPr")
    for number, note in enumerate(notes, 1):
        _say(word, "TableNote", note, tied=tied or number < len(notes))
    if not notes:
        close_table(word, tied=tied)


def _add_foot(word: WordDocument, document: Document) -> Paragraph:
    """Return the paragraph that ends the text."""
    end = close_table(word, tied=True)  # a little room above
    (row,) = _beside(word, (RECIPIENTS_SIDE, SIGNATURE_SIDE)).rows
    left, right = row.cells
    if document.recorder:
        _add_signature(left, document.recorder)
    for number, line in enumerate(["Nơi nhận:", *document.recipient_lines] if document.recipients else []):
        _say(left, "Recipient" if number else "RecipientsTitle", line)
    _add_signature(right, document.signature)
    close_table(word)
    return end


def _add_signature(cell: _Cell, signature: Signature) -> None:
    for line in signature.lines:
        _say(cell, "Authority", line)
    _say(cell, "Signer", signature.name)


def _add_annex(word: WordDocument, number: str, table: Table, head: Letterhead) -> None:
    begin_part(word, lying=table.wide)
    add_field(_say(word, "Annex", "Phụ lục "), r"SEQ Phụ_lục \* ROMAN", number)
    _say(word, "AnnexTitle", table.title)
    _say_lines(word, "AnnexSource", head.reference_lines)
    _add_table(word, table, room(lying=table.wide))


# Paragraphs


def _say(place: Place, style: str, text: str, *, tied: bool = False) -> Paragraph:
    """Add a paragraph in a style; a cell begins with an empty one, which is taken first."""
    empty = isinstance(place, _Cell) and len(place.paragraphs) == 1 and place.paragraphs[0]._p.style is None
    paragraph = place.paragraphs[0] if empty else place.add_paragraph()
    paragraph._p.style = style
    paragraph.paragraph_format.keep_with_next = tied or None
    if text:
        paragraph.add_run(plain(text))
    return paragraph


def _say_lines(place: Place, style: str, lines: Sequence[str]) -> None:
    """One paragraph of several lines, broken where the paper breaks them."""
    if not lines:
        return
    paragraph = _say(place, style, "")
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(plain(line))


def _say_numbered(word: WordDocument, style: str, title: str, *, tied: bool = False) -> Paragraph:
    """A caption whose number Word counts on: "Bảng 1. …"."""
    paragraph = _say(word, style, "", tied=tied)
    title = plain(title)
    if numbered := _NUMBERED.match(title):
        kind, number = numbered.groups()
        paragraph.add_run(f"{kind} ")
        add_field(paragraph, rf"SEQ {kind} \* ARABIC", number)
        title = title[numbered.end() :]
    paragraph.add_run(title)
    return paragraph


def _beside(word: WordDocument, widths: Sequence[int]) -> WordTable:
    """A row of a table without borders or margins, of columns so many millimetres wide, that stays whole."""
    table = word.add_table(1, len(widths))
    table.autofit = False
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(parse_xml(_NO_MARGINS))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    return table
