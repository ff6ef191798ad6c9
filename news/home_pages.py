"""The first page of the portal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.home_blocks import shown_blocks
from news.kept_pages import for_everybody
from news.models import Banner
from office.models import Office
from office.pictures import shown_to_all


@require_safe
@for_everybody()
def home(request: HttpRequest) -> HttpResponse:
    """The blocks the office set up, or those of the portal; the same queries however much there is to show."""
    office = Office.objects.first()
    blocks = shown_blocks(office, on=timezone.localdate())
    return render(request, "news/home.html", {"office": office, "blocks": blocks})


@require_safe
def banner(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a banner, while it is shown."""
    one = get_object_or_404(Banner, pk=pk)
    if not one.is_shown(timezone.localdate()):
        raise Http404("Biểu ngữ này không còn hiện.")
    return shown_to_all(one.picture)
