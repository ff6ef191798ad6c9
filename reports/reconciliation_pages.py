"""The page that sets stated values beside computed ones, and its table as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from printing.downloads import download
from printing.xlsx import workbook_bytes
from reports.period_pages import file_name, of_period
from reports.reconciliation import as_table, reconciliation
from returns.models import Period


@require_safe
@of_period
def show_reconciliation(request: HttpRequest, period: Period) -> HttpResponse:
    found = reconciliation(period, within=Organisation.objects.visible_to(request.user))
    may_change = request.user.has_perm("reports.change_figure")
    context = {"period": period, "found": found, "may_change": may_change}
    return render(request, "reports/reconciliation.html", context)


@require_safe
@of_period
def reconciliation_workbook(request: HttpRequest, period: Period) -> HttpResponse:
    found = reconciliation(period, within=Organisation.objects.visible_to(request.user))
    return download(workbook_bytes(as_table(found, period)), file_name("doi-chieu", period))
