"""SVG drawn with presentation attributes and classes only: a strict page policy lets it through, paper prints it alike.

A screen may restyle by class (`chart-ink`, `chart-muted`, `chart-grid`, `series-1` to `series-4`); paper sees the
attributes. Lengths are user units of the picture. Every text goes through escape().
"""

from collections.abc import Sequence
from functools import partial

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH, NARROW = 720, 340  # of a page or paper, and of a telephone
INK, MUTED, GRID, PAPER = "#1f2a2a", "#52605f", "#d5dcda", "#ffffff"
COLOURS = ("#0b5d4e", "#c08422", "#3b6ea5", "#8c4a5b")
LETTERS = ("#0b5d4e", "#855608", "#2c5a8a", "#7a3c4c")  # the same, dark enough for small print
DASHES = ("", "7 4", "2 3", "9 3 2 3")
# What tells the series apart on grey paper: nothing, slanting, level and crossing strokes over the colour.
HATCHES = ("", "M0 6 L6 0", "M0 3 H6", "M0 0 L6 6 M0 6 L6 0")
_CLASSES = {INK: "chart-ink", MUTED: "chart-muted", GRID: "chart-grid", PAPER: "chart-paper"} | {
    colour: f"series-{number}" for colours in (COLOURS, LETTERS) for number, colour in enumerate(colours, 1)
}
Box = tuple[float, float, float, float]


def length(value: float) -> str:
    """A length with a dot, whatever the language of the page."""
    return f"{value:.1f}"


def element(name: str, body: str = "", **attributes) -> SafeString:
    """One element; underscores in attribute names become hyphens, `class_` is class."""
    pairs = format_html_join(
        "", ' {}="{}"', ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    )
    return mark_safe(f"<{name}{pairs}>{escape(body)}</{name}>")  # name is ours, all else is escaped


def rectangle(box: Box, fill: str) -> SafeString:
    """A filled rectangle: x, y, width, height."""
    x, y, width, height = map(length, box)
    known = {"class_": _CLASSES[fill]} if fill in _CLASSES else {}
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, **known)


def stroke(ends: Box, colour: str, width: float, dash: str = "") -> SafeString:
    """A straight line: x1, y1, x2, y2."""
    x1, y1, x2, y2 = map(length, ends)
    more = {"stroke_dasharray": dash} if dash else {}
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, class_=_CLASSES[colour], **more
    )


def dot(x: float, y: float, colour: str) -> SafeString:
    return element("circle", cx=length(x), cy=length(y), r=4, fill=colour, class_=_CLASSES[colour])


def text(
    x: float, y: float, body: str, *, size: int = 14, colour: str = INK, anchor: str = "start", weight: str = "normal"
) -> SafeString:
    return element(
        "text",
        body,
        x=length(x),
        y=length(y),
        font_size=size,
        font_weight=weight,
        text_anchor=anchor,
        fill=colour,
        class_=_CLASSES[colour],
    )


muted = partial(text, size=13, colour=MUTED)
strong = partial(text, size=13, anchor="middle", weight="bold")


def breadth(body: str, size: int = 14) -> float:
    """How wide a text is at most in the fonts we use; capitals and bold digits set the measure."""
    return sum(0.32 if letter in " .,:-iljtI1" else 0.74 if letter.isupper() else 0.6 for letter in body) * size


def wrapped(body: str, room: float, *, most: int, size: int = 14) -> list[str]:
    """The words in at most `most` lines no wider than `room`; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in body.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < most and breadth(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_clipped(line, room, size) for line in lines]


def _clipped(body: str, room: float, size: int) -> str:
    if breadth(body, size) <= room:
        return body
    kept = body
    while len(kept) > 1 and breadth(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,.-") + "…"


def apart(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box (left, top, right, foot) touches none of the others."""
    return not any(
        box[0] < right and left < box[2] and box[1] < foot and top < box[3] for left, top, right, foot in others
    )


def fills(number: int, name: str) -> list[str]:
    """What paints series `number`, counted from 0: its colour, then its hatching."""
    return [COLOURS[number]] + ([f"url(#{name}-{number})"] if HATCHES[number] else [])


def picture(
    parts: Sequence[str], *, name: str, title: str, description: str, width: float, height: float, hatched: int = 1
) -> SafeString:
    """The whole picture; `name` begins its ids, the first `hatched` series are defined."""
    patterns = format_html_join(
        "",
        '<pattern id="{}-{}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<path d="{}" stroke="#ffffff" stroke-width="1.3" fill="none"/></pattern>',
        ((name, number, HATCHES[number]) for number in range(1, hatched)),
    )
    # Paper knows only the font named here; a page puts its own in its place by class.
    return format_html(
        '<svg class="chart-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="Tinos" '
        'role="img" aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>'
        "{}{}</svg>",
        width,
        length(height),
        *(name, name, name, title, name, description),
        format_html("<defs>{}</defs>", patterns) if patterns else "",
        mark_safe("".join(parts)),  # each part was built by element()
    )
