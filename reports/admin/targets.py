from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from office.verbs import Verb
from printing import dates, numbers
from reports import workflow
from reports.admin.lines import LineAdmin
from reports.forms import CopyTargetsForm, ReviseTargetForm, TargetForm
from reports.importing import TargetResource
from reports.models import Target
from returns.models import Period


class HoldingFilter(admin.SimpleListFilter):
    title = "hiệu lực"
    parameter_name = "hieu_luc"

    def lookups(self, request, model_admin):
        return [("con", "đang áp dụng"), ("thay", "đã điều chỉnh")]

    def queryset(self, request, queryset):
        if self.value() == "con":
            return queryset.current()
        return queryset.filter(superseded_on__isnull=False) if self.value() == "thay" else queryset


@admin.register(Target)
class TargetAdmin(LineAdmin):
    """Plans by year; a revised one stays beside the line that replaced it."""

    resource_classes = [TargetResource]
    import_export_change_list_template = "admin/target_list.html"
    form = TargetForm
    verbs = [
        Verb("dieu-chinh", "Điều chỉnh kế hoạch", ReviseTargetForm, lambda target: target.superseded_on is None),
    ]
    list_display = ["name", "period_label", "part", "stated", "assigned_by", "assigned_on", "superseded_on"]
    list_filter = [HoldingFilter, "period", "dimension"]
    readonly_fields = [*LineAdmin.readonly_fields, "superseded_on"]
    as_read = {**LineAdmin.as_read, "source": "assigned_by", "as_of": "assigned_on"}
    fieldsets = [
        (None, {"fields": ["indicator", "period"]}),
        ("Kế hoạch", {"fields": ["qualifier", "value", "upper", "source", "as_of", "note"]}),
        (
            "Phần",
            {
                "fields": ["dimension", "key"],
                "description": "Để trống cho toàn tỉnh. Phần ghi như: HTX, QTDND, THT; mã hoặc tên xã; tốt, khá.",
            },
        ),
        ("Ai ghi", {"fields": ["entered_by", "entered_at", "superseded_on"]}),
    ]

    def get_urls(self):
        page = path("chep-sang-nam/", self.admin_site.admin_view(self.copy_view), name="reports_target_copy")
        return [page, *super().get_urls()]

    @admin.display(description="văn bản giao", ordering="source")
    def assigned_by(self, target: Target) -> str:
        return target.source

    @admin.display(description="ngày giao", ordering="as_of")
    def assigned_on(self, target: Target) -> str:
        return dates.day(target.as_of)

    def copy_view(self, request: HttpRequest) -> HttpResponse:
        """Show what carrying the plans of a year into another would do (GET), then do it (POST)."""
        if not self.has_add_permission(request):
            raise PermissionDenied("Chỉ cán bộ phụ trách số liệu được ghi kế hoạch.")
        form = CopyTargetsForm(request.POST or request.GET or _years_to_copy())
        if form.is_valid() and request.method == "POST" and self._copied(request, form):
            return HttpResponseRedirect(self._address("changelist"))
        return TemplateResponse(request, "admin/copy_targets.html", self._copy_context(request, form))

    def _copied(self, request: HttpRequest, form: CopyTargetsForm) -> bool:
        source, to = form.cleaned_data["source"], form.cleaned_data["to"]
        try:
            copied = workflow.copy_targets(from_code=source, to_code=to, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        except IntegrityError:
            form.add_error(None, f"Người khác vừa ghi kế hoạch năm {to}, chưa chép gì: hãy xem lại rồi chép lần nữa.")
            return False
        kept = f"; giữ nguyên {numbers.counted(len(copied.kept))} chỉ tiêu năm {to} đã có" if copied.kept else ""
        done = f"Đã chép {numbers.counted(len(copied.new))} chỉ tiêu năm {source} sang năm {to}{kept}."
        self.message_user(request, f"{done} Hãy ghi văn bản giao và sửa các giá trị.", messages.SUCCESS)
        return True

    def _copy_context(self, request: HttpRequest, form: CopyTargetsForm) -> dict:
        copied = None
        if form.is_valid():
            to = Period.from_code(form.cleaned_data["to"])
            copied = workflow.plans_to_copy(from_code=form.cleaned_data["source"], to=to)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Chép kế hoạch sang năm khác",
            "form": form,
            "copied": copied,
            "page": self._address("changelist"),
        }


def _years_to_copy() -> dict[str, str]:
    """The newest year that has plans, and the one after it."""
    newest = Target.objects.filter(period__kind=Period.Kind.YEAR).order_by("-period__start").first()
    return {"source": newest.period.code, "to": str(newest.period.year + 1)} if newest else {}
