"""What needs doing, gathered for the start page of the admin.

An app offers its tasks in its own `worklist.py`, so that this app need not know them:

    @worklist.task
    def returns_missing(user):
        yield Task("12 tổ chức chưa có số liệu năm 2023", url="/quan-tri/…", urgent=True)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Task:
    """One thing to do: a sentence with its number, the page where it is done, how much it presses."""

    sentence: str
    url: str
    urgent: bool = False


Finder = Callable[[object], Iterable[Task]]
_finders: list[Finder] = []


def task(finder: Finder) -> Finder:
    """Register a function of the user that yields the Tasks this user can do."""
    _finders.append(finder)
    return finder


def tasks_for(user) -> list[Task]:
    """Everything `user` can do now, the urgent first."""
    autodiscover_modules("worklist")
    found = [task for finder in _finders for task in finder(user)]
    return sorted(found, key=lambda task: not task.urgent)
