"""Numbers typed the Vietnamese way: "570.286" is read and shown so, and nothing ambiguous is taken."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator

from printing import numbers

LARGEST_INTEGER = 2_147_483_647  # a 32-bit column
LARGEST_MONEY = 9_223_372_036_854_775_807  # a 64-bit column


class _NumberField(forms.CharField):
    """A number in a text box: browsers' own number boxes drop what they do not understand.

    What `show` prints is what `read` understands, so that a page saved untouched changes nothing.
    """

    keyboard = "numeric"

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**{**kwargs, "widget": forms.TextInput})  # the admin would ask for a number box

    def read(self, typed: str) -> int | Decimal | None:
        raise NotImplementedError

    def show(self, value: int | Decimal) -> str:
        return numbers.grouped(value)

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "inputmode": self.keyboard, "autocomplete": "off", "class": "number"}

    def to_python(self, value):
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except numbers.NumberRefused as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value):
        """Group what the record holds; what was typed and refused stays as it was typed."""
        return value if value is None or isinstance(value, str) else self.show(value)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(f"Phải từ {self.show(self.min_value)} trở lên.", code="min_value")
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(f"Phải từ {self.show(self.max_value)} trở xuống.", code="max_value")


class IntegerField(_NumberField):
    """A whole number: 570286, 570.286, 570 286. At most what both databases store, unless told otherwise."""

    def __init__(self, *, max_value=LARGEST_INTEGER, **kwargs):
        super().__init__(max_value=max_value, **kwargs)

    def read(self, typed: str) -> int | None:
        return numbers.parse_integer(typed)


class MoneyField(_NumberField):
    """Whole đồng: 412.296.737.000, or "17 tỷ 942 triệu"."""

    keyboard = "text"

    def __init__(self, *, max_value=LARGEST_MONEY, **kwargs):
        super().__init__(max_value=max_value, **kwargs)

    def read(self, typed: str) -> int | None:
        return numbers.parse_money(typed)


class DecimalField(_NumberField):
    """A number with decimals after a comma: 66.807,55. All of them are shown: a bare 1.234 could be two numbers."""

    keyboard = "decimal"

    def __init__(self, *, max_digits=None, decimal_places=2, **kwargs):
        self.decimal_places = decimal_places
        super().__init__(**kwargs)
        self.validators.append(DecimalValidator(max_digits, decimal_places))

    def read(self, typed: str) -> Decimal | None:
        return numbers.parse_decimal(typed, self.decimal_places)

    def show(self, value: int | Decimal) -> str:
        return numbers.grouped(value, self.decimal_places)
