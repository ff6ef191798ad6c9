"""A chart as a picture of points, for paper that knows no SVG, and what it shows in words."""

import re
from dataclasses import dataclass
from html import unescape

import resvg_py

from printing import fonts

DOTS = 1650  # across: 254 to the inch where the picture is as wide as the text of an upright page
_TITLE, _DESCRIPTION = re.compile("<title[^>]*>(.*?)</title>", re.S), re.compile("<desc[^>]*>(.*?)</desc>", re.S)


@dataclass(frozen=True)
class Picture:
    """A PNG with what to tell those who cannot see it."""

    png: bytes
    title: str
    description: str


def picture_of(svg: str) -> Picture:
    """Return a chart of printing.charts as PNG; the same chart gives the same bytes."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg, width=DOTS, background="#ffffff", skip_system_fonts=True, font_files=fonts.unpacked()
    )
    return Picture(bytes(png), _told(_TITLE, svg), _told(_DESCRIPTION, svg))


def _told(pattern: re.Pattern, svg: str) -> str:
    found = pattern.search(svg)
    return unescape(found[1]) if found else ""
