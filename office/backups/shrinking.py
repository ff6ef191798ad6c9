"""The alarm of a backup that holds much less than the one before: what a mistake emptied is noticed the same day."""

from dataclasses import dataclass
from pathlib import Path

from office.backups import BackupRefused, archive
from office.backups.manifest import Manifest
from printing import numbers

_MORE_PERCENT = 20  # the backup before may hold so much more than this one


@dataclass(frozen=True)
class Warned:
    code: str
    message: str

    def __str__(self) -> str:
        return self.message


def warnings(told: Manifest, *, beside: Path) -> list[Warned]:
    """What to say of a new backup beside the newest other one in its folder."""
    found = _newest(beside, told.database.vendor)
    if found is None:
        return []
    path, other = found
    kinds = (("rows", "dòng dữ liệu", 1), ("bytes", "kB", 1024))
    return [
        Warned(
            f"shrunk_{kind}",
            f"Bản sao lưu này chỉ có {numbers.grouped(now // unit)} {word}, bản trước ({path.name}) có "
            f"{numbers.grouped(then // unit)}: nếu không ai xóa bớt, hãy xem lại trước khi bỏ các bản cũ.",
        )
        for kind, word, unit in kinds
        if (then := getattr(other, kind)) * 100 > (now := getattr(told, kind)) * (100 + _MORE_PERCENT)
    ]


def _newest(beside: Path, vendor: str) -> tuple[Path, Manifest] | None:
    """The last one of the same kind of database: others take other room."""
    others = [path for path in beside.parent.iterdir() if path != beside and path.is_file()]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            told = archive.manifest_of(path)
        except (BackupRefused, OSError):  # something else that lies there
            continue
        if told.database.vendor == vendor:
            return path, told
    return None
