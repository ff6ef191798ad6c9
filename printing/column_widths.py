"""How wide the columns of a table are on paper: measured from what stands in them, so that every page has the same.

Nothing is left to whoever lays the page out, which costs it a third of its time and crowds the column of names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from printing.fonts import width
from printing.table import Column, Table

MM = 72 / 25.4  # points
UPRIGHT, LYING = 165 * MM, 252 * MM  # between the margins of a page
SIZE = 12  # points, like SIDES what static/css/print.css says of tables
SIDES = 2 * 4 + 0.75  # the room beside the text of a cell, and its rule
SHORT_NAME = 31  # letters a name may have to stay on one line
_HEAD_LINES = 3  # what a head is given room for, where it can be had
_ENDS = re.compile(r"(?<= )(?=[^ ])|(?<=/)(?=[^\W\d])")  # after a space, and after a stroke before a letter
_MOST = 0.5  # of the page: no column of text asks for more


@dataclass(frozen=True)
class Need:
    """What a column must have for nothing to be torn, what it would fill, and how much of its text lies between."""

    least: float
    wish: float
    over: float


def column_widths(table: Table, room: float) -> list[float]:
    """Widths in points that fill the room: what must not break fits, what is left goes where most text is broken."""
    texts = [[text for _, text in row] for row in table.printed_rows()]
    totals = [text for _, text in table.printed_total()] or [""] * len(table.columns)
    columns = list(zip(*texts, strict=True)) or [()] * len(table.columns)
    needs = [
        _need(column, cells, total, room) for column, cells, total in zip(table.columns, columns, totals, strict=True)
    ]
    return shared(needs, [not column.numeric for column in table.columns], room)


def shared(needs: Sequence[Need], grow: Sequence[bool], room: float) -> list[float]:
    """Divide the room among columns; what is over when all have their wish goes to those that `grow`."""
    least, wish = sum(need.least for need in needs), sum(need.wish for need in needs)
    if least > room:
        return [need.least * room / least for need in needs]
    if wish > room:
        return _filled(needs, room - least)
    growing = [need.wish if grows else 0.0 for need, grows in zip(needs, grow, strict=True)]
    if not any(growing):
        growing = [need.wish for need in needs]
    return [need.wish + (room - wish) * share / sum(growing) for need, share in zip(needs, growing, strict=True)]


def _filled(needs: Sequence[Need], spare: float) -> list[float]:
    """Give what is spare by how much text is broken, to none more than it wishes."""
    widths = [need.least for need in needs]
    while spare > 0.01:
        open_ = {at: need.over for at, need in enumerate(needs) if need.wish - widths[at] > 0.01}
        whole, left = sum(open_.values()), spare
        for at, over in open_.items():
            given = min(left * over / whole, needs[at].wish - widths[at])
            widths[at], spare = widths[at] + given, spare - given
    return widths


def _need(column: Column, cells: Sequence[str], total: str, room: float) -> Need:
    distinct = {text: width(text, SIZE) for text in cells}
    whole = max(distinct.values(), default=0.0)
    unbroken = whole if column.numeric else max((_unbroken(column, text) for text in distinct), default=0.0)
    heading = width(column.heading, SIZE, bold=True)
    head = max(heading / _HEAD_LINES, *(width(part.rstrip(), SIZE, bold=True) for part in parts(column.heading)))
    summed = width(total, SIZE, bold=True) if column.numeric else 0.0
    least = max(unbroken, head, summed) + SIDES
    wish = max(least, min(max(whole, heading / 2) + SIDES, room * _MOST))
    return Need(least, wish, sum(max(0.0, distinct[text] + SIDES - least) for text in cells) + wish - least)


def _unbroken(column: Column, text: str) -> float:
    """The width of the longest part of a text that stays on one line."""
    if column.kind == "name" and len(text) < SHORT_NAME:
        return width(text, SIZE)
    return max(width(part.rstrip(), SIZE) for part in parts(text))


def parts(text: str) -> list[str]:
    """A text in the parts between which a line may end."""
    return _ENDS.split(text)
