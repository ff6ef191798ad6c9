"""All that a report is written from, read once: the office, the conference, the figures and their movement."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from events.models import Conference
from office.models import Office, Signatory
from printing import dates
from reports.figures import Reading, figures, with_declaring
from reports.ledger import read_ledger
from reports.models import Report
from reports.movement import Movement, read_movement
from reports.sentences import average, change
from reports.sources import Nature
from reports.writing.bound import Bound
from returns.models import Period


class NothingToReport(LookupError):
    """The office is not set up, or nobody has reported on the period; the message is a whole Vietnamese sentence."""


@dataclass(frozen=True)
class Facts:
    """The figures of a report by code, its movement by kind, and who writes it when.

    `period` ends on the day the report is signed where that is earlier: one held in December tells nothing of the days
    to come. `asked` is the period as it was asked for.
    """

    asked: Period
    period: Period
    office: Office
    issuer: Report.Issuer
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
        return f"đến ngày {dates.day(self.period.end)}"

    @property
    def planned(self) -> str:
        """The period whose tasks the report sets, in words."""
        if self.conference and self.conference.period_planned:
            return self.conference.period_planned.label
        return f"năm {self.period.year + 1}"

    def moved(self, code: str, noun: str = "") -> str:
        """How the figure changed, against the end of the last year, the same period before, or the last year alone."""
        return change(self[code], self.against(self[code].indicator.nature), noun)

    def against(self, nature: Nature) -> str:
        if nature is Nature.STOCK:
            return f"cuối năm {self.period.year_before}"
        if nature is Nature.RATIO and self.period.kind == Period.Kind.YEARS:
            return f"năm {self.period.year_before}"
        return self.period.label_before

    def average(self, label: str, code: str, **words) -> str:
        """Of several years it is that of the last."""
        year = f" năm {self.period.year}" if self.period.kind == Period.Kind.YEARS else ""
        return average(label + year, self[code], self.moved(code), **words)


def read_facts(
    period: Period,
    *,
    issuer: Report.Issuer,
    conference: Conference | None,
    signed_on: date | None = None,
    within: QuerySet | None = None,
) -> Facts:
    """Read everything. Raises NothingToReport when there is no office or no return of the period."""
    office = Office.objects.first()
    if office is None:
        raise NothingToReport(
            "Chưa có thông tin cơ quan: hãy nhập tên, địa danh, ký hiệu văn bản trong trang quản trị."
        )
    signed_on = signed_on or (conference.held_on if conference else period.end)
    known = Period(code=period.code, kind=period.kind, start=period.start, end=min(period.end, signed_on))
    computed = with_declaring(figures(known, within=within), known, within=within)
    found = {figure.code: figure for figure in read_ledger(known).beside(computed)}
    if not found["returns_received"].value:
        raise NothingToReport(f"Chưa có tổ chức nào gửi số liệu {period.label} nên chưa lập được báo cáo.")
    return Facts(
        asked=period,
        period=known,
        office=office,
        issuer=issuer,
        conference=conference,
        signed_on=signed_on,
        signatory=Signatory.objects.on(signed_on).first(),
        found=found,
        movement=read_movement(known, within=within),
        within=within,
    )
