"""The ZIP file of a backup. Its comment ends with the SHA-256 of every byte before it: any bit that changes is seen."""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from office.backups import BackupRefused, manifest
from office.backups.manifest import Manifest

_MARK = b"lien-minh-hop-tac-xa sha256 "
_DIGEST = 64  # hexadecimal digits of the SHA-256
_CHUNK = 1024 * 1024
_TRAILER = b"PK\x05\x06"  # begins the end of every ZIP file
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError, NotImplementedError)


class Writer:
    """Fills a new backup; `close` seals it."""

    def __init__(self, path: Path):
        self._path = path
        path.touch(mode=0o600)
        self._zip = zipfile.ZipFile(path, "w")
        self._zip.comment = _MARK + b"0" * _DIGEST

    def add(self, name: str, source: BinaryIO, *, compressed: bool = False) -> tuple[int, str]:
        """Take in what a file holds; return its size and SHA-256."""
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        info._compresslevel = 1  # half the size already; more would only take longer
        with self._zip.open(info, "w", force_zip64=True) as target:
            return copied(source, target)

    def close(self, told: Manifest) -> None:
        self._zip.writestr(manifest.MEMBER, told.as_json())
        self._zip.close()
        with self._path.open("r+b") as file:
            digest = _digest_before_seal(file)
            file.seek(-_DIGEST, os.SEEK_END)
            file.write(digest.encode())
            file.flush()
            os.fsync(file.fileno())

    def abandon(self) -> None:
        """Let go of the file, whatever state it is in."""
        self._zip.fp, handle = None, self._zip.fp
        if handle:
            handle.close()


class Reader:
    """A backup that is whole: sealed as it was written, with exactly the members its manifest names."""

    def __init__(self, opened: zipfile.ZipFile):
        self._zip = opened
        self.manifest = manifest.read(self._read_manifest())
        self._members = self.manifest.members()
        self._check_members()

    def _read_manifest(self) -> bytes:
        try:
            if self._zip.getinfo(manifest.MEMBER).file_size > manifest.LARGEST:
                raise BackupRefused("Bảng kê (manifest.json) trong bản sao lưu lớn bất thường: tệp đã bị sửa.")
            return self._zip.read(manifest.MEMBER)
        except _BROKEN as error:
            raise BackupRefused("Trong tệp không có bảng kê (manifest.json) đọc được: tệp đã bị sửa.") from error

    def _check_members(self) -> None:
        there = [info.filename for info in self._zip.infolist()]
        expected = {manifest.MEMBER, *self._members}
        if len(there) != len(set(there)):
            raise BackupRefused("Trong bản sao lưu có hai tệp cùng tên: tệp đã bị sửa.")
        if missing := sorted(expected - set(there)):
            raise BackupRefused(f"Trong bản sao lưu thiếu “{missing[0]}” mà bảng kê có ghi: tệp đã bị sửa.")
        if strange := sorted(set(there) - expected):
            raise BackupRefused(f"Trong bản sao lưu có “{strange[0]}” mà bảng kê không ghi: tệp đã bị sửa.")

    def check_content(self) -> None:
        """Read all of it once. Raises BackupRefused at the first member that is not what the manifest says."""
        for name in self._members:
            self._take_out(name, None)

    def extract(self, name: str, target: Path) -> None:
        """Write a member to a new file, private to us. Raises BackupRefused, OSError."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600, exist_ok=False)
        with target.open("wb") as file:
            self._take_out(name, file)
            file.flush()
            os.fsync(file.fileno())

    def _take_out(self, name: str, target: BinaryIO | None) -> None:
        size, sha256 = self._members[name]
        try:
            with self._zip.open(name) as source:
                found = copied(source, target, most=size + 1)
        except _BROKEN as error:
            raise BackupRefused(f"Không đọc được “{name}” trong bản sao lưu: tệp đã hỏng.") from error
        if found != (size, sha256):
            raise BackupRefused(f"“{name}” trong bản sao lưu khác với bảng kê: tệp đã hỏng hoặc đã bị sửa.")


def copied(source: BinaryIO, target: BinaryIO | None, *, most: int | None = None) -> tuple[int, str]:
    """Copy to the end, or to `most` bytes; return the size and SHA-256 of what was copied. No target: only read."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK if most is None else min(_CHUNK, most - size)):
        digest.update(chunk)
        size += len(chunk)
        if target:
            target.write(chunk)
    return size, digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """A backup to read. Raises BackupRefused unless every byte of it is as it was written."""
    with path.open("rb") as file:
        _check_seal(file)
        with _zip(file) as whole:
            yield Reader(whole)


def manifest_of(path: Path) -> Manifest:
    """The manifest of a backup alone, its seal unchecked. Raises BackupRefused, OSError."""
    with path.open("rb") as file, _zip(file) as whole:
        return Reader(whole).manifest


def _zip(file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _BROKEN as error:
        raise BackupRefused("Tệp không phải bản sao lưu của cổng này, hoặc đã hỏng.") from error


def _check_seal(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise BackupRefused("Tệp rỗng (0 byte): lần sao lưu ấy đã không ghi được. Hãy dùng bản sao lưu khác.")
    file.seek(-min(size, len(_MARK) + _DIGEST + 22), os.SEEK_END)
    ending = file.read()
    file.seek(0)
    if not ending[:-_DIGEST].endswith(_MARK):
        raise BackupRefused(_unsealed(file.read(4), ending))
    if _digest_before_seal(file).encode() != ending[-_DIGEST:]:
        raise BackupRefused(
            "Bản sao lưu không còn như khi được ghi: có chỗ đã hỏng hoặc đã bị sửa. "
            "Hãy lấy lại tệp từ nơi lưu, hoặc dùng bản sao lưu khác."
        )


def _unsealed(beginning: bytes, ending: bytes) -> str:
    if not beginning.startswith(b"PK"):
        return "Tệp không phải bản sao lưu của cổng này: hãy kiểm tra lại tên tệp."
    if _TRAILER not in ending or _MARK in ending:
        return "Bản sao lưu bị cắt cụt: chép thiếu hoặc đĩa đầy. Hãy chép lại tệp, hoặc dùng bản sao lưu khác."
    return "Tệp ZIP này không phải do lệnh backup của cổng ghi ra, hoặc đã được nén lại: hãy dùng tệp gốc."


def _digest_before_seal(file: BinaryIO) -> str:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return copied(file, None, most=size - _DIGEST)[1]
