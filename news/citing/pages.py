"""Where an editor chooses a figure to cite: those of years that leadership has published, as they are today."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.citing.citations import Known, citable, dimensions, forms_of
from news.citing.marks import Cited
from office.access import requires
from office.text import search_key
from returns.models import Period

MOST = 300  # figures on one page; a search narrows them


@dataclass(frozen=True)
class Offer:
    """A figure under its label, with the ways in which it can be put into a text."""

    label: str
    forms: tuple[Cited, ...]

    @property
    def coded(self) -> Iterator[tuple[str, Cited]]:
        """Each way with the short code that stands for it."""
        for cited in self.forms:
            ref = cited.ref
            part = f"/{ref.dimension}={ref.key}" if ref.dimension else ""
            yield f"[[so:{ref.figure}@{ref.period}{part}]]", cited


@require_safe
@requires("news.change_article", "Trang này dành cho biên tập viên của Liên minh.")
def choose_figure(request: HttpRequest) -> HttpResponse:
    """The figures of a published year (`?ky=`), of the province or by a dimension (`?theo=`), narrowed by `?q=`."""
    periods = list(Period.objects.published())
    period = next((one for one in periods if one.code == request.GET.get("ky")), periods[0] if periods else None)
    ways = dimensions()
    dimension = request.GET.get("theo", "")
    dimension = dimension if dimension in dict(ways) else ""
    asked = request.GET.get("q", "").strip()[:100]
    found = _searched(citable(period, dimension), asked) if period else []
    context = {
        "periods": periods,
        "period": period,
        "dimensions": ways,
        "dimension": dimension,
        "asked": asked,
        "offers": [Offer(one.label, tuple(forms_of(one))) for one in found[:MOST]],
        "left_out": max(0, len(found) - MOST),
    }
    return render(request, "news/choose_figure.html", context)


def _searched(found: Iterator[Known], asked: str) -> list[Known]:
    words = search_key(asked).split()
    return [one for one in found if all(word in search_key(one.label) for word in words)]
