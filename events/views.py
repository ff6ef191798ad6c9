"""Dossiers of conferences, for staff and leadership."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.models import Award, Conclusion, Conference
from office.access import requires

PHOTOS_SHOWN = 8
staff_and_leadership = requires(
    "events.view_conference", "Trang này dành cho lãnh đạo và cán bộ tổ chức hội nghị của Liên minh."
)
secretaries = requires(
    "events.change_conference", "Trang này dành cho cán bộ tổ chức hội nghị. Hãy nhờ cán bộ phụ trách ghi giúp."
)


def dossier(request: HttpRequest, pk: int) -> Conference:
    """The conference a page is of, with its sessions. Raises Http404."""
    return get_object_or_404(Conference.objects.visible_to(request.user).for_dossier(), pk=pk)


@require_safe
@staff_and_leadership
def index(request: HttpRequest) -> HttpResponse:
    """List conferences, the newest first; `?q=` narrows them, diacritics ignored."""
    asked = request.GET.get("q", "").strip()
    conferences = Conference.objects.visible_to(request.user).search(asked).for_lists()
    return render(request, "events/index.html", {"conferences": conferences, "asked": asked})


@require_safe
@staff_and_leadership
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One conference: bodies with ordinals and turnout, what was concluded before, who was commended there."""
    mine = Conference.objects.visible_to(request.user)
    conference = get_object_or_404(mine.for_dossier().with_turnout(), pk=pk)
    awards = Award.objects.visible_to(request.user).presented_at(conference)
    context = {
        "conference": conference,
        "chairs": conference.chairs.all(),
        "before": Conclusion.objects.told_again_at(conference),
        "photos": conference.photos.all()[:PHOTOS_SHOWN],
        "summary": awards.summary(),
        "roll": awards.roll(),
    }
    return render(request, "events/conference.html", context)
