"""CSV as a grid of cells: its encoding and its mark are found out, its lines read one by one within bounds."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from printing.grid import Grid, Line
from printing.legacy_text import Encoding, suspected_encoding
from printing.sheet import Cell
from printing.workbook_check import ABOVE, MAX_CELL, MAX_CELLS, MAX_COLUMNS, SpreadsheetRefused

MAX_RECORD = MAX_COLUMNS * MAX_CELL  # characters of one row
_SAMPLE = 200_000  # characters that tell the mark and the old encodings
_BLOCK = 1024 * 1024  # bytes


def read_csv(source: bytes, *, name: str, max_rows: int, clean: Callable[[str], str | None]) -> Grid:
    """Read a CSV file; `clean` is applied to every cell. Raises SpreadsheetRefused, with the line where it can."""
    encoding, suspected = _encoding(source, name)
    sample = _decoded(source, encoding).read(_SAMPLE)
    if "\x00" in sample:
        raise SpreadsheetRefused(f"Tệp {name} không phải văn bản CSV: hãy lưu lại thành CSV UTF-8 hoặc .xlsx.")
    suspected = suspected or suspected_encoding(re.split(r'[",;\t|\r\n]+', sample))
    lines = _lines(_decoded(source, encoding), _delimiter(sample), name, max_rows, clean)
    return Grid(list(lines), encoding, suspected=suspected)


def _decoded(source: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(source), encoding, newline="")


def _encoding(source: bytes, name: str) -> tuple[str, Encoding | None]:
    """The encoding of the bytes; Western where they seem to be of an old font, which is then named."""
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "cp1258"]
        if not _fits(source, "utf-8-sig") and (suspected := _of_old_font(source)):
            return "cp1252", suspected
    for encoding in candidates:
        if _fits(source, encoding):
            return encoding, None
    raise SpreadsheetRefused(f"Không đọc được bảng mã của tệp {name}: hãy lưu lại thành CSV UTF-8.")


def _of_old_font(source: bytes) -> Encoding | None:
    if not _fits(source, "cp1252"):
        return None
    return suspected_encoding(re.split(r'[",;\t|\r\n]+', source[:_SAMPLE].decode("cp1252")))


def _fits(source: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(source), _BLOCK):
            decoder.decode(source[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The mark that most lines hold equally often, outside quotes; of two such, the one they hold more of.

    Titles above a table and a date in words hold fewer marks than its rows, and each its own number of them.
    """
    lines = re.sub(r'"[^"]*"', "", text).splitlines()[:50]

    def regularity(mark: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(mark)))
        return max(((times, count) for count, times in counts.items()), default=(0, 0))

    return max(",;\t|", key=regularity)


class _Bounded:
    """The physical lines of a file, refused where one row of cells grows beyond reason."""

    def __init__(self, stream: Iterable[str], name: str):
        self.stream, self.name, self.record = stream, name, 0

    def __iter__(self) -> Iterator[str]:
        while text := self.stream.readline(MAX_RECORD + 1):
            self.record += len(text)
            if self.record > MAX_RECORD:
                raise SpreadsheetRefused(
                    f"Tệp {self.name} có dòng dài quá {MAX_RECORD} ký tự: hãy kiểm tra dấu ngoặc kép và dấu phân cách."
                )
            if "\x00" in text:
                raise SpreadsheetRefused(
                    f"Tệp {self.name} không phải văn bản CSV: hãy lưu lại thành CSV UTF-8 hoặc .xlsx."
                )
            yield text


def _lines(
    stream: io.TextIOWrapper, mark: str, name: str, max_rows: int, clean: Callable[[str], str | None]
) -> Iterator[Line]:
    bounded = _Bounded(stream, name)
    reader = csv.reader(bounded, delimiter=mark, strict=True)
    line, lines, cells = 1, 0, 0
    try:
        for record in reader:
            bounded.record = 0
            cells += len(record)
            if cells > MAX_CELLS:
                raise SpreadsheetRefused(f"Tệp {name} có hơn {MAX_CELLS} ô: hãy chia thành nhiều tệp.")
            row = _row(record, clean)
            if row and len(row) > MAX_COLUMNS:
                raise SpreadsheetRefused(f"Tệp {name} có hơn {MAX_COLUMNS} cột: hãy dùng tệp mẫu.", line=line)
            if row:
                lines += 1
                yield line, row
            if lines > max_rows + ABOVE:
                raise SpreadsheetRefused(f"Tệp {name} có hơn {max_rows} dòng: hãy chia thành nhiều tệp.")
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            message = f"Dòng {line} của tệp {name} có ô dài quá {MAX_CELL} ký tự: hãy rút ngắn, xem lại dấu ngoặc kép."
            raise SpreadsheetRefused(message, line=line) from error
        raise SpreadsheetRefused(
            f"Dòng {line} của tệp {name} sai dấu ngoặc kép hoặc dấu phân cách: hãy mở bằng Excel rồi lưu lại.",
            line=line,
        ) from error


def _row(record: list[str], clean: Callable[[str], str | None]) -> list[Cell]:
    """The cells up to the last that holds anything."""
    row = [_unquoted(clean(cell)) for cell in record]
    while row and row[-1] is None:
        row.pop()
    return row


def _unquoted(cell: str | None) -> str | None:
    """Undo the apostrophe that our own CSV puts before text a spreadsheet would take for a formula."""
    if cell is not None and len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@'":
        return cell[1:]
    return cell
