"""Which published values wait for leadership, for the start page of the admin."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from office.worklist import Task, task
from printing import numbers
from reports.models import Figure
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
