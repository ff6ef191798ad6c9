"""About how many people are on the site, without keeping who.

Whoever opens a page sets one bit of 4,096, chosen by a hash of the day, the address and the browser (news/readers.py).
How many bits are set tells about how many people there were (linear counting: within a few percent up to thousands);
from the bits nobody can be told, since each stands for millions of addresses. All processes join their bits in the
database, five minutes in a row; rows older than an hour go.
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from news.models import OnlineWindow
from news.models.reading import BITS

MINUTES = 5
KEPT = timedelta(hours=1)


def window_of(moment: datetime) -> datetime:
    """When the five minutes began that `moment` is in."""
    return moment.replace(minute=moment.minute - moment.minute % MINUTES, second=0, microsecond=0)


def join(bits: int, *, at: datetime) -> None:
    """Add bits to those of the window of `at`. Within a transaction."""
    begins = window_of(at)
    OnlineWindow.objects.bulk_create([OnlineWindow(begins_at=begins, bits=bytes(BITS // 8))], ignore_conflicts=True)
    window = OnlineWindow.objects.select_for_update().get(pk=begins)
    joined = bits | int.from_bytes(window.bits, "big")
    OnlineWindow.objects.filter(pk=begins).update(bits=joined.to_bytes(BITS // 8, "big"))
    OnlineWindow.objects.filter(begins_at__lt=at - KEPT).delete()


def people(at: datetime) -> int:
    """About how many people opened a page in the window of `at` and the one before."""
    since = window_of(at) - timedelta(minutes=MINUTES)
    return estimate(OnlineWindow.objects.filter(begins_at__gte=since).values_list("bits", flat=True))


def estimate(pictures: Iterable[bytes]) -> int:
    """About how many set the bits of these pictures, taken together."""
    joined = 0
    for picture in pictures:
        joined |= int.from_bytes(picture, "big")
    unset = max(BITS - joined.bit_count(), 1)
    return int(BITS * math.log(BITS / unset) + 0.5)
