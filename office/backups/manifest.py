"""What a backup says of itself: where it comes from, and what must be found in it and again after it was restored."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from office.backups import BackupRefused

FORMAT = 1
MEMBER = "manifest.json"
FILES = "files/"  # what the names of private files begin with inside a backup
LARGEST = 64 * 1024 * 1024  # bytes of a manifest; 300,000 files fit
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MODE = re.compile(r"0[0-7]{3}", re.ASCII)


@dataclass(frozen=True)
class StoredTable:
    """`sha256` is of its rows in the order of their keys; `rows` is how many."""

    name: str
    rows: int
    sha256: str

    def __post_init__(self):
        _require(isinstance(self.name, str) and _is_count(self.rows) and _is_digest(self.sha256))


@dataclass(frozen=True)
class StoredFile:
    """A file by its path below PRIVATE_ROOT, with slashes; `size` in bytes, `mode` as in "0600"."""

    path: str
    size: int
    sha256: str
    mode: str

    def __post_init__(self):
        _require(is_safe(self.path) and _is_count(self.size) and _is_digest(self.sha256))
        _require(isinstance(self.mode, str) and _MODE.fullmatch(self.mode) is not None)

    @property
    def member(self) -> str:
        return FILES + self.path


@dataclass(frozen=True)
class StoredDatabase:
    """`vendor` as Django calls it; `member` is its name in the backup, `size` its bytes there, uncompressed."""

    vendor: str
    server_version: str
    member: str
    size: int
    sha256: str
    tables: tuple[StoredTable, ...]

    def __post_init__(self):
        _require(all(isinstance(text, str) for text in (self.vendor, self.server_version)))
        _require(is_safe(self.member) and _is_count(self.size) and _is_digest(self.sha256))
        _require(_all_differ([table.name for table in self.tables]))


@dataclass(frozen=True)
class Manifest:
    """`migrations` are those applied, as in "office.0001_office"; `portal` is the version of the code."""

    portal: str
    made_at: str
    migrations: tuple[str, ...]
    database: StoredDatabase
    files: tuple[StoredFile, ...]
    format: int = FORMAT

    def __post_init__(self):
        _require(all(isinstance(text, str) for text in (self.portal, *self.migrations)))
        _require(datetime.fromisoformat(self.made_at).tzinfo is not None)
        _require(_all_differ([MEMBER, self.database.member, *(file.member for file in self.files)]))

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.database.tables)

    @property
    def bytes(self) -> int:
        return self.database.size + sum(file.size for file in self.files)

    def members(self) -> dict[str, tuple[int, str]]:
        """Size and SHA-256 of all that must be in the backup beside the manifest, by name."""
        database = self.database
        return {database.member: (database.size, database.sha256)} | {
            file.member: (file.size, file.sha256) for file in self.files
        }

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> Manifest:
    """The manifest that was written so. Raises BackupRefused."""
    try:
        told = json.loads(content)
        known = told.get("format")
    except (ValueError, AttributeError, RecursionError) as error:
        raise BackupRefused(_UNREADABLE) from error
    if _is_count(known) and known > FORMAT:
        raise BackupRefused(
            "Bản sao lưu do phiên bản mới hơn của cổng ghi ra: hãy cài phiên bản ấy rồi khôi phục bằng nó."
        )
    try:
        return _manifest(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupRefused(_UNREADABLE) from error


def is_safe(path: Any) -> bool:
    """Whether a name, joined to a folder, stays inside it on every system."""
    if not isinstance(path, str) or not 0 < len(path) < 2000:
        return False
    return all(part not in ("", ".", "..") for part in path.split("/")) and not set(path) & set("\\\0:")


_UNREADABLE = (
    "Bảng kê (manifest.json) trong bản sao lưu thiếu hoặc sai: tệp đã hỏng hoặc đã bị sửa. "
    "Hãy lấy lại tệp từ nơi lưu, hoặc dùng bản sao lưu khác."
)


def _manifest(told: dict) -> Manifest:
    tables = tuple(StoredTable(**table) for table in told["database"]["tables"])
    database = StoredDatabase(**{**told["database"], "tables": tables})
    files = tuple(StoredFile(**file) for file in told["files"])
    _require(told["format"] == FORMAT)
    return Manifest(**{**told, "migrations": tuple(told["migrations"]), "database": database, "files": files})


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("no manifest of a backup")


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _all_differ(names: list[str]) -> bool:
    return len(names) == len(set(names))
