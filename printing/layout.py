"""From a grid of cells to a table: header, sections, totals and signatures told apart, each thing done in a notice.

Nothing is guessed in silence: whatever is passed over, joined or carried down is said with its lines.
"""

import re
from collections.abc import Iterable, Sequence

from printing.grid import Grid, Line
from printing.header import Header, find_header
from printing.rows import Sections, label_of_total, signatures_begin
from printing.sheet import Cell, Sheet, SheetRow, Unit, column_letter
from printing.totals import Mark, total_rows
from printing.units import unit_of, unit_of_lines
from printing.workbook_check import MAX_CELL, MAX_COLUMNS, SpreadsheetRefused

_ORDINAL = re.compile(r"(?:s\s*)?(?:tt|t/t|\.tt\.?)|số\s+(?:thứ\s+tự|tt)|no\.?", re.IGNORECASE)
_ORDINAL_VALUE = re.compile(r"[\d.)( ]+|[IVXLC]+[.)]?|[A-Za-z][.)]?")


def laid_out(grid: Grid, *, name: str, max_rows: int) -> Sheet:
    """Make a table of a grid. `name` is only for messages. Raises SpreadsheetRefused."""
    if not grid.lines:
        raise SpreadsheetRefused(f"Tệp {name} trống: không có dòng nào. Hãy kiểm tra lại tệp đã chọn.")
    return _Layout(grid, name).sheet(max_rows)


