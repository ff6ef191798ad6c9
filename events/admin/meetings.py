"""Who sits on the bodies, who is expected, what was concluded and resolved."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils import timezone

from events.forms import DoneForm, IssueResolutionForm, PersonForm, ReopenForm, is_open
from events.models import Conclusion, Delegate, Person, Resolution, Seat
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.verbs import Verb


class SeatInline(GuardedTabularInline):
    """At which conference somebody was elected or let go is on the seat's own page."""

    model = Seat
    fields = ["body", "term", "post", "rank", "seated_on", "left_on", "reason"]
    autocomplete_fields = ["body"]
    show_change_link = True


@admin.register(Person)
class PersonAdmin(PortalModelAdmin):
    form = PersonForm
    list_display = ["full_name", "post", "organisation"]
    list_select_related = ["organisation"]
    search_help_text = "Tìm theo họ tên, chức vụ; không cần gõ dấu"
    autocomplete_fields = ["organisation"]
    inlines = [SeatInline]

    def has_delete_permission(self, request, obj=None):
        return False


class SittingFilter(admin.SimpleListFilter):
    title = "tham gia"
    parameter_name = "tham_gia"

    def lookups(self, request, model_admin):
        return [("dang", "đang tham gia"), ("thoi", "đã thôi")]

    def queryset(self, request, queryset):
        if self.value() == "thoi":
            return queryset.filter(left_on__lte=timezone.localdate())
        return queryset.sitting(on=timezone.localdate()) if self.value() == "dang" else queryset


@admin.register(Seat)
class SeatAdmin(PortalModelAdmin):
    list_display = ["person", "post", "body", "seated_on", "left_on", "reason"]
    list_filter = [SittingFilter, "body"]
    list_select_related = ["person", "body"]
    search_fields = ["person__search_key"]
    search_help_text = "Tìm theo họ tên; không cần gõ dấu"
    autocomplete_fields = ["person", "body", "elected_at", "left_at"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Delegate)
class DelegateAdmin(PortalModelAdmin):
    list_display = ["full_name", "titles", "conference", "checked_in_at", "absence"]
    list_filter = ["conference"]
    list_select_related = ["conference"]
    search_help_text = "Tìm theo họ tên, chức danh; không cần gõ dấu"
    autocomplete_fields = ["organisation"]
    fields = ["conference", "full_name", "titles", "organisation", "absence"]
    readonly_fields = ["conference"]

    def has_add_permission(self, request):
        """Delegates join the list on its own page, at its end."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Who was invited, came, or sits on a body of the session stays on the list: a quorum is counted of all."""
        kept = obj and (obj.present or obj.invitation_id or obj.still_sits)
        return not kept and super().has_delete_permission(request, obj)

    def response_post_save_change(self, request, obj):
        return redirect("events:delegates", obj.conference_id)


@admin.register(Resolution)
class ResolutionAdmin(PortalModelAdmin):
    verbs = [Verb("ban-hanh", "Cấp số, ban hành", IssueResolutionForm, lambda one: one.number is None)]
    list_display = ["__str__", "title", "conference", "issued_on"]
    list_filter = ["year"]
    list_select_related = ["conference"]
    search_fields = ["title"]
    autocomplete_fields = ["conference"]
    fields = ["conference", "title", "basis", "content"]

    def has_change_permission(self, request, obj=None):
        """What is issued stays as it was issued."""
        return not (obj and obj.number) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def response_post_save_add(self, request, obj):
        return redirect("events:outcome", obj.conference_id)

    response_post_save_change = response_post_save_add


class ProgressFilter(admin.SimpleListFilter):
    title = "tiến độ"
    parameter_name = "tien_do"

    def lookups(self, request, model_admin):
        return [("chua", "chưa thực hiện xong"), ("qua-han", "quá hạn"), ("xong", "đã thực hiện")]

    def queryset(self, request, queryset):
        if self.value() == "qua-han":
            return queryset.overdue(timezone.localdate())
        if self.value() == "xong":
            return queryset.exclude(done_on=None)
        return queryset.open() if self.value() == "chua" else queryset


@admin.register(Conclusion)
class ConclusionAdmin(PortalModelAdmin):
    verbs = [
        Verb("da-thuc-hien", "Đã thực hiện", DoneForm, is_open),
        Verb("chua-xong", "Chưa thực hiện xong", ReopenForm, lambda one: not is_open(one)),
    ]
    list_display = ["text", "responsible", "due_on", "done_on", "conference"]
    list_filter = [ProgressFilter]
    list_select_related = ["conference"]
    search_help_text = "Tìm theo nội dung, người thực hiện; không cần gõ dấu"
    autocomplete_fields = ["conference"]
    fields = ["conference", "position", "text", "responsible", "due_on", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-conference__held_on", "position", "pk")

    def has_delete_permission(self, request, obj=None):
        return False
