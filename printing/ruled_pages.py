"""The pages of a long annex, drawn on a grid: nothing but rows under a head, so that thousands cost a few seconds.

Laying a cell out as HTML costs a thousandth of a second and more with every page. Here its text is measured, broken
and written with the fonts the document already has. The pages join those of the document, so that the file stays one
PDF for the archive: one tagged table over all its pages, its head repeated as decoration.

Only the child process of printing.render imports this. It knows of WeasyPrint what a page is (`paint`, `_page_box`),
the fonts of a stream and the roots of the tags; tests/printing/test_pdf_annexes.py holds all of it.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.document import Page

from printing.column_widths import parts
from printing.fonts import ITALIC, width

SIZE, LEAD, NOTE_SIZE, NUMBER_SIZE = 12, 13.8, 11, 13  # points: what static/css/print.css says of tables and pages
SIDE, ABOVE, RULE = 4, 2.5, 0.5
ASCENT, DESCENT = 0.891, 0.216  # of Tinos, in parts of its size
NUMBER_TOP = 8 * 72 / 25.4
PIXEL = 0.75  # points
FEWEST = 2  # rows that stand together under a head


@dataclass(frozen=True)
class Ruled:
    """A long table as it is sent: printed texts, and the share of the page each column has."""

    shares: Sequence[float]
    heads: Sequence[str]
    numeric: Sequence[bool]
    rows: Sequence[Sequence[str]]
    total: Sequence[str]
    notes: Sequence[str]


@dataclass(frozen=True)
class Area:
    """What a page has between its margins, in points from its upper left corner."""

    left: float
    top: float
    width: float
    foot: float

    @classmethod
    def of(cls, page: Page) -> "Area":
        box = page._page_box
        left, top = box.content_box_x() * PIXEL, box.content_box_y() * PIXEL
        return cls(left, top, box.width * PIXEL, top + box.height * PIXEL)


Cell = list[str]  # its lines


@dataclass
class Row:
    """A row broken into lines, and the numbers its cells have among the marked parts of their page."""

    cells: list[Cell]
    bold: bool = False
    marks: list[int | None] = field(default_factory=list)

    @property
    def height(self) -> float:
        return max(map(len, self.cells), default=1) * LEAD + 2 * ABOVE + RULE


class Laid:
    """A long table broken into lines and pages."""

    def __init__(self, ruled: Ruled, area: Area, top: float):
        self.edges = [0.0, *accumulate(share * area.width for share in ruled.shares)]
        self.numeric = ruled.numeric
        self.head = self._row(ruled.heads, bold=True)
        self.rows = [self._row(texts) for texts in ruled.rows]
        self.total = self._row(ruled.total, bold=True) if ruled.total else None
        self.notes = [line for note in ruled.notes for line in broken(note, area.width, NOTE_SIZE, face="italic")]
        self.pages = list(self._paged(area.foot - top, area.foot - area.top))

    @property
    def tail(self) -> float:
        """What must not stand without the last rows: the total and the notes."""
        return (self.total.height if self.total else 0) + len(self.notes) * NOTE_SIZE * 1.25

    def _row(self, texts: Sequence[str], *, bold: bool = False) -> Row:
        rooms = [right - left - 2 * SIDE - RULE for left, right in pairwise(self.edges)]
        face = "bold" if bold else "regular"
        return Row([broken(text, room, SIZE, face=face) for text, room in zip(texts, rooms, strict=True)], bold)

    def _paged(self, first: float, whole: float) -> Iterator[list[Row]]:
        """The rows of each page; neither at the foot of the first nor at the end does one stand alone."""
        *blocks, last = self._blocks()
        room, page = first - self.head.height, []
        for block in blocks:
            needed = sum(row.height for row in block)
            if needed > room and (page or room < whole - self.head.height):
                yield page
                room, page = whole - self.head.height, []
            page += block
            room -= needed
        if sum(row.height for row in last) + self.tail > room and (page or first < whole):
            yield page
            page = []
        yield page + last

    def _blocks(self) -> list[list[Row]]:
        """The rows in runs that stay together: the first two, each of the others, the last two."""
        rows = self.rows
        if len(rows) < 2 * FEWEST:
            return [rows]
        return [rows[:FEWEST], *([row] for row in rows[FEWEST:-FEWEST]), rows[-FEWEST:]]


def broken(text: str, room: float, size: float, *, face: str = "regular") -> Cell:
    """The lines of a text in so much room; a word that is longer than a line is cut."""
    measure = {"regular": {}, "bold": {"bold": True}, "italic": {"face": ITALIC}}[face]
    if width(text, size, **measure) <= room:
        return [text]
    lines = [""]
    for part in parts(text):
        if width((lines[-1] + part).rstrip(), size, **measure) <= room:
            lines[-1] += part
            continue
        if lines[-1]:
            lines.append("")
        for letter in part:
            if lines[-1] and width((lines[-1] + letter).rstrip(), size, **measure) > room:
                lines.append("")
            lines[-1] += letter
    return [line.rstrip() for line in lines]


class Face:
    """A font the document embeds: the code and width of every letter; what is used is told to the font."""

    def __init__(self, font):
        self.name, self._font = font.hash, font
        with TTFont(io.BytesIO(font.file_content)) as read:
            metrics, size = read["hmtx"], read["head"].unitsPerEm
            self._letters = {
                chr(code): (read.getGlyphID(name), (2000 * metrics[name][0] + size) // (2 * size))  # to the nearest
                for code, name in read.getBestCmap().items()
            }
        self._codes: dict[str, str] = {}

    def coded(self, text: str) -> str:
        return "".join(self._codes.get(letter) or self._code(letter) for letter in text)

    def width(self, text: str, size: float) -> float:
        return sum(self._letters[letter][1] for letter in text) * size / 1000

    def _code(self, letter: str) -> str:
        glyph, advance = self._letters[letter]
        self._font.widths[glyph] = advance
        self._font.to_unicode.setdefault(glyph, letter)
        return self._codes.setdefault(letter, f"{glyph:04x}")


class Faces:
    """The upright, bold and italic faces of a document, found among those its first pages use."""

    def __init__(self):
        self._known: dict[tuple[bool, bool], Face] = {}

    def of(self, stream, *, bold: bool = False, italic: bool = False) -> Face:
        if (bold, italic) not in self._known:
            font = next(
                font
                for font in stream._fonts.values()
                if (font.weight >= 600, font.style != 0) == (bold, italic) and "Tinos" in font.family
            )
            self._known[bold, italic] = Face(font)
        return self._known[bold, italic]


class RuledPage(Page):
    """A page of the document with rows drawn on it; what else it holds is `base`'s."""

    def __init__(self, base: Page, laid: Laid, number: int, *, top: float, faces: Faces):
        self.__dict__.update(base.__dict__)
        self.laid, self.number, self.rows = laid, number, laid.pages[number]
        self._top, self._faces, self._area = top, faces, Area.of(base)
        self.note_marks: list[int] = []

    @property
    def first(self) -> bool:
        return self.number == 0

    @property
    def last(self) -> bool:
        return self.number == len(self.laid.pages) - 1

    def paint(self, stream, scale: float = 1) -> None:
        super().paint(stream, scale)
        drawing = Drawing(stream, self._faces, left=self._area.left, edges=self.laid.edges, numeric=self.laid.numeric)
        if not self.first:
            drawing.number(str(self.number + 1), self._area.left + self._area.width / 2)
        if self.rows:
            self._paint_rows(drawing)
        drawing.end()

    def _paint_rows(self, drawing: "Drawing") -> None:
        rows = [*self.rows, *([self.laid.total] if self.last and self.laid.total else [])]
        tops = [self._top, *accumulate((row.height for row in (self.laid.head, *rows)), initial=self._top)][1:]
        drawing.rules(tops)
        drawing.head(self.laid.head, tops[0], marked=self.first)
        for row, top in zip(rows, tops[1:], strict=False):
            drawing.row(row, top)
        if self.last:
            self.note_marks = drawing.notes(self.laid.notes, tops[-1] + 3)


