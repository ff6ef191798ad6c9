"""Pages that last: what the office is and does, who sits on its bodies, the same in English."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Seat
from news.kept_pages import for_everybody
from news.models import Page
from news.models.page import STRUCTURE
from office.models import Office


@require_safe
@for_everybody()
def about(request: HttpRequest) -> HttpResponse:
    """The pages in Vietnamese, those of one subject together."""
    return render(request, "news/about.html", {"pages": _outer(Page.Language.VIETNAMESE)})


def _outer(language: str) -> list[Page]:
    """Pages that stand alone, each with those under it as `under`; two queries."""
    pages = list(Page.objects.public().in_language(language).defer("body"))
    outer = [page for page in pages if page.parent_id not in {each.pk for each in pages}]
    for page in outer:
        page.under = [each for each in pages if each.parent_id == page.pk]
    return outer


@require_safe
@for_everybody()
def show_page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug == STRUCTURE:
        return _structure(request)
    return _page(request, slug, Page.Language.VIETNAMESE)


@require_safe
@for_everybody()
def english(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, slug, Page.Language.ENGLISH)


@require_safe
@for_everybody()
def english_office(request: HttpRequest) -> HttpResponse:
    """What a reader of English needs to find and reach the office."""
    office = Office.objects.first()
    context = {"pages": _outer(Page.Language.ENGLISH), "office": office, "province": _in_english(office)}
    return render(request, "news/english.html", context)


def _in_english(office: Office | None) -> str:
    """The province as a sentence in English names it: "Thái Bình province"; as it is where it is no "tỉnh"."""
    name = office.province_name if office else ""
    bare = name.removeprefix("tỉnh ")
    return name if bare == name else f"{bare} province"


def _page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    page = get_object_or_404(Page.objects.public().in_language(language), slug=slug)
    return render(request, "news/page.html", {"page": page, "pages": _outer(language)})


def _structure(request: HttpRequest) -> HttpResponse:
    """Who sits on each body today, from the register of seats: name and post, nothing else of anybody."""
    today = timezone.localdate()
    seats = groupby(Seat.objects.sitting(on=today), key=lambda seat: seat.body)
    bodies = [(body, list(sitting)) for body, sitting in seats]
    context = {"bodies": bodies, "day": today, "pages": _outer(Page.Language.VIETNAMESE)}
    return render(request, "news/structure.html", context)
