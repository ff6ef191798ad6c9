"""How a count became another within a period: what was there, what came, what went, what is there now – by name.

A cell is a list of names and its figure is their number, so that no figure can be without its names; only recounts
name nobody. The effect of an event follows from its participants: who begins comes, who ends goes, who continues
stays. The closing is counted from the register, not added up: where the two differ the table says of whom.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Q, QuerySet

from cooperatives.boundaries import Units, chosen_on, seat_on
from cooperatives.models import COOPERATIVE_KINDS, Kind, LifeEvent, Organisation, Participant, Place
from cooperatives.moves import following
from office.text import alphabetical
from printing.table import Column, Table
from reports.sources import LIVES, REGISTER, Within
from returns.models import Period

Event, Role = LifeEvent.Kind, Participant.Role
Slice = Hashable  # a kind of organisation, the key of a place, None for a place that cannot be told


@dataclass(frozen=True)
class Step:
    """A column: what stands at one end of the period (`sign` 0), or what came (1) or went (-1) in between."""

    key: str
    slug: str
    label: str
    sign: int = 0


STEPS = (
    Step("opening", "dau-ky", "Đầu kỳ"),
    Step("founded", "thanh-lap", "Thành lập mới", 1),
    Step("formed", "hinh-thanh", "Hình thành từ chia, tách, hợp nhất", 1),
    Step("converted_in", "chuyen-doi-thanh", "Chuyển đổi thành", 1),
    Step("moved_in", "chuyen-den", "Chuyển đến", 1),
    Step("dissolved", "giai-the", "Giải thể", -1),
    Step("bankrupt", "pha-san", "Phá sản", -1),
    Step("merged", "sap-nhap-hop-nhat", "Sáp nhập, hợp nhất", -1),
    Step("split", "bi-chia", "Bị chia", -1),
    Step("converted_out", "chuyen-doi-di", "Chuyển đổi sang loại khác", -1),
    Step("moved_out", "chuyen-di", "Chuyển đi", -1),
    Step("adjusted", "dieu-chinh", "Điều chỉnh", 1),
    Step("closing", "cuoi-ky", "Cuối kỳ"),
)
MOVES = ("moved_in", "moved_out")

# What an event does to the count, by the part an organisation has in it. Those that continue are counted as before.
EFFECTS: dict[tuple[str, str], str] = {
    (Role.BEGINS, Event.FOUNDED): "founded",
    (Role.BEGINS, Event.SPLIT): "formed",
    (Role.BEGINS, Event.SEPARATED): "formed",
    (Role.BEGINS, Event.CONSOLIDATED): "formed",
    (Role.BEGINS, Event.CONVERTED): "converted_in",
    (Role.ENDS, Event.DISSOLVED): "dissolved",
    (Role.ENDS, Event.BANKRUPT): "bankrupt",
    (Role.ENDS, Event.MERGED): "merged",
    (Role.ENDS, Event.CONSOLIDATED): "merged",
    (Role.ENDS, Event.SPLIT): "split",
    (Role.ENDS, Event.CONVERTED): "converted_out",
}


@dataclass(frozen=True)
class Row:
    """A line of the table: the slices it adds up."""

    slug: str
    label: str
    parts: tuple[Slice, ...]
    is_part: bool = False


@dataclass(frozen=True)
class Entry:
    """What a cell counts: an organisation, with the event that brought it there, or a recount of `amount`.

    A move is told from which place it led to which.
    """

    amount: int
    organisation: Organisation | None = None
    event: LifeEvent | None = None
    left: Place | None = None
    reached: Place | None = None


@dataclass(frozen=True)
class Movement:
    """A period's movement by kind or by place: rows, and the entries behind every slice and step.

    `unrecorded` are organisations that came or went without an event that says so, or by an event of another day.
    """

    period: Period
    by: str
    rows: tuple[Row, ...]
    cells: dict[tuple[Slice, str], list[Entry]]
    unrecorded: tuple[Organisation, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return STEPS if self.by == "place" else tuple(step for step in STEPS if step.key not in MOVES)

    @property
    def whole(self) -> Row:
        """Everything: the slices of all rows, each once."""
        return Row("tat-ca", "Tổng số", tuple(dict.fromkeys(part for row in self.rows for part in row.parts)))

    def row(self, slug: str) -> Row:
        """The row of that slug. Raises StopIteration."""
        return next(row for row in self.rows if row.slug == slug)

    def behind(self, row: Row, step: Step) -> list[Entry]:
        return [entry for part in row.parts for entry in self.cells.get((part, step.key), ())]

    def count(self, row: Row, step: Step) -> int:
        return sum(entry.amount for entry in self.behind(row, step))

    def counts(self, row: Row) -> tuple[int, ...]:
        return tuple(self.count(row, step) for step in self.steps)

    def untold(self, row: Row) -> int:
        """How far the closing is from opening and movement added up: what no event tells of."""
        signs = [-1, *(-step.sign for step in self.steps[1:-1]), 1]
        return sum(sign * count for sign, count in zip(signs, self.counts(row), strict=True))

    def balances(self, row: Row) -> bool:
        """Whether opening and movement add up to the closing."""
        return not self.untold(row)

    @cached_property
    def unbalanced(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not self.balances(row))

    @property
    def table(self) -> Table:
        """The counts: one row per slice, one column per step; what went is a positive number in its own column."""
        by = "theo loại hình" if self.by == "kind" else "theo địa bàn"
        heads = (Column(step.key, step.label, kind="integer") for step in self.steps)
        return Table(
            title=f"Biến động số lượng {by}, {self.period.label}",
            columns=(Column(self.by, "Loại hình" if self.by == "kind" else "Xã, phường"), *heads),
            rows=tuple((row.label, *self.counts(row)) for row in self.rows),
            total=("Tổng số", *self.counts(self.whole)),
            source=f"{REGISTER.label}; {LIVES.label}",
            as_of=self.period.end,
        )


def movement(period: Period, *, by: str = "kind", within: QuerySet | Within | None = None) -> Table:
    """Return the movement of a period as a table; see `read_movement`."""
    return read_movement(period, by=by, within=within).table


def read_movement(period: Period, *, by: str = "kind", within: QuerySet | Within | None = None) -> Movement:
    """Read what changed the number of organisations from the day before `period` to its end.

    `by` is "kind" or "place"; places are the units there are at the period's end, whenever an organisation sat where.
    `within` narrows to organisations, or to them and recounts. Three queries by kind, six by place, however many rows.
    """
    allowed = Within.of(Organisation.objects.all() if within is None else within)
    reading = _Reading(period, by, allowed)
    return Movement(period, by, tuple(reading.rows()), dict(reading.cells), reading.unrecorded)


class _Reading:
    """The cells of one movement, filled source by source."""

    def __init__(self, period: Period, by: str, within: Within):
        self.period, self.within, self.by_place = period, within, by == "place"
        self.units = Units() if self.by_place else None
        self.cells: dict[tuple[Slice, str], list[Entry]] = defaultdict(list)
        organisations = self._organisations()
        self._stocks(organisations.values())
        moved = self._moves(organisations) if self.by_place else []
        lives = self._lives(organisations)
        self.unrecorded = _unrecorded(period, organisations.values(), lives)
        self._recounts()
        self._put_moves(moved, organisations)

    def rows(self) -> Iterator[Row]:
        slices = {part for part, _ in self.cells}
        return self._place_rows(slices) if self.by_place else _kind_rows(slices)

    def _place_rows(self, slices: set[Slice]) -> Iterator[Row]:
        known = [self.units.places[key] for key in slices if key is not None]
        for place in sorted(known, key=lambda one: alphabetical(one.full_name)):
            yield Row(str(place.pk), place.full_name, (place.pk,))
        if None in slices:
            yield Row("chua-ro", "Chưa rõ địa bàn", (None,))

    def _organisations(self) -> dict[int, Organisation]:
        """Those that exist at one end of the period at least, or for a while within it."""
        period = self.period
        rows = Organisation.objects.filter(pk__in=self.within.organisations.order_by().values("pk"))
        rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=period.start), founded_on__lte=period.end)
        if self.by_place:
            before = period.start - timedelta(days=1)
            rows = rows.annotate(first_seat=seat_on(before), first_chosen=chosen_on(before))
            rows = rows.annotate(last_seat=seat_on(period.end), last_chosen=chosen_on(period.end))
        return {one.pk: one for one in rows}

    def _slice(self, one: Organisation, end: str) -> Slice:
        """Its slice at one end of the period, "first" or "last"."""
        return self._unit(getattr(one, f"{end}_seat"), getattr(one, f"{end}_chosen")) if self.by_place else one.kind

    def _unit(self, seat: int | None, chosen: int | None = None) -> int | None:
        unit = self.units.unit(seat, chosen, on=self.period.end)
        return unit and unit.pk

    def _stocks(self, organisations: Iterable[Organisation]) -> None:
        period = self.period
        for one in organisations:
            if one.founded_on < period.start:
                self.cells[self._slice(one, "first"), "opening"].append(Entry(1, one))
            if one.exists_on(period.end):
                self.cells[self._slice(one, "last"), "closing"].append(Entry(1, one))

    def _lives(self, organisations: dict[int, Organisation]) -> list[Participant]:
        """Who begins comes where it first sat, who ends goes from where it last did."""
        parts = list(self._parts(role__in=(Role.BEGINS, Role.ENDS)))
        for part in parts:
            effect = EFFECTS.get((part.role, part.event.kind))
            if effect and (one := organisations.get(part.organisation_id)):
                place = self._slice(one, "first" if part.role == Role.BEGINS else "last")
                self.cells[place, effect].append(Entry(1, one, part.event))
        return parts

    def _parts(self, **where) -> QuerySet:
        span = (self.period.start, self.period.end)
        parts = Participant.objects.filter(event__date__range=span, **where).select_related("event", "organisation")
        allowed = self.within.organisations.order_by().values("pk")
        return parts.filter(organisation__in=allowed).order_by("event__date", "event__pk", "pk")

    def _moves(self, organisations: dict[int, Organisation]) -> list[Participant]:
        moves = self._parts(event__kind=Event.MOVED, former_place__isnull=False)
        return [move for move in moves if move.organisation_id in organisations]

    def _put_moves(self, moves: list[Participant], organisations: dict[int, Organisation]) -> None:
        """A move within one unit of the period's end, as of two communes that have become one, changes no count."""
        next_moves = following(moves)
        for move in moves:
            one, then = organisations[move.organisation_id], next_moves[move.pk]
            there = (then.former_place_id, then.former_successor_id) if then else (one.last_seat, one.last_chosen)
            left, came = self._unit(move.former_place_id, move.former_successor_id), self._unit(*there)
            if left == came:
                continue
            places = self.units.places
            entry = Entry(1, one, move.event, left=places[move.former_place_id], reached=places.get(there[0]))
            self.cells[left, "moved_out"].append(entry)
            self.cells[came, "moved_in"].append(entry)

    def _recounts(self) -> None:
        for recount in self.within.recounts.filter(date__lte=self.period.end).order_by("date", "pk"):
            place = self._unit(recount.adjusted_place_id) if self.by_place else recount.adjusted_kind
            entry = Entry(recount.adjustment, event=recount)
            self.cells[place, "opening" if recount.date < self.period.start else "adjusted"].append(entry)
            self.cells[place, "closing"].append(entry)


