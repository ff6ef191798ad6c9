"""A Word file in the hands of an officer: what is done to it is done as Word does it."""

import io
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from printing.docx import docx_bytes
from reports.writing import Written


@dataclass
class Edited:
    word: Document

    @classmethod
    def of(cls, written: Written) -> "Edited":
        return cls.opened(docx_bytes(written.document))

    @classmethod
    def opened(cls, content: bytes) -> "Edited":
        return cls(docx.Document(io.BytesIO(content)))

    @property
    def content(self) -> bytes:
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    def paragraph(self, start: str) -> Paragraph:
        """The one that begins so, its controls read with it."""
        return next(each for each in self.word.paragraphs if said(each).startswith(start))

    def replace(self, old: str, new: str) -> None:
        """Type over what one run says, in a control or out of it."""
        text = next(each for each in self.word.element.body.iter(qn("w:t")) if old in (each.text or ""))
        text.text = text.text.replace(old, new)

    def add_before(self, start: str, text: str, style: str = "Body Text") -> None:
        self.paragraph(start).insert_paragraph_before(text, style)

    def delete(self, start: str) -> None:
        element = self.paragraph(start)._p
        element.getparent().remove(element)

    def control(self, tag: str):
        """The control of that tag."""
        return next(
            control
            for control in self.word.element.body.iter(qn("w:sdt"))
            if control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag
        )

    def without_controls(self) -> None:
        """As a program saves it that knows no controls."""
        for control in list(self.word.element.body.iter(qn("w:sdt"))):
            for each in list(control.find(qn("w:sdtContent"))):
                control.addprevious(each)
            control.getparent().remove(control)

    def section(self, key: str) -> list:
        """The elements of a section, from its heading to the next."""
        found, inside = [], False
        for element in self.word.element.body:
            names = [mark.get(qn("w:name")) for mark in element.iter(qn("w:bookmarkStart"))]
            if any(name.startswith(("muc_", "het_muc")) for name in names):
                inside = f"muc_{key}" in names
            found += [element] * inside
        return found


def said(paragraph: Paragraph) -> str:
    return "".join(text.text or "" for text in paragraph._p.iter(qn("w:t")))


def run(text: str, look: str = ""):
    return parse_xml(f'<w:r {nsdecls("w")}>{look}<w:t xml:space="preserve">{text}</w:t></w:r>')
