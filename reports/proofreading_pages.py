"""The page where whoever writes has the figures of a text read against themselves. Nothing is kept of the text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cooperatives.models import Organisation
from office.access import requires
from reports.proofreading.forms import ProofreadingForm
from reports.proofreading.marked import marked_lines
from reports.proofreading.proofreader import proofread
from returns.models import Period

SEES_FIGURES, WRITES_NEWS = "returns.view_annualreturn", "news.change_article"
who_writes = requires(
    (SEES_FIGURES, WRITES_NEWS), "Trang này dành cho lãnh đạo, cán bộ và biên tập viên của Liên minh."
)


@require_http_methods(["GET", "HEAD", "POST"])
@who_writes
def proofreading(request: HttpRequest) -> HttpResponse:
    """Ask for a text; show it with what is doubtful in its figures."""
    sees_figures = request.user.has_perm(SEES_FIGURES)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProofreadingForm(*sent, sees_figures=sees_figures)
    context = {"form": form, "sees_figures": sees_figures}
    if form.is_bound and form.is_valid():
        context |= read(form.cleaned_data["prose"], request, period=form.cleaned_data.get("period"))
    refused = form.is_bound and not form.is_valid()
    return render(request, "reports/proofreading.html", context, status=400 if refused else 200)


def read(text: str, request: HttpRequest, *, period: Period | None = None) -> dict:
    """What the page shows of a text that was read: its lines, how many findings, the period it was compared with."""
    findings = proofread(text, period=period, within=Organisation.objects.visible_to(request.user))
    return {"lines": marked_lines(text, findings), "findings": findings, "period": period, "was_read": True}
