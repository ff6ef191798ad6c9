"""What stands where on a page: text with its place, size and face, and rules, in millimetres from the upper left."""

from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
MM = 72 / 25.4  # points


@dataclass(frozen=True)
class Text:
    """A piece of text as it is written on a page."""

    x: float
    y: float
    size: float
    face: str
    said: str

    @property
    def end(self) -> float:
        return self.x + wide(self.said, self.face, self.size)


def size(page) -> tuple[float, float]:
    return float(page.mediabox.width) / MM, float(page.mediabox.height) / MM


def texts(page) -> list[Text]:
    """Every piece of text of a page, as it is read."""
    found = []

    def visit(text, outer, inner, font, points):
        if text.strip() and font:
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            face = font["/BaseFont"].partition("+")[2].removeprefix("Tinos").strip("-") or "Regular"
            scale = abs(outer[3] * inner[3])
            found.append(Text(x / MM, size(page)[1] - y / MM, round(points * scale, 2), face, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def rules(page) -> list[tuple[float, float, float]]:
    """Level strokes and thin filled boxes of a page: left, top, width."""
    found = []

    def visit(operator, operands, outer, inner):
        if operator == b"re":
            x, y, width, height = map(float, operands)
            across, down = abs(width * outer[0]) / MM, abs(height * outer[3]) / MM
            if down < 1 < across:
                left = (x * outer[0] + outer[4]) / MM
                found.append((left, size(page)[1] - (y * outer[3] + outer[5]) / MM, across))

    page.extract_text(visitor_operand_before=visit)
    return found


def wide(text: str, face: str, points: float) -> float:
    """How many millimetres a text takes."""
    font = TTFont(FONTS / f"Tinos-{face.replace('-', '')}.woff2")
    units = sum(font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in text)
    return units / font["head"].unitsPerEm * points / MM
