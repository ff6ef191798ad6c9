import io
import zipfile

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify

from cooperatives.models import Organisation
from cooperatives.models.organisation import OrganisationQuerySet
from office.admin import PortalModelAdmin
from office.verbs import Verb
from printing.downloads import download
from printing.pdf import PdfFailed
from printing.table import Column, Table
from printing.xlsx import workbook_bytes
from returns import workflow
from returns.admin.intake import IntakePages
from returns.collection_forms import CampaignForm, CorrectionForm, IssueLinksForm, RevokeForm
from returns.completeness import board, lines_table
from returns.excel_form import form_bytes
from returns.models import Campaign, Correction, MemberMinimum, Phase, ReportingLink
from returns.paper_form import form_pdf_bytes

CALLS_ON_A_PAGE = 50
GROUPINGS = {
    "loai-hinh": ("Theo loại hình", "by_kind"),
    "xa": ("Theo xã, phường", "by_place"),
    "can-bo": ("Theo cán bộ phụ trách", "by_officer"),
}


def _not_closed(campaign: Campaign) -> bool:
    return campaign.phase(timezone.localdate()) is not Phase.CLOSED


@admin.register(Campaign)
class CampaignAdmin(IntakePages, PortalModelAdmin):
    """Collections: whom to ask until when, who has answered, and the addresses at which they do."""

    form = CampaignForm
    list_display = ["period", "stage", "opens_on", "due_on", "closes_on", "phase", "progress"]
    list_filter = ["stage"]
    list_select_related = ["period"]
    verbs = [
        Verb("cap-duong-dan", "Cấp đường dẫn tự báo cáo", IssueLinksForm, _not_closed),
        Verb(
            "gia-han",
            "Gia hạn cho một tổ chức",
            CorrectionForm,
            lambda campaign: not campaign.period.published_on,  # then leadership lets through, on the period's page
        ),
    ]
    readonly_fields = ["progress"]

    def get_fieldsets(self, request, obj=None):
        days = {"fields": ["expected_on", "opens_on", "due_on", "closes_on"]}
        progress = [("Tiến độ", {"fields": ["progress"]})] if obj else []
        return [
            *progress,
            (None, {"fields": ["period", "stage", "kinds"]}),
            ("Các ngày", days),
            (None, {"fields": ["note"]}),
        ]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("<int:key>/tien-do/", view(self.board_view), name="returns_campaign_board"),
            path("<int:key>/tien-do.xlsx", view(self.board_workbook), name="returns_campaign_board_xlsx"),
            path("<int:key>/duong-dan.xlsx", view(self.links_workbook), name="returns_campaign_links_xlsx"),
            path("<int:key>/bieu/<int:whose>.xlsx", view(self.excel_form), name="returns_campaign_form_xlsx"),
            path("<int:key>/bieu/<int:whose>.pdf", view(self.paper_form), name="returns_campaign_form_pdf"),
            path("<int:key>/bieu.zip", view(self.every_form), name="returns_campaign_forms_zip"),
        ]
        return ours + super().get_urls()

    @admin.display(description="giai đoạn của đợt")
    def phase(self, campaign) -> str:
        return campaign.phase(timezone.localdate()).label

    @admin.display(description="tiến độ")
    def progress(self, campaign) -> str:
        page = reverse("admin:returns_campaign_board", args=[campaign.pk])
        return format_html('<a href="{}">Xem tiến độ, danh sách cần gọi</a>', page)

    def board_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Who has reported and who has not, in one of three groupings, and the list to telephone."""
        campaign = self._campaign(request, key)
        own = request.GET.get("cua") == "toi"
        found = board(campaign, within=_asked_about(request))
        chosen = request.GET.get("theo", "")
        on_a_page = len(found.to_call) or 1 if "ca" in request.GET else CALLS_ON_A_PAGE
        title, grouping = GROUPINGS.get(chosen, GROUPINGS["loai-hinh"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Tiến độ thu số liệu {campaign}",
            "campaign": campaign,
            "board": found,
            "calls": Paginator(found.to_call, on_a_page).get_page(request.GET.get("trang")),
            "groups": getattr(found, grouping),
            "grouping": title,
            "own": own,
            "chosen": chosen,
            "choices": [(name, label, label == title) for name, (label, _) in GROUPINGS.items()],
            "can_add": request.user.has_perm("returns.add_annualreturn"),
            "can_collect": request.user.has_perm("returns.change_submission"),
        }
        return TemplateResponse(request, "admin/campaign_board.html", context)

    def board_workbook(self, request: HttpRequest, key: int) -> HttpResponse:
        campaign = self._campaign(request, key)
        found = board(campaign, within=_asked_about(request))
        tables = [found.table(label, getattr(found, grouping)) for label, grouping in GROUPINGS.values()]
        return download(
            workbook_bytes(lines_table("Cần gọi", found.to_call), *tables), f"tien-do-{campaign.period.code}.xlsx"
        )

    def links_workbook(self, request: HttpRequest, key: int) -> HttpResponse:
        """The addresses in use of those the campaign asks, to be sent out one by one."""
        campaign = self._campaign(request, key)
        asked = campaign.expected().order_by().values("pk")
        links = ReportingLink.objects.visible_to(request.user).in_use()
        links = links.filter(campaign=campaign, organisation__in=asked)
        table = links_table(campaign, links.select_related("organisation"), request.build_absolute_uri)
        return download(workbook_bytes(table), f"duong-dan-{campaign.period.code}.xlsx")

    def excel_form(self, request: HttpRequest, key: int, whose: int) -> HttpResponse:
        """The workbook that one organisation fills in."""
        campaign = self._campaign(request, key)
        one = self._asked_one(request, campaign, whose)
        return download(form_bytes(campaign, one), form_name(campaign, one))

    def paper_form(self, request: HttpRequest, key: int, whose: int) -> HttpResponse:
        """The same on A4, to be filled in by hand."""
        campaign = self._campaign(request, key)
        one = self._asked_one(request, campaign, whose)
        try:
            content = form_pdf_bytes(campaign, one)
        except PdfFailed as failed:
            self.message_user(request, str(failed), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:returns_campaign_board", args=[key]))
        return download(content, form_name(campaign, one, "pdf"), "application/pdf")

    def every_form(self, request: HttpRequest, key: int) -> HttpResponse:
        """The workbooks of all who have not reported, in one archive."""
        campaign = self._campaign(request, key)
        found = board(campaign, within=Organisation.objects.visible_to(request.user))
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as zipped:  # workbooks are packed already
            for line in found.to_call:
                zipped.writestr(form_name(campaign, line.organisation), form_bytes(campaign, line.organisation))
        return download(archive.getvalue(), f"bieu-{campaign.period.code}.zip", "application/zip")

    def _asked_one(self, request: HttpRequest, campaign: Campaign, whose: int) -> Organisation:
        return get_object_or_404(campaign.expected().visible_to(request.user).select_related("place__parent"), pk=whose)

    def _campaign(self, request: HttpRequest, key: int) -> Campaign:
        if not self.has_view_permission(request):
            raise PermissionDenied("Bạn không có quyền xem đợt thu số liệu.")
        return get_object_or_404(Campaign.objects.select_related("period"), pk=key)


def _asked_about(request: HttpRequest) -> OrganisationQuerySet:
    """The organisations a board is about: all one may see, or those in one's own care."""
    visible = Organisation.objects.visible_to(request.user)
    return visible.filter(officer=request.user) if request.GET.get("cua") == "toi" else visible


