from django.contrib import admin

from news.models import Disclosure
from office.admin import PortalModelAdmin


@admin.register(Disclosure)
class DisclosureAdmin(PortalModelAdmin):
    """One row, which leadership sets: how small a group the public figures tell of."""

    list_display = ["__str__", "smallest_group"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Disclosure.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
