"""The files of sealed reports: written whole before the seal that names them, never touched afterwards.

Each seal has a folder nobody can guess under PRIVATE_ROOT/sealed. While it is being sealed the folder holds a file
that says so; a folder left with it by a kill, and named by no seal, is swept. No other folder is ever removed.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from office.backups.private_files import MARKED as FOLDER
from office.backups.private_files import UNDER_WAY
from office.job_files import LOST_SECONDS
from reports.models import Seal
from reports.sealing.chain import ENDINGS


def keep(name: str, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Write the files of a report to be sealed, by ending; return the names they are stored under."""
    folder = _folder() / secrets.token_hex(12)
    folder.mkdir(mode=0o700)
    _write(folder / UNDER_WAY, b"")
    for ending, content in contents.items():
        _write(folder / f"{name}.{ending}", content)
    _flush(folder)
    _flush(folder.parent)
    return {ending: f"{FOLDER}/{folder.name}/{name}.{ending}" for ending in contents}


def settle(stored: str) -> None:
    """The seal that names this file stands: its folder is no longer under way."""
    (Path(settings.PRIVATE_ROOT) / stored).with_name(UNDER_WAY).unlink(missing_ok=True)


def digest(stored: str) -> str | None:
    """The SHA-256 of a stored file, None where there is none."""
    try:
        with (Path(settings.PRIVATE_ROOT) / stored).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # or a name that no file can have
        return None


def is_intact(seal: Seal, ending: str) -> bool:
    """Whether the file of that ending is the very one that was sealed; no other is given out."""
    return digest(str(getattr(seal, ending))) == getattr(seal, f"{ending}_hash")


def content(stored: str) -> bytes:
    return (Path(settings.PRIVATE_ROOT) / stored).read_bytes()


def strangers() -> list[str]:
    """Files among the sealed ones that no seal names; of what is under way nothing is said."""
    there = [stored for folder in sorted(_folder().iterdir()) for stored in _stored_in(folder)]
    named = named_files()  # asked afterwards: what was sealed meanwhile is no stranger
    return [stored for stored in there if stored not in named]


def _stored_in(folder: Path) -> list[str]:
    if folder.is_dir() and (folder / UNDER_WAY).exists():
        return []
    paths = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
    return [f"{FOLDER}/{path.relative_to(_folder())}" for path in paths if not path.is_dir()]


def named_files() -> set[str]:
    return {name for row in Seal.objects.order_by().values_list(*ENDINGS) for name in row}


def sweep() -> None:
    """Remove what a sealing that was killed left behind; what a seal names is settled instead."""
    named = {str(Path(name).parent.name) for name in named_files()}
    for flag in _folder().glob(f"*/{UNDER_WAY}"):
        if flag.parent.name in named:
            flag.unlink(missing_ok=True)
        elif flag.stat().st_mtime < time.time() - LOST_SECONDS:
            shutil.rmtree(flag.parent)


def _folder() -> Path:
    folder = Path(settings.PRIVATE_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, on the disk before it has its name; nobody writes to it again."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o400)
    part.replace(path)


def _flush(folder: Path) -> None:
    """Let the names in a folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
