"""Two people, one record: the second to save is told what the first changed, and loses nothing.

A form built on GuardedForm remembers, in a signed hidden field, the values its record had when the page was opened.
Saving compares them with the record as it is now, locked for the length of the transaction; when somebody else
changed it meanwhile the form comes back with what was typed and a sentence naming each changed field. Saving again
then means "I have seen it".
"""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import model_to_dict

_SALT = "office.guard"


def state_of(instance: models.Model) -> dict[str, str]:
    """Return the stored values of every editable field of `instance`, as text by field name."""
    values = model_to_dict(instance, [field.name for field in instance._meta.fields if field.editable])
    return {name: "" if value is None else str(value) for name, value in values.items()}


class GuardedForm(forms.ModelForm):
    """A ModelForm that refuses, once and in words, to overwrite what somebody else saved meanwhile."""

    opened_as = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_as"] = self._sealed(state_of(self.instance))

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._refuse_overwriting()
        return cleaned

    def has_changed(self) -> bool:
        return any(name != "opened_as" for name in self.changed_data)

    def _sealed(self, state: dict[str, str]) -> str:
        return signing.dumps([self.instance.pk, state], salt=_SALT, compress=True)

    def _opened_state(self) -> dict[str, str]:
        try:
            pk, state = signing.loads(self.data.get(self.add_prefix("opened_as"), ""), salt=_SALT)
        except signing.BadSignature:
            pk, state = None, {}
        return state if pk == self.instance.pk else {}

    def _refuse_overwriting(self) -> None:
        manager = type(self.instance)._base_manager
        stored = manager.select_for_update().filter(pk=self.instance.pk).first()
        if stored is None:
            raise ValidationError("Bản ghi này vừa bị người khác xóa nên không lưu được.")
        now, opened = state_of(stored), self._opened_state()
        changed = [name for name in now if opened.get(name) != now[name]]
        if not changed:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_as")] = self._sealed(now)
        raise ValidationError(
            "Người khác đã sửa bản ghi này sau khi bạn mở trang: "
            + "; ".join(_difference(stored, name, opened.get(name, "")) for name in changed)
            + ". Những gì bạn nhập vẫn còn dưới đây: hãy xem lại rồi bấm Lưu lần nữa nếu vẫn muốn giữ."
        )


def _difference(stored: models.Model, name: str, before: str) -> str:
    field = stored._meta.get_field(name)
    shown = getattr(stored, f"get_{name}_display", lambda: getattr(stored, name))()
    was = dict(field.flatchoices).get(before, before) if field.flatchoices else before
    if field.is_relation:
        return f"“{field.verbose_name}” nay là “{shown or ''}”"
    return f"“{field.verbose_name}” từ “{was}” thành “{'' if shown is None else shown}”"
