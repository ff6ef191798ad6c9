"""With a period, what a text states of it is set beside the portal's own figures, as exactly as its words are."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Organisation
from reports.models import OfficeIndicator
from reports.proofreading.proofreader import proofread
from returns.models import Period
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(founded, reported):
    """Two cooperatives, one of them of 2023, and a group, with their returns of 2023."""
    old, new = founded("H1"), founded("H2", on=date(2023, 5, 1))
    group = founded("T1", kind=Kind.GROUP)
    workflow.admit(old, on=date(2023, 3, 1), by=None)
    reported(old, members=420, regular_workers=30, revenue=3_000_000_000, average_income=5_000_000, farmed_area="66.50")
    reported(new, members=100, regular_workers=10, revenue=1_200_000_000, average_income=6_000_000)
    reported(group, members=18)
    return Period.objects.named("2023")


def differences(text: str, period: Period, **within) -> list[str]:
    return [finding.message for finding in proofread(text, period=period, **within) if finding.kind == "ledger"]


AGREES = [
    "Năm 2023, toàn tỉnh có 02 HTX và 01 tổ hợp tác.",
    "Năm 2023, thành lập mới 01 HTX, nâng tổng số HTX toàn tỉnh lên 02 HTX.",
    "Trong năm, kết nạp 01 thành viên, nâng tổng số lên 01 thành viên.",
    "Doanh thu bình quân đạt 2,1 tỷ đồng/HTX.",
    "Tổng doanh thu của các HTX đạt 4,2 tỷ đồng.",
    "Tạo việc làm cho 40 lao động thường xuyên.",
    "Tạo việc làm cho gần 50 lao động thường xuyên.",
    "Năm 2023, các HTX có trên 66 ha canh tác.",
    "Thu nhập bình quân trong HTX đạt 5,2 triệu đồng/người/tháng.",
    "Thu nhập bình quân trong HTX đạt 63 triệu đồng/người/năm.",
    "Tổng số thành viên của tổ chức KTTT năm 2023: 538 thành viên.",
    "Các HTX có 520 thành viên; diện tích canh tác 66,5 ha, tăng 4,5 ha so với cuối năm 2022.",
    "Diện tích canh tác của các HTX là 66,5 ha, so với 62 ha cuối năm 2022.",
    "Thu nhập bình quân trong HTX đạt 5,2 triệu đồng/người/tháng, tăng 0,3 triệu đồng/người/tháng.",
    "Doanh thu bình quân đạt 2,1 tỷ đồng/HTX, giảm 0,2 tỷ đồng/HTX so với năm 2022.",
    "Trong năm thành lập mới 01 HTX, chuyển đổi từ loại hình khác 04 HTX, giải thể 00 HTX.",
]
DIFFERS = [
    ("Năm 2023, toàn tỉnh có 03 HTX.", "Trong bài ghi 3 HTX; theo hệ thống, Hợp tác xã năm 2023 là 2 HTX."),
    ("Hiện toàn tỉnh có 05 tổ hợp tác.", "Trong bài ghi 5 THT; theo hệ thống, Tổ hợp tác năm 2023 là 1 THT."),
    ("Năm 2023, thành lập mới 02 HTX.", "HTX thành lập mới năm 2023 là 1 HTX."),
    ("Kết nạp 02 thành viên, nâng tổng số lên 09 thành viên.", "Thành viên Liên minh năm 2023 là 1 thành viên."),
    ("Doanh thu bình quân đạt 2,4 tỷ đồng/HTX.", "Doanh thu bình quân năm 2023 là 2.100.000.000 đồng/HTX."),
    ("Tổng doanh thu của các HTX đạt 5,2 tỷ đồng.", "Doanh thu HTX năm 2023 là 4.200.000.000 đồng."),
    ("Tạo việc làm cho trên 50 lao động thường xuyên.", "Trong bài ghi trên 50 lao động; theo hệ thống"),
    ("Năm 2023, các HTX có 65 ha canh tác.", "Diện tích canh tác của HTX năm 2023 là 66,50 ha."),
    ("Thu nhập bình quân trong HTX đạt 4,2 triệu đồng/người/tháng.", "Thu nhập bình quân trong HTX năm 2023"),
    ("Tổng số thành viên của tổ chức KTTT năm 2023: 583 thành viên.", "năm 2023 là 538 thành viên."),
]
OF_SOMETHING_ELSE = [
    "Năm 2022, toàn tỉnh có 09 HTX.",
    "6 tháng đầu năm 2023, toàn tỉnh có 09 HTX.",
    "Huyện Tân An có 09 HTX.",
    "Toàn tỉnh có 09 HTX ứng dụng công nghệ cao.",
    "Hỗ trợ 09 HTX vay vốn.",
    "Toàn tỉnh hiện có 09 HTX nông nghiệp ứng dụng công nghệ cao.",
    "Năm 2024, phấn đấu toàn tỉnh có 09 HTX.",
    "Thành lập mới 09 HTX nông nghiệp.",
    "Năm 2023, tăng 09 HTX so với năm 2022.",
    "Đến nay toàn tỉnh có 150 doanh nghiệp.",
    "Cả nước có 35.041 HTX.",
    "Doanh thu bình quân ước đạt 2,9 tỷ đồng/HTX.",
    "Dư nợ cho vay của QTDND đạt 310 tỷ đồng.",
    "Huyện Tân An có 09 HTX. Năm 2023, thành lập mới 05 HTX.",
    "Năm 2023, cả nước thành lập mới 2.000 HTX.",
    "Năm 2023, các HTX nông nghiệp tạo việc làm cho 300 lao động thường xuyên.",
    "Doanh thu bình quân của HTX phi nông nghiệp đạt 6,5 tỷ đồng/HTX.",
    "Một số HTX có doanh thu bình quân 12 tỷ đồng/HTX.",
    "Cuối năm ngoái, toàn tỉnh có 09 HTX.",
]


@pytest.mark.parametrize("text", AGREES)
def test_what_agrees_with_the_figures_is_passed_over(text, year):
    assert differences(text, year) == []


@pytest.mark.parametrize(("text", "sentence"), DIFFERS)
def test_what_differs_is_shown_beside_the_figure(text, sentence, year):
    said = differences(text, year)

    assert sentence in said[-1]


@pytest.mark.parametrize("text", OF_SOMETHING_ELSE)
def test_what_is_said_of_something_else_is_not_compared(text, year):
    assert differences(text, year) == []


def test_only_what_a_reader_may_see_is_compared_with(year):
    text = "Năm 2023, toàn tỉnh có 01 HTX."

    assert differences(text, year, within=Organisation.objects.filter(code="H1")) == []
    assert len(differences(text, year)) == 1


def test_without_a_period_no_question_is_asked(year, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert proofread("Năm 2023, toàn tỉnh có 03 HTX.") == []


@pytest.fixture
def ledger(year):
    """What the office planned, published and declared of the same year, and an indicator of its own."""
    planned("new_cooperatives", "2023", 2)
    stated("cooperatives", "2023", 4, "published")
    stated("groups", "2023", 3)
    stated("members", "2023", 530, "published", qualifier="over")
    OfficeIndicator.objects.create(code="craft_classes", name="Số lớp dạy nghề", unit="lớp")
    stated("craft_classes", "2023", 12)
    return year


FOLLOWS = [
    "Năm 2023, toàn tỉnh có 04 HTX.",  # published; 2 are computed
    "Năm 2023, toàn tỉnh có 02 HTX.",
    "Năm 2023, toàn tỉnh có 03 tổ hợp tác.",
    "Tổng số thành viên của tổ chức KTTT năm 2023: trên 530 thành viên.",
    "Thành lập mới 01/02 HTX, đạt 50% kế hoạch.",
    "Thành lập mới 01 HTX, bằng 50% so với kế hoạch (02 HTX).",
    "Mục tiêu năm 2023: thành lập mới 02 HTX.",
    "Trong năm mở 12 lớp dạy nghề.",
    "Số lớp dạy nghề: 12 lớp.",
    "Trong năm mở 05 lớp dạy nghề cho phụ nữ.",
    "Số lớp dạy nghề tăng 05 lớp.",
]
DEPARTS = [
    (
        "Năm 2023, toàn tỉnh có 05 HTX.",
        "Trong bài ghi 5 HTX; theo hệ thống, Hợp tác xã năm 2023 là 2 HTX, số công bố là 4 HTX.",
    ),
    ("Thành lập mới 01/03 HTX, đạt 33,3% kế hoạch.", "kế hoạch năm 2023 của HTX thành lập mới là 2 HTX."),
    ("Mục tiêu năm 2023: thành lập mới 05 HTX.", "Trong bài ghi 5 HTX; theo hệ thống, kế hoạch năm 2023"),
    ("Trong năm mở 15 lớp dạy nghề.", "Trong bài ghi 15 lớp; theo hệ thống, Số lớp dạy nghề năm 2023 là 12 lớp."),
    ("Số lớp dạy nghề: 21 lớp.", "Số lớp dạy nghề năm 2023 là 12 lớp."),
]


@pytest.mark.parametrize("text", FOLLOWS)
def test_what_follows_any_value_of_the_ledger_is_passed_over(text, ledger):
    assert differences(text, ledger) == []


@pytest.mark.parametrize(("text", "sentence"), DEPARTS)
def test_what_departs_from_all_of_them_is_shown_beside_them(text, sentence, ledger):
    (said,) = differences(text, ledger)

    assert sentence in said


OF_ANOTHER_YEAR = [
    "Năm 2022, toàn tỉnh có 09 HTX.",
    "Năm 2023, toàn tỉnh có 02 HTX, tăng 01 HTX so với năm 2022 (09 HTX).",
    "Năm 2023, toàn tỉnh có 02 HTX. Cuối năm trước, toàn tỉnh có 09 HTX.",
]


@pytest.mark.parametrize("text", OF_ANOTHER_YEAR)
def test_what_is_said_of_another_year_reported_on_is_compared_with_that(text, year, reported):
    reported(Organisation.objects.get(code="H1"), "2022", members=400)

    assert differences(text, year)[-1] == (
        "Trong bài ghi 9 HTX; theo hệ thống, Hợp tác xã năm 2022 là 1 HTX. Hãy kiểm tra bài hoặc số liệu."
    )
