"""The page that sets the register of members beside the returns."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperatives.models import Organisation
from office.access import requires
from reports.member_register import compared
from reports.period_pages import refused_page
from returns.models import Period, PeriodRefused


@require_safe
@requires("cooperatives.view_member", "Trang này dành cho lãnh đạo và cán bộ phụ trách sổ thành viên của Liên minh.")
def member_register(request: HttpRequest, code: str) -> HttpResponse:
    """Organisations whose register and return differ for a period; `?tat_ca=1` shows those that agree, too."""
    try:
        period = Period.objects.named(code)
    except PeriodRefused as refused:
        return refused_page(request, str(refused))
    everything = "tat_ca" in request.GET
    within = Organisation.objects.visible_to(request.user)
    table = compared(period, within=within, only_differing=not everything)
    context = {"period": period, "table": table, "everything": everything, "years": Period.objects.years()}
    return render(request, "reports/member_register.html", context)
