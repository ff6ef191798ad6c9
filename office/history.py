"""The history of a record in the words of the office: labels instead of codes, Vietnamese dates and numbers."""

from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.utils import timezone
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay

from printing import numbers

NOTHING = "(trống)"
_LONGEST = 300  # characters of a value before its unchanged parts are left out


class _Excerpt(ObjDiffDisplay):
    def shortened_str(self, prefix: str, num_skipped_chars: int, suffix: str) -> str:
        return f"{prefix}[… {num_skipped_chars} ký tự …]{suffix}"


class HistoryWords(HistoricalRecordContextHelper):
    """Prepares both sides of a change for reading."""

    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        return in_words(self.model._meta.get_field(change.field), value)

    def get_obj_diff_display(self) -> ObjDiffDisplay:
        return _Excerpt(max_length=_LONGEST)


def in_words(field: models.Field, value) -> str:
    """Return a stored value of `field` as a person reads it; "(trống)" for nothing."""
    if value is None or value == "":
        return NOTHING
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):  # a datetime is one too
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}" if isinstance(value, datetime) else f"{value:%d/%m/%Y}"
    return numbers.grouped(value) if isinstance(value, int | Decimal) and _grouped(field) else str(value)


def _grouped(field: models.Field) -> bool:
    """Whether a whole number is a quantity: years, ordinals and positions are small fields and take no dots."""
    return not isinstance(field, models.PositiveSmallIntegerField | models.SmallIntegerField)
