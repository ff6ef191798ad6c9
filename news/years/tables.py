"""The tables of a year that the public reads: every figure, then counts and sums by kind, sector and place.

Each cell built on returns knows how many organisations declared it, so that small groups can be left out when it is
shown (news/years/shown.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from cooperatives.boundaries import Boundaries
from cooperatives.models import Kind, Level
from printing import numbers
from printing.table import Column, Printed, Table, Value
from reports.addresses import Land, View
from reports.by_place import in_order, land_of
from reports.figures import Reading, figures
from reports.indicators import CODES, Indicator, indicator
from reports.ledger import Figure, read_ledger
from reports.measures import Measure, count
from reports.reader import Ask, read_all
from reports.scope import Scope
from reports.slices import place_codes, slice_labels
from reports.sources import RETURNS, Nature
from returns.models import Period

OVERVIEW, BY_KIND, BY_SECTOR, BY_PLACE, BY_PLACE_TODAY, BY_OLD_PROVINCE = (
    "chi-tieu",
    "loai-hinh",
    "linh-vuc",
    "dia-ban",
    "dia-ban-hien-nay",
    "tinh-cu",
)
NAMES = {
    OVERVIEW: "Các chỉ tiêu",
    BY_KIND: "Tổ chức theo loại hình",
    BY_SECTOR: "Hợp tác xã theo lĩnh vực",
    BY_PLACE: "Tổ chức theo địa bàn, địa giới khi đó",
    BY_PLACE_TODAY: "Tổ chức theo địa bàn, địa giới hiện nay",
    BY_OLD_PROVINCE: "Tổ chức theo tỉnh cũ",
}
"""The tables of every year by what their address calls them, which never changes."""

NATURES = {Nature.STOCK: "số cuối kỳ", Nature.FLOW: "số trong kỳ", Nature.RATIO: "tỷ lệ, bình quân"}
_COUNTS = ("cooperatives", "unions", "groups")
_OF_KINDS = ("members", "regular_workers", "seasonal_workers")
_OF_SECTORS = ("cooperative_members", "charter_capital", "revenue", "profit")
_OF_PLACES = ("cooperative_members", "group_members")
_KEY = Column("key", "Mã")


@dataclass(frozen=True)
class YearTable:
    """A table under its `slug`; `over` has, for each row and for the total, how many organisations declared each cell,
    None where that does not matter."""

    slug: str
    table: Table
    over: tuple[tuple[int | None, ...], ...]

    @property
    def total_over(self) -> tuple[int | None, ...]:
        return self.over[-1] if self.table.total else ()


def year_tables(period: Period) -> list[YearTable]:
    """Read every public table of a year from what is recorded now, approved lines of the ledger included."""
    scope = Scope()
    totals = _read(period, (*_COUNTS, *_OF_KINDS, *_OF_SECTORS, *_OF_PLACES), (), scope)[()]
    tables = [_overview(period), _by_kind(period, scope, totals), _by_sector(period, scope, totals)]
    for slug, land in ((BY_PLACE, Land()), (BY_PLACE_TODAY, Land(View.TODAY)), (BY_OLD_PROVINCE, Land(View.FORMER))):
        tables.append(_by_place(period, slug, land, totals))
    return [each for each in tables if each.table.rows]


# What every figure says


def _overview(period: Period) -> YearTable:
    """A row for each figure that is known, with what was published where that is another."""
    found = [each for each in read_ledger(period).beside(figures(period)) if each.value is not None]
    over = _declared_by(period, [each.indicator for each in found if each.indicator.code in CODES])
    rows = tuple(_told(each, period) for each in found)
    return YearTable(
        OVERVIEW,
        Table(
            title=f"Số liệu kinh tế tập thể {period.label}",
            columns=(
                _KEY,
                Column("label", "Chỉ tiêu"),
                Column("unit", "Đơn vị"),
                Column("value", "Giá trị", kind="figure"),
                Column("published", "Số đã công bố khác", kind="figure"),
                Column("reason", "Lý do khác"),
                Column("nature", "Tính chất"),
                Column("note", "Cách tính"),
                Column("source", "Nguồn"),
                Column("as_of", "Ngày số liệu", kind="day"),
            ),
            rows=rows,
            as_of=period.end,
        ),
        tuple((None, None, None, over.get(each.code), *[None] * 6) for each in found),
    )


def _told(each: Reading, period: Period) -> tuple[Value, ...]:
    published = each.published if each.differs and each.published.approved_on else None
    line = each.said
    return (
        each.code,
        each.label,
        each.unit,
        _stated(line, each.indicator) if line else _printed(each.value, each.indicator),
        published and _stated(published, each.indicator),
        published and (published.reason or published.note or None),
        NATURES[each.indicator.nature],
        "; ".join(filter(None, (each.indicator.note, each.printed_basis if not line else ""))) or None,
        (line.source or "Số liệu tổng hợp của Liên minh") if line else _source(each.indicator),
        (line and line.as_of) or period.end,
    )


def _source(one: Indicator) -> str | None:
    return "; ".join(dict.fromkeys(term.source.label for term in one.terms if term.source)) or None


def _printed(value: numbers.Number, one: Indicator) -> Printed:
    return Printed(one.column.printed(value), value, decimals=one.decimals)


def _stated(line: Figure, one: Indicator) -> Printed:
    return Printed(line.in_words(one.column.printed), line.value, decimals=one.decimals)


def _declared_by(period: Period, asked: Sequence[Indicator]) -> dict[str, int]:
    """How many organisations declared each figure that is built on returns, by code. One query."""
    counting = [one for each in asked if (one := _declaring(each))]
    [table] = read_all([Ask(tuple(counting), period)], Scope())
    return {one.code.removeprefix(_OVER): value for one, value in zip(counting, table.rows[0], strict=True)}


_OVER = "over_"


def _declaring(one: Indicator) -> Indicator | None:
    """Of a figure built on returns the number of rows it is taken from; None of counts and of other sources."""
    fields = [name for side in one.measure.sides for name in side] if one.measure else []
    if one.source is not RETURNS or not (fields or one.measure.base):
        return None
    declared = Q(**{f"{name}__isnull": False for name in fields})
    measure: Measure = one.measure.base or count("pk", declared, kinds=one.measure.kinds)
    return replace(one, code=f"{_OVER}{one.code}", measure=measure)


# Broken down


def _read(period: Period, codes: Sequence[str], by: tuple[str, ...], scope: Scope) -> dict[tuple, dict[str, Value]]:
    """The figures and how many declared each, by slice and code; one query per source."""
    asked = [indicator(code) for code in dict.fromkeys(codes)]
    ask = Ask((*asked, *(one for each in asked if (one := _declaring(each)))), period, by)
    [table] = read_all([ask], scope)
    return {row[: len(by)]: dict(zip([c.key for c in table.columns], row, strict=True)) for row in table.rows}


def _sliced(
    period: Period, slug: str, rows: Sequence[tuple], *, totals: dict, codes: Sequence[str], head: str, **more
) -> YearTable:
    """A table of `rows` (key, label, values by code) with its total; `codes` are its columns."""
    columns = [replace(indicator(code).column, label=indicator(code).label) for code in codes]
    lines = [*rows, (None, "Toàn tỉnh", totals)]
    values = [(key, label, *(_rounded(found.get(code), code) for code in codes)) for key, label, found in lines]
    table = Table(
        title=f"{NAMES[slug]}, {period.label}",
        columns=(_KEY, Column("label", head), *columns),
        rows=tuple(values[:-1]),
        total=values[-1],
        source="; ".join(dict.fromkeys(filter(None, (_source(indicator(code)) for code in codes)))),
        as_of=period.end,
        **more,
    )
    over = tuple((None, None, *(found.get(f"{_OVER}{code}") for code in codes)) for _, _, found in lines)
    return YearTable(slug, table, over)


def _rounded(value: Value, code: str) -> Value:
    one = indicator(code)
    return numbers.rounded(value, one.decimals) if value is not None and one.decimals else value


def _by_kind(period: Period, scope: Scope, totals: dict) -> YearTable:
    found = _read(period, (*_COUNTS, *_OF_KINDS), ("kind",), scope)
    rows = [(kind.value, kind.label, found[kind.value,]) for kind in Kind if (kind.value,) in found]
    rows = [(key, label, values) for key, label, values in rows if any(values[code] for code in (*_COUNTS, *_OF_KINDS))]
    made = _sliced(period, BY_KIND, rows, totals=totals, codes=(*_COUNTS, *_OF_KINDS), head="Loại hình")
    return _with_counts_joined(made)


def _with_counts_joined(made: YearTable) -> YearTable:
    """Each kind is counted by one of the counts: they become one column."""

    def join(row: tuple, *, total: bool = False) -> tuple:
        counts = [value for value in row[2:5] if value is not None]
        return (*row[:2], None if total and not counts else sum(counts), *row[5:])

    table = made.table
    columns = (*table.columns[:2], Column("organisations", "Số tổ chức", "tổ chức", "integer"), *table.columns[5:])
    rows, total = tuple(map(join, table.rows)), join(table.total, total=True)
    total = (*total[:2], sum(row[2] for row in rows), *total[3:])
    over = tuple((*line[:2], None, *line[5:]) for line in made.over)
    return replace(made, table=replace(table, columns=columns, rows=rows, total=total), over=over)


def _by_sector(period: Period, scope: Scope, totals: dict) -> YearTable:
    codes = ("cooperatives", *_OF_SECTORS)
    found = _read(period, codes, ("sector",), scope)
    labels = slice_labels("sector", [key for (key,) in found])
    rows = [(key or None, labels[key], values) for (key,), values in found.items() if any(map(values.get, codes))]
    rows.sort(key=lambda row: -(row[2]["cooperatives"] or 0))
    return _sliced(period, BY_SECTOR, rows, totals=totals, codes=codes, head="Lĩnh vực")


def _by_place(period: Period, slug: str, land: Land, totals: dict) -> YearTable:
    """Sums are told in the boundaries of the time alone: of two divisions of the land one would tell of the other."""
    scope = Scope(boundaries=land.view.boundaries, level=Level.COMMUNE)
    land, levels = land_of(period, land, scope)
    scope = replace(land.scope(None), units=scope.units)
    codes = (*_COUNTS, *(_OF_PLACES if slug == BY_PLACE else ()))
    found = _read(period, codes, (land.view.dimension,), scope)
    rows = list(_placed(found, codes, land, scope))
    level = f"Địa bàn {levels[land.level]}." if levels else ""
    notes = tuple(filter(None, (level, f"{land.view.label}.")))
    return _sliced(period, slug, rows, totals=totals, codes=codes, head="Địa bàn", notes=notes)


def _placed(found: dict, codes: Sequence[str], land: Land, scope: Scope) -> Iterator[tuple]:
    """The places that have any, by name."""
    dimension = land.view.dimension
    columns = (Column(dimension, ""), *(Column(code, "") for code in codes))
    table = Table("", columns, tuple((key, *(values[code] for code in codes)) for (key,), values in found.items()))
    boundaries: Boundaries = scope.boundaries
    ordered = in_order(table, dimension, boundaries, scope.units)
    named = place_codes([key for key, _, _ in ordered])
    for key, label, _ in ordered:
        yield named[key] or None, label, found[key,]
