"""Rows of a file of members read column by column, five thousand at a time.

A cell that was seen before is not read again: organisations, kinds, years, days and amounts repeat, and so do the
syllables of names. What is out of the ordinary goes through the readers of the columns (columns.py), which alone
decide what is refused and in which words.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cooperatives.members.columns import MemberResource, header_of
from cooperatives.models import Member
from cooperatives.models.member import keeps_no_members
from office.importing import CellError, Row
from office.importing.columns import Column, folded, text
from office.text import clean_line, search_key
from printing.row_stream import Batch, Raw, as_cell

STAGED = (
    *("line", "organisation_id", "code", "name", "party", "kind", "sex", "birth_year", "capital"),
    *("joined_on", "left_on", "search_key"),
)
_CODES = ("organisation", "code")
_REMEMBERED = 50_000  # distinct cells of a column
_PLAIN_CODE = re.compile(r"[A-Za-z0-9]+(?:[./_-][A-Za-z0-9]+)*", re.ASCII)
_UNSEEN = "Mã này có ký tự ẩn, mắt không thấy: hãy xóa cả ô rồi gõ lại mã."
_LEAVES_BEFORE_JOINING = "Ngày ra phải sau ngày vào: hãy kiểm tra cả hai ngày."


class _Refused:
    """Stands for the value of a cell that cannot be read."""


REFUSED = _Refused()


@dataclass
class Read:
    """What a batch says: rows to stage, as tuples of STAGED, and what is wrong with the others."""

    rows: list[tuple] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


class _Memory(dict):
    """What each distinct raw cell of a column reads as; REFUSED where it cannot be read."""

    def __init__(self, read: Callable[[Raw], object]):
        super().__init__()
        self.read, self.has_refused = read, False

    def __missing__(self, raw: Raw) -> object:
        try:
            value = self.read(raw)
        except ValueError:
            value, self.has_refused = REFUSED, True
        if len(self) >= _REMEMBERED:
            self.clear()
        self[raw] = value
        return value


class _Syllables(dict):
    """The search key of each syllable that stands in a name as it should; REFUSED where the name must be looked at."""

    def __missing__(self, syllable: str) -> object:
        plain = syllable and clean_line(syllable) == syllable and not syllable.startswith("'")
        visible = plain and all(unicodedata.category(letter) != "Cc" for letter in syllable)
        visible = visible and any(letter.isalnum() for letter in syllable)
        key = search_key(syllable) if visible else REFUSED
        if len(self) >= _REMEMBERED:
            self.clear()
        self[syllable] = key
        return key


class MemberReader:
    """Reads the batches of one file; `organisations` are the keys of those the file may speak of, by code.

    Of those in `keeping_none` it is told that they have no members.
    """

    def __init__(self, headers: list[str], organisations: Mapping[str, int], *, keeping_none: Container[str] = ()):
        self.headers, self.organisations, self.keeping_none = headers, organisations, keeping_none
        self.columns = MemberResource.columns()
        self._shapes = {_shape(code): code for code in organisations}
        self._memories = {column.attribute: _Memory(self._reader(column)) for column in self.columns}
        self._longest = {name: Member._meta.get_field(name).max_length for name in ("code", "name")}
        self._syllables = _Syllables()

    def read(self, batch: Batch) -> Read:
        """Read a batch whole. Rows in which anything is refused are read again, one by one, for what to say."""
        columns = dict(zip(self.headers, zip(*batch.rows, strict=True), strict=True))
        values = {each.attribute: self._column(each, columns.get(each.header), batch) for each in self.columns}
        keys = self._keys(values)
        staged = list(zip(batch.lines, *values.values(), keys, strict=True))
        wrong = self._wrong(values)
        if not wrong:
            return Read(staged)
        errors = [error for place in sorted(wrong) for error in self._errors(batch, place)]
        return Read([row for place, row in enumerate(staged) if place not in wrong], errors)

    def _column(self, column: Column, cells: tuple[Raw, ...] | None, batch: Batch) -> list:
        if cells is None:
            return [None] * len(batch.rows)
        if column.attribute in ("code", "name"):
            return list(map(self._code if column.attribute == "code" else self._name, cells))
        return list(map(self._memories[column.attribute].__getitem__, cells))

    def _reader(self, column: Column) -> Callable[[Raw], object]:
        if column.attribute == "organisation":
            return self._organisation
        if column.attribute == "code":
            return lambda raw: column.read(as_cell(_seen(raw)))
        return lambda raw: _bare(column.read(as_cell(raw)))

    def _organisation(self, raw: Raw) -> int | None:
        code = text(as_cell(_seen(raw)))
        if code is None:
            return None
        if code in self.organisations:
            return self.organisations[code]
        if code in self.keeping_none:
            raise ValueError(keeps_no_members(code))
        twin = self._shapes.get(_shape(code))
        raise ValueError(
            f"“{code}” không có trong sổ, nhưng có “{twin}”: nếu là một, hãy ghi đúng mã (định dạng ô là Văn bản)."
            if twin
            else f"Không có tổ chức nào mang mã “{code}”: hãy kiểm tra mã, hoặc nhập tổ chức trước."
        )

    def _code(self, raw: Raw) -> object:
        if type(raw) is str and len(raw) <= self._longest["code"] and _PLAIN_CODE.fullmatch(raw):
            return raw
        return self._memories["code"][raw]

    def _name(self, raw: Raw) -> object:
        if type(raw) is str and len(raw) <= self._longest["name"]:
            syllables = self._syllables
            for syllable in raw.split(" "):
                if syllables[syllable] is REFUSED:
                    break
            else:
                return raw
        return self._memories["name"][raw]

    def _keys(self, values: dict[str, list]) -> list[str]:
        """The search keys of name and code, as SearchKeyField makes them."""
        get, join = self._syllables.__getitem__, " ".join
        keys = []
        for name, code in zip(values["name"], values["code"], strict=True):
            try:
                keys.append(f"{join(map(get, name.split(' ')))} {code.lower() if code.isascii() else search_key(code)}")
            except (AttributeError, TypeError):  # one of them was refused, or a syllable is no plain one
                keys.append(search_key(str(name), str(code)))
        return keys

    # What is wrong

    def _wrong(self, values: dict[str, list]) -> set[int]:
        wrong = {
            place for name in ("organisation", "code", "name") for place, v in enumerate(values[name]) if v is None
        }
        for name, memory in self._memories.items():
            if memory.has_refused:
                wrong.update(place for place, value in enumerate(values[name]) if value is REFUSED)
        days = zip(values["joined_on"], values["left_on"], strict=True)
        wrong.update(place for place, (joined, left) in enumerate(days) if left and _contradict(joined, left))
        return wrong

    def _errors(self, batch: Batch, place: int) -> Iterator[CellError]:
        raw = dict(zip(self.headers, batch.rows[place], strict=True))
        row = Row(batch.lines[place], {header: as_cell(cell) for header, cell in raw.items()}, self.columns)
        for name in _CODES:
            if _has_unseen(raw[header_of(name)]):
                row.values.pop(name, None)
                row.refuse(name, _UNSEEN)
        if not row.is_total and "organisation" in row.values:
            try:
                self._organisation(row.values["organisation"])
            except ValueError as refusal:
                row.refuse("organisation", str(refusal))
        if _contradict(row.values.get("joined_on"), row.values.get("left_on")):
            row.refuse("left_on", _LEAVES_BEFORE_JOINING)
        yield from row.errors


def _has_unseen(raw: Raw) -> bool:
    """Whether marks stand in a code that no eye sees, which would be dropped and might make it another's."""
    return isinstance(raw, str) and not raw.isascii() and any(unicodedata.category(mark) == "Cf" for mark in raw)


def _seen(raw: Raw) -> Raw:
    if _has_unseen(raw):
        raise ValueError(_UNSEEN)
    return raw


def _bare(value: object) -> object:
    """The value as any database takes it: choices as plain text, days in the order of the calendar."""
    return value.value if isinstance(value, Enum) else value.isoformat() if isinstance(value, date) else value


def _contradict(joined, left) -> bool:
    return left is not None and joined is not None and REFUSED not in (joined, left) and left <= joined


def _shape(code: str) -> str:
    """What codes have in common that differ only in case or in noughts a spreadsheet dropped."""
    bare = folded(code)
    return bare.lstrip("0") or bare


def codes_of(organisations: Iterable) -> dict[str, int]:
    """The keys of organisations by their code."""
    return dict(organisations.values_list("code", "pk"))
