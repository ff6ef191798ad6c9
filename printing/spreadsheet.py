"""Reading the tables people send: XLSX and CSV, whatever they call the file.

Every file is treated as hostile: CSV is read within bounds, workbooks are judged and taken apart in a child process.
Cells come as they are (text, int, Decimal, bool, date), text composed and without surrounding space, empty as None;
line numbers are those of the file. What an old encoding spoilt is decoded only where a person has said which it is.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from printing.csv_text import read_csv
from printing.grid import Grid
from printing.layout import laid_out
from printing.legacy_text import Encoding, decoded
from printing.sheet import Cell, Sheet, SheetRow, TotalRow, Unit
from printing.text import canonical, has_unseen
from printing.totals import TotalMismatch, check_totals
from printing.workbook import Packed, read_workbook, read_workbooks
from printing.workbook_check import MAX_FILE, MAX_ROWS, MEGABYTE, SpreadsheetRefused

__all__ = [
    "Cell",
    "Encoding",
    "Sheet",
    "SheetRow",
    "SpreadsheetRefused",
    "TotalMismatch",
    "TotalRow",
    "Unit",
    "check_totals",
    "read_rows",
    "read_workbook_grids",
]
_HEAD, _BLANK = 1024, b" \t\r\n\x00\xef\xbb\xbf"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_rows(
    source: bytes, *, name: str, max_rows: int = MAX_ROWS, legacy: Encoding | None = None, sheet: str | None = None
) -> Sheet:
    """Read the table of an XLSX workbook or a CSV file. `name` is only for messages: the content decides.

    `sheet` names the worksheet to read, the first that people see and that holds anything if not given. `legacy` is
    the old encoding of the text once a person has confirmed it. Raises SpreadsheetRefused.
    """
    grid = read_grid(source, name=name, max_rows=max_rows, legacy=legacy, sheet=sheet)
    return laid_out(_with_encoding_told(grid, legacy), name=name, max_rows=max_rows)


def read_grid(
    source: bytes, *, name: str, max_rows: int = MAX_ROWS, legacy: Encoding | None = None, sheet: str | None = None
) -> Grid:
    """Read the cells of a file as they stand, before a table is made of them. Raises SpreadsheetRefused."""
    _check_kind(source, name)
    unseen: dict[str, None] = {}
    clean = _cleaner(legacy, unseen)
    if source.startswith(b"PK"):
        return _with_unseen_told(read_workbook(Packed(source, name, max_rows, clean, sheet)), unseen)
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise SpreadsheetRefused(
            f"Tệp {name} không phải sổ Excel dù có đuôi ấy: hãy lưu lại thành .xlsx, hoặc đổi đuôi thành .csv."
        )
    return _with_unseen_told(read_csv(source, name=name, max_rows=max_rows, clean=clean), unseen)


def read_workbook_grids(
    files: Sequence[tuple[str, bytes]], *, max_rows: int, max_bytes: int
) -> Iterator[Grid | SpreadsheetRefused]:
    """Read many small workbooks, (name, content) each, by one child process: grids or refusals, in order."""
    refusals = [_refusal(source, name, max_bytes) for name, source in files]
    clean = _cleaner(None, {})
    grids = read_workbooks(
        [
            Packed(source, name, max_rows, clean)
            for (name, source), refusal in zip(files, refusals, strict=True)
            if refusal is None
        ]
    )
    for refusal in refusals:
        yield refusal or next(grids)


def _refusal(source: bytes, name: str, max_bytes: int) -> SpreadsheetRefused | None:
    if len(source) > max_bytes:
        return SpreadsheetRefused(
            f"Tệp {name} lớn hơn {max_bytes // MEGABYTE} MB: không phải biểu do cổng này phát ra."
        )
    try:
        _check_kind(source, name)
    except SpreadsheetRefused as refused:
        return refused
    if source.startswith(b"PK"):
        return None
    return SpreadsheetRefused(f"Tệp {name} không phải sổ Excel .xlsx, dù mang tên gì: hãy kiểm tra lại tệp đã chọn.")


def _check_kind(source: bytes, name: str) -> None:
    """Refuse what is too large, blank, or of the old Excel."""
    if len(source) > MAX_FILE:
        raise SpreadsheetRefused(f"Tệp {name} lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chia thành nhiều tệp nhỏ hơn.")
    if not source[:_HEAD].strip(_BLANK) and not source.strip(_BLANK):
        raise SpreadsheetRefused(f"Tệp {name} trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn.")
    if source.startswith(OLE):
        raise SpreadsheetRefused(
            f"Tệp {name} là Excel kiểu cũ (.xls) hoặc có mật khẩu: hãy mở bằng Excel, bỏ mật khẩu và lưu thành .xlsx."
        )


def _cleaner(legacy: Encoding | None, unseen: dict[str, None]) -> Callable[[str], str | None]:
    """What makes the text of a cell canonical; texts that had marks nobody sees are noted in `unseen`."""

    def clean(text: str) -> str | None:
        read = canonical(text if legacy is None else decoded(text, legacy))
        if read and has_unseen(text):
            unseen[read] = None
        return read

    return clean


def _with_unseen_told(grid: Grid, unseen: Collection[str]) -> Grid:
    if not unseen:
        return grid
    said = "; ".join(f"“{text[:40]}”" for text in islice(unseen, 5))
    more = f" và {len(unseen) - 5} giá trị nữa" if len(unseen) > 5 else ""
    told = f"CHÚ Ý: đã bỏ ký tự ẩn, mắt không thấy, trong {said}{more}. Nếu là mã, hãy xem có đúng mã ấy không."
    return replace(grid, notices=(*grid.notices, told))


def _with_encoding_told(grid: Grid, legacy: Encoding | None) -> Grid:
    if legacy is not None:
        return replace(grid, suspected=None, notices=(*grid.notices, f"Đã chuyển chữ sang Unicode từ {legacy.value}."))
    if grid.suspected is None:
        return grid
    asked = f"Chữ trong tệp có vẻ viết theo {grid.suspected.value}: hãy xem thử rồi xác nhận để chuyển sang Unicode."
    return replace(grid, notices=(*grid.notices, asked))