class Drawing:
    """Writes rows into the stream of a page, every cell marked with its number."""

    def __init__(self, stream, faces: Faces, *, left: float, edges: Sequence[float], numeric: Sequence[bool]):
        self._stream, self._left, self._edges, self._numeric = stream, left, edges, numeric
        self._regular, self._bold = faces.of(stream), faces.of(stream, bold=True)
        self._italic = faces.of(stream, italic=True)
        self._mark = len(stream._tags or ())  # what WeasyPrint painted on this page is numbered before
        self._parts = [f"q 0 g 0 G {RULE} w"]

    def end(self) -> None:
        self._stream.stream.append("\n".join([*self._parts, "Q"]).encode())

    def number(self, text: str, middle: float) -> None:
        start = middle - self._regular.width(text, NUMBER_SIZE) / 2
        written = self._text(self._regular, NUMBER_SIZE, start, NUMBER_TOP + ASCENT * NUMBER_SIZE, text)
        self._parts.append(f"/Artifact<</Type/Pagination>>BDC {written} EMC")

    def rules(self, tops: Sequence[float]) -> None:
        right = self._left + self._edges[-1]
        across = [f"{self._left:.2f} {top:.2f} m {right:.2f} {top:.2f} l" for top in tops]
        down = [
            f"{self._left + edge:.2f} {tops[0]:.2f} m {self._left + edge:.2f} {tops[-1]:.2f} l" for edge in self._edges
        ]
        self._parts.append(f"/Artifact BMC {' '.join(across + down)} S EMC")

    def head(self, row: Row, top: float, *, marked: bool) -> None:
        """The head is read once; on the pages that follow it is decoration."""
        if marked:
            self.row(row, top, centred=True)
        else:
            written = " ".join(self._cell(row, at, top, centred=True) for at in range(len(row.cells)))
            self._parts.append(f"/Artifact BMC {written} EMC")

    def row(self, row: Row, top: float, *, centred: bool = False) -> None:
        for at, lines in enumerate(row.cells):
            if lines == [""]:
                row.marks.append(None)
                continue
            self._parts.append(f"/TD<</MCID {self._mark}>>BDC {self._cell(row, at, top, centred=centred)} EMC")
            row.marks.append(self._mark)
            self._mark += 1

    def notes(self, lines: Sequence[str], top: float) -> list[int]:
        marks = []
        for at, line in enumerate(lines):
            baseline = top + (at + 1) * NOTE_SIZE * 1.25 - NOTE_SIZE * 0.3
            written = self._text(self._italic, NOTE_SIZE, self._left, baseline, f"{line} ")
            self._parts.append(f"/P<</MCID {self._mark}>>BDC {written} EMC")
            marks.append(self._mark)
            self._mark += 1
        return marks

    def _cell(self, row: Row, at: int, top: float, *, centred: bool) -> str:
        """The lines of a cell in the middle of its height."""
        lines, face = row.cells[at], self._bold if row.bold else self._regular
        left, right = self._left + self._edges[at] + SIDE, self._left + self._edges[at + 1] - SIDE
        baseline = top + (row.height - len(lines) * LEAD) / 2 + (LEAD + (ASCENT - DESCENT) * SIZE) / 2
        written = []
        for number, line in enumerate(lines):
            spare = right - left - face.width(line, SIZE) if centred or self._numeric[at] else 0
            start = left + (spare / 2 if centred else spare)
            more = "" if number == len(lines) - 1 else " "  # so that whoever reads aloud does not join two words
            written.append(self._text(face, SIZE, start, baseline + number * LEAD, line + more))
        return " ".join(written)

    @staticmethod
    def _text(face: Face, size: float, left: float, baseline: float, text: str) -> str:
        return f"BT /{face.name} {size} Tf 1 0 0 -1 {left:.2f} {baseline:.2f} Tm <{face.coded(text)}> Tj ET"


