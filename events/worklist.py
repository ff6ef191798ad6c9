"""Awards waiting for a decision or a presentation, conclusions past their day: for the start page of the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from events.models import Award, Conclusion
from office.worklist import Task, task
from printing import numbers


@task
def awards_under_way(user) -> Iterator[Task]:
    """Proposals without a decision, decisions not yet presented: each leads to the list of exactly those."""
    if not user.has_perm("events.change_award"):
        return
    awards = Award.objects.visible_to(user)
    page = reverse("admin:events_award_changelist")
    for state, found, sentence in (
        ("cho-quyet-dinh", awards.awaiting_decision(), "đề nghị khen thưởng chưa có quyết định"),
        ("cho-trao", awards.awaiting_presentation(), "quyết định khen thưởng chưa trao"),
    ):
        if number := found.count():
            yield Task(f"{numbers.counted(number)} {sentence}", url=f"{page}?tien_do={state}")


@task
def overdue_conclusions(user) -> Iterator[Task]:
    """What conferences wanted done by a day that has passed."""
    if not user.has_perm("events.change_conclusion"):
        return
    if number := Conclusion.objects.visible_to(user).overdue(timezone.localdate()).count():
        page = reverse("admin:events_conclusion_changelist")
        yield Task(
            f"{numbers.counted(number)} kết luận hội nghị quá hạn chưa thực hiện xong", url=f"{page}?tien_do=qua-han"
        )
