"""Kills a sealing after every statement that writes: `python -m tests.reports.sealing.crash_sweep`.

Works on the database and folder of its environment, in which one report is approved. Each kill is of a process of its
own; afterwards it is sealed to the end. Prints JSON: for each kill what it left and how it ended.
"""

import json
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from django.db import connection  # noqa: E402

from office.models import NumberBook  # noqa: E402
from printing.files import FORMS, Form  # noqa: E402
from reports import report_workflow  # noqa: E402
from reports.models import Report, Seal  # noqa: E402
from reports.sealing import files, issuing  # noqa: E402
from reports.sealing.verify import verify  # noqa: E402
from tests.cooperatives.crash_sweep import hurry  # noqa: E402
from tests.reports.sealing.conftest import lock, quick_pdf, unlock  # noqa: E402

KILLED = 137


def prepare() -> None:
    unlock()
    Seal.objects.all().delete()
    Report.objects.update(state="approved", number=None, number_year=None)
    NumberBook.objects.all().delete()
    files.LOST_SECONDS = -1
    files.sweep()
    for left in Path(files._folder()).rglob("*"):
        if left.is_file():
            left.unlink()
    lock()


class Killer:
    """Ends this process after the so-manieth step: a statement that writes, a file on the disk."""

    def __init__(self, number: int):
        self.left = number

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os._exit(KILLED)

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not sql.startswith("SELECT"):
            self.step()
        return result


def seal() -> None:
    report = Report.objects.get()
    report_workflow.seal(report, by=report.approved_by)


def killed(number: int) -> bool:
    """Seal in a process that is killed at a step; whether it came to that."""
    connection.close()
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == KILLED
    killer = Killer(number)
    for name in ("_write", "_flush"):
        whole = getattr(files, name)
        setattr(files, name, lambda *given, whole=whole: (whole(*given), killer.step()))
    with connection.execute_wrapper(killer):
        seal()
    os._exit(0)


def stand() -> list:
    report = Report.objects.get()
    return [report.state, report.number, Seal.objects.count()]


def sweep() -> list[dict]:
    outcomes, number, running = [], 0, True
    while running:
        number += 1
        prepare()
        running = killed(number)
        left = stand()
        if left[0] != "sealed":
            seal()
        files.sweep()
        book = NumberBook.objects.get(name=issuing.BOOK).last
        outcomes.append(
            {"left": left, "end": [*stand(), book], "differences": [str(one) for one in verify().differences]}
        )
    return outcomes


if __name__ == "__main__":
    hurry()
    FORMS["pdf"] = Form("pdf", "PDF", "application/pdf", quick_pdf)  # what is drawn does not matter here
    print(json.dumps(sweep()))  # noqa: T201
