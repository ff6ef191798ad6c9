"""The only way to a figure: pages, charts, paper, workbooks and JSON take what this module returns.

However many indicators are asked for, each source is read once per grouping, for all periods together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Aggregate, Q, QuerySet, Subquery, Value

from cooperatives.boundaries import UNTOLD, Boundaries
from cooperatives.models import ActivityState, Kind, Level, Place, Sector, Size
from printing.table import Column, Table
from reports.indicators import Indicator, indicator
from reports.scope import PLACE_DIMENSIONS, Number, Scope, Slice, added
from reports.snapshots import kept_while_unchanged
from reports.sources import DIMENSIONS, RECOUNTS, RETURNS, Nature, Source, Window, Within
from returns.models import Period, Rating
from returns.sizes import UNDETERMINED

Readings = dict[tuple[str, str], dict[Slice, Number | None]]

DIMENSION_LABELS = {
    "kind": "Loại hình",
    "sector": "Lĩnh vực",
    "place": "Địa bàn",
    "old_province": "Tỉnh cũ",
    "size": "Quy mô",
    "rating": "Xếp loại",
    "activity": "Tình trạng",
}
CHOICES = {"kind": Kind, "sector": Sector, "size": Size, "rating": Rating, "activity": ActivityState}
UNSTATED, UNSIZED = "Chưa ghi", "Không xếp quy mô"


class UnknownDimension(LookupError):
    """Figures cannot be broken down by this."""


@kept_while_unchanged
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
    per dimension of `by` (its key; see `slice_labels`), a column per code. Ungrouped, the figures are totals by the
    same expressions. `within` narrows to the organisations of that queryset, or to them and recounts, `place` to those
    seated in it. Values are int or Decimal in the indicator's unit, None where nothing is known.

    Whatever is asked of places is told by the seats at the end of each period, of flows too, so that one table has one
    set of units: those of a level, in the boundaries of that day or of today. The slice UNTOLD holds what lies in
    several, None what has no seat.

    Raises UnknownIndicator, UnknownDimension, NoSuchUnits.
    """
    periods = [period] if isinstance(period, Period) else list(period)
    indicators = [indicator(code) for code in codes]
    _check_dimensions(by)
    scope = Scope(tuple(by), within, place, boundaries, level)
    readings = _readings(indicators, [Window.of(each) for each in periods], scope)
    several = not isinstance(period, Period)
    return Table(
        title="",
        columns=(
            *([Column("period", "Kỳ")] if several else []),
            *(Column(name, DIMENSION_LABELS[name]) for name in by),
            *(each.column for each in indicators),
        ),
        rows=tuple(_rows(indicators, periods, readings, grouped=bool(by), several=several)),
        source="; ".join(sorted({each.source.label for each in indicators if each.source})),
        as_of=max(each.end for each in periods),
    )


@kept_while_unchanged
def read_rows_of(
    codes: Sequence[str], rows: QuerySet, *, period: Period, within: QuerySet | None = None
) -> dict[str, Number | None]:
    """The figures `codes`, all built on returns, of some of the returns of a period alone; one query."""
    source = replace(RETURNS, rows=lambda: rows)
    readings = _read_by_period(source, list(map(indicator, codes)), [Window.of(period)], Scope(within=within))
    return {code: slices[()] for (code, _), slices in readings.items()}


def _check_dimensions(by: Iterable[str]) -> None:
    if unknown := [name for name in by if name not in DIMENSIONS]:
        raise UnknownDimension(f"Không phân tổ được theo “{unknown[0]}”. Có thể theo: {', '.join(DIMENSIONS)}.")


def _rows(indicators, periods, readings: Readings, *, grouped: bool, several: bool):
    for period in periods:
        columns = [readings.get((each.code, period.code)) for each in indicators]
        slices = sorted({key for column in columns for key in column or ()}, key=str) if grouped else [()]
        for key in slices:
            values = (_value(each, column, key) for each, column in zip(indicators, columns, strict=True))
            yield (*([period.code] if several else []), *key, *values)


def _value(each: Indicator, column: dict[Slice, Number | None] | None, key: Slice) -> Number | None:
    """A slice without rows counts nought; where the source was not read at all nothing is known."""
    return None if column is None else column.get(key, each.measure.of_no_rows)


def _readings(indicators, windows: list[Window], scope: Scope) -> Readings:
    groups: dict[Source, list[Indicator]] = defaultdict(list)
    for each in indicators:
        terms = [term for term in each.terms if term.source]
        if all(term.source.dimension(name) for term in terms for name in scope.by):
            for term in terms:
                groups[term.source].append(term)
    readings: Readings = defaultdict(dict)
    for source, asked in groups.items():
        read_one = _read_by_period if source.period else _read_by_window
        for some in scope.together(windows):
            for name, slices in read_one(source, asked, some, scope).items():
                _add(readings[name], slices)
    return readings


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
    scope = Scope((), within, place, boundaries)
    readings = _read_by_window(RECOUNTS, terms, [Window.of(period)], scope) if terms else {}
    return {code: slices[()] for (code, _), slices in readings.items() if slices[()]}


