from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from events.models import (
    AgendaItem,
    Body,
    Chair,
    Conclusion,
    Conference,
    ConferenceBody,
    Contribution,
    Paper,
    Photo,
    Term,
    Vote,
)
from office.admin import GuardedTabularInline, PortalModelAdmin
from office.file_rows import FileRowsFormSet


class TermInline(GuardedTabularInline):
    model = Term


@admin.register(Body)
class BodyAdmin(PortalModelAdmin):
    list_display = ["name", "abbreviation", "kind", "position", "quorum"]
    search_fields = ["name"]
    inlines = [TermInline]
    fieldsets = [
        (None, {"fields": ["name", "abbreviation", "kind", "position"]}),
        ("Điều kiện họp", {"fields": [("quorum_part", "quorum_of"), "quorum_exceeded"]}),
    ]

    @admin.display(description="họp được khi có mặt")
    def quorum(self, body: Body) -> str:
        return body.quorum_rule or "–"


class ConferenceBodyInline(GuardedTabularInline):
    model = ConferenceBody
    autocomplete_fields = ["body"]


class ChairInline(GuardedTabularInline):
    model = Chair


class AgendaInline(GuardedTabularInline):
    model = AgendaItem


class ContributionInline(GuardedTabularInline):
    model = Contribution


class VoteInline(GuardedTabularInline):
    model = Vote

    def get_formset(self, request, obj=None, **kwargs):
        """Only the bodies of this very session vote in it."""
        formset = super().get_formset(request, obj, **kwargs)
        if session := formset.form.base_fields.get("session"):
            session.queryset = ConferenceBody.objects.filter(conference=obj).select_related("body")
        return formset

    def has_add_permission(self, request, obj=None):
        """Nobody is there to vote before the conference is kept and its delegates are."""
        return obj is not None and super().has_add_permission(request, obj)


class ConclusionInline(GuardedTabularInline):
    model = Conclusion
    fields = ["position", "text", "responsible", "due_on", "note"]


class PaperInline(GuardedTabularInline):
    model = Paper
    formset = FileRowsFormSet


class PhotoInline(GuardedTabularInline):
    """What is said of each photo, and its place; photos join on their own page."""

    model = Photo
    formset = FileRowsFormSet
    fields = ["seen", "position", "caption", "photographer"]
    readonly_fields = ["seen"]

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description="ảnh")
    def seen(self, photo: Photo) -> str:
        address = reverse("events:photo_file", args=[photo.conference_id, photo.pk, "nho"])
        return format_html('<img src="{}" alt="{}" width="120" loading="lazy">', address, photo)


@admin.register(Conference)
class ConferenceAdmin(PortalModelAdmin):
    list_display = ["title", "kind", "held_on", "place", "period_reported"]
    list_filter = ["kind", "period_reported"]
    list_select_related = ["period_reported"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên, địa điểm; không cần gõ dấu"
    inlines = [
        ConferenceBodyInline,
        ChairInline,
        AgendaInline,
        ContributionInline,
        VoteInline,
        ConclusionInline,
        PaperInline,
        PhotoInline,
    ]
    fieldsets = [
        (None, {"fields": ["title", "kind", ("held_on", "starts_at", "ends_at"), "place"]}),
        ("Ghi biên bản", {"fields": [("secretary", "secretary_titles")]}),
        ("Kỳ và ngày đăng", {"fields": ["period_reported", "period_planned", "published_on"]}),
        ("Nội dung báo cáo", {"fields": ["work_done", "limitations", "tasks", "proposals"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-held_on", "-pk")

    def has_delete_permission(self, request, obj=None):
        return False

    def response_post_save_add(self, request, obj):
        return redirect("events:conference", obj.pk)

    response_post_save_change = response_post_save_add
