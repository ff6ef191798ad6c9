"""What changes rows of meetings together: who is expected, who came, what is issued, who sits on a body."""

from events.workflow.activities import tally_website
from events.workflow.attendance import Entry, call_roll, check_in, check_in_by_code
from events.workflow.conclusions import finish_conclusion, reopen_conclusion
from events.workflow.delegates import add_by_hand, draw_from_bodies, invite_organisations
from events.workflow.issuing import issue_invitations, issue_resolution
from events.workflow.personnel import Election, Withdrawal, change_personnel
from events.workflow.photos import add_photos

__all__ = [
    "Election",
    "Entry",
    "Withdrawal",
    "add_by_hand",
    "add_photos",
    "call_roll",
    "change_personnel",
    "check_in",
    "check_in_by_code",
    "draw_from_bodies",
    "finish_conclusion",
    "invite_organisations",
    "issue_invitations",
    "issue_resolution",
    "reopen_conclusion",
    "tally_website",
]
