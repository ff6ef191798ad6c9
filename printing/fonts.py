"""The fonts of paper for whatever does not read them as a browser does: how wide a text is, and unpacked files."""

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import combining

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
REGULAR, BOLD, ITALIC = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic"


def width(text: str, points: float, *, bold: bool = False, face: str = REGULAR) -> float:
    """How wide a line of composed text is at a size, in points; a letter the font lacks counts as a figure does."""
    advances = _advances(BOLD if bold else face)
    return sum(advances.get(ord(letter), advances[ord("0")]) for letter in text) * points


def has(letters: Iterable[str]) -> bool:
    """Whether every face holds all these letters, none of which is put together from parts."""
    return all(
        not combining(letter) and all(ord(letter) in _advances(face) for face in (REGULAR, BOLD, ITALIC))
        for letter in letters
    )


def unpacked() -> list[str]:
    """Paths of the upright faces as TrueType, for renderers that know nothing of WOFF2; kept while the process runs."""
    return [str(_unpacked() / f"{face}.ttf") for face in (REGULAR, BOLD)]


@cache
def _advances(face: str) -> dict[int, float]:
    """Advance of every letter in parts of the size of the type."""
    font = TTFont(FOLDER / f"{face}.woff2")
    metrics, size = font["hmtx"], font["head"].unitsPerEm
    return {letter: metrics[name][0] / size for letter, name in font.getBestCmap().items()}


@cache
def _unpacked() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for face in (REGULAR, BOLD):
        font = TTFont(FOLDER / f"{face}.woff2")
        font.flavor = None
        font.save(folder / f"{face}.ttf")
    return folder
