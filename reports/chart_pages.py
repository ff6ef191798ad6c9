"""One chart on a page of its own, with its table, and the table as a workbook: addresses that stay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from printing.downloads import download
from printing.xlsx import workbook_bytes
from reports.addresses import Land
from reports.charts import CHARTS, Asked, Chart, draw_all
from reports.day import Day
from reports.funds import EACH_FUND
from reports.period_pages import PageRefused, file_name, of_period
from returns.models import Period


def _drawn(request: HttpRequest, period: Period | Day, name: str) -> Chart:
    """The chart of that name, in the view of the land that the address asks for. Raises PageRefused."""
    kind = next((each for each in (*CHARTS, EACH_FUND) if each.name == name), None)
    if kind is None:
        raise PageRefused(f"Không có biểu đồ “{name}”: hãy chọn biểu đồ ở trang điều hành.")
    if isinstance(period, Day) and not kind.of_days:
        raise PageRefused("Biểu đồ này không xem theo ngày được: hãy chọn một kỳ báo cáo.")
    try:
        land = Land.of(request.GET)
    except LookupError as refused:
        raise PageRefused(str(refused.args[0])) from refused
    within = Organisation.objects.visible_to(request.user)
    [chart], _ = draw_all([kind], Asked.of(period, within=within, land=land))
    return chart


@require_safe
@of_period(days=True)
def show_chart(request: HttpRequest, period: Period | Day, name: str) -> HttpResponse:
    context = {"chart": _drawn(request, period, name), "period": period}
    return render(request, "reports/chart_page.html", context)


@require_safe
@of_period(days=True)
def chart_workbook(request: HttpRequest, period: Period | Day, name: str) -> HttpResponse:
    return download(workbook_bytes(_drawn(request, period, name).table), file_name(name, period))
