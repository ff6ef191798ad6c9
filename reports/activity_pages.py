"""The Alliance's work of a period, planned and done, and the same as a workbook."""

from dataclasses import replace

from django import forms
from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Activity
from office.access import requires
from printing.downloads import download
from printing.xlsx import workbook_bytes
from reports.activities import against_plan, listed, work_of
from reports.period_pages import file_name
from returns.models import Period, PeriodRefused
from returns.models.period import FORMS

LINES_A_PAGE = 100
work_people = requires("events.view_activity", "Trang này dành cho lãnh đạo và cán bộ của Liên minh.")


class AskedForm(forms.Form):
    """A period, and a kind of activity where the list shall hold only that."""

    ky = forms.CharField(
        label="Kỳ", max_length=12, help_text=f"Ví dụ: {FORMS}", error_messages={"required": "Hãy ghi kỳ, ví dụ 2023."}
    )
    loai = forms.ChoiceField(
        label="Danh sách gồm",
        required=False,
        choices=[("", "mọi hoạt động"), *Activity.Kind.choices],
        error_messages={"invalid_choice": "Không có loại hoạt động này: hãy chọn trong danh sách."},
    )

    def clean_ky(self) -> Period:
        try:
            return Period.objects.named(self.cleaned_data["ky"])
        except PeriodRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


def _asked(request: HttpRequest):
    """What was asked for; at first the newest year that anything was done in."""
    if "ky" in request.GET:
        return request.GET
    newest = Activity.objects.aggregate(day=Max("held_on"))["day"]
    return {"ky": str((newest or timezone.localdate()).year)}


def _activities(request: HttpRequest, form: AskedForm) -> QuerySet[Activity]:
    period, kind = form.cleaned_data["ky"], form.cleaned_data["loai"]
    activities = Activity.objects.visible_to(request.user).begun(period.start, period.end)
    return activities.filter(kind=kind) if kind else activities


@require_safe
@work_people
def show_activities(request: HttpRequest) -> HttpResponse:
    """Plan and actual of each kind, then the list: `?ky=2023-6T&loai=training`."""
    form = AskedForm(_asked(request))
    if not form.is_valid():
        return render(request, "reports/activities.html", {"form": form}, status=400)
    period = form.cleaned_data["ky"]
    table = listed(_activities(request, form), period)
    page = Paginator(table.rows, LINES_A_PAGE).get_page(request.GET.get("trang"))
    found = work_of(period)
    context = {
        "form": form,
        "period": period,
        "found": found,
        "work": against_plan(found, period),
        "table": replace(table, rows=tuple(page.object_list)),
        "page": page,
    }
    return render(request, "reports/activities.html", context)


@require_safe
@work_people
def activities_workbook(request: HttpRequest) -> HttpResponse:
    """Both tables, the list whole."""
    form = AskedForm(_asked(request))
    if not form.is_valid():
        return render(request, "reports/activities.html", {"form": form}, status=400)
    period = form.cleaned_data["ky"]
    tables = against_plan(work_of(period), period), listed(_activities(request, form), period)
    return download(workbook_bytes(*tables), file_name("hoat-dong", period))
