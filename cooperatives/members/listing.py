"""The list of members in the admin: fast at any size and on any page."""

from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db import connection

from cooperatives.members.keyset import Order, Page
from cooperatives.models import Member
from cooperatives.models.member import Near

AFTER, BEFORE, LAST = "after", "before", "cuoi"
ORGANISATION = "to_chuc"
BY_ENTRY = Order(("pk",))
"""Costs no index of its own, and is the order in which the index of words gives what it found."""
BY_NAME = Order(("search_key", "pk"))
"""Within one organisation, whose members are few enough to sort."""


def asked(request) -> dict:
    """The page that an address asks for."""
    return {"after": request.GET.get(AFTER, ""), "before": request.GET.get(BEFORE, ""), "last": LAST in request.GET}


def near(request, size: int) -> Near | None:
    """The part of a search that its page needs; None where other filters narrow it further."""
    if set(request.GET) - {AFTER, BEFORE, LAST, SEARCH_VAR}:
        return None
    start, forward = BY_ENTRY.start(**asked(request))
    return Near(size + 1, start[0] if start else None, bool(forward))


class MemberChangeList(ChangeList):
    """Django's list, paged by keys and without counting."""

    def get_filters_params(self, params=None):
        kept = super().get_filters_params(params)
        return {name: value for name, value in kept.items() if name not in (AFTER, BEFORE, LAST)}

    def get_ordering(self, request, queryset):
        return []

    def get_results(self, request):
        order = BY_NAME if request.GET.get(ORGANISATION) and not self.query else BY_ENTRY
        rows, part = self.queryset, near(request, self.list_per_page)
        if self.query and part:
            rows = self.apply_select_related(self.root_queryset.search(self.query, near=part))
        self.keyset = order.page(rows, self.list_per_page, **asked(request))
        self.result_list = self.keyset.rows
        self.result_count = self.full_result_count = len(self.result_list)
        self.show_full_result_count, self.show_admin_actions = False, False
        self.can_show_all, self.multi_page, self.paginator = False, False, None

    @property
    def links(self) -> list[tuple[str, str]]:
        """The pages around this one, as (words, address)."""
        page: Page = self.keyset
        around = []
        if page.before:
            around += [("Trang đầu", self._address()), ("Trang trước", self._address(**{BEFORE: page.before}))]
        if page.after:
            around += [
                ("Trang sau", self._address(**{AFTER: page.after})),
                ("Trang cuối", self._address(**{LAST: "1"})),
            ]
        return around

    def _address(self, **place: str) -> str:
        return self.get_query_string(place, remove=[AFTER, BEFORE, LAST, "p", "e"]) or "?"

    @property
    def about(self) -> int | None:
        """How many members there are in all, as the database estimates it; None where it cannot, or of a part."""
        if connection.vendor != "postgresql" or self.query or self.has_active_filters:
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [Member._meta.db_table])
            [estimate] = cursor.fetchone()
        return estimate if estimate > self.list_per_page else None
