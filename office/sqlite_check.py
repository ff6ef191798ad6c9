"""A check at start: SQLite before 3.51.3 can corrupt a database in WAL mode, so such a pair is refused."""

import sqlite3
from pathlib import Path

from django.conf import settings
from django.core import checks

SAFE_VERSION = (3, 51, 3)
_WRITE_FORMAT, _WAL = 18, 2  # the byte of the file's header that tells the mode, and what it is in WAL mode


def check_journal(app_configs, **options) -> list[checks.CheckMessage]:
    """An error for every SQLite database that is, or is set to be, in WAL mode under an SQLite that corrupts it."""
    if sqlite3.sqlite_version_info >= SAFE_VERSION:
        return []
    return [
        checks.Error(
            f"Cơ sở dữ liệu {database['NAME']} ở chế độ WAL, mà SQLite {sqlite3.sqlite_version} có lỗi làm hỏng tệp "
            "ở chế độ ấy.",
            hint="Bỏ journal_mode=WAL và chạy “PRAGMA journal_mode=DELETE” trên tệp, hoặc dùng SQLite từ 3.51.3.",
            id="office.E001",
        )
        for database in settings.DATABASES.values()
        if database["ENGINE"].endswith("sqlite3") and (_is_asked_for(database) or _is_in_wal(str(database["NAME"])))
    ]


def _is_asked_for(database: dict) -> bool:
    command = database.get("OPTIONS", {}).get("init_command") or ""
    return "journal_mode=wal" in command.lower().replace(" ", "")


def _is_in_wal(name: str) -> bool:
    try:
        with Path(name).open("rb") as file:
            file.seek(_WRITE_FORMAT)
            return file.read(1) == bytes([_WAL])
    except OSError:  # no file yet, or none at all
        return False
