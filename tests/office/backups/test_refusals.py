"""What is no whole backup of this portal, and where there is no room for one, is refused: in words, nothing written."""

import hashlib
import json
import os
import random
import re
import resource
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from office.backups import BackupRefused, archive, making, restoring
from office.backups.clients import environment, target_of
from office.backups.databases import database_of
from office.backups.making import back_up
from office.backups.restoring import restore
from office.backups.telling import reason

pytestmark = pytest.mark.django_db
ROLE = "Vai trò chỉ có ở đây"


@pytest.fixture(scope="module")
def portal(ground):
    """One row that somebody entered, and two files."""
    portal = ground.migrated()
    own = portal.connection()
    with own.cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES (%s)", [ROLE])
    own.close()
    (portal.private / "documents").mkdir(parents=True)
    (portal.private / "documents" / "a.pdf").write_bytes(b"%PDF-1.7" + bytes(range(256)) * 20)
    (portal.private / "logo.png").write_bytes(b"\x89PNG")
    return portal


@pytest.fixture(scope="module")
def fresh(ground):
    return ground.migrated()


@pytest.fixture(autouse=True)
def folder(settings, portal):
    settings.PRIVATE_ROOT = portal.private


@pytest.fixture(scope="module")
def kept(portal, tmp_path_factory):
    return tmp_path_factory.mktemp("kept") / "good.zip"


@pytest.fixture
def backup(portal, kept):
    if not kept.exists():
        own = portal.connection()
        back_up(kept, connection=own)
        own.close()
    return kept


@pytest.fixture(scope="module")
def nowhere(ground):
    """An empty database that every refusal leaves empty."""
    return ground.empty()


@pytest.fixture
def refused(nowhere, settings, tmp_path):
    """Why a backup is not restored into the empty portal, which stays as empty as it was."""

    def restoring(file: Path, into=nowhere) -> str:
        settings.PRIVATE_ROOT = tmp_path / "private"
        own = into.connection()
        before = there(own)
        with pytest.raises(BackupRefused) as refusal:
            restore(file, connection=own)
        assert there(own) == before
        assert not settings.PRIVATE_ROOT.exists()
        own.close()
        return str(refusal.value)

    return restoring


def there(own) -> list:
    """The tables of a database, none where it is no file yet."""
    if own.vendor == "sqlite" and not Path(own.settings_dict["NAME"]).exists():
        return []
    return list(database_of(own).tables())


