from django.contrib import admin

from cooperatives.models import AllianceMembership, Organisation
from office.admin import PortalModelAdmin


@admin.register(AllianceMembership)
class AllianceMembershipAdmin(PortalModelAdmin):
    """Stays in the alliance: begun and ended from the organisation's page; typing errors are put right here."""

    list_display = ["organisation", "admitted_on", "left_on", "decision"]
    list_select_related = ["organisation"]
    list_filter = ["admitted_on", ("left_on", admin.EmptyFieldListFilter)]
    readonly_fields = ["organisation"]
    search_fields = ["organisation__search_key"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        organisations = Organisation.objects.search(search_term).values("pk")
        return (queryset.filter(organisation__in=organisations) if search_term else queryset), False
