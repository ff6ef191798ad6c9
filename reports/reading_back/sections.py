"""Where in an edited Word file the text of each section stands.

A section begins at its bookmark, or at its heading where the bookmark was lost, and goes on to the next; tables and
pictures stand for their places, what is printed beside the text is passed over.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from printing.docx_anchors import END, EXHIBIT, SECTION
from printing.docx_reading import Paragraph, Rows
from printing.docx_text import seen
from reports.writing.origin import Identity, cells, digest
from reports.writing.parts import place

_NUMBERED = re.compile(r"^(?:[IVX]+|\d+)\. +")
_ANNEX, _OPENING = "phụ lục", ("body text", "normal", "")


@dataclass
class Sections:
    """What was found: the lines of each section, paragraphs and places of exhibits, in the order of the file.

    `notices` are sentences about what is not read back.
    """

    lines: dict[str, list[Paragraph | str]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)


def sections_of(blocks: Iterable[Paragraph | Rows], headings: Mapping[str, str], identity: Identity) -> Sections:
    """`headings` are those of the sections by key, in their order."""
    blocks = list(blocks)
    walk = _Walk(_Starts(blocks, headings), identity, headings)
    for block in blocks:
        if not isinstance(block, Paragraph):
            walk.table(block)
        elif END in block.marks or block.style == _ANNEX:
            break
        else:
            walk.paragraph(block)
    walk.finish()
    return walk.found


class _Starts:
    """Tells which paragraph begins which section."""

    def __init__(self, blocks: list[Paragraph | Rows], headings: Mapping[str, str]):
        marks = {mark for block in blocks if isinstance(block, Paragraph) for mark in block.marks}
        self.marked = {SECTION + key: key for key in headings if SECTION + key in marks}
        lost = [key for key in headings if SECTION + key not in marks]
        self.titled = {_title(headings[key]): key for key in reversed(lost)}

    def key(self, paragraph: Paragraph) -> str:
        """The section that begins with the paragraph, "" for none; each begins once."""
        for mark in paragraph.marks:
            if key := self.marked.pop(mark, ""):
                return key
        return self.titled.pop(_title(paragraph.text), "")


def _title(text: str) -> str:
    return _NUMBERED.sub("", seen(text)).casefold()


class _Walk:
    def __init__(self, starts: _Starts, identity: Identity, headings: Mapping[str, str]):
        self.starts, self.identity, self.headings = starts, identity, headings
        self.found = Sections()
        self.current: list[Paragraph | str] | None = None
        self.exhibit = ""  # the one whose table is still to come
        self.seen_exhibits: set[str] = set()
        self.new_tables = 0
        self.opening = False

    def paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        known = digest(text) in self.identity.beside
        self.exhibit = "" if text else self.exhibit  # a picture has no table
        if key := self.starts.key(paragraph):
            self.current = self.found.lines.setdefault(key, [])
            if not known:
                self._tell(f"Tên mục “{text[:80]}” khác trong báo cáo: tên mục theo mẫu báo cáo, không đọc lại.")
        elif name := self._exhibit(paragraph):
            self._begin_exhibit(name, changed=bool(text) and not known)
        elif text and not known and self.current is not None:
            self.current.append(paragraph)
        elif text and not known and paragraph.style in _OPENING:
            self.opening = True

    def _exhibit(self, paragraph: Paragraph) -> str:
        names = (mark.removeprefix(EXHIBIT) for mark in paragraph.marks if mark.startswith(EXHIBIT))
        return next((name for name in names if name in self.identity.cells and name not in self.seen_exhibits), "")

    def _begin_exhibit(self, name: str, *, changed: bool) -> None:
        self.exhibit = name
        self.seen_exhibits.add(name)
        if self.current is not None:
            self.current.append(place(name))
        if changed:
            self._tell("Tên bảng trong tệp khác trong báo cáo: tên bảng theo số liệu, không đọc lại.")

    def table(self, rows: Rows) -> None:
        if self.exhibit:
            if cells(rows) != self.identity.cells[self.exhibit]:
                self._tell(
                    "Trong tệp có ô của bảng bị sửa: số trong bảng theo số liệu của cổng, không đọc lại. "
                    "Số sai thì sửa ở sổ liệu."
                )
            self.exhibit = ""
        elif self.current is not None:
            self.new_tables += 1

    def finish(self) -> None:
        if self.opening:
            self._tell("Phần mở đầu của tệp khác trong báo cáo: không đọc lại, chỉ đọc lời văn trong các mục.")
        if self.new_tables:
            self._tell("Tệp có bảng kẻ thêm: không đọc lại, hãy đưa nội dung vào lời văn hoặc vào phụ lục.")
        if list(self.found.lines) != [key for key in self.headings if key in self.found.lines]:
            self._tell("Các mục trong tệp đứng theo thứ tự khác: nội dung vẫn đọc, thứ tự theo mẫu báo cáo.")

    def _tell(self, sentence: str) -> None:
        if sentence not in self.found.notices:
            self.found.notices.append(sentence)
