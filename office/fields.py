"""Model fields that every app shares: one clean line of Vietnamese text, and its search key."""

import re
from datetime import date
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from office.text import clean_line, search_key

_SHORT_NUMBER = re.compile(r"\+?\d[\d .-]*")


def check_telephone(text: str) -> None:
    """Raise ValidationError unless `text` holds a telephone number, written in any way that offices write one.

    Several numbers, an extension, whose number it is may stand beside it; a short number (1022) stands alone.
    """
    digits = sum(letter.isdecimal() for letter in text)
    if digits < 6 and not (digits >= 3 and _SHORT_NUMBER.fullmatch(text)):
        raise ValidationError(
            f"“{text}” không phải số điện thoại: hãy ghi các chữ số, có thể kèm dấu cách, dấu chấm, dấu +, số máy lẻ, "
            "ví dụ 0227 3831 234 (máy lẻ 12)."
        )


def check_has_come(day: date) -> None:
    """Raise ValidationError for a day that has not come: what is recorded has happened."""
    if day > timezone.localdate():
        raise ValidationError(f"Ngày {day:%d/%m/%Y} chưa đến. Hãy kiểm tra lại năm.")


def check_can_be_read(text: str) -> None:
    """Raise ValidationError for a name or code without any letter or digit, such as accents that stand on nothing."""
    if not any(letter.isalnum() for letter in text):
        raise ValidationError(f"“{text}” không có chữ cái hay chữ số nào: hãy xóa cả ô rồi gõ lại.")


class LineField(models.CharField):
    """A CharField that keeps its text in NFC on one line, however it was typed or loaded."""

    def to_python(self, value):
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))


class SearchKeyField(models.TextField):
    """The search key of other fields of the same row, written on every save and bulk_create.

    `of` names the source fields. Never edited, indexed with the row's own index where a list needs it.
    """

    def __init__(self, *args, of: tuple[str, ...] = (), **kwargs):
        self.of = tuple(of)
        kwargs.update(editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for implied in ("editable", "blank", "default"):
            kwargs.pop(implied, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        key = search_key(*(str(getattr(model_instance, name) or "") for name in self.of))
        setattr(model_instance, self.attname, key)
        return key


def named_like(queryset: models.QuerySet, text: str) -> models.QuerySet:
    """Narrow a short catalogue, which is read whole, to those whose name holds each word; diacritics are ignored."""
    words = search_key(text[:100]).split()
    return queryset.filter(pk__in=[one.pk for one in queryset if all(word in search_key(str(one)) for word in words)])


def matching(queryset: models.QuerySet, text: str, *, keys: tuple[str, ...] = ("search_key",)) -> models.QuerySet:
    """Narrow `queryset` to rows where each word of `text` stands in one of the keys.

    Diacritics are ignored; at most eight words count.
    """
    for word in search_key(text[:100]).split()[:8]:
        queryset = queryset.filter(reduce(or_, (models.Q(**{f"{key}__contains": word}) for key in keys)))
    return queryset
