"""Hostile files are refused in words, cost the web server next to nothing and leave it as it was."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from printing import workbook
from printing.child import ROOT
from printing.spreadsheet import SpreadsheetRefused, read_rows
from tests.printing.hostile import archive, bombs, malformed

MEGABYTE = 1024 * 1024
BOMBS, MALFORMED = bombs(), malformed()


@contextmanager
def allowed(megabytes: int) -> Iterator[None]:
    """Let this process grow by so much and no more: beyond it, its own memory is refused."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + megabytes * MEGABYTE, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def refusal(source: bytes, name: str) -> str:
    with pytest.raises(SpreadsheetRefused) as refused:
        read_rows(source, name=name)
    return str(refused.value)


def test_there_are_enough_of_them():
    assert (len(BOMBS) >= 20, len(MALFORMED) >= 45) == (True, True)


@pytest.mark.parametrize("name", list(BOMBS))
def test_a_bomb_is_refused_within_64_megabytes(name):
    with allowed(64):
        said = refusal(BOMBS[name], "tệp.xlsx")

    assert "hãy" in said.lower()


ENTITIES = [name for name in BOMBS if name.startswith(("entities", "an outside"))]


@pytest.mark.parametrize("name", ENTITIES)
def test_what_would_unfold_or_fetch_something_is_refused_for_that(name):
    said = refusal(BOMBS[name], "tệp.xlsx")

    assert len(ENTITIES) >= 6
    assert any(reason in said for reason in ("thực thể", "không phải UTF-8", "bị hỏng"))


def test_the_measure_of_memory_does_measure():
    with pytest.raises(MemoryError), allowed(64):
        bytearray(512 * MEGABYTE)


@pytest.mark.parametrize("name", list(MALFORMED))
def test_a_malformed_file_is_refused_in_words(name):
    source, called = MALFORMED[name]

    said = refusal(source, called)

    assert called in said or said.startswith("Dòng")
    assert said.endswith(".")
    assert "hãy" in said.lower() or "không có dòng số liệu" in said


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(workbook, "SECONDS", 0.001)

    assert "đã dừng đọc" in refusal(archive(), "tệp.xlsx")


@pytest.mark.parametrize(
    ("limits", "work", "ended"),
    [
        ("cpu_seconds=1, memory_bytes=2**30", "while True: pass", -9),
        ("cpu_seconds=9, memory_bytes=2**28", "bytearray(2**29)", 1),
        (
            "cpu_seconds=9, memory_bytes=2**30, output_bytes=1000",
            "out = open(sys.argv[1], 'wb', 0)\nout.write(b'x' * 2000)\nout.write(b'x')",
            1,
        ),
    ],
)
def test_a_child_is_held_to_its_limits(limits, work, ended, tmp_path):
    code = f"import sys\nfrom printing.child import limit_resources\nlimit_resources({limits})\n{work}"

    child = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "x"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert child.returncode == ended
