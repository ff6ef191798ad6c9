from django.contrib import admin

from cooperatives.importing import LifeEventResource
from cooperatives.models import LifeEvent, Participant
from office.admin import PortalModelAdmin
from office.import_pages import ImportAdminMixin


class ParticipantInline(admin.TabularInline):
    model = Participant
    fields = ["organisation", "role"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(PortalModelAdmin):
    """Rows that only verbs and imports write."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LifeEvent)
class LifeEventAdmin(ImportAdminMixin, ReadOnlyAdmin):
    resource_classes = [LifeEventResource]
    list_display = ["date", "kind", "participants", "decision"]
    list_filter = ["kind", "date"]
    inlines = [ParticipantInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("participants__organisation")

    @admin.display(description="các bên")
    def participants(self, event) -> str:
        return "; ".join(f"{part.organisation.name} ({part.get_role_display()})" for part in event.participants.all())
