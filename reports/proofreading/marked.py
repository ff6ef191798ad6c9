"""A text with its doubtful sentences marked: what the page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.proofreading.finding import Finding
from reports.proofreading.sentences import lines_of


@dataclass(frozen=True)
class Piece:
    """Words of a line; `is_doubtful` where a finding is about them."""

    text: str
    is_doubtful: bool = False


@dataclass(frozen=True)
class MarkedLine:
    """A line of the text with what was found in it; `number` counts from 1."""

    number: int
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def anchor(self) -> str:
        return f"dong-{self.number}"


def marked_lines(text: str, findings: Sequence[Finding]) -> list[MarkedLine]:
    """The lines of a text that hold anything, the sentences of the findings marked in them."""
    of_line: dict[int, list[Finding]] = {}
    for finding in findings:
        of_line.setdefault(finding.line, []).append(finding)
    return [
        MarkedLine(number, tuple(_pieces(line, of_line.get(number, ()))), tuple(of_line.get(number, ())))
        for number, line in enumerate(lines_of(text), 1)
        if line
    ]


def _pieces(line: str, findings: Sequence[Finding]) -> list[Piece]:
    spans = sorted({(at, at + len(each.text)) for each in findings if (at := line.find(each.text)) >= 0})
    pieces, end = [], 0
    for start, stop in spans:
        if start >= end:
            pieces += [Piece(line[end:start]), Piece(line[start:stop], is_doubtful=True)]
            end = stop
    return [piece for piece in [*pieces, Piece(line[end:])] if piece.text]
