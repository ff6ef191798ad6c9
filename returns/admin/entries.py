from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from cooperatives.models import Organisation
from office.admin import PortalModelAdmin
from office.form_fields import DecimalField, IntegerField, MoneyField
from office.importing.pages import ImportAdminMixin
from office.verbs import Verb
from printing import numbers
from returns.admin.ratings import PointsInline
from returns.admin.review_table import review_table
from returns.estimates import Revised, estimate_of, revised
from returns.forms import ProposalForm, ReturnForm
from returns.importing import ReturnResource
from returns.models import AnnualReturn, CriterionPoints, Period
from returns.questionnaire import every_section, sections_for
from returns.rating import judged, proposes_another
from returns.review import doubts_with_answers
from returns.review_forms import OverruleForm, open_doubts
from returns.workflow import locks
from returns.worklist import without_return


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
    inlines = [PointsInline]
    history_parts = [(CriterionPoints, "annual_return")]
    verbs = [
        Verb("chap-nhan", "Chấp nhận điều nghi vấn", OverruleForm, lambda row: bool(open_doubts(row))),
        Verb("xep-loai", "Lấy xếp loại theo điểm", ProposalForm, proposes_another),
    ]
    readonly_fields = ["doubts", "revisions", "proposal"]
    autocomplete_fields = ["organisation"]
    search_fields = ["organisation__search_key"]
    search_help_text = "Tìm theo tên, mã, mã số thuế của tổ chức; không cần gõ dấu"

    class Media:
        css = {"all": ["css/campaign.css"]}

    def get_fieldsets(self, request, obj=None):
        """The questionnaire of the organisation's kind, where it is known; what else is stored stays in reach."""
        organisation = obj.organisation if obj else self._named_organisation(request)
        sections = sections_for(organisation, office=True) if organisation else every_section()
        parts = [(section.title, {"fields": [one.name for one in section.questions]}) for section in sections]
        asked = {name for _, part in parts for name in part["fields"]}
        others = [one.name for section in every_section() for one in section.questions if one.name not in asked]
        stored = [name for name in others if obj and getattr(obj, name) not in (None, "")]
        beside = [("Ngoài biểu của loại hình này", {"fields": stored})] if stored else []
        doubts = [("Nghi vấn", {"fields": ["doubts"]})] if obj else []
        if obj and judged(obj):
            for _, part in parts:
                part["fields"] += ["proposal"] if "rating" in part["fields"] else []
        estimate = [("So với số ước", {"fields": ["revisions"]})] if obj and estimate_of(obj) else []
        named = {"fields": ["organisation", "period", "stage"], "description": _lock(obj) if obj else ""}
        return [(None, named), *doubts, *estimate, *parts, *beside]

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

    def delete_view(self, request, object_id, extra_context=None):
        """What is locked is not deleted either."""
        row = self.get_object(request, unquote(object_id))
        if row and (refusal := _lock(row)):
            self.message_user(request, refusal, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:returns_annualreturn_change", args=[row.pk]))
        return super().delete_view(request, object_id, extra_context)

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

    @admin.display(description="điều cần xem lại")
    def doubts(self, row) -> str:
        lines = [(doubt.in_words,) for doubt in doubts_with_answers(row)]
        items = format_html_join("", "<li>{}</li>", lines)
        return format_html('<ul class="record">{}</ul>', items) if lines else "không có"

    def get_inlines(self, request, obj):
        """Points are given once it is known whose return it is and by which scheme."""
        return self.inlines if obj and judged(obj) else []

    @admin.display(description="theo điểm từng tiêu chí")
    def proposal(self, row) -> str:
        found = judged(row)
        return f"{found.in_words}: {found.proposal}" if found.known else "chưa chấm điểm tiêu chí nào"

    @admin.display(description="ước và chính thức")
    def revisions(self, row) -> str:
        """How far the estimate was off."""
        head = ("Chỉ tiêu", "Ước", "Chính thức", "Chênh lệch", "Tỷ lệ")
        lines = [(one.question.label, one.question.unit, *_amounts(one)) for one in revised(row, estimate_of(row))]
        return review_table(head, lines)

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


def _lock(row: AnnualReturn) -> str:
    """Why a return cannot be changed, said before somebody types; "" when it can."""
    return locks([row.period])(row.organisation, row.period, row.stage)


def _amounts(one: Revised) -> tuple[str, ...]:
    return (one.printed_estimate, one.printed_official, one.printed_difference, one.printed_percent)


def _printed(value: int | None) -> str:
    return "chưa khai" if value is None else numbers.grouped(value)
