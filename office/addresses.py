"""Addresses that no page can answer."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


def without_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer that there is no such page where an address holds NUL: PostgreSQL takes it neither to find nor to keep."""

    def answered(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404("Địa chỉ này có ký tự không đọc được.")
        return get_response(request)

    return answered
