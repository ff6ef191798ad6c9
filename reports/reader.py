"""The only way to a figure: pages, charts, paper, workbooks and JSON take what this module returns.

However many indicators are asked for, each source is read once per grouping, for all periods together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Aggregate, F, Q, QuerySet

from cooperatives.models import ActivityState, Kind, Place, Sector
from printing.table import Column, Table
from reports.indicators import Indicator, indicator
from reports.sources import DIMENSIONS, RECOUNTS, Nature, Source, Window, Within
from returns.models import Period, Rating

Number = int | Decimal
Slice = tuple
Readings = dict[tuple[str, str], dict[Slice, Number | None]]

DIMENSION_LABELS = {
    "kind": "Loại hình",
    "sector": "Lĩnh vực",
    "place": "Xã, phường",
    "old_province": "Tỉnh cũ",
    "rating": "Xếp loại",
    "activity": "Tình trạng",
}
PLACE_DIMENSIONS = ("place", "old_province")
_CHOICES = {"kind": Kind, "sector": Sector, "rating": Rating, "activity": ActivityState}
UNSTATED = "Chưa ghi"


class UnknownDimension(LookupError):
    """Figures cannot be broken down by this."""


def read(
    codes: Sequence[str],
    *,
    period: Period | Sequence[Period],
    by: Sequence[str] = (),
    within: QuerySet | Within | None = None,
) -> Table:
    """Read the figures `codes` for one or several periods.

    Returns a Table with one row per period and slice: a column `period` when several periods are asked for, a column
    per dimension of `by` (its key; see `slice_labels`), a column per code. Ungrouped, the figures are totals by the
    same expressions. `within` narrows to the organisations of that queryset, or to them and recounts. Values are int
    or Decimal in the indicator's unit, None where nothing is known.

    Raises UnknownIndicator, UnknownDimension.
    """
    periods = [period] if isinstance(period, Period) else list(period)
    indicators = [indicator(code) for code in codes]
    _check_dimensions(by)
    readings = _readings(indicators, [Window.of(each) for each in periods], tuple(by), within)
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


def _readings(indicators, windows: list[Window], by: tuple[str, ...], within: QuerySet | None) -> Readings:
    groups: dict[Source, list[Indicator]] = defaultdict(list)
    for each in (term for one in indicators for term in one.terms):
        if each.source and all(each.source.dimension(name) for name in by):
            groups[each.source].append(each)
    readings: Readings = defaultdict(dict)
    for source, asked in groups.items():
        read_one = _read_by_period if source.period else _read_by_window
        for name, slices in read_one(source, asked, windows, by, within).items():
            _add(readings[name], slices)
    return readings


def _add(into: dict[Slice, Number | None], slices: dict[Slice, Number | None]) -> None:
    """Put the slices of one more source of an indicator to those read before; terms are counts, never unknown."""
    for key, value in slices.items():
        into[key] = into[key] + value if key in into else value


def recounted(codes: Sequence[str], *, period: Period, within: QuerySet | Within | None = None) -> dict[str, Number]:
    """How much of each figure at the end of `period` is recounts, by code; figures without any are left out."""
    terms = [term for code in codes for term in indicator(code).terms if term.source is RECOUNTS]
    readings = _read_by_window(RECOUNTS, terms, [Window.of(period)], (), within) if terms else {}
    return {code: slices[()] for (code, _), slices in readings.items() if slices[()]}


def _read_by_window(source, indicators, windows, by, within) -> Readings:
    """One query: every indicator of the source, held against every window, in every slice."""
    wanted = {
        (each, window): rows
        for each in indicators
        for window in windows
        if (rows := source.during(window, each.nature)) is not None
    }
    if not wanted:
        return {}
    rows = _rows_within(source, reduce(or_, dict.fromkeys(wanted.values())), within)
    asked = [(each, condition) for (each, _), condition in wanted.items()]
    records = _records(rows, _aggregates(asked), _keys(source, by))
    return {
        (each.code, window.code): {
            key: each.measure.combine(_parts(record, position)) for key, record in records.items()
        }
        for position, (each, window) in enumerate(wanted)
    }


def _read_by_period(source, indicators, windows, by, within) -> Readings:
    """Rows that name their period, in one query grouped by it and by kind of organisation, each aggregate once.

    An indicator adds up what it needs: the kinds it counts, and for a flow over several periods each of them.
    """
    named = {code for window in windows for nature in Nature for code in window.return_periods(nature)}
    codes = dict(Period.objects.filter(code__in=named).values_list("pk", "code"))
    rows = _rows_within(source, Q(**{f"{source.period}__in": list(codes)}), within)
    wanted = {each: each.measure.aggregates(Q()) for each in indicators}
    names = {aggregate: f"a{number}" for number, aggregate in enumerate(dict.fromkeys(_flat(wanted.values())))}
    keys = {"its_period": F(source.period), "its_kind": F(source.dimension("kind")), **_keys(source, by)}
    records = _records(rows, {name: aggregate for aggregate, name in names.items()}, keys)
    readings: Readings = {}
    for each, aggregates in wanted.items():
        for window in windows:
            periods = window.return_periods(each.nature)
            slices: dict[Slice, list[dict]] = {} if by else {(): []}
            for (period, kind, *key), record in records.items():
                if codes[period] in periods and kind in (each.measure.kinds or (kind,)):
                    parts = {name: record[names[aggregate]] for name, aggregate in aggregates.items()}
                    slices.setdefault(tuple(key), []).append(parts)
            readings[each.code, window.code] = {key: _over(each, parts) for key, parts in slices.items()}
    return readings


def _flat(aggregates: Iterable[dict[str, Aggregate]]) -> Iterable[Aggregate]:
    return (aggregate for each in aggregates for aggregate in each.values())


def _over(each: Indicator, parts: list[dict[str, Number | None]]) -> Number | None:
    return each.measure.combine(_added(parts)) if parts else each.measure.of_no_rows


def _added(parts: list[dict[str, Number | None]]) -> dict[str, Number | None]:
    """Aggregates of several periods added up; what none of them knows stays unknown."""
    known = {name: [part[name] for part in parts if part[name] is not None] for name in parts[0]}
    return {name: sum(values) if values else None for name, values in known.items()}


def _rows_within(source: Source, condition: Q, within: QuerySet | None) -> QuerySet:
    rows = source.rows() if within is None else source.within(within)
    return rows.filter(condition).order_by()


def _keys(source: Source, by: tuple[str, ...]) -> dict[str, F]:
    return {f"by_{name}": F(source.dimension(name)) for name in by}


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


def _records(rows: QuerySet, aggregates: dict, keys: dict) -> dict[Slice, dict]:
    if not keys:
        return {(): rows.aggregate(**aggregates)}
    return {tuple(record[key] for key in keys): record for record in rows.values(**keys).annotate(**aggregates)}


def slice_labels(dimension: str, keys: Iterable) -> dict:
    """Return the keys of a dimension in words, by key; places by their full names, in one query."""
    if dimension in PLACE_DIMENSIONS:
        places = _places(keys)
        return {key: places[key].full_name if key in places else UNSTATED for key in keys}
    return {key: _CHOICES[dimension](key).label if key else UNSTATED for key in keys}


def place_codes(keys: Iterable[int | None]) -> dict[int | None, str]:
    """Return the codes of places by primary key. A code used again by a later unit carries that unit's first day."""
    places = _places(keys)
    first = {}
    for key, place in sorted(places.items(), key=lambda item: (item[1].valid_from is not None, item[0])):
        first.setdefault(place.code, key)
    return {None: ""} | {
        key: place.code if first[place.code] == key else f"{place.code}@{place.valid_from or key}"
        for key, place in places.items()
    }


def _places(keys: Iterable[int | None]) -> dict[int, Place]:
    return Place.objects.select_related("parent").in_bulk([key for key in keys if key])
