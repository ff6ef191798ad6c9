from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from cooperatives.models import Organisation
from office.admin import PortalModelAdmin
from office.form_fields import DecimalField, IntegerField, MoneyField
from office.import_pages import ImportAdminMixin
from office.verbs import Verb
from printing import numbers
from returns import workflow
from returns.forms import PeriodForm, PublishForm, ReturnForm, WithdrawForm
from returns.importing import ReturnResource
from returns.models import AnnualReturn, Period
from returns.questionnaire import every_section, sections_for
from returns.worklist import without_return

VERBS = [
    Verb(
        "cong-bo",
        "Công bố",
        PublishForm,
        lambda period: period.kind == Period.Kind.YEAR and not period.published_on,
        may=workflow.check_can_publish,
    ),
    Verb(
        "thoi-cong-bo",
        "Thôi công bố",
        WithdrawForm,
        lambda period: bool(period.published_on),
        may=workflow.check_can_publish,
    ),
]


@admin.register(Period)
class PeriodAdmin(PortalModelAdmin):
    """Periods of reporting; leadership publishes a year from its page."""

    form = PeriodForm
    verbs = VERBS
    list_display = ["label", "code", "start", "end", "published_on", "published_by"]
    list_filter = ["kind", ("published_on", admin.EmptyFieldListFilter)]
    list_select_related = ["published_by"]
    search_fields = ["code"]
    readonly_fields = ["published_on", "published_by"]

    def get_fieldsets(self, request, obj=None):
        days = {"fields": ["start", "end"]}
        if self.has_change_permission(request, obj):
            days["description"] = "Để trống để lấy ngày theo lịch."
        publication = [("Công bố", {"fields": ["published_on", "published_by"]})] if obj else []
        return [(None, {"fields": ["code"]}), ("Ngày của kỳ", days), *publication]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *(["code"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="tên kỳ", ordering="start")
    def label(self, period) -> str:
        return period.label


@admin.register(AnnualReturn)
class AnnualReturnAdmin(ImportAdminMixin, PortalModelAdmin):
    """Returns: numbers typed the Vietnamese way, last year's beside them."""

    resource_classes = [ReturnResource]
    form = ReturnForm
    formfield_overrides = {
        models.PositiveIntegerField: {"form_class": IntegerField},
        models.BigIntegerField: {"form_class": MoneyField},
        models.DecimalField: {"form_class": DecimalField},
    }
    list_display = ["organisation", "period_label", "stage", "member_count", "revenue_sum", "profit_sum", "rating"]
    list_filter = ["period", "stage", "organisation__kind", "rating"]
    list_select_related = ["organisation", "period"]
    autocomplete_fields = ["organisation"]
    search_fields = ["organisation__search_key"]
    search_help_text = "Tìm theo tên, mã, mã số thuế của tổ chức; không cần gõ dấu"

    def get_fieldsets(self, request, obj=None):
        """The questionnaire of the organisation's kind, where it is known; what else is stored stays in reach."""
        organisation = obj.organisation if obj else self._named_organisation(request)
        sections = sections_for(organisation) if organisation else every_section()
        parts = [(section.title, {"fields": [one.name for one in section.questions]}) for section in sections]
        asked = {name for _, part in parts for name in part["fields"]}
        others = [one.name for section in every_section() for one in section.questions if one.name not in asked]
        stored = [name for name in others if obj and getattr(obj, name) not in (None, "")]
        beside = [("Ngoài biểu của loại hình này", {"fields": stored})] if stored else []
        return [(None, {"fields": ["organisation", "period", "stage"]}), *parts, *beside]

    def _named_organisation(self, request) -> Organisation | None:
        named = request.GET.get("organisation", "")
        return Organisation.objects.visible_to(request.user).filter(pk=named).first() if named.isdecimal() else None

    def get_urls(self):
        page = path(
            "chua-co/<str:code>/",
            self.admin_site.admin_view(self.missing_view),
            name="returns_annualreturn_missing",
        )
        return [page, *super().get_urls()]

    def missing_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """The organisations that have reported nothing for a period, each leading to its empty form."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Bạn không có quyền xem số liệu hằng năm.")
        period = get_object_or_404(Period, code=code)
        missing = without_return(period, request.user).select_related("place__parent")
        page = Paginator(missing, self.list_per_page).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Chưa có số liệu {period}",
            "period": period,
            "page": page,
            "can_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/returns_missing.html", context)

    def get_search_results(self, request, queryset, search_term):
        if search_term:
            queryset = queryset.filter(organisation__in=Organisation.objects.search(search_term).values("pk"))
        return queryset, False

    @admin.display(description="kỳ", ordering="period__start")
    def period_label(self, row) -> str:
        return row.period.label

    @admin.display(description="thành viên", ordering="members")
    def member_count(self, row) -> str:
        return _printed(row.members)

    @admin.display(description="doanh thu (đồng)", ordering="revenue")
    def revenue_sum(self, row) -> str:
        return _printed(row.revenue)

    @admin.display(description="lợi nhuận (đồng)", ordering="profit")
    def profit_sum(self, row) -> str:
        return _printed(row.profit)


def _printed(value: int | None) -> str:
    return "chưa khai" if value is None else numbers.grouped(value)
