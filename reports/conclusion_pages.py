"""Conclusions of a conference beside the plan: which line each became, how far it is, and how one is made."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cooperatives.models import Organisation
from events.models import Conclusion, Conference
from office import typed
from office.access import requires
from reports import workflow
from reports.conclusions import followed
from reports.declaring import Declarable
from reports.forms import PLANNED, ValueField
from reports.models import Qualifier

YEARS = range(1945, 2101)
leadership_and_staff = requires(
    "reports.view_target", "Trang này dành cho lãnh đạo và cán bộ phụ trách số liệu của Liên minh."
)
planners = requires(
    workflow.MAY_PLAN,
    "Chỉ lãnh đạo và cán bộ phụ trách số liệu được đưa kết luận vào kế hoạch.",
)


@require_safe
@leadership_and_staff
def show_conclusions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every conclusion with the line of the plan it became and how far that is."""
    conference = _conference(request, pk)
    found = followed(conference.conclusions.all(), within=Organisation.objects.visible_to(request.user))
    may = any(request.user.has_perm(each) for each in workflow.MAY_PLAN)
    plannable = set(conference.conclusions.for_plans().values_list("pk", flat=True)) if may else set()
    context = {"conference": conference, "found": found, "plannable": plannable}
    return render(request, "reports/conclusions.html", context)


class PlanForm(forms.Form):
    """The line of the plan: which indicator, of which year, how much."""

    indicator = forms.ChoiceField(label="Chỉ tiêu", error_messages={"required": "Hãy chọn chỉ tiêu."})
    year = forms.CharField(label="Kế hoạch năm", max_length=4)
    qualifier = forms.ChoiceField(label="Dấu", choices=PLANNED, initial=Qualifier.EXACT)
    value = ValueField(label="Giá trị", help_text="Theo đơn vị của chỉ tiêu; tiền ghi bằng đồng hoặc 17 tỷ 942 triệu.")
    upper = ValueField(label="Đến", required=False, help_text="Đầu trên, khi kết luận nêu một khoảng.")

    def __init__(self, *args, conclusion: Conclusion, **kwargs):
        super().__init__(*args, **kwargs)
        self.declarable = Declarable()
        self.fields["indicator"].choices = [("", "---------"), *self.declarable.choices]
        self.fields["year"].initial = (conclusion.due_on or conclusion.conference.held_on).year

    def clean_year(self) -> int:
        typed = self.cleaned_data["year"]
        if not (typed.isascii() and typed.isdecimal() and int(typed) in YEARS):
            raise ValidationError("Hãy ghi đủ bốn chữ số của năm, ví dụ 2024.")
        return int(typed)

    def clean_value(self):
        return self._read("value")

    def clean_upper(self):
        return self._read("upper")

    def _read(self, name: str):
        named = self.declarable.by_code.get(self.cleaned_data.get("indicator", ""))
        return self.fields[name].read(named, self.cleaned_data[name])


@require_http_methods(["GET", "HEAD", "POST"])
@typed.kept_through_login
@planners
def plan_conclusion(request: HttpRequest, pk: int, conclusion: int) -> HttpResponse:
    """Ask what line of the plan a conclusion becomes (GET), then write it (POST)."""
    conference = _conference(request, pk)
    one = get_object_or_404(conference.conclusions.select_related("conference"), pk=conclusion)
    sent = request.POST if request.method == "POST" else None
    form = typed.held_back(PlanForm, request)(sent, conclusion=one)
    if form.is_valid() and _planned(form, one, request.user):
        messages.success(request, "Đã đưa kết luận vào kế hoạch.")
        return redirect("reports:conclusions", pk)
    [told] = followed([one], within=Organisation.objects.visible_to(request.user))
    context = {"conference": conference, "told": told, "form": form, "source": workflow.source_of(one)}
    return render(request, "reports/plan_conclusion.html", context, status=400 if form.errors else 200)


def _planned(form: PlanForm, conclusion: Conclusion, user) -> bool:
    try:
        workflow.plan_conclusion(conclusion, **form.cleaned_data, by=user)
    except ValidationError as refused:
        by_field = refused.message_dict if hasattr(refused, "error_dict") else {None: refused.messages}
        for name, sentences in by_field.items():
            form.add_error(name if name in form.fields else None, sentences)
        return False
    return True


def _conference(request: HttpRequest, pk: int) -> Conference:
    """With its sessions, which the head of its pages needs. Raises Http404."""
    return get_object_or_404(Conference.objects.visible_to(request.user).for_dossier(), pk=pk)
