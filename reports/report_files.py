"""A report given out as a file: at once, or by the worker where its paper is long; what cannot be is said on a page."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from office.job_pages import job_url
from printing.document import Document
from printing.downloads import download
from printing.files import FORMS, Form
from printing.pdf import PdfFailed, is_long
from reports.jobs import print_later
from returns.models import Period


def form_of(ending: str) -> Form:
    """The form of that ending. Raises Http404 in words."""
    if ending not in FORMS:
        raise Http404(f"Báo cáo không có dạng “{ending}”: hãy chọn {', '.join(FORMS)}.")
    return FORMS[ending]


def given_out(
    request: HttpRequest, document: Document, form: Form, *, period: Period, name: str, later: Mapping
) -> HttpResponse:
    """The document as a file; a PDF that takes long is offered to be printed by the worker, and a POST hands it in.

    `later` is what `print_later` is asked then.
    """
    if form.ending == "pdf" and request.method == "POST":
        return redirect(job_url(print_later(**later, name=name, by=request.user)))
    if form.ending == "pdf" and is_long(document):
        return _offered(request, later)
    try:
        return download(form.make(document), name, form.content_type)
    except PdfFailed as failed:
        return _offered(request, later, failed)


def _offered(request: HttpRequest, later: Mapping, reason: Exception | None = None) -> HttpResponse:
    """Ask whether the worker shall print it, who has more time; `reason` is why it could not be printed at once."""
    context = {"title": later["title"], "reason": reason and str(reason)}
    return render(request, "reports/print_later.html", context, status=503 if reason else 200)


def not_printed(request: HttpRequest, period: Period, reason: Exception, *, status: int) -> HttpResponse:
    return render(request, "reports/print_failed.html", {"reason": str(reason), "period": period}, status=status)
