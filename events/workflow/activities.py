from calendar import monthrange
from datetime import date

from django.db import transaction

from events.models import Activity


@transaction.atomic
def tally_website(*, month: date, items: int, by) -> Activity | None:
    """Keep in one row how many posts the portal's own news pages published in a month; again corrects the row.

    `month` is any day of it. Of a month without posts there is no row, and one that stood is taken away.
    """
    first = month.replace(day=1)
    row = Activity.objects.select_for_update().filter(counted_month=first).first()
    if not items:
        if row:
            row._history_user = by
            row.delete()
        return None
    row = row or Activity(counted_month=first, kind=Activity.Kind.MEDIA, channel=Activity.Channel.WEBSITE)
    row.title, row.quantity, row.held_on = f"Tin, bài đăng trên cổng tháng {first:%m/%Y}", items, first
    row.ended_on = first.replace(day=monthrange(first.year, first.month)[1])
    row._history_user = by
    row.full_clean()
    row.save()
    return row
