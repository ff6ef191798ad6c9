"""What the commands say of a backup, to people and to programs."""

import errno
from datetime import datetime
from pathlib import Path

from office.backups import BackupRefused
from office.backups.manifest import Manifest
from printing import numbers

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def extent(told: Manifest) -> str:
    """How much a backup holds, in a phrase."""
    return (
        f"{numbers.grouped(len(told.database.tables))} bảng, {numbers.grouped(told.rows)} dòng, "
        f"{numbers.grouped(len(told.files))} tệp, {numbers.grouped(told.bytes // 1024)} kB"
    )


def document(file: Path, told: Manifest) -> dict:
    """The same for programs; `bytes` are those of the content, uncompressed."""
    return {
        "file": str(file),
        "made_at": datetime.fromisoformat(told.made_at).isoformat(timespec="seconds"),
        "portal": told.portal,
        "vendor": told.database.vendor,
        "server_version": told.database.server_version,
        "tables": len(told.database.tables),
        "rows": told.rows,
        "files": len(told.files),
        "bytes": told.bytes,
    }


def reason(refused: Exception) -> str:
    """Why nothing was done, and what to do."""
    if isinstance(refused, BackupRefused):
        return str(refused)
    if isinstance(refused, OSError):
        return _of_the_system(refused)
    said = str(refused).strip()
    if "disk" in said:
        return f"Không ghi được ra đĩa, có thể đã hết chỗ ({said}): hãy dọn chỗ hoặc dùng đĩa khác."
    return f"Cơ sở dữ liệu không làm được ({said}): hãy kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu."


def _of_the_system(refused: OSError) -> str:
    if refused.errno in _FULL:
        return "Hết chỗ trên đĩa: hãy dọn chỗ hoặc dùng đĩa khác."
    where = refused.filename or "tệp"
    if isinstance(refused, PermissionError):
        return f"Không được phép đọc hoặc ghi {where}: hãy chạy bằng tài khoản của cổng, hoặc sửa quyền."
    return f"Không đọc hoặc ghi được {where} ({refused.strerror or refused})."
