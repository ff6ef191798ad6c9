"""Tables within a text: total rows are compared with their columns, what is no sum is left alone."""

import pytest

from reports.proofreading.proofreader import proofread

HEADER = "STT\tLoại hình\tSố lượng\tTỷ lệ (%)"


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join(["Biểu số liệu", header, *rows, "Ghi chú"])


AGREES = [
    table("1\tNông nghiệp\t240\t76,9", "2\tPhi nông nghiệp\t50\t16", "3\tQTDND\t22\t7", "\tTổng cộng\t312\t100"),
    table("\tTổng số\t312\t100", "1\tNông nghiệp\t240\t76,9", "2\tPhi nông nghiệp\t72\t23"),
    table("I\tNông nghiệp\t240\t77", "1\tTrồng trọt\t200\t64", "2\tChăn nuôi\t40\t13", "\tTổng cộng\t240\t100"),
    table("1\tVốn góp\t80,2", "2\tVốn tích lũy\t40,4", "\tCộng\t120,5", header="STT\tNguồn\tTỷ đồng"),
    table("1\tNông nghiệp\t240\t77", "2\tPhi nông nghiệp\t–\t", "\tTổng cộng\t312\t100"),
    table("1\tAn Phú\t3.200", "2\tBình Yên\t2.800", "\tToàn tỉnh\t3.000", header="STT\tXã\tDoanh thu bình quân"),
    "| Xã | HTX |\n| An Phú | 12 |\n| Bình Yên | 8 |\n| Tổng | 20 |",
    "Năm | 2022\nHTX | 300\nTHT | 180\nTổng số thành viên | 40.500",
]


@pytest.mark.parametrize("text", AGREES)
def test_tables_that_add_up_or_are_no_sums_are_passed_over(text):
    assert proofread(text) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            table("1\tNông nghiệp\t240\t76,9", "2\tPhi nông nghiệp\t50\t16", "\tTổng cộng\t291\t100"),
            5,
            "Cột “Số lượng”: 240 + 50 = 290, dòng “Tổng cộng” ghi 291.",
        ),
        (
            table("\tTổng số\t1.312\t100", "1\tNông nghiệp\t1.240\t76,9", "2\tPhi nông nghiệp\t73\t23"),
            3,
            "Cột “Số lượng”: 1.240 + 73 = 1.313, dòng “Tổng số” ghi 1.312.",
        ),
        (
            "| Xã | HTX |\n| An Phú | 12 |\n| Bình Yên | 8 |\n| Tổng | 21 |",
            4,
            "Cột “HTX”: 12 + 8 = 20, dòng “Tổng” ghi 21.",
        ),
        (
            table("1\tVốn góp\t80,2", "2\tVốn tích lũy\t40,4", "\tCộng\t130,6", header="STT\tNguồn\tTỷ đồng"),
            5,
            "80,2 + 40,4 = 120,6",
        ),
    ],
)
def test_a_total_that_misses_its_column_is_shown_with_the_sum(text, line, message):
    (finding,) = proofread(text)

    assert (finding.line, finding.kind, message in finding.message) == (line, "parts_total", True)
