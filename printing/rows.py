"""What each row below a header is: data, a heading of a section, a total, the header once more, or the signatures."""

import re
from collections.abc import Sequence

from printing.grid import Grid, Line, Region
from printing.sheet import Cell
from printing.totals import as_number, is_total

_LEAST_COLUMNS = 3  # of a table that can have section rows
_NUMBERINGS = (
    re.compile(r"([A-Z])\s*[.)/:-]?"),
    re.compile(r"([IVXLC]+)\s*[.)/:-]?"),
    re.compile(r"(\d{1,3})\s*[.)/:-]"),
)
_NUMBERED = tuple(re.compile(pattern.pattern.rstrip("?") + r"\s*\S.*", re.DOTALL) for pattern in _NUMBERINGS)
_PLACE = re.compile(
    r"(?:huyện|thành phố|tp\.?|thị xã|quận|xã|phường|thị trấn|tỉnh|khối|cụm|khu vực|nhóm|phần|mục|liên huyện)\s+\S",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"người\s+(?:lập|duyệt|tổng hợp)|lập biểu|thủ trưởng|(?:tm|kt|tl|tuq|q)\."
    r"|(?:phó\s+)?(?:giám đốc|chủ tịch)|chánh văn phòng|kế toán|xác nhận|nơi nhận"
    r"|ghi chú\s*:|chú thích|nguồn(?:\s+số liệu)?\s*:|\(ký|ký tên|\(\*+\)|\*+\s",
    re.IGNORECASE,
)
_DATED = re.compile(r"ngày\s*[\d.…_/ ]*\s*tháng\s*[\d.…_/ ]*\s*năm", re.IGNORECASE)
_MOST_LINES_OF_SIGNATURES = 40


def signatures_begin(lines: Sequence[Line], columns: Sequence[int]) -> int:
    """The index from which the lines are notes, date and signatures and no data; len(lines) where there are none."""
    begin = index = len(lines)
    while index and len(lines) - index < _MOST_LINES_OF_SIGNATURES and _is_sparse(lines[index - 1][1], columns):
        index -= 1
        if _signs(lines, index, columns):
            begin = index
    return begin


def _is_sparse(row: list[Cell], columns: Sequence[int]) -> bool:
    filled = [cell for cell in row if cell is not None]
    most = max(1, min(3, len(columns) // 2))
    return len(filled) <= most and all(isinstance(cell, str) and not cell.isdigit() for cell in filled)


def _signs(lines: Sequence[Line], index: int, columns: Sequence[int]) -> bool:
    line, row = lines[index]
    texts = [cell for cell in row if isinstance(cell, str)]
    if any(_DATED.search(text) for text in texts):
        return True
    apart = index == 0 or lines[index - 1][0] < line - 1
    return (apart or len(columns) >= _LEAST_COLUMNS) and any(_SIGNATURE.match(text) for text in texts)


def label_of_total(row: list[Cell], columns: Sequence[int], ordinal: int | None) -> str:
    """The label of a row of totals, "" for any other row: the first text beside the ordinal number must be one."""
    for column in columns:
        cell = row[column]
        if cell is None or (column == ordinal and not (isinstance(cell, str) and is_total(cell))):
            continue
        return cell if isinstance(cell, str) and is_total(cell) else ""
    return ""


class Sections:
    """Recognises the rows that head sections and keeps the path to the present one."""

    def __init__(self, grid: Grid, columns: Sequence[int], ordinal: int | None):
        self.columns, self.ordinal = columns, ordinal
        self.wide = {region.top: region for region in grid.merged if _spans(region, columns)}
        self.path: list[tuple[int, str]] = []  # style and words of each level

    @property
    def words(self) -> str:
        return " / ".join(words for _, words in self.path)

    def heading(self, line: int, row: list[Cell]) -> str:
        """The words of the row if it heads a section, else ""."""
        if len(self.columns) < _LEAST_COLUMNS:
            return ""
        filled = [column for column in self.columns if row[column] is not None]
        if not filled or not isinstance(first := row[filled[0]], str):
            return ""
        rest = [row[column] for column in filled[1:]]
        if filled[0] == self.ordinal and _style(first) is not None:
            named = bool(rest) and isinstance(rest[0], str) and as_number(rest[0]) is None
            return f"{first.rstrip(' .')}. {rest[0]}" if named and _only_numbers(rest[1:]) else ""
        if self._is_wide(line, filled) or (_numbered(first) is not None and self._may_state(rest)):
            return first
        return first if not rest and _PLACE.match(first) else ""

    def _is_wide(self, line: int, filled: list[int]) -> bool:
        region = self.wide.get(line)
        return region is not None and filled == [max(region.left, self.columns[0])]

    def _may_state(self, rest: list[Cell]) -> bool:
        """Numbers beside a heading are its totals only in a table that numbers its rows in a column of their own."""
        return not rest or (self.ordinal is not None and _only_numbers(rest))

    def enter(self, words: str) -> int:
        """Make this the present section, within the wider ones before it, and return its level."""
        style = _numbered(words)
        style = len(_NUMBERINGS) if style is None else style
        styles = [other for other, _ in self.path]
        if style in styles:
            self.path = self.path[: styles.index(style)]
        self.path.append((style, words))
        return len(self.path) - 1


def _spans(region: Region, columns: Sequence[int]) -> bool:
    """Whether a merged cell heads a section: in one line, across at least half of the table."""
    ours = [column for column in columns if region.left <= column <= region.right]
    return region.top == region.bottom and len(ours) > 1 and 2 * len(ours) >= len(columns)


def _style(text: str) -> int | None:
    """Which numbering a cell is: I and V are Roman before they are letters; plain figures number rows, not sections."""
    if _NUMBERINGS[1].fullmatch(text):
        return 1
    return 0 if _NUMBERINGS[0].fullmatch(text) else None


def _numbered(text: str) -> int | None:
    if _NUMBERED[1].fullmatch(text):
        return 1
    return next((style for style in (0, 2) if _NUMBERED[style].fullmatch(text)), None)


def _only_numbers(cells: Sequence[Cell]) -> bool:
    return all(as_number(cell) is not None for cell in cells)
