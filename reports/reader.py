"""The only way to a figure: pages, charts, paper, workbooks and JSON take what this module returns.

However many indicators are asked for, each source is read once per grouping, for all periods together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Aggregate, Q, QuerySet, Subquery, Value

from cooperatives.boundaries import Boundaries
from cooperatives.models import Level, Place
from printing.table import Column, Table
from reports.indicators import Indicator, indicator
from reports.scope import PLACE_DIMENSIONS, Number, Scope, Slice, added
from reports.slices import DIMENSION_LABELS
from reports.snapshots import kept_while_unchanged
from reports.sources import DIMENSIONS, RECOUNTS, RETURNS, Nature, Source, Window, Within
from returns.models import Period

Readings = dict[tuple[str, str], dict[Slice, Number | None]]
Answers = Iterator[tuple["_Question", dict[Slice, Number | None]]]


class UnknownDimension(LookupError):
    """Figures cannot be broken down by this."""


@dataclass(frozen=True)
class Ask:
    """One of several questions that are read together: figures of a period or of several, by some dimensions."""

    indicators: tuple[Indicator, ...]
    period: Period | Sequence[Period]
    by: tuple[str, ...] = ()

    @classmethod
    def of(cls, codes: Iterable[str], period: Period | Sequence[Period], by: Iterable[str] = ()) -> "Ask":
        """Raises UnknownIndicator, UnknownDimension."""
        by = tuple(by)
        _check_dimensions(by)
        return cls(tuple(map(indicator, codes)), period, by)

    @property
    def several(self) -> bool:
        return isinstance(self.period, Sequence)

    @property
    def periods(self) -> list[Period]:
        return list(self.period) if self.several else [self.period]


def read(
    codes: Sequence[str],
    *,
    period: Period | Sequence[Period],
    by: Sequence[str] = (),
    within: QuerySet | Within | None = None,
    place: Place | None = None,
    boundaries: Boundaries = Boundaries.THEN,
    level: Level = Level.COMMUNE,
) -> Table:
    """Read the figures `codes` for one or several periods.

    Returns a Table with one row per period and slice: a column `period` when several periods are asked for, a column
    per dimension of `by` (its key; see reports/slices.py), a column per code. Ungrouped, the figures are totals by the
    same expressions. `within` narrows to the organisations of that queryset, or to them and recounts, `place` to those
    seated in it. Values are int or Decimal in the indicator's unit, None where nothing is known.

    Whatever is asked of places is told by the seats at the end of each period, of flows too, so that one table has one
    set of units: those of a level, in the boundaries of that day or of today. The slice UNTOLD holds what lies in
    several, None what has no seat.

    Raises UnknownIndicator, UnknownDimension, NoSuchUnits.
    """
    return read_all([Ask.of(codes, period, by)], Scope((), within, place, boundaries, level))[0]


@kept_while_unchanged
def read_all(asks: Sequence[Ask], scope: Scope) -> list[Table]:
    """Read the answers to several questions as tables in their order: each source once for all of them.

    `scope` narrows and divides the land; by what is broken down each question says itself. Raises NoSuchUnits.
    """
    return [_table(ask, found) for ask, found in zip(asks, _readings(asks, scope), strict=True)]


@kept_while_unchanged
def read_slices(ask: Ask, scope: Scope) -> dict[str, dict[Slice, Number | None]]:
    """The values of one period by code and slice, ENTRY among the dimensions or not. Raises NoSuchUnits."""
    [found] = _readings([ask], scope)
    return {code: slices for (code, _), slices in found.items()}


def _table(ask: Ask, readings: Readings) -> Table:
    return Table(
        title="",
        columns=(
            *([Column("period", "Kỳ")] if ask.several else []),
            *(Column(name, DIMENSION_LABELS[name]) for name in ask.by),
            *(each.column for each in ask.indicators),
        ),
        rows=tuple(_rows(ask, readings)),
        source="; ".join(sorted({each.source.label for each in ask.indicators if each.source})),
        as_of=max(each.end for each in ask.periods),
    )


@kept_while_unchanged
def read_rows_of(
    codes: Sequence[str], rows: QuerySet, *, period: Period, within: QuerySet | None = None
) -> dict[str, Number | None]:
    """The figures `codes`, all built on returns, of some of the returns of a period alone; one query."""
    source = replace(RETURNS, rows=lambda: rows)
    indicators = [replace(indicator(code), source=source) for code in codes]
    [found] = _readings([Ask(tuple(indicators), period)], Scope(within=within))
    return {code: slices.get((), indicator(code).measure.of_no_rows) for (code, _), slices in found.items()}


def _check_dimensions(by: Iterable[str]) -> None:
    if unknown := [name for name in by if name not in DIMENSIONS]:
        raise UnknownDimension(f"Không phân tổ được theo “{unknown[0]}”. Có thể theo: {', '.join(DIMENSIONS)}.")


def _rows(ask: Ask, readings: Readings):
    for period in ask.periods:
        columns = [readings.get((each.code, period.code)) for each in ask.indicators]
        slices = sorted({key for column in columns for key in column or ()}, key=str) if ask.by else [()]
        for key in slices:
            values = (_value(each, column, key) for each, column in zip(ask.indicators, columns, strict=True))
            yield (*([period.code] if ask.several else []), *key, *values)


def _value(each: Indicator, column: dict[Slice, Number | None] | None, key: Slice) -> Number | None:
    """A slice without rows counts nought; where the source was not read at all nothing is known."""
    return None if column is None else column.get(key, each.measure.of_no_rows)


@dataclass(frozen=True)
class _Question:
    """One source's part in one figure of one period: for which of the asks, and broken down by what."""

    ask: int
    term: Indicator
    window: Window
    by: tuple[str, ...]

    @property
    def of_seats(self) -> bool:
        return any(name in PLACE_DIMENSIONS for name in self.by)


