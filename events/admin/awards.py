from django.contrib import admin

from events.importing import AwardResource
from events.models import Award, AwardKind
from office.admin import PortalModelAdmin
from office.importing.pages import ImportAdminMixin


@admin.register(AwardKind)
class AwardKindAdmin(PortalModelAdmin):
    list_display = ["form", "level", "recipient", "position", "valid_from", "valid_to"]
    list_filter = ["level", "recipient"]
    search_fields = ["form", "level"]

    def has_delete_permission(self, request, obj=None):
        return False


class StateFilter(admin.SimpleListFilter):
    title = "tiến độ"
    parameter_name = "tien_do"

    def lookups(self, request, model_admin):
        return [("cho-quyet-dinh", "đã trình, chờ quyết định"), ("cho-trao", "đã quyết định, chưa trao")]

    def queryset(self, request, queryset):
        if self.value() == "cho-quyet-dinh":
            return queryset.awaiting_decision()
        return queryset.awaiting_presentation() if self.value() == "cho-trao" else queryset


@admin.register(Award)
class AwardAdmin(ImportAdminMixin, PortalModelAdmin):
    """Awards are never deleted: what was decided stays on record."""

    resource_classes = [AwardResource]
    list_display = ["recipient_name", "kind", "year", "block", "rank", "decision", "decided_on", "presented_at"]
    list_filter = [StateFilter, "achievement_year", "kind__level", "kind__form", "rank"]
    list_select_related = ["kind", "organisation", "presented_at"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tập thể, cá nhân, khối, số quyết định; không cần gõ dấu"
    autocomplete_fields = ["organisation", "kind", "presented_at"]
    fieldsets = [
        (None, {"fields": ["kind", "basis", "achievement_year", "achievement"]}),
        ("Tập thể hoặc cá nhân", {"fields": ["organisation", "person_name", "person_post"]}),
        ("Khối thi đua", {"fields": ["block", "rank"]}),
        ("Đề nghị", {"fields": ["proposal", "proposed_on"]}),
        ("Quyết định", {"fields": ["decision", "decided_on", "presented_at"]}),
    ]

    @admin.display(description="tập thể, cá nhân", ordering="search_key")
    def recipient_name(self, award: Award) -> str:
        return award.recipient_name

    @admin.display(description="năm", ordering="achievement_year")
    def year(self, award: Award) -> str:
        return str(award.achievement_year)

    def has_delete_permission(self, request, obj=None):
        return False
