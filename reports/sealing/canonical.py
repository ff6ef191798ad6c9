"""What a report says, as JSON that is the same bytes for the same words and figures, whoever asks where and when.

Keys are in order, text in NFC, numbers as they are printed; no hour, no key of a database, no path. How the pages look
is not in it: the files have hashes of their own.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from printing import numbers
from printing.chips import plain
from printing.document import Document, Exhibit
from printing.table import Table
from reports.figures import Reading
from reports.models import Report
from reports.writing import Written

FORM = 1  # of this JSON: what is added later is another form, and older seals stay what they are
SHORT = 12  # letters of the hash that are printed
Content = dict[str, object]
_OF_A_COPY = ("mark", "origin")


def content_of(report: Report, written: Written) -> Content:
    """What a report says as it is written now. The number is no part of what was approved: see `approved_part`."""
    return {
        "form": FORM,
        "report": {
            "kind": report.kind,
            "issuer": report.issuer,
            "period": report.period.code,
            "edition": report.edition,
            "replaces": report.corrects.seal.content_hash if report.corrects_id else "",
            "number": report.number,
            "number_year": report.number_year,
        },
        "document": _document(written.document),
    } | read_part(written)


def read_part(written: Written) -> Content:
    """What a reader of its page goes by: the figures and the words, without letterhead, annexes and signature."""
    return {
        "figures": {code: figure_facts(reading) for code, reading in written.figures.items()},
        "texts": {key: _composed(text) for key, text in written.texts.items()},
    }


def canonical(content: Content) -> str:
    """The JSON of what a report says."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def mark(text: str) -> str:
    """What the foot of every page says of the content: the beginning of its hash."""
    return f"Mã kiểm chứng: {content_hash(text)[:SHORT]}"


def approved_part(content: Content) -> Content:
    """What leadership approves: everything but the number, which is taken when the report is sealed."""
    report, document = content["report"], content["document"]
    return content | {
        "report": report | {"number": None, "number_year": None},
        "document": document | {"letterhead": document["letterhead"] | {"number": ""}},
    }


def figure_facts(reading: Reading) -> dict[str, str]:
    """What is printed of a figure, by part: "" is its value; nothing is said of what is not known."""
    said = {
        "label": reading.label,
        "": reading.printed_with_unit,
        "previous": reading.printed_previous,
        "plan": reading.printed_plan,
        "published": reading.printed_published,
    }
    for dimension, slices in reading.by.items():
        said |= {f"{dimension}:{key}": reading.indicator.column.printed(value) for key, value in slices.items()}
    return {part: _composed(text) for part, text in said.items() if text != numbers.UNKNOWN}


def _document(document: Document) -> Content:
    """Every part of the document but its mark, which is made of all this, and what is signed for one copy of it."""
    return {each.name: _told(getattr(document, each.name)) for each in fields(document) if each.name not in _OF_A_COPY}


def _told(value: object) -> object:
    """A value of a document in the only form it has here. Raises TypeError of others, as a float."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _composed(plain(value))
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Decimal):
        return numbers.plain(value)
    if type(value) is date:
        return value.isoformat()
    return _told_parts(value)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", str(text))


def _told_parts(value: object) -> object:
    if isinstance(value, Table):
        return _table(value)
    if isinstance(value, Exhibit):
        return {"table": _table(value.table), "picture": value.picture is not None}
    if isinstance(value, Mapping):
        return {str(_told(key)): _told(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_told(each) for each in value]
    if is_dataclass(value):
        return {each.name: _told(getattr(value, each.name)) for each in fields(value)}
    raise TypeError(f"{type(value).__name__} has no single form")


def _table(table: Table) -> Content:
    """A table as it is printed."""
    return {
        "title": _told(table.title),
        "columns": [_told(column.heading) for column in table.columns],
        "rows": [[_told(text) for _, text in row] for row in table.printed_rows()],
        "total": [_told(text) for _, text in table.printed_total()] if table.total else None,
        "notes": _told(table.notes),
        "origin": _told(table.origin),
    }