def with_ruled(pages: Sequence[Page], tables: Mapping[str, Ruled], blanks: Mapping[bool, Page]) -> list[Page]:
    """The pages with each long table begun beneath its anchor and gone on with on pages of its own.

    `blanks` are a page that stands and one that lies.
    """
    faces, joined = Faces(), []
    for page in pages:
        begun = next((name for name in page.anchors if name in tables), None)
        if begun is None:
            joined.append(page)
            continue
        top, blank = page.anchors[begun][1] * PIXEL, blanks[page.width > page.height]
        area = Area.of(page)
        laid = Laid(tables[begun], area, top)
        joined.append(RuledPage(page, laid, 0, top=top, faces=faces))
        joined += [RuledPage(blank, laid, at, top=area.top, faces=faces) for at in range(1, len(laid.pages))]
    return joined


class Element(pydyf.Object):
    """A small element of the structure tree, written as it is."""

    def __init__(self, data: bytes):
        super().__init__()
        self.data = data

    data = None  # an attribute here, a property above


def finish_tags(document, pdf) -> None:
    """Complete the tags that WeasyPrint wrote of the document, the long tables too: a finisher of its `write_pdf`."""
    if "StructTreeRoot" not in pdf.catalog:  # certificates are printed without tags
        return
    _tell_scopes(pdf)
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    body, at_page = _object(pdf, root["K"][0]), pdf.page_references
    tagged: dict[Laid, Tagged] = {}
    for number, page in enumerate(document.pages):
        if not isinstance(page, RuledPage):
            continue
        if page.first:
            tagged[page.laid] = Tagged(pdf, _section(pdf, body, at_page[number]), page.laid, at_page[number])
        numbers[2 * number + 1].extend(tagged[page.laid].add(page, at_page[number]))


