"""Who has reported in a campaign and who has not: every expected organisation with where its return stands.

Three queries however many organisations; the groups are added up from the same rows, so that they always agree.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone

from cooperatives.models import Kind, Organisation
from cooperatives.models.organisation import OrganisationQuerySet
from printing import numbers
from printing.table import Column, Table
from returns.models import AnnualReturn, Campaign, Period, Submission

State = Submission.State


class Standing(models.TextChoices):
    """Where the return of one organisation stands in a campaign."""

    ACCEPTED = "accepted", "đã nhận"
    SUBMITTED = "submitted", "chờ xem"
    RETURNED = "returned", "trả lại"
    DRAFT = "draft", "đang soạn"
    SILENT = "silent", "chưa gửi"


RECEIVED = (Standing.ACCEPTED, Standing.SUBMITTED, Standing.RETURNED)


@dataclass(frozen=True)
class Line:
    """One expected organisation: where its return stands, when it came first, whether that was after the due day."""

    organisation: Organisation
    standing: Standing
    came_at: datetime | None
    late: bool

    @property
    def received(self) -> bool:
        return self.standing in RECEIVED


@dataclass(frozen=True)
class Group:
    """Lines that share a commune, a kind or an officer, counted. `late` are received late, `silent` not received."""

    name: str
    lines: tuple[Line, ...]

    @property
    def expected(self) -> int:
        return len(self.lines)

    @property
    def received(self) -> int:
        return sum(line.received for line in self.lines)

    @property
    def accepted(self) -> int:
        return sum(line.standing is Standing.ACCEPTED for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)

    @property
    def silent(self) -> int:
        return self.expected - self.received


def headline(campaign: Campaign, on: date, missing: int) -> str:
    """ "Còn 12 ngày, thiếu 37 đơn vị." """
    days = (campaign.due_on - on).days
    lack = f"thiếu {numbers.counted(missing)} đơn vị" if missing else "đã nhận đủ"
    if days > 0:
        return f"Còn {numbers.counted(days)} ngày, {lack}."
    return f"Hôm nay là hạn nộp, {lack}." if days == 0 else f"Quá hạn {numbers.counted(-days)} ngày, {lack}."


def missing(campaign: Campaign, *, within: OrganisationQuerySet) -> int:
    """How many organisations a campaign asks and has received nothing from; one query, for where only that is told."""
    mine = {"organisation": models.OuterRef("pk")}
    kept = AnnualReturn.objects.filter(period=campaign.period_id, stage=campaign.stage, **mine)
    sent = campaign.submissions.filter(state__in=RECEIVED, **mine)
    asked = campaign.expected().filter(pk__in=within.order_by().values("pk"))
    return asked.filter(~models.Exists(kept), ~models.Exists(sent)).count()


@dataclass(frozen=True)
class Board:
    """A campaign on a day."""

    campaign: Campaign
    on: date
    lines: tuple[Line, ...]

    @property
    def whole(self) -> Group:
        return Group("Tổng số", self.lines)

    @property
    def by_kind(self) -> list[Group]:
        return self._groups(lambda line: Kind(line.organisation.kind).label)

    @property
    def by_place(self) -> list[Group]:
        return self._groups(lambda line: str(line.organisation.place or "Chưa ghi xã, phường"))

    @property
    def by_officer(self) -> list[Group]:
        return self._groups(lambda line: str(line.organisation.officer or "Chưa phân công"))

    @property
    def to_call(self) -> list[Line]:
        """Those to telephone: nothing received yet."""
        return [line for line in self.lines if not line.received]

    @property
    def headline(self) -> str:
        """ "Còn 12 ngày, thiếu 37 đơn vị." """
        return headline(self.campaign, self.on, self.whole.silent)

    def _groups(self, name: Callable[[Line], str]) -> list[Group]:
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[name(line)].append(line)
        return [Group(each, tuple(lines)) for each, lines in found.items()]

    def table(self, title: str, groups: Iterable[Group]) -> Table:
        """Groups as a table with the whole as its total."""
        return Table(
            title=title,
            columns=(
                Column("name", "Nhóm"),
                *(Column(key, label, kind="integer") for key, label in _COUNTS),
            ),
            rows=tuple(_counts(group) for group in groups),
            total=_counts(self.whole),
            as_of=self.on,
        )


_COUNTS = (
    ("expected", "Phải báo cáo"),
    ("received", "Đã gửi"),
    ("accepted", "Đã nhận"),
    ("late", "Gửi muộn"),
    ("silent", "Chưa gửi"),
)


def _counts(group: Group) -> tuple:
    return (group.name, *(getattr(group, key) for key, _ in _COUNTS))


def board(campaign: Campaign, *, within: OrganisationQuerySet | None = None, on: date | None = None) -> Board:
    """Return where every organisation a campaign asks stands on a day; `within` narrows to those of a queryset."""
    expected = campaign.expected().select_related("place__parent", "officer")
    if within is not None:
        expected = expected.filter(pk__in=within.order_by().values("pk"))
    accepted = set(
        AnnualReturn.objects.filter(period=campaign.period_id, stage=campaign.stage).values_list(
            "organisation_id", flat=True
        )
    )
    sent = _latest_submissions(campaign)
    lines = (_line(one, campaign, one.pk in accepted, sent.get(one.pk)) for one in expected)
    return Board(campaign, on or timezone.localdate(), tuple(lines))


def _latest_submissions(campaign: Campaign) -> dict[int, tuple[str, datetime | None]]:
    """Of each organisation the state of its newest submission in use and when its first one came."""
    rows = campaign.submissions.exclude(state=State.SET_ASIDE).order_by("pk")
    found: dict[int, tuple[str, datetime | None]] = {}
    for organisation, state, at in rows.values_list("organisation_id", "state", "submitted_at"):
        first = found[organisation][1] if organisation in found else None
        found[organisation] = (state, first or at)
    return found


def _line(one: Organisation, campaign: Campaign, accepted: bool, sent: tuple[str, datetime | None] | None) -> Line:
    state, came_at = sent or (State.ACCEPTED if accepted else None, None)
    standing = Standing(state) if state else Standing.SILENT
    if accepted and standing is Standing.DRAFT:
        standing = Standing.ACCEPTED
    late = came_at is not None and timezone.localdate(came_at) > campaign.due_on
    return Line(one, standing, came_at, late)


def lines_table(title: str, lines: Iterable[Line]) -> Table:
    """Organisations to telephone: who, where, whom to ask for, and where their return stands."""
    columns = (
        Column("code", "Mã"),
        Column("name", "Tên"),
        Column("place", "Xã, phường"),
        Column("representative", "Người đại diện"),
        Column("phone", "Điện thoại"),
        Column("officer", "Cán bộ phụ trách"),
        Column("standing", "Trạng thái"),
    )
    return Table(title, columns, tuple(_to_call(line) for line in lines))


def _to_call(line: Line) -> tuple[str, ...]:
    one = line.organisation
    place, officer = str(one.place or ""), str(one.officer or "")
    return (one.code, one.name, place, one.representative, one.phone, officer, line.standing.label)


def late(period: Period, *, within: OrganisationQuerySet) -> int:
    """How many organisations first sent their return of a period after the due day of its campaign; one query."""
    sent = Submission.objects.filter(campaign__period__code=period.code).exclude(state=State.SET_ASIDE)
    sent = sent.filter(organisation__in=within.order_by().values("pk")).order_by()
    firsts = sent.values("organisation", "campaign__due_on").annotate(first=models.Min("submitted_at"))
    return sum(timezone.localdate(row["first"]) > row["campaign__due_on"] for row in firsts if row["first"])
