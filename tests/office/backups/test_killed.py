"""A restore that is killed anywhere leaves an empty portal, or a whole one, and says how to go on."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from office.backups import BackupRefused, postgresql, private_files
from office.backups.databases import database_of
from office.backups.making import back_up
from office.backups.restoring import restore

pytestmark = pytest.mark.django_db
KILLED = 137
STEPS = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree", "subprocess.Popen"}
EVERY = 1 if connection.vendor == "sqlite" else 12  # PostgreSQL takes longer for each, and does most by itself


@pytest.fixture(scope="module")
def backup(ground, tmp_path_factory):
    """Of a portal with two files."""
    portal, target = ground.migrated(), tmp_path_factory.mktemp("kept") / "good.zip"
    (portal.private / "documents").mkdir(parents=True)
    (portal.private / "documents" / "a.pdf").write_bytes(b"%PDF-1.7")
    (portal.private / "logo.png").write_bytes(b"\x89PNG")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(private_files, "root", lambda: portal.private)
        own = portal.connection()
        told = back_up(target, connection=own).manifest
        own.close()
    return target, told


@pytest.fixture
def empty(ground, settings):
    portal = ground.empty()
    settings.PRIVATE_ROOT = portal.private
    return portal


def restored(portal, backup: Path, *, steps: int) -> int:
    """Restore in a process of its own that is killed before its so-manieth step on the disk; how it ended."""
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    left = iter(range(steps))

    def count(event: str, told: tuple) -> None:
        writes = event == "open" and isinstance(told[2], int) and told[2] & os.O_CREAT
        if (event in STEPS or writes) and next(left, None) is None:
            os._exit(KILLED)

    sys.addaudithook(count)
    restore(backup, connection=portal.connection())
    os._exit(0)


def killings(portal, backup: Path) -> Iterator[None]:
    """Kill a restore at every step, one after the other, until one is not; what each left goes before the next."""
    steps = 0
    while restored(portal, backup, steps=steps) == KILLED:
        yield
        _clear(portal)
        steps += EVERY


def _clear(portal) -> None:
    """Do as the refusal says."""
    shutil.rmtree(portal.private, ignore_errors=True)
    for left in Path(portal.name).parent.glob(f"{private_files.STAGING}*") if connection.vendor == "sqlite" else ():
        shutil.rmtree(left)
    own = portal.connection()
    database_of(own).take_away()
    own.close()


def stand(portal) -> tuple[list, list[str]]:
    """The tables and the files that are in place."""
    if connection.vendor == "sqlite" and not Path(portal.name).exists():
        return [], _files(portal)
    own = portal.connection()
    tables = list(database_of(own).tables())
    own.close()
    return tables, _files(portal)


def _files(portal) -> list[str]:
    return private_files.paths() if portal.private.exists() else []


def test_data_is_never_there_without_its_files_and_the_next_restore_says_what_is_left(empty, backup):
    file, told = backup
    seen = set()
    for _ in killings(empty, file):
        tables, files = stand(empty)
        whole = (tables == list(told.database.tables), files == [each.path for each in told.files])
        seen.add(whole)
        assert whole[0] or tables == []
        if tables or files:
            with pytest.raises(BackupRefused, match="đã có tệp|bị ngắt" if all(whole) else "bị ngắt giữa chừng"):
                restore(file, connection=empty.connection())

    assert (False, False) in seen
    assert (True, False) not in seen
    assert stand(empty) == (list(told.database.tables), [each.path for each in told.files])


def test_one_killed_while_the_database_is_read_in_leaves_none_of_it(empty, backup, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite puts a whole file in place")

    def half(source, target) -> None:
        target.write(source.read(200_000))
        target.flush()
        os._exit(KILLED)

    monkeypatch.setattr(postgresql.shutil, "copyfileobj", half)

    assert restored(empty, backup[0], steps=10_000) == KILLED
    assert stand(empty)[0] == []
