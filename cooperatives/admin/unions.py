"""Which cooperatives are members of which union, from both sides."""

from django.contrib import admin

from cooperatives.admin.belonging import OfOrganisationAdmin, OfOrganisationInline
from cooperatives.admin.validity import OpenOnFilter
from cooperatives.models import COOPERATIVE_KINDS, Kind, Organisation, UnionMembership
from office.admin import PortalModelAdmin
from office.fields import matching


class _PlainUnions:
    """Unions are few: they are chosen from a plain list."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "union":
            kwargs["queryset"] = Organisation.objects.of_kind(Kind.UNION)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class UnionMembersInline(OfOrganisationInline):
    """On a union's page: its members."""

    model = UnionMembership
    fk_name = "union"
    kinds = (Kind.UNION,)
    fields = ["organisation", "joined_on", "left_on", "decision"]
    autocomplete_fields = ["organisation"]
    verbose_name = "thành viên của liên hiệp"
    verbose_name_plural = "thành viên của liên hiệp"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


class UnionsInline(_PlainUnions, OfOrganisationInline):
    """On a cooperative's page: the unions that it belongs to."""

    model = UnionMembership
    fk_name = "organisation"
    kinds = COOPERATIVE_KINDS
    fields = ["union", "joined_on", "left_on", "decision"]
    verbose_name = "liên hiệp"
    verbose_name_plural = "tham gia liên hiệp"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("union")


@admin.register(UnionMembership)
class UnionMembershipAdmin(_PlainUnions, PortalModelAdmin):
    """Stays of cooperatives in unions: one that ended keeps its last day."""

    list_display = ["organisation", "union", "joined_on", "left_on", "decision"]
    list_select_related = ["organisation", "union"]
    list_filter = [OpenOnFilter, ("left_on", admin.EmptyFieldListFilter)]
    search_fields = ["organisation__search_key"]
    search_help_text = "Tìm theo tên, mã của hợp tác xã hoặc liên hiệp; không cần gõ dấu"
    fields = ["union", "organisation", "joined_on", "left_on", "decision"]
    autocomplete_fields = OfOrganisationAdmin.autocomplete_fields

    def get_readonly_fields(self, request, obj=None):
        return ["union", "organisation"] if obj else []

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, search_term, keys=("organisation__search_key", "union__search_key")), False
