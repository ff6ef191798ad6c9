from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from cooperatives.members import undoing  # noqa: F401 registers how an import of members is taken back
from cooperatives.members.columns import MemberResource
from cooperatives.members.exporting import csv_pieces, workbook_file
from cooperatives.members.listing import MemberChangeList
from cooperatives.models import Member, Organisation
from office import job_files, jobs, saved_views
from office.admin import PortalModelAdmin
from office.form_fields import MoneyField
from office.importing import template
from office.job_pages import job_url
from printing import numbers
from printing.downloads import download
from printing.row_stream import MAX_FILE
from printing.workbook_check import MEGABYTE
from printing.xlsx import XLSX

REFUSED = "Chỉ cán bộ phụ trách số liệu được nhập từ tệp."


class MemberUploadForm(forms.Form):
    file = forms.FileField(label="Tệp Excel (.xlsx) hoặc CSV", error_messages={"required": "Hãy chọn một tệp."})

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chia thành nhiều tệp nhỏ hơn.")
        return file


class StayFilter(admin.SimpleListFilter):
    title = "còn hay đã ra"
    parameter_name = "con"

    def lookups(self, request, model_admin):
        return [("co", "đang là thành viên"), ("khong", "đã ra")]

    def queryset(self, request, queryset):
        if self.value() in ("co", "khong"):
            return queryset.filter(left_on__isnull=self.value() == "co")
        return queryset


class OrganisationFilter(admin.SimpleListFilter):
    """One organisation, by its code; typed into the form above the list rather than chosen among thousands."""

    title = "tổ chức"
    parameter_name = "to_chuc"

    def lookups(self, request, model_admin):
        code = request.GET.get(self.parameter_name, "")
        found = Organisation.objects.visible_to(request.user).filter(code=code).first() if code else None
        return [(code, str(found) if found else f"không có tổ chức mang mã {code}")] if code else []

    def queryset(self, request, queryset):
        return queryset.filter(organisation__code=self.value()) if self.value() else queryset


@admin.register(Member)
class MemberAdmin(PortalModelAdmin):
    """The register of members: taken in by files of any length, put right by hand."""

    change_list_template = "admin/member_list.html"
    list_display = ["name", "code", "organisation", "kind", "sex", "year", "capital_shown", "joined_on", "left_on"]
    list_select_related = ["organisation"]
    list_filter = [OrganisationFilter, "kind", StayFilter]
    autocomplete_fields = ["organisation"]
    readonly_fields = ["entered_in"]
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER  # each would count half a million
    actions = None
    formfield_overrides = {models.BigIntegerField: {"form_class": MoneyField}}

    def get_changelist(self, request, **kwargs):
        return MemberChangeList

    def has_delete_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        """What came in a file and never changed has no history rows: its file is told instead."""
        member = self.get_object(request, unquote(object_id))
        if member and member.entered_in and not member.history.exists():
            by = f", {member.entered_in.by} nhập" if member.entered_in.by else ""
            self.message_user(request, f"Vào sổ từ tệp: {member.entered_in}{by}. Từ đó chưa thay đổi.")
        return super().history_view(request, object_id, extra_context)

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    @admin.display(description="năm sinh")
    def year(self, member) -> str:
        return numbers.year(member.birth_year)

    @admin.display(description="vốn góp (đồng)")
    def capital_shown(self, member) -> str:
        return numbers.grouped(member.capital)

    def get_urls(self):
        pages = [
            ("nhap/", self.import_view, "import"),
            ("tep-mau/", self.template_view, "template"),
            ("xuat/<str:ending>/", self.export_view, "export"),
        ]
        ours = [
            path(route, self.admin_site.admin_view(view), name=f"cooperatives_member_{name}")
            for route, view, name in pages
        ]
        return ours + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        links = {
            "may_import": self._may_import(request),
            "import_url": reverse("admin:cooperatives_member_import"),
            "export_urls": [
                (ending.upper(), reverse("admin:cooperatives_member_export", args=[ending]) + self._narrowed(request))
                for ending in ("xlsx", "csv")
            ],
            "organisation_code": request.GET.get("to_chuc", ""),
        }
        return super().changelist_view(request, {**(extra_context or {}), **links})

    def _narrowed(self, request: HttpRequest) -> str:
        asked = saved_views.looked_for(request.GET)
        return f"?{asked}" if asked else ""

    # Files

    def _may_import(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cooperatives.import_member")

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file (GET); hand it in as work (POST), whose page shows the rest."""
        if not self._may_import(request):
            raise PermissionDenied(REFUSED)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = MemberUploadForm(*sent)
        if sent and form.is_valid():
            return HttpResponseRedirect(job_url(self._handed_in(form.cleaned_data["file"], request.user)))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Nhập sổ thành viên từ tệp",
            "form": form,
            "columns": MemberResource.columns(),
            "guidance": MemberResource.guidance,
        }
        return TemplateResponse(request, "admin/member_import.html", context, status=400 if sent else 200)

    def _handed_in(self, file, user):
        payload = {"file": job_files.keep(file.chunks()), "name": file.name[:200]}
        return jobs.submit(MemberResource.kind, title=f"Nhập sổ thành viên: {file.name}", payload=payload, by=user)

    def template_view(self, request: HttpRequest) -> HttpResponse:
        if not self._may_import(request):
            raise PermissionDenied(REFUSED)
        return download(template(MemberResource), "mau-members.xlsx")

    def export_view(self, request: HttpRequest, ending: str) -> HttpResponse:
        """The members of the list as it was searched and filtered, in a file that can be taken in again."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Bạn không có quyền xem danh sách này.")
        queryset = saved_views.rows(self, request, saved_views.looked_for(request.GET))
        if queryset is None:
            return HttpResponseRedirect(f"{reverse('admin:cooperatives_member_changelist')}?e=1")
        if ending == "csv":
            response = StreamingHttpResponse(csv_pieces(queryset), content_type="text/csv; charset=utf-8")
        else:
            response = FileResponse(workbook_file(queryset), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="members.{"csv" if ending == "csv" else "xlsx"}"'
        response["Cache-Control"] = "private, no-store"
        return response
