"""Finds what was changed of sealed reports, in the database or on the disk: everything is hashed anew."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from printing.signing import SignatureReader, is_signed, signature_reader
from reports.models import Report, Seal
from reports.sealing import chain, files
from reports.sealing.canonical import content_hash

AT_ONCE = 20  # seals held in memory
LOCKS = {
    "sqlite": ("stays_update", "stays_delete"),
    "postgresql": ("stays", "stays_full"),
}
"""Triggers of the three tables whose rows stay, by the end of their names; see the migration seals_stay."""
STAYING = ("reports_seal", "reports_erratum", "reports_report")
_CONDITIONS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was sealed: of which report, what, what it should be, what it is."""

    report: str
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.report or 'Chung'}: {self.what}: phải là {self.expected}, nay là {self.found}."


@dataclass(frozen=True)
class Verified:
    """How many seals there are, the hash at the end of their chain, and what differs."""

    seals: int
    head: str
    differences: list[Difference]


def verify() -> Verified:
    """Check every seal, the chain as a whole, and what protects it. Reads every file once."""
    seals, previous, position, found = 0, "", 0, []
    with signature_reader() as signatures:
        rows = Seal.objects.select_related("report__period").prefetch_related("errata").order_by("position")
        for seal in rows.iterator(chunk_size=AT_ONCE):
            seals, position = seals + 1, position + 1
            found += _in_chain(seal, position, previous)
            found += check(seal, signatures)
            position, previous = seal.position, seal.chain_hash
    found += _of_the_whole()
    return Verified(seals, previous, found)


def _in_chain(seal: Seal, position: int, previous: str) -> Iterator[Difference]:
    report = str(seal.report)
    yield from _unlike(report, "thứ tự trong chuỗi", position, seal.position)
    yield from _unlike(report, "mã băm chuỗi của bản trước", previous, seal.previous_hash)


def check(seal: Seal, signatures: SignatureReader) -> Iterator[Difference]:
    """What of one seal, its files and its report is not as it was sealed."""
    report = str(seal.report)
    yield from _unlike(report, "mã băm nội dung", content_hash(seal.canonical), seal.content_hash)
    yield from _unlike(report, "mã băm chuỗi", chain.chain_hash(seal), seal.chain_hash)
    for ending in chain.ENDINGS:
        yield from _of_file(seal, ending, signatures)
    yield from _of_report(seal)
    yield from _of_errata(seal)


def _of_errata(seal: Seal) -> Iterator[Difference]:
    previous = seal.chain_hash
    for erratum in sorted(seal.errata.all(), key=lambda each: each.pk):
        what = f"đính chính “{erratum.code}”"
        yield from _unlike(str(seal.report), what, chain.erratum_hash(erratum, previous), erratum.chain_hash)
        previous = erratum.chain_hash


def _of_file(seal: Seal, ending: str, signatures: SignatureReader) -> Iterator[Difference]:
    name, what = str(getattr(seal, ending)), f"tệp {ending}"
    found = files.digest(name)
    if found is None:
        yield Difference(str(seal.report), what, name, "không có tệp")
        return
    yield from _unlike(str(seal.report), what, getattr(seal, f"{ending}_hash"), found)
    if ending == "pdf" and is_signed(pdf := files.content(name)) and (fault := signatures.fault(pdf)):
        yield Difference(str(seal.report), "chữ ký số của bản PDF", "chữ ký còn nguyên", fault)


def _of_report(seal: Seal) -> Iterator[Difference]:
    report = seal.report
    yield from _unlike(str(report), "tình trạng", Report.State.SEALED.label, report.get_state_display())
    try:
        said = dict(json.loads(seal.canonical)["report"])
    except (ValueError, KeyError, TypeError):
        yield Difference(str(report), "nội dung chuẩn", "JSON", "không đọc được")
        return
    for name, now in chain.facts_of(report).items():
        yield from _unlike(str(report), Report._meta.get_field(name).verbose_name, said.get(name), now)


def _of_the_whole() -> Iterator[Difference]:
    """What no seal can tell of itself: that none is missing, that nothing was added, that the locks are on."""
    yield from _unlike("", "số bản đã ban hành theo sổ", chain.positions_given(), Seal.objects.count())
    for report in Report.objects.sealed().filter(seal__isnull=True).select_related("period"):
        yield Difference(str(report), "bản ban hành", "có", "không có")
    for name in files.strangers():
        yield Difference("", "tệp trong kho bản ban hành", "không có", name)
    with connection.cursor() as cursor:
        cursor.execute(_CONDITIONS[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    for name in _missing(there):
        yield Difference("", "khóa của cơ sở dữ liệu", name, "không có")


def _missing(there: Iterable[str]) -> list[str]:
    wanted = [f"{table}_{end}" for table in STAYING for end in LOCKS[connection.vendor]]
    return [name for name in wanted if name not in there]


def _unlike(report: str, what: str, expected, found) -> Iterator[Difference]:
    if expected != found:
        yield Difference(report, what, str(expected), str(found))
