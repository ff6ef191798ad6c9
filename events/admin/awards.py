from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from events.admin.emulation import DECIDED_FIELDS, REVOKE
from events.admin.years import PlainYear
from events.emulation.forms import AwardForm, AwardKindForm
from events.importing import AwardResource
from events.models import Award, AwardKind
from office.admin import PortalModelAdmin
from office.importing.pages import ImportAdminMixin


@admin.register(AwardKind)
class AwardKindAdmin(PortalModelAdmin):
    form = AwardKindForm
    list_display = ["form", "level", "nature", "recipient", "basis", "position", "valid_from", "valid_to"]
    list_filter = ["level", "nature", "recipient", "basis"]
    fieldsets = [
        (None, {"fields": ["form", "level", "nature", "recipient", "basis", "decided_by", "legal_ground", "position"]}),
        ("Áp dụng", {"fields": ["valid_from", "valid_to", "rules"]}),
    ]
    search_fields = ["form", "level"]

    def has_delete_permission(self, request, obj=None):
        return False


class StateFilter(admin.SimpleListFilter):
    title = "tiến độ"
    parameter_name = "tien_do"

    def lookups(self, request, model_admin):
        return [
            ("cho-quyet-dinh", "đã trình, chờ quyết định"),
            ("cho-trao", "đã quyết định, chưa trao"),
            ("thu-hoi", "đã thu hồi"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "cho-quyet-dinh":
            return queryset.awaiting_decision()
        if self.value() == "thu-hoi":
            return queryset.filter(revoked_on__isnull=False)
        return queryset.awaiting_presentation() if self.value() == "cho-trao" else queryset


@admin.register(Award)
class AwardAdmin(PlainYear, ImportAdminMixin, PortalModelAdmin):
    """Awards are never deleted: what was decided stays on record."""

    year_field = "achievement_year"
    form = AwardForm
    resource_classes = [AwardResource]
    verbs = [REVOKE]
    list_display = ["recipient_name", "kind", "shown_year", "block", "rank", "decision", "decided_on", "presented_at"]
    list_filter = [StateFilter, "achievement_year", "kind__level", "kind__form", "rank"]
    list_select_related = ["kind", "organisation", "presented_at"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tập thể, cá nhân, khối, số quyết định; không cần gõ dấu"
    autocomplete_fields = ["organisation", "kind", "movement", "presented_at"]
    fieldsets = [
        (None, {"fields": ["kind", "basis", "movement", "achievement_year", "achievement"]}),
        ("Tập thể hoặc cá nhân", {"fields": ["organisation", "person_name", "person_post"]}),
        ("Khối thi đua", {"fields": ["block", "rank"]}),
        ("Đề nghị", {"fields": ["proposal", "proposed_on"]}),
        ("Quyết định", {"fields": ["decision", "decided_on", "presented_at", "public_page", "taken_back"]}),
    ]
    readonly_fields = ["public_page", "taken_back"]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(DECIDED_FIELDS if obj and obj.paper_id else [])]

    @admin.display(description="trang tra cứu")
    def public_page(self, award: Award) -> str:
        if award.pk is None or award.decided_on is None:
            return "có sau khi quyết định"
        address = reverse("events:honour", args=[award.code])
        return format_html('<a href="{}">{}</a>', address, address)

    @admin.display(description="thu hồi")
    def taken_back(self, award: Award) -> str:
        if not award.revoked_on:
            return "không"
        return f"{award.revocation} ngày {award.revoked_on:%d/%m/%Y}: {award.revocation_reason}"

    @admin.display(description="năm", ordering="achievement_year")
    def shown_year(self, award: Award) -> str:
        return str(award.achievement_year)

    @admin.display(description="tập thể, cá nhân", ordering="search_key")
    def recipient_name(self, award: Award) -> str:
        return award.recipient_name

    def has_delete_permission(self, request, obj=None):
        return False
