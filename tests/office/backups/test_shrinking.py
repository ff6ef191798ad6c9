"""A backup that holds a fifth less than the last says so; one that grew, or the first, says nothing."""

from pathlib import Path

import pytest

from office.backups import archive, shrinking
from office.backups.manifest import Manifest, StoredDatabase, StoredTable

NO_BYTES = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def told(rows: int, size: int = 0, vendor: str = "sqlite") -> Manifest:
    table = StoredTable("office_user", rows, NO_BYTES)
    database = StoredDatabase(vendor, "3.51.3", "database.sqlite3", size, NO_BYTES, (table,))
    return Manifest("0.1.0", "2023-12-31T00:00:00+07:00", (), database, ())


@pytest.fixture
def last(tmp_path):
    """The backup before, of so many rows and bytes."""

    def write(rows: int, size: int = 0, vendor: str = "sqlite") -> Path:
        path = tmp_path / "hôm qua.zip"
        writer = archive.Writer(path)
        (tmp_path / "content").write_bytes(b"x" * size)
        with (tmp_path / "content").open("rb") as content:
            writer.add("database.sqlite3", content)
        writer.close(told(rows, size, vendor))
        return path

    return write


def codes(now: Manifest, folder: Path) -> list[str]:
    return [warned.code for warned in shrinking.warnings(now, beside=folder / "hôm nay.zip")]


@pytest.mark.parametrize(("before", "expected"), [(120, []), (121, ["shrunk_rows"]), (50, [])])
def test_more_than_a_fifth_fewer_rows(last, tmp_path, before, expected):
    last(before)

    assert codes(told(100), tmp_path) == expected


def test_fewer_bytes(last, tmp_path):
    last(100, 5000)

    assert codes(told(100, 4000), tmp_path) == ["shrunk_bytes"]


def test_the_sentence_names_the_backup_before(last, tmp_path):
    last(12_345)

    [warned] = shrinking.warnings(told(1000), beside=tmp_path / "hôm nay.zip")

    assert str(warned).startswith("Bản sao lưu này chỉ có 1.000 dòng dữ liệu, bản trước (hôm qua.zip) có 12.345")


def test_other_files_and_backups_of_another_database_are_passed_over(last, tmp_path):
    last(1000, vendor="postgresql")
    (tmp_path / "ghi chú.txt").write_text("không phải bản sao lưu")

    assert codes(told(1), tmp_path) == []
