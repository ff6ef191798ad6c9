"""The yearly numbers of the office's documents: unique and without gaps, however many are issued at once."""

from django.db import transaction

from office.models import NumberBook


def take_number(*, book: str, year: int) -> int:
    """The next number of a book in a year, from 1. Within the caller's transaction: it is given only if that commits.

    Whoever asks at the same time waits for that transaction: take the number last, and be short.
    """
    with transaction.atomic():
        NumberBook.objects.get_or_create(name=book, year=year)
        held = NumberBook.objects.select_for_update().get(name=book, year=year)
        held.last += 1
        held.save(update_fields=["last"])
    return held.last
