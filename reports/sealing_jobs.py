"""Printing and sealing a report, done by a worker apart from any page."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from office import jobs
from office.models import Job
from reports import report_workflow
from reports.models import Report
from reports.sealing import files

KIND = "seal"


@transaction.atomic
def hand_in(report: Report, *, by) -> Job:
    """Let a worker seal a report; what is under way is not begun again. Raises PermissionDenied, ValidationError."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    report_workflow.check_can_seal(report, by)
    latest = job_of(report)
    if latest and latest.is_open:
        return latest
    return jobs.submit(KIND, title=f"Ban hành: {report}", payload={"report": report.pk}, by=by)


def job_of(report: Report) -> Job | None:
    """The work that seals a report, the latest."""
    return Job.objects.filter(kind=KIND, payload__report=report.pk).order_by("-pk").first()


def perform(work: jobs.Work) -> dict:
    report = Report.objects.get(pk=work.payload["report"])
    if report.state != Report.State.SEALED:  # else it was killed just after
        try:
            report_workflow.seal(report, told=work.progress, by=work.job.by)
        except (PermissionDenied, ValidationError) as refused:
            said = getattr(refused, "messages", None) or [str(refused)]
            raise jobs.JobRefused({"message": " ".join(said)}) from refused
    return {"summary": written(work.job)}


def written(job: Job) -> str:
    report = Report.objects.select_related("period").get(pk=job.payload["report"])
    return f"Đã ban hành: {report}, số {report.number}." if report.state == Report.State.SEALED else ""


def page_of(job: Job) -> str:
    return reverse("reports:seal", args=[job.payload["report"]])


jobs.register(
    jobs.Kind(
        KIND,
        perform,
        "reports.seal_report",
        sweep=files.sweep,
        written=written,
        counted="dạng tệp",
        page=page_of,
    )
)
