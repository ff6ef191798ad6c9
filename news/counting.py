"""How often pages are read, counted without a write for each reading.

Every process counts in memory. A thread beside the pages adds what has come together to the database every few
seconds, in one short transaction, and reads back what all processes counted, so that no page waits for a table of
counts, not even a locked one. What cannot be written stays in memory until it can. The thread runs where pages are
served (alliance/wsgi.py) and writes the rest when its process ends; of one that is killed, a few seconds are lost.
"""

import atexit
import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from news import online
from news.models import Article, Reading, VisitDay
from news.models.reading import BITS, STARS
from news.readers import is_reader, number_of
from printing.numbers import rounded

EVERY = 5  # seconds between two writings
IDLE = 30  # seconds after which the counts of others are read though nothing was counted here
OVERLAP = timedelta(minutes=1)  # rows changed so long before the last reading are read again: clocks and commits differ
PATIENCE = 25  # seconds that the end of a process waits for the last writing
log = logging.getLogger(__name__)


@dataclass
class Tally:
    """What was counted and not yet written."""

    views: Counter[int] = field(default_factory=Counter)  # by key of the post
    pages: int = 0
    bits: int = 0

    def take_back(self, other: "Tally") -> None:
        self.views.update(other.views)
        self.pages += other.pages
        self.bits |= other.bits


@dataclass(frozen=True)
class Told:
    """What all processes counted, as last read: of one post, views and votes by stars."""

    views: int = 0
    votes: tuple[int, ...] = (0,) * len(STARS)

    @property
    def voters(self) -> int:
        return sum(self.votes)

    @property
    def stars(self) -> Decimal | None:
        """The average of all votes, to one decimal; None of none."""
        given = sum(star * votes for star, votes in zip(STARS, self.votes, strict=True))
        return rounded(Decimal(given) / self.voters, 1) if self.voters else None


def told_of(rows: QuerySet) -> dict[int, Told]:
    """What these rows of Reading tell, by the key of the post."""
    told = rows.values_list("pk", "views", *(f"stars_{number}" for number in STARS))
    return {key: Told(views, tuple(votes)) for key, views, *votes in told}


class Counts:
    """The counts of this process, and what it last read of those of all."""

    def __init__(self):
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.tally, self.known, self.pages, self.online, self.read_at = Tally(), {}, None, None, None

    def note(self, request: HttpRequest, article: int | None = None) -> None:
        """Count that a public page was opened, that of a post where its key is given, if a person did."""
        if not is_reader(request):
            return
        bit = 1 << number_of(request) % BITS
        with self.lock:
            self.tally.pages += 1
            self.tally.bits |= bit
            if article is not None:
                self.tally.views[article] += 1

    def of(self, article: int) -> Told:
        """What is known of the readings of a post."""
        return self.known.get(article, Told())

    def flush(self) -> None:
        """Write what has come together and read what others wrote. Raises DatabaseError, having lost nothing."""
        with self.lock:
            taken, self.tally = self.tally, Tally()
        try:
            if taken.pages:
                _write(taken)
        except BaseException:
            with self.lock:
                self.tally.take_back(taken)
            raise
        self.read()

    def read(self) -> None:
        """Read what all processes counted."""
        now = timezone.now()
        rows = Reading.objects.filter(changed_at__gte=self.read_at - OVERLAP) if self.read_at else Reading.objects.all()
        self.known |= told_of(rows)
        self.pages = VisitDay.objects.aggregate(total=Sum("pages"))["total"] or 0
        self.online = online.people(now)
        self.read_at = now


def _write(taken: Tally) -> None:
    """Add to the rows of all, in the order of their keys so that two processes never wait for each other."""
    now = timezone.now()
    with transaction.atomic():
        there = Article.objects.filter(pk__in=taken.views).order_by("pk").values_list("pk", flat=True)
        keys = list(there)
        Reading.objects.bulk_create([Reading(pk=key, changed_at=now) for key in keys], ignore_conflicts=True)
        for key in keys:
            Reading.objects.filter(pk=key).update(views=F("views") + taken.views[key], changed_at=now)
        day = timezone.localdate(now)
        VisitDay.objects.bulk_create([VisitDay(day=day)], ignore_conflicts=True)
        VisitDay.objects.filter(pk=day).update(pages=F("pages") + taken.pages)
        online.join(taken.bits, at=now)


counts = Counts()


class Writer:
    """The thread that writes the counts of this process."""

    def __init__(self):
        self.ending = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, and write the rest when the process ends. Begun twice it is the same."""
        if self.thread is not None and self.thread.is_alive():
            return
        if self.thread is None:
            atexit.register(self.end)
        self.thread = threading.Thread(target=self._work, name="counts", daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Write what is left; what cannot be written within PATIENCE is lost."""
        self.ending.set()
        self.thread.join(PATIENCE)

    def _work(self) -> None:
        written_at = 0.0
        while not self.ending.wait(EVERY if written_at else 0):
            if counts.tally.pages or time.monotonic() - written_at > IDLE:
                self._flush()
                written_at = time.monotonic()
        self._flush()

    @staticmethod
    def _flush() -> None:
        try:
            counts.flush()
        except DatabaseError as away:
            log.warning("Counts of readings wait: %s", away)
        finally:
            connection.close()


writer = Writer()
