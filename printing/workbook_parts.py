"""What the parts of a workbook say that its cells do not: which sheet is which part, what is hidden, which fonts.

Runs in the child process (printing.unpack), after printing.workbook_check has looked for entities.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers import expat

from printing.workbook_check import MEGABYTE

_NAME = rb"<(?:\w+:)?"
_HIDDEN_ROW = re.compile(_NAME + rb"""row\s(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*?\br=["'](\d+)["']""")
_COLUMN = re.compile(_NAME + rb"col\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""(\w+)=["']([^"']*)["']""")
_VALUE = re.compile(_NAME + rb"(?:v|t)[\s>]")
_SHARED_ITEM = re.compile(_NAME + rb"si[\s>/]")
_SHARED_PLACE = re.compile(_NAME + rb"""c\s[^>]*?\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d{1,9})<""")
_FIRST_OF_ROWS = re.compile(_NAME + rb"sheetData\b")
_TAIL = 4096


class EntityFound(ValueError):
    """The part declares a document type."""


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its name, its part in the archive; `state` is visible, hidden or veryHidden.

    Only programs make a sheet very hidden, as printing.xlsx does with the lists of its drop-downs.
    """

    name: str
    part: str
    state: str = "visible"

    @property
    def is_visible(self) -> bool:
        return self.state == "visible"


@dataclass(frozen=True)
class Hidden:
    """Lines from 1 and columns from 0 that people do not see."""

    lines: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """The worksheets in the order of the workbook; charts and what has no part are left out."""
    targets: dict[str, str] = {}
    for tag, attributes in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = _resolved(attributes.get("Target", ""))
    return [
        SheetPart(attributes.get("name", ""), targets[key], attributes.get("state", "visible"))
        for tag, attributes in _elements(archive, "xl/workbook.xml")
        if tag == "sheet" and (key := attributes.get("id", "")) in targets
    ]


def fonts(archive: zipfile.ZipFile) -> list[str]:
    """The names of the fonts that the styles speak of."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    named = [attributes.get("val", "") for tag, attributes in _elements(archive, "xl/styles.xml") if tag == "name"]
    return list(dict.fromkeys(named))[:100]


def hidden(archive: zipfile.ZipFile, part: str) -> Hidden:
    """Which rows and columns of a sheet are hidden, by hand or by a filter."""
    lines: list[int] = []
    columns: list[int] = []
    tail, is_head = b"", True
    with archive.open(part) as stream:
        while piece := stream.read(MEGABYTE):
            text = tail + piece
            if is_head:
                columns += _hidden_columns(_FIRST_OF_ROWS.split(text, maxsplit=1)[0])
                is_head = not _FIRST_OF_ROWS.search(text)
            lines += map(int, _HIDDEN_ROW.findall(text))
            tail = text[-_TAIL:]
    return Hidden(tuple(sorted(set(lines))), tuple(sorted(set(columns))))


def holds_anything(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether any cell of a sheet has a value; what cannot be told, as UTF-16, is taken to have."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(MEGABYTE):
            if _VALUE.search(tail + piece) or b"\x00" in piece:
                return True
            tail = piece[-_TAIL:]
    return False


def text_of_cells(archive: zipfile.ZipFile, part: str, enough: int) -> int:
    """How many bytes of shared text the cells of a sheet come to, each counted as often as it is shown.

    Below `enough` an upper bound will do: the longest text in every cell.
    """
    shared = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if shared is None:
        return 0
    lengths = [len(item) for item in _SHARED_ITEM.split(archive.read(shared))[1:]]
    cells = archive.read(part)
    bound = max(lengths, default=0) * (cells.count(b't="s"') + cells.count(b"t='s'"))
    if bound <= enough:
        return bound
    places = map(int, _SHARED_PLACE.findall(cells))
    return sum(lengths[place] for place in places if place < len(lengths))


def cells_with_serial(archive: zipfile.ZipFile, part: str, serial: int) -> list[str]:
    """The cells of a sheet whose stored number is exactly `serial`, whatever they show."""
    pattern = rb"""c\s[^>]*?\br=["']([A-Z]+\d+)["'][^>]*>\s*<(?:\w+:)?v>%d(?:\.0*)?</""" % serial
    return [found.decode() for found in re.findall(_NAME + pattern, archive.read(part))]


def _hidden_columns(head: bytes) -> list[int]:
    columns: list[int] = []
    for text in _COLUMN.findall(head):
        said = dict(_ATTRIBUTE.findall(text))
        first, last = said.get(b"min", b""), said.get(b"max", b"")
        if said.get(b"hidden") in (b"1", b"true") and first.isdigit() and last.isdigit():
            columns += range(int(first) - 1, min(int(last), 16384))
    return columns


def _resolved(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part in order, names without their prefixes. Raises expat.ExpatError, EntityFound."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((tag.rpartition(":")[2], {key.rpartition(":")[2]: text for key, text in attributes.items()}))

    def refuse(*_) -> None:
        raise EntityFound(part)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(archive.read(part), True)
    return found
