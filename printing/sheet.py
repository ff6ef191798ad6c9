"""What reading a file of people's tables gives: a header, rows of data, the totals stated beside them, what was done.

Line numbers are those of the file, from 1; columns of the file are counted from 0; a place among `Sheet.header` is an
index into `SheetRow.cells`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from printing.legacy_text import Encoding

Cell = str | int | Decimal | bool | date | None


@dataclass(frozen=True)
class Unit:
    """In what a column is written: `word` as the file has it ("triệu đồng"), `multiplier` to one of the plain unit.

    `sheet_wide` where a line above the table says it of every number and not the column of itself.
    """

    multiplier: Decimal = Decimal(1)
    word: str = ""
    sheet_wide: bool = False


@dataclass(frozen=True)
class SheetRow:
    """One row: its line in the file, one cell per column of the header, the heading row it stands under ("" if none).

    Under nested headings `section` joins them: "I. Huyện Thử / 1. Nông nghiệp".
    """

    line: int
    cells: tuple[Cell, ...]
    section: str = ""


@dataclass(frozen=True)
class TotalRow:
    """A row that states totals, never data: its label as written and the lines of data it covers."""

    line: int
    cells: tuple[Cell, ...]
    label: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as it was read. `notices` tell, each in a sentence, whatever was passed over, joined or carried down.

    `header` is flattened ("Vốn / Điều lệ"); `header_lines` are the lines it came from, `title_lines` what stood above;
    `positions` gives the column of the file for each header, `units` its unit. `sheet_names` are the sheets that could
    be asked for instead. `suspected` is the old encoding the text seems to be in; nothing was decoded unless asked.
    """

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notices: tuple[str, ...] = ()
    totals: tuple[TotalRow, ...] = ()
    title_lines: tuple[str, ...] = ()
    header_lines: tuple[int, ...] = (1,)
    positions: tuple[int, ...] = ()
    units: tuple[Unit, ...] = ()
    sheet_name: str = ""
    sheet_names: tuple[str, ...] = ()
    encoding: str = ""
    suspected: Encoding | None = None


def column_letter(column: int) -> str:
    """The name Excel gives a column counted from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
