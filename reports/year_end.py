"""The year-end conference report: what its sections say and from which figures.

The outline is that of the provinces' own reports: the collective economy, the Alliance's work, shortcomings, the tasks
ahead, proposals, annexes. What no figure can tell is typed in the dossier of the conference; a section nobody filled is
left out, never printed empty.
"""

from dataclasses import replace

from django.db.models import QuerySet

from cooperatives.boundaries import Boundaries
from events.models import Award, Conference
from office.models import Office, Signatory
from printing.document import Document, Exhibit, Section, captioned
from printing.letterhead import Letterhead, Signature, document_number
from printing.table import Column, Table
from reports.by_place import in_order
from reports.compared import against_plan, compared
from reports.economy import Economy, collective_economy
from reports.figures import Reading, completeness_notes, figures, with_declaring
from reports.ledger import read_ledger
from reports.movement import read_movement
from reports.reader import read
from reports.sentences import amount, happened, paragraphs, points, sentence, told, within_the
from returns.models import Period

KEY_FIGURES = (
    "cooperatives",
    "agricultural_cooperatives",
    "non_agricultural_cooperatives",
    "credit_funds",
    "groups",
    "unions",
    "members",
    "alliance_members",
    "regular_workers",
    "charter_capital",
    "average_revenue",
    "average_profit",
    "average_income",
    "farmed_area",
    "good_or_better_share",
)
BY_PLACE = ("cooperatives", "credit_funds", "groups", "members")


class NothingToReport(LookupError):
    """The office is not set up, or nobody has reported on the year."""


def year_end(period: Period, *, within: QuerySet | None = None, number: str = "") -> Document:
    """Write the report of a year from its figures. `number` is the document's number; empty for a draft.

    Raises NothingToReport when there is no office or no return, NumberRefused.
    """
    office = Office.objects.first()
    conference = Conference.objects.reporting(period).filter(kind=Conference.Kind.YEAR_END).first()
    period = _as_known(period, conference)
    computed = with_declaring(figures(period, within=within), period, within=within)
    found = {figure.code: figure for figure in read_ledger(period).beside(computed)}
    if office is None:
        raise NothingToReport(
            "Chưa có thông tin cơ quan: hãy nhập tên, địa danh, ký hiệu văn bản trong trang quản trị."
        )
    if not found["returns_received"].value:
        raise NothingToReport(f"Chưa có tổ chức nào gửi số liệu {period.label} nên chưa lập được báo cáo.")
    economy = Economy(found, read_movement(period, within=within), period)
    return Document(
        letterhead=_letterhead(office, period, conference, number),
        signature=_signature(conference, period),
        opening=_opening(office, period, conference),
        sections=captioned(
            (
                collective_economy(economy, _key_exhibits(found, period), within),
                _work(office, economy, conference),
                _shortcomings(found, conference),
                Section(f"Phương hướng, nhiệm vụ {_planned(period, conference)}", _typed(conference, "tasks")),
                Section("Kiến nghị, đề xuất", _typed(conference, "proposals")),
            )
        ),
        recipients=tuple(line.strip() for line in office.recipients.splitlines() if line.strip()),
        annexes=(_every_figure(found, period), _by_place(found["members"], period, within)),
    )


def _planned(period: Period, conference: Conference | None) -> str:
    if conference and conference.period_planned:
        return conference.period_planned.label
    return f"năm {period.year + 1}"


def _letterhead(office: Office, period: Period, conference: Conference | None, number: str) -> Letterhead:
    return Letterhead(
        parent=office.parent_line,
        issuer=office.issuer_line,
        issuer_name=office.name,
        number=document_number(number),
        symbol=f"BC-{office.document_symbol}",
        place=office.place_name,
        day=_signed_on(period, conference),
        kind="BÁO CÁO",
        subject=(
            f"Tổng kết tình hình kinh tế tập thể, công tác {period.label}, "
            f"phương hướng, nhiệm vụ {_planned(period, conference)}"
        ),
    )


def _as_known(period: Period, conference: Conference | None) -> Period:
    """The year up to the day the report is signed: one held in December tells nothing of the days to come."""
    return Period(
        code=period.code, kind=period.kind, start=period.start, end=min(period.end, _signed_on(period, conference))
    )


