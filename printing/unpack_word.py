"""The child process that takes a Word file apart: `python -m printing.unpack_word`, a line of JSON and the file.

Answers in one line of JSON: what is read of the file, as Word shows it once every tracked change is accepted; or the
sentence that refuses it.
"""

import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from posixpath import normpath
from zlib import error as zlib_error

from lxml import etree

from printing.child import leave_network, limit_resources
from printing.docx_anchors import NUMBER
from printing.word_check import TYPES, WordRefused, broken, check_container, macros, unpacked
from printing.workbook_check import MEGABYTE

CPU_SECONDS = 20
MEMORY_BYTES = 768 * MEGABYTE
OUTPUT_BYTES = 16 * MEGABYTE
TOO_MUCH = 3  # the exit code of a file that outgrew its memory or its output
MAX_BLOCKS = 5000
MAX_LETTERS = 500_000
_MAIN_RELATION = "/relationships/officeDocument"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_AROUND = ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent")
_SAID = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = ("drawing", "pict", "object")
_NOTED = {"commentReference": "comments", "footnoteReference": "notes", "endnoteReference": "notes"}
_OFF = ("0", "false", "off")
_BROKEN = (
    *(zipfile.BadZipFile, zlib_error, etree.XMLSyntaxError, KeyError, ValueError),
    *(EOFError, OSError, NotImplementedError, IndexError),
)


