"""With a period, what a text states of it is set beside the portal's own figures, as exactly as its words are."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Organisation
from reports.proofreading.proofreader import proofread
from returns.models import Period

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
