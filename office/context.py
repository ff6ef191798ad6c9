"""What every page needs to know of the office."""

from django.utils.functional import SimpleLazyObject

from office.models import Office


def office(request) -> dict:
    """Offer `office` to templates: the only Office row, read when a template first uses it; None before set-up."""
    return {"office": SimpleLazyObject(Office.objects.first)}
