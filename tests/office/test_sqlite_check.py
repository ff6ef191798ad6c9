"""SQLite in WAL mode starts only with a library that does not corrupt it."""

import sqlite3
from contextlib import closing

import pytest

from office import sqlite_check
from office.sqlite_check import check_journal


@pytest.fixture
def database(settings, tmp_path, monkeypatch):
    """The portal on a file in a mode, under a version of SQLite, set up with a command."""

    def on(mode: str, version: tuple[int, int, int], command: str = "") -> list[str]:
        path = tmp_path / "db.sqlite3"
        with closing(sqlite3.connect(path)) as own:
            own.execute(f"PRAGMA journal_mode={mode}")
            own.execute("CREATE TABLE IF NOT EXISTS one (id integer)")
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        told = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": {"init_command": command}}
        monkeypatch.setattr(sqlite_check, "settings", type("Settings", (), {"DATABASES": {"default": told}}))
        return [(one.id, one.msg, one.hint) for one in check_journal(None)]

    return on


def test_wal_under_an_old_library_is_refused_with_the_way_out(database, tmp_path):
    [(code, message, hint)] = database("wal", (3, 51, 2))

    assert code == "office.E001"
    assert message.startswith(f"Cơ sở dữ liệu {tmp_path / 'db.sqlite3'} ở chế độ WAL")
    assert "journal_mode=DELETE" in hint


def test_wal_that_is_only_asked_for_is_refused_too(database):
    assert len(database("delete", (3, 40, 1), "PRAGMA journal_mode = WAL")) == 1


def test_wal_under_a_new_library_and_the_rollback_journal_under_any_are_fine(database):
    assert database("wal", (3, 51, 3)) == []
    assert database("delete", (3, 40, 1), "PRAGMA recursive_triggers=ON") == []


def test_a_database_that_is_not_there_yet_is_fine(settings, monkeypatch):
    told = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}
    monkeypatch.setattr(sqlite_check, "settings", type("Settings", (), {"DATABASES": {"default": told}}))

    assert check_journal(None) == []
