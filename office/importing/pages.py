"""The pages of the admin where a file is looked at, then taken; the same way in as the command.

A file with exact headers is shown at once with what it would do. One with other headings first leads to the page where
its columns are named. What is agreed to there is remembered for the next file of the same headings.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from import_export.admin import ImportMixin

from office.importing import long
from office.importing.agreement import different, remember, shown_lines, taken_before
from office.importing.forms import MappingForm, UploadForm
from office.importing.mapping import Mapping, exact_mapping, fingerprint
from office.importing.proposals import legacy_sample, proposed
from office.importing.resources import (
    HEADER_LINE,
    CellError,
    ImportReport,
    TableResource,
    run_import,
    template,
)
from office.importing.uploads import KEPT_SECONDS, Upload
from office.importing.workbooks import marked_workbook, plan_workbook
from office.job_pages import job_url
from office.models import ImportLayout
from printing.downloads import download
from printing.sheet import Sheet
from printing.spreadsheet import SpreadsheetRefused
from printing.xlsx import csv_bytes, workbook_bytes

__all__ = ["KEPT_SECONDS", "ImportAdminMixin", "Upload"]
SHOWN = 200  # lines of a preview or a list of errors; the counts tell of all, the workbook names them
GONE = "Tệp đã nhập xong hoặc đã quá một giờ: hãy chọn lại tệp. Chưa có gì được ghi thêm."


@dataclass(frozen=True)
class Answer:
    """What an import's page says: the report, the sentences above it, the token of the file that waits."""

    report: ImportReport
    token: str = ""
    notices: tuple[str, ...] = ()
    different: frozenset[int] = frozenset()  # lines that would now do something else than was shown
    unseen: bool = False  # somebody agreed without ticking what has to be seen


