"""Kills an import of members at every statement it sends, before and after: `python -m tests.cooperatives.crash_sweep`.

Works on the database and folder of its environment. Each kill is of a process of its own; afterwards the job is taken
up again and done to its end. Prints JSON: for each kill what stood in the register and what the resumed job left.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from cooperatives.members import taking  # noqa: E402
from cooperatives.members.stage import stages  # noqa: E402
from cooperatives.members.taking import import_members  # noqa: E402
from cooperatives.models import Member, Organisation  # noqa: E402
from office import job_files, jobs  # noqa: E402
from office.models import ImportRun, Job, User  # noqa: E402

KILLED = 137
HEADER = "Mã HTX,Mã thành viên,Họ tên,Vốn góp\n"
FIRST = HEADER + "H1,A,Lan,1\nH1,B,Hoa,2\n"
SECOND = HEADER + "H1,A,Lan,1\nH1,B,Hoa,3\nH1,C,Cúc,4\n"


def prepare(folder: Path) -> int:
    """The register before: two members, one of whom the job's file changes, and the job, confirmed."""
    for model in (Member, Member.history.model, ImportRun, Job):
        model.objects.all().delete()
    user, _ = User.objects.get_or_create(username="quet", defaults={"is_superuser": True})
    Organisation.objects.get_or_create(code="H1", defaults={"name": "H1", "founded_on": "2000-01-01"})
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


def killed(number: int, *, after: bool) -> bool:
    """Do the job in a process that is killed at a statement; whether it came to that."""
    connection.close()
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == KILLED
    with connection.execute_wrapper(Killer(number, after=after)):
        jobs.perform(jobs.claim())
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
            running = killed(number, after=after)
            left = register()
            outcomes.append(
                {"statement": number, "left": left, "state": resumed(pk), "end": register(), "stages": list(stages())}
            )
    return outcomes


def without_transaction() -> None:
    """The negative control: what promote() does is no longer one transaction."""

    class Atomic:
        def __enter__(self):
            connection.in_atomic_block = True

        def __exit__(self, *error):
            connection.in_atomic_block = False

    class Transaction:
        atomic = Atomic

    taking.transaction = Transaction


if __name__ == "__main__":
    if "--without-transaction" in sys.argv:
        without_transaction()
    sides = (True,) if "--after" in sys.argv else (False, True)
    print(json.dumps(sweep(Path(sys.argv[1]), sides)))  # noqa: T201
