"""Many small workbooks are read by one child process: what is wrong with one costs the others nothing."""

import io
import subprocess
import sys

import pytest
import xlsxwriter

from printing import workbook
from printing.child import ROOT
from printing.spreadsheet import SpreadsheetRefused, read_grid, read_workbook_grids
from tests.printing.hostile import bombs

MEGABYTE = 1024 * 1024


def book(*cells: object) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as written:
        written.add_worksheet().write_row(0, 0, cells)
    return out.getvalue()


def read(*files: bytes, max_bytes: int = MEGABYTE) -> list:
    """What each file says in its first line, or the sentence that refuses it."""
    named = [(f"tệp {number}.xlsx", source) for number, source in enumerate(files, 1)]
    grids = read_workbook_grids(named, max_rows=100, max_bytes=max_bytes)
    return [str(grid) if isinstance(grid, SpreadsheetRefused) else grid.lines[0][1] for grid in grids]


def test_each_says_what_it_says_alone():
    files = [book("Mã", number, 2.5) for number in range(30)]

    assert read(*files) == [read_grid(one, name="x.xlsx").lines[0][1] for one in files]


def test_one_child_reads_them_all(monkeypatch):
    started = []
    start = workbook.start_child
    monkeypatch.setattr(workbook, "start_child", lambda module: started.append(module) or start(module))

    read(*[book(number) for number in range(30)])

    assert started == ["printing.unpack"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"", "trống"),
        (b"a,b\n1,2\n", "không phải sổ Excel .xlsx, dù mang tên gì"),
        (b"PK\x03\x04 broken".ljust(90), "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kiểu cũ"),
        (b"PK" + b"x" * MEGABYTE, "lớn hơn 1 MB"),
    ],
    ids=["blank", "text", "broken", "old", "large"],
)
def test_one_that_is_refused_stands_in_its_place(bad, said):
    first, refusal, last = read(book("a"), bad, book("b"))

    assert (first, last) == (["a"], ["b"])
    assert said in refusal
    assert "tệp 2.xlsx" in refusal


def test_bombs_among_good_files_cost_these_nothing():
    hostile = list(bombs().values())
    files = [one for bomb in hostile for one in (bomb, book("tốt"))]

    said = read(*files, max_bytes=25 * MEGABYTE)

    assert said[1::2] == [["tốt"]] * len(hostile)
    assert [one for one in said[::2] if not isinstance(one, str)] == []


def test_one_that_ends_the_child_is_read_once_more_alone_and_the_rest_by_the_next(monkeypatch):
    """Whatever file a child dies of, its neighbours are not refused for it."""
    lives = [2, 99]
    monkeypatch.setattr(workbook, "start_child", lambda module: mortal(lives.pop(0)))

    assert read(*[book(number) for number in range(5)]) == [[number] for number in range(5)]
    assert lives == []


def mortal(lives: int) -> subprocess.Popen:
    """A child that ends when it is given one workbook more than so many."""
    script = (
        f"import sys; from printing import unpack; took, left = unpack._take_apart, [{lives}]\n"
        "def take(*asked):\n"
        "    if not left[0]: sys.exit(3)\n"
        "    left[0] -= 1; took(*asked)\n"
        "unpack._take_apart = take; sys.exit(unpack.main())"
    )
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_a_child_that_says_too_much_is_ended(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ANSWERED", 300)

    said = read(book("x" * 1000), book("b"))

    assert said == [["x" * 1000], ["b"]]  # alone it may say as much as any file
