"""A report as its page shows it: every section with its figures named, what changed in them, what is doubtful."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from printing.chips import Chip, pieces, plain
from printing.document import Block, Exhibit, Heading
from reports.proofreading.finding import Finding
from reports.proofreading.limits import check_length
from reports.proofreading.proofreader import proofread
from reports.writing.bound import Bound, Change, Name
from reports.writing.parts import Part, blocks
from reports.writing.written import Written
from returns.models import Period

POINT = "- "


@dataclass(frozen=True)
class Piece:
    """Words of a text; a figure among them has a `label`, `was` what it showed before it changed, `url` its list."""

    text: str
    label: str = ""
    was: str = ""
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph, heading, point or exhibit, as its `kind` says."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    exhibit: Exhibit | None = None


@dataclass(frozen=True)
class ShownSection:
    """`number` is "" for one that says nothing and so is not printed, `level` 0 for those that hold others.

    `seen` is the text of an edited one with the figures of today, `findings` what the proof-reader says of it.
    """

    key: str
    number: str
    heading: str
    level: int
    lines: tuple[Line, ...]
    is_edited: bool
    seen: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...] = ()


def sections(
    written: Written, passages: Mapping[str, str], findings: Mapping[str, list[Finding]] | None = None
) -> list[ShownSection]:
    """Every section a report may have, also those that say nothing yet; `passages` are those edited, as they stand."""
    numbers, findings = _numbers(written), findings or {}
    return [
        ShownSection(
            key=part.key,
            number=numbers.get(part.key, ""),
            heading=part.heading,
            level=level,
            lines=tuple(lines(passages.get(part.key, part.text), part, written.bound, written.facts.asked)),
            is_edited=part.key in passages,
            seen=written.texts[part.key] if part.key in passages else "",
            changes=tuple(written.bound.changes(passages.get(part.key, ""))),
            findings=tuple(findings.get(part.key, ())),
        )
        for whole in written.parts
        for level, part in ((0, whole), *((1, below) for below in whole.parts))
    ]


def _numbers(written: Written) -> dict[str, str]:
    """What printed sections are numbered with, by key."""
    found = {}
    for number, section, below in written.document.numbered_sections:
        found[section.key] = f"{number}."
        found |= {part.key: f"{position}." for position, part in below}
    return found


def lines(text: str, part: Part, bound: Bound, period: Period) -> Iterator[Line]:
    """A text of a section, its figures as they are today."""
    for block in blocks(text, part.exhibits):
        if isinstance(block, Exhibit):
            yield Line("exhibit", exhibit=block)
        else:
            kind, said = _kind(block)
            yield Line(kind, tuple(_piece(one, bound, period) for one in pieces(said)))


def _kind(block: Block) -> tuple[str, str]:
    if isinstance(block, Heading):
        return "heading", block.text
    return ("point", block.removeprefix(POINT)) if block.startswith(POINT) else ("paragraph", block)


def _piece(one: str | Chip, bound: Bound, period: Period) -> Piece:
    if isinstance(one, str):
        return Piece(one)
    now = bound.now(one) or ""
    was = one.shown if now != one.shown else ""
    return Piece(now, bound.label(one.name) or one.name, was, behind(one.name, bound, period))


def behind(name: str, bound: Bound, period: Period) -> str:
    """The address of the list a chip's figure is made of; "" where there is none."""
    code = Name.read(name).code
    if cell := bound.cell(code):
        row, step = cell
        if step is None:
            return reverse("reports:movement", args=[period.code])
        return reverse("reports:movement_names", args=[period.code, row.slug, step.slug])
    opens = code in bound.found and bound.found[code].opens
    return reverse("reports:behind", args=[period.code, code]) if opens else ""


def doubts(written: Written, *, within: QuerySet | None = None) -> dict[str, list[Finding]]:
    """What the proof-reader says of the whole report as it is printed, by section. Raises TooLong."""
    said = [(key, line) for key, texts in _printed(written) for line in texts]
    text = "\n".join(line for _, line in said)
    check_length(text)
    found: dict[str, list[Finding]] = {}
    for finding in proofread(text, period=written.facts.asked, within=within):
        found.setdefault(said[finding.line - 1][0], []).append(finding)
    return found


def _printed(written: Written) -> Iterator[tuple[str, list[str]]]:
    """The text of every printed section by its key, a line for each heading and paragraph."""
    for _, section, below in written.document.numbered_sections:
        for one in (section, *(part for _, part in below)):
            texts = [block.text if isinstance(block, Heading) else block for block in one.blocks if _is_text(block)]
            yield one.key, [one.heading, *map(plain, texts)]


def _is_text(block: Block) -> bool:
    return not isinstance(block, Exhibit)