def _readings(asks: Sequence[Ask], scope: Scope) -> list[Readings]:
    """The readings of each ask: what lacks a source with all its dimensions is left out."""
    groups: dict[Source, list[_Question]] = defaultdict(list)
    for number, ask in enumerate(asks):
        windows = [Window.of(each) for each in ask.periods]
        for each in ask.indicators:
            terms = [term for term in each.terms if term.source]
            if all(term.source.dimension(name) for term in terms for name in ask.by):
                for term in terms:
                    groups[term.source] += [_Question(number, term, window, ask.by) for window in windows]
    readings: list[Readings] = [defaultdict(dict) for _ in asks]
    for source, questions in groups.items():
        read_one = _read_by_period if source.period else _read_by_window
        for some in _together(questions, scope):
            by = tuple(dict.fromkeys(name for question in some for name in question.by))
            end = next((question.window.end for question in some if question.of_seats), some[0].window.end)
            for question, slices in read_one(source, some, replace(scope, by=by), end):
                _add(readings[question.ask][question.term.code, question.window.code], slices)
    return readings


def _together(questions: list[_Question], scope: Scope) -> list[list[_Question]]:
    """The questions that one query can answer: of those that ask for places, all that end on one day."""
    by_end: dict[date, list[_Question]] = defaultdict(list)
    others = []
    for question in questions:
        if scope.place is not None or question.of_seats:
            by_end[question.window.end].append(question)
        else:
            others.append(question)
    first, *rest = by_end.values() or [[]]
    return [first + others, *rest]


def _add(into: dict[Slice, Number | None], slices: dict[Slice, Number | None]) -> None:
    """Put the slices of one more source of an indicator to those read before; terms are counts, never unknown."""
    for key, value in slices.items():
        into[key] = into[key] + value if key in into else value


@kept_while_unchanged
def recounted(
    codes: Sequence[str],
    *,
    period: Period,
    within: QuerySet | Within | None = None,
    place: Place | None = None,
    boundaries: Boundaries = Boundaries.THEN,
) -> dict[str, Number]:
    """How much of each figure at the end of `period` is recounts, by code; figures without any are left out."""
    terms = [term for code in codes for term in indicator(code).terms if term.source is RECOUNTS]
    [found] = _readings([Ask(tuple(terms), period)], Scope((), within, place, boundaries))
    return {code: slices[()] for (code, _), slices in found.items() if slices[()]}


@kept_while_unchanged
def declaring(
    codes: Sequence[str], *, periods: Sequence[Period], within: QuerySet | Within | None = None
) -> dict[tuple[str, str], dict[str, int]]:
    """How many organisations of each kind an average or a share is over, by its code and that of the period."""
    quotients = [each for each in map(indicator, codes) if each.measure and each.measure.base]
    bases = [replace(each, measure=each.measure.base) for each in quotients]
    [readings] = _readings([Ask(tuple(bases), list(periods), ("kind",))], Scope(within=within))
    return {name: {kind: number for (kind,), number in slices.items() if number} for name, slices in readings.items()}


@kept_while_unchanged
def kept(asked: Mapping[Indicator, Period]) -> set[str]:
    """The codes of those of which anything had been recorded by the end of their periods.

    Of the others nought means nothing. One query, which looks for one row of each sort.
    """
    sorts: dict[tuple, list[Indicator]] = defaultdict(list)
    for each, period in asked.items():
        for term in each.terms:
            sorts[term.source, each.kept, Window.of(period)].append(each)
    found = [_any(*sort, number) for number, sort in enumerate(sorts)]
    numbers = found[0].union(*found[1:], all=True).values_list("number", flat=True) if found else ()
    return {each.code for number in numbers for each in list(sorts.values())[number]}


