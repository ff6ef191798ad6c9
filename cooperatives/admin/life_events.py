from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from cooperatives.forms import EventForm, RecountForm, UndoForm
from cooperatives.importing import LifeEventResource
from cooperatives.models import LifeEvent
from cooperatives.timeline import page_name
from office import typed
from office.admin import PortalModelAdmin
from office.documents import handed_out
from office.importing.pages import ImportAdminMixin
from office.verbs import Verb
from printing import numbers

RECOUNT_EXPLAINED = (
    "Chỉ dùng khi kiểm đếm lại mà không nêu được tên từng tổ chức: từ ngày này, số đếm của loại hình tăng hoặc giảm "
    "đúng bằng số lượng ghi ở đây. Sự kiện của một tổ chức có tên thì ghi trên trang của tổ chức ấy."
)


class YearFilter(admin.SimpleListFilter):
    title = "năm"
    parameter_name = "nam"

    def lookups(self, request, model_admin):
        years = LifeEvent.objects.dates("date", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in years]

    def queryset(self, request, queryset):
        year = self.value() or ""
        return queryset.filter(date__year=int(year)) if year.isdecimal() and len(year) == 4 else queryset


@admin.register(LifeEvent)
class LifeEventAdmin(ImportAdminMixin, PortalModelAdmin):
    """What happened: written by the verbs of organisations, taken back here; its papers are put right here.

    The one thing entered here is a recount, which belongs to no organisation.
    """

    resource_classes = [LifeEventResource]
    form = EventForm
    import_export_change_list_template = "admin/register_list.html"
    verbs = [Verb("huy", "Hủy sự kiện", UndoForm, lambda event: True)]
    list_display = ["date", "kind", "parties", "decision", "paper"]
    list_filter = ["kind", YearFilter]
    search_help_text = "Tìm theo tên, mã tổ chức hoặc số quyết định; không cần gõ dấu"
    autocomplete_fields = ["adjusted_place"]
    add_label = "Điều chỉnh số liệu"
    RECOUNT = ["adjusted_kind", "adjusted_sector", "adjusted_place", "adjustment"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("adjusted_place__parent").with_participants()

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **kwargs, **({} if obj else {"form": RecountForm}))

    def get_fieldsets(self, request, obj=None):
        papers = ["decision", "document", "note"]
        if obj is None:
            return [(None, {"fields": ["date", *self.RECOUNT, *papers], "description": RECOUNT_EXPLAINED})]
        told = ["parties"] if obj.kind != LifeEvent.Kind.ADJUSTED else self.RECOUNT
        shown = [*papers, "paper"] if self.has_change_permission(request, obj) else ["decision", "paper", "note"]
        return [
            ("Sự kiện", {"fields": ["kind", "date", *told]}),
            ("Văn bản và ghi chú", {"fields": shown, "description": "Ngày và các bên chỉ đổi được bằng cách hủy."}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["kind", "date", "parties", "paper", *self.RECOUNT] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    @typed.gives_back
    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {**(extra_context or {}), "title": self.add_label})

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "add_label": self.add_label})

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.pk = form.recount(by=request.user).pk

    @admin.display(description="các bên")
    def parties(self, event) -> str:
        if event.kind == LifeEvent.Kind.ADJUSTED:
            of = filter(None, [event.get_adjusted_kind_display(), event.get_adjusted_sector_display()])
            where = f" tại {event.adjusted_place}" if event.adjusted_place else ""
            return f"{numbers.signed(event.adjustment)} {', '.join(of)}{where}"
        lines = format_html_join("", "<li>{}</li>", ((_party(part),) for part in event.participants.all()))
        return format_html('<ul class="record">{}</ul>', lines)

    @admin.display(description="tệp văn bản")
    def paper(self, event) -> str:
        if not event.document:
            return "–"
        page = reverse("admin:cooperatives_lifeevent_document", args=[event.pk])
        return format_html('<a href="{}" aria-label="Tải văn bản của {}">Tải văn bản</a>', page, event)

    # The document

    def get_urls(self):
        view = self.admin_site.admin_view(self.document_view)
        return [path("<int:pk>/van-ban/", view, name="cooperatives_lifeevent_document"), *super().get_urls()]

    def document_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand the document of an event out to those who may see the event."""
        event = self.get_object(request, str(pk))
        if not self.has_view_permission(request, event):
            raise PermissionDenied("Bạn không có quyền xem văn bản này. Hãy nhờ cán bộ phụ trách.")
        if event is None or not event.document:
            raise Http404("Sự kiện này không có văn bản.")
        try:
            return handed_out(event.document)
        except FileNotFoundError as lost:
            raise Http404("Tệp văn bản không còn trên máy chủ: hãy báo người quản trị.") from lost


def _party(part) -> str:
    organisation = part.organisation
    former = [f"tên cũ {part.former_name}"] if part.former_name else []
    if part.former_place:
        seat = ", ".join(filter(None, [part.former_address, str(part.former_place)]))
        former.append(f"chuyển từ {seat}")
    told = "; ".join([part.get_role_display(), *former])
    return format_html(
        '<a href="{}">{}</a>: {}', reverse(page_name(organisation), args=[organisation.pk]), organisation, told
    )
