"""Kiên Giang's first six months of 2023: every figure is held or computed, and printed as it was there."""

import pytest

from events.importing import AwardResource
from events.models import Award, AwardKind, Basis
from office.importing import run_import
from printing import numbers
from printing.chips import plain
from reports import sentences
from reports.models import Figure
from tests.office.sheets import as_csv
from tests.seeds.holding import against_plan, held, planned, readings, warnings

pytestmark = pytest.mark.django_db
PERIOD = "2023-6T"

STATED = [
    # groups
    ("new_groups", "", PERIOD, "37"),
    ("groups", "", "2022", "2.183"),
    ("groups", "", PERIOD, "2.220"),
    ("group_capital", "", PERIOD, "17 tỷ 942 triệu đồng"),
    ("group_farmed_area", "", PERIOD, "64720"),
    ("group_members", "", PERIOD, "43.942"),
    ("Lao động thời vụ của THT", "người", PERIOD, "7.069"),
    # cooperatives
    ("new_cooperatives", "", PERIOD, "9"),
    ("merged_cooperatives", "", PERIOD, "2"),
    ("cooperatives", "", PERIOD, "533"),
    ("agricultural_cooperatives", "", PERIOD, "468"),
    ("non_agricultural_cooperatives", "", PERIOD, "45"),
    ("credit_funds", "", PERIOD, "21"),
    ("charter_capital", "", PERIOD, "412.296.737.000 đồng"),
    ("farmed_area", "", PERIOD, "66.807,55"),
    ("cooperative_members", "", PERIOD, "55.264"),
    ("Lao động của HTX", "người", PERIOD, "10.159"),
    # unions
    ("new_unions", "", PERIOD, "2"),
    ("unions", "", PERIOD, "3"),
    ("Huyện có liên hiệp HTX", "huyện", PERIOD, "2"),
    # the Alliance's own work
    ("Hồ sơ cho vay hoàn thành", "hồ sơ", PERIOD, "3"),
    ("Cuộc vận động, tư vấn, tuyên truyền", "cuộc", PERIOD, "5"),
    ("Phóng sự truyền hình", "phóng sự", PERIOD, "1"),
    ("Bài trên báo in", "bài", PERIOD, "9"),
    ("media_items", "", PERIOD, "105"),
    ("Bài phối hợp tuyên giáo", "bài", PERIOD, "5"),
    ("training_classes", "", PERIOD, "11"),
    ("training_participants", "", PERIOD, "549"),
    ("support_loans", "", PERIOD, "4"),
    ("HTX được vay vốn giải quyết việc làm", "HTX", PERIOD, "4"),
    ("support_loan_amount", "", PERIOD, "300 triệu đồng"),
    # people of the Executive Committee
    ("Ủy viên Ban Chấp hành thôi tham gia", "người", PERIOD, "6"),
    ("Ủy viên Ban Chấp hành bầu bổ sung", "người", PERIOD, "2"),
    ("Ủy viên Ban Thường vụ bầu bổ sung", "người", PERIOD, "1"),
]
PLANNED = [
    ("new_groups", "2023", "50"),
    ("new_cooperatives", "2023", "10"),
    ("training_classes", "2023", "10"),
    ("Cuộc vận động, tư vấn, tuyên truyền", "2023", "10"),
]


@pytest.fixture(autouse=True)
def report():
    held(STATED)
    planned(PLANNED)


class TestPlans:
    @pytest.mark.parametrize(
        ("name", "against", "percent"),
        [
            ("new_groups", "37/50", "74%"),
            ("new_cooperatives", "9/10", "90%"),
            ("training_classes", "11/10", "110%"),
            ("Cuộc vận động, tư vấn, tuyên truyền", "5/10", "50%"),
        ],
    )
    def test_half_a_year_is_held_against_the_plan_of_the_year(self, name, against, percent):
        reading = readings(PERIOD)[name]

        assert (against_plan(reading), reading.printed_achieved) == (against, f"đạt {percent} kế hoạch năm")


