"""Papers handed out as files, or a page that says why there is none."""

from collections.abc import Callable, Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from events.letterheads import OfficeMissing
from events.models import Conference
from printing.document import Document
from printing.downloads import download
from printing.files import FORMS
from printing.pdf import PdfFailed


def printed(
    request: HttpRequest,
    write: Callable[[], Document],
    *,
    name: str,
    ending: str,
    endings: Collection[str] = FORMS,
    conference: Conference | None = None,
) -> HttpResponse:
    """The paper that `write` makes, as a file of one of the endings. Raises Http404 for another ending."""
    if ending not in endings:
        raise Http404(f"Văn bản này không có dạng “{ending}”: hãy chọn {', '.join(endings)}.")
    form = FORMS[ending]
    try:
        return download(form.make(write()), f"{name}.{ending}", form.content_type)
    except (OfficeMissing, PdfFailed) as failed:
        return not_printed(request, failed, conference=conference)


def not_printed(request: HttpRequest, reason: Exception, *, conference: Conference | None = None) -> HttpResponse:
    status = 409 if isinstance(reason, OfficeMissing) else 503
    context = {"conference": conference, "reason": str(reason)}
    return render(request, "events/not_printed.html", context, status=status)
