"""Every kind of report: for which periods, what it is called, what it compares with and plans, what it leaves to do."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, LifeEvent
from events.models import Award, AwardKind, Conference, Resolution
from printing.chips import chips
from printing.document import Exhibit
from reports.models import OfficeIndicator, Report
from reports.writing import KINDS, NothingToReport, UnsuitedPeriod, kind_of, write_generated
from returns.models import Period, PeriodRefused
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db
TOLD = {
    "2023": ("year_end", "BÁO CÁO tổng kết", "năm 2023", "năm 2024"),
    "2023-6T": ("mid_year", "BÁO CÁO sơ kết", "6 tháng đầu năm 2023", "6 tháng cuối năm 2023"),
    "2023-9T": ("nine_months", "BÁO CÁO", "9 tháng đầu năm 2023", "3 tháng cuối năm 2023"),
    "2023-Q2": ("quarter", "BÁO CÁO", "quý II năm 2023", "quý III năm 2023"),
    "2023-Q4": ("quarter", "BÁO CÁO", "quý IV năm 2023", "quý I năm 2024"),
    "2020..2023": ("term", "BÁO CÁO tổng kết", "nhiệm kỳ 2020 - 2023", "nhiệm kỳ 2023 - 2026"),
}


@pytest.fixture
def province(office, founded, reported):
    """A little of everything from 2022 on, with a plan of which some was done by June."""
    farm, fund = founded("H1"), founded("Q1", kind=Kind.CREDIT_FUND)
    gone = founded("H2")
    for number, day in enumerate((date(2023, 2, 1), date(2023, 5, 1), date(2023, 8, 1))):
        founded(f"T{number}", kind=Kind.GROUP, on=day)
    workflow.end(gone, kind=LifeEvent.Kind.DISSOLVED, on=date(2023, 4, 1), by=None)
    workflow.admit(farm, on=date(2023, 3, 1), by=None)
    for year in ("2022", "2023"):
        reported(farm, year, members=100, revenue=2_000_000_000, charter_capital=17_942_000_000, regular_workers=9)
        reported(fund, year, members=50, deposits=12_000_000_000, loans_outstanding=10_000_000_000, bad_debt=50_000_000)
    planned("new_groups", "2023", 4)
    planned("new_cooperatives", "2023", 8)
    planned("new_groups", "2024", 5)
    planned("bad_debt_ratio", "2023", 1, qualifier="at_most")
    stated("training_classes", "2023", 11)
    stated("training_classes", "2023-6T", 5)


def written(code: str, **more):
    period = Period.objects.named(code)
    return write_generated(kind_of(period).name, period, **more)


def said(code: str) -> str:
    return "\n".join(block for block in written(code).document.blocks if isinstance(block, str))


def tables(code: str) -> dict[str, tuple]:
    exhibits = (block.table for block in written(code).document.blocks if isinstance(block, Exhibit))
    return {table.title.partition(". ")[2]: table.rows for table in exhibits}


@pytest.mark.parametrize("code", TOLD)
def test_a_period_has_its_kind_its_words_and_what_it_plans(code, province):
    kind, begins, span, coming = TOLD[code]
    head = written(code).document.letterhead

    assert kind_of(Period.objects.named(code)).name == kind
    assert head.title == f"{begins} tình hình kinh tế tập thể, công tác {span}, phương hướng, nhiệm vụ {coming}"


def test_every_kind_of_the_record_is_declared_and_takes_some_period():
    assert set(KINDS) == set(Report.Kind.values)
    for kind in KINDS.values():
        assert kind.suits(Period.from_code(kind.example.format(2023)))


def test_a_period_that_does_not_suit_is_refused_with_one_that_does(province):
    with pytest.raises(UnsuitedPeriod) as refused:
        write_generated("mid_year", Period.objects.named("2023"))

    assert str(refused.value) == "Báo cáo sơ kết 6 tháng cần kỳ dạng 2023-6T, không lập cho năm 2023."


def test_of_four_months_there_is_no_report():
    with pytest.raises(PeriodRefused, match="Không có loại báo cáo nào cho 4 tháng đầu năm 2023"):
        kind_of(Period.objects.named("2023-4T"))


@pytest.mark.parametrize("code", TOLD)
def test_every_chip_shows_again_what_it_showed(code, province):
    OfficeIndicator.objects.create(code="cuoc_van_dong", name="Cuộc vận động", unit="cuộc")
    stated("cuoc_van_dong", "2023", 9)
    planned("cuoc_van_dong", "2023", 10)
    report = written(code)

    found = [chip for whole in report.parts for part in whole for chip in chips(part.text)]

    assert found
    for chip in found:
        now = report.bound.shown(chip.name)
        assert chip.shown in (now, f"{now[:1].upper()}{now[1:]}"), chip.name


def test_half_a_year_is_held_against_the_plan_of_the_year_and_its_stocks_against_the_end_of_the_last(province):
    text = said("2023-6T")

    for sentence in (
        "Trong 6 tháng đầu năm thành lập mới 2/4 tổ hợp tác, đạt 50% kế hoạch năm.",
        "Đến ngày 30/6/2023, toàn tỉnh có 02 tổ hợp tác",
        "02 hợp tác xã (HTX), trong đó: 01 HTX nông nghiệp, 01 Quỹ tín dụng nhân dân; giảm 01 HTX so với cuối năm 2022",
        "Tổ chức 05 lớp tập huấn.",
        "Tiến độ chậm so với kế hoạch năm:\n- HTX thành lập mới: 0/8 HTX, đạt 0% kế hoạch năm.",
    ):
        assert sentence in text


def test_what_is_left_of_the_plan_counts_all_that_the_year_has_brought(province):
    title = "Chỉ tiêu kế hoạch năm 2023 còn phải thực hiện"

    assert tables("2023-6T")[title][1] == ("THT thành lập mới", "THT", "2", "2")
    assert tables("2023-Q2")[title][1] == ("THT thành lập mới", "THT", "2", "2")
    assert title not in tables("2023-Q4")


def test_a_year_sets_the_targets_of_the_next_beside_what_was_done(province):
    assert tables("2023")["Chỉ tiêu kế hoạch năm 2024"] == (("THT thành lập mới", "THT", "3", "5"),)


def test_plans_not_reached_are_told_among_the_shortcomings(province):
    text = said("2023")

    assert (
        "Chưa đạt kế hoạch:\n"
        "- HTX thành lập mới: 0/8 HTX, đạt 0% kế hoạch năm.\n"
        "- THT thành lập mới: 3/4 THT, đạt 75% kế hoạch năm."
    ) in text
    assert "tỷ lệ nợ xấu của 01 quỹ có khai là 0,5%, không thay đổi so với năm 2022, " in text
    assert "Vượt mức" not in text


def test_a_bound_that_was_exceeded_is_a_shortcoming(province):
    planned("bad_debt_ratio", "2022", "0.4", qualifier="at_most")

    assert "Vượt mức tối đa của kế hoạch:\n- Tỷ lệ nợ xấu của QTDND: 0,5%, vượt mức tối đa của kế hoạch năm." in said(
        "2022"
    )


def test_money_that_is_told_as_a_whole_is_told_in_full(province):
    assert "tổng vốn điều lệ 17 tỷ 942 triệu đồng" in said("2023")


def test_an_indicator_of_the_office_is_told_where_its_name_belongs(province):
    for code, name, unit in (("a", "Hội chợ tham gia", "hội chợ"), ("b", "Việc khác", "việc")):
        OfficeIndicator.objects.create(code=code, name=name, unit=unit)
        stated(code, "2023", 3)
    parts = {part.key: part.text for whole in written("2023").parts for part in whole}

    assert parts["trade"] == "- Hội chợ tham gia: [[a|03 hội chợ]]."
    assert parts["other_work"] == "- Việc khác: [[b|03 việc]]."


def test_half_a_year_tells_of_the_awards_decided_in_it_and_those_presented_at_its_conference(province):
    period = Period.objects.named("2023-6T")
    meeting = Conference.objects.create(
        title="Sơ kết (thử)", kind=Conference.Kind.MID_YEAR, held_on=date(2023, 7, 14), period_reported=period
    )
    kind = AwardKind.objects.create(form="Bằng khen", level="Ủy ban nhân dân tỉnh")
    for name, decided, presented in (
        ("Trong kỳ", date(2023, 5, 1), None),
        ("Trao tại hội nghị", date(2023, 7, 10), meeting),
        ("Kỳ khác", date(2022, 5, 1), None),
    ):
        Award.objects.create(
            kind=kind, person_name=name, achievement_year=2022, decided_on=decided, presented_at=presented
        )

    assert tables("2023-6T")["Khen thưởng theo hình thức và đối tượng"][0][-1] == 2
    roll = written("2023-6T").document.annexes[-1]
    assert sorted(row[1] for row in roll.rows) == ["Trao tại hội nghị", "Trong kỳ"]


def test_the_resolutions_of_the_period_and_of_its_conference_are_annexed_once_they_are_issued(province):
    period = Period.objects.named("2023-6T")
    meeting = Conference.objects.create(
        title="Sơ kết (thử)", kind=Conference.Kind.MID_YEAR, held_on=date(2023, 7, 14), period_reported=period
    )
    other = Conference.objects.create(
        title="Họp (thử)", kind=Conference.Kind.COMMITTEE, held_on=date(2023, 3, 1), period_reported=period
    )
    for conference, number, issued in ((other, 1, date(2023, 3, 2)), (meeting, 2, date(2023, 7, 15)), (other, 3, None)):
        told = {"year": 2023, "number": number, "issued_on": issued} if issued else {}
        Resolution.objects.create(conference=conference, title=f"Về việc {number}", content="Một điều", **told)

    [roll] = [table for table in written("2023-6T").document.annexes if "nghị quyết" in table.title]

    assert roll.rows == (
        (1, "01/2023", "02/03/2023", "Về việc 1", "Họp (thử)"),
        (2, "02/2023", "15/07/2023", "Về việc 2", "Sơ kết (thử)"),
    )


def test_each_credit_fund_has_a_row_and_their_whole_stands_below(province):
    [funds] = [table for table in written("2023").document.annexes if "Từng quỹ" in table.title]

    assert funds.rows == ((1, "Tổ chức thử Q1", 50, 12_000_000_000, 10_000_000_000, funds.rows[0][-1]),)
    assert funds.total[1:5] == ("Tổng số", 50, 12_000_000_000, 10_000_000_000)


def test_the_sectors_add_up_to_the_cooperatives_there_are(province):
    [sectors] = [table for table in written("2023").document.annexes if "lĩnh vực" in table.title]

    assert sum(row[2] for row in sectors.rows) == sectors.total[2] == 2


def test_a_quarter_of_which_nothing_is_known_is_refused(office):
    with pytest.raises(NothingToReport, match="Chưa có tổ chức nào gửi số liệu quý I năm 1990"):
        written("1990-Q1")


def test_a_report_signed_before_its_period_began_is_refused(province):
    period = Period.objects.named("2023")
    Conference.objects.create(
        title="Nhầm ngày (thử)", kind=Conference.Kind.YEAR_END, held_on=date(2022, 12, 26), period_reported=period
    )

    with pytest.raises(NothingToReport, match="Ngày ký 26/12/2022 ở trước ngày đầu kỳ 01/01/2023"):
        written("2023")


def test_half_a_year_without_returns_does_not_count_those_who_sent_none(province):
    figures_table = written("2023-6T").document.annexes[0]

    assert "Tổ chức đã có số liệu" not in [row[0] for row in figures_table.rows]
    assert not any("theo báo cáo" in note for note in figures_table.notes)


def test_the_trend_of_half_a_year_ends_with_the_year_before(province):
    assert [row[0] for row in tables("2023-6T")["Số hợp tác xã và tổ hợp tác qua các năm"]] == ["2022"]
