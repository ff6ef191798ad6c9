"""Changes that are more than editing fields: each has a page of its own in the admin.

A ModelAdmin lists its verbs; every record's page links to those it can undergo now, and the page asks what the verb
needs. The change itself stays in the app's workflow.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models


class VerbForm(forms.Form):
    """What a verb asks for. A subclass names the fields and calls the verb in `perform`.

    `error_fields` maps names the verb complains about to fields of this form; other complaints head the form.
    """

    error_fields: dict[str, str] = {}
    explanation = ""
    done = "Đã ghi nhận."

    def __init__(self, *args, subject: models.Model, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject

    def perform(self, *, by) -> None:
        raise NotImplementedError

    def performed(self, *, by) -> bool:
        """Call the verb; where it refuses, show its sentences in the form and return False."""
        try:
            self.perform(by=by)
        except ValidationError as refusal:
            for name, sentences in self._by_field(refusal).items():
                self.add_error(name, sentences)
            return False
        return True

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

    `may` refuses a user with a worded PermissionDenied; without it whoever may change the record may do this.
    """

    slug: str
    label: str
    form: type[VerbForm]
    offered: Callable[[models.Model], bool]
    may: Callable[[object], None] | None = None

    def check(self, user, *, can_change: bool) -> None:
        """Raise PermissionDenied, in words, when `user` may not."""
        if self.may:
            self.may(user)
        elif not can_change:
            raise PermissionDenied(f"Bạn không có quyền thực hiện “{self.label}”. Hãy nhờ cán bộ phụ trách.")

    def allows(self, user, *, can_change: bool) -> bool:
        try:
            self.check(user, can_change=can_change)
        except PermissionDenied:
            return False
        return True
