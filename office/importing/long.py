"""Long files: looked at and written by a worker, with progress, in the same words as short ones.

A look is repeated from its beginning when its worker was killed; what was agreed to is written in one transaction
together with the note that it was, so that a kill leaves all of it or nothing and nothing is written twice.
"""

import json
from functools import partial

from office import job_files, jobs
from office.importing.agreement import different, remember, shown_lines, taken_before
from office.importing.mapping import Mapping
from office.importing.report import ImportReport
from office.importing.resources import TableResource, run_import
from office.importing.rows import HEADER_LINE, CellError
from office.importing.uploads import Upload
from office.importing.workbooks import marked_workbook, plan_workbook
from office.models import ImportRun, Job, User
from printing.sheet import Sheet
from printing.spreadsheet import SpreadsheetRefused

LONG_ROWS = 5000  # beyond these a file is no work for a page
SHOWN = 200  # lines of a preview on the page; the workbook names them all
TOLD_ERRORS = 1000
_READING = ("name", "legacy", "sheet_name")


def offer(resource: type[TableResource], *, permission: str) -> None:
    """Let long files of a resource be handed in as work by those who have a permission."""
    perform = partial(look_or_write, resource)
    jobs.register(jobs.Kind(_kind(resource), perform, permission, forget=_forget, written=written))


def _kind(resource: type[TableResource]) -> str:
    return f"import_{resource.kind}"


def hand_in(resource: type[TableResource], upload: Upload, *, by) -> Job:
    """Hand in a file whose columns are known. Raises PermissionDenied."""
    reading = {name: getattr(upload, name) for name in _READING}
    payload = {"file": job_files.keep([upload.content]), "mapping": upload.mapping.as_json(), **reading}
    return jobs.submit(_kind(resource), title=f"Nhập tệp {upload.name}", payload=payload, by=by)


def look_or_write(resource: type[TableResource], work: jobs.Work) -> dict | jobs.Waiting:
    """Say what a file would do; once somebody confirmed just that, do it."""
    if run := run_of(work.job):  # killed just after it was written
        return as_result(ImportReport.of(run))
    work.progress("Đọc tệp", 0)
    upload = _upload(work.job)
    try:
        sheet = upload.read()
    except SpreadsheetRefused as refused:  # it was read when it was handed in; the limits of a child may still end it
        error = CellError(refused.line or HEADER_LINE, refused.column or "", "", str(refused))
        raise jobs.JobRefused(as_result(ImportReport(resource.kind, errors=[error]))) from refused
    if work.bookmark.get("confirmed_by"):
        return _write(resource, work, upload, sheet)
    report = _run(resource, upload, sheet, dry_run=True, by=work.job.by, progress=work.progress)
    _refuse_errors(report, upload, sheet)
    return _shown(resource, work, upload, report)


def _run(resource: type[TableResource], upload: Upload, sheet: Sheet, **how) -> ImportReport:
    return run_import(resource, upload.content, name=upload.name, mapping=upload.mapping, sheet=sheet, **how)


def _upload(job: Job) -> Upload:
    content = job_files.path_of(job.payload["file"]).read_bytes()
    mapping = Mapping.from_json(job.payload["mapping"])
    return Upload(content, mapping=mapping, **{name: job.payload[name] for name in _READING})


def _refuse_errors(report: ImportReport, upload: Upload, sheet: Sheet) -> None:
    if not report.errors:
        return
    content = marked_workbook(upload.cells(), sheet, upload.mapping, report.errors)
    copy = job_files.copy("Tải tệp đã đánh dấu lỗi", "tep-danh-dau-loi.xlsx", content)
    raise jobs.JobRefused(as_result(report) | {"copies": [copy]})


def _shown(resource: type[TableResource], work: jobs.Work, upload: Upload, report: ImportReport, **more):
    """What waits for somebody to agree to it; done where there is nothing to do."""
    result = as_result(report) | {"notices": list(taken_before(resource, upload.content, report)), **more}
    if not report.changes:
        return result
    work.progress("Lập danh sách những dòng sẽ ghi", report.rows, report.rows)
    lines = shown_lines(report)
    copy = job_files.copy("Tải danh sách những dòng sẽ ghi", "nhung-dong-se-ghi.xlsx", plan_workbook(lines))
    seen = job_files.keep([json.dumps(lines, ensure_ascii=False).encode()])
    work.note(plan=report.plan, seen=seen, confirmed_by=None)
    return jobs.Waiting(result | {"copies": [copy]})


def _write(resource: type[TableResource], work: jobs.Work, upload: Upload, sheet: Sheet) -> dict | jobs.Waiting:
    by = User.objects.get(pk=work.bookmark["confirmed_by"])
    agreed = {"expected": work.bookmark["plan"], "written": lambda run: work.note(run=run.pk)}
    report = _run(resource, upload, sheet, dry_run=False, by=by, progress=work.progress, **agreed)
    if report.is_stale:
        before = json.loads(job_files.path_of(work.bookmark["seen"]).read_bytes())
        job_files.forget(work.bookmark["seen"])
        return _shown(resource, work, upload, report, different=sorted(different(before, report)))
    _refuse_errors(report, upload, sheet)
    remember(resource, sheet, upload.mapping, by)
    return as_result(report)


def as_result(report: ImportReport) -> dict:
    """A report as a job keeps it: everything told, of the lines the first; `more_…` count the rest."""
    lookalikes = [
        [one.row, one.what, f"dòng {one.other} của tệp" if isinstance(one.other, int) else str(one.other), one.why]
        for one in report.lookalikes[:SHOWN]
    ]
    return {
        **report.as_document(),
        "errors": [vars(error) for error in report.errors[:TOLD_ERRORS]],
        "error_count": len(report.errors),
        "changes": shown_lines(report)[:SHOWN],
        "more_changes": max(0, len(report.changes) - SHOWN),
        "lookalikes": lookalikes,
        "mismatches": report.mismatches,
    }


def run_of(job: Job) -> ImportRun | None:
    """The import that a job has written, which it notes in the same transaction."""
    return ImportRun.objects.filter(pk=job.bookmark.get("run")).first()


def written(job: Job) -> str:
    """What stands of a job that broke off: all of its file, or "" for nothing."""
    run = run_of(job)
    return f"Tệp đã vào sổ trọn vẹn: {run.summary}." if run else ""


def _forget(job: Job) -> None:
    if seen := job.bookmark.get("seen"):
        job_files.forget(seen)
