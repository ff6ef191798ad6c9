"""Somebody's table given back with its mistakes marked: the same cells in the same places, what to do beside them.

Written from scratch, so that nothing hidden, no formula and no comment of the file that was sent travels on.
"""

import io
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from printing.sheet import Cell
from printing.xlsx import PROPERTIES, WORKBOOK_OPTIONS

Place = tuple[int, int]  # line from 1, column from 0
Region = tuple[int, int, int, int]  # top line, left column, bottom line, right column, both ends inside
WIDEST, NARROWEST, MESSAGE_WIDTH = 48, 6, 70  # characters


def marked_bytes(
    lines: Iterable[tuple[int, Iterable[Cell]]],
    *,
    wrong: Collection[Place],
    messages: Mapping[int, str],
    heading: tuple[Place, str],
    header_lines: Collection[int] = (),
    merged: Iterable[Region] = (),
    sheet_name: str = "",
) -> bytes:
    """Return a workbook of the lines, the cells of `wrong` in red, `messages` by line in the column of `heading`.

    `heading` is where that column begins and its name. Text stays text, numbers numbers, days days; a merged region
    is merged again where it holds no more than its first cell.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, WORKBOOK_OPTIONS) as book:
        book.set_properties(PROPERTIES)
        sheet = book.add_worksheet(sheet_name[:31] or None)
        page = _Page(book, sheet, set(wrong), set(header_lines))
        cells = {(line, column): cell for line, row in lines for column, cell in enumerate(row) if cell is not None}
        (top, last), name = heading
        for place in (place for place in list(cells) if place[1] == last and place[0] >= top):
            del cells[place]
        page.merge(cells, merged)
        for place, cell in cells.items():
            page.write(place, cell)
        for place in page.wrong - cells.keys():
            page.blank(place)
        page.write((top, last), name, header=True)
        for line, message in messages.items():
            page.say((line, last), message)
        page.widen(cells, last)
        sheet.freeze_panes(top, 0)
        sheet.activate()
    return out.getvalue()


class _Page:
    """One worksheet being written: each format made once."""

    def __init__(self, book, sheet, wrong: set[Place], header_lines: set[int]):
        self.sheet, self.wrong, self.header_lines = sheet, wrong, header_lines
        self._book, self._formats, self._merged = book, {}, set()

    def write(self, place: Place, cell: Cell, *, header: bool = False) -> None:
        line, column = place
        if place in self._merged:
            return
        format = self._format(cell, wrong=place in self.wrong, header=header or line in self.header_lines)
        _write(self.sheet, line - 1, column, cell, format)

    def blank(self, place: Place) -> None:
        self.sheet.write_blank(place[0] - 1, place[1], None, self._format("", wrong=True, header=False))

    def say(self, place: Place, message: str) -> None:
        wrap = self._made(("message",), {"text_wrap": True, "valign": "top", "font_color": "#9C0006"})
        self.sheet.write_string(place[0] - 1, place[1], message, wrap)

    def merge(self, cells: dict[Place, Cell], regions: Iterable[Region]) -> None:
        for top, left, bottom, right in regions:
            inside = [(line, column) for line in range(top, bottom + 1) for column in range(left, right + 1)]
            first, held = (top, left), [place for place in inside if place in cells]
            if len(inside) < 2 or held != [first] or any(place in self.wrong for place in inside):
                continue
            format = self._format(cells[first], wrong=False, header=top in self.header_lines)
            self.sheet.merge_range(top - 1, left, bottom - 1, right, "", format)
            _write(self.sheet, top - 1, left, cells[first], format)
            self._merged.add(first)

    def widen(self, cells: dict[Place, Cell], last: int) -> None:
        """Room for what stands in each column; titles above the table run over into the next columns."""
        top = min(self.header_lines, default=1)
        widths: dict[int, int] = {}
        for (line, column), cell in cells.items():
            if line >= top:
                widths[column] = max(widths.get(column, NARROWEST), len(str(cell)) + 2)
        for column, width in widths.items():
            self.sheet.set_column(column, column, min(width, WIDEST))
        self.sheet.set_column(last, last, MESSAGE_WIDTH)

    def _format(self, cell: Cell, *, wrong: bool, header: bool):
        kind = "dd/mm/yyyy" if isinstance(cell, date) else "@" if isinstance(cell, str) else "General"
        look = {"num_format": kind}
        if header:
            look |= {"bold": True, "bg_color": "#DDEBE6", "border": 1, "text_wrap": True, "valign": "vcenter"}
        if wrong:
            look |= {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1}
        return self._made((kind, wrong, header), look)

    def _made(self, key: tuple, look: dict):
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _write(sheet, row: int, column: int, cell: Cell, format) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, format)
    elif isinstance(cell, int | Decimal) and len(str(abs(cell))) <= 16:
        sheet.write_number(row, column, cell, format)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), format)
    else:
        sheet.write_string(row, column, str(cell), format)
