"""The year-end conference report: what its sections say and from which figures.

The outline is that of the provinces' own reports: the collective economy, the Alliance's work, shortcomings, the tasks
ahead, proposals, annexes. What no figure can tell is typed in the dossier of the conference; a section nobody filled is
left out, never printed empty.
"""

from dataclasses import replace

from django.db.models import QuerySet

from events.models import Award, Conference
from office.models import Office, Signatory
from office.text import search_key
from printing.document import Document, Exhibit, Section
from printing.letterhead import Letterhead, Signature
from printing.pdf import render_template_pdf
from printing.table import Column, Table
from reports.dashboard import counts_chart, trend_of
from reports.figures import Figure, completeness_notes, figures
from reports.reader import read, slice_labels
from reports.sentences import amount, change, happened, paragraphs, points, sentence, told
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


def year_end_pdf_bytes(period: Period, *, within: QuerySet | None = None, number: str = "") -> bytes:
    """Return the report of `period` as PDF. Raises PdfFailed, NothingToReport."""
    document = year_end(period, within=within, number=number)
    return render_template_pdf("reports/print/report.html", {"document": document})


def file_name(period: Period, ending: str = "pdf") -> str:
    return f"bao-cao-tong-ket-{period.code}.{ending}"


def year_end(period: Period, *, within: QuerySet | None = None, number: str = "") -> Document:
    """Write the report of a year from its figures. `number` is the document's number; empty for a draft.

    Raises NothingToReport when there is no office or no return.
    """
    office = Office.objects.first()
    conference = Conference.objects.reporting(period).filter(kind=Conference.Kind.YEAR_END).first()
    period = _as_known(period, conference)
    found = {figure.code: figure for figure in figures(period, within=within)}
    if office is None:
        raise NothingToReport(
            "Chưa có thông tin cơ quan: hãy nhập tên, địa danh, ký hiệu văn bản trong trang quản trị."
        )
    if not found["returns_received"].value:
        raise NothingToReport(f"Chưa có tổ chức nào gửi số liệu {period.label} nên chưa lập được báo cáo.")
    return Document(
        letterhead=_letterhead(office, period, conference, number),
        signature=_signature(conference, period),
        opening=_opening(office, period, conference),
        sections=(
            _collective_economy(found, period, within),
            _work(office, found, period, conference),
            _shortcomings(found, conference),
            Section(f"Phương hướng, nhiệm vụ {_planned(period, conference)}", _typed(conference, "tasks")),
            Section("Kiến nghị, đề xuất", _typed(conference, "proposals")),
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
        number=number,
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
    return Signature(authority=signatory.authority, post=signatory.post, name=signatory.full_name)


def _opening(office: Office, period: Period, conference: Conference | None) -> tuple[str, ...]:
    return (
        f"{office.name} báo cáo tình hình kinh tế tập thể {office.province_name} và kết quả công tác {period.label}, "
        f"phương hướng, nhiệm vụ {_planned(period, conference)} như sau:",
    )


def _collective_economy(found: dict[str, Figure], period: Period, within) -> Section:
    trend = counts_chart(trend_of(period, within))
    return Section(
        "Tình hình kinh tế tập thể",
        sections=(
            Section("Tổ hợp tác", _groups(found, period)),
            Section("Hợp tác xã", _cooperatives(found, period)),
            Section("Quỹ tín dụng nhân dân", _credit_funds(found, period)),
            Section("Liên hiệp hợp tác xã", _unions(found, period)),
            Section(
                "Đánh giá chung",
                (
                    *_membership(found, period),
                    Exhibit(_key_figures(found, period)),
                    Exhibit(trend.table, trend.picture),
                ),
            ),
        ),
    )


def _last_year_end(period: Period) -> str:
    return f"cuối năm {period.year_before}"


def _last_year(period: Period) -> str:
    return f"năm {period.year_before}"


def _day(period: Period) -> str:
    return f"đến ngày {period.end:%d/%m/%Y}"


def _groups(found: dict[str, Figure], period: Period) -> tuple[str, ...]:
    groups, members = found["groups"], found["group_members"]
    return paragraphs(
        sentence(
            told(
                f"{_day(period)}, toàn tỉnh có",
                amount(groups, "tổ hợp tác"),
                change(groups, _last_year_end(period), "tổ"),
            ),
            told("trong năm thành lập mới", happened(found["new_groups"], "tổ")),
        ),
        sentence(
            told("các tổ hợp tác có", amount(members), change(members, _last_year_end(period))),
            told("vốn góp", amount(found["group_capital"])),
            told("diện tích canh tác", amount(found["group_farmed_area"])),
            told("thu nhập bình quân", amount(found["group_average_income"])),
        ),
    )


def _cooperatives(found: dict[str, Figure], period: Period) -> tuple[str, ...]:
    total = found["cooperatives"]
    parts = ", ".join(
        amount(found[code], noun)
        for code, noun in (
            ("agricultural_cooperatives", "HTX nông nghiệp"),
            ("non_agricultural_cooperatives", "HTX phi nông nghiệp"),
            ("credit_funds", "Quỹ tín dụng nhân dân"),
        )
    )
    return paragraphs(
        sentence(
            told(f"{_day(period)}, toàn tỉnh có", amount(total, "hợp tác xã (HTX)"), f"trong đó: {parts}"),
            change(total, _last_year_end(period), "HTX"),
        ),
        sentence(
            told("trong năm thành lập mới", happened(found["new_cooperatives"])),
            told("giải thể, phá sản", happened(found["dissolved_cooperatives"])),
            told("sáp nhập, hợp nhất", happened(found["merged_cooperatives"])),
            told("số HTX đang hoạt động là", happened(found["active_cooperatives"])),
        ),
        sentence(
            told("các HTX có", amount(found["cooperative_members"])),
            told("tổng vốn điều lệ", amount(found["charter_capital"])),
            told("diện tích canh tác", amount(found["farmed_area"])),
        ),
        sentence(
            told("các tổ chức kinh tế tập thể sử dụng", amount(found["regular_workers"], "lao động thường xuyên")),
        ),
        sentence(
            told(
                "doanh thu bình quân",
                amount(found["average_revenue"]),
                change(found["average_revenue"], _last_year(period)),
            ),
            told("lợi nhuận bình quân", amount(found["average_profit"])),
            told("thu nhập bình quân của người lao động", amount(found["average_income"])),
            told("nộp ngân sách", amount(found["budget_contribution"])),
        ),
        sentence(
            told(
                "tỷ lệ HTX xếp loại khá trở lên đạt",
                _share(found["good_or_better_share"]),
                change(found["good_or_better_share"], _last_year(period)),
            )
        ),
    )


def _share(figure: Figure) -> str:
    """ "82,1% (trên 380 HTX được xếp loại; trên 400 HTX đang hoạt động là 78%)"."""
    return "" if figure.value is None else f"{amount(figure)} ({figure.basis.share})"


def _credit_funds(found: dict[str, Figure], period: Period) -> tuple[str, ...]:
    deposits, loans = found["deposits"], found["loans_outstanding"]
    return paragraphs(
        sentence(
            told(
                f"{amount(found['credit_funds'], 'quỹ')} có vốn huy động",
                amount(deposits),
                change(deposits, _last_year_end(period)),
            ),
            told("dư nợ cho vay", amount(loans), change(loans, _last_year_end(period))),
            told("tỷ lệ nợ xấu", amount(found["bad_debt_ratio"])),
        )
    )


def _unions(found: dict[str, Figure], period: Period) -> tuple[str, ...]:
    unions = found["unions"]
    return paragraphs(
        sentence(
            told(
                "toàn tỉnh có", amount(unions, "liên hiệp HTX"), change(unions, _last_year_end(period), "liên hiệp HTX")
            ),
        )
    )


def _membership(found: dict[str, Figure], period: Period) -> tuple[str, ...]:
    members = found["members"]
    return paragraphs(
        sentence(
            told(
                "tổng số thành viên của các tổ chức kinh tế tập thể là",
                amount(members),
                change(members, _last_year(period)),
            )
        )
    )


def _work(office: Office, found: dict[str, Figure], period: Period, conference: Conference | None) -> Section:
    admitted, members = found["new_alliance_members"], found["alliance_members"]
    return Section(
        f"Kết quả công tác của {office.short_name}",
        sections=(
            Section("Các mặt công tác", _typed(conference, "work_done")),
            Section(
                "Phát triển thành viên",
                paragraphs(
                    sentence(
                        told("trong năm kết nạp mới", happened(admitted)),
                        told(
                            "tổng số thành viên Liên minh là", amount(members), change(members, _last_year_end(period))
                        ),
                    )
                ),
            ),
            Section("Thi đua, khen thưởng", _emulation(found, period)),
        ),
    )


def _emulation(found: dict[str, Figure], period: Period) -> tuple[str | Exhibit, ...]:
    collectives, persons = found["collective_awards"], found["individual_awards"]
    awards = Award.objects.of_period(period).decided()
    if not collectives.value and not persons.value:
        return ()
    return (
        f"Có {amount(collectives)} và {amount(persons)} được khen thưởng về thành tích {period.label}, "
        "chia theo hình thức như sau:",
        Exhibit(awards.summary()),
    )


def _shortcomings(found: dict[str, Figure], conference: Conference | None) -> Section:
    ceased = found["ceased_cooperatives"]
    computed = sentence(f"còn {amount(ceased)} ngừng hoạt động nhưng chưa giải thể") if ceased.value else ""
    return Section("Hạn chế, nguyên nhân", (*paragraphs(computed), *_typed(conference, "limitations")))


def _typed(conference: Conference | None, field: str) -> tuple[str, ...]:
    return points(getattr(conference, field)) if conference else ()


def _compared(figure_list: list[Figure], period: Period, title: str) -> Table:
    """Figures beside those they are compared with: label, unit, before, now, change, all as printed."""
    return Table(
        title=title,
        columns=(
            Column("label", "Chỉ tiêu"),
            Column("unit", "Đơn vị tính"),
            Column("previous", f"Năm {period.year_before}", kind="figure"),
            Column("value", period.label.capitalize(), kind="figure"),
            Column("change", "Tăng, giảm", kind="figure"),
        ),
        rows=tuple(
            (
                each.label,
                each.unit,
                each.indicator.column.printed(each.previous),
                each.printed,
                each.printed_change or "–",
            )
            for each in figure_list
        ),
        as_of=period.end,
        notes=completeness_notes(figure_list, period),
    )


def _key_figures(found: dict[str, Figure], period: Period) -> Table:
    known = [found[code] for code in KEY_FIGURES if found[code].value is not None]
    return _compared(known, period, f"Bảng 1. Một số chỉ tiêu chủ yếu {period.label}")


def _every_figure(found: dict[str, Figure], period: Period) -> Table:
    known = [figure for figure in found.values() if figure.value is not None]
    return _compared(known, period, f"Các chỉ tiêu kinh tế tập thể {period.label}")


def _by_place(members: Figure, period: Period, within) -> Table:
    table = read(BY_PLACE, period=period, by=["place"], within=within)
    labels = slice_labels("place", [row[0] for row in table.rows])
    rows = sorted(((labels[key], *values) for key, *values in table.rows), key=lambda row: search_key(row[0]))
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
