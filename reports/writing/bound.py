"""What the chips of a report are bound to, and what each of them shows today.

cooperatives                    464 HTX
cooperatives:hợp tác xã         464 hợp tác xã
cooperatives.moved:HTX          tăng 19 HTX           forms: FORMS
new_groups.ratio:tổ hợp tác     37/50 tổ hợp tác
movement.htx.founded:HTX        19 HTX                rows and steps of reports.movement
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from printing.chips import Chip, chips, rebound
from reports.figures import Reading
from reports.movement import Movement
from reports.sentences import base, held_against_plan, line_in_words, moved, stated, told_in_full, told_of_row
from reports.writing.parts import EXHIBIT

MOVEMENT = "movement"
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
class Bound:
    """The figures of a report by code, and its movement by kind."""

    found: Mapping[str, Reading]
    movement: Movement

    def shown(self, name: str) -> str | None:
        """What a chip of that name shows; "" where nobody knows it, None where there is no such figure."""
        name, _, noun = name.partition(":")
        code, _, form = name.rpartition(".") if name.rpartition(".")[2] in FORMS else (name, "", "")
        if code.startswith(f"{MOVEMENT}."):
            return self._moved(code, noun.strip())
        if code not in self.found:
            return None
        return FORMS[form][1](self.found[code], noun.strip())

    def _moved(self, name: str, noun: str) -> str | None:
        _, slug, key = [*name.split("."), "", ""][:3]
        row = next((row for row in self.movement.rows if row.slug == slug), None)
        step = next((step for step in self.movement.steps if step.key == key), None)
        if row is None or (step is None and key != "untold"):
            return None
        count = self.movement.untold(row) if step is None else self.movement.count(row, step)
        return told_of_row(key, count, noun)

    def refreshed(self, text: str) -> str:
        """The text with what its chips show today; one that is unknown or shows nothing now keeps what it showed."""
        return rebound(text, lambda chip: str(Chip(chip.name, _as_begun(chip, self.shown(chip.name), chip.shown))))

    def changed(self, text: str) -> list[tuple[Chip, str]]:
        """The chips that show another number than today's, with today's; "" where nobody knows it any more."""
        told = [(chip, self.shown(chip.name)) for chip in _of_figures(text) if chip.shown]
        return [(chip, now) for chip, now in told if now is not None and _as_begun(chip, now, "") != chip.shown]

    def unknown(self, text: str) -> list[Chip]:
        """The chips bound to nothing there is."""
        return [chip for chip in _of_figures(text) if self.shown(chip.name) is None]


def _of_figures(text: str) -> Iterable[Chip]:
    return (chip for chip in chips(text) if not chip.name.startswith(EXHIBIT))


def _as_begun(chip: Chip, now: str | None, unknown: str) -> str:
    """What is shown now, with a capital where the chip begins its sentence; `unknown` where there is nothing."""
    return now[:1].upper() + now[1:] if now and chip.shown[:1].isupper() else now or unknown
