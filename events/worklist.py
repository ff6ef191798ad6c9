"""Awards waiting for a decision or a presentation, conclusions past their day: for the start page of the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from events.emulation import states
from events.models import Award, Conclusion, Proposal
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
def lists_under_way(user) -> Iterator[Task]:
    """Lists of proposals that wait for this user's next step."""
    waiting = (
        ("approve", Proposal.State.VOTED, "danh sách khen thưởng chờ duyệt"),
        ("issue", Proposal.State.APPROVED, "danh sách khen thưởng đã duyệt, chờ ban hành tờ trình"),
        ("decide", Proposal.State.ISSUED, "tờ trình khen thưởng chờ quyết định"),
    )
    page = reverse("admin:events_proposal_changelist")
    for transition, state, sentence in waiting:
        lists = Proposal.objects.visible_to(user).filter(state=state)
        if user.has_perm(states.TRANSITIONS[transition].permission) and (number := lists.count()):
            yield Task(f"{numbers.counted(number)} {sentence}", url=f"{page}?state__exact={state}")


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
