"""The kinds of conference report: one declaration each, of its title, its sections and its annexes."""

from collections.abc import Callable
from dataclasses import dataclass

from events.models import Conference
from printing.table import Table
from reports.models import Report
from reports.writing import annexes, work
from reports.writing.economy import collective_economy
from reports.writing.facts import Facts
from reports.writing.parts import Part
from returns.models import Period


@dataclass(frozen=True)
class ReportKind:
    """`suits` says for which periods it is written, `subject` what it is about, under its kind of document.

    Sections and annexes follow each other as they are declared; those with nothing to say are left out.
    """

    name: Report.Kind
    suits: Callable[[Period], bool]
    conference: Conference.Kind
    subject: Callable[[Facts], str]
    parts: tuple[Callable[[Facts], Part], ...]
    annexes: tuple[Callable[[Facts], Table], ...]


KINDS: dict[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind(
            Report.Kind.YEAR_END,
            suits=lambda period: period.kind == Period.Kind.YEAR,
            conference=Conference.Kind.YEAR_END,
            subject=lambda facts: (
                f"Tổng kết tình hình kinh tế tập thể, công tác {facts.period.label}, "
                f"phương hướng, nhiệm vụ {facts.planned}"
            ),
            parts=(collective_economy, work.work, work.shortcomings, work.tasks, work.proposals),
            annexes=(annexes.every_figure, annexes.by_place),
        ),
    )
}
