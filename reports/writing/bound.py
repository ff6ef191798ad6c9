"""What the chips of a report are bound to, and what each of them shows today.

cooperatives                    464 HTX
cooperatives:hợp tác xã         464 hợp tác xã
cooperatives.moved:HTX          tăng 19 HTX           forms: FORMS
new_groups.ratio:tổ hợp tác     37/50 tổ hợp tác
movement.htx.founded:HTX        19 HTX                rows and steps of reports.movement
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from printing.chips import Chip, chips, rebound
from reports.figures import Reading
from reports.movement import Movement, Row, Step
from reports.sentences import base, held_against_plan, line_in_words, moved, stated, told_in_full, told_of_row
from reports.writing.parts import EXHIBIT

MOVEMENT, UNTOLD = "movement", "untold"
FORMS: dict[str, tuple[str, Callable[[Reading, str], str]]] = {
    "": ("giá trị", stated),
    "number": ("chỉ con số", lambda figure, noun: "" if figure.value is None else figure.printed),
    "full": ("số tiền đầy đủ", lambda figure, noun: told_in_full(figure)),
    "moved": ("tăng, giảm", moved),
    "growth": ("tăng, giảm theo phần trăm", lambda figure, noun: figure.printed_growth),
    "times": ("gấp mấy lần kỳ trước", lambda figure, noun: figure.printed_times),
    "previous": ("kỳ trước", lambda figure, noun: "" if figure.previous is None else figure.previous_in_words),
    "plan": ("kế hoạch", lambda figure, noun: line_in_words(figure, figure.plan, noun)),
    "ratio": ("thực hiện trên kế hoạch", held_against_plan),
    "achieved": ("so với kế hoạch", lambda figure, noun: figure.printed_achieved),
    "published": ("đã công bố", lambda figure, noun: line_in_words(figure, figure.published, noun)),
    "over": ("số đơn vị tính bình quân", lambda figure, noun: base(figure.over)),
}
"""The forms of a figure that a chip can show: by name, its label and what it shows with a noun of one's own."""


@dataclass(frozen=True)
class Name:
    """What a chip is bound to: a figure or a cell of the movement, in one of its forms, with a noun of one's own."""

    code: str
    form: str = ""
    noun: str = ""

    @classmethod
    def read(cls, name: str) -> "Name":
        said, _, noun = name.partition(":")
        code, _, form = said.rpartition(".")
        return cls(code, form, noun.strip()) if code and form and form in FORMS else cls(said, "", noun.strip())

    def __str__(self) -> str:
        said = f"{self.code}.{self.form}" if self.form else self.code
        return f"{said}:{self.noun}" if self.noun else said


@dataclass(frozen=True)
class Change:
    """A chip whose figure became another since its text was written; `now` is "" where nobody knows it any more."""

    chip: Chip
    now: str


@dataclass(frozen=True)
class Bound:
    """The figures of a report by code, and its movement by kind."""

    found: Mapping[str, Reading]
    movement: Movement

    def shown(self, name: str) -> str | None:
        """What a chip of that name shows; "" where nobody knows it, None where there is no such figure."""
        named = Name.read(name)
        if named.code.startswith(f"{MOVEMENT}."):
            return self._came_or_went(named)
        if named.code not in self.found:
            return None
        return FORMS[named.form][1](self.found[named.code], named.noun)

    def _came_or_went(self, named: Name) -> str | None:
        cell = None if named.form else self.cell(named.code)
        if cell is None:
            return None
        row, step = cell
        count = self.movement.untold(row) if step is None else self.movement.count(row, step)
        return told_of_row(named.code.rpartition(".")[2], count, named.noun)

    def cell(self, code: str) -> tuple[Row, Step | None] | None:
        """The cell of the movement that a code names, without a step what no event tells of; None for any other."""
        match code.split("."):
            case [prefix, slug, key] if prefix == MOVEMENT:
                row = next((row for row in self.movement.rows if row.slug == slug), None)
                step = next((step for step in self.movement.steps if step.key == key), None)
                return (row, step) if row and (step or key == UNTOLD) else None
        return None

    def now(self, chip: Chip) -> str | None:
        """What a chip shows today, as its sentence needs it; "" where nobody knows it, None where nothing is bound."""
        shown = self.shown(chip.name)
        return shown and _as_begun(chip, shown, "")

    def changes(self, text: str) -> list[Change]:
        """The chips of a text that show another figure today than when it was written, in reading order."""
        told = ((chip, self.now(chip) or "") for chip in _of_figures(text) if chip.shown)
        return [Change(chip, now) for chip, now in told if now != chip.shown]

    def label(self, name: str) -> str:
        """What a chip is bound to, in words: "Hợp tác xã (tăng, giảm)"; "" where there is no such figure."""
        named = Name.read(name)
        if cell := self.cell(named.code):
            row, step = cell
            return f"{row.label}: {step.label if step else 'chưa ghi sự kiện'}"
        if named.code not in self.found:
            return ""
        label = self.found[named.code].label
        return f"{label} ({FORMS[named.form][0]})" if named.form else label

    def refreshed(self, text: str) -> str:
        """The text with what its chips show today; one that is unknown or shows nothing now keeps what it showed."""
        return rebound(text, lambda chip: str(Chip(chip.name, _as_begun(chip, self.shown(chip.name), chip.shown))))

    def unknown(self, text: str) -> list[Chip]:
        """The chips bound to nothing there is."""
        return [chip for chip in _of_figures(text) if self.shown(chip.name) is None]


def _of_figures(text: str) -> Iterator[Chip]:
    return (chip for chip in chips(text) if not chip.name.startswith(EXHIBIT))


def _as_begun(chip: Chip, now: str | None, unknown: str) -> str:
    """What is shown now, with a capital where the chip begins its sentence; `unknown` where there is nothing."""
    return now[:1].upper() + now[1:] if now and chip.shown[:1].isupper() else now or unknown
