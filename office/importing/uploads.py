"""A file between the moment it is sent and the moment it is taken: private, named by the server, gone after an hour."""

import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing

from office.importing.mapping import Mapping
from printing.grid import Grid
from printing.legacy_text import Encoding
from printing.sheet import Sheet
from printing.spreadsheet import read_grid, read_rows

KEPT_SECONDS = 3600
_SALT = "office.importing.uploads"


@dataclass
class Upload:
    """A file that waits, with how it is read and what its sender was shown that it would do.

    `legacy` is the old encoding of its text by name, "none" once a person said that there is none; `sheet_name` the
    worksheet that was asked for. `shown` are the lines of the preview, `plan` tells them apart from any other, `doubts`
    whether something has to be ticked as seen. The browser holds only a signed token, good for who sent the file.
    """

    content: bytes
    name: str
    key: str = ""
    legacy: str = ""
    sheet_name: str = ""
    mapping: Mapping | None = None
    plan: str = ""
    shown: list[list] | None = None
    doubts: bool = False

    folder = settings.VAR_DIR / "imports"

    def keep(self, *, by) -> str:
        """Store the file, again if it lay there, and return the token that names it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.key = self.key or secrets.token_hex(16)
        place = self.folder / self.key
        place.touch(mode=0o600)
        place.write_bytes(json.dumps(self._state(), ensure_ascii=False).encode() + b"\n" + self.content)
        return signing.dumps([by.pk, self.key], salt=_SALT)

    def forget(self) -> None:
        """Delete the stored file; one that was never stored is no error."""
        if self.key:
            (self.folder / self.key).unlink(missing_ok=True)

    def _state(self) -> dict:
        kept = {name: getattr(self, name) for name in ("name", "legacy", "sheet_name", "plan", "shown", "doubts")}
        return kept | {"mapping": self.mapping and self.mapping.as_json()}

    def read(self) -> Sheet:
        """The table of the file, its text as it was agreed to be. Raises SpreadsheetRefused."""
        return read_rows(self.content, name=self.name, **self._reading)

    def cells(self) -> Grid:
        """The cells of the file as they stand."""
        return read_grid(self.content, name=self.name, **self._reading)

    @property
    def _reading(self) -> dict:
        legacy = Encoding[self.legacy] if self.legacy in Encoding.__members__ else None
        return {"legacy": legacy, "sheet": self.sheet_name or None}

    @classmethod
    def open(cls, token: str, *, by) -> "Upload":
        """Return a file that waits. Raises LookupError when it is not there for `by`."""
        place = cls._place(token, by)
        try:
            state, _, content = place.read_bytes().partition(b"\n")
        except OSError as error:
            raise LookupError(token) from error
        said = json.loads(state)
        mapping = said.pop("mapping")
        return cls(content, key=place.name, mapping=mapping and Mapping.from_json(mapping), **said)

    @classmethod
    def take(cls, token: str, *, by) -> "Upload":
        """Return a file that waits and forget it: of two who take it, one has it. Raises LookupError."""
        upload = cls.open(token, by=by)
        try:
            (cls.folder / upload.key).unlink()
        except OSError as error:
            raise LookupError(token) from error
        return upload

    @classmethod
    def _place(cls, token: str, by) -> Path:
        try:
            owner, key = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature as error:
            raise LookupError(token) from error
        if owner != by.pk:
            raise LookupError(token)
        return cls.folder / key

    @classmethod
    def sweep(cls) -> None:
        """Delete what nobody confirmed within the hour."""
        limit = time.time() - KEPT_SECONDS
        for place in cls.folder.glob("*"):
            if place.stat().st_mtime < limit:
                place.unlink(missing_ok=True)
