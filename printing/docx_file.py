"""The Word file around a document: its pages, their numbers, its properties; the same document, the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime, time
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section as Pages
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from printing.docx_styles import LANGUAGE, apply_styles

LONG, SHORT, LEFT, RIGHT, TOP, BOTTOM = 297, 210, 30, 15, 20, 20  # mm, within what the decree allows
_NUMBER_FROM_TOP = 10  # mm
LONGEST_PROPERTY = 240  # letters; Word takes 255
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_SPACES = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
_KEPT = (RELATION.OFFICE_DOCUMENT, RELATION.CORE_PROPERTIES, RELATION.STYLES, RELATION.SETTINGS, RELATION.NUMBERING)
_SETTINGS = (
    '<w:defaultTabStop {} w:val="720"/>',
    '<w:compat {}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat>',
    f'<w:themeFontLang {{}} w:val="{LANGUAGE}"/>',
    '<w:decimalSymbol {} w:val=","/>',
    '<w:listSeparator {} w:val=";"/>',
)


def new_file(*, title: str, author: str, day: date, mark: str = "") -> WordDocument:
    """Return an empty document of A4 pages in our styles, with nothing in it that is not ours; `mark` at their foot."""
    word = docx.Document()
    for relations in (word.part.package.rels, word.part.rels):
        _forget(relations)
    settings = word.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.extend(parse_xml(each.format(nsdecls("w"))) for each in _SETTINGS)
    apply_styles(word)
    _describe(word, title=title, author=author, day=day)
    (pages,) = word.sections
    pages.page_width, pages.page_height = Mm(SHORT), Mm(LONG)
    pages.left_margin, pages.right_margin = Mm(LEFT), Mm(RIGHT)
    pages.top_margin, pages.bottom_margin = Mm(TOP), Mm(BOTTOM)
    pages.header_distance = pages.footer_distance = Mm(_NUMBER_FROM_TOP)
    pages.different_first_page_header_footer = True
    add_field(pages.header.paragraphs[0], "PAGE", "2")
    if mark:
        for foot in (pages.first_page_footer, pages.footer):
            foot.paragraphs[0]._p.style = "Footer"
            foot.paragraphs[0].add_run(mark)
    return word


def _forget(relations: Relationships) -> None:
    """Leave out what the library's own template brings: its thumbnail, theme, fonts, program."""
    for key in [key for key, relation in relations.items() if relation.reltype not in _KEPT]:
        del relations[key]


def _describe(word: WordDocument, *, title: str, author: str, day: date) -> None:
    about, moment = word.core_properties, datetime.combine(day, time(), UTC)
    about.title, about.author, about.last_modified_by, about.language = title, author, author, LANGUAGE
    about.created = about.modified = moment
    about.comments, about.revision = "", 1


def add_field(paragraph: Paragraph, instruction: str, result: str) -> None:
    """Add what Word computes, with what it shows until then."""
    for body in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{body}</w:r>"))


def close_table(word: WordDocument, *, tied: bool = False) -> Paragraph:
    """Add what must stand between a table and whatever follows it, a hair high."""
    paragraph = word.add_paragraph()
    paragraph._p.style = "TableEnd"
    paragraph.paragraph_format.keep_with_next = tied or None
    return paragraph


def add_properties(word: WordDocument, properties: Mapping[str, str]) -> None:
    """Add custom properties, which Word and LibreOffice keep; either takes no more than LONGEST_PROPERTY letters."""
    package = word.part.package
    told = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties {_CUSTOM_SPACES}>{told}</Properties>'
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, xml.encode(), package)
    package.relate_to(part, RELATION.CUSTOM_PROPERTIES)


def begin_part(word: WordDocument, *, lying: bool) -> None:
    """End the page; what follows is numbered from 1 and like the beginning shows no number on its first page."""
    last, coming = word.element.body[-2:]
    if last.tag != qn("w:p"):
        close_table(word)
        last = word.element.body[-2]
    last.set_sectPr(deepcopy(coming))
    for side in ("w:headerReference", "w:footerReference"):
        for reference in coming.findall(qn(side)):
            coming.remove(reference)  # head and foot go on
    for start in coming.findall(qn("w:pgNumType")):
        coming.remove(start)
    coming.find(qn("w:pgMar")).addnext(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    _turn(word.sections[-1], lying=lying)


def _turn(pages: Pages, *, lying: bool) -> None:
    pages.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    pages.page_width, pages.page_height = (Mm(LONG), Mm(SHORT)) if lying else (Mm(SHORT), Mm(LONG))


def room(*, lying: bool) -> float:
    """How wide the text is, in points."""
    return Mm((LONG if lying else SHORT) - LEFT - RIGHT).pt


def file_bytes(word: WordDocument) -> bytes:
    """The file with no hour in it."""
    packed, out = io.BytesIO(), io.BytesIO()
    word.save(packed)
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name)  # of 1 January 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, made.read(name))
    return out.getvalue()
