import logging
import os
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from office import jobs
from office.models import Job

POLL_SECONDS, BEAT_SECONDS, SWEEP_SECONDS = 1, 10, 3600
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Làm các việc chạy nền (nhập sổ dài…) cho đến khi bị dừng; việc dở dang được làm tiếp ở lần chạy sau."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
        parser.add_argument("--beside", type=int, metavar="PID", help="dừng khi tiến trình này không còn")

    def handle(self, *, once: bool, beside: int | None, **options):
        self._asked_to_stop, self._beside = False, beside
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self._ask_to_stop)
        swept_at = -SWEEP_SECONDS
        while not self._stopping():
            try:
                if time.monotonic() - swept_at > SWEEP_SECONDS:
                    jobs.sweep()
                    swept_at = time.monotonic()
                found = self._work_once()
            except (DatabaseError, InterfaceError):  # away for a moment: jobs keep, and so does the worker
                log.exception("The worker cannot reach its database")
                found = False
            if once and not found:
                return
            if not found:
                close_old_connections()
                time.sleep(POLL_SECONDS)

    def _ask_to_stop(self, number, frame) -> None:
        self._asked_to_stop = True

    def _stopping(self) -> bool:
        return self._asked_to_stop or (self._beside is not None and not _is_there(self._beside))

    def _work_once(self) -> bool:
        work = jobs.claim(stopping=self._stopping)
        if work is None:
            return False
        with _Heart(work.job):
            jobs.perform(work)
        return True


class _Heart:
    """Signs of life while one long statement runs and no progress can be told."""

    def __init__(self, job: Job):
        self._job, self._ended = job, threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self):
        if not connection.is_in_memory_db() if connection.vendor == "sqlite" else True:
            self._thread.start()
        return self

    def __exit__(self, *error) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        while not self._ended.wait(BEAT_SECONDS):
            try:
                Job.objects.filter(pk=self._job.pk, attempt=self._job.attempt).update(beat_at=timezone.now())
            except (DatabaseError, InterfaceError):
                log.warning("No sign of life could be given for job %s", self._job.pk)
        connection.close()


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
