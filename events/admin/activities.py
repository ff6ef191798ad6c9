"""What the Alliance does, as staff write it down."""

from django.contrib import admin

from cooperatives.admin.belonging import NUMBERS
from events.models import Activity, Attendee
from office.admin import GuardedTabularInline, PortalModelAdmin
from printing import numbers


class AttendeeInline(GuardedTabularInline):
    model = Attendee
    formfield_overrides = NUMBERS
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "people"]


@admin.register(Activity)
class ActivityAdmin(PortalModelAdmin):
    formfield_overrides = NUMBERS
    list_display = ["title", "kind", "channel", "held_on", "ended_on", "shown_quantity", "shown_participants", "venue"]
    list_filter = ["kind", "channel", ("held_on", admin.DateFieldListFilter)]
    date_hierarchy = "held_on"
    search_help_text = "Tìm theo nội dung, nơi, đơn vị tổ chức, kết quả; không cần gõ dấu"
    autocomplete_fields = ["organisation"]
    inlines = [AttendeeInline]
    fieldsets = [
        (None, {"fields": ["kind", "title", "channel", ("held_on", "ended_on")]}),
        ("Số lượng", {"fields": ["quantity", "participants", "cost"]}),
        ("Ở đâu, cho ai", {"fields": ["venue", "organiser", "organisation", "outcome"]}),
    ]

    def has_change_permission(self, request, obj=None):
        """What the portal counted of its own posts is counted again, not typed over."""
        counted = obj is not None and obj.counted_month is not None
        return not counted and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        counted = obj is not None and obj.counted_month is not None
        return not counted and super().has_delete_permission(request, obj)

    @admin.display(description="số lượng", ordering="quantity")
    def shown_quantity(self, activity) -> str:
        return numbers.grouped(activity.quantity)

    @admin.display(description="lượt người dự", ordering="participants")
    def shown_participants(self, activity) -> str:
        return numbers.grouped(activity.participants)
