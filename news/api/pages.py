"""The page that tells people of the open data, and what is answered where there is no such data."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.api.declaring import DEFAULT_LIMIT, MOST, SAFE, error, not_allowed
from news.api.endpoints import ENDPOINTS
from news.register.disclosed import FACTS


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    context = {
        "endpoints": ENDPOINTS,
        "facts": FACTS,
        "default": DEFAULT_LIMIT,
        "most": MOST,
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "news/open_data.html", context)


def no_such_data(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that is none, told as JSON; one that only lacks its last stroke leads on."""
    if request.method not in SAFE:
        return not_allowed()
    if rest and not rest.endswith("/"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))
    return error("not_found", "Không có dữ liệu ở địa chỉ này: hãy xem các địa chỉ ở /api/.", status=404)
