"""The page of searching: what was asked, narrowed by kind and year, twenty results a page. Nothing of it is indexed.

One address may search only so often: nobody's program keeps the database busy for all others.
"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.readers import may_once_more
from news.search.engine import TookTooLong, bounded
from news.search.finding import MOST, PAGE, Narrowing, find, shown
from news.search.sources import SOURCES
from news.search.terms import LONGEST_QUERY, Query, asked

NEWEST = "moi-nhat"
LAST_YEAR = 9998
SEARCHES, A_WHILE = 60, 60  # by one address in so many seconds: an office behind one address finds room
TOO_MANY = "Nơi bạn truy cập đã tìm rất nhiều lần trong một phút: hãy chờ một phút rồi bấm Tìm lần nữa."
TOO_SLOW = "Máy chủ đang bận nên chưa tìm xong: hãy thử lại sau một phút, hoặc thêm từ cho cụ thể hơn."


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ?q=&loai=&nam=&xep=&trang=; whatever of it makes no sense narrows nothing.

    429 and 503 in words, with what was typed, where too much is asked or it takes too long.
    """
    typed = request.GET.get("q", "")
    query = asked(typed)
    context = {
        "query": query,
        "typed": " ".join(typed[:LONGEST_QUERY].split()),
        "narrowing": Narrowing(SOURCES.get(request.GET.get("loai", "")), _year(request.GET.get("nam", ""))),
        "order": NEWEST if request.GET.get("xep") == NEWEST else "",
        "most": MOST,
        "longest": LONGEST_QUERY,
    }
    if query and not may_once_more(request, "search", times=SEARCHES, seconds=A_WHILE):
        return _answered(request, context | {"refusal": TOO_MANY}, status=429)
    try:
        with bounded():
            context |= _found(query, context["narrowing"], context["order"], request.GET.get("trang", ""))
    except TookTooLong:
        return _answered(request, context | {"refusal": TOO_SLOW}, status=503)
    return _answered(request, context)


def _found(query: Query, narrowing: Narrowing, order: str, page: str) -> dict:
    wanted = min(_number(page) or 1, -(-MOST // PAGE))
    found = find(query, narrowing, newest_first=bool(order), enough=wanted * PAGE)
    shown_page = Paginator(found.places, PAGE).get_page(wanted)
    return {"found": found, "page": shown_page, "results": shown(shown_page.object_list, query)}


def _answered(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    response = render(request, "news/search.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    if status != 200:
        response["Retry-After"] = str(A_WHILE)
    return response


def _year(typed: str) -> int | None:
    year = _number(typed)
    return year if year and year <= LAST_YEAR else None


def _number(typed: str) -> int | None:
    """A number from 1 in plain digits; None for everything else."""
    return (int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0) or None
