"""The public register: every organisation by name, each with a page of what the public may know (disclosed.py)."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperatives.models import LifeEvent, Organisation
from cooperatives.timeline import Moment, Party, timeline
from events.models import Award
from news.kept_pages import for_everybody
from news.register.disclosed import (
    activity_words,
    disclosed,
    has_public_seat,
    in_register,
    public_address,
    standing_words,
    with_seats,
)
from news.register.search import RegisterForm, in_order

ON_A_PAGE = 30


@require_safe
@for_everybody("trang")
def organisations(request: HttpRequest) -> HttpResponse:
    """The list by kind and name, narrowed by what is asked; the same queries however many there are.

    What is asked wrongly is said.
    """
    form = RegisterForm(request.GET)
    if not form.is_valid():
        return render(request, "news/organisations.html", {"form": form}, status=200 if form.places else 400)
    found = form.narrowed()
    page = Paginator(in_order(found), ON_A_PAGE).get_page(request.GET.get("trang"))
    places = {key: place for place, key in enumerate(page.object_list)}
    rows = with_seats(disclosed(found.filter(pk__in=page.object_list)))
    rows.sort(key=lambda one: places[one.pk])
    for one in rows:
        one.standing_words = standing_words(one)
    query = request.GET.copy()
    query.pop("trang", None)
    context = {"form": form, "page": page, "rows": rows, "total": page.paginator.count, "query": query.urlencode()}
    return render(request, "news/organisations.html", context)


@dataclass(frozen=True)
class PublicMoment:
    """One thing of a life as the public reads it: without who recorded it, who verified it and the office's notes.

    Of a group that moved it is not told from where to where.
    """

    day: date
    until: date | None
    title: str
    sentences: tuple[str, ...]
    parties: tuple[Party, ...]
    decision: str

    @classmethod
    def of(cls, moment: Moment, one: Organisation) -> "PublicMoment":
        noted = moment.event.note if moment.event else ""
        moved = moment.event is not None and moment.event.kind == LifeEvent.Kind.MOVED
        kept_back = moment.nature == "activity" or (moved and not has_public_seat(one))
        told = () if kept_back else tuple(each for each in moment.sentences if each != noted)
        return cls(moment.day, moment.until, moment.title, told, moment.parties, moment.decision)


@require_safe
@for_everybody()
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation; a code written in other capitals is another code."""
    one = next(iter(with_seats(disclosed(in_register().filter(code=code)))), None)
    if one is None:
        raise Http404("Không có tổ chức mang mã này.")
    one.standing_words, one.activity_words = standing_words(one), activity_words(one)
    today = timezone.localdate()
    context = {
        "organisation": one,
        "today": today,
        "address": public_address(one),
        "moments": [PublicMoment.of(moment, one) for moment in timeline(one) if moment.day <= today],
        "products": one.products.prefetch_related("certificates"),
        "certificates": one.certificates.filter(product=None),
        "awards": Award.objects.decided().filter(organisation=one).select_related("kind"),
    }
    return render(request, "news/organisation.html", context)
