"""The page of searching: what was asked, narrowed by kind and year, twenty results a page. Nothing of it is indexed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.search.finding import MOST, PAGE, Narrowing, find, shown
from news.search.sources import SOURCES
from news.search.terms import LONGEST_QUERY, asked

NEWEST = "moi-nhat"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ?q=&loai=&nam=&xep=&trang=; whatever of it makes no sense narrows nothing."""
    typed = request.GET.get("q", "")
    query = asked(typed)
    narrowing = Narrowing(SOURCES.get(request.GET.get("loai", "")), _year(request.GET.get("nam", "")))
    order = NEWEST if request.GET.get("xep") == NEWEST else ""
    found = find(query, narrowing, newest_first=order == NEWEST)
    page = Paginator(found.places, PAGE).get_page(request.GET.get("trang"))
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
    return int(typed) if len(typed) == 4 and typed.isascii() and typed.isdigit() and 0 < int(typed) < 9999 else None
