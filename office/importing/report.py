"""What an import did, or would do, line by line."""

import hashlib
import json
from dataclasses import asdict, dataclass, field

from django.db import models

from office.importing.rows import CellError
from office.models import ImportRun
from printing import numbers


@dataclass(frozen=True)
class RowChange:
    """What one line of the file does to the record it names.

    `details` are "column: before → after", of a new record "column: value".
    """

    row: int
    what: str
    created: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lookalike:
    """A new record of the file that may be one the register has already, for a person to judge.

    `other` is that record, or the line of the file that may mean the same.
    """

    row: int
    what: str
    other: models.Model | int
    why: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do. Nothing was written where there are errors; the counts are then 0.

    `mismatches` are totals of the file that are not the sums of its rows, to be ticked as seen on the page.
    `is_stale` tells that nothing was written because it would no longer do what `expected` said.
    """

    kind: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    lookalikes: list[Lookalike] = field(default_factory=list)
    mismatches: list[str] = field(default_factory=list)
    is_stale: bool = False

    @classmethod
    def of(cls, run: ImportRun) -> "ImportReport":
        """What is still known of an import that was written: its counts."""
        counts = {name: getattr(run, name) for name in ("rows", "created", "updated", "unchanged")}
        return cls(run.kind, **counts)

    @property
    def plan(self) -> str:
        """What tells this import from one that would do anything else."""
        said = json.dumps([asdict(change) for change in self.changes], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def summary(self) -> str:
        counts = (numbers.grouped(count) for count in (self.rows, self.created, self.updated, self.unchanged))
        return "{} dòng, thêm {}, sửa {}, giữ nguyên {}".format(*counts)

    def as_document(self) -> dict:
        """The report as the command prints it for programs."""
        return {
            "kind": self.kind,
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "errors": [vars(error) for error in self.errors],
            "warnings": self.warnings,
        }
