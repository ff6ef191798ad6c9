"""Rows with files of their own, edited within the page of their parent."""

from django import forms

from office.documents import delete_with_files, remove_files
from office.guard import GuardedFormSet


class FileRowsFormSet(GuardedFormSet):
    """Files go with their rows, and with their place when another file takes it."""

    def delete_existing(self, obj, commit=True):
        if commit:
            delete_with_files(obj)

    def save_existing(self, form, obj, commit=True):
        before = type(obj)._base_manager.get(pk=obj.pk)
        saved = super().save_existing(form, obj, commit)
        changed = [name for name in form.changed_data if isinstance(form.fields[name], forms.FileField)]
        if commit:
            remove_files([(file.storage, file.name) for name in changed if (file := getattr(before, name))])
        return saved
