"""What the articles said of a half year, a year and five years, as the reports of today print it."""

import pytest

from printing.document import Document
from reports.writing import kind_of, write_generated
from returns.models import Period
from tests.seeds import test_kien_giang_2023, test_thai_nguyen_2018, test_yen_bai_2022
from tests.seeds.holding import held, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def document(article, code: str) -> Document:
    held(article.STATED)
    period = Period.objects.named(code)
    return write_generated(kind_of(period).name, period).document


def said(one: Document) -> str:
    return "\n".join(block for block in one.blocks if isinstance(block, str))


def test_half_a_year_of_kien_giang():
    planned([("new_groups", "2023", "50"), ("new_cooperatives", "2023", "10"), ("training_classes", "2023", "10")])
    text = said(document(test_kien_giang_2023, "2023-6T"))

    for words in (
        "Trong 6 tháng đầu năm thành lập mới 37/50 tổ hợp tác, đạt 74% kế hoạch năm.",
        "Đến ngày 30/6/2023, toàn tỉnh có 2.220 tổ hợp tác, tăng 37 tổ so với cuối năm 2022.",
        "43.942 tổ viên; vốn góp 17 tỷ 942 triệu đồng; diện tích canh tác 64.720 ha.",
        "Trong 6 tháng đầu năm thành lập mới 9/10 hợp tác xã, đạt 90% kế hoạch năm.",
        "533 hợp tác xã (HTX), phân theo lĩnh vực: 468 HTX nông nghiệp, 45 HTX phi nông nghiệp, 21 Quỹ tín dụng nhân "
        "dân; các lĩnh vực cộng lại là 534 HTX, khác tổng số đã ghi.",
        "sáp nhập, hợp nhất 02 HTX.",
        "55.264 thành viên; tổng vốn điều lệ 412.296.737.000 đồng; diện tích canh tác 66.807,55 ha.",
        "Toàn tỉnh có 03 liên hiệp HTX.",
        "Tổ chức 11/10 lớp tập huấn, đạt 110% kế hoạch năm; có 549 lượt người tham dự.",
        "Hỗ trợ 04 dự án vay vốn; số tiền hỗ trợ vay vốn là 300 triệu đồng.",
        "- Phóng sự truyền hình: 01 phóng sự.",
    ):
        assert words in text


def test_a_year_of_yen_bai():
    planned([("new_groups", "2022", "300"), ("new_cooperatives", "2022", "80")])
    text = said(document(test_yen_bai_2022, "2022"))

    for words in (
        "Trong năm thành lập mới 97/80 hợp tác xã, đạt 121,2% kế hoạch năm.",
        "Trong năm thành lập mới 627/300 tổ hợp tác, đạt 209% kế hoạch năm.",
        "Doanh thu bình quân là 2,1 tỷ đồng/HTX; lợi nhuận bình quân là 450 triệu đồng/HTX",
        "Tổng số thành viên của các tổ chức kinh tế tập thể là trên 63.000 thành viên.",
        "gần 10.000 lao động thường xuyên.",
        "- Lợi nhuận bình quân của THT: khoảng 100 triệu đồng/THT.",
    ):
        assert words in text


def test_five_years_of_thai_nguyen():
    text = said(document(test_thai_nguyen_2018, "2013..2017"))

    for words in (
        "Trong kỳ thành lập mới 168 hợp tác xã.",
        "Trong kỳ thành lập mới 506 tổ hợp tác.",
        "Đến ngày 31/12/2017, toàn tỉnh có 7.150 tổ hợp tác.",
    ):
        assert words in text