class TestStocks:
    def test_groups_grew_by_as_many_as_were_founded(self):
        groups = readings(PERIOD)["groups"]

        assert sentences.stated(groups) == "2.220 THT"
        assert plain(sentences.change(groups, "cuối năm 2022")) == "tăng 37 THT so với cuối năm 2022"

    @pytest.mark.parametrize(
        ("code", "printed"),
        [
            ("group_capital", "17 tỷ 942 triệu đồng"),
            ("charter_capital", "412.296.737.000 đồng"),
            ("support_loan_amount", "300 triệu đồng"),
        ],
    )
    def test_money_is_kept_to_the_dong(self, code, printed):
        value = readings(PERIOD)[code].value

        assert printed in (numbers.money_words(value), numbers.money(value))

    @pytest.mark.parametrize(
        ("name", "printed"),
        [
            ("group_farmed_area", "64.720 ha"),
            ("group_members", "43.942 tổ viên"),
            ("Lao động thời vụ của THT", "7.069 người"),
            ("cooperatives", "533 HTX"),
            ("farmed_area", "66.807,55 ha"),
            ("cooperative_members", "55.264 thành viên"),
            ("Lao động của HTX", "10.159 người"),
            ("agricultural_cooperatives", "468 HTX"),
            ("non_agricultural_cooperatives", "45 HTX"),
            ("credit_funds", "21 quỹ"),
            ("unions", "03 LHHTX"),
            ("new_unions", "02 LHHTX"),
            ("Huyện có liên hiệp HTX", "02 huyện"),
            ("merged_cooperatives", "02 HTX"),
            ("Hồ sơ cho vay hoàn thành", "03 hồ sơ"),
            ("Phóng sự truyền hình", "01 phóng sự"),
            ("Bài trên báo in", "09 bài"),
            ("media_items", "105 tin, bài"),
            ("Bài phối hợp tuyên giáo", "05 bài"),
            ("training_participants", "549 lượt người"),
            ("support_loans", "04 dự án"),
            ("HTX được vay vốn giải quyết việc làm", "04 HTX"),
            ("Ủy viên Ban Chấp hành thôi tham gia", "06 người"),
            ("Ủy viên Ban Chấp hành bầu bổ sung", "02 người"),
            ("Ủy viên Ban Thường vụ bầu bổ sung", "01 người"),
        ],
    )
    def test_everything_else_is_printed_with_its_unit(self, name, printed):
        assert sentences.stated(readings(PERIOD)[name]) == printed


class TestPartsAgainstTotal:
    def test_that_the_kinds_are_one_more_than_the_total_is_said(self):
        [said] = warnings(PERIOD)["parts_total"]

        assert "468 + 45 + 21 = 534 HTX, khác tổng đã ghi 533 HTX" in said

    def test_the_reason_stands_beside_it(self):
        Figure.objects.filter(indicator="cooperatives", period__code=PERIOD).update(
            reason="Một quỹ đang chờ đăng ký lại"
        )

        [said] = warnings(PERIOD)["parts_total"]

        assert said.endswith("Lý do đã ghi: Một quỹ đang chờ đăng ký lại")


AWARDS = ("Hình thức", "Cấp", "Loại hình khen thưởng", "Mã", "Họ tên", "Năm thành tích", "Hạng", "Số tờ trình")
AWARDS += ("Số quyết định", "Ngày quyết định")
PROVINCE = "Ủy ban nhân dân tỉnh"


@pytest.fixture
def commended(founded):
    """Proposed: 9 flags, 8 second and 10 third places; decided: 9 of each. And one person at once."""
    for form in ("Cờ thi đua", "Bằng khen"):
        AwardKind.objects.create(form=form, level=PROVINCE)

    def row(form: str, number: int, rank: str, *, proposed: bool = True, decided: bool = True) -> tuple:
        proposal, decision, day = ("9/TTr" if proposed else ""), "77/QĐ", "10/7/2023"
        said = (decision, day) if decided else ("", "")
        return (form, PROVINCE, "công trạng", f"K{number}", "", 2022, rank, proposal, *said)

    for number in range(29):
        founded(f"K{number}")
    rows = [row("Cờ thi đua", number, "nhất") for number in range(9)]
    rows += [row("Bằng khen", number, "nhì", proposed=number < 17) for number in range(9, 18)]
    rows += [row("Bằng khen", number, "ba", decided=number < 27) for number in range(18, 28)]
    rows.append(("Bằng khen", PROVINCE, "đột xuất", "", "Nguyễn Văn Thử", 2022, "", "", "78/QĐ", "10/7/2023"))
    report = run_import(AwardResource, as_csv([AWARDS, *rows]), name="khen.csv", dry_run=False, by=None)
    assert (report.errors, report.created) == ([], 29)


@pytest.mark.usefixtures("commended")
class TestAwards:
    @pytest.mark.parametrize(("rank", "proposed", "decided"), [("first", 9, 9), ("second", 8, 9), ("third", 10, 9)])
    def test_what_was_proposed_is_not_what_was_decided(self, rank, proposed, decided):
        of_rank = Award.objects.filter(rank=rank)

        assert (of_rank.exclude(proposal="").count(), of_rank.decided().count()) == (proposed, decided)

    def test_a_person_was_commended_at_once(self):
        assert Award.objects.filter(basis=Basis.SUDDEN, organisation__isnull=True).decided().count() == 1

    def test_of_the_year_rewarded_the_figures_count_what_was_decided(self):
        found = readings("2022")

        assert (found["collective_awards"].value, found["individual_awards"].value) == (27, 1)
