"""The head and foot of an official document, as Decree 30/2020/NĐ-CP (Appendix I) lays them out."""

from dataclasses import dataclass
from datetime import date

from printing.dates import day_in_words

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK_NUMBER = "\u00a0" * 7  # a draft leaves room for the number to be written in


@dataclass(frozen=True)
class Letterhead:
    """Who issues the document, its number and symbol, where and when, what kind it is and what it is about.

    `parent` may be empty; an empty `number` is a draft's. `symbol` stands after the slash: "BC-LMHTX". `issuer` is the
    line of the head, in capitals; `issuer_name` the same as a sentence writes it.
    """

    parent: str
    issuer: str
    number: str
    symbol: str
    place: str
    day: date
    kind: str
    subject: str
    issuer_name: str = ""

    country: str = COUNTRY
    motto: str = MOTTO

    @property
    def number_line(self) -> str:
        """Numbers below ten are padded: "Số: 05/BC-LMHTX"."""
        number = self.number.strip()
        return f"Số: {number.zfill(2) if number else BLANK_NUMBER}/{self.symbol}"

    @property
    def reference(self) -> str:
        """How an annex names the document it goes with."""
        number = self.number_line.removeprefix("Số: ")
        return f"Kèm theo {self.kind.capitalize()} số {number} {day_in_words(self.day)} của {self.issuer_name}"

    @property
    def place_and_day(self) -> str:
        return f"{self.place}, {day_in_words(self.day)}"

    @property
    def issuer_lines(self) -> list[str]:
        """The issuer on one line, or broken into two of nearly equal length where one would not fit its column."""
        words = self.issuer.upper().split()
        if len(self.issuer) <= 30:
            return [" ".join(words)]
        breaks = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
        return list(min(breaks, key=lambda lines: abs(len(lines[0]) - len(lines[1]))))


@dataclass(frozen=True)
class Signature:
    """In whose name, in which post and by whom the document is signed; what is empty is left out."""

    authority: str
    post: str
    name: str
