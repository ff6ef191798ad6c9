"""Making a backup: the database as of one moment first, then the files it may name."""

import os
import shutil
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from stat import S_IMODE

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from office.backups import BackupRefused, private_files, shrinking
from office.backups.archive import Writer
from office.backups.databases import Database, database_of
from office.backups.manifest import FILES, Manifest, StoredDatabase, StoredFile
from office.backups.shrinking import Warned

_UNDER_WAY = ".backup-"  # begins the name of the folder beside the backup in which it is made
_LEFT_SECONDS = 24 * 3600  # so old, such a folder was left by a backup that was killed


@dataclass(frozen=True)
class Made:
    """`size` is the backup's own, in bytes."""

    manifest: Manifest
    size: int
    warnings: tuple[Warned, ...]


def back_up(target: Path, *, connection: BaseDatabaseWrapper) -> Made:
    """Write a backup to a file that is not there yet. Raises BackupRefused, OSError, DatabaseError; leaves no half."""
    _check_target(target)
    database = database_of(connection)
    with _workshop(target) as folder:
        made = folder / "backup.zip"
        writer = Writer(made)
        try:
            told, warnings = _filled(writer, database, folder)
            writer.close(told)
        finally:
            writer.abandon()
        warnings += shrinking.warnings(told, beside=target)
        size = made.stat().st_size
        _publish(made, target)
    return Made(told, size, tuple(warnings))


def _check_target(target: Path) -> None:
    if target.exists():
        raise BackupRefused(f"{target} đã có, không ghi đè: hãy đặt tên khác, ví dụ có ngày giờ.")
    if not target.parent.is_dir():
        raise BackupRefused(f"Không có thư mục {target.parent}: hãy tạo nó, hoặc kiểm tra đường dẫn.")
    if target.resolve().is_relative_to(private_files.root().resolve()):
        raise BackupRefused(
            f"{target} nằm trong thư mục tệp của cổng (PRIVATE_ROOT): hãy để bản sao lưu ở nơi khác, tốt nhất đĩa khác."
        )


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A private folder beside the backup, gone afterwards; those that killed backups left go too."""
    for left in target.parent.glob(f"{_UNDER_WAY}*"):
        if left.is_dir() and left.stat().st_mtime < time.time() - _LEFT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_UNDER_WAY, dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _filled(writer: Writer, database: Database, folder: Path) -> tuple[Manifest, list[Warned]]:
    made_at, before = timezone.localtime(), private_files.paths()
    dump = folder / database.member
    tables, migrations = database.dump(dump)
    if not tables:
        raise BackupRefused("Cơ sở dữ liệu chưa có bảng nào: hãy kiểm tra DATABASE_URL, hoặc chạy migrate trước.")
    with dump.open("rb") as file:
        size, sha256 = writer.add(database.member, file, compressed=database.compressed)
    dump.unlink()
    files, warnings = _files(writer, before)
    vendor = database.vendor
    stored = StoredDatabase(vendor, database.server_version, database.member, size, sha256, tables)
    return Manifest(_portal_version(), made_at.isoformat(), migrations, stored, tuple(files)), warnings


def _files(writer: Writer, before: list[str]) -> tuple[list[StoredFile], list[Warned]]:
    after, stored, warnings = private_files.paths(), [], []
    for path in after:
        if private_files.is_mark(path):
            continue
        try:
            with (private_files.root() / path).open("rb") as file:
                mode = S_IMODE(os.fstat(file.fileno()).st_mode) & 0o700
                stored.append(StoredFile(path, *writer.add(FILES + path, file), f"{mode:04o}"))
        except FileNotFoundError:
            warnings.append(Warned("vanished", f"Tệp {path} bị xóa trong lúc sao lưu, không có trong bản sao lưu."))
    for mark in private_files.unsettled(before, after):
        stored.append(StoredFile(mark, *writer.add(FILES + mark, BytesIO()), "0600"))
    return stored, warnings


def _publish(made: Path, target: Path) -> None:
    """Give the backup its name, which nobody took meanwhile."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise BackupRefused(f"{target} vừa được chương trình khác ghi, không ghi đè: hãy đặt tên khác.") from None
    except OSError:  # a disk without links
        made.rename(target)
    private_files.flush(target.parent)


def _portal_version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["version"]
