"""A report as it is today: its text over the figures of its period, and the document that is printed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from events.models import Conference
from printing import dates
from printing.chips import chips
from printing.document import Document, Origin, captioned
from printing.letterhead import Letterhead, document_number
from reports.figures import Reading
from reports.models import Report
from reports.writing.bound import Bound
from reports.writing.facts import Facts, known_on, read_facts, read_found, signing_day
from reports.writing.kinds import KINDS, ReportKind
from reports.writing.origin import Identity
from reports.writing.parts import Part, whole_lines
from returns.models import Period


@dataclass(frozen=True)
class Written:
    """`parts` are the sections as they would be generated, `texts` what is printed of each, by key: the passages that
    stand for generated text, their chips showing today's figures, else the generated text."""

    facts: Facts
    parts: tuple[Part, ...]
    texts: Mapping[str, str]
    document: Document

    @property
    def all_parts(self) -> list[Part]:
        """The parts and those below them, in reading order."""
        return [part for whole in self.parts for part in whole]

    @property
    def figures(self) -> Mapping[str, Reading]:
        return self.facts.found

    @property
    def bound(self) -> Bound:
        return self.facts.bound


def write(report: Report, *, within: QuerySet | None = None, number: str = "", annexed: bool = True) -> Written:
    """Write a report as it stands today, for who only reads its text without its annexes.

    `number` stands for the document's number while it has none. Raises NothingToReport, NumberRefused.
    """
    kind, number = KINDS[report.kind], document_number(number)
    facts = facts_of(report, within=within)
    passages = dict(report.passages.values_list("section", "text")) if report.pk else {}
    number = number if report.number is None else str(report.number)
    written = _written(kind, facts, passages, number, annexed)
    opening = (*_replaces(report), *written.document.opening)
    written = replace(written, document=replace(written.document, opening=opening))
    if report.pk is None or not annexed:
        return written
    return replace(written, document=replace(written.document, origin=_origin(report, written)))


def _replaces(report: Report) -> tuple[str, ...]:
    """What a corrected edition says of the one before it, as that was sealed; nothing where there is none."""
    seal = getattr(report.corrects, "seal", None)
    if seal is None:
        return ()
    head = json.loads(seal.canonical)["document"]["letterhead"]
    number, day = head["number"].zfill(2), dates.day(date.fromisoformat(head["day"]))
    return (f"Báo cáo này thay thế Báo cáo số {number}/{head['symbol']} ngày {day}.",)


def facts_of(report: Report, *, within: QuerySet | None = None) -> Facts:
    """All that a report is written from. Raises NothingToReport."""
    kind = KINDS[report.kind]
    kind.check_suits(report.period)
    return read_facts(
        report.period,
        kind=kind.name,
        issuer=Report.Issuer(report.issuer),
        conference=report.conference,
        signed_on=report.signed_on,
        signatory=report.signatory,
        within=within,
    )


def figures_of(report: Report) -> Mapping[str, Reading]:
    """The figures it is written from, though its head or signature could not be written any more. Raises
    NothingToReport."""
    day = signing_day(report.period, report.conference, report.signed_on)
    return read_found(known_on(day, report.period))


def _origin(report: Report, written: Written) -> Origin:
    """What makes its Word file one that is read back."""
    texts = {part.key: whole_lines(written.texts[part.key], part.exhibits) for part in written.all_parts}
    named = {chip.name for lines in texts.values() for line in lines for chip in chips(line)}
    labels = {name: written.bound.label(name) for name in sorted(named)}
    return Origin(Identity.of(report, texts, written.document).properties, labels)


def write_generated(
    kind: str,
    period: Period,
    *,
    issuer: str = Report.Issuer.OFFICE,
    within: QuerySet | None = None,
    number: str = "",
) -> Written:
    """Write a report of which nothing was edited, with the conference that reviewed its period.

    `number` is the document's number; empty for a draft. Raises NothingToReport, NumberRefused.
    """
    number = document_number(number)
    kind = KINDS[kind]
    kind.check_suits(period)
    conference = Conference.objects.reporting(period).filter(kind=kind.conference).first()
    facts = read_facts(period, kind=kind.name, issuer=Report.Issuer(issuer), conference=conference, within=within)
    return _written(kind, facts, {}, number)


def _written(kind: ReportKind, facts: Facts, passages: Mapping[str, str], number: str, annexed: bool = True) -> Written:
    parts = tuple(part(facts) for part in kind.parts)
    generated = {part.key: part.text for whole in parts for part in whole}
    edited = {key: facts.bound.refreshed(text) for key, text in passages.items() if key in generated}
    texts = generated | edited
    annexes = (annex(facts) for annex in kind.annexes if annexed)
    document = Document(
        letterhead=_letterhead(kind, facts, number),
        signature=facts.issued_by.signature,
        opening=_opening(facts),
        sections=captioned(part.section(texts) for part in parts),
        recipients=facts.issued_by.recipients,
        annexes=tuple(table for table in annexes if table and table.rows),
    )
    return Written(facts, parts, texts, document)


def _letterhead(kind: ReportKind, facts: Facts, number: str) -> Letterhead:
    issuing = facts.issued_by
    return Letterhead(
        parent=issuing.parent_line,
        issuer=issuing.issuer_line,
        issuer_name=issuing.name,
        number=number,
        symbol=issuing.symbol,
        place=facts.office.place_name,
        day=facts.signed_on,
        kind="BÁO CÁO",
        subject=kind.subject(facts),
    )


def _opening(facts: Facts) -> tuple[str, ...]:
    return (
        f"{facts.issued_by.name} báo cáo tình hình kinh tế tập thể {facts.office.province_name} và kết quả công tác "
        f"{facts.span}, phương hướng, nhiệm vụ {facts.planned} như sau:",
    )
