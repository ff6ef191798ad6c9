"""What the columns of an unfamiliar file probably are: proposals for a person to confirm, nothing taken for sure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from office.importing.columns import Column, folded, typed
from office.importing.headers import is_message_column
from office.importing.mapping import (
    SECTION_PARTS,
    ColumnChoice,
    Mapping,
    day_sample,
    is_mark,
    is_no_mark,
    levels,
    odd_days,
    unit_of,
)
from printing.legacy_text import Encoding, decoded
from printing.sheet import Cell, Sheet, Unit

SAMPLES = 3
ENOUGH = 0.72  # of 1: how alike a heading must be to be proposed
_NUMBERING = {"stt", "tt", "so tt", "so thu tu", "thu tu", "no"}
_IN_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class FileColumn:
    """A column of the file as the review page shows it: its heading as written, a few values, what is odd in it."""

    place: int
    heading: str
    samples: tuple[str, ...]
    unit: Unit
    number: Cell  # an amount to show the unit with
    years: tuple[Cell, ...]
    serials: tuple[Cell, ...]

    @property
    def serial_day(self) -> str:
        return day_sample(self.serials[0])


def file_columns(sheet: Sheet) -> list[FileColumn]:
    return [_file_column(sheet, place) for place in range(len(sheet.header))]


def _file_column(sheet: Sheet, place: int) -> FileColumn:
    cells = [row.cells[place] for row in sheet.rows if row.cells[place] is not None]
    samples = tuple(dict.fromkeys(map(typed, cells)))[:SAMPLES]
    number = next((cell for cell in cells if not isinstance(cell, str | bool) and hasattr(cell, "real") and cell), None)
    years, serials = odd_days(sheet, place)
    return FileColumn(place, sheet.header[place], samples, unit_of(sheet, place), number, tuple(years), tuple(serials))


def legacy_sample(sheet: Sheet, encoding: Encoding) -> list[tuple[str, str]]:
    """A few texts of the sheet as they are and as they would read."""
    texts = [*sheet.header, *(cell for row in sheet.rows[:200] for cell in row.cells if isinstance(cell, str))]
    pairs = ((text, decoded(text, encoding)) for text in dict.fromkeys(texts))
    return [pair for pair in pairs if pair[0] != pair[1]][:SAMPLES]


def section_samples(sheet: Sheet) -> list[tuple[str, ...]]:
    """For each level of heading rows, a few of them."""
    parts = [row.section.split(SECTION_PARTS) for row in sheet.rows if row.section]
    return [
        tuple(dict.fromkeys(each[level] for each in parts if level < len(each)))[:SAMPLES]
        for level in range(levels(sheet))
    ]


def proposed(sheet: Sheet, columns: list[Column], also_called: dict[str, tuple[str, ...]]) -> Mapping:
    """The columns that the headings resemble, each of ours for one column of the file, the most alike first.

    `also_called` are other names of a column, by its header.
    """
    choices = [_marked(sheet, place, columns) or ColumnChoice() for place in range(len(sheet.header))]
    taken = {choice.target for choice in choices}
    scores = [
        (_alike(sheet.header[place], (column.header, *also_called.get(column.header, ()))), place, column.header)
        for place, choice in enumerate(choices)
        if not choice.target and not is_message_column(sheet.header[place])
        for column in columns
    ]
    for score, place, header in sorted(scores, key=lambda each: (-each[0], each[1])):
        if score >= ENOUGH and not choices[place].target and header not in taken:
            choices[place] = ColumnChoice(header)
            taken.add(header)
    return Mapping(tuple(choices), ("",) * levels(sheet))


def _marked(sheet: Sheet, place: int, columns: list[Column]) -> ColumnChoice | None:
    """A column headed by a word of a choice and holding nothing but marks: one column per choice."""
    cells = [row.cells[place] for row in sheet.rows if row.cells[place] is not None]
    if not cells or not all(is_mark(cell) or is_no_mark(cell) for cell in cells):
        return None
    last = folded(sheet.header[place].split(SECTION_PARTS)[-1])
    found = ((column, word) for column in columns for word in column.choices if folded(word) == last)
    return next((ColumnChoice(column.header, mark=word) for column, word in found), None)


def _alike(heading: str, called: tuple[str, ...]) -> float:
    parts = [heading, heading.rsplit(SECTION_PARTS, maxsplit=1)[-1]]
    written = {bare for part in parts if (bare := _bare(part)) and bare not in _NUMBERING}
    names = set(map(_bare, called))
    return max((_alike_names(one, name) for one in written for name in names), default=0)


def _bare(name: str) -> str:
    return folded(_IN_BRACKETS.sub(" ", name)) or folded(name)


def _alike_names(one: str, other: str) -> float:
    if one == other:
        return 1
    words, others = set(one.split()), set(other.split())
    shorter, longer = sorted((len(one), len(other)))
    within = 0.75 + 0.2 * shorter / longer if words <= others or others <= words else 0
    return max(within, SequenceMatcher(None, one, other).ratio())
