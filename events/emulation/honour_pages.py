"""The public roll of honour: who was commended, by whom, for which year. Only what was decided and still stands."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.models import Award, Recipient
from events.models.award import AwardQuerySet
from office.forms import FoldedFilters

ON_A_PAGE = 50
EVERY = ("", "tất cả")


class HonourForm(FoldedFilters, forms.Form):
    """What the roll is narrowed by: only what it holds is offered."""

    q = forms.CharField(label="Tìm theo tên", required=False, max_length=100)
    nam = forms.ChoiceField(label="Năm", required=False)
    hinh_thuc = forms.ChoiceField(label="Hình thức", required=False)
    cap = forms.ChoiceField(label="Cấp khen", required=False)
    doi_tuong = forms.ChoiceField(
        label="Đối tượng",
        required=False,
        choices=[EVERY, (Recipient.COLLECTIVE, "tập thể"), (Recipient.INDIVIDUAL, "cá nhân")],
    )
    khoi = forms.ChoiceField(label="Khối thi đua", required=False)

    FILTERS = {"nam": "achievement_year", "hinh_thuc": "kind__form", "cap": "kind__level", "khoi": "block"}

    def __init__(self, *args, awards: AwardQuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.awards = awards
        for name, path in self.FILTERS.items():
            self.fields[name].choices = [EVERY, *((str(value), str(value)) for value in _values(awards, path))]

    def narrowed(self) -> AwardQuerySet:
        asked = self.cleaned_data
        wanted = {path: asked[name] for name, path in self.FILTERS.items() if asked[name]}
        found = self.awards.filter(**wanted).search(asked["q"])
        if asked["doi_tuong"]:
            found = found.filter(organisation__isnull=asked["doi_tuong"] == Recipient.INDIVIDUAL)
        return found


def _values(awards: QuerySet, path: str) -> list:
    values = awards.order_by().values_list(path, flat=True).distinct()
    return sorted((value for value in values if value), reverse=path == "achievement_year")


@require_safe
def show_roll(request: HttpRequest) -> HttpResponse:
    """The roll, the newest year first, narrowed by year, form, level, recipient, block."""
    form = HonourForm(request.GET, awards=Award.objects.decided())
    if not form.is_valid():
        return render(request, "events/honours.html", {"form": form}, status=400)
    awards = form.narrowed().select_related("kind", "organisation")
    page = Paginator(awards, ON_A_PAGE).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {"form": form, "page": page, "total": page.paginator.count, "query": query.urlencode()}
    return render(request, "events/honours.html", context)


@require_safe
def show_honour(request: HttpRequest, code: str) -> HttpResponse:
    """One award, as the square on its certificate leads to it; one that was taken back says so."""
    decided = Award.objects.filter(decided_on__isnull=False).select_related("kind", "organisation", "paper")
    award = get_object_or_404(decided, code=code)
    response = render(request, "events/honour.html", {"award": award})
    response["X-Robots-Tag"] = "noindex"
    return response
