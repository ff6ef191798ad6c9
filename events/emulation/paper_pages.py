"""The papers of a list of proposals and of a decision, as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.emulation.pages import emulation_people
from events.emulation.papers import decision_annex, submission
from events.models import Decision, Proposal
from events.printed import printed


@require_safe
@emulation_people
def submission_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The tờ trình of a list; a draft while it has no number."""
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    return printed(request, lambda: submission(proposal), name=f"to-trinh-{pk}", ending=ending)


@require_safe
@emulation_people
def decision_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The list that goes with a decision."""
    paper = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    return printed(request, lambda: decision_annex(paper), name=f"danh-sach-khen-thuong-{pk}", ending=ending)
