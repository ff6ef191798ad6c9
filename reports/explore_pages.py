"""The page where staff ask their own questions of the figures, and its table as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from printing.downloads import download
from printing.xlsx import XLSX, csv_bytes, workbook_bytes
from reports.charts.chart import Chart
from reports.exploring import ExploreForm, Question, TooMuch, explored, left_out
from reports.period_pages import leadership_and_staff
from reports.scope import NoSuchUnits
from returns.models import Period

FILES = {
    "xlsx": (lambda chart: workbook_bytes(chart.table), XLSX),
    "csv": (lambda chart: csv_bytes(chart.table), "text/csv; charset=utf-8"),
}


def _form(request: HttpRequest) -> ExploreForm:
    periods = list(Period.objects.all())
    if "chi-tieu" in request.GET or "ky" in request.GET or "nam" in request.GET:
        return ExploreForm(request.GET, periods=periods)
    newest = next((each.code for each in periods if each.kind == Period.Kind.YEAR), None)
    return ExploreForm(periods=periods, initial={"nam": [newest], "dia-gioi": "khi-do", "cap": "xa"})


def _answer(request: HttpRequest, form: ExploreForm) -> tuple[Chart | None, Question | None]:
    """The answer to a form; None where it is not asked yet or wrong, what is wrong then standing in the form."""
    if not form.is_bound or not form.is_valid():
        return None, None
    question = Question.of(form.cleaned_data)
    try:
        return explored(question, within=Organisation.objects.visible_to(request.user)), question
    except (TooMuch, NoSuchUnits) as refused:
        form.add_error(None, str(refused.args[0]))
        return None, None


@require_safe
@leadership_and_staff
def explore(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    chart, question = _answer(request, form)
    context = {
        "form": form,
        "chart": chart,
        "left_out": left_out(question, chart.table) if chart else "",
        "address": request.build_absolute_uri(),
    }
    return render(request, "reports/explore.html", context, status=400 if form.errors else 200)


@require_safe
@leadership_and_staff
def explore_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The table as a workbook or as CSV; what is asked wrongly is shown on the page with what is wrong."""
    form = _form(request)
    chart, _ = _answer(request, form)
    if chart is None:
        return render(request, "reports/explore.html", {"form": form}, status=400)
    write, content_type = FILES[ending]
    return download(write(chart), f"tra-cuu.{ending}", content_type)
