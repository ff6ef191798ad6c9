"""The way of a proposal, in one table: which change leads from where to where, who may make it, who must not.

Every verb of this package asks `check_can` first. A change that needs a `second_person` is refused to everybody who
had a hand in the list: who opened it, and whoever wrote one of its lines.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError

from events.models import Nomination, Proposal

State = Proposal.State


@dataclass(frozen=True)
class Transition:
    """One change of state: its name for the user, where it starts and ends, the permission, whether a second person."""

    label: str
    sources: tuple[State, ...]
    target: State
    permission: str
    second_person: bool = False


TRANSITIONS: dict[str, Transition] = {
    "submit": Transition("Trình Hội đồng", (State.DRAFT,), State.SUBMITTED, "events.change_proposal"),
    "vote": Transition("Ghi kết quả biểu quyết", (State.SUBMITTED,), State.VOTED, "events.change_proposal"),
    "approve": Transition(
        "Duyệt danh sách", (State.VOTED,), State.APPROVED, "events.approve_proposal", second_person=True
    ),
    "send_back": Transition(
        "Trả lại để sửa", (State.SUBMITTED, State.VOTED, State.APPROVED), State.DRAFT, "events.approve_proposal"
    ),
    "reopen": Transition(
        "Sửa lại", (State.SUBMITTED, State.VOTED, State.APPROVED), State.DRAFT, "events.change_proposal"
    ),
    "issue": Transition("Ban hành tờ trình", (State.APPROVED,), State.ISSUED, "events.change_proposal"),
    "decide": Transition("Ghi quyết định", (State.ISSUED,), State.DECIDED, "events.change_proposal"),
}


def check_may(name: str, user) -> None:
    """Raise PermissionDenied, in words, where nobody of the user's role makes this change."""
    transition = TRANSITIONS[name]
    if not user.has_perm(transition.permission):
        raise PermissionDenied(f"Bạn không có quyền thực hiện “{transition.label}”: hãy nhờ người phụ trách.")


def check_can(name: str, proposal: Proposal, user) -> None:
    """Raise PermissionDenied or ValidationError, in words, where `user` cannot make this change of this list now."""
    check_may(name, user)
    transition = TRANSITIONS[name]
    if proposal.state not in transition.sources:
        raise ValidationError(
            f"Danh sách {proposal.get_state_display()} nên không thực hiện được “{transition.label}”: "
            "có thể người khác vừa làm trước. Hãy mở lại trang."
        )
    if transition.second_person and user.pk in authors_of(proposal):
        raise PermissionDenied(
            f"Bạn đã lập hoặc sửa danh sách này nên không tự {transition.label.lower()}: hãy để người khác duyệt."
        )


def can(name: str, proposal: Proposal, user) -> bool:
    try:
        check_can(name, proposal, user)
    except (PermissionDenied, ValidationError):
        return False
    return True


def authors_of(proposal: Proposal) -> set[int]:
    """The accounts that had a hand in a list: who opened it, who wrote or took out any of its lines.

    What the changes of state themselves write into the lines (votes, and their removal) is nobody's hand in it.
    """
    moves = [transition.label for transition in TRANSITIONS.values()]
    lines = Nomination.history.filter(proposal=proposal.pk).exclude(history_change_reason__in=moves)
    wrote = lines.order_by().values_list("history_user", flat=True)
    return {key for key in (proposal.created_by_id, *wrote.distinct()) if key}
