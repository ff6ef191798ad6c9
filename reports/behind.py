"""What a figure is made of: the organisations, or the rows that name none, whose parts add up to it.

The list is read by the same reader, through the same source and measure, as the figure itself, broken down once more:
by entry. So the parts of a list add up to its figure, whatever the indicator, the slice or the view of the land.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from cooperatives.boundaries import seat_on
from cooperatives.models import Kind, LifeEvent, Organisation
from events.models import Activity, Award
from office.text import search_key
from printing import dates
from printing.table import Column, Table
from reports.day import Day
from reports.indicators import Indicator, indicator
from reports.measures import Measure
from reports.reader import Ask, read_slices
from reports.scope import Number, Scope
from reports.slices import DIMENSION_LABELS, slice_slug
from reports.sources import ENTRY, RETURNS, Source, Window
from returns.models import AnnualReturn, Period, Stage

_NAMED = ("over", "under", "base")  # the parts of a quotient; any other figure has one part, its value


@dataclass(frozen=True)
class Entry:
    """One line behind a figure: an organisation, or a row that is counted itself, and its part of the figure.

    `parts` are one value, or both sides of a quotient. `estimated` says that a return behind it is an estimate.
    """

    who: Organisation | LifeEvent | Award | Activity
    parts: tuple[Number, ...]
    place: str = ""
    estimated: bool = False

    @property
    def organisation(self) -> Organisation | None:
        return self.who if isinstance(self.who, Organisation) else getattr(self.who, "organisation", None)

    @property
    def name(self) -> str:
        if isinstance(self.who, Activity):
            return self.who.title
        if self.organisation:
            return self.organisation.name
        if isinstance(self.who, Award):
            return self.who.person_name
        return f"Điều chỉnh số {Kind(self.who.adjusted_kind).short}"

    @property
    def remark(self) -> str:
        """What the row itself says: of a recount or an activity its day and note, of an award what it is."""
        if isinstance(self.who, Award):
            return str(self.who.kind)
        if isinstance(self.who, Activity):
            return "; ".join(word for word in (dates.day(self.who.held_on), self.who.venue, self.who.outcome) if word)
        if isinstance(self.who, LifeEvent):
            said = (dates.day(self.who.date), self.who.decision, self.who.note)
            return "; ".join(word for word in said if word)
        return "số ước" if self.estimated else ""


@dataclass(frozen=True)
class Behind:
    """A figure with its entries, those that weigh most first; `wanted` are the slices it is narrowed to, by dimension.

    `of_none` is its value where there is no entry: nought of a count, None where nothing is known.
    """

    indicator: Indicator
    period: Period | Day
    wanted: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    of_none: Number | None = None

    @property
    def measure(self) -> Measure:
        return self.indicator.measure

    @property
    def totals(self) -> tuple[Number | None, ...]:
        """The parts of all entries added up."""
        return tuple(sum(column) for column in zip(*(entry.parts for entry in self.entries), strict=True))

    @property
    def value(self) -> Number | None:
        """The figure that the entries add up to; None where none of them tells anything."""
        if not self.entries:
            return self.of_none
        if self.measure.base:
            return self.measure.combine(dict(zip(_NAMED, self.totals, strict=False)))
        return self.totals[0]

    @property
    def printed(self) -> str:
        """ "464 HTX", "0,8%"."""
        text = self.indicator.column.printed(self.value)
        return text if self.value is None or self.indicator.unit == "%" else f"{text} {self.indicator.unit}"

    def table(self, entries: tuple[Entry, ...] | None = None) -> Table:
        """All entries, or some of them, with the totals of all; columns that are blank throughout are left out."""
        entries = self.entries if entries is None else entries
        heads = tuple(self._columns())
        known = (
            Column("name", "Tổ chức"),
            Column("code", "Mã"),
            Column("kind", "Loại hình"),
            Column("place", "Địa bàn"),
            Column("remark", "Ghi chú"),
        )
        table = Table(
            title=f"{self.indicator.label}, {self.period.label}",
            columns=(*known, *heads),
            rows=tuple((*_words(entry), *self._values(entry.parts)) for entry in entries),
            total=("Tổng số", "", "", "", "", *self._values(self.totals)) if self.entries else None,
            source=self.indicator.source.label,
            as_of=self.period.end,
        )
        blank = {"remark"} if not any(table.values("remark")) else set()
        if not self.measure.sides and all(entry.parts == (1,) for entry in self.entries):
            blank.add("value")
        return table.select(*(column.key for column in table.columns if column.key not in blank))

    def _columns(self) -> Iterator[Column]:
        if self.measure.base:
            yield from (self._side(*side) for side in zip(_NAMED, self.measure.sides, strict=False))
            yield replace(self.indicator.column, key="quotient")
        elif self.measure.sides:
            yield replace(self.indicator.column, key="value", label=self._field_label(self.measure.sides[0]))
        else:
            yield Column("value", "Số lượng", kind="integer")

    def _field_label(self, fields: tuple[str, ...]) -> str:
        rows = self.indicator.source.rows().model._meta
        words = " × ".join(str(rows.get_field(name).verbose_name) for name in fields)
        return f"{words[:1].upper()}{words[1:]}"

    def _side(self, key: str, fields: tuple[str, ...]) -> Column:
        if fields:
            return Column(key, self._field_label(fields), kind=self.indicator.format if len(fields) > 1 else "integer")
        if key == "under":
            return Column(key, "Số tổ chức tính", kind="integer")
        return Column(key, "Số tổ chức đạt", kind="integer")

    def _values(self, parts: tuple[Number, ...]) -> tuple[Number | None, ...]:
        if not self.measure.base:
            return parts
        return (*parts, self.measure.combine(dict(zip(_NAMED, parts, strict=False))))


def _words(entry: Entry) -> tuple[str, ...]:
    one = entry.organisation
    kind = Kind(one.kind).short if one else ""
    return (entry.name, one.code if one else "", kind, entry.place, entry.remark)


def behind(code: str, period: Period | Day, scope: Scope, wanted: Mapping[str, str] | None = None) -> Behind:
    """Read what the figure `code` of a period is made of, in the slices `wanted` (dimension to slug of its slice).

    `scope` says within which organisations and how the land is divided. Each source is read once, and once more for
    names; raises UnknownIndicator, NoSuchUnits, LookupError where the indicator has no such dimension.
    """
    wanted = dict(wanted or {})
    found = indicator(code)
    if lacking := [name for name in wanted if not all(term.source.dimension(name) for term in found.terms)]:
        raise LookupError(f"“{found.label}” không phân tổ được theo {DIMENSION_LABELS[lacking[0]]}.")
    terms = [term for number, one in enumerate(found.terms) for term in _single(one, number)]
    slices = read_slices(Ask(tuple(terms), period, (ENTRY, *wanted)), scope)
    entries = _named(_parts(found, terms, slices, list(wanted.values())), found, period, scope)
    ordered = sorted(entries, key=lambda entry: (-abs(entry.parts[0]), search_key(entry.name), entry.who.pk))
    return Behind(found, period, wanted, tuple(ordered), found.measure.of_no_rows if slices else None)


def _parts(
    found: Indicator, terms: list[Indicator], slices: Mapping[str, Mapping[tuple, Number | None]], wanted: list[str]
) -> dict[tuple, tuple[Number, ...]]:
    """The parts of every entry that has any, by the source whose rows it is (None for organisations) and its key."""
    sums: dict[tuple, dict[str, Number]] = defaultdict(dict)
    for term in terms:
        name = term.code.rpartition(":")[2]
        for (key, *told), value in slices.get(term.code, {}).items():
            if value is not None and list(map(slice_slug, told)) == wanted:
                entry = (term.source if term.source.of_rows else None, key)
                sums[entry][name] = sums[entry].get(name, 0) + value
    if found.measure.base:
        return {key: (each["over"], each["under"]) for key, each in sums.items() if each["base"]}
    counts = found.measure.of_no_rows is not None
    return {key: (each["value"],) for key, each in sums.items() if each["value"] or not counts}


def _single(term: Indicator, number: int) -> Iterator[Indicator]:
    """An indicator as one for each of its parts, so that the parts of one source are read in one query."""
    measure = replace(term, also=()).measure
    if not measure.base:
        yield replace(term, code=f"{number}:value", also=())
        return
    for name in ("over", "under"):
        side = replace(measure, combine=lambda aggregates, name=name: aggregates[name])
        yield replace(term, code=f"{number}:{name}", measure=side, also=())
    yield replace(term, code=f"{number}:base", measure=measure.base, also=())


def _named(parts: dict[tuple, tuple[Number, ...]], found: Indicator, period, scope: Scope) -> Iterator[Entry]:
    keys: dict[Source | None, list[int]] = defaultdict(list)
    for source, key in parts:
        keys[source].append(key)
    known = {source: _in_bulk(_rows(source, period), some) for source, some in keys.items()}
    estimated = _estimated(found, period)
    for (source, key), each in parts.items():
        who = known[source][key]
        yield Entry(who, each, _place(who, scope), estimated=source is None and key in estimated)


def _rows(source: Source | None, period: Period | Day) -> QuerySet:
    if source is None:
        return Organisation.objects.annotate(seat=seat_on(period.end))
    joined = {Award: ("organisation", "kind"), Activity: ("organisation",), LifeEvent: ("adjusted_place__parent",)}
    return source.rows().select_related(*joined[source.rows().model])


def _in_bulk(rows: QuerySet, keys: list[int]) -> dict:
    """Rows by primary key; a database takes only so many keys in one question."""
    if len(keys) <= 500:
        return rows.in_bulk(keys)
    wanted = set(keys)
    return {one.pk: one for one in rows.iterator() if one.pk in wanted}


def _place(who: Organisation | LifeEvent | Award | Activity, scope: Scope) -> str:
    """Where an organisation sat at the end of the period, what place a recount is of, in words."""
    if isinstance(who, Organisation):
        return scope.units.places[who.seat].full_name if who.seat else ""
    place = getattr(who, "adjusted_place", None)
    return place.full_name if place else ""


def _estimated(found: Indicator, period: Period | Day) -> set[int]:
    """The organisations whose part is, or holds, an estimate that no official figure has replaced."""
    if found.source is not RETURNS:
        return set()
    periods = Window.of(period).return_periods(found.nature)
    rows = AnnualReturn.objects.prevailing().filter(period__code__in=periods, stage=Stage.ESTIMATE)
    return set(rows.values_list("organisation_id", flat=True))
