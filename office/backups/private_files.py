"""The files under PRIVATE_ROOT: which of them a backup takes, and whether a portal has any."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from office.backups import BackupRefused

UNDER_WAY = ".under-way"  # lies in a folder until the record that names the files beside it is in the database
MARKED = "sealed"  # where every folder is marked so while it is written
PASSING = {"stages"}  # folders of rows under way, which whoever needs them makes anew
PASSING_ENDINGS = (".lock", ".part")
STAGING = ".restore-"  # begins the name of the folder in which a restore lays files ready


def root() -> Path:
    return Path(settings.PRIVATE_ROOT)


def paths() -> list[str]:
    """What a backup takes, by path below PRIVATE_ROOT, in order. Raises BackupRefused for links: they lead away."""
    return sorted(
        path
        for path in _walk()
        if path.split("/")[0] not in PASSING and not path.startswith(STAGING) and not path.endswith(PASSING_ENDINGS)
    )


def unsettled(before: list[str], after: list[str]) -> list[str]:
    """Marks, UNDER_WAY, of the folders that were begun or under way around the time the database was read.

    Whether the database names their files nobody knows: with the mark, what is named is settled after a restore and
    what is not is swept.
    """
    begun = {_folder(path) for path in after} - {_folder(path) for path in before}
    under_way = {_folder(path) for path in (*before, *after) if is_mark(path)}
    return sorted(f"{folder}/{UNDER_WAY}" for folder in begun | under_way if folder.startswith(f"{MARKED}/"))


def is_mark(path: str) -> bool:
    return path.endswith(f"/{UNDER_WAY}")


def check_empty() -> None:
    """Raises BackupRefused where a portal has files already."""
    check_nothing_left(root())
    for path in _walk():
        if not path.endswith(".lock"):
            raise BackupRefused(
                f"Thư mục tệp {root()} đã có tệp (“{path}”): chỉ khôi phục vào cổng trống. "
                "Hãy đặt PRIVATE_ROOT vào một thư mục mới, hoặc dời tệp cũ đi nơi khác."
            )


def check_nothing_left(folder: Path) -> None:
    """Raises BackupRefused where a restore that was killed has left what it laid ready."""
    for left in folder.glob(f"{STAGING}*"):
        raise BackupRefused(
            f"Lần khôi phục trước bị ngắt giữa chừng, còn để lại {left}: hãy xóa thư mục ấy và những "
            f"tệp đã chép vào {root()}, đặt DATABASE_URL vào một cơ sở dữ liệu trống rồi khôi phục lại. Bản sao lưu "
            "vẫn nguyên."
        )


def flush(folder: Path) -> None:
    """Let the names in a folder be on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_empty_folders(*, keep: Path) -> None:
    """Folders without files stand in the way of those that come; what lies in `keep` stays."""
    for folder, _, _ in os.walk(root(), topdown=False):
        path = Path(folder)
        if path != root() and not path.is_relative_to(keep) and not os.listdir(path):
            path.rmdir()


def _walk() -> Iterator[str]:
    for folder, folders, names in os.walk(root(), onerror=_unreadable):
        for name in (*folders, *names):
            path = Path(folder, name)
            if path.is_symlink():
                raise BackupRefused(
                    f"{path} là liên kết đến nơi khác, bản sao lưu sẽ thiếu phần ấy: "
                    "hãy chuyển tệp vào hẳn trong PRIVATE_ROOT, hoặc đặt PRIVATE_ROOT vào nơi liên kết chỉ đến."
                )
            if path.is_file():
                yield path.relative_to(root()).as_posix()


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _unreadable(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # a folder that has just gone, or no folder at all: no files
        raise error
