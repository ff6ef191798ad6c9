"""The way of a report on one page: its steps, its seal with hashes and files, and what is known otherwise today."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from office.documents import handed_out
from office.job_pages import progress_of
from printing.files import FORMS
from reports import errata
from reports.models import Report, Seal
from reports.report_files import form_of
from reports.report_pages import sees_reports
from reports.report_steps import BY_SLUG, workflow_card
from reports.sealing import files
from returns.since_publication import changes_after

SHOWN_CHANGES = 50


def _report(request: HttpRequest, pk: int) -> Report:
    visible = Report.objects.visible_to(request.user)
    people = ("begun_by", "submitted_by", "approved_by")
    return get_object_or_404(visible.select_related("period", "seal__sealed_by", "corrects__seal", *people), pk=pk)


def _seal(request: HttpRequest, pk: int) -> Seal:
    seal = getattr(_report(request, pk), "seal", None)
    if seal is None:
        raise Http404("Báo cáo này chưa ban hành nên chưa có tệp: hãy xem bản dự thảo ở trang báo cáo.")
    return seal


@require_safe
@sees_reports
def show_seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a report stands on its way, and once it is sealed: its hashes, files, errata, place in the chain."""
    return _page(request, _report(request, pk))


@require_POST
@sees_reports
def take_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Do one step of the way; what it refuses is said on the page, with what was typed."""
    report, step = _report(request, pk), BY_SLUG[slug]
    try:
        after = step.does(report, request.POST.dict(), request.user)
    except ValidationError as refusal:
        return _page(request, _report(request, pk), tuple(refusal.messages))
    messages.success(request, step.done)
    return redirect("reports:seal", after.pk)


@require_POST
@sees_reports
def note_erratum(request: HttpRequest, pk: int) -> HttpResponse:
    """Record why a figure of a sealed report is another today."""
    seal, sent = _seal(request, pk), request.POST
    told = {name: sent.get(name, "") for name in ("code", "part", "now", "reason")}
    try:
        errata.note(seal, **told, by=request.user)
    except ValidationError as refusal:
        return _page(request, seal.report, tuple(refusal.messages), noted=told)
    messages.success(request, "Đã ghi lý do.")
    return redirect("reports:seal", pk)


@require_safe
@sees_reports
def sealed_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The very bytes that were sealed; a file that is not these any more is not given out."""
    form, seal = form_of(ending), _seal(request, pk)
    if not files.is_intact(seal, ending):
        fault = (f"Tệp {form.label} không còn như khi ban hành nên không đưa ra: hãy báo quản trị viên ngay.",)
        return _page(request, seal.report, fault, status=409)
    return handed_out(getattr(seal, ending))


def _page(
    request: HttpRequest,
    report: Report,
    refused: tuple[str, ...] = (),
    *,
    noted: dict[str, str] | None = None,
    status: int = 400,
) -> HttpResponse:
    """The page; `noted` is what was typed of an erratum that was refused."""
    typed = "" if noted else request.POST.get("reason", "")
    card = workflow_card(report, request.user, refused=refused, typed=typed)
    context = {"report": report, "card": card, "forms": FORMS.values(), "noted": noted or {}}
    if card.is_being_sealed:
        context |= progress_of(card.job)
    if seal := getattr(report, "seal", None):
        found = errata.errata_of(seal)
        context |= {
            "seal": seal,
            "errata": found,
            "recorded": list(errata.labelled(seal, found.recorded)),
            "changes": changes_after(report.period, seal.sealed_at)[:SHOWN_CHANGES] if found.open else [],
            "may_note": request.user.has_perm("reports.add_erratum"),
        }
    return render(request, "reports/seal.html", context, status=status if refused else 200)
