"""What the lists of things that belong to an organisation share, and their rows on its page."""

from django.db import models
from django.utils import timezone

from cooperatives.models import Kind, Organisation
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.fields import matching
from office.form_fields import IntegerField, MoneyField
from printing import numbers

NUMBERS = {
    models.PositiveIntegerField: {"form_class": IntegerField},
    models.BigIntegerField: {"form_class": MoneyField},
}


class OfOrganisationAdmin(PortalModelAdmin):
    """Rows of one organisation each, which they keep: found by their own words or by the organisation's."""

    formfield_overrides = NUMBERS
    autocomplete_fields = ["organisation"]
    list_select_related = ["organisation"]
    search_fields = ["search_key"]  # shows the box; search_keys are what is searched
    search_keys = ("search_key", "organisation__search_key")

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["organisation"] if obj else [])]

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, search_term, keys=self.search_keys), False


class OfOrganisationInline(GuardedTabularInline):
    """The same rows on the page of their organisation, once it has been entered; `kinds` says of which kinds."""

    formfield_overrides = NUMBERS
    classes = ["collapse"]
    kinds: tuple[Kind, ...] = tuple(Kind)

    def _shown(self, obj: Organisation | None) -> bool:
        return obj is None or obj.kind in self.kinds

    def has_view_permission(self, request, obj=None):
        return self._shown(obj) and super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._shown(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._shown(obj) and super().has_delete_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._shown(obj) and super().has_add_permission(request, obj)


def validity_words(row) -> str:
    """Whether a row with `valid_from` and `valid_to` is in force today, in words."""
    today = timezone.localdate()
    if row.valid_to and row.valid_to < today:
        return "đã hết hạn"
    if row.valid_from and row.valid_from > today:
        return "chưa đến ngày"
    if row.valid_to is None:
        return "còn hiệu lực"
    return f"còn {numbers.counted((row.valid_to - today).days + 1)} ngày"