def _tell_scopes(pdf) -> None:
    """Every cell of the head of a table says that it is that of a column."""
    elements = (one for one in pdf.objects if isinstance(one, pydyf.Dictionary))
    for cell in [one for one in elements if one.get("S") == "/TH"]:
        row = _object(pdf, cell["P"])
        if _object(pdf, row["P"]).get("S") == "/THead":
            cell["A"]["Scope"] = "/Column"


class Tagged:
    """A long table on its way into the tags: one Table, its head, its rows."""

    def __init__(self, pdf, section: pydyf.Dictionary, laid: Laid, at: bytes):
        self._pdf, self._section, self._laid = pdf, section, laid
        table = self._branch("Table", section)
        self._head, self._body = self._branch("THead", table), self._branch("TBody", table)

    def add(self, page: RuledPage, at: bytes) -> list[bytes]:
        """Take in what a page shows; return the element of each of its marked parts."""
        references = self._row(self._head, self._laid.head, at, b"/TH/A<</O/Table/Scope/Column>>") if page.first else []
        for row in page.rows:
            references += self._row(self._body, row, at, b"/TD")
        if page.last and self._laid.total:
            references += self._row(self._body, self._laid.total, at, b"/TD")
        if page.note_marks:
            marks = " ".join(map(str, page.note_marks)).encode()
            note = self._leaf(b"<</S/P/P %s/Pg %s/K[%s]>>" % (self._section.reference, at, marks))
            self._section["K"].append(note)
            references += [note] * len(page.note_marks)
        return references

    def _row(self, parent: pydyf.Dictionary, row: Row, at: bytes, kind: bytes) -> list[bytes]:
        element = Element(b"")
        self._pdf.add_object(element)
        parent["K"].append(element.reference)
        cells = [
            self._leaf(
                b"<</S%s/P %s/Pg %s%s>>" % (kind, element.reference, at, b"" if mark is None else b"/K %d" % mark)
            )
            for mark in row.marks
        ]
        element.data = b"<</S/TR/P %s/Pg %s/K[%s]>>" % (parent.reference, at, b" ".join(cells))
        return [cell for cell, mark in zip(cells, row.marks, strict=True) if mark is not None]

    def _branch(self, kind: str, parent: pydyf.Dictionary) -> pydyf.Dictionary:
        element = pydyf.Dictionary({"S": f"/{kind}", "P": parent.reference, "K": pydyf.Array()})
        self._pdf.add_object(element)
        parent["K"].append(element.reference)
        return element

    def _leaf(self, data: bytes) -> bytes:
        element = Element(data)
        self._pdf.add_object(element)
        return element.reference


def _section(pdf, body: pydyf.Dictionary, at: bytes) -> pydyf.Dictionary:
    """The annex that begins on a page: the last element there."""
    return [element for element in (_object(pdf, kid) for kid in body["K"]) if element.get("Pg") == at][-1]


def _object(pdf, reference: bytes):
    return pdf.objects[int(reference.split()[0])]
