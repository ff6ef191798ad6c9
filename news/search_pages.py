"""The page of searching: what was asked, narrowed by kind and year, twenty results a page. Nothing of it is indexed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.search.finding import MOST, PAGE, Narrowing, find, shown
from news.search.sources import SOURCES
from news.search.terms import LONGEST_QUERY, asked

NEWEST = "moi-nhat"
LAST_YEAR = 9998


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ?q=&loai=&nam=&xep=&trang=; whatever of it makes no sense narrows nothing."""
    typed = request.GET.get("q", "")
    query = asked(typed)
    narrowing = Narrowing(SOURCES.get(request.GET.get("loai", "")), _year(request.GET.get("nam", "")))
    order = NEWEST if request.GET.get("xep") == NEWEST else ""
    wanted = min(_number(request.GET.get("trang", "")) or 1, -(-MOST // PAGE))
    found = find(query, narrowing, newest_first=order == NEWEST, enough=wanted * PAGE)
    page = Paginator(found.places, PAGE).get_page(wanted)
    context = {
        "query": query,
        "typed": " ".join(typed[:LONGEST_QUERY].split()),
        "narrowing": narrowing,
        "order": order,
        "found": found,
        "page": page,
        "most": MOST,
        "longest": LONGEST_QUERY,
        "results": shown(page.object_list, query),
    }
    response = render(request, "news/search.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _year(typed: str) -> int | None:
    year = _number(typed)
    return year if year and year <= LAST_YEAR else None


def _number(typed: str) -> int | None:
    """A number from 1 in plain digits; None for everything else."""
    return (int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0) or None
