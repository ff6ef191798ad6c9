"""The page where an edited Word file of a report is read back: sent, looked at, decided, taken.

Between looking and deciding what was read waits in the page itself, signed: nothing is stored before it is confirmed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from urllib.parse import urlencode

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cooperatives.models import Organisation
from printing.docx_reading import read_word
from printing.word_check import MAX_FILE, WordRefused
from printing.workbook_check import MEGABYTE
from reports.models import Report
from reports.reading_back import (
    Comparison,
    Decided,
    Sent,
    TextChanged,
    check_can_take_back,
    compare,
    sent,
    take_back,
)
from reports.reading_back.shown import ShownSection
from reports.report_pages import writes_reports
from reports.writing import NothingToReport, Written, write
from reports.writing.origin import OriginRefused

_SALT = "reports.reading_back"
_WAITS = 24 * 3600  # seconds
MOST_CHOICES = 900  # fields of one form; Django takes a thousand


class FileForm(forms.Form):
    """`cleaned_data["word"]` is the text of the file."""

    file = forms.FileField(
        label="Tệp Word đã sửa (.docx)",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": "Hãy chọn tệp Word đã sửa.",
            "empty": "Tệp này trống: hãy kiểm tra lại tệp đã chọn.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise ValidationError(f"Tệp lớn hơn {MAX_FILE // MEGABYTE} MB: hãy bỏ bớt hình rồi lưu lại.")
        try:
            self.cleaned_data["word"] = read_word(file.read(), name=file.name)
        except WordRefused as refused:
            raise ValidationError(str(refused)) from refused
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@writes_reports
def read_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the file; show what it says otherwise; take what was decided."""
    report = get_object_or_404(Report.objects.visible_to(request.user).select_related("period"), pk=pk)
    try:
        check_can_take_back(request.user, report)
        if request.method != "POST":
            return _asked(request, report, FileForm(), done=request.GET.getlist("muc"))
        if "token" in request.POST:
            return _confirmed(request, report)
        return _looked_at(request, report)
    except ValidationError as refused:
        return _asked(request, report, None, refused=refused.messages, status=409)
    except NothingToReport as missing:
        return _asked(request, report, None, refused=[str(missing)], status=409)


def _looked_at(request: HttpRequest, report: Report) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, report, form, status=400)
    written = _written(request, report)
    try:
        read = sent(form.cleaned_data["word"], report, written, name=form.cleaned_data["file"].name)
        comparison = compare(report, written, read)
    except OriginRefused as refused:
        form.add_error("file", str(refused))
        return _asked(request, report, form, status=400)
    return _differences(request, report, read, comparison)


def _confirmed(request: HttpRequest, report: Report) -> HttpResponse:
    """Take what was decided; where the report changed meanwhile, show the file beside it anew."""
    try:
        told, versions = _waiting(request, report)
    except LookupError:
        form = FileForm()
        expired = ["Trang này đã để quá một ngày hoặc không phải của bạn: hãy gửi lại tệp. Chưa ghi gì."]
        return _asked(request, report, form, refused=expired, status=400)
    comparison = compare(report, _written(request, report), told)
    sections = [section for section in comparison.sections if section.key in versions and not section.is_contested]
    choices = request.POST.dict()
    try:
        if {section.key: section.version for section in sections} != versions:
            raise TextChanged("Báo cáo vừa đổi từ khi tệp được đọc: chưa ghi gì. Hãy xem lại những chỗ khác dưới đây.")
        decisions = {
            section.key: Decided(section.version, tuple(ShownSection(section, {}, choices).decided()))
            for section in sections
        }
        changed = take_back(report, decisions, by=request.user)
    except ValidationError as refused:
        return _differences(request, report, told, comparison, refused=refused.messages, versions=versions)
    return redirect(
        f"{reverse('reports:read_back', args=[report.pk])}?{urlencode({'muc': changed or '-'}, doseq=True)}"
    )


def _written(request: HttpRequest, report: Report) -> Written:
    return write(report, within=Organisation.objects.visible_to(request.user))


def _token(request: HttpRequest, report: Report, read: Sent, comparison: Comparison) -> str:
    versions = {section.key: section.version for section in comparison.sections if not section.is_contested}
    return signing.dumps([request.user.pk, report.pk, asdict(read), versions], salt=_SALT, compress=True)


def _waiting(request: HttpRequest, report: Report) -> tuple[Sent, dict[str, str]]:
    """What was read and for which versions of the sections. Raises LookupError."""
    try:
        who, which, read, versions = signing.loads(request.POST["token"], salt=_SALT, max_age=_WAITS)
    except signing.BadSignature as error:
        raise LookupError(report.pk) from error
    if (who, which) != (request.user.pk, report.pk):
        raise LookupError(report.pk)
    return Sent(read["name"], read["properties"], read["lines"], tuple(read["notices"])), versions


def _differences(
    request: HttpRequest,
    report: Report,
    read: Sent,
    comparison: Comparison,
    *,
    refused: Iterable[str] = (),
    versions: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show what the file says otherwise; what was chosen stays chosen in sections that are still of `versions`."""
    chosen = {section.key for section in comparison.sections if (versions or {}).get(section.key) == section.version}
    sections = [
        ShownSection(section, comparison.titles, request.POST if section.key in chosen else {})
        for section in comparison.sections
    ]
    choices = sum(1 + len(change.numbers) for section in sections for change in section.changes)
    if choices > MOST_CHOICES:
        too_many = ["Tệp khác báo cáo ở quá nhiều chỗ để xem trên một trang: hãy gửi từng phần, hoặc soạn trong cổng."]
        return _asked(request, report, FileForm(), refused=too_many, status=400)
    context = {
        "report": report,
        "read": read,
        "comparison": comparison,
        "sections": sections,
        "refused": refused,
        "token": _token(request, report, read, comparison),
        "may_declare": request.user.has_perm("reports.add_figure"),
    }
    return render(request, "reports/read_back_differences.html", context, status=409 if refused else 200)


def _asked(
    request: HttpRequest,
    report: Report,
    form: FileForm | None,
    *,
    refused: Iterable[str] = (),
    done: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    context = {"report": report, "form": form, "refused": refused, "done": done}
    return render(request, "reports/read_back.html", context, status=status)
