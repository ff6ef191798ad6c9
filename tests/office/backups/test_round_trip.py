"""A backup restored into an empty portal is the portal: rows, files, seals, accounts, keys yet to come."""

import json
import stat
import zipfile
from dataclasses import replace

import pytest

from office.backups import archive, restoring
from office.backups.databases import database_of
from office.backups.restoring import Restored
from office.management.commands.restore import _as_text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def filled(ground):
    portal = ground.migrated()
    done = portal.run("-m", "tests.office.backups.drill", "fill")
    assert done.returncode == 0, done.stderr[-2000:]
    return portal


@pytest.fixture(scope="module")
def backup(filled, tmp_path_factory):
    file = tmp_path_factory.mktemp("kept") / "2023-12-31.zip"
    done = filled.run("manage.py", "backup", str(file), "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    return file, json.loads(done.stdout)


@pytest.fixture(scope="module")
def restored(backup, ground):
    portal = ground.empty()
    done = portal.run("manage.py", "restore", str(backup[0]), "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    return portal, json.loads(done.stdout)


def files_of(portal) -> dict[str, bytes]:
    return {
        path.relative_to(portal.private).as_posix(): path.read_bytes()
        for path in portal.private.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def test_a_backup_is_one_private_file_and_says_what_is_in_it(backup):
    file, told = backup

    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (told["file"], told["size"], told["warnings"]) == (str(file), file.stat().st_size, [])
    assert told["files"] == len([name for name in zipfile.ZipFile(file).namelist() if name.startswith("files/")]) > 3
    manifest = archive.manifest_of(file)
    assert {table.name: table.rows for table in manifest.database.tables}["office_user"] == 3
    assert (manifest.rows, manifest.portal) == (told["rows"], "0.1.0")


def test_every_row_and_file_comes_back(filled, backup, restored):
    portal, told = restored

    assert database_of(portal.connection()).tables() == database_of(filled.connection()).tables()
    assert files_of(portal) == files_of(filled)
    assert (told["rows"], told["files"], told["pending_migrations"]) == (backup[1]["rows"], backup[1]["files"], [])


def test_sealed_files_stay_read_only_and_all_are_private(restored):
    modes = {path.parts[-3]: stat.S_IMODE(path.stat().st_mode) for path in restored[0].private.glob("*/*/*")}

    assert (modes["sealed"], modes["documents"]) == (0o400, 0o600)


def test_after_a_restore_seals_hold_people_sign_in_and_keys_are_fresh(restored):
    done = restored[0].run("-m", "tests.office.backups.drill", "look")

    assert json.loads(done.stdout) == {
        "seals": 1,
        "differences": [],
        "signing_in": 302,
        "start_page": 200,
        "fresh_key": True,
    }


def test_a_backup_of_an_older_portal_asks_to_be_migrated(backup):
    manifest = archive.manifest_of(backup[0])
    done = tuple(each for each in manifest.migrations if each != "office.0006_committees")
    older = replace(manifest, migrations=done)

    pending = restoring._pending(older)

    assert pending == ("office.0006_committees",)
    assert "hãy chạy python manage.py migrate trước khi mở cổng" in _as_text(backup[0], Restored(older, pending))
    assert "migrate" not in _as_text(backup[0], Restored(manifest, ()))
