"""The page behind a figure: who makes it up, with the filter it was seen through, and the same as a workbook."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.boundaries import Boundaries
from cooperatives.models import Organisation
from printing.downloads import download
from printing.xlsx import workbook_bytes
from reports.addresses import Land
from reports.behind import Behind, behind
from reports.day import STOCKS, Day
from reports.indicators import UnknownIndicator
from reports.period_pages import PageRefused, file_name, of_period
from reports.scope import NoSuchUnits
from reports.slices import DIMENSION_LABELS, SLUGS, slice_key, slice_labels
from returns.models import Period

LINES_A_PAGE = 200


def _wanted(request: HttpRequest) -> dict[str, str]:
    """The slices an address names, by dimension, in the order of the dimensions. Raises PageRefused."""
    wanted = {}
    for dimension, slug in SLUGS.items():
        if value := request.GET.get(slug):
            try:
                slice_key(dimension, value)
            except LookupError as unknown:
                raise PageRefused(str(unknown.args[0])) from unknown
            wanted[dimension] = value
    return wanted


def _asked(request: HttpRequest, period: Period | Day, indicator: str) -> tuple[Behind, Land]:
    """Read the list a request asks for. Raises PageRefused."""
    within = Organisation.objects.visible_to(request.user)
    if isinstance(period, Day) and indicator not in STOCKS:
        raise PageRefused("Tại một ngày chỉ xem được những gì sổ đăng ký ghi: hãy chọn một kỳ báo cáo.")
    try:
        land = Land.of(request.GET)
        return behind(indicator, period, land.scope(within), _wanted(request)), land
    except (UnknownIndicator, NoSuchUnits, LookupError) as refused:
        raise PageRefused(str(refused.args[0])) from refused


def _filters(request: HttpRequest, found: Behind, land: Land) -> list[tuple[str, str, str]]:
    """Each filter of the page: dimension and slice in words, and the query without it."""
    boundaries = land.view.boundaries if "place" in found.wanted else Boundaries.THEN
    told = []
    for dimension, slug in found.wanted.items():
        key = slice_key(dimension, slug)
        label = slice_labels(dimension, [key], boundaries)[key]
        rest = request.GET.copy()
        rest.pop(SLUGS[dimension], None)
        rest.pop("trang", None)
        told.append((DIMENSION_LABELS[dimension], label, f"?{rest.urlencode()}"))
    return told


@require_safe
@of_period(days=True)
def show_behind(request: HttpRequest, period: Period | Day, indicator: str) -> HttpResponse:
    """List who makes up one figure, a part of them a page; above the list the figure that all of them add up to."""
    found, land = _asked(request, period, indicator)
    page = Paginator(found.entries, LINES_A_PAGE).get_page(request.GET.get("trang"))
    table = found.table(tuple(page.object_list))
    context = {
        "period": period,
        "found": found,
        "table": table,
        "lines": list(zip(page.object_list, table.printed_rows(), strict=True)),
        "page": page,
        "land": land,
        "filters": _filters(request, found, land),
    }
    return render(request, "reports/behind.html", context)


@require_safe
@of_period(days=True)
def behind_workbook(request: HttpRequest, period: Period | Day, indicator: str) -> HttpResponse:
    found, land = _asked(request, period, indicator)
    words = [f"{dimension}: {label}" for dimension, label, _ in _filters(request, found, land)]
    table = found.table()
    return download(workbook_bytes(table.titled("; ".join([table.title, *words]))), file_name(indicator, period))