def links_table(campaign: Campaign, links, absolute) -> Table:
    columns = (
        Column("code", "Mã"),
        Column("name", "Tên"),
        Column("representative", "Người đại diện"),
        Column("phone", "Điện thoại"),
        Column("address", "Đường dẫn"),
    )
    rows = tuple(
        (
            link.organisation.code,
            link.organisation.name,
            link.organisation.representative,
            link.organisation.phone,
            absolute(reverse("returns:fill_in", args=[link.token])),
        )
        for link in links
    )
    return Table(f"Đường dẫn tự báo cáo {campaign}", columns, rows)


def form_name(campaign: Campaign, organisation: Organisation, ending: str = "xlsx") -> str:
    """The file name of a form: plain letters, so that every mail program keeps it."""
    code = slugify(organisation.code) or str(organisation.pk)
    return f"bieu-{slugify(campaign.period.code)}-{code}.{ending}"


@admin.register(ReportingLink)
class ReportingLinkAdmin(PortalModelAdmin):
    """The addresses given out; one that went astray is revoked, and another issued from the campaign."""

    list_display = ["organisation", "campaign", "expires_on", "opened_at", "revoked_at"]
    list_filter = ["campaign", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["organisation", "campaign__period"]
    search_fields = ["organisation__search_key"]
    fields = ["organisation", "campaign", "address", "expires_on", "created_at", "opened_at", "revoked_at"]
    readonly_fields = ["address"]
    verbs = [
        Verb(
            "thu-hoi",
            "Thu hồi đường dẫn",
            RevokeForm,
            lambda link: link.revoked_at is None,
            may=workflow.check_can_collect,
        )
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        found = Organisation.objects.search(search_term).values("pk")
        return (queryset.filter(organisation__in=found) if search_term else queryset), False

    @admin.display(description="đường dẫn")
    def address(self, link) -> str:
        if link.revoked_at:
            return "đã thu hồi"
        page = reverse("returns:fill_in", args=[link.token])
        return format_html('<a href="{}">{}</a>', page, page)


@admin.register(Correction)
class CorrectionAdmin(PortalModelAdmin):
    """Leave given after a campaign was closed or a year published: given on their pages, read here."""

    list_display = ["organisation", "period", "stage", "published", "until", "reason", "granted_by", "granted_at"]
    list_filter = ["period", "stage", "published"]
    list_select_related = ["organisation", "period", "granted_by"]
    search_fields = ["organisation__search_key"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(MemberMinimum)
class MemberMinimumAdmin(PortalModelAdmin):
    """What the law asks of those who found: dated rows, changed by the administrator."""

    list_display = ["kind", "least", "valid_from", "valid_to", "decree"]
