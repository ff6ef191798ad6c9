"""What happened at a conference, its papers and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.minutes import minutes, personnel_sentences, votes_table
from events.models import Conference, Paper, Resolution
from events.printed import printed
from events.resolutions import resolution_document
from events.views import dossier, staff_and_leadership
from office.documents import handed_out

ENDINGS = ("pdf", "docx")


@require_safe
@staff_and_leadership
def proceedings(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme, what was said, voted and decided about people."""
    conference = dossier(request, pk)
    votes = list(conference.votes.select_related("session__body"))
    context = {
        "conference": conference,
        "agenda": conference.agendaitems.all(),
        "contributions": conference.contributions.all(),
        "votes": votes_table(votes) if votes else None,
        "personnel": personnel_sentences(conference),
        "shortfalls": _shortfalls(conference),
    }
    return render(request, "events/proceedings.html", context)


@require_safe
@staff_and_leadership
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What was concluded and resolved, and the papers of the dossier."""
    conference = dossier(request, pk)
    context = {
        "conference": conference,
        "conclusions": conference.conclusions.all(),
        "resolutions": conference.resolutions.order_by("year", "number", "pk"),
        "shortfalls": _shortfalls(conference),
        "papers": conference.papers.all(),
    }
    return render(request, "events/outcome.html", context)


def _shortfalls(conference: Conference) -> list[str]:
    return [told for one in conference.sessions.all() if (told := one.shortfall)]


@require_safe
@staff_and_leadership
def minutes_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The minutes as PDF or Word."""
    conference = dossier(request, pk)
    told = {"name": f"bien-ban-{conference.pk}", "ending": ending, "endings": ENDINGS, "conference": conference}
    return printed(request, lambda: minutes(conference), **told)


@require_safe
@staff_and_leadership
def resolution_file(request: HttpRequest, pk: int, resolution: int, ending: str) -> HttpResponse:
    """A resolution as PDF or Word."""
    kept = Resolution.objects.visible_to(request.user).select_related("conference")
    one = get_object_or_404(kept, pk=resolution, conference=pk)
    name = f"nghi-quyet-{one.year}-{one.number}" if one.number else f"du-thao-nghi-quyet-{one.pk}"
    told = {"name": name, "ending": ending, "endings": ENDINGS, "conference": one.conference}
    return printed(request, lambda: resolution_document(one), **told)


@require_safe
@staff_and_leadership
def paper_file(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """A file of the dossier, for those who may see the conference."""
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    one = get_object_or_404(Paper, pk=paper, conference=conference)
    try:
        return handed_out(one.file)
    except FileNotFoundError as lost:
        raise Http404("Tệp không còn trên máy chủ: hãy báo người quản trị.") from lost
