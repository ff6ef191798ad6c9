"""What somebody was shown of a file and agreed to: told once more, compared, remembered for the next file."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from office.importing.mapping import Mapping, exact_mapping, fingerprint
from office.importing.report import ImportReport
from office.importing.resources import TableResource, digest_of
from office.models import ImportLayout, ImportRun
from printing.sheet import Sheet


def taken_before(resource: type[TableResource], content: bytes, report: ImportReport) -> tuple[str, ...]:
    """Whether this very file was taken before, in a sentence."""
    runs = ImportRun.objects.standing().filter(kind=resource.kind, digest=digest_of(content))
    last = runs.select_related("by").first()
    if last is None:
        return ()
    who = f" bởi {last.by}" if last.by else ""
    now = "sổ đã khác từ đó, xem các dòng dưới đây" if report.changes else "nhập lại không thay đổi gì"
    return (f"Tệp này đã được nhập lúc {timezone.localtime(last.at):%H:%M %d/%m/%Y}{who}; {now}.",)


def shown_lines(report: ImportReport) -> list[list]:
    """The lines of a preview as they are kept: row, what, created, details."""
    return [[change.row, change.what, change.created, list(change.details)] for change in report.changes]


def different(shown: Iterable, report: ImportReport) -> frozenset[int]:
    """The lines that would now do something else than was shown, or nothing any more."""
    before = {(row, what, created, tuple(details)) for row, what, created, details in shown}
    now = {(change.row, change.what, change.created, change.details) for change in report.changes}
    return frozenset(row for row, *_ in before ^ now)


def remember(resource: type[TableResource], sheet: Sheet, mapping: Mapping, user) -> None:
    """Keep how the columns were read for the next file of these headings; exact headers need no memory."""
    if exact_mapping(sheet, resource.columns()):
        return
    columns = {column.header: column for column in resource.columns()}
    constants = {header: word for header, word in mapping.constants.items() if columns[header].choices}
    ImportLayout.objects.update_or_create(
        kind=resource.kind,
        fingerprint=fingerprint(sheet),
        defaults={
            "headings": list(sheet.header),
            "choices": replace(mapping, constants=constants).as_json(),
            "by": user,
        },
    )
