"""The text of TXT and DOCX files: nothing but what is read on the page, a line for each paragraph or row of a table.

Of a Word file only its main part is unpacked, in pieces and within bounds, and no entity is ever opened.
"""

import codecs
import io
import zipfile
from pathlib import PurePath
from xml.parsers import expat
from zlib import error as zlib_error

from printing.legacy_text import suspected_encoding
from printing.numbers import grouped

MEGABYTE = 1024 * 1024
MAX_FILE = 10 * MEGABYTE
MAX_UNPACKED = 40 * MEGABYTE
MAX_LETTERS = 2_000_000
ENDINGS = (".txt", ".docx")
_MAIN = "word/document.xml"
_PIECE = 64 * 1024  # bytes
_MEMBERS = 2000
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_BROKEN = (
    zipfile.BadZipFile,
    zlib_error,
    expat.ExpatError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
)


class ProseRefused(ValueError):
    """The file cannot be read as text; the message is a whole sentence saying what to do."""


def read_prose(source: bytes, *, name: str) -> str:
    """The text of a file by the ending of its name. Raises ProseRefused."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise ProseRefused(f"Tệp {name} không phải .docx hay .txt: hãy lưu lại thành Word (.docx) hoặc văn bản (.txt).")
    if len(source) > MAX_FILE:
        raise ProseRefused(f"Tệp {name} lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chỉ soát phần chữ.")
    text = _of_word(source, name) if ending == ".docx" else _of_plain(source, name)
    if not text.strip():
        raise ProseRefused(f"Tệp {name} không có chữ nào: hãy kiểm tra lại tệp đã chọn.")
    if len(text) > MAX_LETTERS:
        raise ProseRefused(f"Tệp {name} dài hơn {grouped(MAX_LETTERS)} ký tự: hãy chia thành nhiều phần.")
    return text


def _of_plain(source: bytes, name: str) -> str:
    candidates = ["utf-8-sig", "cp1258"]
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    for encoding in candidates:
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return _checked(text.replace("\r\n", "\n").replace("\r", "\n"), name)
    raise ProseRefused(f"Không đọc được bảng mã của tệp {name}: hãy lưu lại thành văn bản UTF-8.")


def _of_word(source: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            _check_container(archive, name)
            with archive.open(_MAIN) as part:
                return _checked(_Page(name).read(part), name)
    except ProseRefused:
        raise
    except _BROKEN as error:
        raise ProseRefused(
            f"Tệp {name} bị hỏng hoặc không phải tệp Word .docx: hãy mở bằng Word rồi lưu lại."
        ) from error


def _check_container(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > _MEMBERS or len(set(names)) != len(names) or any(member.flag_bits & 1 for member in members):
        raise ProseRefused(f"Tệp {name} có cấu trúc lạ hoặc đặt mật khẩu: hãy mở bằng Word rồi lưu lại.")
    if _MAIN not in names:
        raise ProseRefused(f"Tệp {name} không phải tệp Word .docx: hãy mở bằng Word rồi lưu lại.")


def _checked(text: str, name: str) -> str:
    if suspected := suspected_encoding(text.split()):
        raise ProseRefused(f"Tệp {name} dùng {suspected.value}: hãy chuyển sang phông Unicode rồi soát lại.")
    return text


class _Page:
    """One reading of a main part: what stands in the line that is being read, and the lines before it."""

    def __init__(self, name: str):
        self.name = name
        self.lines: list[str] = []
        self.line: list[str] = []
        self.letters = self.rows = self.passed_over = 0
        self.is_text = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said
        self.parser.StartDoctypeDeclHandler = self._refuse_entities
        self.parser.EntityDeclHandler = self._refuse_entities

    def read(self, part) -> str:
        left = MAX_UNPACKED
        while piece := part.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise ProseRefused(f"Tệp {self.name} giải nén ra quá lớn: hãy chỉ soát phần chữ.")
            self.parser.Parse(piece, False)
        self.parser.Parse(b"", True)
        return "\n".join(self.lines)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element == _FALLBACK or self.passed_over:
            self.passed_over += 1
            return
        tag = element.removeprefix(f"{_WORD} ")
        self.is_text = tag == "t"
        if tag == "tr":
            self.rows += 1
        elif tag in ("tab", "noBreakHyphen"):
            self.line.append(" " if tag == "tab" else "-")
        elif tag in ("br", "cr") and not self.rows:
            self._close_line()
        elif tag == "br":
            self.line.append(" ")

    def _end(self, element: str) -> None:
        self.is_text = False
        if self.passed_over:
            self.passed_over -= 1
            return
        tag = element.removeprefix(f"{_WORD} ")
        if tag == "tr":
            self.rows -= 1
        if tag == "tc":
            self.line.append("\t" if self.rows == 1 else " ")
        elif tag == "p" and self.rows:
            self.line.append(" ")
        elif tag == "p" or (tag == "tr" and not self.rows):
            self._close_line()

    def _said(self, text: str) -> None:
        if self.is_text and not self.passed_over:
            self.letters += len(text)
            if self.letters > MAX_LETTERS:
                raise ProseRefused(f"Tệp {self.name} dài hơn {grouped(MAX_LETTERS)} ký tự: hãy chia thành nhiều phần.")
            self.line.append(text)

    def _close_line(self) -> None:
        self.lines.append("\t".join(" ".join(cell.split()) for cell in "".join(self.line).rstrip("\t ").split("\t")))
        self.line = []

    def _refuse_entities(self, *_) -> None:
        raise ProseRefused(f"Tệp {self.name} có khai báo thực thể XML, không an toàn: hãy mở bằng Word rồi lưu lại.")
