"""What leadership reads and what the office prints."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cooperatives.models import Organisation
from printing.downloads import download
from printing.pdf import PdfFailed
from reports.attention import attention
from reports.briefing import brief_pdf_bytes
from reports.dashboard import dashboard
from reports.day import Day
from reports.models import Report
from reports.period_choice import DayForm, PeriodForm
from reports.period_pages import choosing, file_name, leadership_and_staff, of_period, unfinished
from reports.report_files import form_of, given_out, not_printed
from reports.writing import NothingToReport, write_generated
from returns.models import Period

CHOSEN_PAGES = {"": "reports:dashboard", "bien-dong": "reports:movement", "quy-tin-dung": "reports:funds"}
"""What a period can be chosen for, by what the chooser of that page sends along."""


@require_safe
@leadership_and_staff
def latest_dashboard(request: HttpRequest) -> HttpResponse:
    """Go to the period or the day that was chosen (`?ky=…&nam=…`, `?ngay=…`), else to the newest year reported on."""
    if "ngay" in request.GET:
        return _chosen(request, day_form=DayForm(request.GET))
    if "ky" in request.GET:
        return _chosen(request, period_form=PeriodForm(request.GET))
    newest = Period.objects.years().filter(returns__isnull=False).first() or Period.objects.years().first()
    if newest is None:
        return render(request, "reports/no_period.html")
    return redirect("reports:dashboard", newest.code)


def _chosen(request: HttpRequest, **forms) -> HttpResponse:
    """Go where the form leads, with what else was asked for; a form that is wrong is shown again with what is wrong."""
    form = next(iter(forms.values()))
    if not form.is_valid():
        return render(request, "reports/refused.html", choosing(request, None, **forms), status=400)
    page = CHOSEN_PAGES.get(request.GET.get("trang", ""), CHOSEN_PAGES[""])
    query = urlencode([(name, value) for name, value in request.GET.items() if name not in ("trang", *form.fields)])
    return redirect(reverse(page, args=[form.code]) + (f"?{query}" if query else ""))


@require_safe
@of_period(days=True)
def show_dashboard(request: HttpRequest, period: Period | Day) -> HttpResponse:
    within = Organisation.objects.visible_to(request.user)
    asked = {"view": request.GET.get("dia-gioi", ""), "level": request.GET.get("cap", "")}
    context = {
        "dashboard": dashboard(period, within=within, **asked),
        "is_day": isinstance(period, Day),
        "attention": [] if isinstance(period, Day) else attention(period, request.user),
        "unfinished": unfinished(period),
        "land": _land_query(request),
        **choosing(request, period),
    }
    return render(request, "reports/dashboard.html", context)


def _land_query(request: HttpRequest) -> str:
    """The query that keeps the chosen view of the land for another year; a level that year lacks is passed over."""
    chosen = {name: request.GET[name] for name in ("dia-gioi", "cap") if request.GET.get(name)}
    return f"?{urlencode(chosen)}" if chosen else ""


@require_http_methods(["GET", "HEAD", "POST"])
@of_period
def year_end_file(request: HttpRequest, period: Period, ending: str) -> HttpResponse:
    """Give the year-end conference report of a year as a file: a draft, since numbers are given at sealing.

    One that takes long to print is offered to be printed by the worker; a POST hands it in.
    """
    form, within = form_of(ending), Organisation.objects.visible_to(request.user)
    try:
        document = write_generated(Report.Kind.YEAR_END, period, within=within).document
    except NothingToReport as missing:
        return not_printed(request, period, missing, status=409)
    name = file_name("bao-cao-tong-ket", period, ending)
    later = {"document": "year_end", "title": f"In báo cáo tổng kết {period.label}", "period": period.code}
    return given_out(request, document, form, period=period, name=name, later=later)


@require_safe
@of_period
def brief_pdf(request: HttpRequest, period: Period) -> HttpResponse:
    """The chairman's page of a period."""
    try:
        document = brief_pdf_bytes(period, within=Organisation.objects.visible_to(request.user))
    except PdfFailed as failed:
        return not_printed(request, period, failed, status=503)
    return download(document, file_name("tom-tat", period, "pdf"), "application/pdf")
