"""The chain of seals: each is bound to the one before it, to its files and to who let it out."""

from datetime import UTC

from django.db import models

from office.models import NumberBook
from office.numbering import take_number
from reports.models import Erratum, Report, Seal
from reports.sealing.canonical import canonical, content_hash

BOOK = "Chuỗi bản ban hành"
"""The book that gives positions: what it gave last tells that the end of the chain was not cut off."""
ENDINGS = ("pdf", "docx", "xlsx")
_PEOPLE = ("begun_by_id", "submitted_by_id", "submitted_at", "approved_by_id", "approved_at", "approved_digest")


def chain_hash(seal: Seal) -> str:
    """The hash of everything a seal binds, the one before it included."""
    report = seal.report
    bound = {name: _said(getattr(report, name)) for name in _PEOPLE}
    bound |= {"report": seal.report_id, "position": seal.position, "previous": seal.previous_hash}
    bound |= {"content": seal.content_hash, "sealed_at": _said(seal.sealed_at), "sealed_by": seal.sealed_by_id}
    for ending in ENDINGS:
        bound[ending] = getattr(seal, f"{ending}_hash")
    return content_hash(canonical(bound))


def _said(value) -> object:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if hasattr(value, "astimezone") else value


def joined(seal: Seal) -> Seal:
    """Give a new seal its place at the end of the chain. Whoever seals at the same time waits for this transaction."""
    seal.position = take_number(book=BOOK, year=0)
    head = Seal.objects.order_by("-position").first()
    seal.previous_hash = head.chain_hash if head else ""
    seal.chain_hash = chain_hash(seal)
    return seal


def erratum_hash(erratum: Erratum, previous: str) -> str:
    """The hash of what an erratum says and of the one before it, for the first of its seal."""
    said = ("code", "key", "said", "now", "reason", "noted_by_id")
    return content_hash(canonical({name: getattr(erratum, name) for name in said} | {"previous": previous}))


def positions_given() -> int:
    """How many seals there have been, by the book."""
    return NumberBook.objects.filter(name=BOOK, year=0).aggregate(last=models.Max("last"))["last"] or 0


def facts_of(report: Report) -> dict[str, object]:
    """What a sealed report's own row has to say as its content does."""
    return {
        "kind": report.kind,
        "issuer": report.issuer,
        "period": report.period.code,
        "edition": report.edition,
        "number": report.number,
        "number_year": report.number_year,
    }
