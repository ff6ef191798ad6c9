"""Long work apart from any page: handed in, done by a worker, seen with its progress, taken up again when killed.

An app offers a kind of work in its own `jobs.py`, so that this app need not know it:

    jobs.register(jobs.Kind("members", perform=take_members, permission="cooperatives.import_member", forget=drop))

`perform` is given a Work: what to do, what was noted before a kill, a way to tell progress. It may be killed anywhere
and is then called again: it writes its results in one transaction with `work.note(...)`, and begins by reading
`work.bookmark`. Nobody else may be writing as the same job: every note and progress asks whether the job is still its.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from office import job_files
from office.models import Job

SILENT = timedelta(seconds=60)  # without a sign of life a running job was killed
WAITS = timedelta(days=3)  # for a confirmation, before it is called off
KEPT = timedelta(days=3)  # what an ended job gives back
MOST_ATTEMPTS = 8  # a job that is killed so often kills its worker
_TOLD_EVERY = 0.5  # seconds
State = Job.State
log = logging.getLogger(__name__)


class Stopped(Exception):
    """The work is to stop at once: called off, interrupted, or taken up by another worker."""


class Cancelled(Stopped):
    """Somebody asked to call it off."""


class Interrupted(Stopped):
    """The worker is being stopped; the job goes back to the queue."""


class Superseded(Stopped):
    """Another worker took this job up, since this one gave no sign of life."""


class JobRefused(Exception):
    """What was handed in cannot be done; `result` says why."""

    def __init__(self, result: dict):
        super().__init__("refused")
        self.result = result


@dataclass(frozen=True)
class Kind:
    """A kind of work: what does it, the permission to hand it in, what cleans up behind it and behind lost ones.

    `perform` returns its result; to be looked at before it goes on, it returns `Waiting(result)`. `written` says in a
    sentence what a job that broke off has written, "" when nothing. `counted` is what its progress counts, `page` the
    address where its results are told in full.
    """

    name: str
    perform: Callable[["Work"], "dict | Waiting"]
    permission: str
    forget: Callable[[Job], None] = lambda job: None
    sweep: Callable[[], None] = lambda: None
    written: Callable[[Job], str] | None = None
    counted: str = "dòng"
    page: Callable[[Job], str] = lambda job: ""


@dataclass(frozen=True)
class Waiting:
    """The result so far, which somebody must confirm before the work goes on."""

    result: dict


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_of(job: Job) -> Kind:
    autodiscover_modules("jobs")
    return _kinds[job.kind]


# What people do


def submit(kind: str, *, title: str, payload: dict, by) -> Job:
    """Hand work in; a worker begins within a second or two."""
    job = Job(kind=kind, title=title[:200], payload=payload, by=by)
    _check_may(job, by)
    job.save()
    return job


def may_decide(job: Job, user) -> bool:
    return user.has_perm(kind_of(job).permission)


def _check_may(job: Job, user) -> None:
    if not may_decide(job, user):
        raise PermissionDenied("Chỉ cán bộ phụ trách loại việc này được giao, xác nhận hoặc hủy việc.")


@transaction.atomic
def confirm(job: Job, *, seen: bool = False, by) -> None:
    """Let a job that waits go on; `seen` that somebody looked at what its result asks to be looked at.

    Raises ValidationError when it does not wait (any more), or what has to be seen was not.
    """
    _check_may(job, by)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state != State.WAITING:
        raise ValidationError(f"Việc này {job.get_state_display()}, không còn chờ xác nhận.")
    if job.result.get("mismatches") and not seen:
        raise ValidationError("Chưa ghi gì: hãy đánh dấu là đã xem chỗ lệch với dòng tổng của tệp.")
    job.state, job.bookmark = State.QUEUED, {**job.bookmark, "confirmed_by": by.pk}
    job.save(update_fields=["state", "bookmark"])


@transaction.atomic
def cancel(job: Job, *, by) -> None:
    """Call a job off: at once while nobody works on it, else as soon as its worker looks up."""
    _check_may(job, by)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.is_open:
        raise ValidationError(f"Việc này {job.get_state_display()} rồi, không hủy được nữa.")
    job.cancel_asked = True
    job.save(update_fields=["cancel_asked"])
    if job.state != State.RUNNING:
        _end(job, State.CANCELLED, job.result)


# What a worker does


class Work:
    """A job in the hands of one worker. `stopping` says whether that worker is asked to stop."""

    def __init__(self, job: Job, *, stopping: Callable[[], bool] = lambda: False):
        self.job, self._stopping = job, stopping
        self._told = (0.0, "")

    @property
    def payload(self) -> dict:
        return self.job.payload

    @property
    def bookmark(self) -> dict:
        """What was noted, also before a kill; `confirmed_by` once somebody confirmed."""
        return self.job.bookmark

    def progress(self, step: str, done: int, total: int | None = None) -> None:
        """Tell how far the work is; at most twice a second, but of a new step and of its end. Raises Stopped."""
        at, last = self._told
        if step == last and done != total and time.monotonic() - at < _TOLD_EVERY:
            return
        self._told = time.monotonic(), step
        if self._stopping():
            raise Interrupted
        told = {"step": step, "done": done} | ({} if total is None else {"total": total})
        self._update(**told, beat_at=timezone.now())
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise Cancelled

    def note(self, **facts) -> None:
        """Keep facts for whoever takes the work up again; within a transaction, if that commits. Raises Superseded."""
        self.job.bookmark = {**self.job.bookmark, **facts}
        self._update(bookmark=self.job.bookmark)

    def _update(self, **values) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempt=self.job.attempt)
        if not mine.update(**values):
            raise Superseded


def claim(*, stopping: Callable[[], bool] = lambda: False) -> Work | None:
    """Take the oldest job that waits for a worker, or whose worker was killed; None when there is none."""
    now = timezone.now()
    while _claimable(now).exists():  # a look takes no lock
        with transaction.atomic():
            job = _claimable(now).select_for_update(skip_locked=_skips_locked()).first()
            if job is None:
                return None
            if _is_over(job):
                continue
            job.state, job.attempt = State.RUNNING, job.attempt + 1
            job.started_at, job.beat_at = job.started_at or now, now
            job.save(update_fields=["state", "attempt", "started_at", "beat_at"])
        return Work(job, stopping=stopping)
    return None


def _is_over(job: Job) -> bool:
    """End a job that its killed worker left called off, or that was killed too often; whether it was one."""
    if job.cancel_asked:
        _end(job, State.CANCELLED, job.result)
    elif job.attempt >= MOST_ATTEMPTS:
        _end(job, State.FAILED, {"message": _broken_off(job, f"Việc bị ngắt {job.attempt} lần nên đã dừng.")})
    return not job.is_open


def _broken_off(job: Job, why: str) -> str:
    """What is told of a job that ends before its time: only what is known of what it has written."""
    written = kind_of(job).written
    told = "" if written is None else written(job) or "Chưa ghi gì."
    return " ".join(filter(None, (why, told, f"Hãy báo quản trị viên số việc {job.pk}.")))


def _claimable(now: datetime):
    return Job.objects.filter(Q(state=State.QUEUED) | Q(state=State.RUNNING, beat_at__lt=now - SILENT)).order_by("pk")


def _skips_locked() -> bool:
    return connection.features.has_select_for_update_skip_locked


def perform(work: Work) -> None:
    """Do the work to its end, or to where it waits, and say how it ended; whatever goes wrong ends only this job."""
    try:
        result = kind_of(work.job).perform(work)
    except Superseded:
        log.warning("Job %s was taken up by another worker", work.job.pk)
    except Interrupted:
        _finish(work, State.QUEUED, {})
    except Cancelled:
        _finish(work, State.CANCELLED, {})
    except JobRefused as refused:
        _finish(work, State.REFUSED, refused.result)
    except (OperationalError, InterfaceError):  # locked, away or full: the next attempt finds out what was written
        log.exception("Job %s lost its database and will be taken up again", work.job.pk)
    except Exception:
        log.exception("Job %s failed", work.job.pk)
        _fail(work)
    else:
        waits = isinstance(result, Waiting)
        _finish(work, State.WAITING if waits else State.DONE, result.result if waits else result)


def _fail(work: Work) -> None:
    job = Job.objects.get(pk=work.job.pk)  # what was noted and rolled back does not count
    _finish(work, State.FAILED, {"message": _broken_off(job, "Việc dừng vì lỗi của hệ thống.")})


def _finish(work: Work, state: State, result: dict) -> None:
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=work.job.pk)
        if (job.state, job.attempt) != (State.RUNNING, work.job.attempt):
            log.warning("Job %s was taken up by another worker", job.pk)
            return
        if state in Job.UNFINISHED:
            job.state, job.result = state, result or job.result
            job.attempt = 0  # it ended in order: only kills are counted
            job.save(update_fields=["state", "result", "attempt"])
        else:
            _end(job, state, result)


def _end(job: Job, state: State, result: dict) -> None:
    job.state, job.result, job.finished_at = state, result, timezone.now()
    job.save(update_fields=["state", "result", "finished_at"])
    transaction.on_commit(lambda: _forget(job))


def _forget(job: Job) -> None:
    kind_of(job).forget(job)
    if name := job.payload.get("file"):
        job_files.forget(name)


def copies_of(job: Job) -> list[dict]:
    """What a job gives back, while it is kept: {"label", "name", "file"} each."""
    ended = job.finished_at and job.finished_at < timezone.now() - KEPT
    return [] if ended else job.result.get("copies", [])


def _files_in_use() -> Iterator[str]:
    for job in Job.objects.filter(Q(finished_at__isnull=True) | Q(finished_at__gte=timezone.now() - KEPT)):
        yield from (copy["file"] for copy in copies_of(job))
        if job.is_open:
            yield from filter(None, (job.payload.get("file"), job.bookmark.get("seen")))


def sweep() -> None:
    """Call off what nobody confirmed, and clear what killed workers left behind."""
    autodiscover_modules("jobs")
    with transaction.atomic():
        waiting = Job.objects.filter(state=State.WAITING, beat_at__lt=timezone.now() - WAITS)
        for job in waiting.select_for_update():  # none that somebody confirms in this very moment
            _end(job, State.CANCELLED, job.result)
    job_files.sweep(set(_files_in_use()))
    for kind in _kinds.values():
        kind.sweep()
