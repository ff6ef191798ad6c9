"""Charts as inline SVG, the same on a page under a strict policy and on paper.

A chart is drawn from a Table and never replaces it: the table is shown beside it. Rows are drawn in their order; an
unknown value draws nothing but an en dash, a table without a known value says so in words. Bars begin at nought. The
series of a chart, at most four, differ by colour and by hatching or dashes, so that grey paper still tells them apart.
Letters keep their size whatever the `width` in user units: a telephone is shown a picture that is NARROW.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from math import ceil

from django.utils.safestring import SafeString

from printing import svg
from printing.scale import Scale, Value, printed, scale_for, tick_text, unit_of
from printing.svg import COLOURS, GRID, INK, MUTED, PAPER, WIDTH
from printing.table import Column, Table

RIGHT, LEFT, FIELD = 24, 84, 250  # margins beside the field, and its height
MOST_SERIES = len(COLOURS)
Legend = Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Field:
    """Where a chart of upright marks is drawn: its scale, the slot of each row, and the axes and legend around it."""

    scale: Scale
    centres: list[float]
    slot: float
    around: list[SafeString]
    width: float
    height: float


def bar(
    table: Table,
    *,
    label: str,
    value: str,
    title: str,
    description: str = "",
    horizontal: bool | None = None,
    width: int = WIDTH,
) -> SafeString:
    """Draw one bar per row. Unless told, bars lie when their labels would not stand under them."""
    names = [str(name) for name in table.values(label)]
    if horizontal is None:
        horizontal = _too_long(names, width)
    if horizontal:
        return _lying(table, label, value, title, description, width=width)
    return grouped(table, label=label, values=[value], title=title, description=description, width=width)


def grouped(
    table: Table, *, label: str, values: Sequence[str], title: str, description: str = "", width: int = WIDTH
) -> SafeString:
    """Draw a group of bars per row, one bar per column of `values`."""
    name, columns = _name("grouped", table, label, values, width), [table.values(key) for key in values]
    counted, legend = _counted(table, values), _legend_of(table, values)
    field = _field(table, label, counted, _all(columns), name=name, legend=legend, width=width)
    if field is None:
        return _nothing(name, title, width)
    thickness = min(56.0, field.slot * 0.76 / len(columns))
    room = field.slot - 6 if len(columns) == 1 else thickness
    say = _value_labels(table.column(values[0]), _all(columns), room)
    parts = []
    for number, column in enumerate(columns):
        for centre, value in zip(field.centres, column, strict=True):
            middle = centre + thickness * (number - (len(columns) - 1) / 2)
            parts += _standing(field.scale, middle, thickness - 2, (0, value), svg.fills(number, name))
            parts += say(field.scale, middle, value)
    return _drawn(parts, field, name, title, description or _told(table, label, values), hatched=len(values))


def stacked(table: Table, *, label: str, values: Sequence[str], title: str, description: str = "") -> SafeString:
    """Draw one bar per row made of its columns, with the sum above when every part is known; minus parts hang below."""
    name, rows = _name("stacked", table, label, values), _rows(table, values)
    ends = [end for row in rows for part in _stack(row) if part for end in part]
    field = _field(table, label, _counted(table, values), ends, name=name, legend=_legend_of(table, values))
    if field is None:
        return _nothing(name, title)
    column, thickness = table.column(values[0]), min(64.0, field.slot * 0.7)
    sums = [sum(row) if None not in row else None for row in rows]
    say = _value_labels(column, sums, field.slot - 6)
    parts = []
    for centre, row, total in zip(field.centres, rows, sums, strict=True):
        for number, part in enumerate(_stack(row)):
            if part:
                parts += _standing(field.scale, centre, thickness, part, svg.fills(number, name))
                parts += _within(field.scale, centre, thickness, part, printed(column, row[number]))
        top = max((part[1] for part in _stack(row) if part), default=0)
        parts += say(field.scale, centre, total, at=top)
    return _drawn(parts, field, name, title, description or _told(table, label, values), hatched=len(values))


def line(
    table: Table, *, x: str, series: Sequence[str], title: str, description: str = "", width: int = WIDTH
) -> SafeString:
    """Draw one line per column of `series` over the rows in order; an unknown value interrupts it."""
    name, columns = _name("line", table, x, series, width), [table.values(key) for key in series]
    legend = _legend_of(table, series)
    field = _field(table, x, _counted(table, series), _all(columns), name=name, legend=legend, dashed=True, width=width)
    if field is None:
        return _nothing(name, title, width)
    parts = []
    for number, column in enumerate(columns):
        ends = pairwise(zip(field.centres, column, strict=True))
        parts += [
            svg.stroke((x1, field.scale.at(v1), x2, field.scale.at(v2)), COLOURS[number], 3, svg.DASHES[number])
            for (x1, v1), (x2, v2) in ends
            if v1 is not None and v2 is not None
        ]
    parts += _points(field, columns, [table.column(key) for key in series])
    return _drawn(parts, field, name, title, description or _told(table, x, series), hatched=len(series))


def waterfall(
    table: Table, *, label: str, value: str, title: str, description: str = "", width: int = WIDTH
) -> SafeString:
    """Draw how an opening level becomes a closing one: first and last row are levels, those between are changes."""
    name, found, column = _name("waterfall", table, label, [value], width), table.values(value), table.column(value)
    steps = _steps(found)
    ends = [end for step in steps for end in step]
    field = _field(table, label, column, ends, name=name, legend=((2, "Tăng"), (1, "Giảm")), width=width)
    if field is None:
        return _nothing(name, title, width)
    thickness, last = min(72.0, field.slot * 0.7), len(found) - 1
    say = _value_labels(column, found, field.slot - 6)
    parts = []
    for position, (centre, step) in enumerate(zip(field.centres, steps, strict=True)):
        level = position in (0, last)
        paint = 0 if level else 1 if step[1] < step[0] else 2
        if position < last:
            y = field.scale.at(step[1])
            parts.append(svg.stroke((centre, y, centre + field.slot, y), MUTED, 1))
        parts += _standing(field.scale, centre, thickness, step, svg.fills(paint, name))
        parts += say(field.scale, centre, found[position], at=max(step), signed=not level)
    return _drawn(parts, field, name, title, description or _told(table, label, [value]), hatched=3)


def _lying(table: Table, label: str, value: str, title: str, description: str, *, width: int) -> SafeString:
    """Bars from left to right, one under the other, their labels beside them."""
    name, found, column = _name("lying", table, label, [value], width), table.values(value), table.column(value)
    labels = [svg.wrapped(str(each), min(250, width * 0.45), most=2) for each in table.values(label)]
    known = [amount for amount in found if amount is not None]
    said = max((svg.breadth(printed(column, amount), 13) for amount in known), default=0) + 14
    left = max((svg.breadth(part) for lines in labels for part in lines), default=0) + 14
    scale = scale_for(known, left + (said if min(known, default=0) < 0 else 0), width - said)
    if scale is None:
        return _nothing(name, title, width)
    parts = []
    for position, (lines, amount) in enumerate(zip(labels, found, strict=True)):
        middle = 12 + 38 * (position + 0.5)
        parts += [
            svg.text(left - 10, middle + 5 + 17 * (row - (len(lines) - 1) / 2), part, anchor="end")
            for row, part in enumerate(lines)
        ]
        start, end = sorted((scale.at(0), scale.at(amount or 0)))
        if amount:
            parts.append(svg.rectangle((start, middle - 11, max(end - start, 1.5), 22), COLOURS[0]))
        minus = (amount or 0) < 0
        spot, anchor = (start - 6, "end") if minus else (end + 6, "start")
        parts.append(svg.strong(spot, middle + 5, printed(column, amount), anchor=anchor))
    height = 24 + 38 * len(labels)
    parts.append(svg.stroke((scale.at(0), 8, scale.at(0), height - 8), INK, 1))
    told = description or _told(table, label, [value])
    return svg.picture(parts, name=name, title=title, description=told, width=width, height=height)


# Values and where their marks reach


def _all(columns: Sequence[Sequence[Value]]) -> list[Value]:
    return [value for column in columns for value in column]


def _rows(table: Table, values: Sequence[str]) -> list[tuple[Value, ...]]:
    return list(table.select(*values).rows)


def _stack(row: Sequence[Value]) -> list[tuple[Value, Value] | None]:
    """From where to where each part reaches, plus parts upwards and minus parts downwards from nought."""
    up, down, reached = 0, 0, []
    for value in row:
        if value is None:
            reached.append(None)
        elif value < 0:
            reached.append((down + value, down))
            down += value
        else:
            reached.append((up, up + value))
            up += value
    return reached


def _steps(found: Sequence[Value]) -> list[tuple[Value, Value]]:
    """From where to where each bar of a waterfall reaches, the opening and closing ones from nought.

    An unknown change changes nothing; without an opening level nothing can be drawn.
    """
    if not found or found[0] is None:
        return []
    level, steps = found[0], [(0, found[0])]
    for change in found[1:-1]:
        steps.append((level, level + (change or 0)))
        level += change or 0
    return [*steps, (0, found[-1] or 0)] if len(found) > 1 else steps


# What stands around the marks


def _field(
    table: Table,
    label: str,
    counted: Column,
    ends: Sequence[Value],
    *,
    name: str,
    legend: Legend,
    dashed: bool = False,
    width: int = WIDTH,
) -> Field | None:
    """Lay out the axes, the labels of the rows and the legend; None when there is nothing to draw."""
    keys, rows = _legend(legend, name, width, dashed=dashed)
    top = 46 + 22 * rows
    scale = scale_for(ends, top + FIELD, top)
    if scale is None:
        return None
    slot = (width - LEFT - RIGHT) / len(table.rows)
    centres = [LEFT + slot * (position + 0.5) for position in range(len(table.rows))]
    names, lines = _row_labels([str(each) for each in table.values(label)], centres, slot, top + FIELD)
    around = [*_axis(scale, counted, width), *names, *keys]
    return Field(scale, centres, slot, around, width, top + FIELD + 14 + 17 * lines)


def _counted(table: Table, keys: Sequence[str]) -> Column:
    """The column that an axis is drawn for, in the units of every column beside it: "HTX, THT"."""
    units = dict.fromkeys(unit for key in keys if (unit := table.column(key).unit))
    return replace(table.column(keys[0]), unit=", ".join(units))


def _axis(scale: Scale, column: Column, width: int) -> list[SafeString]:
    unit, parts = unit_of(scale, column), []
    if unit:
        fits = svg.breadth(unit, 13) < LEFT - 12
        parts.append(svg.muted(LEFT - 10 if fits else 4, scale.end - 22, unit, anchor="end" if fits else "start"))
    for tick in scale.ticks:
        y = scale.at(tick)
        parts.append(svg.stroke((LEFT, y, width - RIGHT, y), INK if tick == 0 else GRID, 1))
        parts.append(svg.muted(LEFT - 10, y + 5, tick_text(scale, column, tick), anchor="end"))
    return parts


def _row_labels(
    names: Sequence[str], centres: Sequence[float], slot: float, foot: float
) -> tuple[list[SafeString], int]:
    """The labels under their slots in at most three lines, and how many lines; where slots are narrow only some."""
    widest = max(svg.breadth(name) for name in names) + 8
    every = min(ceil(widest / slot), 10) if slot < 48 else 1
    shown = [
        (centre, svg.wrapped(name, slot * every - 8, most=3))
        for centre, name in list(zip(centres, names, strict=True))[::every]
    ]
    parts = [
        svg.text(centre, foot + 19 + 17 * row, part, anchor="middle")
        for centre, lines in shown
        for row, part in enumerate(lines)
    ]
    return parts, max(len(lines) for _, lines in shown)


def _legend_of(table: Table, values: Sequence[str]) -> Legend:
    if len(values) > MOST_SERIES:
        raise ValueError(f"a chart tells at most {MOST_SERIES} series apart, not {len(values)}")
    return list(enumerate(table.column(key).label for key in values)) if len(values) > 1 else []


def _legend(entries: Legend, name: str, width: int, *, dashed: bool) -> tuple[list[SafeString], int]:
    """The names of the series from the top left on, and how many lines they take."""
    parts, x, row = [], float(LEFT), 0
    for number, label in entries:
        said = svg.wrapped(label, width - LEFT - RIGHT - 60, most=1)[0]
        wide = 30 + svg.breadth(said)
        if x > LEFT and x + wide > width - RIGHT:
            x, row = float(LEFT), row + 1
        y = 6 + 22 * row
        if dashed:
            parts.append(svg.stroke((x, y + 7, x + 22, y + 7), COLOURS[number], 3, svg.DASHES[number]))
        else:
            parts += [svg.rectangle((x, y, 22, 14), fill) for fill in svg.fills(number, name)]
        parts.append(svg.text(x + 30, y + 12, said))
        x += wide + 22
    return parts, row + 1 if entries else 0


def _too_long(names: Sequence[str], width: int) -> bool:
    """Whether labels would not stand under bars: too many words for two lines, or too many bars for words."""
    slot = (width - LEFT - RIGHT) / max(len(names), 1) - 8
    return any(
        len(name) > 4 and any(svg.breadth(part) > slot or "…" in part for part in svg.wrapped(name, slot, most=2))
        for name in names
    )


# Marks and what is written on them


def _standing(
    scale: Scale, middle: float, width: float, ends: tuple[Value, Value], paints: Sequence[str]
) -> list[SafeString]:
    if None in ends or ends[0] == ends[1]:
        return []
    top, foot = sorted(scale.at(end) for end in ends)
    return [svg.rectangle((middle - width / 2, top, width, max(foot - top, 1.5)), paint) for paint in paints]


def _within(scale: Scale, middle: float, width: float, ends: tuple[Value, Value], said: str) -> list[SafeString]:
    """The value inside its part of a stack, on paper white so that it is read over any hatching; none without room."""
    top, foot = sorted(scale.at(end) for end in ends)
    wide, y = svg.breadth(said, 12) + 4, (top + foot) / 2
    if foot - top < 20 or wide > width:
        return []
    return [svg.rectangle((middle - wide / 2, y - 8, wide, 16), PAPER), svg.strong(middle, y + 4.5, said, size=12)]


def _value_labels(column: Column, values: Sequence[Value], room: float):
    """Return what writes a value over its bar (under it when negative), small or not at all where bars are narrow."""
    widest = max((len(printed(column, value, signed=True)) for value in values), default=0) * "0"
    size = next((size for size in (13, 11) if svg.breadth(widest, size) <= room), None)

    def say(scale: Scale, middle: float, value: Value, *, at: Value = None, signed: bool = False) -> list[SafeString]:
        if size is None:
            return []
        end = value if at is None else at
        y = scale.at(end or 0)
        under = end is not None and end < 0
        return [svg.strong(middle, y + 5 + size if under else y - 6, printed(column, value, signed=signed), size=size)]

    return say


def _points(field: Field, columns: Sequence[Sequence[Value]], heads: Sequence[Column]) -> list[SafeString]:
    """A dot at every known value, and its value above or below it where neither hides another.

    Where values stand too close side by side only the ends of each line are told.
    """
    marks = [
        (x, field.scale.at(value), number, printed(heads[number], value))
        for number, column in enumerate(columns)
        for x, value in zip(field.centres, column, strict=True)
        if value is not None
    ]
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y, _, _ in marks]
    parts = [svg.dot(x, y, COLOURS[number]) for x, y, number, _ in marks]
    crowded = any(svg.breadth(said, 13) > field.slot for *_, said in marks)
    for x, y, number, said in sorted(marks, key=lambda mark: mark[1]):
        if crowded and x not in (field.centres[0], field.centres[-1]):
            continue
        half = svg.breadth(said, 13) / 2 + 2
        for foot in (y - 9, y + 21):
            box = (x - half, foot - 12, x + half, foot + 2)
            if svg.apart(box, taken):
                taken.append(box)
                parts.append(svg.strong(x, foot, said, colour=svg.LETTERS[number]))
                break
    return parts


# The picture


def _name(kind: str, table: Table, label: str, values: Sequence[str], width: int = WIDTH) -> str:
    """What the ids of a chart begin with: the same at every drawing, another for every other chart."""
    told = repr((kind, table.title, label, tuple(values), table.rows, width))
    return "c" + sha256(told.encode()).hexdigest()[:10]


def _told(table: Table, label: str, values: Sequence[str]) -> str:
    """What the picture shows, in words, for those who cannot see it."""
    rows = table.select(label, *values).printed_rows()
    return ". ".join("; ".join(f"{column.label} {text}" for column, text in row) for row in rows)


def _nothing(name: str, title: str, width: int = WIDTH) -> SafeString:
    words = "Chưa có số liệu để vẽ."
    part = svg.text(width / 2, 60, words, anchor="middle", colour=MUTED)
    return svg.picture([part], name=name, title=title, description=words, width=width, height=110)


def _drawn(
    parts: Sequence[SafeString], field: Field, name: str, title: str, description: str, *, hatched: int
) -> SafeString:
    whole = [*field.around, *parts]
    size = {"width": field.width, "height": field.height}
    return svg.picture(whole, name=name, title=title, description=description, hatched=hatched, **size)
