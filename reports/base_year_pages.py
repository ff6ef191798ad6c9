"""The page that holds a period against any earlier year, and its table as a workbook."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from office.form_fields import IntegerField
from printing.downloads import download
from printing.table import Table
from printing.xlsx import workbook_bytes
from reports.base_year import against_year, base_year_table
from reports.period_pages import file_name, of_period
from returns.models import Period, PeriodRefused


class BaseYearForm(forms.Form):
    """The year to compare with, in the words of the address; it lies before the period."""

    def __init__(self, *args, period: Period, **options):
        super().__init__(*args, **options)
        self.period = period
        self.fields["nam-goc"] = IntegerField(label="Năm gốc", help_text=f"Một năm trước {period.label}", required=True)

    def clean(self):
        found = super().clean()
        year = found.get("nam-goc")
        if year is not None and not 1900 < year < int(self.period.code[:4]):
            self.add_error("nam-goc", f"Năm gốc phải ở trước {self.period.label}: hãy ghi đủ bốn chữ số của năm.")
        return found


def _answer(request: HttpRequest, period: Period) -> tuple[BaseYearForm, Table | None]:
    if "nam-goc" not in request.GET:
        return BaseYearForm(period=period), None
    form = BaseYearForm(request.GET, period=period)
    if not form.is_valid():
        return form, None
    base = form.cleaned_data["nam-goc"]
    try:
        found = against_year(period, base, within=Organisation.objects.visible_to(request.user))
    except PeriodRefused as refused:
        form.add_error("nam-goc", str(refused))
        return form, None
    return form, base_year_table(found, period, base)


@require_safe
@of_period
def show_base_year(request: HttpRequest, period: Period) -> HttpResponse:
    form, table = _answer(request, period)
    context = {"form": form, "table": table, "period": period, "asked": request.GET.urlencode()}
    return render(request, "reports/base_year.html", context, status=400 if form.errors else 200)


@require_safe
@of_period
def base_year_workbook(request: HttpRequest, period: Period) -> HttpResponse:
    """The table as a workbook; without one the page with what is wrong."""
    form, table = _answer(request, period)
    if table is None:
        return render(request, "reports/base_year.html", {"form": form, "period": period}, status=400)
    return download(workbook_bytes(table), file_name("so-voi-nam-goc", period))
