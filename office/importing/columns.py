"""The columns of an import: the exact header, how a cell is read or refused in words, how it is written back.

A reader takes a cell as printing.spreadsheet gives it and returns the value, None for a blank cell; it raises
ValueError with a Vietnamese sentence that says what is wrong and what to do.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from import_export.fields import Field

from office.text import clean_line, search_key
from printing import dates, numbers
from printing.spreadsheet import Cell

EARLIEST_YEAR = 1900  # dates before it are slips of the finger
DIGITS_KEPT = 15  # of a number in a spreadsheet; the rest become noughts
Read = Callable[[Cell], object]
Show = Callable[[object], object]


class Column(Field):
    """A declared column of a Resource: `kind` as printing.table.Column; `help` and `example` go into the template."""

    def __init__(
        self,
        header: str,
        attribute: str,
        read: Read,
        *,
        show: Show = lambda value: value,
        required: bool = False,
        kind: str = "text",
        choices: tuple[str, ...] = (),
        help: str = "",
        example: object = "",
    ):
        super().__init__(attribute=attribute, column_name=header)
        self.read, self.show = read, show
        self.required, self.kind, self.choices, self.help, self.example = required, kind, choices, help, example

    @property
    def header(self) -> str:
        return self.column_name

    def shown(self, value) -> object:
        """The value as a cell of an export, which reads back as the same value; None for nothing."""
        return None if value is None or value == "" else self.show(value)


def typed(cell: Cell) -> str:
    """A cell as the person who typed it would recognise it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return dates.day(cell)
    return numbers.grouped(cell) if isinstance(cell, Decimal) else str(cell)


_POWER_OF_TEN = re.compile(r"\d(?:[.,]\d+)?E\+\d+")  # what Excel shows of a number that is wider than its column


def text(cell: Cell) -> str | None:
    """One clean line of text; a whole number is its digits. What Excel made into a date or a fraction is refused."""
    if cell is None:
        return None
    if isinstance(cell, bool | Decimal | date):
        raise ValueError(
            f"Excel đã đổi ô này thành “{typed(cell)}”, không còn là chữ: hãy định dạng ô là Văn bản rồi gõ lại."
        )
    if isinstance(cell, int) and abs(cell) >= 10**DIGITS_KEPT:
        raise ValueError(
            f"“{typed(cell)}” là số dài hơn {DIGITS_KEPT} chữ số, Excel không giữ hết: "
            "hãy định dạng ô là Văn bản rồi gõ lại."
        )
    line = clean_line(str(cell))
    if _POWER_OF_TEN.fullmatch(line):
        raise ValueError(f"Excel đã rút gọn ô này thành “{line}”: hãy định dạng ô là Văn bản rồi gõ đủ các chữ số.")
    if any(unicodedata.category(letter) == "Cc" for letter in line):
        raise ValueError("Ô này có ký tự điều khiển không đọc được: hãy xóa và gõ lại.")
    return line or None


def line(field: models.Field, reading: Read = text) -> Read:
    """Text that satisfies the rules of a model field: its length and its validators."""

    def read(cell: Cell) -> str | None:
        value = reading(cell)
        if value is None:
            return None
        if field.max_length and len(value) > field.max_length:
            raise ValueError(f"Dài {len(value)} ký tự, chỉ nhận tối đa {field.max_length}: hãy rút gọn.")
        try:
            field.run_validators(value)
        except ValidationError as refusal:
            raise ValueError(" ".join(refusal.messages)) from refusal
        return value

    return read


def digits(what: str, *one_digit_short: int) -> Read:
    """Digits that may begin with 0, which spreadsheets drop: lengths that betray it are refused."""

    def read(cell: Cell) -> str | None:
        value = text(cell)
        if value and value.isdecimal() and len(value) in one_digit_short:
            raise ValueError(
                f"{what} “{value}” có {len(value)} chữ số, có lẽ đã mất số 0 ở đầu: "
                f"nếu đúng vậy, hãy định dạng ô là Văn bản rồi gõ 0{value}."
            )
        return value

    return read


def telephone(cell: Cell) -> str | None:
    """A telephone number; kept as a number in the sheet it has lost the 0 it begins with."""
    value = text(cell)
    if isinstance(cell, int) and value and not value.startswith(("84", "1800", "1900")):
        raise ValueError(
            f"“{value}” là số nên đã mất số 0 ở đầu: hãy định dạng cột là Văn bản rồi gõ lại, ví dụ 0{value}."
        )
    return value


def folded(word: str) -> str:
    """A word without case, diacritics and punctuation."""
    return " ".join(re.sub(r"[\W_]+", " ", search_key(word)).split())


def choice(what: str, words: dict[str, str]) -> Read:
    """One of the words, without regard to case, diacritics and punctuation, as the value it stands for."""
    values = {folded(word): value for word, value in words.items()}

    def read(cell: Cell) -> str | None:
        value = text(cell)
        if value is None:
            return None
        if (key := folded(value)) in values:
            return values[key]
        raise ValueError(f"“{value}” không phải {what}: hãy ghi một trong các từ: {'; '.join(words)}.")

    return read


def number(
    parse: Callable[[object], int | Decimal | None], *, signed: bool = False, largest: int | None = None
) -> Read:
    """A number as printing.numbers reads it; negative only where `signed`, within ±`largest`."""

    def read(cell: Cell) -> int | Decimal | None:
        if isinstance(cell, date):
            raise ValueError(f"Excel đã đổi ô này thành ngày {typed(cell)}: hãy định dạng ô là Số rồi gõ lại.")
        value = parse(cell)
        if value is not None and value < 0 and not signed:
            raise ValueError(f"“{typed(cell)}” là số âm: ở đây chỉ nhận số từ 0 trở lên, hãy kiểm tra dấu trừ.")
        if value is not None and abs(value) > largest:
            raise ValueError(f"“{typed(cell)}” quá lớn (tối đa {numbers.grouped(largest)}): hãy kiểm tra lại đơn vị.")
        return value

    return read


def past_day(cell: Cell) -> date | None:
    """A day, day first, that has come: 01/02/1980 is 1 February."""
    if isinstance(cell, bool | int | Decimal):
        raise ValueError(f"“{typed(cell)}” là số, không phải ngày: hãy ghi ngày/tháng/năm, ví dụ 13/02/1980.")
    day = dates.parse_day(cell)
    if day and day > timezone.localdate():
        raise ValueError(f"Ngày {dates.day(day)} chưa đến: hãy kiểm tra lại năm.")
    if day and day.year < EARLIEST_YEAR:
        raise ValueError(f"Ngày {dates.day(day)} quá xa: hãy kiểm tra lại năm.")
    return day
