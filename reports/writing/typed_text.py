"""The text of a section as somebody typed it: what is kept of it, and what stands in its way, in words."""

import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from office.text import clean_line
from printing import numbers
from printing.chips import Chip, chips, pieces
from reports.models import Passage
from reports.writing.bound import FORMS, MOVEMENT, Bound, Name
from reports.writing.parts import EXHIBIT, placed

LONGEST = Passage._meta.get_field("text").max_length
LONGEST_NOUN, NEAR = 40, 4


def cleaned(text: str) -> str:
    """The lines of a text, each in NFC with single spaces, those that say anything."""
    return "\n".join(filter(None, map(clean_line, text.splitlines())))


def refusals(text: str, bound: Bound, exhibits: Collection[str]) -> Iterator[str]:
    """Why a text cannot be kept, each a whole sentence; `exhibits` are the tables and pictures its section has."""
    if len(text) > LONGEST:
        long = f"Mục này dài {numbers.grouped(len(text))} ký tự, nhiều nhất {numbers.grouped(LONGEST)}"
        yield f"{long}: hãy bớt hoặc chuyển sang mục khác."
        return
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        for reason in _of_line(line, bound, exhibits, seen):
            yield f"Dòng {number}: {reason}"


def _of_line(line: str, bound: Bound, exhibits: Collection[str], seen: set[str]) -> Iterator[str]:
    if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r" for letter in line):
        yield "có ký tự điều khiển không in được, thường do dán từ phần mềm khác: hãy gõ lại dòng này."
    if stray := next((one for one in pieces(line) if isinstance(one, str) and ("[[" in one or "]]" in one)), ""):
        said = f"“{_short(stray)}” có dấu [[ hoặc ]] không thành con số nào"
        yield f"{said}: hãy chọn lại con số trong danh sách, hoặc bỏ dấu."
    if name := placed(line):
        yield from _of_place(name, exhibits, seen)
        return
    for chip in chips(line):
        if chip.name.startswith(EXHIBIT):
            yield f"chỗ đặt bảng [[{chip.name}]] phải đứng riêng một dòng."
        elif reason := _of_chip(chip, bound):
            yield reason


def _of_place(name: str, exhibits: Collection[str], seen: set[str]) -> Iterator[str]:
    if name not in exhibits:
        there = ", ".join(f"[[{EXHIBIT}{each}]]" for each in exhibits)
        yield f"mục này không có bảng, hình tên “{name}”; " + (
            f"các bảng, hình của mục: {there}." if there else "hãy xóa dòng."
        )
    elif name in seen:
        yield f"bảng, hình “{name}” đã đặt ở một dòng trên: mỗi bảng chỉ in một lần, hãy xóa dòng này."
    seen.add(name)


def _of_chip(chip: Chip, bound: Bound) -> str:
    name = Name.read(chip.name)
    if len(name.noun) > LONGEST_NOUN or any(letter.isdecimal() for letter in name.noun):
        return f"danh từ “{_short(name.noun)}” đi kèm con số phải ngắn, không có chữ số: con số chỉ lấy từ sổ."
    shown = bound.shown(chip.name)
    if shown is None:
        return _unknown(name, bound)
    if not shown:
        return (
            f"“{bound.label(chip.name)}” ([[{chip.name}]]) chưa có số của kỳ này nên không in được gì: "
            "hãy nhập số liệu trước, hoặc bỏ con số này."
        )
    return ""


def _unknown(name: Name, bound: Bound) -> str:
    code, _, form = name.code.rpartition(".")
    if code in bound.found:
        forms = ", ".join(f"{code}.{each}" for each in FORMS if each)
        return f"“{bound.found[code].label}” không có dạng “{form}”: hãy dùng {code}, {forms}."
    near = get_close_matches(name.code, _known(bound), NEAR, 0.5)
    told = "; ".join(f"{each} ({bound.label(each)})" for each in near)
    return f"không có chỉ tiêu nào mã “{_short(name.code)}”" + (
        f"; có thể là: {told}." if told else ": hãy chọn trong danh sách."
    )


def _known(bound: Bound) -> list[str]:
    cells = [f"{MOVEMENT}.{row.slug}.{step.key}" for row in bound.movement.rows for step in bound.movement.steps]
    return [*bound.found, *cells]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NOUN else f"{text[:LONGEST_NOUN]}…"
