"""What is done with posts: each verb is one transaction and records who did it. Albums and documents have modules."""

from news.workflow.counting import MonthNotOver, count_month
from news.workflow.drafting import check_can_draft, draft_story
from news.workflow.previews import make_preview, revoke_preview
from news.workflow.rights import (
    can_change,
    can_publish_in,
    check_can_change,
    check_can_publish,
    check_can_publish_in,
    check_is_publisher,
    check_is_writer,
)
from news.workflow.states import publish, send_back, set_expiry, submit_for_review, withdraw
from news.workflow.tagging import check_tags, names_typed, tag
from news.workflow.unsaved import forget_unsaved, keep_unsaved, unsaved_of
from news.workflow.versions import restore

__all__ = [
    "MonthNotOver",
    "can_change",
    "can_publish_in",
    "check_can_change",
    "check_can_draft",
    "check_can_publish",
    "check_can_publish_in",
    "check_is_publisher",
    "check_is_writer",
    "check_tags",
    "count_month",
    "draft_story",
    "forget_unsaved",
    "keep_unsaved",
    "make_preview",
    "names_typed",
    "publish",
    "restore",
    "revoke_preview",
    "send_back",
    "set_expiry",
    "submit_for_review",
    "tag",
    "unsaved_of",
    "withdraw",
]