class _Layout:
    """One reading: what has been found so far and what is to be said of it."""

    def __init__(self, grid: Grid, name: str):
        self.grid, self.name = grid, name
        self.notices = list(grid.notices)
        self.header = find_header(grid)
        width = max(len(row) for _, row in grid.lines)
        self.lines: list[Line] = [(line, row + [None] * (width - len(row))) for line, row in grid.lines]
        self.columns = _table_columns(self.header, name)
        self.unnamed = [column for column in range(width) if column not in self.header.texts]
        self.rows: list[tuple[int, list[Cell], str]] = []
        self.marks: list[Mark] = []
        self.repeated: list[int] = []

    def sheet(self, max_rows: int) -> Sheet:
        titles = [_joined(row) for _, row in self.lines[: self.header.first]]
        self._say_header(titles)
        self._sort_rows()
        if not self.rows:
            raise SpreadsheetRefused(f"Tệp {self.name} chỉ có dòng tiêu đề, không có dòng số liệu nào.")
        if len(self.rows) > max_rows:
            raise SpreadsheetRefused(f"Tệp {self.name} có hơn {max_rows} dòng: hãy chia thành nhiều tệp.")
        self._carry_down()
        kept = self._kept_columns()
        self._say_hidden(kept)
        header = tuple(self.header.texts[column] for column in kept)
        units = self._units(header, kept, titles)
        return Sheet(
            header,
            tuple(SheetRow(line, tuple([row[column] for column in kept]), section) for line, row, section in self.rows),
            tuple(self.notices),
            totals=self._totals(kept),
            title_lines=tuple(titles),
            header_lines=tuple(line for line, _ in self.lines[self.header.first : self.header.last + 1]),
            positions=tuple(kept),
            units=units,
            sheet_name=self.grid.sheet_name,
            sheet_names=self.grid.sheet_names,
            encoding=self.grid.encoding,
            suspected=self.grid.suspected,
        )

    # Rows

    def _sort_rows(self) -> None:
        below = self.lines[self.header.below :]
        end = signatures_begin(below, self.columns)
        if end < len(below):
            said = _joined(below[end][1])[:80]
            self.notices.append(f"Bỏ qua phần ghi chú, chữ ký ở cuối, từ dòng {below[end][0]}: “{said}”.")
        sections = Sections(self.grid, self.columns, self._ordinal_column())
        head = self._repeating_header()
        for line, row in below[:end]:
            if head is not None and row == head:
                self.repeated.append(line)
            else:
                self._sort(line, row, sections)
        self._say_rows()

    def _sort(self, line: int, row: list[Cell], sections: Sections) -> None:
        if label := label_of_total(row, self.columns, sections.ordinal):
            self.marks.append(Mark(line, tuple(row), label, len(self.rows)))
        elif words := sections.heading(line, row):
            level = sections.enter(words)
            self.marks.append(Mark(line, tuple(row), words, len(self.rows), level))
        else:
            self._check_row(line, row)
            self.rows.append((line, row, sections.words))

    def _check_row(self, line: int, row: list[Cell]) -> None:
        for column in self.unnamed:
            if row[column] is not None:
                raise self._without_header(line, column)
        if any(type(cell) is str and len(cell) > MAX_CELL for cell in row):
            raise SpreadsheetRefused(f"Dòng {line} có ô dài quá {MAX_CELL} ký tự: hãy rút ngắn.", line=line)

    def _without_header(self, line: int, column: int) -> SpreadsheetRefused:
        if column < max(self.header.texts):
            head = self.lines[self.header.last][0]
            return SpreadsheetRefused(
                f"Dòng {head}: cột thứ {column + 1} không có tiêu đề nhưng dòng {line} có dữ liệu ở cột ấy. "
                "Hãy ghi tiêu đề hoặc xóa cột.",
                line=head,
            )
        return SpreadsheetRefused(
            f"Dòng {line} có dữ liệu ngoài các cột có tiêu đề: hãy xóa hoặc ghi tiêu đề cho cột.", line=line
        )

    def _repeating_header(self) -> list[Cell] | None:
        """A printed list repeats its header on every page; only a header of one row can be told so."""
        return self.lines[self.header.last][1] if self.header.first == self.header.last else None

    def _totals(self, kept: Sequence[int]):
        marks = [
            Mark(mark.line, tuple(mark.cells[column] for column in kept), mark.label, mark.before, mark.level)
            for mark in self.marks
        ]
        return total_rows(marks, [line for line, _, _ in self.rows])

    def _carry_down(self) -> None:
        """Give every line under a cell merged down its value."""
        rows = {line: row for line, row, _ in self.rows}
        values = dict(self.lines) if self.grid.merged else {}
        first = self.lines[self.header.below][0] if self.header.below < len(self.lines) else 0
        filled: set[int] = set()
        for region in self.grid.merged:
            if region.top < first or region.bottom == region.top or region.left not in self.header.texts:
                continue
            value = values[region.top][region.left] if region.top in values else None
            for line in range(region.top + 1, min(region.bottom, self.lines[-1][0]) + 1):
                if value is not None and line in rows and rows[line][region.left] is None:
                    rows[line][region.left] = value
                    filled.add(line)
        if filled:
            self.notices.append(
                f"Ô gộp theo chiều dọc: giá trị được ghi xuống cho các dòng {_ranges(filled)}; "
                "số ghi chung cho nhiều dòng thì hãy tách ra trước khi nhập."
            )

    # Columns

    def _ordinal_column(self) -> int | None:
        """The column that only numbers the rows, where the header says so and its cells do."""
        column = self.columns[0]
        if len(self.columns) < 2 or not _ORDINAL.fullmatch(self.header.texts[column]):
            return None
        cells = [row[column] for _, row in self.lines[self.header.below :] if row[column] is not None]
        return column if 2 * sum(map(_is_ordinal, cells)) > len(cells) else None

    def _kept_columns(self) -> list[int]:
        kept = list(self.columns)
        ordinal = self._ordinal_column()
        if ordinal is not None and all(row[ordinal] is None or _is_ordinal(row[ordinal]) for _, row, _ in self.rows):
            self.notices.append(f"Bỏ cột {column_letter(ordinal)} “{self.header.texts[ordinal]}”: chỉ là số thứ tự.")
            kept.remove(ordinal)
        blank = [column for column in range(kept[0], kept[-1]) if column not in self.header.texts]
        if blank:
            self.notices.append(
                f"Bỏ qua cột trống {', '.join(map(column_letter, blank))}: không có tiêu đề và số liệu."
            )
        return kept

    def _units(self, header: Sequence[str], kept: Sequence[int], titles: Sequence[str]) -> tuple[Unit, ...]:
        """Its own unit for each header; for columns of numbers the one a line above the table gives to all."""
        of_sheet = unit_of_lines(titles)
        counted = {
            column
            for _, row, _ in self.rows
            for column in kept
            if not isinstance(row[column], str | bool) and row[column] is not None
        }
        units = tuple(
            unit_of(text) or (of_sheet if of_sheet and column in counted else Unit())
            for text, column in zip(header, kept, strict=True)
        )
        if said := [f"“{text}”" for text, unit in zip(header, units, strict=True) if unit.multiplier != 1]:
            self.notices.append(f"Có cột ghi theo đơn vị lớn: {', '.join(said)}. Hãy xác nhận đơn vị khi nhập.")
        return units

    # Notices

    def _say_header(self, titles: Sequence[str]) -> None:
        header, lines = self.header, [line for line, _ in self.lines]
        if titles:
            where = _ranges(lines[: header.first])
            self.notices.append(f"Bỏ qua phần đầu trang ở dòng {where}: “{' · '.join(titles)[:120]}”.")
        if header.last > header.first:
            where = _ranges(lines[header.first : header.last + 1])
            self.notices.append(f"Tiêu đề cột nằm ở các dòng {where}, đã ghép lại bằng dấu gạch chéo.")
        elif header.first:
            self.notices.append(f"Tiêu đề cột nằm ở dòng {lines[header.first]}.")
        if header.numbered:
            self.notices.append(f"Bỏ qua dòng {lines[header.last + 1]}: chỉ là số thứ tự của cột.")

    def _say_rows(self) -> None:
        if self.repeated:
            self.notices.append(f"Bỏ qua tiêu đề lặp lại ở dòng {_ranges(self.repeated)}.")
        if headings := [mark for mark in self.marks if mark.level is not None]:
            said = "; ".join(f"dòng {mark.line} “{mark.label}”" for mark in headings[:10])
            more = f" và {len(headings) - 10} dòng nữa" if len(headings) > 10 else ""
            self.notices.append(f"Dòng chia mục, không phải số liệu: {said}{more}.")
        if totals := [mark for mark in self.marks if mark.level is None]:
            said = "; ".join(f"dòng {mark.line} “{mark.label}”" for mark in totals[:10])
            more = f" và {len(totals) - 10} dòng nữa" if len(totals) > 10 else ""
            self.notices.append(f"Dòng tổng, không phải số liệu, chỉ dùng để đối chiếu: {said}{more}.")

    def _say_hidden(self, kept: Sequence[int]) -> None:
        if lines := {line for line, _, _ in self.rows} & set(self.grid.hidden_lines):
            self.notices.append(
                f"CHÚ Ý: dòng {_ranges(lines)} đang bị ẩn trong tệp nhưng vẫn được đọc như số liệu. "
                "Nếu không muốn nhập, hãy xóa hẳn các dòng ấy."
            )
        if columns := [column for column in kept if column in set(self.grid.hidden_columns)]:
            said = ", ".join(f"{column_letter(column)} “{self.header.texts[column]}”" for column in columns)
            self.notices.append(
                f"CHÚ Ý: cột {said} đang bị ẩn trong tệp nhưng vẫn được đọc. Nếu không muốn nhập, hãy xóa hẳn cột ấy."
            )


def _table_columns(header: Header, name: str) -> list[int]:
    columns = sorted(header.texts)
    if not columns:
        raise SpreadsheetRefused(f"Tệp {name} không có dòng tiêu đề: hãy ghi tên cột ở dòng đầu của bảng.")
    if columns[-1] >= MAX_COLUMNS:
        raise SpreadsheetRefused(f"Tệp {name} có hơn {MAX_COLUMNS} cột: hãy dùng tệp mẫu.")
    return columns


def _is_ordinal(cell: Cell) -> bool:
    return type(cell) is int or (isinstance(cell, str) and bool(_ORDINAL_VALUE.fullmatch(cell)))


def _joined(row: Iterable[Cell]) -> str:
    return " ".join(" ".join(str(cell).split()) for cell in row if cell is not None)


def _ranges(lines: Iterable[int]) -> str:
    """ "3, 5–8" """
    spans: list[list[int]] = []
    for line in sorted(lines):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    said = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    return ", ".join(said) if len(said) <= 20 else f"{', '.join(said[:20])} và {len(said) - 20} chỗ nữa"