def _kind_rows(slices: set[Slice]) -> Iterator[Row]:
    """Cooperatives with their credit funds, then each of the two; enterprises only where there are any."""
    yield Row("htx", "Hợp tác xã (gồm QTDND)", COOPERATIVE_KINDS)
    yield Row("htx-khong-ke-quy", "Hợp tác xã, không kể QTDND", (Kind.COOPERATIVE,), is_part=True)
    yield Row("qtdnd", "Quỹ tín dụng nhân dân", (Kind.CREDIT_FUND,), is_part=True)
    yield Row("lhhtx", "Liên hiệp hợp tác xã", (Kind.UNION,))
    yield Row("tht", "Tổ hợp tác", (Kind.GROUP,))
    if Kind.ENTERPRISE in slices:
        yield Row("dn", "Doanh nghiệp thành viên", (Kind.ENTERPRISE,))


def _unrecorded(
    period: Period, organisations: Iterable[Organisation], parts: Iterable[Participant]
) -> tuple[Organisation, ...]:
    """Organisations whose days in the register and whose events tell differently what happened in the period."""
    in_period = lambda day: day is not None and period.start <= day <= period.end  # noqa: E731
    known = {one.pk: one for one in organisations}
    told = {(part.organisation_id, part.role) for part in parts}
    known |= {part.organisation_id: part.organisation for part in parts if part.organisation_id not in known}
    kept = {(one.pk, Role.BEGINS) for one in known.values() if in_period(one.founded_on)}
    kept |= {(one.pk, Role.ENDS) for one in known.values() if in_period(one.ended_on)}
    return tuple(known[key] for key in dict.fromkeys(key for key, _ in sorted(told ^ kept)))
