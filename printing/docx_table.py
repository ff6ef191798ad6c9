"""A Table in Word: columns as wide as what stands in them, the head on every page, no row torn."""

from collections.abc import Sequence
from itertools import chain
from re import split, sub
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from printing import fonts
from printing.docx_text import plain
from printing.table import Column, Table

SIZE = 12  # points
_BESIDE = 11  # points of a cell that are no text: its margins and borders, and what bold figures of a total need
_FEW = 9  # below so many rows a table stands on one page
_LONGEST_NAME = 30
BREAK = "\u200b"  # Word's "no-width optional break"
Cell = tuple[Column, str]


def table_xml(table: Table, room: float, *, tied: bool):
    """Return the element of a table `room` points wide; a `tied` one keeps its end with what follows."""
    widths = column_widths(table, room)
    head = "".join(
        _cell(column.heading, width, "TableHead") for column, width in zip(table.columns, widths, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f"<w:tblCaption w:val={quoteattr(plain(table.title))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{_rows(table, widths, tied=tied)}</w:tbl>"
    )


def _rows(table: Table, widths: Sequence[int], *, tied: bool) -> str:
    """Few rows stay together, of many the last three; so none goes over to the next page alone."""
    rows = [(row, False) for row in table.printed_rows()] + [(table.printed_total(), True)] * bool(table.total)
    apart = 0 if len(rows) < _FEW else len(rows) - 3
    last = len(rows) - 1
    return "".join(
        _row(row, widths, bold=bold, tied=tied if place == last else place >= apart)
        for place, (row, bold) in enumerate(rows)
    )


def _row(cells: Sequence[Cell], widths: Sequence[int], *, bold: bool, tied: bool) -> str:
    body = "".join(
        _cell(text, width, "TableNumber" if column.numeric else "TableText", bold=bold, tied=tied)
        for (column, text), width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{body}</w:tr>"


def _cell(text: str, width: int, style: str, *, bold: bool = False, tied: bool = False) -> str:
    look, keep = "<w:rPr><w:b/></w:rPr>" if bold else "", "<w:keepNext/>" if tied else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(_breakable(plain(text)))}</w:t></w:r></w:p></w:tc>'
    )


def column_widths(table: Table, room: float) -> list[int]:
    """Share `room` points among the columns, in twentieths of a point.

    Each has room for its longest word, for numbers and short names unbroken; what is left goes first where it saves
    lines, then to all in proportion.
    """
    rows = [*table.printed_rows(), *([table.printed_total()] if table.total else [])]
    texts = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    least, most = zip(*map(_needs, table.columns, texts), strict=True)
    spare, wishes = room - sum(least), [much - little for little, much in zip(least, most, strict=True)]
    if spare < 0:
        widths = [room * each / sum(least) for each in least]
    elif spare < sum(wishes):
        widths = [each + spare * wish / sum(wishes) for each, wish in zip(least, wishes, strict=True)]
    else:
        widths = [room * each / sum(most) for each in most]
    return [int(20 * width) for width in widths]


def _needs(column: Column, cells: Sequence[Cell]) -> tuple[float, float]:
    """The least and the most points a column can use; a heading may take three lines."""
    words = [fonts.width(word, SIZE, bold=True) for word in column.heading.split(" ")]
    parts = chain.from_iterable(_parts(column, text) for _, text in cells)
    least = max(*words, *(fonts.width(part, SIZE) for part in parts), 0)
    whole = max((fonts.width(text, SIZE) for _, text in cells), default=0)
    heading = fonts.width(column.heading, SIZE, bold=True) / 3
    return least + _BESIDE, max(least, heading, whole) + _BESIDE


def _parts(column: Column, text: str) -> list[str]:
    """What of a cell stands on one line."""
    whole = column.numeric or (column.kind == "name" and len(text) <= _LONGEST_NAME)
    return [text] if whole else split(f" |{BREAK}", _breakable(text))


def _breakable(text: str) -> str:
    """Word ends no line at a stroke unless told that it may, as in "đồng/người/tháng"."""
    return sub(r"(?<=[^\W\d]/)(?=[^\W\d])", BREAK, text)
