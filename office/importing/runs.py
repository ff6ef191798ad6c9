"""The list of imports: who took which file when, what it did, and the one click that takes the whole of it back."""

from itertools import islice

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from office.importing.traces import Trace, Traces, Words
from office.importing.undo import check_can_undo, undo_import
from office.models import ImportRun
from office.verbs import Verb, VerbForm
from printing.downloads import download
from printing.table import Column, Table
from printing.xlsx import workbook_bytes

SHOWN = 200  # records on the page; the workbook names them all
_COLUMNS = (
    Column("model", "Loại bản ghi"),
    Column("record", "Bản ghi"),
    Column("verb", "Việc"),
    Column("field", "Mục"),
    Column("before", "Trước"),
    Column("after", "Sau"),
)


class UndoForm(VerbForm):
    explanation = (
        "Những bản ghi tệp này đã thêm sẽ bị xóa khỏi sổ, những bản ghi đã sửa trở lại như trước khi nhập. "
        "Nếu có bản ghi đã được sửa hay dùng tiếp từ đó, sẽ không hoàn tác gì và nêu tên các bản ghi ấy."
    )
    done = "Đã hoàn tác lần nhập tệp này."
    reason = forms.CharField(label="lý do hoàn tác", max_length=200, strip=True)

    def perform(self, *, by) -> None:
        undo_import(self.subject, reason=self.cleaned_data["reason"], by=by)


VERBS = [Verb("hoan-tac", "Hoàn tác cả lần nhập", UndoForm, lambda run: run.undone_at is None, may=check_can_undo)]


class ImportRunPages:
    """Pages of the import runs; put it before PortalModelAdmin. Nothing here is typed: runs are written by imports."""

    verbs = VERBS
    list_display = ["file_name", "kind", "at", "by", "rows", "created", "updated", "unchanged", "state"]
    list_filter = ["kind", ("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["by", "undone_by"]
    search_fields = ["file_name"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        download = path(
            "<path:object_id>/tai-ve/",
            self.admin_site.admin_view(self.download_view),
            name="office_importrun_download",
        )
        return [download, *super().get_urls()]

    @admin.display(description="tình trạng", ordering="undone_at")
    def state(self, run) -> str:
        return "đã hoàn tác" if run.undone_at else "đang có hiệu lực"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What one import did, record by record."""
        run = self._run(request, object_id)
        found = Traces(run)
        words, traces = Words(found), list(islice(found.all(), SHOWN + 1))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Nhập {run.file_name}",
            "run": run,
            "lines": [(trace, words.record(trace), words.changes(trace)) for trace in traces[:SHOWN]],
            "more": len(traces) > SHOWN,
            "verbs": [
                (verb.label, reverse(f"admin:office_importrun_{verb.slug}", args=[run.pk]))
                for verb in self.verbs
                if verb.offered(run) and verb.allows(request.user, can_change=False)
            ],
            "download_url": reverse("admin:office_importrun_download", args=[run.pk]),
        }
        return TemplateResponse(request, "admin/import_run.html", context)

    def history_view(self, request, object_id, extra_context=None):
        """A run has no history of its own: its page tells all that happened to it."""
        return HttpResponseRedirect(reverse("admin:office_importrun_change", args=[self._run(request, object_id).pk]))

    def download_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What one import did, each changed value a line of a workbook."""
        run = self._run(request, object_id)
        found = Traces(run)
        words = Words(found)
        rows = tuple(line for trace in found.all() for line in _lines(trace, words))
        table = Table(str(run), _COLUMNS, rows)
        return download(workbook_bytes(table), f"lan-nhap-{run.pk}.xlsx")

    def _run(self, request: HttpRequest, object_id: str) -> ImportRun:
        if not self.has_view_permission(request):
            raise PermissionDenied("Bạn không có quyền xem các lần nhập tệp.")
        run = self.get_object(request, object_id)
        if run is None:
            raise Http404
        return run


def _lines(trace: Trace, words: Words):
    start = (trace.model_name, words.record(trace), trace.verb)
    changes = words.changes(trace)
    yield from ((*start, *change) for change in changes or [("", "", "")])
