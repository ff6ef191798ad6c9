"""The posts of a month in the register of the Alliance's work."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events.workflow import tally_website
from news.models import Article


class MonthNotOver(ValueError):
    """A month is counted once it is over; the message says so in words."""


def count_month(first: date, *, by) -> int:
    """Count the posts published in the month that begins on `first` into the register of activities.

    Counted is what stands published now: a post withdrawn since is not; one that was shown until a day since is.
    Raises MonthNotOver.
    """
    after = (first + timedelta(31)).replace(day=1)
    if after > timezone.localdate():
        raise MonthNotOver(f"Tháng {first:%m/%Y} chưa hết: hãy đếm từ ngày {after:%d/%m/%Y}.")
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, after))
    items = Article.objects.released().filter(published_at__gte=start, published_at__lt=end).count()
    tally_website(month=first, items=items, by=by)
    return items
