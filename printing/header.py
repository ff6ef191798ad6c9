"""Finding the header of a table below its titles and flattening it to one text per column.

A header is the first row, with the rows its merged cells span, that gives nearly every column of the fullest row below
it a text of its own. Titles and letterheads do not: they are one or two cells, however wide they are merged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from printing.grid import Grid, Region
from printing.sheet import Cell

JOINT = " / "
_LOOKED_AT = 40  # lines from the top in which a header is sought, and below it for the fullest row
_DEEPEST = 4  # rows of one header
_MOST_MERGED = 500
_LEAST_SHARE = 0.6  # of the columns below that must have a text
_YEAR = re.compile(r"(?:19|20)\d\d")
_TITLE = re.compile(
    r"cộng h(?:òa|oà) xã hội|độc lập\s*[-–]|(?:đơn vị tính|đvt)\s*:|kèm theo|ngày\b.*\btháng\b.*\bnăm", re.IGNORECASE
)
_LETTER = re.compile(r"\(?([A-Z])\)?")
_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\]]?(?:\s*=[\s\d()+*/:x×,.\-–]*)?")


@dataclass(frozen=True)
class Header:
    """A header of lines[first:last+1] of the grid: texts by column, and the row of column numbers below it if any."""

    first: int
    last: int
    texts: dict[int, str]
    numbered: bool = False

    @property
    def below(self) -> int:
        """Where the rows of the table begin."""
        return self.last + 1 + self.numbered


def find_header(grid: Grid) -> Header:
    """The header of a grid that has lines; the first line where no other will do."""
    nearest = [region for region in grid.merged if region.top <= grid.lines[:_LOOKED_AT][-1][0]]
    grid = replace(grid, merged=tuple(nearest[:_MOST_MERGED]))
    for first in range(min(_LOOKED_AT, len(grid.lines) - 1)):
        candidate = _flattened(grid, first)
        if _will_do(grid, candidate):
            return _with_numbers(grid, candidate)
    return _flattened(grid, 0, deepest=1)


# Flattening


def _flattened(grid: Grid, first: int, *, deepest: int = _DEEPEST) -> Header:
    last = first
    while last - first + 1 < deepest and last + 1 < len(grid.lines) and _goes_on(grid, first, last):
        last += 1
    columns = range(max(len(row) for _, row in grid.lines[first : last + 1]))
    texts = {column: JOINT.join(_parts(grid, first, last, column)) for column in columns}
    return Header(first, last, {column: text for column, text in texts.items() if text})


def _goes_on(grid: Grid, first: int, last: int) -> bool:
    """Whether the header takes in the next line: a cell is merged down into it, or it divides what stands above."""
    top, bottom, beyond = grid.lines[first][0], grid.lines[last][0], grid.lines[last + 1][0]
    ours = [region for region in grid.merged if top <= region.top <= bottom and region.bottom >= bottom]
    if any(region.bottom >= beyond for region in ours):
        return True
    wide = [region for region in ours if region.bottom == bottom and region.right > region.left]
    return _divides(grid, last, wide)


def _divides(grid: Grid, last: int, wide: list[Region]) -> bool:
    """Whether the next line is only headings, under wide cells: merged ones, or ones followed by blanks it fills."""
    above, below = grid.lines[last][1], grid.lines[last + 1][1]
    filled = _filled(below)
    if len(_filled(above)) < 2 or not filled or not all(_is_heading(below[column]) for column in filled):
        return False
    if wide:
        return filled <= {column for region in wide for column in range(region.left, region.right + 1)}
    spans = [span for span in _open_spans(above, below) if len(span) > 1]
    return len(grid.lines) > last + 2 and bool(spans) and filled == {column for span in spans for column in span}


def _open_spans(above: list[Cell], below: list[Cell]) -> Iterator[range]:
    """Each filled cell with the blanks after it, as far as the next line fills them."""
    starts = [column for column, cell in enumerate(above) if cell is not None]
    for start, end in zip(starts, [*starts[1:], len(below)], strict=True):
        if start < len(below) and below[start] is not None:
            yield range(start, max(start + 1, end))


def _parts(grid: Grid, first: int, last: int, column: int) -> Iterator[str]:
    """The texts above a column from the top down, none twice in a row."""
    said = None
    for index in range(first, last + 1):
        text = _text_over(grid, index, first, last, column)
        if text and text != said:
            yield text
            said = text


def _text_over(grid: Grid, index: int, first: int, last: int, column: int) -> str:
    line, row = grid.lines[index]
    if region := _region_at(grid, line, column):
        return _text(_value(grid, region.top, region.left, first))
    if column < len(row) and row[column] is not None:
        return _text(row[column])
    if index < last and not grid.merged:
        return _open_text(grid, index, column)
    return ""


def _open_text(grid: Grid, index: int, column: int) -> str:
    """In a file without merged cells a wide heading is a text followed by blanks that the next line divides."""
    above, below = grid.lines[index][1], grid.lines[index + 1][1]
    span = next((span for span in _open_spans(above, below) if column in span), None)
    return _text(above[span.start]) if span and column < len(below) and below[column] is not None else ""


def _region_at(grid: Grid, line: int, column: int) -> Region | None:
    for region in grid.merged:
        if region.top <= line <= region.bottom and region.left <= column <= region.right:
            return region
    return None


def _value(grid: Grid, line: int, column: int, near: int) -> Cell:
    for number, row in grid.lines[max(0, near - _DEEPEST) : near + _DEEPEST]:
        if number == line:
            return row[column] if column < len(row) else None
    return None


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


# Judging


def _will_do(grid: Grid, header: Header) -> bool:
    rows = grid.lines[header.last + 1 : header.last + 1 + _LOOKED_AT]
    if not rows or not header.texts:
        return False
    wanted = _filled(max((row for _, row in rows), key=lambda row: len(_filled(row))))
    own = _sources(grid, header)
    share = len(wanted & header.texts.keys()) / len(wanted)
    if header.first == 0 and header.last == 0 and share == 1 and len(own) == len(header.texts):
        return True
    cells = [cell for _, row in grid.lines[header.first : header.last + 1] for cell in row if cell is not None]
    return (
        share >= _LEAST_SHARE
        and len(own) >= _LEAST_SHARE * len(header.texts)
        and (len(own) > 1 or len(wanted) == 1)
        and all(map(_is_heading, cells))
        and not any(_TITLE.search(str(cell)) for cell in cells)
    )


def _filled(row: list[Cell]) -> set[int]:
    return {column for column, cell in enumerate(row) if cell is not None}


def _sources(grid: Grid, header: Header) -> set[tuple[int, int]]:
    """The cells of the lowest line that the texts come from: one for all the columns of a merged cell."""
    line = grid.lines[header.last][0]
    regions = {column: _region_at(grid, line, column) for column in header.texts}
    return {(region.left, region.top) if region else (column, line) for column, region in regions.items()}


def _is_heading(cell: Cell) -> bool:
    """A text with a letter, or a year."""
    if isinstance(cell, str):
        return any(sign.isalpha() for sign in cell) or bool(_YEAR.fullmatch(cell.strip()))
    return type(cell) is int and bool(_YEAR.fullmatch(str(cell)))


# The row of column numbers


def _with_numbers(grid: Grid, header: Header) -> Header:
    if header.below >= len(grid.lines) or not _counts_columns(grid, header):
        return header
    return Header(header.first, header.last, header.texts, numbered=True)


def _counts_columns(grid: Grid, header: Header) -> bool:
    """Whether the line below the header is A, B, 1, 2, 3=1+2…

    A row of data might be 1, 2, 3 as well: a letter, brackets or a sum tell, or words below where it has a number.
    """
    row = grid.lines[header.below][1]
    cells = [(column, _text(cell)) for column, cell in enumerate(row) if cell is not None]
    if len(cells) < max(3, _LEAST_SHARE * len(header.texts)) or not _in_order([text for _, text in cells]):
        return False
    if any(not text.isdigit() for _, text in cells):
        return True
    below = [row for _, row in grid.lines[header.below + 1 : header.below + 1 + _LOOKED_AT]]
    return any(_is_word(row[column]) for row in below for column, _ in cells if column < len(row))


def _in_order(texts: list[str]) -> bool:
    letters, numbers = 0, 0
    for text in texts:
        if not numbers and (found := _LETTER.fullmatch(text)) and ord(found[1]) == ord("A") + letters:
            letters += 1
        elif (found := _NUMBER.fullmatch(text)) and int(found[1]) == numbers + 1:
            numbers += 1
        else:
            return False
    return numbers > 0


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and any(sign.isalpha() for sign in cell)
