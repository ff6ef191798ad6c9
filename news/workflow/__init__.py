"""What is done with posts: each verb is one transaction and records who did it."""

from news.workflow.counting import MonthNotOver, count_month
from news.workflow.rights import (
    can_change,
    can_publish_in,
    check_can_change,
    check_can_publish,
    check_can_publish_in,
    check_is_publisher,
)
from news.workflow.states import publish, send_back, set_expiry, submit_for_review, withdraw
from news.workflow.tagging import check_tags, names_typed, tag

__all__ = [
    "MonthNotOver",
    "can_change",
    "can_publish_in",
    "check_can_change",
    "check_can_publish",
    "check_can_publish_in",
    "check_is_publisher",
    "check_tags",
    "count_month",
    "names_typed",
    "publish",
    "send_back",
    "set_expiry",
    "submit_for_review",
    "tag",
    "withdraw",
]
