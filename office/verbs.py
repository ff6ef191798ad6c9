"""Changes that are more than editing fields: each has a page of its own in the admin.

A ModelAdmin lists its verbs; every record's page links to those it can undergo now, and the page asks what the verb
needs. The change itself stays in the app's workflow.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction


class VerbForm(forms.Form):
    """What a verb asks for. A subclass names the fields and calls the verb in `perform`.

    `error_fields` maps names the verb complains about to fields of this form; other complaints head the form.
    `rows` is a formset of further things the page asks for; `consequences` are sentences read before doing it, and a
    `refusal` says why it cannot be done now. `dated_by` is the field with the day the change is of, where it has one.
    """

    error_fields: dict[str, str] = {}
    explanation = ""
    done = "Đã ghi nhận."
    rows: forms.BaseFormSet | None = None
    rows_title = ""
    last_fields: Sequence[str] = ()  # asked after the rows
    consequences: Sequence[str] = ()
    consequences_title = "Điều sẽ xảy ra"
    refusal = ""
    dated_by = ""

    def __init__(self, *args, subject: models.Model, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject

    def days(self) -> list[date]:
        """The days that a change of the register tells of, asked before it is made."""
        return [self.cleaned_data[self.dated_by]] if self.dated_by in self.changed_data else []

    def perform(self, *, by) -> None:
        raise NotImplementedError

    def performed(self, *, by) -> bool:
        """Do it all or nothing of it; where the verb refuses, show its sentences in the form and return False."""
        try:
            with transaction.atomic():
                self.perform(by=by)
        except ValidationError as refusal:
            for name, sentences in self._by_field(refusal).items():
                self.add_error(name, sentences)
            return False
        return True

    def no_longer(self, label: str) -> str:
        """What the page says to one who sends the form after the record has come to stand otherwise."""
        return f"“{label}” không còn áp dụng cho {self.subject}: có thể người khác vừa ghi trước. Chưa ghi gì thêm."

    def _by_field(self, refusal: ValidationError) -> dict[str | None, list[str]]:
        if not hasattr(refusal, "error_dict"):
            return {None: refusal.messages}
        placed: dict[str | None, list[str]] = {}
        for name, sentences in refusal.message_dict.items():
            field = self.error_fields.get(name, name)
            placed.setdefault(field if field in self.fields else None, []).extend(sentences)
        return placed


@dataclass(frozen=True)
class Verb:
    """One change: the end of its address, the words of its button, its form, when it is offered, who may.

    Verbs with a `group` stand together in a list of their page, each with a `hint` that tells it from the others.
    `may` refuses a user with a worded PermissionDenied; without it whoever may change the record may do this.
    `may_with` refuses a user for this very record, once `may` has let them pass.
    """

    slug: str
    label: str
    form: type[VerbForm]
    offered: Callable[[models.Model], bool]
    may: Callable[[object], None] | None = None
    group: str = ""
    hint: str = ""
    may_with: Callable[[object, models.Model], None] | None = None

    def check(self, user, *, can_change: bool, subject: models.Model | None = None) -> None:
        """Raise PermissionDenied, in words, when `user` may not; with a record, not do it to that record."""
        if self.may:
            self.may(user)
        elif not can_change:
            raise PermissionDenied(f"Bạn không có quyền thực hiện “{self.label}”. Hãy nhờ cán bộ phụ trách.")
        if self.may_with and subject is not None:
            self.may_with(user, subject)

    def allows(self, user, *, can_change: bool, subject: models.Model | None = None) -> bool:
        try:
            self.check(user, can_change=can_change, subject=subject)
        except PermissionDenied:
            return False
        return True
