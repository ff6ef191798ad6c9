"""The paragraphs of a document that is being written: what is doubtful in each, and where its sentence stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from printing.numbers import grouped
from printing.text import canonical
from reports.proofreading.finding import Finding, FindingKind
from reports.proofreading.limits import check_length
from reports.proofreading.proofreader import proofread
from returns.models import Period

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class ParagraphFinding:
    """One doubt: `paragraph` counts from 0, its sentence stands from `start` to `end` of that paragraph as given."""

    paragraph: int
    start: int
    end: int
    finding: Finding

    @property
    def kind(self) -> FindingKind:
        return self.finding.kind

    @property
    def message(self) -> str:
        return self.finding.message

    @property
    def where(self) -> str:
        return f"Đoạn {grouped(self.paragraph + 1)}"

    @property
    def anchor(self) -> str:
        """What the page of the document calls the paragraph, for links to it."""
        return f"doan-{self.paragraph + 1}"


def proofread_paragraphs(
    paragraphs: Sequence[str], *, period: Period | None = None, within: QuerySet | None = None
) -> list[ParagraphFinding]:
    """What is doubtful in the figures of a document, its paragraphs read as one text. Nothing is kept.

    With a `period` they are also compared with the portal's figures over the organisations of `within`. Raises TooLong.
    """
    text = "\n".join(" ".join(paragraph.splitlines()) for paragraph in paragraphs)
    check_length(text)
    found = proofread(text, period=period, within=within)
    return [
        ParagraphFinding(each.line - 1, *_place(paragraphs[each.line - 1], each.text), finding=each) for each in found
    ]


def _place(paragraph: str, sentence: str) -> tuple[int, int]:
    """Where the words of a sentence stand in a paragraph, however they were composed and set apart; else all of it."""
    words = sentence.split()
    given = [(found.span(), word) for found in _WORD.finditer(paragraph) if (word := canonical(found[0]))]
    for at in range(len(given) - len(words) + 1):
        if [word for _, word in given[at : at + len(words)]] == words:
            return given[at][0][0], given[at + len(words) - 1][0][1]
    return 0, len(paragraph)
