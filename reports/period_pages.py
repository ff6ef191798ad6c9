"""Pages of a period: who may see them, and what is said where there is no such period."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from office.access import requires
from printing import dates
from printing.dates import DayRefused
from reports.day import Day
from reports.period_choice import DayForm, PeriodForm, check_known, period_or_day, terms
from returns.models import Period, PeriodRefused

View = Callable[..., HttpResponse]

leadership_and_staff = requires(
    "returns.view_annualreturn", "Trang này dành cho lãnh đạo và cán bộ phụ trách số liệu của Liên minh."
)


class PageRefused(Http404):
    """What an address asks for cannot be shown; the message is a whole sentence, read on a page with what to choose."""


def of_period(view: View | None = None, *, days: bool = False) -> View:
    """Hand a view the period its address names, `days` a day as well, to leadership and staff.

    What is no period, or none that anything is known of, and what a view refuses (PageRefused), is said in words.
    """
    if view is None:
        return lambda view: of_period(view, days=days)

    @leadership_and_staff
    @wraps(view)
    def shown(request: HttpRequest, code: str, **named) -> HttpResponse:
        period = None
        try:
            found = period_or_day(code)
            if isinstance(found, Day) and not days:
                raise PageRefused("Trang này không xem theo ngày được: hãy chọn một kỳ báo cáo.")
            check_known(found)
            period = found
            return view(request, period, **named)
        except (PageRefused, PeriodRefused, DayRefused) as refused:
            return refused_page(request, str(refused), period)

    return shown


def refused_page(request: HttpRequest, sentence: str, period: Period | Day | None = None) -> HttpResponse:
    context = {"sentence": sentence, "refused_period": period, **choosing(request, period)}
    return render(request, "reports/refused.html", context, status=404)


def choosing(
    request: HttpRequest,
    period: Period | Day | None,
    *,
    period_form: PeriodForm | None = None,
    day_form: DayForm | None = None,
) -> dict:
    """What the chooser of a page needs: forms, years, terms, and what of the query is kept for another period."""
    day = {"ngay": dates.day(period.on)} if isinstance(period, Day) else {}
    return {
        "period": period,
        "period_form": period_form or PeriodForm.showing(period),
        "day_form": day_form or DayForm(initial=day),
        "years": Period.objects.years(),
        "terms": terms(),
        "kept": {name: request.GET[name] for name in ("dia-gioi", "cap") if request.GET.get(name)},
    }


def unfinished(period: Period | Day) -> str:
    """What a reader is told of a period that is not over: its end has not come; "" of all others."""
    today = timezone.localdate()
    if period.end <= today:
        return ""
    began = "chưa bắt đầu" if period.start > today else "chưa kết thúc"
    return (
        f"{period.label.capitalize()} {began}: số cuối kỳ là số đang ghi trong sổ hôm nay, "
        f"{dates.day(today)}, số trong kỳ mới đến hôm nay."
    )


def file_name(subject: str, period: Period | Day, ending: str = "xlsx") -> str:
    """A name that needs no quoting: "revenue-2013-2017.xlsx"."""
    return f"{subject}-{period.code}.{ending}".replace("..", "-", 1)
