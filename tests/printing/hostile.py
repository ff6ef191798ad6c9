# ruff: noqa: E501 - the parts of a workbook are long lines of XML
"""Workbooks and CSV files made by hand, so that they can be wrong in any way."""

import io
import struct
import zipfile

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c></row>'
ROW = HEAD + '<row r="2"><c r="A2"><v>1</v></c></row>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
PARTS = {
    "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": WORKBOOK,
    "xl/_rels/workbook.xml.rels": RELATIONS,
}
SHARED, STYLES, FIRST = "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"


def archive(
    rows: str = ROW,
    extra: dict[str, str | bytes] | None = None,
    sheet: str | bytes | None = None,
    *,
    without: tuple[str, ...] = (),
) -> bytes:
    """A workbook of the least parts, with others put over them or left out."""
    parts = {**PARTS, FIRST: sheet or SHEET.format(rows), **(extra or {})}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            if name not in without:
                book.writestr(name, content)
    return out.getvalue()


def bombs() -> dict[str, bytes]:
    """Small files that would cost a parser its memory or its time."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    entities = ENTITIES + SHEET.format(ROW)
    styles = f'<styleSheet xmlns="{MAIN}">{{}}</styleSheet>'
    return {
        "a cell at the far corner": archive(ROW + far),
        "a far cell without its row": archive(ROW + '<row><c r="XFD1048576"><v>1</v></c></row>'),
        "a far column": archive('<row r="1"><c r="ZZ1"><v>1</v></c></row>' + ROW),
        "a far row": archive(ROW + '<row r="900000"><c r="A900000"><v>1</v></c></row>'),
        "a far row only its cell knows": archive(ROW + '<row><c r="A900000"><v>1</v></c></row>'),
        "far rows without cells": archive(ROW + '<row r="900000"/>'),
        "too many rows": archive("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_000))),
        "rows without numbers": archive("".join(f"<row><c><v>{_odd(n)}</v></c></row>" for n in range(300_000))),
        "rows under a prefix": archive(
            sheet=f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
            + "".join(f"<x:row><x:c><x:v>{_odd(n)}</x:v></x:c></x:row>" for n in range(300_000))
            + "</x:sheetData></x:worksheet>"
        ),
        "a row without end": archive(
            '<row r="1">' + "".join(f"<c><v>{_odd(n)}</v></c>" for n in range(200_000)) + "</row>"
        ),
        "too many cells": archive(
            ROW + "".join("<row>" + f'<c s="{_odd(n)}"/>' * 50 + "</row>" for n in range(45_000))
        ),
        "a part that unpacks to nothing but noughts": archive(extra={SHARED: b"0" * 60_000_000}),
        "one string for every cell": _one_string_for_all(),
        "a million styles": archive(extra={STYLES: styles.format("<dxf/>" * 5_000_000)}),
        "many fonts": archive(extra={STYLES: styles.format(_noise(25_000_000))}),
        "a giant of a drawing": archive(extra={"xl/drawings/drawing1.xml": "<a>" + _noise(25_000_000) + "</a>"}),
        "deep elements": archive(extra={STYLES: _deep(150_000)}),
        "merged without end": archive(sheet=_merged(60_000)),
        "entities": archive(sheet=entities),
        "entities in the strings": archive(extra={SHARED: ENTITIES + _sst("<si><t>&b;</t></si>")}),
        "entities in the styles": archive(extra={STYLES: ENTITIES + styles.format("")}),
        "entities in the relations": archive(extra={"xl/_rels/workbook.xml.rels": ENTITIES + RELATIONS}),
        "an outside entity": archive(sheet=OUTSIDE + SHEET.format(ROW)),
        "an outside document type": archive(sheet='<!DOCTYPE x SYSTEM "file:///etc/passwd">' + SHEET.format(ROW)),
        "entities in UTF-16": archive(sheet=entities.encode("utf-16")),
        "two parts of one name": _doubled("xl/workbook.xml"),
        "two parts that differ in case": archive(extra={"xl/Workbook.xml": WORKBOOK}),
        "a path out of the file": archive(extra={"../../evil.xml": "x"}),
        "a path from the root": archive(extra={"/etc/evil.xml": "x"}),
        "thousands of parts": archive(extra={f"xl/x{n}.xml": "x" for n in range(1001)}),
        "a size that lies": _lying(),
        "parts that share their bytes": _overlapping(),
        "a sheet of blanks": archive(sheet=SHEET.format(ROW) + " " * 100_000_000),
    }


def _sst(items: str) -> str:
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def _odd(number: int) -> int:
    """Numbers in no order, so that what holds them packs as a real sheet does."""
    return number * 7919 % 1_000_003


def _deep(depth: int) -> str:
    return "".join(f"<a{_odd(n)}>" for n in range(depth)) + "".join(f"</a{_odd(n)}>" for n in reversed(range(depth)))


def _noise(length: int) -> str:
    """Text that packs some thirty times, not a thousand."""
    piece = "".join(f"<f{_odd(n)}/>" for n in range(4000))
    return (piece * (length // len(piece) + 1))[:length]


def _one_string_for_all() -> bytes:
    """30,000 characters shared by 600,000 cells: 18 GB for whoever copies it out."""
    cells = "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 12 + "</row>" for n in range(1, 50_000))
    return archive(cells, extra={SHARED: _sst("<si><t>" + "x" * 30_000 + "</t></si>")})


def _merged(count: int) -> str:
    cells = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(3, count))
    return SHEET.format(ROW).replace("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


def _doubled(name: str) -> bytes:
    """The name of another part of the same length is written over, in the directory and at the part."""
    other = "x" * len(name)
    return archive(extra={other: "x"}).replace(other.encode(), name.encode())


def _lying() -> bytes:
    """The directory says that a part of 60 MB unpacks to 100 bytes."""
    source = bytearray(archive(extra={SHARED: b"<sst>" + b" " * 60_000_000 + b"</sst>"}))
    return bytes(source.replace((60_000_011).to_bytes(4, "little"), (100).to_bytes(4, "little")))


def _overlapping() -> bytes:
    """The directory gives the last part the place of the first."""
    source = bytearray(archive(extra={"xl/a.xml": "x" * 500, "xl/b.xml": "x" * 500}))
    directory = source.rfind(b"PK\x01\x02")
    before = source.rfind(b"PK\x01\x02", 0, directory)
    (place,) = struct.unpack_from("<I", source, before + 42)
    struct.pack_into("<I", source, directory + 42, place)
    return bytes(source)


def malformed() -> dict[str, tuple[bytes, str]]:
    """Files that are broken or are not what they are called: content and name."""
    good = archive()
    shared = '<row r="2"><c r="A2" t="s"><v>{}</v></c></row>'
    books = {
        "nothing but the first letters": b"PK",
        "a head and rubbish": b"PK\x03\x04" + b"x" * 100,
        "an empty archive": b"PK\x05\x06" + b"\0" * 18,
        "an archive that is no workbook": _zipped({"a.txt": "x"}),
        "a document of Word": _zipped({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}),
        "a sheet of OpenDocument": _zipped({"content.xml": "<x/>", "mimetype": "application/vnd.oasis"}),
        "a letter no database takes": archive(
            HEAD + '<row r="2"><c r="A2" t="inlineStr"><is><t>a_x0000_b</t></is></c></row>'
        ),
        "no directory at the end": good[:-200],
        "half a file": good[: len(good) // 2],
        "noise after it": good[:-22] + b"x" * 22,
        "flipped in the middle": good[:600] + bytes(255 - byte for byte in good[600:640]) + good[640:],
        "a sheet that is missing": archive(without=(FIRST,)),
        "relations that are missing": archive(without=("xl/_rels/workbook.xml.rels",)),
        "a workbook that is missing": archive(without=("xl/workbook.xml",)),
        "a workbook without sheets": archive(extra={"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'}),
        "a workbook that is no XML": archive(extra={"xl/workbook.xml": "không phải XML"}),
        "relations cut off": archive(extra={"xl/_rels/workbook.xml.rels": RELATIONS[:-30]}),
        "relations to nowhere": archive(extra={"xl/_rels/workbook.xml.rels": RELATIONS.replace("sheet1", "sheet9")}),
        "relations out of the file": archive(
            extra={"xl/_rels/workbook.xml.rels": RELATIONS.replace("worksheets/", "../../../etc/")}
        ),
        "a sheet cut off": archive(sheet=SHEET.format(ROW)[:-40]),
        "a sheet wrongly nested": archive('<row r="1"><c r="A1"></row></c>'),
        "a sheet in Latin bytes": archive(sheet=SHEET.format(ROW).encode("latin-1")),
        "a sheet in UTF-16": archive(sheet=SHEET.format(ROW).encode("utf-16")),
        "an empty sheet": archive(""),
        "a blank part": archive(sheet=b" "),
        "styles cut off": archive(extra={STYLES: "<styleSheet><fonts><font>"}),
        "strings cut off": archive(HEAD + shared.format(0), extra={SHARED: "<sst><si><t>a"}),
        "a string that is not there": archive(HEAD + shared.format(7), extra={SHARED: _sst("<si><t>a</t></si>")}),
        "a string number that is no number": archive(HEAD + shared.format("x")),
        "a string number below nought": archive(HEAD + shared.format(-1)),
        "a reference that is none": archive(HEAD + '<row r="2"><c r="ABCDEFG"><v>1</v></c></row>'),
        "a reference without letters": archive(HEAD + '<row r="2"><c r="12"><v>1</v></c></row>'),
        "a row number of twenty digits": archive(HEAD + f'<row r="{"9" * 20}"><c r="A2"><v>1</v></c></row>'),
        "an error for a value": archive(HEAD + '<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'),
        "a formula without result": archive(HEAD + '<row r="2"><c r="A2"><f>1+1</f></c></row>'),
        "macros": archive(extra={"xl/vbaProject.bin": b"x"}),
        "locked": _flagged(good),
        "packed by a method of tomorrow": _packed_as(good, 99),
        "an old workbook by a new name": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100,
        "a picture by the name of a workbook": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
        "a page of the web by the name of a workbook": b"<html><table><tr><td>1</td></tr></table></html>",
        "nothing at all": b"",
    }
    texts = {
        "a picture by the name of a CSV": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
        "noughts in a cell": b"M,T\nx\x00,y\n",
        "noughts far down": b"M,T\n" + b"a,b\n" * 100_000 + b"\x00,b\n",
        "a quote never closed": 'Mã,Tên\n"a,b\n'.encode(),
        "a quote in the wrong place": 'Mã,Tên\n"a"b,c\n'.encode(),
        "a quote never closed over a long file": 'Mã,Tên\n"a'.encode() + b",b\n" * 400_000,
        "a million columns": b"a," * 1_000_000 + b"\n",
        "a million columns over many lines": b'M,T\n"' + b'\n","' * 1_000_000,
        "a giant of a cell": "Mã,Tên\n".encode() + b"x" * 20_000_000 + b",b\n",
        "a long cell": f"Mã\n{'x' * 10_001}\n".encode(),
        "half of a letter of UTF-16": "Mã,Tên\na,b\n".encode("utf-16")[:-1],
        "UTF-16 without its mark": "Mã,Tên\na,b\n".encode("utf-16-le"),
        "UTF-32": "Mã,Tên\na,b\n".encode("utf-32"),
        "bytes of no encoding": b"M,T\n\xff\xd2\x8a,\x90\n",
        "only a header": "Mã,Tên\n".encode(),
        "only blanks": b" \n\t\n\n",
        "data beyond the header": "Mã\na,b\n".encode(),
        "a header with a gap over data": "Mã,,Tên\na,b,c\n".encode(),
    }
    return {name: (content, "tệp.xlsx") for name, content in books.items()} | {
        name: (content, "tệp.csv") for name, content in texts.items()
    }


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


def _flagged(source: bytes) -> bytes:
    """Every part of the directory is marked as encrypted."""
    marked = bytearray(source)
    position = marked.find(b"PK\x01\x02")
    while position >= 0:
        marked[position + 8] |= 1
        position = marked.find(b"PK\x01\x02", position + 4)
    return bytes(marked)


def _packed_as(source: bytes, method: int) -> bytes:
    changed = bytearray(source)
    for mark, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        position = changed.find(mark)
        while position >= 0:
            changed[position + place] = method
            position = changed.find(mark, position + 4)
    return bytes(changed)
