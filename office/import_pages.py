"""The pages of the admin where a file is looked at, then taken; the same way in as the command."""

import secrets
import time
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from import_export.admin import ImportMixin

from office.importing import ImportReport, TableResource, run_import, template
from printing.workbook_check import MAX_FILE, MEGABYTE
from printing.xlsx import csv_bytes, workbook_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT_SECONDS = 3600
SHOWN_CHANGES = 200  # lines of a preview; the counts tell of all
_SALT = "office.import_pages"


class UploadForm(forms.Form):
    file = forms.FileField(label="Tệp Excel (.xlsx) hoặc CSV", error_messages={"required": "Hãy chọn một tệp."})

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chia thành nhiều tệp nhỏ hơn.")
        return file


class Upload:
    """A file between its preview and its confirmation: private, named by the server, gone after an hour.

    The browser holds only a signed token, which is good for the person who sent the file.
    """

    folder: Path = settings.VAR_DIR / "imports"

    @classmethod
    def keep(cls, content: bytes, *, name: str, by) -> str:
        """Store a file for its sender and return the token that names it."""
        cls.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = secrets.token_hex(16)
        place = cls.folder / key
        place.touch(mode=0o600)
        place.write_bytes(content)
        return signing.dumps([by.pk, key, name], salt=_SALT)

    @classmethod
    def take(cls, token: str, *, by) -> tuple[bytes, str]:
        """Return the content and name of a file and forget it. Raises LookupError when it is not there for `by`."""
        try:
            owner, key, name = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS)
            if owner != by.pk:
                raise LookupError(token)
            place = cls.folder / key
            content = place.read_bytes()
            place.unlink()
        except (signing.BadSignature, OSError) as error:
            raise LookupError(token) from error
        return content, name

    @classmethod
    def sweep(cls) -> None:
        """Delete what nobody confirmed within the hour."""
        limit = time.time() - KEPT_SECONDS
        for place in cls.folder.glob("*"):
            if place.stat().st_mtime < limit:
                place.unlink(missing_ok=True)


class ImportAdminMixin(ImportMixin):
    """Import, template and export for the list of one resource; put it before PortalModelAdmin."""

    import_export_change_list_template = "admin/change_list_tables.html"
    resource_classes: list[type[TableResource]]

    @property
    def resource(self) -> type[TableResource]:
        return self.resource_classes[0]

    def get_urls(self):
        name = "{}_{}".format(*self.get_model_info())
        ours = [
            path("tep-mau/", self.admin_site.admin_view(self.template_view), name=f"{name}_template"),
            path("xuat/<str:ending>/", self.admin_site.admin_view(self.export_view), name=f"{name}_export"),
        ]
        return ours + super().get_urls()

    def has_import_permission(self, request) -> bool:
        model = self.model._meta.concrete_model._meta
        return request.user.has_perm(f"{model.app_label}.import_{model.model_name}")

    def import_action(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Ask for a file (GET), or show what it would do (POST); nothing is written."""
        self._check_may_import(request)
        Upload.sweep()
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent)
        report, token = None, ""
        if sent and form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            report = run_import(self.resource, content, name=file.name, dry_run=True, by=request.user)
            token = "" if report.errors else Upload.keep(content, name=file.name, by=request.user)
        return self._page(request, form=form, report=report, token=token)

    def process_import(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Take the file that was looked at: whole, or not at all."""
        return require_POST(self._confirmed)(request)

    def _confirmed(self, request: HttpRequest) -> HttpResponse:
        self._check_may_import(request)
        try:
            content, name = Upload.take(request.POST.get("token", ""), by=request.user)
        except LookupError:
            messages.error(request, "Tệp đã nhập xong hoặc đã quá một giờ: hãy chọn lại tệp. Chưa có gì được ghi thêm.")
            return HttpResponseRedirect(self._url("import"))
        report = run_import(self.resource, content, name=name, dry_run=False, by=request.user)
        if report.errors:
            return self._page(request, form=UploadForm(), report=report, token="")
        messages.success(request, f"Đã nhập tệp {name}: {report.summary}.")
        return HttpResponseRedirect(self._url("changelist"))

    def template_view(self, request: HttpRequest) -> HttpResponse:
        self._check_may_import(request)
        return _file(template(self.resource), f"mau-{self.resource.kind}.xlsx", XLSX)

    def export_view(self, request: HttpRequest, ending: str) -> HttpResponse:
        """The rows one may see, in a file that can be imported again."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Bạn không có quyền xem danh sách này.")
        table = self.resource().as_table(self.get_queryset(request))
        if ending == "csv":
            return _file(csv_bytes(table), f"{self.resource.kind}.csv", "text/csv; charset=utf-8")
        return _file(workbook_bytes(table, bare=True), f"{self.resource.kind}.xlsx", XLSX)

    def changelist_view(self, request, extra_context=None):
        links = {
            "may_import": self.has_import_permission(request),
            "import_url": self._url("import"),
            "export_urls": [(ending.upper(), self._url("export", ending)) for ending in ("xlsx", "csv")],
        }
        return super().changelist_view(request, {**(extra_context or {}), **links})

    def _check_may_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied("Chỉ cán bộ phụ trách số liệu được nhập từ tệp.")

    def _url(self, page: str, *args) -> str:
        return reverse("admin:{}_{}_{}".format(*self.get_model_info(), page), args=args)

    def _page(self, request: HttpRequest, *, form, report: ImportReport | None, token: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Nhập {self.opts.verbose_name} từ tệp",
            "form": form,
            "report": report,
            "changes": report.changes[:SHOWN_CHANGES] if report else (),
            "more": max(0, len(report.changes) - SHOWN_CHANGES) if report else 0,
            "token": token,
            "columns": self.resource.columns(),
            "guidance": self.resource.guidance,
            "template_url": self._url("template"),
            "confirm_url": self._url("process_import"),
            "import_url": self._url("import"),
        }
        status = 400 if report and report.errors else 200
        return TemplateResponse(request, "admin/import_page.html", context, status=status)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
