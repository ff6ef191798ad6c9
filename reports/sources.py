"""Where figures come from: nine kinds of rows, each with its days and the dimensions it can be broken down by.

A source turns a window of time into a condition on its rows. Rows are reached by forward keys only, so that no join
ever counts a row twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable

from cooperatives.models import ActivityRecord, AllianceMembership, LifeEvent, Loan, Organisation, Participant
from events.models import Activity, Award
from returns.models import AnnualReturn, Period
from returns.sizes import size_key


class Nature(Enum):
    """A stock is what there is at the end of a period, a flow what happened within it, a ratio a quotient."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"


@dataclass(frozen=True)
class Window:
    """A period as the sources see it: its days, and the codes of the periods whose returns belong to it.

    `key` is its primary key; `asked` says whether it is known, None then meaning that no return names the period.
    """

    code: str
    start: date
    end: date
    key: int | None = None
    asked: bool = False

    @classmethod
    def of(cls, period: Period) -> "Window":
        return cls(period.code, period.start, period.end, period.pk, bool(period.pk) or period.looked_up)

    @property
    def years(self) -> range | None:
        """The whole years it spans, or None for a part of a year."""
        if ".." in self.code:
            return range(int(self.code[:4]), int(self.code[-4:]) + 1)
        return range(int(self.code), int(self.code) + 1) if self.code.isdigit() else None

    def return_periods(self, nature: Nature) -> list[str]:
        """Periods whose returns tell a figure: of several years all for a flow, the last for what stands at the end."""
        if self.years is None or len(self.years) == 1:
            return [self.code]
        return [str(year) for year in (self.years if nature is Nature.FLOW else self.years[-1:])]


@dataclass(frozen=True)
class Within:
    """What figures are narrowed to: organisations, and the recounts of the same land or kind, which name nobody."""

    organisations: QuerySet
    recounts: QuerySet

    @classmethod
    def of(cls, narrowed: "QuerySet | Within") -> "Within":
        """Of organisations alone: recounts belong to all of them, and to no selection among them."""
        if isinstance(narrowed, Within):
            return narrowed
        recounts = LifeEvent.objects.recounts()
        allowed = cls(narrowed, recounts)
        return allowed if allowed.everything else cls(narrowed, recounts.none())

    @property
    def everything(self) -> bool:
        """Whether no organisation is left out: then rows that belong to none, awards to persons, count as well."""
        return not self.organisations.query.where and not self.organisations.query.is_sliced


@dataclass(frozen=True)
class Source:
    """Rows of one kind. `organisation` is the path from a row to its organisation ("" for organisations), None for
    rows without one.

    `during` gives the condition of a window, or None where the source cannot answer for it. Rows that name their
    period themselves need none: `period` is the key they name it by, and they are grouped by it, which on a nation's
    returns is several times as fast as holding each row against every window.

    `kept` is the condition of the rows that show that the source was kept by the end of a window: without any, counting
    nought there means nothing. An own dimension is a path, or makes the expression that tells its value.
    What a figure is made of (the dimension ENTRY) are organisations, or the rows themselves if the source is `of_rows`.
    """

    label: str
    rows: Callable[[], QuerySet]
    organisation: str | None
    kept: Callable[[Window], Q]
    during: Callable[[Window, Nature], Q | None] | None = None
    own_dimensions: tuple[tuple[str, str | Callable[[], Combinable]], ...] = ()
    period: str = ""
    of_rows: bool = False

    def key(self, name: str) -> Combinable:
        """The expression that the rows are grouped by for a dimension they have."""
        found = self.dimension(name)
        return found() if callable(found) else F(found)

    def dimension(self, name: str) -> str | Callable[[], Combinable] | None:
        """Return what leads from a row to the value of a dimension, or None when the rows have no such value."""
        if own := dict(self.own_dimensions).get(name):
            return own
        if name == ENTRY:
            return "pk" if self.of_rows else self.organisation or "pk"
        path = ORGANISATION_DIMENSIONS.get(name)
        return path and (f"{self.organisation}__{path}" if self.organisation else path)

    def within(self, narrowed: "QuerySet | Within") -> QuerySet:
        """The rows of the organisations one narrows to, or of the recounts that go with them."""
        allowed = Within.of(narrowed)
        if self.organisation is None:
            return self.rows().filter(pk__in=allowed.recounts.order_by().values("pk"))
        if allowed.everything:
            return self.rows()
        return self.rows().filter(**{f"{self.organisation or 'pk'}__in": allowed.organisations.order_by().values("pk")})


