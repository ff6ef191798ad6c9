"""Pages of a long list by the row before or after them, never by a number: the last page costs what the first does."""

from dataclasses import dataclass

from django.core import signing
from django.db.models import Q, QuerySet

_SALT = "cooperatives.members.keyset"


@dataclass(frozen=True)
class Page:
    """Some rows in their order, and the addresses' tokens of the pages around them ("" where there is none)."""

    rows: list
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Order:
    """Fields that sort a list, ascending; the last is unique, none is ever NULL."""

    fields: tuple[str, ...]

    def token(self, row) -> str:
        """What names the place of a row in this order, safe in an address."""
        return signing.dumps([list(self.fields), [getattr(row, name) for name in self.fields]], salt=_SALT)

    def place(self, token: str) -> list | None:
        """The values a token names; None when it was made by nobody here, or for another order."""
        try:
            fields, values = signing.loads(token, salt=_SALT)
        except (signing.BadSignature, ValueError):
            return None
        return values if fields == list(self.fields) else None

    def _beyond(self, queryset: QuerySet, values: list, *, forward: bool) -> QuerySet:
        """The rows after (before) a place: `a >= x and not (a = x and b <= y)`, which an index can begin at."""
        reach, short = ("gte", "lte") if forward else ("lte", "gte")
        if len(self.fields) == 1:
            return queryset.filter(**{f"{self.fields[0]}__{'gt' if forward else 'lt'}": values[0]})
        (first, last), (x, y) = self.fields, values
        return queryset.filter(**{f"{first}__{reach}": x}).exclude(Q(**{first: x, f"{last}__{short}": y}))

    def start(self, *, after: str = "", before: str = "", last: bool = False) -> tuple[list | None, bool]:
        """Where a page begins (None at an end of the list), and whether it goes on from there."""
        start = self.place(after or before) if after or before else None
        return start, not (last or (before and start))

    def page(self, queryset: QuerySet, size: int, **asked) -> Page:
        """The page `after` or `before` a token; without one the first, or the `last`."""
        start, forward = self.start(**asked)
        rows = queryset if start is None else self._beyond(queryset, start, forward=forward)
        order = self.fields if forward else [f"-{name}" for name in self.fields]
        found = list(rows.order_by(*order)[: size + 1])
        more, found = len(found) > size, found[:size]
        if not forward:
            found.reverse()
        has_before, has_after = (start is not None, more) if forward else (more, start is not None)
        return Page(
            found,
            before=self.token(found[0]) if found and has_before else "",
            after=self.token(found[-1]) if found and has_after else "",
        )
