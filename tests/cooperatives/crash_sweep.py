"""Kills an import of members at every statement it sends, before and after: `python -m tests.cooperatives.crash_sweep`.

Works on the database and folder of its environment. Each kill is of a process of its own; afterwards the job is taken
up again and done to its end. Prints JSON: for each kill what stood in the register and what the resumed job left.
With --undo it is the taking back of that import that is killed, and a worker's sweep that follows.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from django.db import connection, models  # noqa: E402
from django.utils import timezone  # noqa: E402

from cooperatives.members import passing  # noqa: E402
from cooperatives.members.stage import stages  # noqa: E402
from cooperatives.members.taking import import_members  # noqa: E402
from cooperatives.models import Member, Organisation, Passage  # noqa: E402
from cooperatives.models.member import MemberManager  # noqa: E402
from office import job_files, jobs  # noqa: E402
from office.importing.undo import undo_import  # noqa: E402
from office.models import ImportRun, Job, User  # noqa: E402

KILLED = 137
HEADER = "Mã HTX,Mã thành viên,Họ tên,Vốn góp\n"
FIRST = HEADER + "H1,A,Lan,1\nH1,B,Hoa,2\n"
SECOND = HEADER + "H1,A,Lan,1\nH1,B,Hoa,3\nH1,C,Cúc,4\nH1,D,Mai,5\n"


def hurry() -> None:
    """Force nothing to the disk: a killed process is no power cut, and waiting for the disk took most of the time."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        options["init_command"] += "; PRAGMA synchronous=OFF"
    else:
        options["options"] = "-c synchronous_commit=off"


def prepare(folder: Path) -> int:
    """The register before: two members, one of whom the job's file changes, and the job, confirmed."""
    for model in (Member, Member.history.model, Passage, ImportRun, Job):
        model._base_manager.all().delete()
    user, _ = User.objects.get_or_create(username="quet", defaults={"is_superuser": True})
    Organisation.objects.get_or_create(code="H1", defaults={"name": "H1", "kind": "group", "founded_on": "2000-01-01"})
    path = folder / "first.csv"
    path.write_text(FIRST, encoding="utf-8")
    assert import_members(path, name="first.csv", dry_run=False).created == 2
    payload = {"file": job_files.keep([SECOND.encode()]), "name": "second.csv"}
    job = jobs.submit("members", title="Nhập", payload=payload, by=user)
    jobs.perform(jobs.claim())
    jobs.confirm(job, by=user)
    return job.pk


def register() -> list:
    """What anybody can see of the result."""
    members = [
        f"{code} {name} {capital}" for code, name, capital in Member.objects.values_list(*("code", "name", "capital"))
    ]
    versions = [
        f"{kind} {code} {capital}"
        for kind, code, capital in Member.history.values_list(*("history_type", "code", "capital"))
    ]
    return [sorted(members), sorted(versions), ImportRun.objects.count()]


class Killer:
    """Ends this process at the so-manieth statement, before it is sent or after it was answered."""

    def __init__(self, number: int, *, after: bool):
        self.left, self.after = number, after

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0 and not self.after:
            os._exit(KILLED)
        result = execute(sql, params, many, context)
        if self.left == 0:
            os._exit(KILLED)
        return result


def do_the_job() -> None:
    jobs.perform(jobs.claim())


def take_back() -> None:
    undo_import(ImportRun.objects.latest("pk"), reason="thử", by=User.objects.get())


def killed(work: Callable[[], None], number: int, *, after: bool) -> bool:
    """Do the work in a process that is killed at a statement; whether it came to that."""
    connection.close()
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == KILLED
    with connection.execute_wrapper(Killer(number, after=after)):
        work()
    os._exit(0)


def resumed(pk: int) -> str:
    """Find the killed job silent, as a worker does a minute later, do it to its end and sweep up."""
    Job.objects.filter(pk=pk).update(beat_at=timezone.now() - 2 * jobs.SILENT)
    while work := jobs.claim():
        jobs.perform(work)
    jobs.sweep()  # what a kill between the end and the cleaning up left behind
    return Job.objects.get(pk=pk).state


def sweep(folder: Path, sides: tuple[bool, ...] = (False, True)) -> list[dict]:
    outcomes, number, running = [], 0, True
    while running:
        number += 1
        for after in sides:
            pk = prepare(folder)
            running = killed(do_the_job, number, after=after)
            left = register()
            outcomes.append(
                {"statement": number, "left": left, "state": resumed(pk), "end": register(), "stages": list(stages())}
            )
    return outcomes


def sweep_undoing(folder: Path) -> list[dict]:
    outcomes, number, running = [], 0, True
    while running:
        number += 1
        for after in (False, True):
            prepare(folder)
            do_the_job()
            running = killed(take_back, number, after=after)
            left = register()
            jobs.sweep()
            rows = Member._base_manager.count()
            outcomes.append({"statement": number, "left": left[0], "end": register()[:2], "rows": rows})
    return outcomes


def without_passage() -> None:
    """The negative control: everybody sees what is on its way."""
    MemberManager.get_queryset = models.Manager.get_queryset


if __name__ == "__main__":
    hurry()
    passing.STEP_IN = passing.STEP_OUT = 1
    passing.PAUSE = 0
    if "--without-passage" in sys.argv:
        without_passage()
    sides = (True,) if "--after" in sys.argv else (False, True)
    outcomes = sweep_undoing(Path(sys.argv[1])) if "--undo" in sys.argv else sweep(Path(sys.argv[1]), sides)
    print(json.dumps(outcomes))  # noqa: T201