def edited(backup: Path, target: Path, *, without: str = "", more: dict | None = None, manifest=None) -> Path:
    """A copy somebody made who changed it and sealed it anew."""
    members = zipfile.ZipFile(backup)
    contents = {name: members.read(name) for name in members.namelist() if name != without} | (more or {})
    if manifest:
        told = json.loads(contents["manifest.json"])
        manifest(told)
        contents["manifest.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(target, "w") as made:
        made.comment = members.comment
        for name, content in contents.items():
            made.writestr(name, content)
    with target.open("r+b") as file:
        digest = archive._digest_before_seal(file)
        file.seek(-64, os.SEEK_END)
        file.write(digest.encode())
    return target


def test_an_empty_file(refused, tmp_path):
    (tmp_path / "empty.zip").touch()

    assert refused(tmp_path / "empty.zip").startswith("Tệp rỗng (0 byte)")


def test_one_cut_short_anywhere(backup, refused, tmp_path):
    content, cut = backup.read_bytes(), tmp_path / "cut.zip"
    words = set()
    for length in (len(content) - 1, len(content) - 200, len(content) // 2, 100):
        cut.write_bytes(content[:length])
        words.add(refused(cut).split(":")[0])

    assert words == {"Bản sao lưu bị cắt cụt"}


def test_any_bit_that_flipped(backup, refused, tmp_path):
    content, flipped, chance = backup.read_bytes(), tmp_path / "flipped.zip", random.Random(7)
    places = [0, 10, len(content) - 1, len(content) - 64, *(chance.randrange(len(content)) for _ in range(8))]
    for place in places:
        flipped.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert "Bản sao lưu không còn như khi được ghi" in refused(flipped)


def test_what_is_no_backup(refused, tmp_path):
    (tmp_path / "letter.zip").write_bytes("Kính gửi".encode() * 50)
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as foreign:
        foreign.writestr("manifest.json", "{}")

    assert refused(tmp_path / "letter.zip").startswith("Tệp không phải bản sao lưu của cổng này")
    assert refused(tmp_path / "foreign.zip").startswith("Tệp ZIP này không phải do lệnh backup của cổng ghi ra")


def test_one_with_a_member_missing_added_or_changed(backup, refused, tmp_path):
    changed = tmp_path / "changed.zip"

    assert "thiếu “files/logo.png”" in refused(edited(backup, changed, without="files/logo.png"))
    assert "không có bảng kê" in refused(edited(backup, changed, without="manifest.json"))
    assert "có “files/x” mà bảng kê không ghi" in refused(edited(backup, changed, more={"files/x": b""}))
    assert "“files/logo.png” trong bản sao lưu khác với bảng kê" in refused(
        edited(backup, changed, more={"files/logo.png": b"\x89PNX"})
    )


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda told: told.pop("files"), "Bảng kê (manifest.json) trong bản sao lưu thiếu hoặc sai"),
        (lambda told: told["files"][0].update(path="../ngoài.pdf"), "Bảng kê (manifest.json)"),
        (lambda told: told["files"][0].update(path="/etc/x"), "Bảng kê (manifest.json)"),
        (lambda told: told["files"][1].update(path=told["files"][0]["path"]), "Bảng kê (manifest.json)"),
        (lambda told: told["database"]["tables"][0].update(rows=-1), "Bảng kê (manifest.json)"),
        (lambda told: told.update(format=99), "phiên bản mới hơn của cổng"),
        (lambda told: told["files"][0].update(size=1), "khác với bảng kê"),
        (lambda told: told["database"].update(vendor="oracle"), "Bản sao lưu là của oracle"),
        (
            lambda told: told["migrations"].append("office.9999_later"),
            "có 01 bước chuyển đổi mà mã đang cài không biết (office.9999_later)",
        ),
    ],
    ids=["part-missing", "path-leads-out", "path-from-root", "twice", "count", "format", "size", "vendor", "migration"],
)
def test_one_whose_manifest_was_edited(backup, refused, tmp_path, change, word):
    assert word in refused(edited(backup, tmp_path / "edited.zip", manifest=change))


def test_one_whose_counts_are_not_those_restored_is_taken_away_again(backup, refused, tmp_path):
    def one_more(told):
        [groups] = [table for table in told["database"]["tables"] if table["name"] == "auth_group"]
        groups["rows"] += 1

    assert "bảng auth_group khác với bảng kê" in refused(edited(backup, tmp_path / "edited.zip", manifest=one_more))


def test_one_whose_database_was_damaged_and_listed_so(backup, refused, tmp_path):
    """Only the database itself can tell: the manifest agrees with what is there."""
    members = zipfile.ZipFile(backup)
    [name] = [name for name in members.namelist() if name.startswith("database.")]
    damaged = members.read(name)[:-3000]

    def agree(told):
        told["database"] |= {"size": len(damaged), "sha256": hashlib.sha256(damaged).hexdigest()}

    said = refused(edited(backup, tmp_path / "edited.zip", more={name: damaged}, manifest=agree))

    assert "SQLite" in said if connection.vendor == "sqlite" else "không làm được: " in said  # whichever saw it first


def test_one_there_is_no_room_for(backup, refused, monkeypatch):
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda place: SimpleNamespace(free=2048))

    assert "còn 2 kB, cần " in refused(backup)


def test_into_a_portal_that_has_rows(portal, backup, refused):
    assert "đã có dữ liệu (bảng auth_group): chỉ khôi phục vào cổng trống" in refused(backup, into=portal)


