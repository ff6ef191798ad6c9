"""A backup made while people write is of one moment, and what is sealed meanwhile is no stranger afterwards."""

import threading
import time

import pytest

from office.backups import making, private_files
from office.backups.making import back_up
from office.backups.restoring import restore
from reports.sealing import files

pytestmark = pytest.mark.django_db
PAIR = (
    "INSERT INTO auth_group (name) VALUES (%s)",
    "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, '', '2030-01-01')",
)
PAIRS = (
    "SELECT (SELECT COUNT(*) FROM auth_group WHERE name LIKE 'load%%'), "
    "(SELECT COUNT(*) FROM django_session WHERE session_key LIKE 'load%%')"
)


@pytest.fixture(scope="module")
def portal(ground):
    return ground.migrated()


@pytest.fixture(scope="module")
def empty(ground):
    return ground.empty()


@pytest.fixture(autouse=True)
def folder(settings, portal):
    settings.PRIVATE_ROOT = portal.private


class Writer(threading.Thread):
    """Enters two rows at a time in one transaction until it is told to stop."""

    def __init__(self, portal):
        super().__init__()
        self._own, self.told, self.pairs = portal.connection(), threading.Event(), 0

    def run(self):
        self._own.inc_thread_sharing()
        while not self.told.is_set():
            with self._own.cursor() as cursor:
                cursor.execute("BEGIN")
                for statement in PAIR:
                    cursor.execute(statement, [f"load{self.pairs}"])
                cursor.execute("COMMIT")
            self.pairs += 1
            time.sleep(0.002)
        self._own.close()


def test_a_backup_under_load_is_of_one_moment(portal, empty, settings, tmp_path):
    writer, own = Writer(portal), portal.connection()
    writer.start()
    while writer.is_alive() and not writer.pairs:
        time.sleep(0.01)
    before = writer.pairs
    try:
        made = back_up(tmp_path / "x.zip", connection=own)
    finally:
        after = writer.pairs
        writer.told.set()
        writer.join()
    own.close()
    settings.PRIVATE_ROOT = empty.private
    fresh = empty.connection()

    restored = restore(tmp_path / "x.zip", connection=fresh)

    with fresh.cursor() as cursor:
        cursor.execute(PAIRS)
        groups, sessions = cursor.fetchone()
    fresh.close()
    assert before < after, "nobody wrote meanwhile: this proves nothing"
    assert before <= groups == sessions <= after
    assert restored.manifest == made.manifest


def test_what_was_being_sealed_meanwhile_is_marked_so_in_the_backup(portal, settings, tmp_path, monkeypatch):
    settings.PRIVATE_ROOT.mkdir(exist_ok=True)
    done = files.keep("cũ", {"pdf": b"%PDF-1.7 old"})
    files.settle(done["pdf"])
    names = []

    def dump(self, target):
        tables = whole(self, target)
        new = files.keep("mới", {"pdf": b"%PDF-1.7 new"})
        files.settle(new["pdf"])
        names.append(new["pdf"])
        return tables

    own = portal.connection()
    kind = type(making.database_of(own))
    whole = kind.dump
    monkeypatch.setattr(kind, "dump", dump)

    made = back_up(tmp_path / "x.zip", connection=own)

    own.close()
    folder = names[0].rpartition("/")[0]
    mark = f"{folder}/{private_files.UNDER_WAY}"
    assert {file.path for file in made.manifest.files} == {done["pdf"], names[0], mark}
