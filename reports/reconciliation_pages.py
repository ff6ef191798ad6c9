"""The page that sets stated values beside computed ones, and its table as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from printing.xlsx import workbook_bytes
from reports.behind_pages import XLSX, file_name
from reports.period_pages import choosing, of_period
from reports.reconciliation import as_table, reconciliation
from returns.models import Period


@require_safe
@of_period
def show_reconciliation(request: HttpRequest, period: Period) -> HttpResponse:
    found = reconciliation(period, within=Organisation.objects.visible_to(request.user))
    may = {"may_change": request.user.has_perm("reports.change_figure")}
    return render(request, "reports/reconciliation.html", {"found": found, **may, **choosing(request, period)})


@require_safe
@of_period
def reconciliation_workbook(request: HttpRequest, period: Period) -> HttpResponse:
    found = reconciliation(period, within=Organisation.objects.visible_to(request.user))
    response = HttpResponse(workbook_bytes(as_table(found, period)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name("doi-chieu", period, "xlsx")}"'
    return response
