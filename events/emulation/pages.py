"""Emulation as staff and leadership read it: awards in numbers, a list of proposals beside what came of it."""

from django import forms
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.emulation.comparison import compare
from events.emulation.statistics import ACHIEVED, DECIDED, awards_of, statistics
from events.models import Award, Proposal
from office.access import requires
from printing.downloads import download
from printing.xlsx import workbook_bytes
from returns.models import Period, PeriodRefused
from returns.models.period import FORMS

emulation_people = requires(
    "events.view_award", "Trang này dành cho lãnh đạo và cán bộ thi đua, khen thưởng của Liên minh."
)


class AskedForm(forms.Form):
    """Which awards are counted: of which period, by the achievement or by the decision."""

    ky = forms.CharField(
        label="Kỳ", max_length=12, help_text=f"Ví dụ: {FORMS}", error_messages={"required": "Hãy ghi kỳ, ví dụ 2023."}
    )
    theo = forms.ChoiceField(
        label="Tính theo",
        required=False,
        choices=[(ACHIEVED, "năm thành tích"), (DECIDED, "ngày quyết định")],
    )

    def clean_ky(self) -> Period:
        try:
            return Period.objects.named(self.cleaned_data["ky"])
        except PeriodRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        """What was achieved counts by whole years."""
        found = super().clean()
        period = found.get("ky")
        whole = (Period.Kind.YEAR, Period.Kind.YEARS)
        if period and found.get("theo") != DECIDED and period.kind not in whole:
            self.add_error("theo", "Thành tích tính theo cả năm: với kỳ ngắn hơn hãy chọn tính theo ngày quyết định.")
        return found


@require_safe
@emulation_people
def show_statistics(request: HttpRequest) -> HttpResponse:
    """Awards of a period by everything they can be told apart by; `?ky=2023&theo=quyet-dinh`."""
    form = AskedForm(_asked(request))
    if not form.is_valid():
        return render(request, "events/statistics.html", {"form": form}, status=400)
    awards = _awards(request, form)
    context = {
        "form": form,
        "period": form.cleaned_data["ky"],
        "tables": statistics(awards),
        "total": awards.count(),
        "proposals": Proposal.objects.visible_to(request.user).filter(year=form.cleaned_data["ky"].end.year),
    }
    return render(request, "events/statistics.html", context)


@require_safe
@emulation_people
def statistics_workbook(request: HttpRequest) -> HttpResponse:
    """The same tables as a workbook, and the roll of names."""
    form = AskedForm(_asked(request))
    if not form.is_valid():
        return render(request, "events/statistics.html", {"form": form}, status=400)
    awards = _awards(request, form)
    tables = [*statistics(awards), awards.roll()]
    return download(workbook_bytes(*tables), f"khen-thuong-{form.cleaned_data['ky'].code.replace('..', '-')}.xlsx")


def _asked(request: HttpRequest):
    """What was asked for; at first the newest year that awards are for."""
    if "ky" in request.GET:
        return request.GET
    newest = Award.objects.decided().aggregate(year=Max("achievement_year"))["year"]
    return {"ky": str(newest or timezone.localdate().year), "theo": ACHIEVED}


def _awards(request: HttpRequest, form: AskedForm):
    asked = form.cleaned_data
    return awards_of(asked["ky"], counted=asked["theo"] or ACHIEVED).visible_to(request.user)


@require_safe
@emulation_people
def show_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What was proposed, decided, presented of one list, and every difference."""
    found = Proposal.objects.visible_to(request.user)
    proposal = get_object_or_404(found, pk=pk)
    context = {"proposal": proposal, "comparison": compare(found.filter(pk=pk)), "decisions": proposal.decisions.all()}
    return render(request, "events/proposal.html", context)


@require_safe
@emulation_people
def proposal_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The comparison of one list as a workbook."""
    found = Proposal.objects.visible_to(request.user)
    get_object_or_404(found, pk=pk)
    compared = compare(found.filter(pk=pk))
    tables = (compared.counts, compared.differences, compared.not_presented, compared.left_out)
    return download(workbook_bytes(*tables), f"de-nghi-khen-thuong-{pk}.xlsx")