class ImportAdminMixin(ImportMixin):
    """Import, template and export for the list of one resource; put it before PortalModelAdmin."""

    import_export_change_list_template = "admin/change_list_tables.html"
    resource_classes: list[type[TableResource]]

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        long.offer(self.resource, permission=self.import_permission)

    @property
    def resource(self) -> type[TableResource]:
        return self.resource_classes[0]

    def get_urls(self):
        name = "{}_{}".format(*self.get_model_info())
        pages = (
            ("tep-mau/", self.template_view, "template"),
            ("nhap/doc-lai/", self.reading_view, "import_reading"),
            ("nhap/cot/", self.mapping_view, "import_mapping"),
            ("nhap/danh-dau/", self.marked_view, "import_marked"),
            ("nhap/se-ghi/", self.plan_view, "import_plan"),
            ("xuat/<str:ending>/", self.export_view, "export"),
        )
        ours = [path(at, self.admin_site.admin_view(view), name=f"{name}_{page}") for at, view, page in pages]
        return ours + super().get_urls()

    def has_import_permission(self, request) -> bool:
        return request.user.has_perm(self.import_permission)

    @property
    def import_permission(self) -> str:
        model = self.model._meta.concrete_model._meta
        return f"{model.app_label}.import_{model.model_name}"

    # From the file to what it would do

    def import_action(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Ask for a file (GET), or show what it would do, or ask what its columns are (POST); nothing is written."""
        self._check_may_import(request)
        Upload.sweep()
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent)
        if not (sent and form.is_valid()):
            return self._page(request, form=form)
        file = form.cleaned_data["file"]
        return self._read(request, Upload(file.read(), file.name))

    def reading_view(self, request: HttpRequest) -> HttpResponse:
        """Read a file that waits again: in an old encoding or not, or another of its sheets."""
        return require_POST(self._read_again)(request)

    def _read_again(self, request: HttpRequest) -> HttpResponse:
        upload = self._waiting(request)
        if upload is None:
            return self._gone(request)
        upload.sheet_name = request.POST.get("sheet", upload.sheet_name)
        upload.legacy = request.POST.get("legacy", upload.legacy)
        return self._read(request, upload)

    def _read(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        """Show what a file would do when nothing about it is in doubt, else ask, one doubt after another."""
        try:
            sheet = upload.read()
        except SpreadsheetRefused as refused:
            return self._page(request, answer=Answer(self._refused(refused)))
        if sheet.suspected and not upload.legacy:
            return self._legacy_page(request, upload, sheet)
        upload.mapping = exact_mapping(sheet, self.resource.columns())
        if upload.mapping:
            return self._preview(request, upload, sheet)
        return self._mapping_page(request, upload, sheet, self._mapping_form(sheet))

    def mapping_view(self, request: HttpRequest) -> HttpResponse:
        """Take what was said of the columns and show what the file would do; nothing is written."""
        return require_POST(self._mapped)(request)

    def _mapped(self, request: HttpRequest) -> HttpResponse:
        upload = self._waiting(request)
        if upload is None:
            return self._gone(request)
        sheet = upload.read()
        form = self._mapping_form(sheet, request.POST)
        if not form.is_valid():
            return self._mapping_page(request, upload, sheet, form)
        upload.mapping = form.mapping
        return self._preview(request, upload, sheet)

    def _mapping_form(self, sheet: Sheet, *sent) -> MappingForm:
        columns = self.resource.columns()
        layout = ImportLayout.objects.filter(kind=self.resource.kind, fingerprint=fingerprint(sheet)).first()
        remembered = Mapping.from_json(layout.choices) if layout else None
        if remembered and not remembered.fits(sheet, columns):
            remembered = None
        proposal = proposed(sheet, columns, self.resource.also_called)
        return MappingForm(*sent, sheet=sheet, columns=columns, proposal=proposal, remembered=remembered)

    def _preview(self, request: HttpRequest, upload: Upload, sheet: Sheet, **more) -> HttpResponse:
        """Show what a file would do; a long one is handed in as work, whose page shows it."""
        if len(sheet.rows) > long.LONG_ROWS:
            upload.forget()
            return HttpResponseRedirect(job_url(long.hand_in(self.resource, upload, by=request.user)))
        report = self._tried(upload, sheet, by=request.user)
        return self._shown(request, upload, report, **more)

    def _shown(self, request: HttpRequest, upload: Upload, report: ImportReport, **more) -> HttpResponse:
        """Show what a file would do, and keep it with exactly that."""
        upload.plan, upload.doubts = report.plan, bool(report.mismatches)
        upload.shown = shown_lines(report)
        token = upload.keep(by=request.user)
        notices = taken_before(self.resource, upload.content, report)
        return self._page(request, answer=Answer(report, token, notices, **more))

    # From agreement to the register

    def process_import(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Take the file that was looked at: whole, or not at all."""
        return require_POST(self._confirmed)(request)

    def _confirmed(self, request: HttpRequest) -> HttpResponse:
        upload = self._waiting(request, forget=True)
        if upload is None:
            return self._gone(request)
        sheet = upload.read()
        if upload.doubts and not request.POST.get("seen"):
            return self._preview(request, upload, sheet, unseen=True)
        report = self.take(upload, sheet, by=request.user)
        if report.is_stale:
            return self._shown(request, upload, report, different=different(upload.shown or (), report))
        if report.errors:
            return self._shown(request, upload, report)
        remember(self.resource, sheet, upload.mapping, request.user)
        messages.success(request, f"Đã nhập tệp {upload.name}: {report.summary}.")
        return HttpResponseRedirect(self._url("changelist"))

    def take(self, upload: Upload, sheet: Sheet, *, by) -> ImportReport:
        """Write what was agreed to."""
        return self._run(upload, sheet, dry_run=False, expected=upload.plan, by=by)

    def _tried(self, upload: Upload, sheet: Sheet, *, by) -> ImportReport:
        """What a file would do, with nothing written."""
        return self._run(upload, sheet, dry_run=True, by=by)

    def _run(self, upload: Upload, sheet: Sheet, **how) -> ImportReport:
        return run_import(self.resource, upload.content, name=upload.name, mapping=upload.mapping, sheet=sheet, **how)

    # Files to take along

    def marked_view(self, request: HttpRequest) -> HttpResponse:
        """The file that was sent, its wrong cells marked, what to do beside them."""
        return require_POST(self._marked)(request)

    def _marked(self, request: HttpRequest) -> HttpResponse:
        upload = self._waiting(request)
        if upload is None or upload.mapping is None:
            return self._gone(request)
        sheet = upload.read()
        report = self._tried(upload, sheet, by=request.user)
        content = marked_workbook(upload.cells(), sheet, upload.mapping, report.errors)
        return download(content, "tep-danh-dau-loi.xlsx")

    def plan_view(self, request: HttpRequest) -> HttpResponse:
        """Every line of the preview, in a workbook."""
        return require_POST(self._plan)(request)

    def _plan(self, request: HttpRequest) -> HttpResponse:
        upload = self._waiting(request)
        if upload is None:
            return self._gone(request)
        return download(plan_workbook(upload.shown or []), "nhung-dong-se-ghi.xlsx")

    def template_view(self, request: HttpRequest) -> HttpResponse:
        self._check_may_import(request)
        return download(template(self.resource), f"mau-{self.resource.kind}.xlsx")

    def export_view(self, request: HttpRequest, ending: str) -> HttpResponse:
        """The rows of the list as it was searched and filtered, in a file that can be imported again."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Bạn không có quyền xem danh sách này.")
        try:
            asked = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self._url('changelist')}?e=1")
        table = self.resource().as_table(asked)
        if ending == "csv":
            return download(csv_bytes(table), f"{self.resource.kind}.csv", "text/csv; charset=utf-8")
        return download(workbook_bytes(table, bare=True), f"{self.resource.kind}.xlsx")

    def changelist_view(self, request, extra_context=None):
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        links = {
            "may_import": self.has_import_permission(request),
            "import_url": self._url("import"),
            "export_urls": [(ending.upper(), self._url("export", ending) + asked) for ending in ("xlsx", "csv")],
        }
        return super().changelist_view(request, {**(extra_context or {}), **links})

    # Pages

    def _check_may_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied("Chỉ cán bộ phụ trách số liệu được nhập từ tệp.")

    def _waiting(self, request: HttpRequest, *, forget: bool = False) -> Upload | None:
        self._check_may_import(request)
        find = Upload.take if forget else Upload.open
        try:
            return find(request.POST.get("token", ""), by=request.user)
        except LookupError:
            return None

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, GONE)
        return HttpResponseRedirect(self._url("import"))

    def _refused(self, refused: SpreadsheetRefused) -> ImportReport:
        error = CellError(refused.line or HEADER_LINE, refused.column or "", "", str(refused))
        return ImportReport(self.resource.kind, errors=[error])

    def _url(self, page: str, *args) -> str:
        return reverse("admin:{}_{}_{}".format(*self.get_model_info(), page), args=args)

    def _context(self, request: HttpRequest) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Nhập {self.opts.verbose_name} từ tệp",
            "columns": self.resource.columns(),
            "guidance": self.resource.guidance,
            **{f"{page}_url": self._url(page) for page in ("template", "import", "import_mapping")},
            **{f"{page}_url": self._url(f"import_{page}") for page in ("reading", "marked", "plan")},
            "confirm_url": self._url("process_import"),
        }

    def _legacy_page(self, request: HttpRequest, upload: Upload, sheet: Sheet) -> HttpResponse:
        context = {
            **self._context(request),
            "file_name": upload.name,
            "encoding": sheet.suspected,
            "samples": legacy_sample(sheet, sheet.suspected),
            "token": upload.keep(by=request.user),
        }
        return TemplateResponse(request, "admin/import_legacy.html", context)

    def _mapping_page(self, request: HttpRequest, upload: Upload, sheet: Sheet, form: MappingForm) -> HttpResponse:
        context = {
            **self._context(request),
            "form": form,
            "sheet": sheet,
            "file_name": upload.name,
            "token": upload.keep(by=request.user),
        }
        return TemplateResponse(request, "admin/import_mapping.html", context, status=400 if form.errors else 200)

    def _page(
        self, request: HttpRequest, *, form: UploadForm | None = None, answer: Answer | None = None
    ) -> HttpResponse:
        report = answer and answer.report
        context = {
            **self._context(request),
            "form": form or UploadForm(),
            "answer": answer,
            "report": report,
            "token": answer.token if answer else "",
            "errors": report.errors[:SHOWN] if report else (),
            "more_errors": max(0, len(report.errors) - SHOWN) if report else 0,
            "changes": report.changes[:SHOWN] if report else (),
            "more": max(0, len(report.changes) - SHOWN) if report else 0,
            "lookalikes": [(one, self._record_address(one.other)) for one in report.lookalikes[:SHOWN]]
            if report
            else (),
        }
        status = 400 if report and report.errors else 200
        return TemplateResponse(request, "admin/import_page.html", context, status=status)

    def _record_address(self, record) -> str:
        """The page of a record the register has; "" for a line of the file."""
        if isinstance(record, int):
            return ""
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
