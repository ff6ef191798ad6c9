"""The steps of sealing: is it still what was approved; its number; its files; its place in the chain."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from office.numbering import take_number
from printing.document import Document
from printing.files import FORMS
from printing.numbers import year
from printing.pdf import UNHURRIED, PdfFailed
from printing.signing import SigningFailed, signed
from reports.models import Report, Seal
from reports.objections import unreasoned
from reports.sealing import chain, files
from reports.sealing.canonical import approved_part, canonical, content_hash, content_of, mark
from reports.sealing.comparing import differences
from reports.writing import Written, write

BOOK = "Báo cáo"
Told = Callable[[str, int, int], None]
"""Is told a step, how many are done, of how many."""


def untold(step: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class Made:
    """A report ready to be sealed: what it says, the day it bears, and its files by ending."""

    text: str
    day: date
    contents: dict[str, bytes]


def check_is_as_approved(report: Report) -> Written:
    """Raise ValidationError, in words, where the report is not what was approved, or waits for a reason."""
    written = write(report)
    now = approved_part(content_of(report, written))
    if content_hash(canonical(now)) != report.approved_digest:
        found = "; ".join(differences(json.loads(report.approved_content), json.loads(canonical(now))))
        raise ValidationError(f"Báo cáo không còn như khi duyệt: {found}. Hãy duyệt lại, hoặc trả lại để sửa.")
    if objections := list(unreasoned(report.period, written.figures)):
        raise ValidationError([f"Chưa ban hành được. {sentence}" for sentence in objections])
    return written


def numbered(report: Report, *, signed_in: int, by) -> Report:
    """The report with its number in the register of the year it is signed in; one it has, it keeps."""
    if report.number is None:
        report.number, report.number_year = take_number(book=BOOK, year=signed_in), signed_in
        report._history_user = by
        report.save(update_fields=["number", "number_year"])
    elif report.number_year != signed_in:
        raise ValidationError(
            f"Số {report.number} đã cấp cho báo cáo này thuộc sổ năm {year(report.number_year)}: "
            f"hãy để ngày ký trong năm {year(report.number_year)}."
        )
    return report


def made(report: Report, *, told: Told = untold) -> Made:
    """Write and print a numbered report. Raises ValidationError where it cannot be, or is not as approved any more."""
    written = check_is_as_approved(report)
    text = canonical(content_of(report, written))
    document = replace(written.document, mark=mark(text), origin=None)  # what is sealed is never read back
    contents = {}
    for done, form in enumerate(FORMS.values()):
        step = partial(told, f"In bản {form.label}", done, len(FORMS))
        step()
        contents[form.ending] = _pdf(document, step) if form.ending == "pdf" else form.make(document)
    return Made(text, document.letterhead.day, contents)


def _pdf(document: Document, beat: Callable[[], None]) -> bytes:
    """Printed with patience, since no page waits for it, and signed where there is a certificate."""
    try:
        content = FORMS["pdf"].make(document, effort=replace(UNHURRIED, beat=beat))
        if settings.SIGNING_CERTIFICATE:
            content = signed(content, settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSWORD)
    except (PdfFailed, SigningFailed) as failed:
        raise ValidationError(str(failed)) from failed
    return content


def file_name(report: Report) -> str:
    """A name that needs no quoting: "bao-cao-year-end-2023-so-5"."""
    period = report.period.code.replace("..", "-")
    return f"bao-cao-{report.kind.replace('_', '-')}-{period}-so-{report.number}-{report.number_year}"


def sealed(held: Report, as_made: Report, made: Made, stored: dict[str, str], *, by) -> Seal:
    """Write the seal of a locked report within the caller's transaction. Raises ValidationError where it is not the
    report that was printed."""
    if (held.approved_digest, held.number) != (as_made.approved_digest, as_made.number):
        raise ValidationError("Báo cáo vừa được duyệt lại trong khi in: hãy ban hành lại.")
    held.state, held.signed_on = Report.State.SEALED, made.day  # which must not follow the conference any more
    seal = Seal(
        report=held,
        canonical=made.text,
        content_hash=content_hash(made.text),
        sealed_at=timezone.now(),
        sealed_by=by,
        **stored,
        **{f"{ending}_hash": hashlib.sha256(content).hexdigest() for ending, content in made.contents.items()},
    )
    chain.joined(seal).save(force_insert=True)
    held._history_user = by
    held.save(update_fields=["state", "signed_on"])
    transaction.on_commit(lambda: files.settle(stored["pdf"]), robust=True)
    return seal
