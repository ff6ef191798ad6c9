"""Changes of periods and returns: each verb is one transaction and records who did it."""

from returns.workflow.collection import (
    Lock,
    accept,
    check_can_change,
    grant_correction,
    issue_links,
    locks,
    overrule,
    revoke,
    save_draft,
    send_back,
    set_aside,
    settle,
    submit,
)
from returns.workflow.publication import can_publish, check_can_collect, check_can_publish, publish, withdraw
from returns.workflow.rating import take_proposal

__all__ = [
    "Lock",
    "accept",
    "can_publish",
    "check_can_change",
    "check_can_collect",
    "check_can_publish",
    "grant_correction",
    "issue_links",
    "locks",
    "overrule",
    "publish",
    "revoke",
    "save_draft",
    "send_back",
    "set_aside",
    "settle",
    "submit",
    "take_proposal",
    "withdraw",
]
