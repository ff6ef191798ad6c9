"""The long work of the register: a file of members, looked at, confirmed, taken in."""

from cooperatives.members.columns import MemberResource
from cooperatives.members.passing import end_left_behind
from cooperatives.members.stage import Stage, stage, stages
from cooperatives.members.taking import look, sweep_commands, take
from office import job_files, jobs
from office.importing import ImportReport
from office.importing.long import run_of, written
from office.models import Job, User

_PREFIX = "job_"


def take_members(work: jobs.Work) -> dict | jobs.Waiting:
    """Look at the file that came with the job; once somebody confirmed what it would do, take it in."""
    if run := run_of(work.job):  # killed just after it was done
        return as_result(ImportReport.of(run))
    path, name = job_files.path_of(work.payload["file"]), work.payload["name"]
    place, by = _stage_of(work.job), User.objects.get(pk=work.bookmark.get("confirmed_by", work.job.by_id))
    report = look(place, path, name=name, by=work.job.by, progress=work.progress)
    if report.errors:
        raise jobs.JobRefused(as_result(report))
    if "confirmed_by" not in work.bookmark:
        return jobs.Waiting(as_result(report))
    told = {"promoted": lambda run: work.note(run=run.pk), "progress": work.progress}
    report = take(place, path, report, name=name, by=by, **told)
    if report.errors:
        raise jobs.JobRefused(as_result(report))
    return as_result(report)


def as_result(report: ImportReport) -> dict:
    """A report as a job keeps it."""
    changes = [[change.row, change.what, change.created, list(change.details)] for change in report.changes]
    return {**report.as_document(), "changes": changes}


def _stage_of(job: Job) -> Stage:
    return stage(f"{_PREFIX}{job.pk}")


def _forget(job: Job) -> None:
    _stage_of(job).drop()


def _sweep() -> None:
    """Drop the stages of jobs that ended, or that are gone, and of killed commands; remove what went half way."""
    open_jobs = {f"{_PREFIX}{pk}" for pk in Job.objects.unfinished().values_list("pk", flat=True)}
    for key in stages():
        if key.startswith(_PREFIX) and key not in open_jobs:
            stage(key).drop()
    sweep_commands()
    end_left_behind()


jobs.register(
    jobs.Kind(
        MemberResource.kind,
        take_members,
        "cooperatives.import_member",
        forget=_forget,
        sweep=_sweep,
        written=written,
    )
)
