"""A file of members taken into the register: staged in short steps, checked as a whole, seen at once.

Every step can be killed and begun again with the same key: what was staged is found, what went in half way is removed,
what was promoted is not promoted twice. Nothing goes towards the register before all of the file is known to be good.
"""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from django.db import IntegrityError, connection

from cooperatives.members.columns import MemberResource
from cooperatives.members.passing import ChangedMeanwhile
from cooperatives.members.promotion import Progress, contradictions, counts, first_changes, promote
from cooperatives.members.reading import MemberReader, Read, codes_of
from cooperatives.members.stage import MAX_ERRORS, Mark, Stage, stage, stages
from cooperatives.models import Organisation
from cooperatives.models.member import KEEPING_MEMBERS
from office.importing import ImportReport
from office.importing.headers import exact_headers
from office.importing.rows import HEADER_LINE, WHOLE_LINE, CellError
from office.models import ImportRun
from printing import numbers
from printing.legacy_text import suspected_encoding
from printing.row_stream import Batch, RowStream, open_rows
from printing.sheet import Sheet
from printing.workbook_check import SpreadsheetRefused

ABANDONED_SECONDS = 24 * 3600
_COMMAND = "command_"
_CHANGED_MEANWHILE = "Sổ vừa được người khác sửa trong lúc nhập nên chưa ghi gì: hãy nhập lại tệp này lần nữa."


def import_members(path: Path, *, name: str, dry_run: bool, by=None) -> ImportReport:
    """Take a file in whole, or refuse it with nothing written; what the command does, in one go."""
    sweep_commands()
    place = stage(f"{_COMMAND}{int(time.time())}_{secrets.token_hex(4)}")
    try:
        report = look(place, path, name=name, by=by)
        if dry_run or report.errors:
            return report
        return take(place, path, report, name=name, by=by)
    finally:
        place.drop()


def sweep_commands() -> None:
    """Drop the stages of commands that were killed a day ago or longer."""
    for key in stages():
        if key.startswith(_COMMAND) and int(key.split("_")[1]) < time.time() - ABANDONED_SECONDS:
            stage(key).drop()


def _untold(step: str, done: int, total: int) -> None:
    pass


def look(place: Stage, path: Path, *, name: str, by, progress: Progress = _untold) -> ImportReport:
    """Stage what of the file is not staged yet and say what it would do; the register is only read."""
    mark = place.mark()
    if not mark.whole:
        try:
            with open_rows(path, name=name) as stream:
                headers, errors = exact_headers(MemberResource.columns(), Sheet(stream.header, ()))
                if errors:
                    return ImportReport(MemberResource.kind, errors=errors)
                mark = _staged(place, stream, headers, by, progress)
        except SpreadsheetRefused as refused:
            error = CellError(refused.line or HEADER_LINE, refused.column or WHOLE_LINE, "", str(refused))
            return ImportReport(MemberResource.kind, errors=[error])
    progress("Đối chiếu với sổ", mark.rows, mark.rows)
    place.finish()
    with place.joined():
        return _seen(place, mark)


def _staged(place: Stage, stream: RowStream, headers: list[str], by, progress: Progress) -> Mark:
    visible = Organisation.objects.visible_to(by) if by else Organisation.objects.all()
    keeping = visible.of_kind(*KEEPING_MEMBERS)
    others = codes_of(visible.exclude(kind__in=KEEPING_MEMBERS))
    reader = MemberReader(headers, codes_of(keeping), keeping_none=others)
    mark = place.mark()
    for batch in _after(stream.batches, mark.rows):
        if not mark.rows:
            _refuse_old_encoding(batch)
        read = reader.read(batch)
        mark = mark.after(len(batch.rows), read.errors)
        place.add(read, mark)
        progress("Đọc và kiểm tra tệp", mark.rows, stream.expected)
    mark = replace(mark, whole=True)
    place.add(Read(), mark)
    return mark


def _refuse_old_encoding(batch: Batch) -> None:
    """Half a million rows are not decoded on a guess: TCVN3, VNI and the like are turned to Unicode by their sender."""
    found = suspected_encoding(cell for row in batch.rows for cell in row if isinstance(cell, str))
    if found:
        raise SpreadsheetRefused(f"Chữ trong tệp có vẻ là {found.value}: hãy chuyển cả tệp sang Unicode rồi nhập lại.")


def _after(batches: Iterator[Batch], rows: int) -> Iterator[Batch]:
    """The batches without their first so many rows."""
    for batch in batches:
        skipped = min(rows, len(batch.rows))
        rows -= skipped
        if skipped < len(batch.rows):
            yield Batch(batch.lines[skipped:], batch.rows[skipped:]) if skipped else batch


def _seen(place: Stage, mark: Mark) -> ImportReport:
    found = contradictions(place)
    if not mark.wrong and not found:
        done = counts(place, mark.rows)
        return ImportReport(MemberResource.kind, rows=mark.rows, **vars(done), changes=first_changes(place))
    errors = sorted([*mark.errors, *found], key=lambda error: error.row)[:MAX_ERRORS]
    more = mark.wrong + len(found) - len(errors)
    told = f"Chỉ liệt kê {numbers.grouped(MAX_ERRORS)} lỗi đầu; còn {numbers.grouped(more)} lỗi nữa."
    return ImportReport(MemberResource.kind, rows=mark.rows, errors=errors, warnings=[told] if more else [])


def take(
    place: Stage,
    path: Path,
    report: ImportReport,
    *,
    name: str,
    by,
    promoted: Callable[[ImportRun], None] = id,
    progress: Progress = _untold,
) -> ImportReport:
    """Promote what `look` found good; `promoted` is called in the transaction that ends it, with the run it saved."""
    run = ImportRun(kind=MemberResource.kind, file_name=name[:200], digest=_digest(path), by=by)
    try:
        with place.joined():
            done = promote(place, run, last=lambda: promoted(run), progress=progress)
    except (IntegrityError, ChangedMeanwhile):
        error = CellError(HEADER_LINE, WHOLE_LINE, "", _CHANGED_MEANWHILE)
        return replace(report, created=0, updated=0, unchanged=0, errors=[error], changes=[])
    if done.created and connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # lists estimate their length by it, and plans are made with it
            cursor.execute("ANALYZE cooperatives_member")
    return replace(report, **vars(done))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