ENTRY = "entry"
"""The dimension that breaks a figure down to what it is made of, by primary key; for lists, not for tables."""

ORGANISATION_DIMENSIONS = {
    "kind": "kind",
    "sector": "sector",
    "place": "place",  # of these two only the seat is read; reports/scope.py tells the unit
    "old_province": "place",
}
DIMENSIONS = (*ORGANISATION_DIMENSIONS, "size", "rating", "activity")


def _existing(prefix: str, on: date) -> Q:
    ended = Q(**{f"{prefix}ended_on__isnull": True}) | Q(**{f"{prefix}ended_on__gt": on})
    return ended & Q(**{f"{prefix}founded_on__lte": on})


def _register(window: Window, nature: Nature) -> Q:
    return _existing("", window.end)


def _recounts(window: Window, nature: Nature) -> Q:
    return Q(date__lte=window.end)


def _lives(window: Window, nature: Nature) -> Q:
    return Q(event__date__range=(window.start, window.end))


def _activity(window: Window, nature: Nature) -> Q:
    holding = Q(until__isnull=True) | Q(until__gt=window.end)
    return holding & Q(since__lte=window.end) & _existing("organisation__", window.end)


def _memberships(window: Window, nature: Nature) -> Q:
    if nature is Nature.FLOW:
        return Q(admitted_on__range=(window.start, window.end))
    stays = Q(left_on__isnull=True) | Q(left_on__gt=window.end)
    return stays & Q(admitted_on__lte=window.end) & _existing("organisation__", window.end)


def _awards(window: Window, nature: Nature) -> Q | None:
    """Awards reward whole years, and count once they are decided, until they are taken back."""
    if window.years is None:
        return None
    return Q(achievement_year__in=list(window.years), decided_on__isnull=False, revoked_on__isnull=True)


def _work(window: Window, nature: Nature) -> Q:
    return Q(held_on__range=(window.start, window.end))


def _lent(window: Window, nature: Nature) -> Q:
    return Q(disbursed_on__range=(window.start, window.end))


def _by_the_end(path: str) -> Callable[[Window], Q]:
    return lambda window: Q(**{f"{path}__lte": window.end})


def _rewarded(window: Window) -> Q:
    return _awards(window, Nature.FLOW) or Q(pk__in=())


def _returned(window: Window) -> Q:
    return Q(period__code__in=window.return_periods(Nature.FLOW))


REGISTER = Source("Sổ đăng ký tổ chức", Organisation.objects.all, "", _by_the_end("founded_on"), _register)
RECOUNTS = Source(
    "Điều chỉnh số lượng",
    LifeEvent.objects.recounts,
    None,
    _by_the_end("date"),
    _recounts,
    own_dimensions=(
        ("kind", "adjusted_kind"),
        ("sector", "adjusted_sector"),
        ("place", "adjusted_place"),
        ("old_province", "adjusted_place"),
    ),
    of_rows=True,
)
LIVES = Source(
    "Sự kiện thành lập, chấm dứt", Participant.objects.all, "organisation", _by_the_end("event__date"), _lives
)
ACTIVITY = Source(
    "Tình trạng hoạt động",
    ActivityRecord.objects.all,
    "organisation",
    _by_the_end("since"),
    _activity,
    (("activity", "state"),),
)
MEMBERSHIPS = Source(
    "Sổ kết nạp thành viên Liên minh",
    AllianceMembership.objects.all,
    "organisation",
    _by_the_end("admitted_on"),
    _memberships,
)
RETURNS = Source(
    "Số liệu các tổ chức báo cáo",
    AnnualReturn.objects.prevailing,
    "organisation",
    _returned,
    own_dimensions=(("size", size_key), ("rating", "rating")),
    period="period",
)
AWARDS = Source("Sổ khen thưởng", Award.objects.all, "organisation", _rewarded, _awards, of_rows=True)
WORK = Source(
    "Sổ hoạt động của Liên minh",
    Activity.objects.all,
    "organisation",
    _by_the_end("held_on"),
    _work,
    of_rows=True,
)
LOANS = Source("Sổ hỗ trợ vay vốn", Loan.objects.all, "organisation", _by_the_end("disbursed_on"), _lent)
