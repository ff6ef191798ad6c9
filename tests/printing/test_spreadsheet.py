# ruff: noqa: E501 - the parts of a workbook are long lines of XML
"""Files that people send are read exactly or refused in words; hostile ones cost nothing."""

import io
import resource
import time
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from printing.spreadsheet import SpreadsheetRefused, read_rows

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
PARTS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def archive(rows: str = ROW, extra: dict[str, str | bytes] | None = None, sheet: str | bytes | None = None) -> bytes:
    """A workbook made by hand, so that it can be wrong in any way."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {
            **PARTS,
            "xl/worksheets/sheet1.xml": sheet or SHEET.format(rows),
            **(extra or {}),
        }.items():
            book.writestr(name, content)
    return out.getvalue()


def workbook(*rows, **sheets) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, content in sheets.items():
        book.create_sheet(name).append(content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(source: bytes | str, name: str = "tệp.csv") -> list[tuple]:
    content = source.encode() if isinstance(source, str) else source
    return [row.cells for row in read_rows(content, name=name).rows]


def refusal(source: bytes, name: str = "tệp.xlsx", **limits) -> str:
    with pytest.raises(SpreadsheetRefused) as refused:
        read_rows(source, name=name, **limits)
    return str(refused.value)


def test_cells_of_a_workbook_come_as_they_are():
    source = workbook(
        ["Mã", "Số", "Lẻ", "Ngày", "Đúng", "Trống"],
        ["0012", 7.0, 12.5, date(1980, 2, 1), True, None],
        ["  x\u00a0", 1, 1, 1, 1, 1],
    )

    sheet = read_rows(source, name="a.xlsx")

    assert sheet.header == ("Mã", "Số", "Lẻ", "Ngày", "Đúng", "Trống")
    assert sheet.rows[0].cells == ("0012", 7, Decimal("12.5"), date(1980, 2, 1), True, None)
    assert sheet.rows[1].cells[0] == "x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_its_encoding_and_by_its_own_mark(encoding, mark):
    text = f"Mã{mark}Tên\n0012{mark}Hợp tác xã Ữ\n"

    assert cells(text.encode(encoding)) == [("0012", "Hợp tác xã Ữ")]


def test_text_is_composed_and_empty_text_is_nothing():
    assert cells("Mã,Tên\nHo\u0323\u0302p, \u200b\n") == [("H\u1ed9p", None)]


def test_line_numbers_are_those_of_the_file():
    by_csv = read_rows('Mã,Tên\n\n"a","hai\ndòng"\n\nb,c\n'.encode(), name="a.csv")
    by_workbook = read_rows(workbook(["Mã"], [], ["a"], [], ["b"]), name="a.xlsx")

    assert [row.line for row in by_csv.rows] == [3, 6]
    assert [row.line for row in by_workbook.rows] == [3, 5]


def test_our_own_mark_before_formula_like_text_is_taken_off_again():
    assert cells("Mã,Tên\na,'=1+1\nb,'x\n") == [("a", "=1+1"), ("b", "'x")]


def test_other_sheets_are_passed_over_and_told():
    sheet = read_rows(workbook(["Mã"], ["a"], Khác=["x"]), name="a.xlsx")

    assert sheet.notices == ("Chỉ đọc trang tính đầu “Sheet”; bỏ qua: Khác.",)


@pytest.mark.parametrize(
    ("source", "name", "words"),
    [
        (b"", "a.xlsx", "trống"),
        (b" \n\n", "a.csv", "trống"),
        (b"M\xc3\xa3,T\n", "a.csv", "chỉ có dòng tiêu đề"),
        ("Mã,Tên\na,b\n".encode(), "a.xlsx", "không phải sổ Excel dù có đuôi ấy"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "a.xlsx", "mật khẩu"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", "bị hỏng"),
        (workbook(["Mã"], ["a"])[:-200], "a.xlsx", "bị hỏng"),
        (archive(extra={"xl/vbaProject.bin": b"x"}), "a.xlsx", "macro"),
        ("Mã,,Tên\na,b,c\n".encode(), "a.csv", "cột thứ 2 không có tiêu đề"),
        ("Mã\na,b\n".encode(), "a.csv", "ngoài các cột có tiêu đề"),
        (b'M\xc3\xa3,T\n"a,b\n', "a.csv", "sai dấu ngoặc kép"),
        (b"M,T\nx\x00,y\n", "a.csv", "không phải văn bản CSV"),
        (f"Mã\n{'x' * 10_001}\n".encode(), "a.csv", "dài quá"),
    ],
)
def test_a_file_that_is_no_table_is_told_why_and_what_to_do(source, name, words):
    said = refusal(source, name)

    assert words in said
    assert "hãy" in said.lower() or "không có dòng" in said


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("a.txt", "x")

    assert "không phải sổ Excel" in refusal(out.getvalue())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('<c r="A2" t="e"><v>#N/A</v></c>', "Ô A2"),
        ('<c r="A2"><f>1+1</f></c>', "Ô A2"),
        ('<c r="A2"><f>SUM(B1:B9)</f><v></v></c>', "Ô A2"),
    ],
)
def test_an_error_or_a_formula_without_result_never_becomes_a_blank(row, words):
    source = archive(ROW.split('<row r="2">', maxsplit=1)[0] + f'<row r="2">{row}</row>')

    assert words in refusal(source)


def bombs() -> dict[str, bytes]:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    million = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_000))
    nameless = "<row><c><v>1</v></c></row>" * 300_000
    wide = '<row r="1">' + "<c><v>1</v></c>" * 200_000 + "</row>"
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return {
        "a cell at the far corner": archive(ROW + far),
        "a far column": archive('<row r="1"><c r="ZZ1"><v>1</v></c></row>' + ROW),
        "far rows without cells": archive(ROW + '<row r="900000"/>'),
        "too many rows": archive(million),
        "rows without numbers": archive(nameless),
        "a row without end": archive(wide),
        "a part that unpacks to nothing but noughts": archive(extra={"xl/sharedStrings.xml": b"0" * 60_000_000}),
        "entities": archive(sheet=entity + SHEET.format(ROW)),
        "an outside entity": archive(sheet='<!DOCTYPE x SYSTEM "file:///etc/passwd">' + SHEET.format(ROW)),
        "two parts of one name": _doubled(),
        "a path out of the file": archive(extra={"../../evil.xml": "x"}),
        "thousands of parts": archive(extra={f"xl/x{n}.xml": "x" for n in range(1001)}),
        "a lying size": _lying(),
        "entities in UTF-16": archive(sheet=(entity + SHEET.format(ROW)).encode("utf-16")),
    }


def _doubled() -> bytes:
    out = io.BytesIO(archive())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/workbook.xml", "x")
    return out.getvalue()


def _lying() -> bytes:
    """The directory says that a part of 60 MB unpacks to 100 bytes."""
    source = bytearray(archive(extra={"xl/sharedStrings.xml": b"<sst>" + b" " * 60_000_000 + b"</sst>"}))
    size = (60_000_011).to_bytes(4, "little")
    position = source.rfind(size)
    while position >= 0:
        source[position : position + 4] = (100).to_bytes(4, "little")
        position = source.rfind(size, 0, position)
    return bytes(source)


@pytest.mark.parametrize("name", list(bombs()))
def test_a_bomb_is_refused_at_once_and_costs_little(name):
    source = bombs()[name]
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()

    refusal(source)

    assert time.perf_counter() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 96 * 1024  # kB


def test_a_file_beyond_the_limit_is_refused_before_it_is_read():
    assert "lớn hơn 25 MB" in refusal(b"x" * (25 * 1024 * 1024 + 1), "a.csv")


def test_more_rows_than_asked_for_are_refused_not_cut():
    text = "Mã\n" + "a\n" * 12

    assert len(read_rows(text.encode(), name="a.csv", max_rows=12).rows) == 12
    assert "hơn 11 dòng" in refusal(text.encode(), "a.csv", max_rows=11)
