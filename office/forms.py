"""What every form on a model does."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class TellingForm(forms.ModelForm):
    """A ModelForm that tells what a constraint refuses at the field that the constraint's error code names."""

    def _update_errors(self, errors):
        placed: dict[str, list[ValidationError]] = {}
        for name, refusals in errors.error_dict.items():
            for refusal in refusals:
                own = name == NON_FIELD_ERRORS and refusal.code in self.fields
                placed.setdefault(refusal.code if own else name, []).append(refusal)
        super()._update_errors(ValidationError(placed))
