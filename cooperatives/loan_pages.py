"""Credit support of a year on one screen, and the same as a workbook."""

from django import forms
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperatives.loan_statistics import LoanYear
from cooperatives.models import Loan, LoanSource
from office.access import requires
from printing import dates
from printing.downloads import download
from printing.xlsx import workbook_bytes

loan_people = requires("cooperatives.view_loan", "Trang này dành cho lãnh đạo và cán bộ hỗ trợ vốn của Liên minh.")
FIRST_YEAR = 1993  # nothing is older: the year the alliances were founded


class AskedForm(forms.Form):
    """A year, and a source where only one is wanted."""

    nam = forms.CharField(label="Năm", max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}))
    nguon = forms.ModelChoiceField(
        label="Nguồn vốn",
        queryset=LoanSource.objects.all(),
        required=False,
        empty_label="tất cả",
        error_messages={"invalid_choice": "Không có nguồn vốn này: hãy chọn trong danh sách."},
    )

    def clean_nam(self) -> int:
        typed = self.cleaned_data["nam"]
        year, today = dates.year_only(typed), timezone.localdate().year
        if year is None or not FIRST_YEAR <= year <= today:
            raise forms.ValidationError(f"“{typed}” không xem được: hãy ghi một năm từ {FIRST_YEAR} đến {today}.")
        return year


def _asked(request: HttpRequest):
    """What was asked for; at first the newest year that anything was asked or lent in."""
    if "nam" in request.GET:
        return request.GET
    newest = Loan.objects.aggregate(applied=Max("applied_on"))["applied"]
    return {"nam": str((newest or timezone.localdate()).year)}


def _year(request: HttpRequest, form: AskedForm) -> LoanYear:
    loans = Loan.objects.visible_to(request.user)
    if source := form.cleaned_data["nguon"]:
        loans = loans.filter(source=source)
    return LoanYear(form.cleaned_data["nam"], loans)


@require_safe
@loan_people
def show_loans(request: HttpRequest) -> HttpResponse:
    """Dossiers, projects, money and what is owed: `?nam=2023&nguon=1`."""
    form = AskedForm(_asked(request))
    if not form.is_valid():
        return render(request, "cooperatives/loans.html", {"form": form}, status=400)
    year = _year(request, form)
    return render(request, "cooperatives/loans.html", {"form": form, "year": year, "query": form.data})


@require_safe
@loan_people
def loans_workbook(request: HttpRequest) -> HttpResponse:
    """Both tables of the screen, a sheet each."""
    form = AskedForm(_asked(request))
    if not form.is_valid():
        return render(request, "cooperatives/loans.html", {"form": form}, status=400)
    year = _year(request, form)
    return download(workbook_bytes(year.by_source(), year.projects()), f"ho-tro-von-{year.year}.xlsx")
