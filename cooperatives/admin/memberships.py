from django.contrib import admin

from cooperatives.importing import MembershipResource
from cooperatives.models import AllianceMembership, Organisation
from office.admin import PortalModelAdmin
from office.importing.pages import ImportAdminMixin


@admin.register(AllianceMembership)
class AllianceMembershipAdmin(ImportAdminMixin, PortalModelAdmin):
    """Stays in the alliance: begun and ended from the organisation's page; typing errors are put right here."""

    resource_classes = [MembershipResource]
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
