"""One line of a file on its way to a record: what was read of it, what is wrong with it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from office.importing.columns import Column, Read, folded, typed
from printing.sheet import Cell

HEADER_LINE = 1
WHOLE_LINE = ""
IS_TOTAL = "Đây là dòng tổng, không phải một bản ghi: hãy xóa dòng này rồi nhập lại."
_TOTALS = ("tong cong", "tong so", "tong")


@dataclass(frozen=True)
class CellError:
    """One thing wrong: the line of the file, the column ("" for the whole line), what stood there, what to do."""

    row: int
    column: str
    value: str
    message: str


class Row:
    """One line of the file: its cells by header, what could be read of them by attribute, what is wrong with it.

    `reads` are ways to read a column other than its own, by header.
    """

    def __init__(
        self, line: int, cells: dict[str, Cell], columns: list[Column], reads: Mapping[str, Read] | None = None
    ):
        self.line, self.cells = line, cells
        self.headers = {column.attribute: column.header for column in columns}
        self.values: dict[str, object] = {}
        self.errors: list[CellError] = []
        self.is_total = self._looks_like_total()
        if self.is_total:
            self.refuse(WHOLE_LINE, IS_TOTAL)
        else:
            self._read(columns, reads or {})

    def _read(self, columns: list[Column], reads: Mapping[str, Read]) -> None:
        for column in columns:
            if column.header not in self.cells:
                continue
            try:
                value = reads.get(column.header, column.read)(self.cells[column.header])
            except ValueError as refusal:
                self.refuse(column.attribute, str(refusal))
                continue
            if value is not None:
                self.values[column.attribute] = value
            elif column.required:
                self.refuse(column.attribute, f"Thiếu “{column.header}”: cột này bắt buộc, hãy ghi vào ô.")

    def _looks_like_total(self) -> bool:
        first = next((cell for cell in self.cells.values() if isinstance(cell, str)), "")
        word = folded(first)
        return word in _TOTALS or word.startswith(("tong cong ", "tong so ")) or first.strip(" :").casefold() == "cộng"

    def refuse(self, attribute: str, message: str) -> None:
        """Say what is wrong with the cell that holds `attribute`, or with the whole line."""
        header = self.headers.get(attribute, WHOLE_LINE)
        cell = self.cells.get(header) if header else next((c for c in self.cells.values() if c is not None), None)
        self.errors.append(CellError(self.line, header, typed(cell), message))

    @contextmanager
    def refusing(self, attribute: str) -> Iterator[None]:
        """Put what a verb refuses at its column; a verb that names a field of the row is believed."""
        try:
            with transaction.atomic():
                yield
        except ValidationError as refusal:
            named = refusal.message_dict if hasattr(refusal, "error_dict") else {attribute: refusal.messages}
            for name, sentences in named.items():
                self.refuse(name if name in self.headers else attribute, " ".join(sentences))
