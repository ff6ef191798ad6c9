"""Numbers typed the Vietnamese way: "570.286" is read and shown so, and nothing ambiguous is taken."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator

from printing import numbers


class _NumberField(forms.CharField):
    """A number in a text box: browsers' own number boxes drop what they do not understand."""

    read: Callable
    show: Callable

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        self.min_value, self.max_value = min_value, max_value
        kwargs.setdefault("strip", True)
        super().__init__(**kwargs)

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "inputmode": self.keyboard, "autocomplete": "off", "class": "number"}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return value
        try:
            return type(self).read(value)
        except numbers.NumberRefused as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value):
        """Group what the record holds; what was typed and refused stays as it was typed."""
        return value if value is None or isinstance(value, str) else type(self).show(value)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(f"Phải từ {type(self).show(self.min_value)} trở lên.", code="min_value")
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(f"Phải từ {type(self).show(self.max_value)} trở xuống.", code="max_value")


class IntegerField(_NumberField):
    """A whole number: 570286, 570.286, 570 286."""

    keyboard = "numeric"
    read = staticmethod(numbers.parse_integer)
    show = staticmethod(numbers.grouped)


class MoneyField(IntegerField):
    """Whole đồng. A loss is written with a minus, which numeric keyboards of phones do not have."""

    keyboard = "text"


class DecimalField(_NumberField):
    """A number with decimals after a comma: 66.807,55."""

    keyboard = "decimal"
    read = staticmethod(numbers.parse_decimal)
    show = staticmethod(numbers.grouped)

    def __init__(self, *, max_digits=None, decimal_places=None, **kwargs):
        super().__init__(**kwargs)
        self.validators.append(DecimalValidator(max_digits, decimal_places))
