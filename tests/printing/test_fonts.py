"""The fonts we carry hold every letter we print, and come with their licences."""

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"


@pytest.mark.parametrize("name", ["Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"])
def test_the_fonts_of_paper_hold_every_vietnamese_letter(name):
    bases = "aăâeêioôơuưy"
    letters = {
        unicodedata.normalize("NFC", base + mark) for base in bases for mark in ("", *"\u0300\u0309\u0303\u0301\u0323")
    }
    wanted = {form for letter in {*letters, "đ"} for form in (letter, letter.upper())} | set("₫–−“”…")

    assert len(wanted) >= 134
    assert {letter for letter in wanted if ord(letter) not in TTFont(FONTS / f"{name}.woff2").getBestCmap()} == set()


def test_every_font_comes_with_its_licence_and_copyright():
    for path in FONTS.glob("*.woff2"):
        licence = (FONTS / f"OFL-{path.stem.partition('-')[0]}.txt").read_text(encoding="utf-8")
        copyright_line = TTFont(path)["name"].getDebugName(0)

        assert licence.splitlines()[0] == copyright_line
        assert "SIL OPEN FONT LICENSE" in licence


def test_tinos_is_as_wide_as_the_font_the_decree_names():
    """Times New Roman: a is 909, M 1821, 0 1024 units of 2048."""
    face = TTFont(FONTS / "Tinos-Regular.woff2")

    widths = [face["hmtx"][face.getBestCmap()[ord(letter)]][0] for letter in "aM0"]
    assert (face["head"].unitsPerEm, widths) == (2048, [909, 1821, 1024])
