"""The figures that whoever writes a section can put into it, each with its chips."""

from collections.abc import Iterator
from dataclasses import dataclass

from office.text import search_key
from printing.chips import Chip
from reports.writing.bound import FORMS, MOVEMENT, Bound, Name
from reports.writing.parts import Part

NOUNS = {"htx": "HTX", "htx-khong-ke-quy": "HTX", "qtdnd": "quỹ", "lhhtx": "liên hiệp HTX", "tht": "tổ"}


@dataclass(frozen=True)
class Offer:
    """A figure under its label, with its forms in words and a chip for each that shows something."""

    code: str
    label: str
    chips: tuple[tuple[str, Chip], ...]

    @property
    def search_key(self) -> str:
        return search_key(self.label, self.code)


def offers(bound: Bound) -> list[Offer]:
    """All that is known: the figures in their order, then what came and went."""
    return [offer for offer in (*_figures(bound), *_movement(bound)) if offer.chips]


def places(part: Part) -> list[tuple[Chip, str]]:
    """The places of the tables and pictures of a section, with their titles."""
    return [(Chip(f"bang:{name}"), exhibit.table.title) for name, exhibit in part.exhibits.items()]


def _figures(bound: Bound) -> Iterator[Offer]:
    for code, figure in bound.found.items():
        names = [(label, str(Name(code, form))) for form, (label, _) in FORMS.items()]
        chips = [(label, Chip(name, bound.shown(name))) for label, name in names]
        yield Offer(code, figure.label, tuple((label, chip) for label, chip in chips if chip.shown))


def _movement(bound: Bound) -> Iterator[Offer]:
    movement = bound.movement
    for row in movement.rows:
        names = [
            (step.label, str(Name(f"{MOVEMENT}.{row.slug}.{step.key}", noun=NOUNS.get(row.slug, ""))))
            for step in movement.steps
            if movement.count(row, step)
        ]
        chips = tuple((label, Chip(name, bound.shown(name))) for label, name in names)
        yield Offer(f"{MOVEMENT}.{row.slug}", f"Biến động: {row.label}", chips)
