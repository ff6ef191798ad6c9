"""What a dashboard leads to: the credit funds one by one, the same organisations in both periods, what is odd."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from reports.charts import Asked, draw_all
from reports.charts.trends import FUND_DEBT, FUND_MONEY
from reports.funds import EACH_FUND
from reports.like_for_like import like_for_like
from reports.period_pages import choosing, of_period
from returns.models import Period
from returns.oddities import oddities

LINES_A_PAGE = 100


@require_safe
@of_period
def show_funds(request: HttpRequest, period: Period) -> HttpResponse:
    """All funds of a period in one table, and the years of the whole."""
    asked = Asked.of(period, within=Organisation.objects.visible_to(request.user))
    [each], _ = draw_all([EACH_FUND], asked)
    trends, _ = draw_all([FUND_MONEY.kind, FUND_DEBT.kind], asked)
    context = {"each": each, "trends": trends, **choosing(request, period)}
    return render(request, "reports/funds.html", context)


@require_safe
@of_period
def show_like_for_like(request: HttpRequest, period: Period) -> HttpResponse:
    """What changed among the organisations that reported in both periods."""
    context = {
        "table": like_for_like(period, within=Organisation.objects.visible_to(request.user)),
        "period": period,
        "several": period.kind == Period.Kind.YEARS,
    }
    return render(request, "reports/like_for_like.html", context)


@require_safe
@of_period
def show_oddities(request: HttpRequest, period: Period) -> HttpResponse:
    """What looks odd in the returns of a period, by organisation, with the reason where somebody let it stand."""
    found = oddities(period, within=Organisation.objects.visible_to(request.user))
    context = {
        "page": Paginator(found, LINES_A_PAGE).get_page(request.GET.get("trang")),
        "open": sum(not one.reason for one in found),
        "period": period,
    }
    return render(request, "reports/oddities.html", context)
