"""Files handed in with work: private, named by the server, gone when the work has ended; and what it gives back."""

import secrets
import time
from collections.abc import Container, Iterable
from pathlib import Path

from django.conf import settings

LOST_SECONDS = 3600  # a file nobody's job names, so long after it came


def _folder() -> Path:
    folder = Path(settings.PRIVATE_ROOT) / "jobs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(chunks: Iterable[bytes]) -> str:
    """Store a file and return the name that names it."""
    name = secrets.token_hex(16)
    place = _folder() / name
    place.touch(mode=0o600)
    with place.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    return name


def copy(label: str, name: str, content: bytes) -> dict:
    """Store what a job gives back, as its result names it: `label` for the link, `name` for whoever downloads it."""
    return {"label": label, "name": name, "file": keep([content])}


def path_of(name: str) -> Path:
    """Where a file is; only names that `keep` gave are looked for."""
    if not name.isalnum():
        raise ValueError(f"{name!r} names no file")
    return _folder() / name


def forget(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def sweep(wanted: Container[str]) -> None:
    """Delete what no unfinished job names; what came a moment ago may not have its job yet."""
    for place in _folder().iterdir():
        if place.name not in wanted and place.stat().st_mtime < time.time() - LOST_SECONDS:
            place.unlink(missing_ok=True)
