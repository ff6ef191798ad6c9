"""All that a report is written from, read once: who issues it, the conference, the figures and their movement."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from events.models import Conference
from office.models import Office, Signatory
from printing import dates
from reports.figures import Reading, figures, with_declaring
from reports.ledger import is_anything_known, read_ledger
from reports.models import Report
from reports.movement import Movement, read_movement
from reports.sentences import achieved, average, change
from reports.sources import Nature
from reports.writing.bound import Bound
from reports.writing.derived import derived
from reports.writing.issuer import IssuedBy, issued_by
from reports.writing.planned import planned_code, planned_label
from reports.writing.refusals import NothingToReport
from returns.models import Period

__all__ = ["Facts", "NothingToReport", "read_facts"]


@dataclass(frozen=True)
class Facts:
    """The figures of a report by code, its movement by kind, and who writes it when.

    `period` ends on the day the report is signed where that is earlier: one held in December tells nothing of the days
    to come. `asked` is the period as it was asked for.
    """

    kind: Report.Kind
    asked: Period
    period: Period
    office: Office
    issuer: Report.Issuer
    issued_by: IssuedBy
    conference: Conference | None
    signed_on: date
    signatory: Signatory | None
    found: dict[str, Reading]
    movement: Movement
    within: QuerySet | None

    def __getitem__(self, code: str) -> Reading:
        return self.found[code]

    @property
    def bound(self) -> Bound:
        return Bound(self.found, self.movement)

    @property
    def day(self) -> str:
        return f"đến ngày {dates.day_in_prose(self.period.end)}"

    @property
    def is_term(self) -> bool:
        return self.kind == Report.Kind.TERM

    @property
    def span(self) -> str:
        """The period reported on, in words: "năm 2023", "nhiệm kỳ 2020 - 2025"."""
        return self._told_of(self.period.label)

    @property
    def planned(self) -> str:
        """The period whose tasks the report sets, in words."""
        chosen = self.conference and self.conference.period_planned
        return self._told_of(chosen.label if chosen else planned_label(self.period))

    @cached_property
    def period_planned(self) -> Period | None:
        """The whole years whose plan the report sets; None of a part of a year, whose plan is that year's."""
        chosen = self.conference and self.conference.period_planned
        code = chosen.code if chosen else planned_code(self.period)
        period = chosen or (Period.objects.named(code) if code else None)
        return period if period and period.kind in (Period.Kind.YEAR, Period.Kind.YEARS) else None

    def _told_of(self, label: str) -> str:
        return label.replace("giai đoạn", "nhiệm kỳ") if self.is_term else label

    def moved(self, code: str, noun: str = "") -> str:
        """How the figure changed, against the end of the last year, the same period before, or the last year alone."""
        return change(self[code], self.against(self[code].indicator.nature), noun)

    def against(self, nature: Nature) -> str:
        period = self.period
        if nature is Nature.STOCK:
            return f"cuối năm {period.year_before}"
        if period.kind == Period.Kind.YEARS:
            return f"năm {period.year_before}" if nature is Nature.RATIO else self._told_of(period.label_before)
        return period.label_before if period.kind == Period.Kind.YEAR else f"cùng kỳ năm {period.year_before}"

    def beside(self, code: str, noun: str = "") -> tuple[str, str]:
        """How the figure changed and how far the plan was reached, as clauses that follow its amount."""
        return self.moved(code, noun), achieved(self[code], self.year_of_plan)

    @property
    def year_of_plan(self) -> str:
        """The year that a plan of one year is of, where it has to be said: in a report of several."""
        return str(self.period.year) if self.period.kind == Period.Kind.YEARS else ""

    def average(self, label: str, code: str, **words) -> str:
        """Of several years it is that of the last."""
        year = f" năm {self.period.year}" if self.period.kind == Period.Kind.YEARS else ""
        return average(label + year, self[code], *self.beside(code), **words)


def signing_day(period: Period, conference: Conference | None, chosen: date | None) -> date:
    """The day a report is signed: the one chosen, else that of its conference, else the period's last."""
    return chosen or (conference.held_on if conference else period.end)


def read_facts(
    period: Period,
    *,
    kind: Report.Kind,
    issuer: Report.Issuer,
    conference: Conference | None,
    signed_on: date | None = None,
    signatory: Signatory | None = None,
    within: QuerySet | None = None,
) -> Facts:
    """Read everything.

    Raises NothingToReport when there is no office, the issuer's letterhead or signatory is missing, or nobody has
    reported on the period.
    """
    signed_on = signing_day(period, conference, signed_on)
    issuing = issued_by(issuer, signed_on, signatory)
    if signed_on < period.start:
        raise NothingToReport(
            f"Ngày ký {dates.day(signed_on)} ở trước ngày đầu kỳ {dates.day(period.start)}: hãy sửa ngày ký."
        )
    known = known_on(signed_on, period)
    return Facts(
        kind=kind,
        asked=period,
        period=known,
        office=issuing.office,
        issuer=issuer,
        issued_by=issuing,
        conference=conference,
        signed_on=signed_on,
        signatory=issuing.signatory,
        found=read_found(known, within=within),
        movement=read_movement(known, within=within),
        within=within,
    )


def known_on(day: date, period: Period) -> Period:
    """The period as far as it is known to who signs on a day."""
    return Period(code=period.code, kind=period.kind, start=period.start, end=min(period.end, day))


def read_found(known: Period, *, within: QuerySet | None = None) -> dict[str, Reading]:
    """The figures of a report by code, whoever issues it. Raises NothingToReport when nobody has reported."""
    computed = with_declaring(figures(known, within=within), known, within=within)
    found = {figure.code: figure for figure in read_ledger(known).beside(computed)}
    if not _anything_reported(found, known):
        raise NothingToReport(f"Chưa có tổ chức nào gửi số liệu {known.label} nên chưa lập được báo cáo.")
    return found | derived(found, known)


def _anything_reported(found: dict[str, Reading], period: Period) -> bool:
    """Whether returns came in or the ledger states something; for a part of a year what registers know is enough."""
    if found["returns_received"].value:
        return True
    if any(each.declared or each.published or each.said for each in found.values()):
        return True
    part = period.kind in (Period.Kind.MONTHS, Period.Kind.QUARTER)
    return part and is_anything_known(found.values(), period)
