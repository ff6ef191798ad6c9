"""Workbooks that go back to whoever sent a file: its mistakes marked in it, or what it would do line by line."""

from collections import defaultdict
from collections.abc import Sequence

from office.importing.headers import ERROR_COLUMN, is_message_column
from office.importing.mapping import Mapping
from office.importing.rows import CellError
from printing.grid import Grid
from printing.marked import marked_bytes
from printing.sheet import Sheet
from printing.table import Column, Table
from printing.xlsx import workbook_bytes

_PLAN_COLUMNS = (
    Column("row", "Dòng", kind="integer"),
    Column("what", "Bản ghi"),
    Column("done", "Việc"),
    Column("detail", "Thay đổi (trước → sau), hoặc giá trị của bản ghi mới"),
)


def marked_workbook(grid: Grid, sheet: Sheet, mapping: Mapping, errors: Sequence[CellError]) -> bytes:
    """A file as it was sent, `grid` its cells, with the wrong ones marked and, in a last column, what to do.

    Lines stay where they were. The last column is passed over when the file is sent again.
    """
    messages = defaultdict(list)
    wrong = set()
    for error in errors:
        messages[error.row].append(f"{error.column}: {error.message}" if error.column else error.message)
        wrong |= {(error.row, sheet.positions[place]) for place in mapping.positions(error.column)}
    return marked_bytes(
        grid.lines,
        wrong=wrong,
        messages={line: "\n".join(said) for line, said in messages.items()},
        heading=((sheet.header_lines[-1], _message_column(sheet, grid)), ERROR_COLUMN),
        header_lines=sheet.header_lines,
        merged=[(one.top, one.left, one.bottom, one.right) for one in grid.merged],
        sheet_name=sheet.sheet_name,
    )


def _message_column(sheet: Sheet, grid: Grid) -> int:
    """Where messages stood the last time, else the first column that nothing stands in."""
    for place, header in enumerate(sheet.header):
        if is_message_column(header):
            return sheet.positions[place]
    return max(len(row) for _, row in grid.lines)


def plan_workbook(lines: Sequence[Sequence]) -> bytes:
    """What a file would do, one line per changed value: the lines are (row, what, created, details)."""
    rows = tuple(
        (row, what, "thêm mới" if created else "sửa", detail)
        for row, what, created, details in lines
        for detail in details
    )
    return workbook_bytes(Table("Những dòng sẽ ghi", _PLAN_COLUMNS, rows))
