"""The figures the public reads: the years published, the tables of each as they were then, and all of it as files."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.kept_pages import for_everybody
from news.models import Disclosure
from news.open_answers import to_anyone
from news.years.compared import YearsTable, years_compared
from news.years.releases import Published, kept_years, published
from news.years.shown import FILES, ShownTable, shown
from news.years.tables import OVERVIEW
from office.models import Office
from printing import dates
from reports.errata import labelled
from reports.models import Erratum, Seal
from returns.models import Period

HEADLINES = ("cooperatives", "credit_funds", "groups", "unions", "members", "alliance_members")
ENDINGS = ("csv", "xlsx", "json")


@require_safe
@for_everybody()
def figures(request: HttpRequest) -> HttpResponse:
    """The years published, the newest first, and how the main figures went; the same queries however many years."""
    years = list(Period.objects.published())
    compared = _compared()
    headlines = {row["year"]: row for row in compared.for_readers.records()}
    context = {
        "years": [(year, _headlines(compared, headlines.get(year.year))) for year in years],
        "compared": compared if compared.table.rows else None,
        "endings": ENDINGS,
        "citation": _citation(request, compared.table.title),
    }
    return render(request, "news/figures.html", context)


def _compared() -> YearsTable:
    return years_compared(kept_years(), Disclosure.smallest())


def _headlines(compared: YearsTable, told: dict | None) -> list[tuple[str, str]]:
    """Label and value of the first figures of a year; none of a year that was not kept."""
    table = compared.table
    return [(table.column(code).label, str(told[code])) for code in HEADLINES if told and told[code] is not None]


@require_safe
@for_everybody()
def figures_of_year(request: HttpRequest, code: str) -> HttpResponse:
    """The tables of a published year with their charts; a year that is not published is as absent as any other."""
    year = _published(code)
    tables = shown(year, Disclosure.smallest())
    title = tables[OVERVIEW].table.title if OVERVIEW in tables else f"Số liệu {year.period.label}"
    context = {
        "year": year,
        "period": year.period,
        "overview": tables.get(OVERVIEW),
        "tables": [each for slug, each in tables.items() if slug != OVERVIEW],
        "endings": ENDINGS,
        "errata": list(_errata(year.period, tables)),
        "citation": _citation(request, title, year),
    }
    return render(request, "news/figures_of_year.html", context)


def _published(code: str) -> Published:
    year = published(code)
    if year is None:
        raise Http404("Năm này chưa công bố số liệu.")
    return year


def _errata(period: Period, tables: dict[str, ShownTable]) -> Iterable[tuple[str, Erratum]]:
    """What was corrected in the sealed reports of a year; where small groups are left out, of whole figures alone."""
    overview = tables.get(OVERVIEW)
    gone = {overview.table.rows[row][0] for row, _ in overview.hidden} if overview else set()
    partial = Disclosure.smallest() is not None
    for seal in Seal.objects.filter(report__period=period).order_by("position"):
        recorded = [each for each in seal.errata.all() if each.code not in gone and not (partial and each.key)]
        yield from labelled(seal, recorded)


def _citation(request: HttpRequest, title: str, year: Published | None = None) -> str:
    """How the page is quoted: who, what, published when, where, read when."""
    name = Office.objects.values_list("name", flat=True).first() or "Liên minh Hợp tác xã tỉnh"
    when = ""
    if year:
        again = f", lần {year.number}" if year.number and year.number > 1 else ""
        when = f", công bố ngày {dates.day(year.period.published_on)}{again}"
    today = dates.day(timezone.localdate())
    return f"{name}, “{title}”{when}, {request.build_absolute_uri(request.path)}, truy cập ngày {today}."


@require_safe
def years_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The years beside each other as a file."""
    return _file(request, _compared(), ending, "so-lieu-cac-nam")


@require_safe
def year_file(request: HttpRequest, code: str, table: str, ending: str) -> HttpResponse:
    """One table of a published year as a file, under an address that does not change."""
    year = _published(code)
    one = shown(year, Disclosure.smallest()).get(table)
    if one is None:
        raise Http404("Năm này không có bảng ấy.")
    return _file(request, one, ending, f"so-lieu-{year.period.code}-{one.slug}", year_facts(year))


def year_facts(year: Published) -> dict:
    """What programs read of a year beside its tables."""
    period = year.period
    return {
        "year": period.code,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "published_on": period.published_on.isoformat(),
        "release": year.number,
    }


def _file(request: HttpRequest, one: ShownTable, ending: str, name: str, facts: dict | None = None) -> HttpResponse:
    if ending == "json":
        answer = JsonResponse({**(facts or {}), **one.as_data()}, json_dumps_params={"ensure_ascii": False})
        return to_anyone(request, answer)
    if ending not in FILES:
        raise Http404("Không có dạng tệp ấy: hãy chọn csv, xlsx hoặc json.")
    write, content_type, _ = FILES[ending]
    answer = HttpResponse(write(one), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return to_anyone(request, answer)
