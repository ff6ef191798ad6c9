"""Entering an organisation, and putting right what its record says."""

from datetime import date

from django import forms
from django.db.models import Q, QuerySet

from cooperatives import tax_code
from cooperatives.forms.fields import LineInput, check_has_come, document_field
from cooperatives.models import Place
from cooperatives.workflow import Paper
from office.guard import GuardedForm
from office.models import User


def officers(besides: int | None = None) -> QuerySet:
    """Who can be put in charge of an organisation: whoever works here, and whoever is in charge already."""
    return User.objects.filter(Q(is_active=True, is_staff=True) | Q(pk=besides)).order_by("full_name", "username")


class AssignForm(forms.Form):
    """To whom organisations are given."""

    officer = forms.ModelChoiceField(
        label="cán bộ phụ trách", queryset=User.objects.none(), required=False, empty_label="Không ai"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers()


class OrganisationForm(GuardedForm):
    """An organisation of one kind. The kind is the menu entry's; founding is entered once, with its papers."""

    decision = LineInput(label="Số quyết định thành lập", max_length=60, required=False)
    document = document_field("Văn bản thành lập")
    note = LineInput(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = getattr(self._meta.model, "KIND", None)
        if kind and self.instance._state.adding:
            self.instance.kind = kind
        if "officer" in self.fields:
            self.fields["officer"].queryset = officers(self.instance.officer_id)
        if "successor_place" in self.fields:
            heirs = [heir.pk for heir in self.instance.possible_successors()]
            self.fields["successor_place"].queryset = Place.objects.filter(pk__in=heirs).select_related("parent")
        for name, verb in (("name", "Đổi tên"), ("place", "Chuyển địa bàn")):
            if name in self.fields and not self.instance._state.adding:
                self.fields[name].help_text = f"Sửa ở đây khi đã ghi sai. Thay đổi thật thì ghi sự kiện “{verb}”."

    def warnings(self) -> list[str]:
        sentence = tax_code.problem(self.instance.tax_code) if "tax_code" in self.changed_data else ""
        return [sentence] if sentence else []

    def days(self) -> list[date]:
        return [self.cleaned_data["founded_on"]] if "founded_on" in self.changed_data else []

    def clean_founded_on(self):
        day = self.cleaned_data["founded_on"]
        check_has_come(day)
        return day

    @property
    def paper(self) -> Paper:
        """What the founding rests on."""
        return Paper(*(self.cleaned_data[name] for name in ("decision", "document", "note")))
