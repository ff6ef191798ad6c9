"""Two people, one record: the second to save is told what the first changed, and neither loses anything.

A form built on GuardedForm carries, in a signed hidden field, what each of its fields showed when the page was opened.
Saving locks the record and compares that with what it holds now. When somebody else changed it meanwhile, the form
comes back with a sentence naming each changed field: what was typed stays, and fields nobody touched here take the
new value. Saving again then means "I have seen it".
"""

from datetime import date

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet, model_to_dict
from django.utils.text import capfirst

from office.forms import TellingForm

_SALT = "office.guard"
_OVERWRITES = "overwrites"  # the code of the refusal
_LONGEST_QUOTE = 80  # characters of a value that the sentence repeats

Shown = str | list[str]
"""What a form field shows, exactly as a browser sends it back when nobody touches it."""


class _OpenedAs(forms.CharField):
    """Carries the state; never a change of its own, so that untouched rows of a formset stay untouched."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data) -> bool:
        return False


class GuardedForm(TellingForm):
    """A ModelForm that refuses, once and in words, to overwrite what somebody else saved meanwhile.

    Validate and save it within one transaction: the record stays locked from the comparison to the end.
    """

    opened_as = _OpenedAs(required=False, label="")

    def get_initial_for_field(self, field, field_name):
        if field_name != "opened_as":
            return super().get_initial_for_field(field, field_name)
        return "" if self.instance._state.adding else self._sealed(self._state_of(self.instance))

    def warnings(self) -> list[str]:
        """What looks odd in a valid form: it is saved all the same, and its page says so afterwards."""
        return []

    def days(self) -> list[date]:
        """The days that a change of the register tells of; none for most forms."""
        return []

    def clean(self):
        cleaned = super().clean()
        if not self.instance._state.adding:
            self._refuse_overwriting()
        return cleaned

    def _state_of(self, instance: models.Model) -> dict[str, Shown]:
        guarded = [name for name, field in self.fields.items() if not field.disabled]
        return {name: _shown(self.fields[name], value) for name, value in model_to_dict(instance, guarded).items()}

    def _sealed(self, state: dict[str, Shown]) -> str:
        return signing.dumps([self.instance.pk, state], salt=_SALT, compress=True)

    def _opened_state(self) -> dict[str, Shown] | None:
        try:
            pk, state = signing.loads(self.data.get(self.add_prefix("opened_as"), ""), salt=_SALT)
        except signing.BadSignature:
            return None
        return state if pk == self.instance.pk else None

    def _refuse_overwriting(self) -> None:
        rows = type(self.instance)._base_manager.select_for_update().order_by("pk")  # not joined to order them
        stored = rows.filter(pk=self.instance.pk).first()
        if stored is None:
            raise ValidationError("Bản ghi này vừa bị người khác xóa nên không lưu được.")
        self._take_the_rest_from(stored)
        now, opened = self._state_of(stored), self._opened_state()
        typed = {name: _sent(self, name, now[name]) for name in now}
        before = opened if opened is not None else {name: now[name] for name in now if typed[name] == now[name]}
        changed = [name for name in now if before.get(name) != now[name]]
        if not changed:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_as")] = self._sealed(now)
        for name in changed:
            if typed[name] == before.get(name):
                _put(self, name, now[name])
        sentence = self._sentence(changed, before, now, typed, known=opened is not None)
        raise ValidationError(sentence, code=_OVERWRITES)

    def _take_the_rest_from(self, stored: models.Model) -> None:
        """Fields that this form does not edit are saved as they are now, not as they were when the page began."""
        for field in stored._meta.concrete_fields:
            if field.name not in self.fields or self.fields[field.name].disabled:
                setattr(self.instance, field.attname, getattr(stored, field.attname))

    def _sentence(self, changed, before, now, typed, *, known: bool) -> str:
        def told(name: str) -> str:
            field, mine = self.fields[name], ""
            if typed[name] not in (before.get(name), now[name]):
                mine = f" (bạn nhập “{_in_words(field, typed[name])}”)"
            was = f"từ “{_in_words(field, before.get(name, ''))}” thành" if known else "đang là"
            label = str(field.label)
            return f"“{label[:1].lower()}{label[1:]}” {was} “{_in_words(field, now[name])}”{mine}"

        opening = (
            "Người khác đã sửa bản ghi này sau khi bạn mở trang"
            if known
            else "Chưa lưu, vì không rõ bạn đã mở bản ghi này lúc nào; bản ghi hiện có"
        )
        return (
            f"{opening}: {'; '.join(map(told, changed))}. "
            "Những ô bạn đã sửa vẫn như bạn nhập, các ô khác lấy giá trị mới: hãy xem lại rồi bấm Lưu lần nữa."
        )


class GuardedFormSet(BaseInlineFormSet):
    """Rows of a table: none is deleted unseen after somebody changed it, none comes back after somebody deleted it."""

    def add_fields(self, form, index):
        """A table heads its columns once; each box also says what is asked in it, to those who cannot see the head."""
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label:
                _bare_widget(field).attrs.setdefault("aria-label", capfirst(field.label))

    def _existing_object(self, pk):
        """The row of that key; for one that is no more a blank one, which nothing is saved or deleted through.

        Without it the library would take another row in its place.
        """
        return super()._existing_object(pk) or self.model(pk=pk)

    def clean(self):
        super().clean()
        gone = [form for form in self.initial_forms if form.instance._state.adding]
        for form in self.forms:
            deleting = self.can_delete and self._should_delete_form(form)
            if form in gone and not deleting:
                raise ValidationError(
                    "Người khác vừa xóa một dòng của bảng này sau khi bạn mở trang: hãy đánh dấu xóa ở dòng trống "
                    "tương ứng rồi lưu, hoặc mở lại trang."
                )
            if deleting and form.has_error(NON_FIELD_ERRORS, _OVERWRITES):
                raise ValidationError("Một dòng bạn định xóa vừa được người khác sửa: hãy xem lại rồi lưu lần nữa.")
        if not self.deleted_forms:  # a row may take the place of one that goes
            for form in self.forms:
                _tell_constraints(form)


def _tell_constraints(form: forms.ModelForm) -> None:
    """What the constraints say of a row with its parent: the library asks them without it.

    Else a row that somebody else entered meanwhile would be refused by the database, not in words.
    """
    if form.errors or not form.has_changed():
        return
    try:
        form.instance.validate_constraints(exclude=form._get_validation_exclusions())
    except ValidationError as refused:
        form._update_errors(refused)


def _bare_widget(field: forms.Field) -> forms.Widget:
    return field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget


def _shown(field: forms.Field, value) -> Shown:
    value, widget = field.prepare_value(value), _bare_widget(field)
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value), strict=True)
        return [part.format_value(one) or "" for part, one in parts]
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    if isinstance(field, forms.FileField):
        return str(value or "")
    if isinstance(value, list | tuple):
        return sorted(map(str, value))
    text = widget.format_value(value)
    return _one_line_ending(text[0] if isinstance(text, list) and text else text or "")


def _sent(form: forms.BaseForm, name: str, now: Shown) -> Shown:
    """What the browser sent for a field; of a file field that was left alone, what it shows now."""
    field = form.fields[name]
    raw = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    if isinstance(field, forms.FileField):
        return now if raw is None else str(raw or "")
    if isinstance(_bare_widget(field), forms.MultiWidget):
        return [part or "" for part in raw]
    if isinstance(raw, list | tuple):
        return sorted(map(str, raw))
    if isinstance(raw, bool):
        return "on" if raw else ""
    return _one_line_ending(raw or "")


def _put(form: forms.BaseForm, name: str, value: Shown) -> None:
    """Make the form that comes back show `value` in a field."""
    key, widget = form.add_prefix(name), _bare_widget(form.fields[name])
    if isinstance(widget, forms.MultiWidget):
        for suffix, part in zip(widget.widgets_names, value, strict=True):
            form.data[key + suffix] = part
    elif isinstance(widget, forms.CheckboxInput) and not value:
        form.data.pop(key, None)
    elif isinstance(value, list):
        form.data.setlist(key, value)
    else:
        form.data[key] = value


def _one_line_ending(text) -> str:
    return str(text).replace("\r\n", "\n")


def _in_words(field: forms.Field, value: Shown) -> str:
    """A shown value as a person reads it: labels of choices, names of records, long texts cut short."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        text = ", ".join(str(record) for record in field.queryset.filter(pk__in=value))
    elif isinstance(field, forms.ModelChoiceField):
        text = str(field.queryset.filter(pk=value).first() or "") if str(value).isdecimal() else ""
    elif isinstance(field, forms.MultipleChoiceField):
        text = ", ".join(str(dict(field.choices).get(one, one)) for one in value)
    elif isinstance(field, forms.ChoiceField):
        text = str(dict(field.choices).get(value, value) if value else "")
    elif isinstance(field, forms.BooleanField):
        text = "có" if value else "không"
    else:
        text = " ".join(value) if isinstance(value, list) else value
    text = " ".join(text.split())
    return (text[:_LONGEST_QUOTE] + "…" if len(text) > _LONGEST_QUOTE else text) or "(trống)"
