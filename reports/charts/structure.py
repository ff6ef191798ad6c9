"""What the cooperatives of a period are: by kind, sector, place, size, rating."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from printing import charts
from printing.table import Column, Table
from reports.addresses import behind
from reports.by_place import ask_by_place, in_order
from reports.charts.chart import Asked, Chart, ChartKind, drawn
from reports.indicators import indicator
from reports.reader import Ask
from reports.slices import slice_labels
from reports.sources import Nature
from returns.models import Period, Rating
from returns.sizes import UNDETERMINED

MAKE_UP = ("agricultural_cooperatives", "non_agricultural_cooperatives", "credit_funds")
OF_RETURNS = ("reported", "cooperative_members", "revenue")
LARGEST = 12  # places that the picture shows; the table has all


def _before(asked: Asked) -> Period | None:
    return asked.beside.known.get(asked.beside.before[Nature.STOCK])


def _asks_make_up(asked: Asked) -> list[Ask]:
    before = _before(asked)
    return [Ask.of(MAKE_UP, [asked.period, *([before] if before else [])])]


def _make_up(asked: Asked, tables: Sequence[Table]) -> Chart:
    """Cooperatives by kind, credit funds inside the total, beside the end of the year before."""
    now, *then = tables[0].records()
    before = _before(asked)
    earlier = then[0] if then and any(then[0][code] for code in MAKE_UP) else dict.fromkeys(MAKE_UP)
    parts = [indicator(code) for code in MAKE_UP]
    table = Table(
        title=f"Hợp tác xã theo loại hình, {asked.period.label}",
        columns=(
            Column("kind", "Loại hình"),
            Column("previous", f"Cuối năm {before.year}" if before else "Kỳ trước", unit="HTX", kind="integer"),
            Column("value", "Kỳ này", unit="HTX", kind="integer"),
        ),
        rows=tuple((part.label, earlier[part.code], now[part.code]) for part in parts),
        total=("Tổng số", _sum(earlier.values()), _sum(now[part.code] for part in parts)),
        source=indicator("cooperatives").source.label,
        as_of=asked.period.end,
    )
    opened = [
        ("", behind(part.code, before.code) if before else "", behind(part.code, asked.period.code)) for part in parts
    ]
    return drawn("loai-hinh", charts.grouped, table, opened, label="kind", values=["previous", "value"])


def _sum(values) -> int | None:
    known = [value for value in values if isinstance(value, int)]
    return sum(known) if known else None


def _asks_sector(asked: Asked) -> list[Ask]:
    return [Ask.of(["cooperatives"], asked.period, ["sector"])]


def _sector(asked: Asked, tables: Sequence[Table]) -> Chart:
    [found] = tables
    ordered = sorted((row for row in found.rows if row[1]), key=lambda row: -row[1])
    labels = slice_labels("sector", [row[0] for row in ordered])
    table = replace(
        found,
        title=f"Hợp tác xã theo lĩnh vực, {asked.period.label}",
        rows=tuple((labels[key], value) for key, value in ordered),
        total=("Tổng số", sum(value for _, value in ordered)),
    )
    opened = [("", behind("cooperatives", asked.period.code, sector=key)) for key, _ in ordered]
    return drawn("linh-vuc", charts.bar, table, opened, label="sector", value="cooperatives", horizontal=True)


def _asks_place(asked: Asked) -> list[Ask]:
    return [ask_by_place(asked.period, asked.land)]


def _place(asked: Asked, tables: Sequence[Table]) -> Chart:
    """The places with most cooperatives; all of them in the table, those with most first."""
    dimension = asked.land.view.dimension
    placed = in_order(tables[0], dimension, asked.scope.boundaries, asked.scope.units)
    rows = sorted(placed, key=lambda row: -row[2][0])
    level = f", {asked.levels[asked.land.level]}" if asked.levels else ""
    table = replace(
        tables[0],
        title=f"Hợp tác xã theo địa bàn{level}, {asked.period.label}",
        rows=tuple((label, *values) for _, label, values in rows),
        notes=(f"{asked.land.view.label}.",),
    )
    codes = [column.key for column in table.columns[1:]]
    opened = [
        ("", *(behind(code, asked.period.code, land=asked.land, **{dimension: key}) for code in codes))
        for key, _, _ in rows
    ]
    shown = replace(table, rows=table.rows[:LARGEST])
    chart = drawn("dia-ban", charts.bar, shown, label=dimension, value="cooperatives", horizontal=True)
    more = (f"Hình vẽ {LARGEST} nơi có nhiều HTX nhất.",) if len(rows) > LARGEST else ()
    return replace(chart, table=replace(table, notes=(*table.notes, *more)), addresses=tuple(opened))


@dataclass(frozen=True)
class OfReturns:
    """How the cooperatives that have reported share out by what their returns tell, in the `order` of its slices."""

    name: str
    dimension: str
    words: str
    order: tuple[str, ...]

    def asks(self, asked: Asked) -> list[Ask]:
        return [Ask.of(OF_RETURNS, asked.period, [self.dimension])]

    def draw(self, asked: Asked, tables: Sequence[Table]) -> Chart:
        [found] = tables
        rows = sorted((row for row in found.rows if row[1]), key=lambda row: self._position(row[0]))
        labels = slice_labels(self.dimension, [row[0] for row in rows])
        table = replace(
            found,
            title=f"Hợp tác xã theo {self.words}, {asked.period.label}",
            columns=(found.columns[0], *(replace(column, label=_HEADS[column.key]) for column in found.columns[1:])),
            rows=tuple((_capital(labels[key]), *values) for key, *values in rows),
            total=("Tổng số", *(_sum(row[position] for row in rows) for position in (1, 2, 3))),
            notes=("Tính trên HTX, QTDND đã có số liệu của kỳ.",),
        )
        opened = [
            ("", *(behind(code, asked.period.code, **{self.dimension: key}) for code in OF_RETURNS)) for key, *_ in rows
        ]
        return drawn(self.name, charts.bar, table, opened, label=self.dimension, value="reported", horizontal=True)

    def _position(self, key: str | None) -> int:
        return self.order.index(key) if key in self.order else len(self.order)

    @property
    def kind(self) -> ChartKind:
        return ChartKind(self.name, self.asks, self.draw)


_HEADS = {"reported": "Số HTX", "cooperative_members": "Thành viên", "revenue": "Doanh thu"}
_SIZES = ("micro", "small", "medium", "large", UNDETERMINED)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


BY_KIND = ChartKind("loai-hinh", _asks_make_up, _make_up, of_days=True)
BY_SECTOR = ChartKind("linh-vuc", _asks_sector, _sector, of_days=True)
BY_PLACE = ChartKind("dia-ban", _asks_place, _place, of_days=True)
BY_SIZE = OfReturns("quy-mo", "size", "quy mô", _SIZES).kind
BY_RATING = OfReturns("xep-loai", "rating", "xếp loại", tuple(Rating.values)).kind
