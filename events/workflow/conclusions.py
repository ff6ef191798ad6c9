"""What a conference wanted done: done, or after all not yet."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import Conclusion


@transaction.atomic
def finish_conclusion(conclusion: Conclusion, *, done_on: date, note: str = "", by) -> Conclusion:
    """Note that a conclusion was carried out. Raises ValidationError when it was noted before."""
    held = Conclusion.objects.select_for_update().select_related("conference").get(pk=conclusion.pk)
    if held.done_on:
        raise ValidationError(f"Kết luận này đã ghi hoàn thành ngày {held.done_on:%d/%m/%Y}.")
    held.done_on, held.note = done_on, note
    return _kept(held, by)


@transaction.atomic
def reopen_conclusion(conclusion: Conclusion, *, note: str, by) -> Conclusion:
    """Take back that a conclusion was carried out, saying why."""
    held = Conclusion.objects.select_for_update().get(pk=conclusion.pk)
    held.done_on, held.note = None, note
    return _kept(held, by)


def _kept(conclusion: Conclusion, by) -> Conclusion:
    conclusion._history_user = by
    conclusion.full_clean(exclude=["conference"])
    conclusion.save(update_fields=["done_on", "note"])
    return conclusion