@kept_while_unchanged
def declaring(
    codes: Sequence[str], *, periods: Sequence[Period], within: QuerySet | Within | None = None
) -> dict[tuple[str, str], dict[str, int]]:
    """How many organisations of each kind an average or a share is over, by its code and that of the period."""
    quotients = [each for each in map(indicator, codes) if each.measure and each.measure.base]
    bases = [replace(each, measure=each.measure.base) for each in quotients]
    readings = _readings(bases, [Window.of(each) for each in periods], Scope(("kind",), within))
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


def _read_by_window(source, indicators, windows, scope: Scope) -> Readings:
    """One query: every indicator of the source, held against every window, in every slice."""
    wanted = {
        (each, window): rows
        for each in indicators
        for window in windows
        if (rows := source.during(window, each.nature)) is not None
    }
    if not wanted:
        return {}
    rows = scope.rows(source, reduce(or_, dict.fromkeys(wanted.values())), windows)
    asked = [(each, condition) for (each, _), condition in wanted.items()]
    records = scope.records(rows, _aggregates(asked), source, windows)
    return {
        (each.code, window.code): {
            key: each.measure.combine(_parts(record, position)) for key, record in records.items()
        }
        for position, (each, window) in enumerate(wanted)
    }


def _read_by_period(source, indicators, windows, scope: Scope) -> Readings:
    """Rows that name their period, in one query grouped by it and by kind of organisation, each aggregate once.

    An indicator adds up what it needs: the kinds it counts, and for a flow over several periods each of them.
    """
    named = {code for window in windows for nature in Nature for code in window.return_periods(nature)}
    codes = {window.key: window.code for window in windows if window.key}
    if others := named - {window.code for window in windows if window.asked}:
        codes |= dict(Period.objects.filter(code__in=others).values_list("pk", "code"))
    rows = scope.rows(source, Q(**{f"{source.period}__in": list(codes)}), windows)
    wanted = {each: each.measure.aggregates(Q()) for each in indicators}
    names = {aggregate: f"a{number}" for number, aggregate in enumerate(dict.fromkeys(_flat(wanted.values())))}
    aggregates = {name: aggregate for aggregate, name in names.items()}
    records = scope.records(rows, aggregates, source, windows, first=(source.period, source.dimension("kind")))
    readings: Readings = {}
    for each, aggregates in wanted.items():
        for window in windows:
            periods = window.return_periods(each.nature)
            slices: dict[Slice, list[dict]] = {} if scope.by else {(): []}
            for (period, kind, *key), record in records.items():
                if codes[period] in periods and kind in (each.measure.kinds or (kind,)):
                    parts = {name: record[names[aggregate]] for name, aggregate in aggregates.items()}
                    slices.setdefault(tuple(key), []).append(parts)
            readings[each.code, window.code] = {key: _over(each, parts) for key, parts in slices.items()}
    return readings


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


def slice_labels(dimension: str, keys: Iterable, boundaries: Boundaries = Boundaries.THEN) -> dict:
    """Return the keys of a dimension in words, by key; places by their full names, in one query."""
    if dimension not in PLACE_DIMENSIONS:
        unstated = UNSIZED if dimension == "size" else UNSTATED
        choices = dict(CHOICES[dimension].choices) | {UNDETERMINED: UNDETERMINED, "": unstated, None: unstated}
        return {key: choices[key] for key in keys}
    places = _places(keys)
    untold = f"Chưa xác định được {boundaries.label if dimension == 'place' else 'tỉnh cũ'}"
    others = {None: UNSTATED, UNTOLD: untold}
    return {key: places[key].full_name if key in places else others.get(key, UNSTATED) for key in keys}


def place_codes(keys: Iterable[int | str | None]) -> dict[int | str | None, str]:
    """Return what names a place for programs, by primary key: its code, or its full name where it has none.

    A code used again by a later unit carries that unit's first day.
    """
    places = _places(keys)
    named = {key: place.code or place.full_name for key, place in places.items()}
    first = {}
    for key in sorted(places, key=lambda key: (places[key].valid_from is not None, key)):
        first.setdefault(named[key], key)
    return {None: "", UNTOLD: UNTOLD} | {
        key: name if first[name] == key else f"{name}@{places[key].valid_from or key}" for key, name in named.items()
    }


def _places(keys: Iterable[int | str | None]) -> dict[int, Place]:
    return Place.objects.select_related("parent").in_bulk([key for key in keys if isinstance(key, int)])
