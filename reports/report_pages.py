"""The pages where staff write a conference report: the list, the report, one section of it."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cooperatives.models import Organisation
from events.models import Conference
from office import typed
from office.access import requires
from office.guard import GuardedForm
from printing.files import FORMS
from reports import drafting
from reports.models import Passage, Report
from reports.models.report import report_title
from reports.period_pages import file_name, unfinished
from reports.proofreading.limits import TooLong
from reports.report_files import form_of, given_out, not_printed
from reports.report_forms import BeginForm, DetailsForm, PassageForm, begun_for, periods_reported
from reports.report_steps import workflow_card
from reports.report_workflow import read_digest
from reports.snapshots import unchanged
from reports.warnings import warnings
from reports.writing import KINDS, NothingToReport, Written, facts_of, write
from reports.writing.offered import offers, places
from reports.writing.parts import Part
from reports.writing.shown import doubts, lines, sections

ASKED = ["GET", "HEAD", "POST"]
sees_reports = requires("reports.view_report", "Trang này dành cho lãnh đạo và cán bộ lập báo cáo của Liên minh.")
writes_reports = requires("reports.change_passage", "Chỉ cán bộ được soạn báo cáo.")


def of_report(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a page the report its address names, among those the visitor may see; one there is nothing in says so."""

    @wraps(page)
    def shown(request: HttpRequest, pk: int, **named) -> HttpResponse:
        report = Report.objects.visible_to(request.user).for_pages().filter(pk=pk).first()
        if report is None:
            raise Http404("Không có báo cáo này: hãy mở lại danh sách báo cáo.")
        try:
            return page(request, report, **named)
        except NothingToReport as missing:
            return not_printed(request, report.period, missing, status=409)

    return shown


@require_http_methods(ASKED)
@sees_reports
def index(request: HttpRequest) -> HttpResponse:
    """List the reports that were begun and the periods without one; begin one."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        drafting.check_can_begin(request.user)
        if form.is_valid():
            chosen = {name: form.cleaned_data[name] for name in ("kind", "period", "issuer")}
            return redirect("reports:report", drafting.begin(**chosen, by=request.user).pk)
    listed = Report.objects.visible_to(request.user).newest_editions().for_pages().prefetch_related("passages")
    context = {
        "form": form,
        "reports": [(report, _changed(report, _within(request))) for report in listed],
        "waiting": _waiting(request, listed),
        "files": FORMS.values(),
    }
    return render(request, "reports/report_list.html", context, status=400 if form.errors else 200)


def _waiting(request: HttpRequest, listed: QuerySet) -> list[tuple]:
    """Kinds and periods that anybody reported on and that the Alliance's own report was not begun for."""
    begun = {(report.kind, report.period_id) for report in listed if report.issuer == Report.Issuer.OFFICE}
    periods = periods_reported()
    held = Conference.objects.visible_to(request.user).filter(period_reported__in=periods)
    conferences = {(one.kind, one.period_reported_id): one for one in reversed(held)}
    return [
        (kind.name, report_title(kind.name, period), period, conferences.get((kind.conference, period.pk)))
        for kind in KINDS.values()
        for period in begun_for(kind, periods)
        if (kind.name, period.pk) not in begun
    ]


@unchanged()
def _changed(report: Report, within: QuerySet) -> int:
    """How many figures in the edited sections of a report that is not sealed changed since they were written."""
    passages = report.passages.all()
    if report.state == Report.State.SEALED or not passages:
        return 0
    try:
        bound = facts_of(report, within=within).bound
    except NothingToReport:
        return 0
    return sum(len(bound.changes(passage.text)) for passage in passages)


def _within(request: HttpRequest) -> QuerySet:
    return Organisation.objects.visible_to(request.user)


@unchanged()
def _written(request: HttpRequest, report: Report, *, annexed: bool = False) -> Written:
    return write(report, within=_within(request), annexed=annexed)


@require_http_methods(ASKED)
@sees_reports
@of_report
def show_report(request: HttpRequest, report: Report) -> HttpResponse:
    """Show a report as it stands today; `?soat-so=1` also what is doubtful in it."""
    if request.method == "POST":
        drafting.check_can_write(request.user)
    try:
        written = _written(request, report)
    except NothingToReport as missing:
        return render(request, "reports/report.html", _standing(request, report) | {"missing": str(missing)})
    refusal = ""
    if request.method == "POST":
        try:
            _confirm(request, report, written)
        except ValidationError as refused:
            refusal = refused.messages[0]
        else:
            return redirect(_place_of(report, request.POST["section"]))
    return render(
        request, "reports/report.html", _shown(request, report, written, refusal), status=409 if refusal else 200
    )


def _confirm(request: HttpRequest, report: Report, written: Written) -> None:
    part = _part(written, request.POST.get("section", ""))
    seen = request.POST.get("seen", "").replace("\r\n", "\n")
    drafting.confirm(report, section=part.key, seen=seen, bound=written.bound, by=request.user)


def _shown(request: HttpRequest, report: Report, written: Written, refusal: str) -> dict:
    passages = dict(report.passages.values_list("section", "text"))
    is_read, found = "soat-so" in request.GET, None
    try:
        found = doubts(written, within=_within(request)) if is_read else None
    except TooLong as too_long:
        is_read, refusal = False, str(too_long)
    shown = sections(written, passages, found)
    facts = written.facts
    return _standing(request, report, read_digest(written)) | {
        "sections": shown,
        "is_read": is_read,
        "doubtful": [section for section in shown if section.findings],
        "changed": sum(len(section.changes) for section in shown),
        "remarks": [each.message for each in warnings(facts.found.values(), facts.period)],
        "unfinished": unfinished(facts.asked),
        "facts": facts,
        "refusal": refusal,
        "files": FORMS.values(),
    }


