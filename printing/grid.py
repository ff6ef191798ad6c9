"""The cells of a file before anything is made of them: what the readers give and printing.layout turns into a table."""

from dataclasses import dataclass

from printing.legacy_text import Encoding
from printing.sheet import Cell

Line = tuple[int, list[Cell]]  # its number in the file, its cells from the first column


@dataclass(frozen=True)
class Region:
    """Merged cells: lines from 1, columns from 0, both ends inside. Only the first cell holds a value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """The lines that are not blank, and all the file says beside them."""

    lines: list[Line]
    encoding: str
    merged: tuple[Region, ...] = ()
    hidden_lines: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()
    sheet_name: str = ""
    sheet_names: tuple[str, ...] = ()
    suspected: Encoding | None = None
