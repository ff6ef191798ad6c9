"""How many posts a year brought, on one screen, and the same as a workbook."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.statistics import by_author, by_category, years_with_posts
from office.access import requires
from printing import dates
from printing.downloads import download
from printing.xlsx import workbook_bytes

counting_people = requires("news.view_statistics", "Trang này dành cho lãnh đạo và biên tập viên của Liên minh.")
FIRST_YEAR = 2000  # no portal is older


class YearForm(forms.Form):
    """A year."""

    nam = forms.CharField(label="Năm", max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}))

    def clean_nam(self) -> int:
        typed = self.cleaned_data["nam"]
        year, today = dates.year_only(typed), timezone.localdate().year
        if year is None or not FIRST_YEAR <= year <= today:
            raise forms.ValidationError(f"“{typed}” không xem được: hãy ghi một năm từ {FIRST_YEAR} đến {today}.")
        return year


def _asked(request: HttpRequest):
    """The year asked for; at first the newest that anything was published in."""
    if "nam" in request.GET:
        return request.GET
    return {"nam": str(next(iter(years_with_posts()), timezone.localdate().year))}


@require_safe
@counting_people
def show_statistics(request: HttpRequest) -> HttpResponse:
    """Posts by author and by column, month by month: `?nam=2023`."""
    form = YearForm(_asked(request))
    if not form.is_valid():
        return render(request, "news/statistics.html", {"form": form}, status=400)
    year = form.cleaned_data["nam"]
    tables = [by_author(year), by_category(year)]
    return render(request, "news/statistics.html", {"form": form, "year": year, "tables": tables})


@require_safe
@counting_people
def statistics_workbook(request: HttpRequest) -> HttpResponse:
    """Both tables, a sheet each."""
    form = YearForm(_asked(request))
    if not form.is_valid():
        return render(request, "news/statistics.html", {"form": form}, status=400)
    year = form.cleaned_data["nam"]
    return download(workbook_bytes(by_author(year), by_category(year)), f"tin-bai-{year}.xlsx")
