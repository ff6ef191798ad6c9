"""The kinds of conference report: one declaration each. To add one, see docs/how-to/add-a-kind-of-report.md."""

from collections.abc import Callable
from dataclasses import dataclass

from events.models import Conference
from printing.table import Table
from reports.models import Report
from reports.writing import annexes, work
from reports.writing.economy import collective_economy
from reports.writing.facts import Facts, NothingToReport
from reports.writing.parts import Part
from returns.models import Period, PeriodRefused

PARTS = (collective_economy, work.work, work.shortcomings, work.tasks, work.proposals)
ANNEXES = (
    annexes.every_figure,
    annexes.by_place,
    annexes.by_district,
    annexes.by_former_province,
    annexes.movement,
    annexes.by_sector,
    annexes.credit_funds,
    annexes.awards,
    annexes.resolutions,
)


class UnsuitedPeriod(NothingToReport):
    """A report of this kind is not written of such a period; the message is a whole Vietnamese sentence."""


@dataclass(frozen=True)
class ReportKind:
    """`reviews` is how its title begins, `suits` for which periods it is written, `example` the code of one such.

    `{}` in the example stands for a year. Sections and annexes follow each other as they are declared; those with
    nothing to say are left out.
    """

    name: Report.Kind
    reviews: str
    suits: Callable[[Period], bool]
    example: str
    conference: Conference.Kind
    parts: tuple[Callable[[Facts], Part], ...] = PARTS
    annexes: tuple[Callable[[Facts], Table | None], ...] = ANNEXES

    def subject(self, facts: Facts) -> str:
        """What it is about, under its kind of document."""
        about = f"{self.reviews} tình hình kinh tế tập thể, công tác {facts.span}".strip()
        return f"{about[:1].upper()}{about[1:]}, phương hướng, nhiệm vụ {facts.planned}"

    def check_suits(self, period: Period) -> None:
        """Raises UnsuitedPeriod."""
        if not self.suits(period):
            title = self.name.label if self.name.label.startswith("báo cáo") else f"báo cáo {self.name.label}"
            raise UnsuitedPeriod(
                f"{title[:1].upper()}{title[1:]} cần kỳ dạng {self.example.format(period.year)}, "
                f"không lập cho {period.label}."
            )


KINDS: dict[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind(
            Report.Kind.YEAR_END,
            "tổng kết",
            suits=lambda period: period.kind == Period.Kind.YEAR,
            example="{}",
            conference=Conference.Kind.YEAR_END,
        ),
        ReportKind(
            Report.Kind.MID_YEAR,
            "sơ kết",
            suits=lambda period: period.code.endswith("-6T"),
            example="{}-6T",
            conference=Conference.Kind.MID_YEAR,
        ),
        ReportKind(
            Report.Kind.NINE_MONTHS,
            "",
            suits=lambda period: period.code.endswith("-9T"),
            example="{}-9T",
            conference=Conference.Kind.COMMITTEE,
        ),
        ReportKind(
            Report.Kind.QUARTER,
            "",
            suits=lambda period: period.kind == Period.Kind.QUARTER,
            example="{}-Q1",
            conference=Conference.Kind.COMMITTEE,
        ),
        ReportKind(
            Report.Kind.TERM,
            "tổng kết",
            suits=lambda period: period.kind == Period.Kind.YEARS,
            example="2020..2025",
            conference=Conference.Kind.CONGRESS,
        ),
    )
}


def kind_of(period: Period) -> ReportKind:
    """The kind of report that is written of a period. Raises PeriodRefused where none is."""
    for kind in KINDS.values():
        if kind.suits(period):
            return kind
    examples = ", ".join(kind.example.format(period.year) for kind in KINDS.values())
    raise PeriodRefused(f"Không có loại báo cáo nào cho {period.label}: hãy chọn kỳ dạng {examples}.")
