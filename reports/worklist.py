"""Which published values and reports wait for leadership, for the start page of the admin."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from office.worklist import Task, task
from printing import numbers
from reports import report_workflow
from reports.models import Figure, Report
from reports.workflow import check_can_approve


@task
def figures_to_approve(user) -> Iterator[Task]:
    """Published values that nobody of leadership stands by yet."""
    try:
        check_can_approve(user)
    except PermissionDenied:
        return
    waiting = Figure.objects.awaiting_approval().count()
    if waiting:
        listing = reverse("admin:reports_figure_changelist")
        yield Task(f"{numbers.counted(waiting)} số công bố chờ duyệt", url=f"{listing}?giai_doan=cho-duyet")


@task
def reports_to_approve(user) -> Iterator[Task]:
    """Reports that others wrote and handed in, each with the page where it is read."""
    if not user.has_perm("reports.approve_report"):
        return
    for report in Report.objects.filter(state=Report.State.REVIEW).select_related("period"):
        if report_workflow.may(report_workflow.check_can_approve, report, user):
            yield Task(f"Chờ duyệt: {report}", url=reverse("reports:report", args=[report.pk]))


@task
def reports_to_seal(user) -> Iterator[Task]:
    if user.has_perm("reports.seal_report"):
        for report in Report.objects.filter(state=Report.State.APPROVED).select_related("period"):
            yield Task(f"Đã duyệt, chờ ban hành: {report}", url=reverse("reports:seal", args=[report.pk]))


@task
def reports_sent_back(user) -> Iterator[Task]:
    """Drafts that leadership gave back with a reason."""
    if user.has_perm("reports.change_report"):
        for report in (
            Report.objects.filter(state=Report.State.DRAFT).exclude(returned_because="").select_related("period")
        ):
            yield Task(f"Bị trả lại: {report}", url=reverse("reports:seal", args=[report.pk]))
