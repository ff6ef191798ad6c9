from django.contrib import admin

from events.models import Body, Chair, Conference, ConferenceBody
from office.admin import GuardedTabularInline, PortalModelAdmin


@admin.register(Body)
class BodyAdmin(PortalModelAdmin):
    list_display = ["name", "abbreviation"]
    search_fields = ["name"]


class ConferenceBodyInline(GuardedTabularInline):
    model = ConferenceBody
    autocomplete_fields = ["body"]


class ChairInline(GuardedTabularInline):
    model = Chair


@admin.register(Conference)
class ConferenceAdmin(PortalModelAdmin):
    list_display = ["title", "kind", "held_on", "place", "period_reported"]
    list_filter = ["kind", "period_reported"]
    list_select_related = ["period_reported"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên, địa điểm; không cần gõ dấu"
    inlines = [ConferenceBodyInline, ChairInline]
    fieldsets = [
        (None, {"fields": ["title", "kind", "held_on", "place", "period_reported", "period_planned"]}),
        ("Nội dung báo cáo", {"fields": ["work_done", "limitations", "tasks", "proposals"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-held_on", "-pk")

    def has_delete_permission(self, request, obj=None):
        return False
