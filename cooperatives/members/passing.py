"""Half a million members into the register, or out of it, while everybody else goes on writing.

SQLite has one lock for all that write. There a file goes in and out in short transactions, and nobody sees its members
meanwhile (models.Passage): they appear all at once with the last step in, and are gone with the first step out.
PostgreSQL, where nobody waits, takes a file in within one transaction. What a kill leaves half way is removed by
whoever comes next: the same work begun again, another import, the worker's sweep.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from cooperatives.members.statements import MEMBER, done, keep_first_versions, keep_versions, rows
from cooperatives.models import Passage
from office.models import ImportRun

STEP_IN = 150_000  # members in one transaction, less than a second; more steps would be more pauses
STEP_OUT = 20_000  # going out takes longer: each leaves its last version
PAUSE = 0.12  # seconds: SQLite's writers look every tenth of one whether they may, and would never find it so
Step = Callable[[], AbstractContextManager[None]]


class ChangedMeanwhile(Exception):
    """The register is no longer what the file was compared with, or this import was given up for dead."""


@contextmanager
def entering(run: ImportRun, stage: str) -> Iterator[Step]:
    """Take the file of a stage in, in steps, with the number that `run` now gets; the last step ends with `arrive`.

    Whatever is raised within leaves nothing in the register.
    """
    end_left_behind(stage)
    if connection.vendor == "postgresql":
        with transaction.atomic():
            run.save()
            yield nullcontext
        return
    passage = _begun(run, stage)
    try:
        yield lambda: _step(passage)
    except BaseException:
        with suppress(OperationalError):  # locked or away: whoever comes next removes it
            _remove(passage)
        raise


@transaction.atomic
def _begun(run: ImportRun, stage: str) -> Passage:
    """Reserve the number of a run that is to be: keys are never given twice."""
    run.save()
    ImportRun.objects.filter(pk=run.pk).delete()
    return Passage.objects.create(run_number=run.pk, stage=stage)


def arrive(run: ImportRun) -> None:
    """Let everybody see the members of a run, in the transaction that saves it."""
    run.save()
    Passage.objects.filter(run_number=run.pk).delete()


def leave(run: ImportRun) -> None:
    """Hide the members of a run that is taken back, and remove them once the caller's transaction is committed."""
    passage = Passage.objects.create(run_number=run.pk)
    transaction.on_commit(lambda: _remove(passage), robust=True)


def end_left_behind(stage: str = "") -> None:
    """Remove what a kill left half way, and whatever came from that stage before."""
    own = Passage.objects.filter(stage=stage) if stage else Passage.objects.none()
    for passage in own | Passage.objects.left_behind():
        _remove(passage)


@contextmanager
def _step(passage: Passage) -> Iterator[None]:
    time.sleep(PAUSE)
    with transaction.atomic():
        if not Passage.objects.filter(pk=passage.pk).update(moved_at=timezone.now()):
            raise ChangedMeanwhile
        yield


def _remove(passage: Passage) -> None:
    """Remove the members of a passage and then itself; several may do so at once, and be killed."""
    run = ImportRun.objects.get(pk=passage.pk) if passage.is_leaving else None
    first = 0
    with suppress(ChangedMeanwhile):  # somebody else came to its end
        while last := _last_of_step(passage, first):
            with _step(passage):
                _remove_step(passage, run, first, last)
            first = last + 1
        with _step(passage):
            passage.delete()


def _last_of_step(passage: Passage, first: int) -> int | None:
    """The last key of the next step, looked for while others may write; None at the end."""
    some = f"SELECT id FROM {MEMBER} WHERE id >= %s AND entered_in_id = %s ORDER BY id LIMIT {STEP_OUT}"
    [(last,)] = rows(f"SELECT MAX(id) FROM ({some}) AS members", first, passage.pk)
    return last


def _remove_step(passage: Passage, run: ImportRun | None, first: int, last: int) -> None:
    those = f"FROM {MEMBER} WHERE entered_in_id = %s AND id BETWEEN %s AND %s"
    if run:
        keep_first_versions(f"SELECT id {those}", passage.pk, first, last)
        keep_versions("-", f"SELECT id {those}", passage.pk, first, last, reason=run.undo_reason, by=run.undone_by_id)
    done(f"DELETE {those}", passage.pk, first, last)
