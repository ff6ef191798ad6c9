"""Numbers in a sentence: how much, of what, per what, how exactly; and what is no figure."""

from decimal import Decimal

import pytest

from reports.proofreading.amounts import Qualifier, amounts_in

NO_FIGURES = [
    "ngày 26/12/2023, sáng 22/1, chiều 10/01/2023, tính đến 31/12 và ngày 05 tháng 3 năm 2024",
    "Nghị định số 45/2021/NĐ-CP, Kế hoạch số 93/KH-UBND, Nghị quyết 20-NQ/TW, Luật 17/2023/QH15, Kết luận số 56-KL/TW",
    "nhiệm kỳ 2020 - 2025, giai đoạn 2021-2025, năm 2022, tháng 6/2023, quý I/2023, quý 3",
    "lần thứ 33, hạng 3, khóa 5, khoản 2 Điều 12, đợt 2, khối 4, cụm thi đua số 1",
    "trong 5 năm qua, 6 tháng đầu năm, lớp học 3 ngày, 12 tuần",
    "điện thoại 0227.3831.234 hoặc 0912 345 678",
    "lúc 15:34:48, 8h30, 14 giờ 30 phút [GMT+7]",
    "công nghệ 4.0, Covid-19, TCVN 6909:2001, ISO 9001:2015, sản phẩm 3 sao, 4 sao",
    "1. Mở đầu",
    "2.1. Kết quả",
    "3) Tồn tại",
    "xem https://example.vn/tin/123 hoặc thư a1@example.vn",
    "7,726 lượt xem",
    "hàng trăm hộ",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_looks_like_a_figure_and_is_none_is_passed_over(text):
    assert [(amount.value, amount.noun) for amount in amounts_in(text)] == []


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("570.286 thành viên", 570286, "thành viên"),
        ("570.286 thànhviên", 570286, "thành viên"),
        ("66.807,55 ha canh tác", "66807.55", "ha"),
        ("01 Liên hiệp HTX", 1, "LHHTX"),
        ("85 Quỹ TDND", 85, "QTDND"),
        ("21 Quỹ tín dụng nhân dân", 21, "QTDND"),
        ("7.150 tổ hợp tác", 7150, "THT"),
        ("gần 10 ngàn lao động", 10000, "lao động"),
        ("6,5 triệu thành viên", 6500000, "thành viên"),
        ("5.935 nghìn thành viên", 5935000, "thành viên"),
        ("412.296.737.000 đồng", 412296737000, "đồng"),
        ("17 tỷ 942 triệu đồng", 17942000000, "đồng"),
        ("2,839 tỷ đồng", 2839000000, "đồng"),
        ("10.350 tỷ đồng", 10350000000000, "đồng"),
        ("20,9triệu đồng", 20900000, "đồng"),
        ("350 trđ", 350000000, "đồng"),
        ("121,2%", "121.2", "%"),
        ("12.5 %", "12.5", "%"),
        ("2,4 lần", "2.4", "lần"),
        ("3 điểm phần trăm", 3, "điểm phần trăm"),
        ("40 tập thể, cá nhân", 40, "tập thể, cá nhân"),
        ("105 tin, bài", 105, "tin, bài"),
        ("364 là HTX nông nghiệp", 364, ""),
        ("9 cá thể", 9, "cá"),
        ("Có 12 ấp", 12, "ấp"),
        ("tổng số 120 ha", 120, "ha"),
        ("tiêu biểu 05 tập thể", 5, "tập thể"),
    ],
)
def test_a_number_is_read_with_what_it_counts(text, value, noun):
    (amount,) = amounts_in(text)

    assert (amount.value, amount.noun) == (Decimal(value), noun)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("2,1 tỷ đồng/HTX", ("HTX",)),
        ("5,3 triệu đồng/người/tháng", ("người", "tháng")),
        ("1.200 triệu đồng/năm/hợp tác xã", ("HTX", "năm")),
        ("19,8 tổ viên/THT", ("THT",)),
        ("5 triệu/tháng", ("tháng",)),
    ],
)
def test_what_an_average_is_for_each_of_is_told_apart(text, per):
    (amount,) = amounts_in(text)

    assert amount.per == per


@pytest.mark.parametrize(
    ("text", "value", "plan"),
    [("37/50 THT", 37, 50), ("7/9 huyện, thành phố", 7, 9), ("1.250/1.300 lượt người", 1250, 1300)],
)
def test_a_count_against_its_plan_keeps_both(text, value, plan):
    (amount,) = amounts_in(text)

    assert (amount.value, amount.plan) == (value, plan)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("trên 63.000 thành viên", Qualifier.OVER),
        ("gần 10 ngàn lao động", Qualifier.NEARLY),
        ("khoảng 9.600 lao động", Qualifier.ABOUT),
        ("61% trở lên", Qualifier.AT_LEAST),
        ("60 triệu đồng/người/năm trở lên", Qualifier.AT_LEAST),
        ("464 HTX", Qualifier.EXACT),
    ],
)
def test_words_that_loosen_a_number_are_kept(text, qualifier):
    (amount,) = amounts_in(text)

    assert amount.qualifier is qualifier


@pytest.mark.parametrize(
    ("printed", "real", "holds"),
    [
        ("121,2%", "121.25", True),
        ("121,3%", "121.25", True),
        ("121,4%", "121.25", False),
        ("trên 63.000 thành viên", "63420", True),
        ("trên 63.000 thành viên", "62000", False),
        ("trên 63.000 thành viên", "90000", False),
        ("gần 10 ngàn lao động", "9600", True),
        ("gần 10 ngàn lao động", "12000", False),
        ("khoảng 9.600 lao động", "9412", True),
        ("464 HTX", "463", False),
        ("2,1 tỷ đồng", "2083000000", True),
        ("2,1 tỷ đồng", "2300000000", False),
        ("450 triệu đồng", "449600000", True),
    ],
)
def test_what_is_printed_holds_for_what_it_may_have_been_rounded_from(printed, real, holds):
    (amount,) = amounts_in(printed)

    assert amount.holds(Decimal(real)) is holds


def test_a_range_is_kept_in_its_place_without_a_value():
    first, second = amounts_in("lãi suất 5 - 6%, cho 12 HTX")

    assert (first.is_range, second.value) == (True, 12)
