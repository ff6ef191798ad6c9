"""A sheet on which every text has its place, in millimetres: drawn once as SVG, for the screen and for paper alike.

Lines are broken here, by the widths of the font of paper, so that what is seen on the screen is what is printed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import segno
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from printing import fonts

MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.25  # of the size of the type
_ANCHORS = {"left": ("start", 0.0), "centre": ("middle", 0.5), "right": ("end", 1.0)}


@dataclass(frozen=True)
class Words:
    """A text in its box: where it begins, how wide it may be, how it looks."""

    text: str
    left: float
    top: float
    width: float
    points: float
    align: str = "centre"
    bold: bool = False
    colour: str = "#000000"

    @property
    def lines(self) -> list[str]:
        """The words in as many lines as the box needs; a word wider than the box stands alone."""
        return [line for paragraph in self.text.splitlines() for line in self._filled(paragraph)]

    def _filled(self, paragraph: str) -> list[str]:
        lines: list[str] = []
        for word in paragraph.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._mm(longer) <= self.width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _mm(self, line: str) -> float:
        return fonts.width(line, self.points, bold=self.bold) * MM_PER_POINT


@dataclass(frozen=True)
class Square:
    """A QR code of an address, drawn in black on white."""

    address: str
    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Sheet:
    """A sheet in millimetres with what stands on it; `background` is a picture as data: or nothing."""

    width: float
    height: float
    items: tuple[Words | Square, ...]


def drawing(sheet: Sheet, *, background: str = "", label: str = "") -> SafeString:
    """Return the sheet as SVG, with the picture below it where one is given."""
    picture = (
        format_html('<image href="{}" width="{}" height="{}" preserveAspectRatio="none"/>', background, *_size(sheet))
        if background
        else ""
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="sheet" role="img" aria-label="{}" width="{}mm" height="{}mm" '
        'viewBox="0 0 {} {}" font-family="Tinos, \'Times New Roman\', serif">{}{}</svg>',
        label,
        *_size(sheet),
        *_size(sheet),
        picture,
        format_html_join("", "{}", ((_drawn(item),) for item in sheet.items)),
    )


def _size(sheet: Sheet) -> tuple[str, str]:
    return f"{sheet.width:g}", f"{sheet.height:g}"


def _drawn(item: Words | Square) -> SafeString:
    return _squares(item) if isinstance(item, Square) else _words(item)


def _words(item: Words) -> SafeString:
    anchor, share = _ANCHORS[item.align]
    size = item.points * MM_PER_POINT
    x = item.left + share * item.width
    lines = (
        (f"{x:.2f}", f"{item.top + size * (LINE_HEIGHT * number + 1):.2f}", line)
        for number, line in enumerate(item.lines)
    )
    return format_html(
        '<g font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</g>',
        f"{size:.3f}",
        "bold" if item.bold else "normal",
        item.colour,
        anchor,
        format_html_join("", '<text x="{}" y="{}">{}</text>', lines),
    )


def _squares(item: Square) -> SafeString:
    """The code as one path of unit squares within its quiet zone, scaled to the box."""
    rows = list(segno.make(item.address, error="m", micro=False).matrix_iter(border=2))
    return format_html(
        '<g transform="translate({} {}) scale({})"><path fill="#ffffff" d="M0 0h{n}v{n}h-{n}z"/>'
        '<path fill="#000000" d="{}"/></g>',
        f"{item.left:.2f}",
        f"{item.top:.2f}",
        f"{item.width / len(rows):.5f}",
        "".join(_runs(rows)),
        n=len(rows),
    )


def _runs(rows: Iterable[Iterable[int]]) -> Iterator[str]:
    """Runs of dark squares of every row."""
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start} {y}h{x - start}v1h-{x - start}z"
                start = None
