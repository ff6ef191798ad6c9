"""The head and foot of an official document, as Decree 30/2020/NĐ-CP (Appendix I) lays them out."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from printing.dates import day_in_words
from printing.numbers import NumberRefused

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# How many letters a line of the head or title holds at its size; measured in capitals of Tinos on an A4 page.
PARENT_ROOM, SUBJECT_ROOM, REFERENCE_ROOM = 29, 62, 80
ISSUER_ROOM = 17_700  # the left of the head, 75 mm at 12 pt, in thousandths of an em
# Widths of the bold capitals of Tinos in thousandths of an em, a letter with its accents like the letter alone.
_WIDTHS = {250: " ", 333: "-", 389: "I", 556: "S", 611: "FP", 667: "BELTZ", 722: "ACDĐNRUVXY", 944: "M", 1000: "W"}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_HORNED, _WIDE = 796, 778  # Ư; and whatever is not named above
_NUMBER = re.compile(r"0*[1-9]\d{0,5}", re.ASCII)
_BOUND = re.compile(
    r"hợp tác xã|liên minh|liên hiệp|ủy ban nhân dân|kinh tế tập thể|phát triển|công tác|tình hình|phương hướng"
    r"|nhiệm vụ|việt nam|giai đoạn \d+ - \d+|\w+ - \w+|thành phố|ngày \d+ tháng \d+ năm \d+|(?:năm|tỉnh) \w+",
    re.IGNORECASE,
)
_TIE = "\ue000"  # stands for a space at which no line ends
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
    def title(self) -> str:
        """What the document is called in lists and tabs: "BÁO CÁO tổng kết công tác năm 2023"."""
        return f"{self.kind} {self.subject[:1].lower()}{self.subject[1:]}"

    @property
    def number_line(self) -> str:
        """Numbers below ten are padded: "Số: 05/BC-LMHTX"."""
        return f"Số: {self.number.zfill(2) if self.number else BLANK_NUMBER}/{self.symbol}"

    @property
    def reference(self) -> str:
        """How an annex names the document it goes with."""
        number = self.number_line.removeprefix("Số: ")
        return f"Kèm theo {self.kind.capitalize()} số {number} {day_in_words(self.day)} của {self.issuer_name}"

    @property
    def reference_lines(self) -> list[str]:
        return balanced(f"({self.reference})", REFERENCE_ROOM)

    @property
    def place_and_day(self) -> str:
        return f"{self.place}, {day_in_words(self.day)}"

    @property
    def parent_lines(self) -> list[str]:
        return balanced(self.parent.upper(), PARENT_ROOM)

    @property
    def issuer_lines(self) -> list[str]:
        return balanced(self.issuer.upper(), ISSUER_ROOM, bold_width)

    @property
    def subject_lines(self) -> list[str]:
        return balanced(self.subject, SUBJECT_ROOM)


@dataclass(frozen=True)
class Signature:
    """In whose name, for whom, in which post and by whom the document is signed; what is empty is left out."""

    authority: str
    post: str
    name: str
    acting_for: str = ""


def recipient_lines(recipients: Iterable[str]) -> list[str]:
    """The list under "Nơi nhận:": every line ends with a semicolon, the last one, where a copy is kept, with a stop."""
    *others, kept = [each.strip().strip("-;. ") for each in recipients if each.strip("-;. ")] or [""]
    if not kept.lower().startswith("lưu"):
        others, kept = [*others, kept], "Lưu: VT"
    return [*(f"- {each};" for each in others if each), f"- {kept}."]


def document_number(typed: str) -> str:
    """The number of a document without zeros before it, "" for a draft's. Raises NumberRefused."""
    number = typed.strip()
    if number and not _NUMBER.fullmatch(number):
        raise NumberRefused(f"Số văn bản “{number[:20]}” không phải số thứ tự: hãy ghi như 7; để trống khi là dự thảo.")
    return number.lstrip("0")


def bold_width(text: str) -> int:
    """The width of bold capitals in thousandths of an em."""
    letters = [unicodedata.normalize("NFD", letter) for letter in text]
    return sum(_HORNED if letter[:2] == "U\u031b" else _WIDTH_OF.get(letter[0], _WIDE) for letter in letters)


def balanced(text: str, room: int, measure: Callable[[str], int] = len) -> list[str]:
    """Break a name or title, only where it exceeds `room` letters, into the fewest lines, as even as its words allow.

    Another `measure` than the number of letters has a room of its own.

    Words that belong together stay so: "HỢP TÁC XÃ" is never torn, "TỈNH" goes with the name that follows.
    """
    bound = _BOUND.sub(lambda found: found[0].replace(" ", _TIE), text)
    words = [
        word for word in re.split("[ \t\n]", bound) if word
    ]  # a hard space stays: a draft's number is made of them
    if not words:
        return []
    fewest = len(_filled(words, room, measure))
    runs = (" ".join(words[first:last]) for first, last in combinations(range(len(words) + 1), 2))
    widths = sorted({_across(run, measure) for run in runs})
    filled = (
        _filled(words, width, measure) for width in widths if width >= max(_across(word, measure) for word in words)
    )
    lines = next(lines for lines in filled if len(lines) <= fewest)
    return [line.replace(_TIE, " ") for line in lines]


def _across(line: str, measure: Callable[[str], int]) -> int:
    return measure(line.replace(_TIE, " "))


def _filled(words: list[str], width: int, measure: Callable[[str], int]) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if _across(f"{lines[-1]} {word}", measure) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