def _standing(request: HttpRequest, report: Report, read: str = "") -> dict:
    """What its page shows of a report whether or not it can be written; `read` is the digest of what it shows."""
    return {
        "report": report,
        "card": workflow_card(report, request.user, read=read),
        "may_write": request.user.has_perm("reports.change_passage") and report.is_open,
    }


def _place_of(report: Report, section: str) -> str:
    return f"{reverse('reports:report', args=[report.pk])}#muc-{section}"


@require_http_methods(ASKED)
@sees_reports
@of_report
def report_file(request: HttpRequest, report: Report, ending: str) -> HttpResponse:
    """Give a report as a file: of a sealed one the bytes that were sealed."""
    form = form_of(ending)
    if report.state == Report.State.SEALED:
        return redirect("reports:sealed_file", report.pk, ending)
    document = _written(request, report, annexed=True).document
    name = file_name(f"bao-cao-{report.kind.replace('_', '-')}-{report.issuer}", report.period, ending)
    later = {"document": "report", "title": f"In báo cáo: {report}", "report": report.pk}
    return given_out(request, document, form, period=report.period, name=name, later=later)


@require_http_methods(ASKED)
@typed.kept_through_login
@writes_reports
@of_report
def edit_details(request: HttpRequest, report: Report) -> HttpResponse:
    """Change the conference a report is for, the day it is signed and who signs it."""
    form_class = typed.held_back(DetailsForm, request)
    with transaction.atomic():
        form = form_class(request.POST if request.method == "POST" else None, instance=report)
        if form.is_bound and _is_good(form, report):
            form.instance._history_user = request.user
            form.save()
            return redirect("reports:report", report.pk)
    context = {"report": report, "form": form}
    return render(request, "reports/report_details.html", context, status=400 if form.errors else 200)


def _is_good(form: GuardedForm, report: Report) -> bool:
    """Whether a form may be saved: its report, locked from now on, is open, and it is valid; else it says why not."""
    try:
        drafting.opened(report)
    except ValidationError as closed:
        form.full_clean()
        form.add_error(None, closed)
    return form.is_valid()


@require_http_methods(ASKED)
@typed.kept_through_login
@writes_reports
@of_report
def edit_passage(request: HttpRequest, report: Report, section: str) -> HttpResponse:
    """Edit the text of a section, or show how it would print."""
    written = _written(request, report)
    part = _part(written, section)
    with transaction.atomic():
        form = _passage_form(request, report, part, written)
        good = form.is_bound and _is_good(form, report)
        if good and "xem-truoc" not in request.POST:
            text = form.cleaned_data["text"]
            drafting.write_passage(report, section=section, text=text, generated=part.text, by=request.user)
            return redirect(_place_of(report, section))
    context = _editing(report, part, written, form)
    if good:
        preview = lines(form.cleaned_data["text"], part, written.bound, written.facts.asked)
        context |= {"preview": list(preview), "is_preview": True}
    return render(request, "reports/report_section.html", context, status=400 if form.errors else 200)


def _passage_form(request: HttpRequest, report: Report, part: Part, written: Written) -> PassageForm:
    form_class = typed.held_back(PassageForm, request)
    passage = report.passages.filter(section=part.key).first() or Passage(report=report, section=part.key)
    return form_class(
        request.POST if request.method == "POST" else None,
        instance=passage,
        initial={"text": passage.text if passage.pk else part.text},
        part=part,
        bound=written.bound,
    )


def _editing(report: Report, part: Part, written: Written, form: PassageForm) -> dict:
    """What the page of a section shows beside its form."""
    edited, bound = form.instance.pk is not None, written.bound
    stored = form.initial["text"]
    return {
        "report": report,
        "part": part,
        "form": form,
        "is_edited": edited,
        "changes": [(change, bound.label(change.chip.name)) for change in bound.changes(stored)],
        "generated": list(lines(part.text, part, bound, written.facts.asked)) if edited else (),
        "offers": offers(bound),
        "places": places(part),
    }


def _part(written: Written, key: str) -> Part:
    """The section of that key. Raises Http404."""
    part = next((part for whole in written.parts for part in whole if part.key == key), None)
    if part is None:
        raise Http404(f"Báo cáo này không có mục “{key}”: hãy mở lại báo cáo và chọn mục cần soạn.")
    return part


@require_http_methods(ASKED)
@writes_reports
@of_report
def give_back(request: HttpRequest, report: Report, section: str) -> HttpResponse:
    """Ask whether a section is to be generated again, and do it."""
    passage = report.passages.filter(section=section).first()
    if passage is None:
        return redirect(_place_of(report, section))
    written = _written(request, report)
    part, refusal = _part(written, section), ""
    if request.method == "POST":
        seen = request.POST.get("seen", "").replace("\r\n", "\n")
        try:
            drafting.give_back(report, section=section, seen=seen, by=request.user)
            return redirect(_place_of(report, section))
        except ValidationError as refused:
            refusal = refused.messages[0]
            passage.refresh_from_db()
    context = {
        "report": report,
        "part": part,
        "passage": passage,
        "refusal": refusal,
        "written": list(lines(passage.text, part, written.bound, written.facts.asked)),
        "generated": list(lines(part.text, part, written.bound, written.facts.asked)),
    }
    return render(request, "reports/report_give_back.html", context, status=409 if refusal else 200)
