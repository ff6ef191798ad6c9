from django.contrib import admin

from office.admin import PortalModelAdmin
from reports.forms import OfficeIndicatorForm
from reports.models import OfficeIndicator


@admin.register(OfficeIndicator)
class OfficeIndicatorAdmin(PortalModelAdmin):
    """Indicators that are only a name and a unit; what lines of the ledger name is never deleted."""

    form = OfficeIndicatorForm
    list_display = ["name", "unit", "nature", "code"]
    list_filter = ["nature"]
    fields = ["name", "unit", "nature", "decimals", "code"]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["code"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        return False
