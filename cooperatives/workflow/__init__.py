"""Changes across the register: each verb is one transaction and records who did it.

Legal life is a chain of LifeEvents; `Organisation.founded_on` and `ended_on` follow from them and are written here
only. Real activity and membership of the alliance are dated records of their own.
"""

from cooperatives.workflow.alliance import admit, join_union, leave, leave_union, verify_activity
from cooperatives.workflow.completing import complete
from cooperatives.workflow.corrections import correct_activity, correct_ending, correct_founding, correct_membership
from cooperatives.workflow.events import ENDINGS, PARTS, REORGANISATIONS, EventKind, Paper
from cooperatives.workflow.lives import adjust, end, found, move, rename, reorganise, resume, suspend
from cooperatives.workflow.loans import repay, strike_repayment
from cooperatives.workflow.many import Life, admit_many, enter_many
from cooperatives.workflow.officers import assign
from cooperatives.workflow.undoing import REASON_LENGTH, check_can_undo, given_back, undo

__all__ = [
    "ENDINGS",
    "PARTS",
    "REASON_LENGTH",
    "REORGANISATIONS",
    "EventKind",
    "Life",
    "Paper",
    "adjust",
    "admit",
    "admit_many",
    "assign",
    "check_can_undo",
    "complete",
    "correct_activity",
    "correct_ending",
    "correct_founding",
    "correct_membership",
    "end",
    "enter_many",
    "found",
    "given_back",
    "join_union",
    "leave",
    "leave_union",
    "move",
    "rename",
    "reorganise",
    "repay",
    "resume",
    "strike_repayment",
    "suspend",
    "undo",
    "verify_activity",
]
