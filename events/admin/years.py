"""Years on pages that are only read: Django puts a dot of thousands into every whole number it shows."""


class PlainYear:
    """For a ModelAdmin that names its fields: where `year_field` is only read, its `shown_year` stands there."""

    year_field = "year"

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "shown_year"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self._is_only_read(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [self._shown(name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def _is_only_read(self, request, obj) -> bool:
        if obj is None:
            return False
        kept = self.year_field in self.get_readonly_fields(request, obj)
        return kept or not self.has_change_permission(request, obj)

    def _shown(self, name: str) -> str:
        return "shown_year" if name == self.year_field else name
