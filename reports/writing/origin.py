"""What a Word file of a report says of itself: which report it is, and what was written, as digests.

Digests and no text, so that what somebody deletes from a file does not go on in it unseen; signed, so that a file is
known to be ours; cut into properties, of which Word and LibreOffice keep any number.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core import signing

from printing.chips import Chip, chips, plain, rebound
from printing.document import Document, Exhibit, Section
from printing.docx_file import LONGEST_PROPERTY
from printing.docx_reading import Rows
from printing.docx_text import seen
from printing.table import Table
from reports.models import Report
from reports.writing.parts import placed

_PROPERTY = "cong_bao_cao_"
_SALT = "reports.writing.origin"
_LETTERS = 8  # of a digest; two thousand lines are told apart with a chance of one in a hundred million to err


class OriginRefused(ValueError):
    """A file is not one that was written here; the message is a whole sentence."""


@dataclass(frozen=True)
class Identity:
    """`lines` are the lines of the sections by key, each a digest of its words with the names of its chips, and one of
    what it showed; `numbers` are those of chips with what they showed, `beside` of what stands around the text
    (headings, opening, captions, notes), `cells` of tables by name."""

    report: int
    edition: int
    lines: Mapping[str, tuple[tuple[str, str], ...]]
    numbers: frozenset[str]
    beside: frozenset[str]
    cells: Mapping[str, str]

    @classmethod
    def of(cls, report: Report, texts: Mapping[str, Iterable[str]], document: Document) -> "Identity":
        """`texts` are the whole lines of the sections as they are written."""
        written = [line for lines in texts.values() for line in lines]
        return cls(
            report.pk,
            report.edition,
            {key: tuple((words(line), digest(shown(line))) for line in lines) for key, lines in texts.items()},
            frozenset(number(chip.name, chip.shown) for line in written for chip in chips(line)),
            frozenset(map(digest, _beside(document))),
            {exhibit.name: cells(_rows(exhibit.table)) for exhibit in _exhibits(document.sections)},
        )

    @property
    def properties(self) -> dict[str, str]:
        told = {
            "report": self.report,
            "edition": self.edition,
            "lines": {key: "".join(word + look for word, look in lines) for key, lines in self.lines.items()},
            "numbers": "".join(sorted(self.numbers)),
            "beside": "".join(sorted(self.beside)),
            "cells": dict(self.cells),
        }
        signed = signing.Signer(salt=_SALT).sign_object(told, compress=True)
        return {
            f"{_PROPERTY}{place:02}": signed[start : start + LONGEST_PROPERTY]
            for place, start in enumerate(range(0, len(signed), LONGEST_PROPERTY), 1)
        }

    @classmethod
    def read(cls, properties: Mapping[str, str]) -> "Identity":
        """Raises OriginRefused."""
        signed = "".join(properties[name] for name in sorted(properties) if name.startswith(_PROPERTY))
        if not signed:
            raise OriginRefused(
                "Tệp này không có dấu của cổng nên không biết thuộc báo cáo nào: hãy tải bản Word ở trang của báo cáo, "
                "sửa trên chính tệp ấy rồi gửi lại."
            )
        try:
            told = signing.Signer(salt=_SALT).unsign_object(signed)
        except (signing.BadSignature, ValueError) as error:
            raise OriginRefused(
                "Dấu của cổng trong tệp này đã bị sửa hoặc thuộc cổng khác: hãy tải lại bản Word ở trang của báo cáo, "
                "chép phần đã sửa sang rồi gửi lại."
            ) from error
        return cls(
            told["report"],
            told["edition"],
            {key: tuple(_pairs(_cut(joined))) for key, joined in told["lines"].items()},
            frozenset(_cut(told["numbers"])),
            frozenset(_cut(told["beside"])),
            told["cells"],
        )


def digest(text: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(seen(text).encode()).digest())[:_LETTERS].decode()


def words(line: str) -> str:
    """The digest of a line whatever its chips show."""
    return digest(rebound(line, lambda chip: str(Chip(chip.name))))


def shown(line: str) -> str:
    """What a line shows, for comparing; the place of a table or picture is told by its name."""
    return line if placed(line) else seen(plain(line))


def number(name: str, shown: str) -> str:
    return digest(f"{name}|{shown}")


def cells(rows: Rows) -> str:
    return digest("||".join("|".join(row) for row in rows))


def _rows(table: Table) -> Rows:
    """A table as it is read out of a Word file."""
    told = [[(column, column.heading) for column in table.columns], *table.printed_rows()]
    told += [table.printed_total()] * bool(table.total)
    return tuple(tuple(seen(text) for _, text in row) for row in told)


def _beside(document: Document) -> Iterator[str]:
    yield from map(plain, document.opening)
    for section in _all(document.sections):
        yield plain(section.heading)
    for exhibit in _exhibits(document.sections):
        yield from (exhibit.table.title, " ".join(exhibit.table.notes), exhibit.table.origin)


def _all(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _exhibits(sections: Iterable[Section]) -> Iterator[Exhibit]:
    return (block for section in _all(sections) for block in section.blocks if isinstance(block, Exhibit))


def _cut(joined: str) -> list[str]:
    return [joined[start : start + _LETTERS] for start in range(0, len(joined), _LETTERS)]


def _pairs(digests: list[str]) -> Iterator[tuple[str, str]]:
    return zip(digests[::2], digests[1::2], strict=True)
