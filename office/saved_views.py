"""Saved views: a list's filters and search under a name, offered above the list and counted on the start page.

A query string is never trusted: it is kept and opened only after the list itself has taken it.
"""

from copy import copy
from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from office.forms import TellingForm
from office.models import SavedView

LONGEST = SavedView._meta.get_field("query").max_length
FEW = 12  # views that the start page counts
_PASSING = {*IGNORED_PARAMS, PAGE_VAR, "e"} - {SEARCH_VAR}  # where one is in a list, not what one looks for


class QueryRefused(ValueError):
    """The list does not take this query string; the message says what to do."""


@dataclass(frozen=True)
class Shown:
    """A view as a link: its name, address, its list, whether it is open now, how many rows it has."""

    name: str
    url: str
    list_name: str
    shared: bool
    open: bool = False
    count: int | None = None


class SaveViewForm(TellingForm):
    """The name of a view, and who else sees it."""

    class Meta:
        model = SavedView
        fields = ["name", "shared"]

    def _get_validation_exclusions(self):
        """The page knows the owner and the list: the name is compared with the owner's others."""
        return super()._get_validation_exclusions() - {"owner", "model"}


def looked_for(query: QueryDict) -> str:
    """What a list's address looks for: its filters and its search, in one fixed order, without page and sorting."""
    kept = QueryDict(mutable=True)
    for name in sorted(query):
        values = [value for value in query.getlist(name) if value]
        if name not in _PASSING and values:
            kept.setlist(name, values)
    return kept.urlencode()


def checked(page: ModelAdmin, request: HttpRequest, query: QueryDict) -> str:
    """Return what `query` looks for in the list of `page`. Raises QueryRefused."""
    text = looked_for(query)
    if not text:
        raise QueryRefused("Danh sách chưa được lọc hay tìm gì: hãy chọn bộ lọc hoặc tìm trước, rồi lưu.")
    if len(text) > LONGEST:
        raise QueryRefused("Bộ lọc này quá dài nên không lưu được: hãy bớt điều kiện.")
    if rows(page, request, text) is None:
        raise QueryRefused("Danh sách này không có điều kiện lọc như vậy: hãy lọc lại từ danh sách rồi lưu.")
    return text


def rows(page: ModelAdmin, request: HttpRequest, text: str) -> QuerySet | None:
    """The rows that a list shows to the request's user for a query string; None where it does not take it."""
    asked = copy(request)
    asked.GET = QueryDict(text)
    try:
        return _list_of(page, asked).queryset
    except (IncorrectLookupParameters, DisallowedModelAdminLookup, ValidationError):
        return None


def _list_of(page: ModelAdmin, request: HttpRequest) -> ChangeList:
    """The page's own list, its rows not yet read."""
    columns = page.get_list_display(request)
    unread = type("Unread", (page.get_changelist(request),), {"get_results": lambda self, request: None})
    return unread(
        request,
        page.model,
        columns,
        page.get_list_display_links(request, columns),
        page.get_list_filter(request),
        page.date_hierarchy,
        page.get_search_fields(request),
        page.get_list_select_related(request),
        page.list_per_page,
        page.list_max_show_all,
        page.list_editable,
        page,
        page.get_sortable_by(request),
        page.search_help_text,
    )


def offered(page: ModelAdmin, request: HttpRequest) -> list[Shown]:
    """The views of one list that the request's user may open; the one that is open now is marked."""
    views = SavedView.objects.visible_to(request.user).filter(model=page.opts.label_lower)
    now = looked_for(request.GET)
    return [_shown(view, page, open=view.query == now) for view in views]


def counted(pages: dict, request: HttpRequest) -> list[Shown]:
    """The first views of the request's user, own ones first, each with its number of rows; all counted in one query.

    `pages` are the admin's lists by model. A view whose list is gone, closed to the user, or takes its filters no
    more, is left out.
    """
    lists = {page.opts.label_lower: page for page in pages.values() if page.has_view_permission(request)}
    views = SavedView.objects.visible_to(request.user).filter(model__in=lists)
    ordered = sorted(views, key=lambda view: (view.owner_id != request.user.pk, view.name))[:FEW]
    found = {view: found for view in ordered if (found := rows(lists[view.model], request, view.query)) is not None}
    counts = _counts(list(found.values()))
    return [_shown(view, lists[view.model], count=count) for view, count in zip(found, counts, strict=True)]


def _counts(wanted: list[QuerySet]) -> list[int]:
    """How many rows each queryset has, in one query."""
    parts = [
        one.model._base_manager.filter(pk__in=one.order_by().values("pk"))
        .order_by()
        .annotate(view_number=Value(place))
        .values("view_number")
        .annotate(view_rows=Count("pk"))
        .values_list("view_number", "view_rows")
        for place, one in enumerate(wanted)
    ]
    found = dict(parts[0].union(*parts[1:], all=True)) if parts else {}
    return [found.get(place, 0) for place in range(len(wanted))]


def _shown(view: SavedView, page: ModelAdmin, **more) -> Shown:
    listing = reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")
    name = str(page.opts.verbose_name_plural)
    return Shown(view.name, f"{listing}?{view.query}", name, view.shared, **more)
