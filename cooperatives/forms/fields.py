"""The boxes that pages of the register share."""

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html

from cooperatives.models import Organisation, Participant, Place
from office.documents import DocumentInput, check_document
from office.fields import check_has_come
from office.text import clean_line

_UNKNOWN = "mã "  # before a code that names nothing, so that it is never taken for a key


class LineInput(forms.CharField):
    """One line of text, kept as the models keep theirs."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


def day_field(label: str, *, required: bool = True) -> forms.DateField:
    """A day on which something happened, none that has yet to come."""
    return forms.DateField(
        label=label,
        required=required,
        widget=AdminDateWidget,
        validators=[check_has_come],
        help_text="ngày/tháng/năm",
    )


def document_field(label: str = "văn bản") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        widget=DocumentInput,
        validators=[check_document],
        help_text="Quyết định đã ký: tệp PDF, Word, Excel hoặc ảnh, đến 20 MB. Chỉ người có quyền xem mới tải được.",
    )


class _ByCode:
    """A box that finds as one types; where scripts do not run, a box for the code stands in its place."""

    code_label = "Ghi mã"
    _typed = ""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        self._typed = data.get(f"{name}_code", "")
        codes = [code for code in map(clean_line, self._typed.split(";")) if code]
        return self._joined(value, [self._key(code) for code in codes]) if codes else value

    def value_omitted_from_data(self, data, files, name):
        return False

    def _key(self, code: str) -> str:
        keys = list(self.named(code).values_list("pk", flat=True)[:2])
        return str(keys[0]) if len(keys) == 1 else f"{_UNKNOWN}{code}"

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if str(one).isdecimal()], attr)

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '<div class="by-code">{}<noscript><label>{}: '
            '<input type="text" name="{}_code" value="{}"></label></noscript></div>',
            super().render(name, value, attrs, renderer),
            self.code_label,
            name,
            self._typed,
        )


class OrganisationsInput(_ByCode, AutocompleteSelectMultiple):
    code_label = "Ghi mã tổ chức (nhiều mã cách nhau bằng dấu chấm phẩy)"

    def __init__(self):
        super().__init__(Participant._meta.get_field("organisation"), site)

    def named(self, code: str) -> QuerySet:
        return Organisation.objects.filter(code=code)

    def _joined(self, value, keys: list[str]):
        return list(dict.fromkeys([*value, *keys]))


class PlaceInput(_ByCode, AutocompleteSelect):
    code_label = "Ghi mã xã, phường"

    def __init__(self):
        super().__init__(Organisation._meta.get_field("place"), site)

    def named(self, code: str) -> QuerySet:
        return Place.objects.communes().valid(on=timezone.localdate()).filter(code=code)

    def _joined(self, value, keys: list[str]):
        return keys[-1]


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Organisations of the register, found by name or code."""

    default_error_messages = {
        "invalid_pk_value": "Không có tổ chức mang %(pk)s trong sổ: hãy kiểm tra mã.",
        "invalid_choice": "Tổ chức đã chọn không còn trong sổ: hãy chọn lại.",
    }

    def __init__(self, **kwargs):
        super().__init__(queryset=Organisation.objects.all(), widget=OrganisationsInput, **kwargs)


class PlaceField(forms.ModelChoiceField):
    default_error_messages = {"invalid_choice": "Không có xã, phường này: hãy chọn trong danh sách."}

    def __init__(self, **kwargs):
        super().__init__(queryset=Place.objects.select_related("parent"), widget=PlaceInput, **kwargs)
