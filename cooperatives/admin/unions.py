"""The list of which cooperatives are members of which union."""

from django.contrib import admin

from cooperatives.admin.belonging import OfOrganisationAdmin
from cooperatives.admin.rows import PlainUnions
from cooperatives.admin.validity import OpenOnFilter
from cooperatives.models import UnionMembership
from office.admin import PortalModelAdmin
from office.fields import matching


@admin.register(UnionMembership)
class UnionMembershipAdmin(PlainUnions, PortalModelAdmin):
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
