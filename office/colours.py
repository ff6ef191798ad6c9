"""Colours by how well they are read: contrast as WCAG 2 measures it, and the lighter shade that a dark page needs."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from printing import numbers

LEAST_CONTRAST = 4.5  # of letters on their ground, WCAG 2.2 AA
LIGHT_GROUNDS = ("#ffffff", "#f7f6f1")  # --surface and --ground of static/css/portal.css
DARK_GROUND = "#192221"  # --surface in the dark
_CONTRAST_IN_THE_DARK = 7
_STEPS = 40
_NEARLY_BLACK = "#0c1514"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """The ratio of two colours as `#rrggbb`, from 1 (alike) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share of `other`, from 0 to 1."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{int(one + (two - one) * share + 0.5):02x}" for one, two in pairs)


def for_the_dark(colour: str) -> str:
    """The least lightened shade of `colour` that is read well on a dark page."""
    shades = (mixed(colour, "#ffffff", step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, DARK_GROUND) >= _CONTRAST_IN_THE_DARK)


def check_accent(colour: str) -> None:
    """Raise ValidationError unless `colour` is `#rrggbb` and is read well on the light grounds of the portal."""
    if not _HEX.fullmatch(colour):
        raise ValidationError(f"“{colour}” không phải mã màu: hãy ghi dấu # và sáu chữ số hệ 16, ví dụ #0b5d4e.")
    least = min(contrast(colour, ground) for ground in LIGHT_GROUNDS)
    if least < LEAST_CONTRAST:
        ratio = numbers.grouped(Decimal(int(least * 100)) / 100, 2)
        raise ValidationError(
            f"Màu {colour} chỉ tương phản {ratio}:1 với nền trang sáng, chữ khó đọc: cần ít nhất 4,5:1. "
            "Hãy chọn màu đậm hơn."
        )


def stylesheet(accent: str) -> str:
    """The accent and what follows from it, for light pages and for dark ones, over those of static/css/portal.css."""
    dark = for_the_dark(accent)
    light_rules = _rules(accent, mixed(accent, "#000000", 0.3), "#ffffff")
    dark_rules = _rules(dark, mixed(dark, "#ffffff", 0.3), _NEARLY_BLACK)
    foot = f"--foot: {mixed(accent, _NEARLY_BLACK, 0.75)}; --on-foot-link: {mixed(dark, '#ffffff', 0.4)};"
    return f":root {{ {light_rules} {foot} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark_rules} }} }}\n"


def _rules(accent: str, strong: str, on_accent: str) -> str:
    return f"--accent: {accent}; --accent-strong: {strong}; --on-accent: {on_accent};"
