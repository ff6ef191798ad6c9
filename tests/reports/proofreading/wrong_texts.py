"""Invented texts of alliances with one thing wrong: what kind of doubt, and the arithmetic the reader must be shown."""

WRONG = [
    # Totals and their parts
    (
        "Toàn tỉnh hiện có 312 HTX (trong đó 241 HTX nông nghiệp, 50 HTX phi nông nghiệp, 22 Quỹ TDND).",
        "parts_total",
        "241 + 50 + 22 = 313, nhiều hơn tổng 312 HTX là 1",
    ),
    (
        "Toàn tỉnh hiện có 312 HTX, gồm 230 HTX nông nghiệp, 50 HTX phi nông nghiệp và 22 QTDND; 02 liên hiệp HTX.",
        "parts_total",
        "230 + 50 + 22 = 302, ít hơn tổng 312 HTX là 10",
    ),
    (
        "Đến nay có 313 HTX với 40.500 thành viên, vốn 120 tỷ đồng. Trong đó: Có 240 HTX nông nghiệp; 50 HTX phi nông "
        "nghiệp và 22 Quỹ tín dụng nhân dân.",
        "parts_total",
        "240 + 50 + 22 = 312, ít hơn tổng 313 HTX là 1",
    ),
    (
        "Tổng số HTX là 312, trong đó nông nghiệp 240, phi nông nghiệp 55, quỹ tín dụng nhân dân 22.",
        "parts_total",
        "240 + 55 + 22 = 317",
    ),
    (
        "Khu vực kinh tế tập thể có 500 tổ chức, gồm 312 HTX (trong đó 22 QTDND), 02 liên hiệp HTX và 180 tổ hợp tác.",
        "parts_total",
        "312 + 2 + 180 = 494, ít hơn tổng 500 tổ chức là 6",
    ),
    (
        "Kết nạp 15 thành viên, gồm: 11 HTX, 02 QTDND và 01 doanh nghiệp.",
        "parts_total",
        "11 + 2 + 1 = 14",
    ),
    ("Biểu dương 26 tập thể, cá nhân, gồm 15 tập thể và 10 cá nhân.", "parts_total", "15 + 10 = 25"),
    ("Mở 12 lớp tập huấn cho 640 học viên, trong đó 410 nam, 240 nữ.", "parts_total", "410 + 240 = 650"),
    (
        "Vốn điều lệ 120,5 tỷ đồng, gồm 80,2 tỷ đồng vốn góp của thành viên và 45,3 tỷ đồng vốn tích lũy.",
        "parts_total",
        "80,2 tỷ đồng + 45,3 tỷ đồng = 125,5 tỷ đồng",
    ),
    (
        "Có 300 HTX được xếp loại, trong đó: 70 HTX loại tốt, 120 HTX loại khá, 90 HTX trung bình, 30 HTX yếu.",
        "parts_total",
        "70 + 120 + 90 + 30 = 310",
    ),
    (
        "240 HTX nông nghiệp, 50 HTX phi nông nghiệp và 22 HTX tín dụng, tổng cộng 322 HTX.",
        "parts_total",
        "240 + 50 + 22 = 312, ít hơn tổng 322 HTX là 10",
    ),
    (
        "Tổng số HTX: 312 HTX, trong đó:\n- HTX nông nghiệp: 240 HTX;\n- HTX phi nông nghiệp: 60 HTX;\n- "
        "QTDND: 22 quỹ.",
        "parts_total",
        "240 + 60 + 22 = 322",
    ),
    (
        "Toàn tỉnh có 312 HTX (tăng 12 HTX so với năm 2022), trong đó 250 HTX nông nghiệp (tăng 10 HTX), "
        "50 HTX phi nông nghiệp (tăng 02 HTX) và 22 QTDND.",
        "parts_total",
        "250 + 50 + 22 = 322",
    ),
    ("Tổ chức 20 cuộc tư vấn, gồm 12 cuộc tại xã, 9 cuộc tại trụ sở.", "parts_total", "12 + 9 = 21"),
    ("Hỗ trợ 11 HTX vay vốn, gồm 6 HTX nông nghiệp, 4 HTX phi nông nghiệp.", "parts_total", "6 + 4 = 10"),
    (
        "Trong 312 HTX có 240 HTX nông nghiệp, trong đó 200 HTX trồng trọt, còn lại 50 HTX chăn nuôi.",
        "parts_total",
        "200 + 50 = 250",
    ),
    (
        "Toàn thành phố có 143 HTX.\n\nTrong đó có 66 HTX dịch vụ nông nghiệp; 34 HTX thương mại, dịch vụ; "
        "20 HTX vận tải, "
        "bốc xếp; 14 HTX dịch vụ điện; 8 HTX dịch vụ nước sạch.",
        "parts_total",
        "66 + 34 + 20 + 14 + 8 = 142, ít hơn tổng 143 HTX là 1",
    ),
    (
        "Thu ngân sách 1.240 tỷ đồng, trong đó thu nội địa 1.152 tỷ đồng và thu xuất nhập khẩu 224 tỷ đồng.",
        "parts_total",
        "1.152 tỷ đồng + 224 tỷ đồng = 1.376 tỷ đồng",
    ),
    ("Toàn huyện có 54 HTX, trong đó 38 HTX đang hoạt động, 3 HTX ngừng hoạt động.", "parts_total", "38 + 3 = 41"),
    (
        "Kết quả đánh giá 310 HTX: tốt 60 HTX, khá 120 HTX, trung bình 90 HTX, yếu 30 HTX.",
        "parts_total",
        "60 + 120 + 90 + 30 = 300",
    ),
    ("Trong 240 HTX nông nghiệp có 190 HTX trồng trọt, còn lại 40 HTX chăn nuôi.", "parts_total", "190 + 40 = 230"),
    (
        "Quý I thành lập 18 HTX, quý II thành lập 21 HTX; lũy kế 6 tháng thành lập 49 HTX.",
        "parts_total",
        "18 + 21 = 39",
    ),
    ("Xếp loại tốt 20%, khá 45%, trung bình 30%, yếu 10%.", "parts_total", "20% + 45% + 30% + 10% = 105%"),
    ("Trong số học viên, nam chiếm 62%, nữ chiếm 48%.", "parts_total", "62% + 48% = 110%"),
    (
        "Hội nghị khen thưởng 30 tập thể và 25 cá nhân, trong đó UBND tỉnh tặng Bằng khen cho 12 tập thể, 9 cá nhân; "
        "Liên minh HTX tỉnh tặng Giấy khen cho 18 tập thể, 18 cá nhân.",
        "parts_total",
        "9 + 18 = 27, tổng trong bài ghi 25 cá nhân",
    ),
    (
        "Có 11 HTX thành lập mới, trong đó có 8 HTX nông nghiệp, 1 HTX vận tải và 3 HTX dịch vụ tổng hợp.",
        "parts_total",
        "8 + 1 + 3 = 12, nhiều hơn tổng 11 HTX là 1",
    ),
    (
        "Kinh phí hỗ trợ 500 tỷ đồng, trong đó ngân sách trung ương 300 tỷ đồng, ngân sách tỉnh 150 tỷ "
        "đồng, vốn đối ứng "
        "của HTX 62 tỷ đồng.",
        "parts_total",
        "300 tỷ đồng + 150 tỷ đồng + 62 tỷ đồng = 512 tỷ đồng",
    ),
    (
        "Toàn tỉnh hiện có 312 HTX, gồm 230 HTX nông nghiệp, 60 HTX phi nông nghiệp; 180 THT, gồm 150 THT nông nghiệp, "
        "30 THT phi nông nghiệp.",
        "parts_total",
        "230 + 60 = 290, ít hơn tổng 312 HTX là 22",
    ),
    (
        "Toàn tỉnh có 312 HTX. Trong đó:\n- Nông nghiệp: 240 HTX;\n- Phi nông nghiệp: 50 HTX;\n- QTDND: 23.",
        "parts_total",
        "240 + 50 + 23 = 313",
    ),
    (
        "Tổng số HTX: 312 HTX, trong đó:\n- HTX nông nghiệp: 240 HTX, trong đó:\n+ Trồng trọt: 200 HTX\n"
        "+ Chăn nuôi: 40 HTX\n- HTX phi nông nghiệp: 55 HTX\n- QTDND: 22 quỹ",
        "parts_total",
        "240 + 55 + 22 = 317",
    ),
    (
        "Tổng nguồn vốn của Quỹ 35 tỷ đồng, gồm: vốn ngân sách cấp 30 tỷ đồng, vốn bổ sung 9 tỷ đồng.",
        "parts_total",
        "30 tỷ đồng + 9 tỷ đồng = 39 tỷ đồng",
    ),
    (
        "Liên minh hiện có 312 thành viên, trong đó: 280 HTX, 4 liên hiệp HTX, 20 QTDND, 9 doanh nghiệp.",
        "parts_total",
        "280 + 4 + 20 + 9 = 313",
    ),
    (
        "Kết nạp thêm 28 thành viên, nâng tổng số thành viên lên 497 (gồm 462 HTX, 04 liên hiệp HTX, 20 "
        "QTDND, 12 doanh "
        "nghiệp).",
        "parts_total",
        "462 + 4 + 20 + 12 = 498, nhiều hơn tổng 497 là 1",
    ),
    # Percentages
    (
        "Kết quả:\n- Thành lập mới 18/20 HTX, đạt 95% kế hoạch;\n- Kết nạp 14 thành viên.",
        "percent",
        "18 : 20 × 100 = 90%",
    ),
    (
        "Số cán bộ quản lý HTX là 1.500 người, trong đó trình độ đại học 450 người (30%), trung cấp 600 người (45%).",
        "percent",
        "600 : 1.500 × 100 = 40%, trong bài ghi 45%",
    ),
    (
        "Toàn tỉnh có khoảng 1.900 THT, trong đó 520 THT (chiếm 47% tổng số THT) đã đăng ký.",
        "percent",
        "520 : 1.900 × 100 = 27,37%",
    ),
    ("Có 252 trong tổng số 313 HTX kinh doanh có lãi, chiếm 85,5%.", "percent", "252 : 313 × 100 = 80,51%"),
    (
        "Giải ngân đạt 12,6 tỷ đồng/14 tỷ đồng kế hoạch, đạt 80%.",
        "percent",
        "12,6 tỷ đồng : 14 tỷ đồng × 100 = 90%",
    ),
    ("Doanh thu đạt 12 tỷ đồng, gấp 5 lần so với năm 2018 (3,5 tỷ đồng).", "percent", "= 3,43 lần"),
    ("Thành lập mới 18/20 HTX, đạt 95% kế hoạch năm.", "percent", "18 : 20 × 100 = 90%, trong bài ghi 95%"),
    ("Thành lập mới 23 HTX, đạt 120% kế hoạch (20 HTX).", "percent", "23 : 20 × 100 = 115%"),
    ("Kế hoạch giao thành lập 20 HTX, kết quả thành lập được 23 HTX, đạt 105%.", "percent", "23 : 20 × 100 = 115%"),
    ("Mở 7/8 lớp bồi dưỡng, có 315 học viên, đạt 85,7% kế hoạch.", "percent", "7 : 8 × 100 = 87,5%"),
    ("Kết nạp 23 thành viên, vượt 25% so với kế hoạch (20 thành viên).", "percent", "23 : 20 × 100 − 100 = 15%"),
    (
        "Tổng số 312 HTX, trong đó 240 HTX nông nghiệp, chiếm 67,9%.",
        "percent",
        "240 : 312 × 100 = 76,92%, trong bài ghi 67,9%",
    ),
    ("Có 240/312 HTX nông nghiệp, chiếm 67,9%.", "percent", "240 : 312 × 100 = 76,92%"),
    (
        "Tổng số thành viên 40.500 người, tăng 500 người (2,15%) so với năm 2022.",
        "percent",
        "500 : (40.500 − 500) × 100 = 1,25%",
    ),
    (
        "Doanh thu đạt 550 tỷ đồng, tăng 12% so với cùng kỳ (500 tỷ đồng).",
        "percent",
        "550 tỷ đồng : 500 tỷ đồng × 100 − 100 = 10%",
    ),
    ("Số HTX tăng từ 300 HTX năm 2022 lên 312 HTX năm 2023, tăng 6%.", "percent", "312 : 300 × 100 − 100 = 4%"),
    ("Nợ xấu giảm từ 5 tỷ đồng xuống 4,2 tỷ đồng, giảm 26%.", "percent", "= 16%, trong bài ghi 26%"),
    (
        "Dư nợ cho vay 310 tỷ đồng, tăng 24 tỷ đồng (9,6%) so với cuối năm 2022.",
        "percent",
        "= 8,39%, trong bài ghi 9,6%",
    ),
    ("Nguồn vốn 185 tỷ đồng, dư nợ 150 tỷ đồng, chiếm 85,1% nguồn vốn.", "percent", "= 81,08%, trong bài ghi 85,1%"),
    ("Thành lập mới 15 HTX/KH 12 HTX, đạt 135%.", "percent", "15 : 12 × 100 = 125%"),
    (
        "Giá trị sản xuất đạt 2.350 tỷ đồng, tăng 8,5% so với cùng kỳ, đạt 112,2% kế hoạch (2.300 tỷ đồng).",
        "percent",
        "2.350 tỷ đồng : 2.300 tỷ đồng × 100 = 102,17%",
    ),
    ("Thu ngân sách ước 45,6 tỷ đồng, bằng 124% dự toán (40 tỷ đồng).", "percent", "= 114%, trong bài ghi 124%"),
    ("Năm 2023 đạt 464 HTX, năm 2022 445 HTX, tăng 14,3%.", "percent", "464 : 445 × 100 − 100 = 4,27%"),
    (
        "Số tổ hợp tác giảm từ 474 THT xuống còn 399 THT, giảm 75 THT (25,8%).",
        "percent",
        "75 : 474 × 100 = 15,82%",
    ),
    ("Cả năm thành lập 60 HTX, vượt 22% kế hoạch (48 HTX).", "percent", "60 : 48 × 100 − 100 = 25%"),
    ("Dự thi có 1,02 triệu em, tăng 21% so với năm 2020 (900.000 em).", "percent", "13,33%"),
    ("Trong tổng số 181 HTX, có 45 HTX khá (chiếm 24,9%), 119 HTX trung bình (chiếm 52,4%).", "percent", "65,75%"),
    # Averages
    (
        "Toàn tỉnh có 312 HTX. Tổng doanh thu của các HTX đạt 942 tỷ đồng, bình quân 2,1 tỷ đồng/HTX.",
        "average",
        "942 tỷ đồng : 312 HTX = 3,019 tỷ đồng/HTX",
    ),
    (
        "Toàn tỉnh có 312 HTX, tổng doanh thu 655,2 tỷ đồng, bình quân 2,7 tỷ đồng/HTX.",
        "average",
        "655,2 tỷ đồng : 312 HTX = 2,1 tỷ đồng/HTX, trong bài ghi 2,7 tỷ đồng/HTX",
    ),
    ("Có 180 THT với 3.240 tổ viên, bình quân 81 tổ viên/THT.", "average", "3.240 tổ viên : 180 THT = 18 tổ viên/THT"),
    (
        "Tổng lợi nhuận của các HTX đạt 95 tỷ đồng, lợi nhuận bình quân 310 tỷ đồng/HTX.",
        "average",
        "lớn hơn cả tổng 95 tỷ đồng",
    ),
    (
        "Doanh thu bình quân 210 triệu đồng/HTX, lợi nhuận bình quân 310 triệu đồng/HTX.",
        "average",
        "Lợi nhuận bình quân 310 triệu đồng lớn hơn doanh thu bình quân 210 triệu đồng",
    ),
    (
        "Tổ chức 15 lớp tập huấn cho 900 lượt người (bình quân 70 người/lớp), trong đó 10 lớp tại xã, 5 lớp tại tỉnh.",
        "average",
        "900 người : 15 lớp = 60 người/lớp",
    ),
    # Units
    ("Thu nhập bình quân của người lao động 5,5 triệu đồng/HTX.", "unit", "thu nhập tính theo người"),
    ("Thu nhập bình quân 45 triệu đồng/THT.", "unit", "thu nhập tính theo người"),
    (
        "Đối với tổ hợp tác: doanh thu bình quân 300 triệu đồng/THT, lợi nhuận 60 triệu đồng/HTX.",
        "unit",
        "có lẽ đơn vị là đồng/THT",
    ),
    ("Thu nhập bình quân của thành viên đạt 5,5 tỷ đồng/người/tháng.", "unit", "quá lớn cho một tháng"),
    ("Năm 2023, thu nhập bình quân của lao động đạt 5,5 triệu đồng/người/năm.", "unit", "quá nhỏ cho một năm"),
    ("Doanh thu bình quân của HTX đạt 2,1 triệu đồng/HTX.", "unit", "có lẽ đơn vị là tỷ đồng"),
    (
        "Năm 2023, thu nhập bình quân của thành viên, lao động HTX nông nghiệp hơn 1,4 triệu đồng/năm.",
        "unit",
        "Thu nhập 1,4 triệu đồng/năm: quá nhỏ cho một năm",
    ),
    # Movements
    (
        "Đầu năm 2023 có 300 HTX, trong năm thành lập mới 18 HTX, giải thể 6 HTX, đến cuối năm có 322 HTX.",
        "movement",
        "300 + 18 − 6 = 312, trong bài ghi 322 HTX",
    ),
    (
        "Đến cuối năm 2022, toàn tỉnh có 300 HTX. Năm 2023, thành lập mới 18 HTX, giải thể 06 HTX, nâng tổng số lên "
        "313 HTX.",
        "movement",
        "300 + 18 − 6 = 312, trong bài ghi 313 HTX",
    ),
    (
        "Toàn tỉnh có 312 HTX, tăng 21 HTX so với năm 2022 (300 HTX).",
        "movement",
        "312 − 300 = +12, trong bài ghi tăng 21",
    ),
    (
        "Toàn tỉnh có 312 HTX, giảm 12 HTX so với năm 2022 (300 HTX).",
        "movement",
        "312 − 300 = +12, trong bài ghi giảm 12",
    ),
    ("Số thành viên tăng từ 366 thành viên lên 380 thành viên, tăng 16 thành viên.", "movement", "380 − 366 = +14"),
    ("Thành lập mới 20 THT, giải thể 25 THT, giảm 15 THT so với đầu năm.", "movement", "20 − 25 = −5"),
    ("Thành lập mới 05 liên hiệp HTX, nâng tổng số lên 03 liên hiệp HTX.", "movement", "Mới có thêm 5"),
    ("Từ 366 thành viên, kết nạp mới 14 thành viên, nâng tổng số lên 390 thành viên.", "movement", "366 + 14 = 380"),
    ("Năm 2022 có 445 HTX, năm 2023 có 464 HTX, tăng 29 HTX.", "movement", "464 − 445 = +19"),
    # Targets
    (
        "Năm 2022, toàn tỉnh thành lập mới 28 HTX. Năm 2023, phấn đấu thành lập mới 20 HTX.",
        "target_below_actual",
        "Chỉ tiêu năm 2023: 20 HTX, thấp hơn kết quả đã đạt: 28 HTX (năm 2022, dòng 1)",
    ),
    (
        "Năm 2022, thu nhập bình quân trong HTX đạt 5,5 triệu đồng/người/tháng. "
        "Năm 2023, phấn đấu thu nhập bình quân trong HTX đạt 60 triệu đồng/người/năm.",
        "target_below_actual",
        "60 triệu đồng/người/năm",
    ),
    (
        "Kết quả năm 2022: kết nạp 23 thành viên.\nMục tiêu năm 2023: kết nạp 15 thành viên.",
        "target_below_actual",
        "15 thành viên",
    ),
    (
        "Năm 2023, thành lập mới 18 HTX.\nMục tiêu năm 2024:\n- Thành lập mới 10 HTX;\n- Kết nạp 15 thành viên.",
        "target_below_actual",
        "10 HTX",
    ),
    # Ranges
    ("Trong tổng số 312 HTX có 420 HTX ứng dụng công nghệ số.", "range", "Trong 312 HTX không thể có 420 HTX"),
    ("Mục tiêu đến năm 20230, toàn tỉnh có 500 HTX.", "range", "Năm 20230 có năm chữ số"),
    ("HTX nông nghiệp chiếm 176,9% tổng số.", "range", "không thể chiếm 176,9%"),
    ("Số HTX yếu kém giảm 120% so với năm trước.", "range", "Không thể giảm 120%"),
    ("Có 11/9 huyện thành lập Ban Chỉ đạo.", "range", "11 nhiều hơn tổng 9"),
    ("Mỗi năm thành lập mới từ 20 đến 15 HTX.", "range", "số đầu lớn hơn số cuối"),
    ("Đề án giai đoạn 2025 - 2021 được phê duyệt.", "range", "kết thúc trước khi bắt đầu"),
    ("Hội nghị tổ chức ngày 31/11/2023.", "range", "không có trên lịch"),
]