def test_into_a_folder_that_has_files(backup, nowhere, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    (tmp_path / "thư.pdf").write_bytes(b"%PDF-")

    with pytest.raises(BackupRefused, match=re.escape("đã có tệp (“thư.pdf”): chỉ khôi phục vào cổng trống")):
        restore(backup, connection=nowhere.connection())

    assert [path.name for path in tmp_path.iterdir()] == ["thư.pdf"]


def test_into_a_portal_that_was_only_migrated_it_goes(fresh, backup, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    (settings.PRIVATE_ROOT / "jobs").mkdir(parents=True)
    (settings.PRIVATE_ROOT / "printing.lock").touch()
    own = fresh.connection()
    with own.cursor() as cursor:
        for table in ("auth_group_permissions", "auth_group"):
            cursor.execute(f"DELETE FROM {table}")

    restored = restore(backup, connection=own)

    with own.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM auth_group WHERE name = %s", [ROLE])
        assert cursor.fetchone() == (1,)
    own.close()
    assert database_of(own).tables() == restored.manifest.database.tables
    assert (settings.PRIVATE_ROOT / "logo.png").read_bytes() == b"\x89PNG"


def test_a_backup_never_writes_over_a_file(portal, backup):
    with pytest.raises(BackupRefused, match="đã có, không ghi đè"):
        back_up(backup, connection=portal.connection())


def test_a_backup_among_the_files_it_takes(portal):
    with pytest.raises(BackupRefused, match="nằm trong thư mục tệp của cổng"):
        back_up(portal.private / "x.zip", connection=portal.connection())


def test_a_link_among_the_files_would_be_left_out(portal, tmp_path):
    (portal.private / "elsewhere").symlink_to(tmp_path)
    try:
        with pytest.raises(BackupRefused, match="elsewhere là liên kết đến nơi khác"):
            back_up(tmp_path / "x.zip", connection=portal.connection())
    finally:
        (portal.private / "elsewhere").unlink()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("room", [20_000, 80_000], ids=["for-no-database", "for-no-archive"])
def test_a_full_disk_leaves_no_half(portal, tmp_path, room):
    """No file may be larger than that, as on a disk with so much room."""
    (portal.private / "large.pdf").write_bytes(random.Random(7).randbytes(90_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises((OSError, DatabaseError, BackupRefused)) as refusal:
            back_up(tmp_path / "x.zip", connection=portal.connection())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        (portal.private / "large.pdf").unlink()

    assert "đĩa" in reason(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_refusals_end_with_one_and_wrong_usage_with_two(backup, tmp_path):
    for command, file, code, word in (
        ("backup", backup, 1, "đã có, không ghi đè"),
        ("restore", tmp_path / "không có.zip", 2, "Không có tệp"),
        ("restore", Path(__file__), 1, "không phải bản sao lưu của cổng này"),
    ):
        with pytest.raises(CommandError, match=word) as refusal:
            call_command(command, str(file))
        assert refusal.value.returncode == code


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no program beside it")
def test_programs_that_are_missing_or_too_old_are_named_with_their_package(portal, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupRefused, match="không có pg_dump: hãy cài gói postgresql-client"):
        back_up(tmp_path / "x.zip", connection=portal.connection())

    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o700)
    with pytest.raises(BackupRefused, match="pg_dump là bản 9, máy chủ là PostgreSQL"):
        back_up(tmp_path / "x.zip", connection=portal.connection())

    assert [path.name for path in tmp_path.iterdir()] == ["pg_dump"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no password")
def test_the_password_is_on_no_command_line(portal):
    own = portal.connection()
    own.settings_dict["PASSWORD"] = "bí mật"

    assert "bí mật" not in target_of(own)
    assert environment(own)["PGPASSWORD"] == "bí mật"


def test_what_a_killed_backup_left_is_swept_by_a_later_one(portal, tmp_path):
    left = tmp_path / f"{making._UNDER_WAY}left"
    left.mkdir()
    os.utime(left, (0, 0))

    back_up(tmp_path / "x.zip", connection=portal.connection())

    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]
