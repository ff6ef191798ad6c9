"""The papers of a list of proposals and of a decision, as files."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.emulation.pages import emulation_people
from events.emulation.papers import decision_annex, submission
from events.letterheads import OfficeMissing
from events.models import Decision, Proposal
from printing.document import Document
from printing.downloads import download
from printing.files import FORMS
from printing.pdf import PdfFailed


@require_safe
@emulation_people
def submission_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The tờ trình of a list; a draft while it has no number."""
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    return _file(request, lambda: submission(proposal), f"to-trinh-{pk}", ending)


@require_safe
@emulation_people
def decision_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The list that goes with a decision."""
    paper = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    return _file(request, lambda: decision_annex(paper), f"danh-sach-khen-thuong-{pk}", ending)


def _file(request: HttpRequest, write: Callable[[], Document], name: str, ending: str) -> HttpResponse:
    if ending not in FORMS:
        raise Http404(f"Văn bản không có dạng “{ending}”: hãy chọn {', '.join(FORMS)}.")
    form = FORMS[ending]
    try:
        return download(form.make(write()), f"{name}.{ending}", form.content_type)
    except (OfficeMissing, PdfFailed) as failed:
        status = 409 if isinstance(failed, OfficeMissing) else 503
        return render(request, "events/not_printed.html", {"reason": str(failed)}, status=status)
