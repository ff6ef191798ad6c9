"""What forms share: telling what a constraint refuses, folding what narrows a list."""

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


class FoldedFilters:
    """A form that looks for a name (`q`); its other fields narrow the list, folded on a phone until one is set."""

    @property
    def filters(self) -> list[forms.BoundField]:
        """What stands beside the name to look for."""
        return [field for field in self.visible_fields() if field.name != "q"]

    @property
    def is_filtered(self) -> bool:
        """Whether anything but a name is asked for, or one of the filters has something to say."""
        return any(field.data or field.errors for field in self.filters)
