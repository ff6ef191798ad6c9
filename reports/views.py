"""What leadership reads and what the office prints."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from events.models import Conference
from office.access import requires
from printing.files import FORMS
from printing.numbers import NumberRefused
from printing.pdf import PdfFailed
from reports.dashboard import dashboard
from reports.year_end import NothingToReport, file_name, year_end
from returns.models import Period, PeriodRefused

leadership_and_staff = requires(
    "returns.view_annualreturn", "Trang này dành cho lãnh đạo và cán bộ phụ trách số liệu của Liên minh."
)


@require_safe
@leadership_and_staff
def latest_dashboard(request: HttpRequest) -> HttpResponseRedirect:
    """Go to the newest year that anybody reported on."""
    newest = Period.objects.years().filter(returns__isnull=False).first() or Period.objects.years().first()
    if newest is None:
        return render(request, "reports/no_period.html")
    return redirect("reports:dashboard", newest.code)


@require_safe
@leadership_and_staff
def show_dashboard(request: HttpRequest, code: str) -> HttpResponse:
    period = period_named(code)
    within = Organisation.objects.visible_to(request.user)
    asked = {"view": request.GET.get("dia-gioi", ""), "level": request.GET.get("cap", "")}
    context = {
        "dashboard": dashboard(period, within=within, **asked),
        "years": Period.objects.years(),
        "land": _land_query(request),
    }
    return render(request, "reports/dashboard.html", context)


def _land_query(request: HttpRequest) -> str:
    """The query that keeps the chosen view of the land for another year; a level that year lacks is passed over."""
    chosen = {name: request.GET[name] for name in ("dia-gioi", "cap") if request.GET.get(name)}
    return f"?{urlencode(chosen)}" if chosen else ""


@require_safe
@leadership_and_staff
def index(request: HttpRequest) -> HttpResponse:
    """List the years whose report can be printed, each with its conference."""
    conferences = Conference.objects.visible_to(request.user).filter(kind=Conference.Kind.YEAR_END)
    by_period = {conference.period_reported_id: conference for conference in conferences}
    years = [
        (period, by_period.get(period.pk)) for period in Period.objects.years().filter(returns__isnull=False).distinct()
    ]
    return render(request, "reports/index.html", {"years": years, "forms": FORMS.values()})


@require_safe
@leadership_and_staff
def year_end_file(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Give the year-end conference report of a year as a file; `?so=` is its number, without one it is a draft."""
    if ending not in FORMS:
        raise Http404(f"Báo cáo không có dạng “{ending}”: hãy chọn {', '.join(FORMS)}.")
    period, form = period_named(code), FORMS[ending]
    number, within = request.GET.get("so", ""), Organisation.objects.visible_to(request.user)
    try:
        content = form.make(year_end(period, within=within, number=number))
    except NumberRefused as refused:
        return _not_printed(request, period, refused, status=400)
    except NothingToReport as missing:
        return _not_printed(request, period, missing, status=409)
    except PdfFailed as failed:
        return _not_printed(request, period, failed, status=503)
    response = HttpResponse(content, content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(period, ending)}"'
    return response


def _not_printed(request: HttpRequest, period: Period, reason: Exception, *, status: int) -> HttpResponse:
    return render(request, "reports/print_failed.html", {"reason": str(reason), "period": period}, status=status)


def period_named(code: str) -> Period:
    """The period an address names. Raises Http404 in words."""
    try:
        return Period.objects.named(code)
    except PeriodRefused as refused:
        raise Http404(str(refused)) from refused
