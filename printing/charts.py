"""Charts as inline SVG, the same on a page under a strict policy and on paper.

A chart is drawn from a Table and never replaces it: the table is shown beside it. Only presentation attributes are
used; a screen may restyle by class. Bars of a series carry a pattern as well as a colour, so that grey paper still
tells them apart. Lengths are in user units of a box 720 wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from math import ceil, floor

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from printing import numbers
from printing.table import Table

WIDTH, HEIGHT = 720, 340
TOP, RIGHT, BOTTOM, LEFT = 44, 24, 46, 84
INK, MUTED, GRID = "#1f2a2a", "#52605f", "#d5dcda"
COLOURS = ("#0b5d4e", "#b7791f", "#3b6ea5", "#8c4a5b")
STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
Value = int | Decimal | None


@dataclass(frozen=True)
class Scale:
    """The axis of values: its ticks, from nought or the lowest value below it, and where a value lies on it."""

    ticks: tuple[Decimal, ...]
    start: float
    end: float

    def at(self, value: Decimal | int) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + float((Decimal(value) - low) / (high - low)) * (self.end - self.start)


def bar(table: Table, *, label: str, value: str, title: str, horizontal: bool = False) -> SafeString:
    """Draw one bar per row; horizontal where labels are long. None draws no bar."""
    if horizontal:
        return _horizontal(table, label, value, title)
    return grouped(table, label=label, values=[value], title=title)


def grouped(table: Table, *, label: str, values: Sequence[str], title: str) -> SafeString:
    """Draw a group of bars per row, one bar per column of `values`."""
    series = [table.values(key) for key in values]
    scale = _scale([v for column in series for v in column], HEIGHT - BOTTOM, TOP)
    if scale is None:
        return _nothing(title)
    slot = (WIDTH - LEFT - RIGHT) / len(table.rows)
    thickness = min(56.0, slot * 0.72 / len(series))
    parts = [*_value_axis(scale)]
    for position, name in enumerate(table.values(label)):
        centre = LEFT + slot * (position + 0.5)
        parts += _centred_label(str(name), centre, slot)
        for number, column in enumerate(series):
            x = centre + thickness * (number - len(series) / 2)
            parts += _upright(scale, x, thickness, column[position], _fills(number, title))
    if len(series) > 1:
        parts += _legend([table.column(key).label for key in values], title)
    return _svg(parts, title, _described(table), patterns=len(series))


def line(table: Table, *, x: str, series: Sequence[str], title: str) -> SafeString:
    """Draw one line per column of `series` over the rows in order; an unknown value interrupts it."""
    columns = [table.values(key) for key in series]
    scale = _scale([v for column in columns for v in column], HEIGHT - BOTTOM, TOP)
    if scale is None:
        return _nothing(title)
    slot = (WIDTH - LEFT - RIGHT) / len(table.rows)
    centres = [LEFT + slot * (position + 0.5) for position in range(len(table.rows))]
    parts = [*_value_axis(scale)]
    for centre, name in zip(centres, table.values(x), strict=True):
        parts += _centred_label(str(name), centre, slot)
    for number, column in enumerate(columns):
        parts += _strokes(scale, centres, column, number)
        parts += _points(scale, centres, column, number)
    if len(series) > 1:
        parts += _legend([table.column(key).label for key in series], title, lines=True)
    return _svg(parts, title, _described(table))


def _horizontal(table: Table, label: str, value: str, title: str) -> SafeString:
    labels, found = table.values(label), table.values(value)
    left, row_height = 270, 34
    scale = _scale(found, left, WIDTH - 90)
    if scale is None:
        return _nothing(title)
    parts = []
    for position, (name, amount) in enumerate(zip(labels, found, strict=True)):
        middle = 40 + row_height * (position + 0.5)
        parts.append(_text(left - 10, middle + 5, _shortened(str(name), 36), anchor="end"))
        if amount is not None:
            start, end = sorted((scale.at(0), scale.at(amount)))
            parts.append(_rectangle((start, middle - 10, max(end - start, 1), 20), COLOURS[0]))
            parts.append(_text(end + 6, middle + 5, numbers.grouped(amount), weight="bold"))
    return _svg(parts, title, _described(table), height=50 + row_height * len(labels))


def _scale(values: Sequence[Value], start: float, end: float) -> Scale | None:
    """Four to six round ticks covering nought and every value; None when no value is known."""
    known = [Decimal(value) for value in values if value is not None]
    if not known:
        return None
    low, high = min(Decimal(0), *known), max(Decimal(0), *known)
    span = (high - low) or Decimal(1)
    size = Decimal(10) ** (span / 5).adjusted()
    step = next(size * factor for factor in STEPS if size * factor * 5 >= span)
    if all(value == int(value) for value in known):
        step = max(step, Decimal(1))
    first, last = floor(low / step), max(ceil(high / step), 1)
    ticks = tuple(step * number for number in range(first, last + 1))
    return Scale(ticks, start, end)


def _value_axis(scale: Scale) -> list[SafeString]:
    divisor, unit = _unit(scale.ticks)
    parts = [_text(LEFT - 10, TOP - 18, unit, size=13, colour=MUTED, anchor="end")] if unit else []
    for tick in scale.ticks:
        y = scale.at(tick)
        parts.append(_line((LEFT, y, WIDTH - RIGHT, y), INK if tick == 0 else GRID, 1))
        parts.append(_text(LEFT - 10, y + 5, numbers.grouped(tick / divisor), size=13, colour=MUTED, anchor="end"))
    return parts


def _unit(ticks: Sequence[Decimal]) -> tuple[int, str]:
    """Large amounts are counted in triệu or tỷ on the axis, which names it."""
    largest = max(abs(tick) for tick in ticks)
    return next((unit for unit in ((10**9, "tỷ"), (10**7, "triệu")) if largest >= unit[0]), (1, ""))


def _upright(scale: Scale, x: float, width: float, value: Value, fills: Sequence[str]) -> list[SafeString]:
    if value is None:
        return []
    top, foot = sorted((scale.at(value), scale.at(0)))
    box = (x + 1, top, width - 2, max(foot - top, 1))
    size = 13 if width >= 34 else 11
    label = _text(x + width / 2, top - 6, _compact(value), size=size, anchor="middle", weight="bold")
    return [*(_rectangle(box, fill) for fill in fills), label]


def _fills(number: int, title: str) -> list[str]:
    """The colour of a series; from the second on a hatching over it, for grey paper."""
    return [COLOURS[number % 4]] + ([f"url(#{_identity(title)}-hatch)"] if number else [])


def _strokes(scale: Scale, centres: Sequence[float], column: Sequence[Value], number: int) -> list[SafeString]:
    """The line between neighbours that are both known; later series are dashed as well as coloured."""
    dash = ("", "7 4", "2 3", "9 3 2 3")[number % 4]
    pairs = zip(centres, centres[1:], column, column[1:], strict=False)
    return [
        _line((x1, scale.at(v1), x2, scale.at(v2)), COLOURS[number % 4], 3, dash)
        for x1, x2, v1, v2 in pairs
        if v1 is not None and v2 is not None
    ]


def _points(scale: Scale, centres: Sequence[float], column: Sequence[Value], number: int) -> list[SafeString]:
    parts = []
    for x, value in zip(centres, column, strict=True):
        if value is not None:
            y, colour = scale.at(value), COLOURS[number % 4]
            parts.append(_element("circle", cx=_n(x), cy=_n(y), r=4, fill=colour))
            parts.append(_text(x, y - 10, _compact(value), size=13, anchor="middle", weight="bold", colour=colour))
    return parts


def _legend(labels: Sequence[str], title: str, *, lines: bool = False) -> list[SafeString]:
    parts, x = [], float(LEFT)
    for number, label in enumerate(labels):
        if lines:
            parts += [_line((x, 17, x + 22, 17), COLOURS[number % 4], 3, ("", "7 4", "2 3", "9 3 2 3")[number % 4])]
        else:
            parts += [_rectangle((x, 10, 22, 14), fill) for fill in _fills(number, title)]
        parts.append(_text(x + 30, 22, label))
        x += 52 + 8.2 * len(label)
    return parts


def _centred_label(text: str, x: float, slot: float) -> list[SafeString]:
    """A label under its place, broken into at most two lines that fit the slot."""
    room = max(4, int(slot / 7.6))
    lines, words = [""], text.split()
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room and len(lines) < 2:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [
        _text(x, HEIGHT - BOTTOM + 19 + 17 * row, _shortened(part, room + 2), anchor="middle")
        for row, part in enumerate(lines)
    ]


def _compact(value: int | Decimal) -> str:
    return numbers.money_short(value).removesuffix(" đồng") if abs(value) >= 10**7 else numbers.grouped(value)


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def _described(table: Table) -> str:
    """What the picture shows, in words, for those who cannot see it."""
    rows = ("; ".join(f"{column.label} {text}" for column, text in row) for row in table.printed_rows())
    return ". ".join(rows)


def _nothing(title: str) -> SafeString:
    return _svg([_text(WIDTH / 2, 60, "Chưa có số liệu để vẽ.", anchor="middle", colour=MUTED)], title, "", height=110)


def _identity(title: str) -> str:
    """An id for the parts of a chart that refer to each other, the same at every drawing."""
    return "c" + sha256(title.encode()).hexdigest()[:10]


def _svg(
    parts: Sequence[str], title: str, description: str, *, height: float = HEIGHT, patterns: int = 0
) -> SafeString:
    name = _identity(title)
    hatch = (
        f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<path d="M0 6 L6 0" stroke="#ffffff" stroke-width="1.4"/></pattern></defs>'
        if patterns > 1
        else ""
    )
    return mark_safe(  # every text in it went through escape()
        f'<svg class="chart-picture" font-family="Be Vietnam Pro, Tinos, sans-serif" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_n(height)}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{hatch}{"".join(parts)}</svg>'
    )


def _n(value: float) -> str:
    """A length with a dot, whatever the language of the page."""
    return f"{value:.1f}"


def _element(name: str, body: str = "", **attributes) -> SafeString:
    pairs = format_html_join("", ' {}="{}"', ((key.replace("_", "-"), value) for key, value in attributes.items()))
    return mark_safe(f"<{name}{pairs}>{escape(body)}</{name}>")


def _rectangle(box: tuple[float, float, float, float], fill: str) -> SafeString:
    x, y, width, height = map(_n, box)
    return _element("rect", x=x, y=y, width=width, height=height, fill=fill)


def _line(ends: tuple[float, float, float, float], colour: str, width: int, dash: str = "") -> SafeString:
    x1, y1, x2, y2 = map(_n, ends)
    more = {"stroke_dasharray": dash} if dash else {}
    return _element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, **more)


def _text(
    x: float, y: float, body: str, *, size: int = 14, colour: str = INK, anchor: str = "start", weight: str = "normal"
):
    return _element("text", body, x=_n(x), y=_n(y), font_size=size, fill=colour, text_anchor=anchor, font_weight=weight)
