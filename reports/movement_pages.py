"""The movement of a period for leadership and staff: the table, the names behind each cell, the workbook."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cooperatives.models import COOPERATIVE_KINDS, Kind, LifeEvent, Organisation
from printing import numbers
from printing.downloads import download
from printing.xlsx import workbook_bytes
from reports.movement import Movement, Row, Step, read_movement
from reports.movement_names import changes, names
from reports.period_pages import PageRefused, choosing, file_name, of_period
from reports.sources import Within
from returns.models import Period

NAMES_A_PAGE = 200
VIEWS = {"loai-hinh": "kind", "dia-ban": "place"}
KINDS: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "htx": ("HTX (gồm QTDND)", COOPERATIVE_KINDS),
    "qtdnd": ("QTDND", (Kind.CREDIT_FUND,)),
    "lhhtx": ("LHHTX", (Kind.UNION,)),
    "tht": ("THT", (Kind.GROUP,)),
    "tat-ca": ("Tất cả", tuple(Kind)),
}


@dataclass(frozen=True)
class Asked:
    """What an address asks for: how the table is broken down, and by place of which kinds."""

    by: str
    kinds: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Read the query string. Raises PageRefused in words."""
        asked = cls(request.GET.get("theo", "loai-hinh"), request.GET.get("loai", "htx"))
        if asked.by not in VIEWS:
            raise PageRefused(f"Bảng biến động chỉ xem được theo: {', '.join(VIEWS)}.")
        if asked.kinds not in KINDS:
            raise PageRefused(f"Loại hình chỉ chọn được: {', '.join(KINDS)}.")
        return asked

    @property
    def query(self) -> str:
        """The query string that asks for this again; empty for the table by kind."""
        return "" if self.by == "loai-hinh" else "?" + urlencode({"theo": self.by, "loai": self.kinds})

    def read(self, period: Period, user) -> Movement:
        organisations, recounts = Organisation.objects.visible_to(user), LifeEvent.objects.recounts().visible_to(user)
        if self.by == "dia-ban":
            kinds = KINDS[self.kinds][1]
            organisations, recounts = organisations.of_kind(*kinds), recounts.filter(adjusted_kind__in=kinds)
        return read_movement(period, by=VIEWS[self.by], within=Within(organisations, recounts))


@dataclass(frozen=True)
class Cell:
    """A figure of the table on its way to the page; one that counts anybody leads to their names."""

    step: Step
    printed: str
    url: str


@require_safe
@of_period
def show_movement(request: HttpRequest, period: Period) -> HttpResponse:
    asked = Asked.of(request)
    movement = asked.read(period, request.user)
    lines = [(row, _cells(movement, row, asked)) for row in (*movement.rows, movement.whole)]
    context = {
        "movement": movement,
        "lines": lines[:-1],
        "whole": lines[-1],
        "increases": [step for step in movement.steps if step.sign > 0 and step.key != "adjusted"],
        "decreases": [step for step in movement.steps if step.sign < 0],
        "asked": asked,
        "kinds": [(slug, label) for slug, (label, _) in KINDS.items()],
        **choosing(request, period),
    }
    return render(request, "reports/movement.html", context)


def _cells(movement: Movement, row: Row, asked: Asked) -> list[Cell]:
    return [_cell(movement, row, step, asked) for step in movement.steps]


def _cell(movement: Movement, row: Row, step: Step, asked: Asked) -> Cell:
    count = movement.count(row, step)
    url = reverse("reports:movement_names", args=[movement.period.code, row.slug, step.slug]) + asked.query
    printed = numbers.signed(count) if step.key == "adjusted" else numbers.grouped(count)
    return Cell(step, printed, url if movement.behind(row, step) else "")


@require_safe
@of_period
def show_names(request: HttpRequest, period: Period, row: str, step: str) -> HttpResponse:
    """List who is behind one cell; what recounts add to the names is said above them."""
    asked = Asked.of(request)
    movement = asked.read(period, request.user)
    row, step = _named((*movement.rows, movement.whole), row), _named(movement.steps, step)
    entries = movement.behind(row, step)
    page = Paginator(entries, NAMES_A_PAGE).get_page(request.GET.get("trang"))
    table = names(page.object_list)
    context = {
        "movement": movement,
        "row": row,
        "step": step,
        "count": movement.count(row, step),
        "named": sum(entry.organisation is not None for entry in entries),
        "recounted": numbers.signed(sum(entry.amount for entry in entries if entry.organisation is None)),
        "has_recounts": any(entry.organisation is None for entry in entries),
        "columns": table.columns[1:],
        "lines": [(entry, line) for entry, line in zip(page.object_list, table.printed_rows(), strict=True)],
        "page": page,
        "asked": asked,
    }
    return render(request, "reports/movement_names.html", context)


def _named(known, slug: str):
    for one in known:
        if one.slug == slug:
            return one
    raise PageRefused(f"Bảng biến động không có dòng hay cột “{slug}”.")


@require_safe
@of_period
def movement_workbook(request: HttpRequest, period: Period) -> HttpResponse:
    """The table, and on a second sheet everybody who came or went."""
    asked = Asked.of(request)
    movement = asked.read(period, request.user)
    content = workbook_bytes(movement.table, changes(movement))
    return download(content, file_name(f"bien-dong-{asked.by}", period))
