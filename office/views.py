from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_safe

from office.colours import stylesheet
from office.models import Office
from office.pictures import shown_to_all


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the portal can reach its database: 200 {"status": "ok"}, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    return JsonResponse({"status": "ok"})


def _accent_mark(request: HttpRequest) -> str:
    office = Office.objects.first()
    return f'"{office.accent if office else ""}"'


@require_safe
@condition(etag_func=_accent_mark)
def colours(request: HttpRequest) -> HttpResponse:
    """The office's own colours, light and dark, as a style sheet; asked for anew each time, sent only when changed."""
    office = Office.objects.first()
    text = stylesheet(office.accent) if office and office.accent else ""
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    office = Office.objects.first()
    if not (office and office.logo):
        raise Http404("Cơ quan chưa đặt biểu trưng.")
    return shown_to_all(office.logo)