def main() -> int:
    limit_resources(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES, output_bytes=OUTPUT_BYTES)
    leave_network()
    request = json.loads(sys.stdin.buffer.readline())
    try:
        answer = read(sys.stdin.buffer.read(), request["name"])
    except WordRefused as refused:
        answer = {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return TOO_MUCH
    json.dump(answer, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    return 0


def read(source: bytes, name: str) -> dict:
    """Take the file apart. Raises WordRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            check_container(archive, name)
            if b"macroEnabled" in unpacked(archive, TYPES, name):
                raise macros(name)
            main = _main_part(archive, name)
            body = _parsed(archive, main, name).find(f"{_WORD}body")
            if body is None:
                raise broken(name)
            page = _Page(name, _style_names(archive, main, name))
            page.read(body)
            return {"properties": _properties(archive, name), "blocks": page.blocks, "seen": page.counted}
    except WordRefused:
        raise
    except _BROKEN as error:
        raise broken(name) from error


def _parsed(archive: zipfile.ZipFile, member: str, name: str):
    content = unpacked(archive, member, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(content, parser)
    if b"<!DOCTYPE" in content or root.getroottree().docinfo.doctype:
        raise WordRefused(f"Tệp {name} có khai báo thực thể XML, không an toàn: hãy mở bằng Word rồi lưu lại.")
    return root


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    for relation in _parsed(archive, "_rels/.rels", name):
        if relation.get("Type", "").endswith(_MAIN_RELATION) and relation.get("TargetMode") != "External":
            return normpath(relation.get("Target", "").lstrip("/"))
    raise broken(name)


def _style_names(archive: zipfile.ZipFile, main: str, name: str) -> dict[str, str]:
    """What the styles are called, in small letters, by their ids, which programs change as they like."""
    member = f"{main.rpartition('/')[0]}/styles.xml"
    if member not in archive.namelist():
        return {}
    named = (
        (style.get(f"{_WORD}styleId"), style.find(f"{_WORD}name"))
        for style in _parsed(archive, member, name).iterfind(f"{_WORD}style")
    )
    return {key: (_value(given) or "").lower() for key, given in named if key and given is not None}


def _properties(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    member = "docProps/custom.xml"
    if member not in archive.namelist():
        return {}
    return {
        each.get("name", ""): "".join(each.itertext()).strip()
        for each in _parsed(archive, member, name)
        if isinstance(each.tag, str)
    }


def _value(element) -> str | None:
    return None if element is None else element.get(f"{_WORD}val")


def _is_on(element) -> bool:
    return element is not None and (_value(element) or "") not in _OFF


def _children(element) -> Iterator[tuple[str, etree._Element]]:
    """The children by their names in Word; of what stands there twice only what Word shows."""
    for child in element:
        if child.tag == _ALTERNATIVES:
            for choice in child.findall(_CHOICE)[:1]:
                yield from _children(choice)
        elif isinstance(child.tag, str) and child.tag.startswith(_WORD):
            yield child.tag.removeprefix(_WORD), child


class _Page:
    """One reading of the body: blocks are paragraphs, {"style", "marks", "pieces", "point"}, and tables, lists of rows.

    A piece is text, or [tag, text] of a control.
    """

    def __init__(self, name: str, styles: dict[str, str]):
        self.name, self.styles = name, styles
        self.blocks: list[dict | list] = []
        self.counted: Counter[str] = Counter()
        self.letters = 0
        self.waiting: list[str] = []  # marks that begin before their paragraph
        self.begun: tuple[list, list] = ([], [])  # pieces and marks of paragraphs whose end was deleted

    def read(self, element) -> None:
        for kind, child in _children(element):
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._add([list(row) for row in self._rows(child)])
            elif kind == "sdt" or kind in ("sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                self.read(child)
            elif kind == "bookmarkStart":
                self.waiting.append(child.get(f"{_WORD}name", ""))
            elif kind == "altChunk":
                self.counted["embedded"] += 1

    def _add(self, block: dict | list) -> None:
        self.blocks.append(block)
        if len(self.blocks) > MAX_BLOCKS:
            raise WordRefused(f"Tệp {self.name} có hơn {MAX_BLOCKS} đoạn: hãy kiểm tra lại tệp đã chọn.")

    def _paragraph(self, element) -> None:
        look = element.find(f"{_WORD}pPr")
        marks, self.waiting = self.waiting, []
        pieces = list(self._pieces(element, marks))
        ended = self._ends(look)
        if not ended and not any(pieces):
            marks = []  # the whole paragraph was deleted, what it was found by too
        pieces, marks = self.begun[0] + pieces, self.begun[1] + marks
        self.begun = ([], []) if ended else (pieces, marks)
        if ended:
            style = self.styles.get(_value(look.find(f"{_WORD}pStyle")) if look is not None else "", "")
            self._add({"style": style, "marks": marks, "pieces": pieces, "point": _is_point(look, style)})

    def _ends(self, look) -> bool:
        """Whether the end of the paragraph stands: one that was deleted lets the next go on in it."""
        mark = look.find(f"{_WORD}rPr") if look is not None else None
        gone = mark is not None and any(mark.find(f"{_WORD}{kind}") is not None for kind in ("del", "moveFrom"))
        self.counted["tracked"] += gone
        return not gone

    def _pieces(self, element, marks: list[str]) -> Iterator[str | list[str]]:
        for kind, child in _children(element):
            if kind == "r":
                yield from self._run(child)
            elif kind == "sdt":
                yield from self._control(child, marks)
            elif kind in _AROUND:
                yield from self._pieces(child, marks)
            elif kind in ("ins", "moveTo"):
                self.counted["tracked"] += 1
                yield from self._pieces(child, marks)
            elif kind in ("del", "moveFrom"):
                self.counted["tracked"] += 1
            elif kind == "bookmarkStart":
                marks.append(child.get(f"{_WORD}name", ""))

    def _control(self, element, marks: list[str]) -> Iterator[str | list[str]]:
        about, within = element.find(f"{_WORD}sdtPr"), []
        inner = list(self._pieces(element, within))
        marks += [mark for mark in within if not mark.startswith(NUMBER)]
        tag = _value(about.find(f"{_WORD}tag")) if about is not None else ""
        tag = tag or next((mark[: mark.rfind("_")] for mark in within if mark.startswith(NUMBER)), "")
        if about is not None and _is_on(about.find(f"{_WORD}showingPlcHdr")):
            return  # nothing stands in it but the words that ask for something
        if tag:
            yield [tag, "".join(piece if isinstance(piece, str) else piece[1] for piece in inner)]
        else:
            yield from inner

    def _run(self, element) -> Iterator[str]:
        look = element.find(f"{_WORD}rPr")
        if look is not None and _is_on(look.find(f"{_WORD}vanish")):
            return
        for kind, child in _children(element):
            if kind == "t":
                yield self._counting(child.text or "")
            elif kind in _SAID:
                yield _SAID[kind]
            elif kind in _DRAWN:
                self.counted["boxes"] += sum(1 for _ in child.iter(f"{_WORD}txbxContent"))
            elif kind in _NOTED:
                self.counted[_NOTED[kind]] += 1

    def _counting(self, text: str) -> str:
        self.letters += len(text)
        if self.letters > MAX_LETTERS:
            raise WordRefused(f"Tệp {self.name} quá dài để là một báo cáo: hãy kiểm tra lại tệp đã chọn.")
        return text

    def _rows(self, table) -> Iterator[Iterator[str]]:
        for row in table.iterfind(f"{_WORD}tr"):
            if row.find(f"{_WORD}trPr/{_WORD}del") is None:
                yield (self._cell(cell) for cell in row.iter(f"{_WORD}tc"))

    def _cell(self, cell) -> str:
        told = (self._pieces(paragraph, []) for paragraph in cell.iter(f"{_WORD}p"))
        return " ".join("".join(piece if isinstance(piece, str) else piece[1] for piece in each) for each in told)


def _is_point(look, style: str) -> bool:
    """Whether a bullet or a number of a list stands before the paragraph; headings count for themselves."""
    if style.startswith("heading"):
        return False
    number = look.find(f"{_WORD}numPr/{_WORD}numId") if look is not None else None
    return style.startswith(("list bullet", "list number")) or (number is not None and _value(number) != "0")


if __name__ == "__main__":
    sys.exit(main())