def _any(source: Source, narrowed: Q, window: Window, number: int) -> QuerySet:
    """One row holding `number`, or none where the source has no row that shows that it was kept."""
    rows = source.rows().filter(source.kept(window), narrowed).order_by()
    one = source.rows().filter(pk=Subquery(rows.values("pk")[:1])).order_by()
    return one.annotate(number=Value(number)).values("number")


def _read_by_window(source, questions: list[_Question], scope: Scope, end: date) -> Answers:
    """One query: every indicator of the source, held against every window, in every slice."""
    wanted = {
        (each.term, each.window): rows
        for each in questions
        if (rows := source.during(each.window, each.term.nature)) is not None
    }
    if not wanted:
        return
    rows = scope.rows(source, reduce(or_, dict.fromkeys(wanted.values())), end)
    asked = [(term, condition) for (term, _), condition in wanted.items()]
    records = _Records(scope.records(rows, _aggregates(asked), source, end), scope.by)
    positions = {name: position for position, name in enumerate(wanted)}
    for each in questions:
        if (position := positions.get((each.term, each.window))) is not None:
            found = records.by(each.by).items()
            yield each, {key: each.term.measure.combine(_parts(record, position)) for key, record in found}


def _read_by_period(source, questions: list[_Question], scope: Scope, end: date) -> Answers:
    """Rows that name their period, in one query grouped by it and by kind of organisation, each aggregate once.

    An indicator adds up what it needs: the kinds it counts, and for a flow over several periods each of them.
    """
    windows = list(dict.fromkeys(each.window for each in questions))
    named = {code for window in windows for nature in Nature for code in window.return_periods(nature)}
    codes = {window.key: window.code for window in windows if window.key}
    if others := named - {window.code for window in windows if window.asked}:
        codes |= dict(Period.objects.filter(code__in=others).values_list("pk", "code"))
    rows = scope.rows(source, Q(**{f"{source.period}__in": list(codes)}), end)
    wanted = {each.term: each.term.measure.aggregates(Q()) for each in questions}
    names = {aggregate: f"a{number}" for number, aggregate in enumerate(dict.fromkeys(_flat(wanted.values())))}
    aggregates = {name: aggregate for aggregate, name in names.items()}
    first = (source.period, source.dimension("kind"))
    records = _Records(scope.records(rows, aggregates, source, end, first=first), scope.by, led=len(first))
    for each in questions:
        periods, kinds = each.window.return_periods(each.term.nature), each.term.measure.kinds
        parts = {name: names[aggregate] for name, aggregate in wanted[each.term].items()}
        slices: dict[Slice, list[dict]] = {} if each.by else {(): []}
        for (period, kind, *key), record in records.by(each.by).items():
            if codes[period] in periods and (not kinds or kind in kinds):
                slices.setdefault(tuple(key), []).append({name: record[known] for name, known in parts.items()})
        yield each, {key: _over(each.term, found) for key, found in slices.items()}


class _Records:
    """The aggregates of every slice of some dimensions, and of the slices of a part of those, added up once each.

    The first `led` values of every key stay whatever is asked for.
    """

    def __init__(self, records: dict[Slice, dict], dimensions: tuple[str, ...], led: int = 0):
        self._dimensions, self._led = dimensions, led
        self._known = {dimensions: records}

    def by(self, asked: tuple[str, ...]) -> dict[Slice, dict]:
        if asked not in self._known:
            kept = [*range(self._led), *(self._led + self._dimensions.index(name) for name in asked)]
            groups: dict[Slice, list[dict]] = defaultdict(list)
            for key, record in self._known[self._dimensions].items():
                groups[tuple(key[position] for position in kept)].append(record)
            self._known[asked] = {key: added(parts) for key, parts in groups.items()}
        return self._known[asked]


def _flat(aggregates: Iterable[dict[str, Aggregate]]) -> Iterable[Aggregate]:
    return (aggregate for each in aggregates for aggregate in each.values())


def _over(each: Indicator, parts: list[dict[str, Number | None]]) -> Number | None:
    return each.measure.combine(added(parts)) if parts else each.measure.of_no_rows


def _aggregates(asked: Iterable[tuple[Indicator, Q]]) -> dict[str, Aggregate]:
    """The aggregates of every indicator over the rows of its condition, their names ending in its position."""
    return {
        f"{name}_{position}": aggregate
        for position, (each, rows) in enumerate(asked)
        for name, aggregate in each.measure.aggregates(rows).items()
    }


def _parts(record: dict, position: int) -> dict[str, Number | None]:
    suffix = f"_{position}"
    return {name.removesuffix(suffix): value for name, value in record.items() if name.endswith(suffix)}
