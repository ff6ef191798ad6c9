"""An edited Word file as its paragraphs and tables, taken apart by a child process: no hostile file is parsed here."""

import json
import logging
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from printing.child import run_child
from printing.chips import Chip
from printing.docx_text import seen
from printing.numbers import counted
from printing.word_check import MAX_FILE, WordRefused, broken
from printing.workbook_check import MEGABYTE

SECONDS = 40  # of the clock; the child has its own limits of work and memory
_EXIT_TOO_MUCH = 3  # TOO_MUCH of printing.unpack_word, which the web server need not import
_TOLD = {
    "tracked": "Tệp còn {} chỗ theo dõi thay đổi (Track Changes): đã đọc như khi chấp nhận tất cả.",
    "comments": "Tệp có {} nhận xét (Comment): không đọc, hãy tự xem trước khi bỏ tệp.",
    "notes": "Tệp có {} chú thích cuối trang: không đọc, hãy đưa vào lời văn nếu cần giữ.",
    "boxes": "Tệp có {} khung chữ: không đọc, hãy đưa chữ vào lời văn nếu cần giữ.",
    "embedded": "Tệp có {} phần nhúng từ tệp khác: không đọc, hãy mở bằng Word rồi lưu lại.",
}
log = logging.getLogger(__name__)
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as it is read; `style` by its name in small letters, `marks` the bookmarks that begin in it.

    A chip is a control, named by its tag; what it shows may be empty.
    """

    pieces: tuple[str | Chip, ...]
    style: str = ""
    marks: tuple[str, ...] = ()
    is_point: bool = False

    @property
    def text(self) -> str:
        return seen("".join(piece.shown if isinstance(piece, Chip) else piece for piece in self.pieces))


@dataclass(frozen=True)
class WordText:
    """What is read of a file: its custom properties, its paragraphs and tables, sentences about what is not read."""

    properties: Mapping[str, str]
    blocks: tuple[Paragraph | Rows, ...]
    notices: tuple[str, ...] = ()


def read_word(source: bytes, *, name: str) -> WordText:
    """Read a .docx file as Word shows it with every tracked change accepted. Raises WordRefused."""
    if not name.lower().endswith(".docx"):
        raise WordRefused(f"Tệp {name} không phải .docx: hãy mở bằng Word rồi lưu lại thành Word (.docx).")
    if len(source) > MAX_FILE:
        raise WordRefused(f"Tệp {name} lớn hơn {MAX_FILE // MEGABYTE} MB: hãy bỏ bớt hình rồi lưu lại.")
    with tempfile.TemporaryFile() as answer:
        try:
            request = json.dumps({"name": name}).encode() + b"\n" + source
            child = run_child("printing.unpack_word", request, timeout=SECONDS, stdout=answer)
        except subprocess.TimeoutExpired:
            raise _too_much(name) from None
        if child.returncode:
            raise _ended(child, name)
        answer.seek(0)
        return as_text(json.load(answer))


def _too_much(name: str) -> WordRefused:
    return WordRefused(f"Tệp {name} quá lớn hoặc quá phức tạp nên đã dừng đọc: hãy mở bằng Word rồi lưu lại.")


def _ended(child: subprocess.CompletedProcess, name: str) -> WordRefused:
    """The refusal for a child that did not finish: killed by one of its limits, given up, or failed."""
    if child.returncode < 0 or child.returncode == _EXIT_TOO_MUCH:
        return _too_much(name)
    log.error("Word file not read, exit %s: %s", child.returncode, child.stderr.decode(errors="replace")[-2000:])
    return broken(name)


def as_text(answer: dict) -> WordText:
    """What the child answered. Raises WordRefused."""
    if "refused" in answer:
        raise WordRefused(answer["refused"])
    told = tuple(_TOLD[kind].format(counted(number)) for kind, number in answer["seen"].items() if number)
    return WordText(answer["properties"], tuple(_blocks(answer["blocks"])), told)


def _blocks(answer: list) -> Iterator[Paragraph | Rows]:
    for block in answer:
        if isinstance(block, list):
            yield tuple(tuple(map(seen, row)) for row in block)
        else:
            yield from _lines(block)


def _lines(block: dict) -> list[Paragraph]:
    """A paragraph, or several where its lines are broken; all that marks it belongs to the first."""
    lines: list[list[str | Chip]] = [[]]
    for piece in block["pieces"]:
        if not isinstance(piece, str):
            lines[-1].append(Chip(piece[0], seen(piece[1])))
            continue
        first, *others = piece.split("\n")
        lines[-1].append(first)
        lines += [[other] for other in others]
    said = [line for number, line in enumerate(lines) if not number or seen("".join(map(str, line)))]
    return [
        Paragraph(tuple(line), block["style"], tuple(() if number else block["marks"]), block["point"])
        for number, line in enumerate(said)
    ]
