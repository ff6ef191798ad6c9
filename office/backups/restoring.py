"""Restoring a backup into an empty portal: everything is checked first, and what fails is taken away again."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from office.backups import BackupRefused, archive, private_files
from office.backups.archive import Reader, copied
from office.backups.databases import NAMES, Database, database_of
from office.backups.manifest import Manifest, StoredTable
from printing import numbers


@dataclass(frozen=True)
class Restored:
    """`pending` are the migrations of this code that the backup has not seen: `migrate` is to be run."""

    manifest: Manifest
    pending: tuple[str, ...]


def restore(source: Path, *, connection: BaseDatabaseWrapper) -> Restored:
    """Put a backup in place. Raises BackupRefused, OSError, DatabaseError; the portal is then as empty as before."""
    with archive.opened(source) as backup:
        database, told = database_of(connection), backup.manifest
        _check_origin(told, database)
        pending = _pending(told)
        private_files.check_empty()
        database.check_can_take(told)
        backup.check_content()
        _put_in_place(backup, database)
    return Restored(told, pending)


def _check_origin(told: Manifest, database: Database) -> None:
    theirs, ours = told.database.vendor, database.vendor
    if theirs != ours:
        raise BackupRefused(
            f"Bản sao lưu là của {NAMES.get(theirs, theirs)}, DATABASE_URL đang chỉ đến {NAMES[ours]}: "
            f"hãy đặt DATABASE_URL đến một cơ sở dữ liệu {NAMES.get(theirs, theirs)} trống."
        )
    if told.database.member != database.member:
        raise BackupRefused(f"Trong bản sao lưu không có {database.member}: tệp đã bị sửa.")


def _pending(told: Manifest) -> tuple[str, ...]:
    """Migrations of this code the backup has not had. Raises BackupRefused for those this code has not."""
    known = MigrationLoader(None).disk_migrations
    replaced = {f"{app}.{name}" for migration in known.values() for app, name in migration.replaces}
    ours = {f"{app}.{name}" for app, name in known}
    if unknown := sorted(set(told.migrations) - ours - replaced):
        raise BackupRefused(
            f"Bản sao lưu của phiên bản cổng {told.portal} có {numbers.counted(len(unknown))} bước chuyển đổi mà mã "
            f"đang cài không biết ({', '.join(unknown[:3])}): hãy cài phiên bản cổng ấy hoặc mới hơn rồi khôi phục lại."
        )
    done = {f"{app}.{name}" for (app, name), migration in known.items() if _is_replaced_by(migration, told)}
    return tuple(sorted(ours - set(told.migrations) - done))


def _is_replaced_by(squashed, told: Manifest) -> bool:
    return bool(squashed.replaces) and {f"{app}.{name}" for app, name in squashed.replaces} <= set(told.migrations)


def _put_in_place(backup: Reader, database: Database) -> None:
    """Lay everything ready where it can be put in place at once; then the files, then the database; then look again.

    The database comes last: whoever is killed on the way leaves a portal that nobody can sign in to, never one that
    people enter data into while its files are missing.
    """
    private, told = private_files.root(), backup.manifest
    place = database.staging_place(private)
    with _made(private), _staging(place) as dump, _staging(private) as files, ExitStack() as undo:
        _check_room((place, told.database.size), (private, sum(file.size for file in told.files)))
        backup.extract(database.member, dump / database.member)
        for file in told.files:
            backup.extract(file.member, files / file.path)
            (files / file.path).chmod(int(file.mode, 8))
        undo.callback(_take_away_files, told)
        private_files.remove_empty_folders(keep=files)
        for entry in sorted(files.iterdir()):
            entry.rename(private / entry.name)
        private_files.flush(private)
        database.put_in_place(dump / database.member)
        undo.callback(database.take_away)
        _check_restored(told, database)
        undo.pop_all()


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder is there; one that had to be made goes again where the restore fails."""
    if folder.exists():
        yield
        return
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield
    except BaseException:
        folder.rmdir()
        raise


def _check_room(*needs: tuple[Path, int]) -> None:
    """Raises BackupRefused where a disk has no room for what goes there, in bytes."""
    for place, _ in needs:
        size = sum(size for other, size in needs if other.stat().st_dev == place.stat().st_dev)
        free = shutil.disk_usage(place).free
        if size > free:
            raise BackupRefused(
                f"Đĩa chứa {place} còn {numbers.grouped(free // 1024)} kB, cần {numbers.grouped(size // 1024)} kB: "
                "hãy dọn chỗ hoặc dùng đĩa khác."
            )


@contextmanager
def _staging(place: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=private_files.STAGING, dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_restored(told: Manifest, database: Database) -> None:
    """Count and hash what is in place now. Raises BackupRefused where it is not what was backed up."""
    found = {table.name: table for table in database.tables()}
    expected = {table.name: table for table in told.database.tables}
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            told_rows, rows = (_rows(tables.get(name)) for tables in (expected, found))
            raise BackupRefused(
                f"Sau khi khôi phục, bảng {name} khác với bảng kê (số dòng: bảng kê {told_rows}, thực tế {rows}): "
                "đã gỡ hết phần vừa khôi phục. Hãy dùng bản sao lưu khác."
            )
    for file in told.files:
        with (private_files.root() / file.path).open("rb") as stored:
            if copied(stored, None) != (file.size, file.sha256):
                raise BackupRefused(f"Sau khi khôi phục, tệp {file.path} khác với bảng kê: đĩa có thể đã hỏng.")


def _rows(table: StoredTable | None) -> str:
    return numbers.grouped(table.rows) if table else "không có bảng"


def _take_away_files(told: Manifest) -> None:
    for name in {file.path.split("/")[0] for file in told.files}:
        path = private_files.root() / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
