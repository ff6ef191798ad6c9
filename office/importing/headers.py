"""The headers of a file, when they are written exactly: which column is which, and what is wrong with them."""

from difflib import get_close_matches

from office.importing.columns import Column, folded
from office.importing.rows import CellError
from office.text import clean_line
from printing.sheet import Sheet

ERROR_COLUMN = "Lỗi"
"""Heads the column of messages that a marked workbook comes back with; sent again, it is passed over."""


def header_key(header: str) -> str:
    """A header without regard to case, Unicode form, space and the * of required columns."""
    return clean_line(clean_line(header).rstrip("* ").casefold())


def exact_header(written: str, columns: list[Column]) -> str:
    """The header of ours that is written, "" when it is none."""
    key = header_key(written)
    return next((column.header for column in columns if header_key(column.header) == key), "")


def is_message_column(written: str) -> bool:
    return header_key(written) == header_key(ERROR_COLUMN)


def exact_headers(columns: list[Column], sheet: Sheet) -> tuple[list[str], list[CellError]]:
    """The headers in their exact form, and what is wrong with them: unknown, doubled, missing.

    The column of messages has "" for its header.
    """
    line = sheet.header_lines[-1]
    headers: list[str] = []
    errors: list[CellError] = []
    for written in sheet.header:
        exact = exact_header(written, columns)
        if not exact and not is_message_column(written):
            errors.append(CellError(line, written, written, _unknown(written, columns)))
        elif exact and exact in headers:
            message = f"Cột “{exact}” có hai lần trong tệp: hãy giữ lại một cột."
            errors.append(CellError(line, exact, written, message))
        headers.append(exact)
    for column in columns:
        if column.required and column.header not in headers:
            message = f"Tệp thiếu cột “{column.header}”, cột này bắt buộc: hãy thêm cột hoặc dùng tệp mẫu."
            errors.append(CellError(line, column.header, "", message))
    return headers, errors


def _unknown(written: str, columns: list[Column]) -> str:
    known = {folded(column.header): column.header for column in columns}
    near = get_close_matches(folded(written), known, n=1, cutoff=0.6)
    if near:
        return f"Không có cột nào tên “{written}”, gần nhất là “{known[near[0]]}”: hãy sửa tiêu đề hoặc xóa cột này."
    return f"Không có cột nào tên “{written}”: hãy xóa cột này hoặc dùng tệp mẫu."