def _signed_on(period: Period, conference: Conference | None):
    """A report is dated on the day of its conference; without one, on the last day it tells of."""
    return conference.held_on if conference else period.end


def _signature(conference: Conference | None, period: Period) -> Signature:
    signatory = Signatory.objects.on(_signed_on(period, conference)).first()
    if signatory is None:
        return Signature(authority="", post="", name="")
    return Signature(signatory.authority, signatory.post, signatory.full_name, signatory.deputising)


def _opening(office: Office, period: Period, conference: Conference | None) -> tuple[str, ...]:
    return (
        f"{office.name} báo cáo tình hình kinh tế tập thể {office.province_name} và kết quả công tác {period.label}, "
        f"phương hướng, nhiệm vụ {_planned(period, conference)} như sau:",
    )


def _work(office: Office, economy: Economy, conference: Conference | None) -> Section:
    admitted, members = economy["new_alliance_members"], economy["alliance_members"]
    return Section(
        f"Kết quả công tác của {office.short_name}",
        sections=(
            Section("Các mặt công tác", _typed(conference, "work_done")),
            Section(
                "Phát triển thành viên",
                paragraphs(
                    sentence(
                        told(f"{within_the(economy.period)} kết nạp mới", happened(admitted)),
                        told("tổng số thành viên Liên minh là", amount(members), economy.moved("alliance_members")),
                    )
                ),
            ),
            Section("Thi đua, khen thưởng", _emulation(economy.found, economy.period)),
        ),
    )


def _emulation(found: dict[str, Reading], period: Period) -> tuple[str | Exhibit, ...]:
    collectives, persons = found["collective_awards"], found["individual_awards"]
    awards = Award.objects.of_period(period).decided()
    if not collectives.value and not persons.value:
        return ()
    return (
        f"Có {amount(collectives)} và {amount(persons)} được khen thưởng về thành tích {period.label}, "
        "chia theo hình thức như sau:",
        Exhibit(awards.summary()),
    )


def _shortcomings(found: dict[str, Reading], conference: Conference | None) -> Section:
    ceased = found["ceased_cooperatives"]
    computed = sentence(f"còn {amount(ceased)} ngừng hoạt động nhưng chưa giải thể") if ceased.value else ""
    return Section("Hạn chế, nguyên nhân", (*paragraphs(computed), *_typed(conference, "limitations")))


def _typed(conference: Conference | None, field: str) -> tuple[str, ...]:
    return points(getattr(conference, field)) if conference else ()


def _key_exhibits(found: dict[str, Reading], period: Period) -> tuple[Exhibit, ...]:
    """The key figures beside the year before, and what was planned beside what was done where anything was."""
    plans = against_plan(list(found.values()), period, f"Kết quả thực hiện chỉ tiêu kế hoạch {period.label}")
    return tuple(Exhibit(table) for table in (_key_figures(found, period), plans) if table)


def _key_figures(found: dict[str, Reading], period: Period) -> Table:
    known = [found[code] for code in KEY_FIGURES if found[code].value is not None]
    return compared(known, period, f"Một số chỉ tiêu chủ yếu {period.label}")


def _every_figure(found: dict[str, Reading], period: Period) -> Table:
    known = [figure for figure in found.values() if figure.value is not None]
    return compared(known, period, f"Các chỉ tiêu kinh tế tập thể {period.label}")


def _by_place(members: Reading, period: Period, within) -> Table:
    table = read(BY_PLACE, period=period, by=["place"], within=within)
    rows = [(label, *values) for _, label, values in in_order(table, "place", Boundaries.THEN)]
    totals = read(BY_PLACE, period=period, within=within).rows[0]
    return Table(
        title=f"Hợp tác xã, tổ hợp tác theo địa bàn, {period.label}",
        columns=(Column("position", "STT", kind="integer"), *table.columns),
        rows=tuple((position, *row) for position, row in enumerate(rows, 1)),
        total=(None, "Toàn tỉnh", *totals),
        source=table.source,
        as_of=period.end,
        notes=completeness_notes([replace(members, previous=None)], period),
    )
