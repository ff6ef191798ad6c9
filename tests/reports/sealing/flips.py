"""Turns single bits of a sealed report, at places drawn from a fixed seed, and tells which of them nobody finds."""

import random
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from printing.signing import SignatureReader, signature_reader
from reports.models import Seal
from reports.sealing import chain, files
from reports.sealing.verify import check

TEXTS = ("canonical", "content_hash", "chain_hash", "pdf_hash", "docx_hash", "xlsx_hash", *chain.ENDINGS)
FILES, ROWS = tuple(f"file:{ending}" for ending in chain.ENDINGS), tuple(f"row:{name}" for name in TEXTS)


def missed_flips(seal: Seal, number: int) -> list[tuple[str, int, int]]:
    """Of so many bits, each of which alone is turned, those where the seal still looks as it was sealed."""
    chance, missed = random.Random(12), []
    with signature_reader() as signatures:
        assert list(check(_read(seal), signatures)) == []
        for _ in range(number):
            where = chance.choice(FILES + ROWS)
            byte, bit = chance.randrange(len(_content(seal, where))), chance.randrange(8)
            if not _found(seal, where, _turned(byte, bit), signatures):
                missed.append((where, byte, bit))
    return missed


def overwrite(path: Path, content: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(content)


def _turned(byte: int, bit: int) -> Callable[[bytes], bytes]:
    return lambda whole: whole[:byte] + bytes([whole[byte] ^ 1 << bit]) + whole[byte + 1 :]


def _content(seal: Seal, where: str) -> bytes:
    kind, name = where.split(":")
    value = str(getattr(seal, name))
    return files.content(value) if kind == "file" else value.encode()


def _read(seal: Seal) -> Seal:
    return Seal.objects.select_related("report__period").get(pk=seal.pk)


def _found(seal: Seal, where: str, turn: Callable[[bytes], bytes], signatures: SignatureReader) -> bool:
    kind, name = where.split(":")
    read, whole = _read(seal), _content(seal, where)
    if kind == "row":
        return _is_found_in_row(read, name, turn(whole), signatures)
    path = Path(settings.PRIVATE_ROOT) / str(getattr(seal, name))
    overwrite(path, turn(whole))
    try:
        return any(check(read, signatures))
    finally:
        overwrite(path, whole)


def _is_found_in_row(read: Seal, name: str, turned: bytes, signatures: SignatureReader) -> bool:
    """Bytes that are no text cannot be stored in a row, nor read from it."""
    try:
        setattr(read, name, turned.decode())
    except UnicodeDecodeError:
        return True
    return any(check(read, signatures))
