"""Long tables are read piece by piece, and hostile ones refused before they can hurt."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing import row_stream
from printing.row_stream import as_cell, open_rows
from printing.workbook_check import Limits, SpreadsheetRefused
from tests.printing.hostile import archive


def read(path: Path, **more) -> list[tuple[int, list]]:
    """The header as line 0, then each line with its cells as they are."""
    with open_rows(path, name=path.name, **more) as stream:
        rows = [(0, list(stream.header))]
        for batch in stream.batches:
            rows += [(line, [as_cell(cell) for cell in row]) for line, row in zip(batch.lines, batch.rows, strict=True)]
    return rows


def workbook(path: Path, *rows: list) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def patched(path: Path, change) -> Path:
    """The workbook again, its first sheet's XML changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_workbook_is_read_with_its_types_and_lines(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [], ["Mã", "Số", "Ngày", "Đúng"], ["007", 7, datetime(2020, 2, 1), True], [], ["=", 1.5]
    )

    assert read(path) == [
        (0, ["Mã", "Số", "Ngày", "Đúng"]),
        (3, ["007", 7, date(2020, 2, 1), True]),
        (5, ["=", Decimal("1.5"), None, None]),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_read_in_its_encoding_and_with_its_mark(tmp_path, mark, encoding):
    path = tmp_path / "a.csv"
    path.write_text(mark.join(["Mã", "Tên"]) + "\r\n" + mark.join(["007", "Hợp tác"]) + "\r\n", encoding=encoding)

    assert read(path) == [(0, ["Mã", "Tên"]), (2, ["007", "Hợp tác"])]


@pytest.mark.parametrize("letter", ["\x00", "\x1f"])
@pytest.mark.parametrize("line", [0, 2])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_letters_that_no_database_or_page_takes_are_refused(tmp_path, letter, line, kind):
    rows = [["Mã", "Tên"], ["007", "Hợp tác"], ["008", "Hợp tác"]]
    rows[line][0] = f"{letter}{rows[line][0]}"
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    else:
        path.write_bytes(archive("".join(map(_row_of_text, range(1, 4), rows))))

    with pytest.raises(SpreadsheetRefused, match="có ký tự điều khiển") as refused:
        read(path)

    assert f"Dòng {line + 1} " in str(refused.value)


def _row_of_text(number: int, texts: list[str]) -> str:
    cells = (
        f'<c r="{column}{number}" t="inlineStr"><is><t>{escaped(text)}</t></is></c>'
        for column, text in zip("AB", texts, strict=True)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def escaped(text: str) -> str:
    """Control characters as Excel writes them."""
    return "".join(f"_x{ord(letter):04X}_" if letter < " " else letter for letter in text)


def test_pieces_join_without_a_gap(tmp_path, monkeypatch):
    monkeypatch.setattr(row_stream, "BATCH", 2)
    path = tmp_path / "a.csv"
    path.write_text("Mã\n" + "".join(f"{number}\n" for number in range(7)), encoding="utf-8")

    assert read(path)[1:] == [(number + 2, [str(number)]) for number in range(7)]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=5), min_size=2, max_size=2
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_as_csv_is_read_as_it_was(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Mã", "Tên"], *[["x" + a, b] for a, b in rows]])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")

    assert [cells for _, cells in read(path)[1:]] == [[as_cell("x" + a), as_cell(b)] for a, b in rows]


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (" a\u00a0", "a"),
        ("", None),
        ("\u200b", None),
        ("e\u0302", "ê"),
        ("'=1", "=1"),
        ("'a", "'a"),
        (7, 7),
        (1.5, Decimal("1.5")),
        ("\x1f2020-02-01", date(2020, 2, 1)),
        ("\x1ftrue", True),
    ],
)
def test_a_raw_cell_is_what_its_author_saw(raw, cell):
    assert as_cell(raw) == cell


class TestHostile:
    @pytest.fixture
    def book(self, tmp_path):
        return workbook(tmp_path / "a.xlsx", ["Mã"], ["1"])

    def refusal(self, path, **more) -> str:
        with pytest.raises(SpreadsheetRefused) as refused:
            read(path, **more)
        return str(refused.value)

    def test_a_cell_at_the_end_of_the_sheet(self, book):
        far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'

        assert "quá" in self.refusal(patched(book, lambda xml: xml.replace(b"</sheetData>", far)))

    def test_a_cell_in_the_last_column(self, book):
        far = b'<row r="3"><c r="XFD3" t="n"><v>1</v></c></row></sheetData>'

        assert "cột thừa" in self.refusal(patched(book, lambda xml: xml.replace(b"</sheetData>", far)))

    def test_a_zip_bomb(self, book):
        bomb = b" " * (300 * 1024 * 1024)

        assert "giải nén ra quá lớn" in self.refusal(patched(book, lambda xml: xml + bomb))

    def test_entities(self, book):
        entity = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'

        assert "thực thể" in self.refusal(patched(book, lambda xml: xml.replace(b"<worksheet", entity, 1)))

    def test_a_formula_without_its_result(self, tmp_path):
        assert "công thức" in self.refusal(workbook(tmp_path / "a.xlsx", ["Mã"], ["=1+1"]))

    def test_an_error_in_place_of_a_value(self, book):
        error = b'<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row></sheetData>'

        assert "#N/A" in self.refusal(patched(book, lambda xml: xml.replace(b"</sheetData>", error)))

    def test_more_rows_than_allowed(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("Mã\n1\n2\n3\n", encoding="utf-8")

        assert "hơn 2 dòng" in self.refusal(path, limits=Limits(rows=2))

    def test_a_reader_that_stops_early_leaves_no_child_behind(self, book):
        with open_rows(book, name="a.xlsx") as stream:
            assert stream.header == ("Mã",)
