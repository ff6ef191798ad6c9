"""Invented texts of alliances in which every figure agrees with every other: the proof-reader has nothing to say."""

RIGHT = [
    # Totals and their parts
    "Toàn tỉnh hiện có 312 HTX (trong đó 240 HTX nông nghiệp, 50 HTX phi nông nghiệp, 22 Quỹ TDND).",
    "Toàn tỉnh hiện có 312 HTX, gồm 240 HTX nông nghiệp, 50 HTX phi nông nghiệp và 22 QTDND; 02 liên "
    "hiệp HTX; 180 THT.",
    "Tổng số HTX là 312, trong đó nông nghiệp 240, phi nông nghiệp 50, quỹ tín dụng nhân dân 22.",
    "Đến nay có 312 hợp tác xã với 40.500 thành viên. Trong đó: 240 HTX nông nghiệp; 50 HTX phi nông nghiệp; 22 QTDND.",
    "Khu vực kinh tế tập thể có 494 tổ chức, gồm 312 HTX (trong đó 22 QTDND), 02 liên hiệp HTX và 180 tổ hợp tác.",
    "Toàn tỉnh có 312 HTX, trong đó 45 HTX ứng dụng công nghệ cao, 130 HTX liên kết chuỗi giá trị, 300 HTX có trụ sở.",
    "Có 312 HTX, trong đó có 28 HTX thành lập mới, 120 HTX do phụ nữ quản lý.",
    "Trong 312 HTX có 240 HTX nông nghiệp, còn lại là HTX phi nông nghiệp và QTDND.",
    "Kết nạp 14 thành viên, gồm: 11 HTX, 02 QTDND và 01 doanh nghiệp.",
    "Biểu dương 25 tập thể, cá nhân, gồm 15 tập thể và 10 cá nhân.",
    "Tặng Giấy khen cho 15 tập thể và 10 cá nhân có thành tích xuất sắc.",
    "Mở 12 lớp tập huấn cho 640 học viên, trong đó 400 nam, 240 nữ.",
    "Đăng 96 tin, bài, trong đó 60 tin, 36 bài.",
    "Vốn điều lệ 120,5 tỷ đồng, gồm 80,2 tỷ đồng vốn góp của thành viên và 40,3 tỷ đồng vốn tích lũy.",
    "Có 300 HTX được xếp loại, trong đó: 60 HTX loại tốt, 120 HTX loại khá, 90 HTX trung bình, 30 HTX yếu.",
    "Kết quả phân loại 312 HTX: tốt 60 HTX, khá 120 HTX, trung bình 90 HTX, yếu 30 HTX, không xếp loại 12 HTX.",
    "240 HTX nông nghiệp, 50 HTX phi nông nghiệp và 22 QTDND, tổng cộng 312 tổ chức.",
    "Toàn tỉnh có 312 HTX đang hoạt động; trong đó khối huyện miền núi 100 HTX.",
    "Tổng số HTX: 312 HTX, trong đó:\n- HTX nông nghiệp: 240 HTX;\n- HTX phi nông nghiệp: 50 HTX;\n- QTDND: 22 quỹ.",
    "Tổng số HTX: 312 HTX, trong đó:\n- HTX nông nghiệp: 240 HTX, trong đó:\n+ Trồng trọt: 200 HTX\n"
    "+ Chăn nuôi: 40 HTX\n- HTX phi nông nghiệp: 50 HTX\n- QTDND: 22 quỹ",
    "Tổng số HTX: 312 HTX, trong đó:\n- HTX nông nghiệp: 240 HTX, gồm:\n- Trồng trọt: 200 HTX\n- Chăn nuôi: 40 HTX\n"
    "- HTX phi nông nghiệp: 50 HTX\n- QTDND: 22 quỹ",
    "Kết quả năm 2023:\n- Thành lập mới 18/20 HTX, đạt 90% kế hoạch;\n- Kết nạp 14 thành viên.\n"
    "Mục tiêu năm 2024:\n- Thành lập mới 20 HTX;\n- Kết nạp 15 thành viên.",
    "Tổ chức 20 cuộc tư vấn, trong đó 12 cuộc tại xã, 8 cuộc tại trụ sở, thu hút 900 lượt người.",
    "Hỗ trợ 10 HTX vay vốn, gồm 6 HTX nông nghiệp vay 3 tỷ đồng, 4 HTX phi nông nghiệp vay 2 tỷ đồng.",
    "Toàn tỉnh có 312 HTX (tăng 12 HTX so với năm 2022), trong đó 240 HTX nông nghiệp (tăng 10 HTX), "
    "50 HTX phi nông nghiệp (tăng 02 HTX) và 22 QTDND (không đổi).",
    "Có 4 HTX tham gia, gồm 3 HTX nông nghiệp và một HTX vận tải.",
    "Cơ cấu thu nhập: trồng trọt 55%, chăn nuôi 30%, dịch vụ 15%.",
    "Xếp loại tốt 20%, khá 45%, trung bình 30%, yếu 5%.",
    "Loại tốt chiếm 18,3%, khá 44,4%, trung bình 30,1%, yếu 7,1% số HTX được xếp loại.",
    "Hội nghị khen thưởng 30 tập thể và 25 cá nhân, trong đó UBND tỉnh tặng Bằng khen cho 12 tập thể, 9 cá nhân; "
    "Liên minh HTX tỉnh tặng Giấy khen cho 18 tập thể, 16 cá nhân.",
    "Hội nghị khen thưởng 30 tập thể và 25 cá nhân, trong đó UBND tỉnh tặng Bằng khen cho 12 tập thể, 9 cá nhân; "
    "Liên minh HTX Việt Nam tặng Bằng khen cho 8 tập thể, 6 cá nhân.",
    "Có 11 HTX thành lập mới, trong đó có 8 HTX nông nghiệp, 1 HTX vận tải và 2 HTX dịch vụ tổng hợp.",
    "Kinh phí hỗ trợ 50 tỷ đồng, trong đó ngân sách trung ương 30 tỷ đồng, ngân sách tỉnh 15 tỷ đồng, vốn đối ứng "
    "của HTX 5 tỷ đồng.",
    "Toàn tỉnh có 312 HTX, gồm 240 HTX nông nghiệp, 72 HTX phi nông nghiệp; 180 THT, gồm 150 THT nông nghiệp, 30 THT "
    "phi nông nghiệp; 04 liên hiệp HTX (gồm 03 liên hiệp HTX nông nghiệp, 01 HTX phi nông nghiệp).",
    "Toàn tỉnh có 312 HTX, trong đó 288 HTX nông nghiệp và 20 HTX vận tải.",
    "Tổng nguồn vốn của các quỹ đạt 3.200 tỷ đồng, trong đó vốn huy động 2.850 tỷ đồng, vốn điều lệ 120 tỷ đồng, các "
    "quỹ 180 tỷ đồng.",
    "Kết nạp thêm 28 thành viên, nâng tổng số thành viên lên 498 (gồm 462 HTX, 04 liên hiệp HTX, 20 QTDND, 12 doanh "
    "nghiệp).",
    "Trong năm có 18 HTX thành lập mới, trong đó có 8 HTX tổng hợp, 5 HTX nông nghiệp, còn lại là các HTX "
    "điện, xây dựng, "
    "môi trường; nâng tổng số lên 320 HTX.",
    "Trong năm có 18 HTX thành lập mới, gồm 8 HTX nông nghiệp, 5 HTX vận tải, còn lại là HTX điện và xây dựng.",
    "Toàn huyện có 90 HTX nông nghiệp (trong này có 02 HTX trồng tiêu, 01 HTX làm vườn).",
    "Về trình độ, trên đại học có 310 người (62% (trong đó tiến sĩ 110 người, thạc sĩ 200 người); đại học có "
    "180 người, "
    "dưới đại học có 10 người.",
    "Toàn tỉnh có 312 HTX, trong đó 250 HTX đang hoạt động hiệu quả, 12 HTX ngừng hoạt động.",
    "Toàn tỉnh có 312 HTX, trong đó 290 HTX đang hoạt động, 12 HTX tạm ngừng hoạt động.",
    "Trong 312 HTX có 240 HTX nông nghiệp, 45 HTX vận tải.",
    "Hỗ trợ 160 lượt HTX, gồm 90 lượt HTX nông nghiệp và 70 lượt HTX phi nông nghiệp.",
    "Toàn thành phố có 142 HTX.\n\nTrong đó có 66 HTX dịch vụ nông nghiệp; 34 HTX thương mại, dịch vụ; 20 "
    "HTX vận tải, bốc "
    "xếp; 14 HTX dịch vụ điện; 8 HTX dịch vụ nước sạch.",
    "Tổng thu ngân sách 1.240 tỷ đồng, trong đó thu nội địa 1.100 tỷ đồng và thu xuất nhập khẩu 140 tỷ đồng.",
    "Quý I thành lập 18 HTX, quý II thành lập 21 HTX; lũy kế 6 tháng thành lập 39 HTX.",
    "Quý II thành lập 21 HTX, quý III thành lập 14 HTX; lũy kế 9 tháng thành lập 53 HTX.",
    # Percentages
    "Qua kiểm tra 8/9 xã, thị trấn, đến ngày 19/6/2023 toàn huyện thực hiện đạt trên 60% chỉ tiêu giao.",
    "Có 36 doanh nghiệp tạm ngừng hoạt động (giảm 51,4% so với cùng kỳ) và có 5 doanh nghiệp giải thể.",
    "Dư nợ 2.758 tỷ đồng, tăng 132 tỷ đồng so với đầu năm, đạt 99,1% kế hoạch, trong đó dư nợ cho vay các xã "
    "khó khăn là "
    "547 tỷ đồng.",
    "Số vụ việc giảm 567 vụ (giảm 4,2%), số người vi phạm giảm 353 người (giảm 5,8%), số người phải nhắc nhở giảm 700 "
    "người (giảm 6,7%).",
    "Khu vực HTX có khoảng 7.600 lao động, trong đó lao động là thành viên chiếm 70%.",
    "Các HTX có 148.000 thành viên. Số lao động khoảng 7.600 người, trong đó lao động là thành viên chiếm 70%.",
    "Năm 2023 đạt 464 HTX, năm 2022 445 HTX, tăng 4,3%.",
    "Năm 2022 có 445 HTX, năm 2023 có 464 HTX, tăng 19 HTX (4,3%).",
    "Năm 2023 thành lập 97 HTX, năm 2022 kết nạp 80 HTX, tăng trưởng chung của khu vực đạt 5%.",
    "Năm 2022 có 445 HTX, năm 2023 có 464 HTX, doanh thu tăng 20%.",
    "Số HTX tăng từ 445 HTX lên 464 HTX, doanh thu bình quân tăng 20%.",
    "Năm 2022 có 245 HTX nông nghiệp, năm 2023 có 64 HTX vận tải, tăng 20%.",
    "Năm 2022 thành lập 45 HTX, năm 2023 giải thể 14 HTX, giảm 20%.",
    "Số HTX tăng từ 300 HTX năm 2019 lên 400 HTX năm 2023, bình quân mỗi năm tăng 7,5%.",
    "Cả năm thành lập 60 HTX, vượt 25% kế hoạch (48 HTX).",
    "Dự thi có 1,02 triệu em, tăng 13% so với năm 2020 (900.000 em).",
    "Số cán bộ quản lý HTX là 1.500 người, trong đó trình độ đại học 450 người (30%), trung cấp 600 người (40%).",
    "Trong số 310 HTX nông nghiệp, có 60 HTX loại tốt (19,4%), 130 HTX loại khá (41,9%).",
    "Toàn tỉnh có khoảng 1.900 THT, trong đó 520 THT (chiếm 28% tổng số THT) đã đăng ký.",
    "Có 252 trong tổng số 313 HTX kinh doanh có lãi, chiếm 80,5%, tăng khoảng 10% so với cùng kỳ.",
    "Sản xuất điện giảm 96,5% (6/173 doanh nghiệp); xây dựng giảm 42,2% (67/116 doanh nghiệp).",
    "Doanh thu đạt 12 tỷ đồng, gấp 3,4 lần so với năm 2018 (3,5 tỷ đồng).",
    "Năm 2022, số HTX tăng 2,5 lần so với năm 2001.",
    "Thành lập mới 18/20 HTX, đạt 90% kế hoạch năm.",
    "Thành lập mới 23 HTX, đạt 115% kế hoạch (20 HTX).",
    "Kế hoạch giao thành lập 20 HTX, kết quả thành lập được 23 HTX, đạt 115%.",
    "Mở 7/8 lớp bồi dưỡng, có 315 học viên, đạt 87,5% kế hoạch.",
    "Mở 7/9 lớp bồi dưỡng, đạt 77,7% kế hoạch.",
    "Mở 7/9 lớp bồi dưỡng, đạt 77,8% kế hoạch.",
    "Mở 7/9 lớp bồi dưỡng, đạt gần 78% kế hoạch.",
    "Kết nạp 23 thành viên, vượt 15% so với kế hoạch (20 thành viên).",
    "Thành lập mới 23 HTX, bằng 115% kế hoạch và bằng 92% so với cùng kỳ.",
    "Thành lập mới 18/20 HTX; kết nạp 30 thành viên, đạt 150% kế hoạch.",
    "Tổng số 312 HTX, trong đó 240 HTX nông nghiệp, chiếm 76,9%; 50 HTX phi nông nghiệp, chiếm 16%; 22 "
    "QTDND, chiếm 7,1%.",
    "Có 240/312 HTX nông nghiệp, chiếm 76,9%.",
    "Có 95 HTX liên kết với doanh nghiệp, chiếm 30,4% tổng số HTX đang hoạt động.",
    "Tổng số thành viên 40.500 người, tăng 500 người (1,25%) so với năm 2022.",
    "Doanh thu đạt 550 tỷ đồng, tăng 10% so với cùng kỳ (500 tỷ đồng).",
    "Doanh thu bình quân 2,2 tỷ đồng/HTX, tăng 10% so với năm 2022 (2 tỷ đồng/HTX).",
    "Số HTX tăng từ 300 HTX năm 2022 lên 312 HTX năm 2023, tăng 4%.",
    "Nợ xấu giảm 20% so với đầu năm; tỷ lệ nợ xấu 0,45%.",
    "Nợ xấu giảm từ 5 tỷ đồng xuống 4 tỷ đồng, giảm 20%.",
    "Dư nợ cho vay 310 tỷ đồng, tăng 24 tỷ đồng (8,4%) so với cuối năm 2022.",
    "100% HTX thành lập mới hoạt động đúng luật; 65% trở lên số HTX đạt loại khá.",
    "Thu nhập của thành viên tăng 1,5 lần so với năm 2015.",
    "Kết quả giải ngân đạt 12,6 tỷ đồng/14 tỷ đồng kế hoạch, đạt 90%.",
    "Tổng nguồn vốn 3.200 tỷ đồng, nợ xấu 12 tỷ đồng, chiếm 0,5% tổng dư nợ.",
    "Tổng dư nợ 2.400 tỷ đồng, nợ xấu 12 tỷ đồng, chiếm 0,5% tổng dư nợ.",
    "Tạo việc làm cho 12.500 lao động trong 15.000 lao động của HTX, chiếm 5% lao động toàn tỉnh.",
    "Toàn tỉnh có 420 HTX, tăng 12 HTX, đạt 60% kế hoạch.",
    "Toàn tỉnh có 420 HTX, tăng 12 HTX, bằng 103% so với cùng kỳ.",
    "Đến 30/6 đạt 50% kế hoạch, đến ngày 31/12 đạt 110% kế hoạch.",
    "Lũy kế có 420 HTX, đạt 84% mục tiêu đến năm 2025 (500 HTX).",
    "Thành lập mới 25 HTX, đạt 125% kế hoạch năm (20 HTX), tăng 5 HTX so với cùng kỳ.",
    "Nguồn vốn 185 tỷ đồng, dư nợ 150 tỷ đồng, chiếm 81,1% nguồn vốn, nợ xấu 0,3%.",
    "Tổng nguồn vốn của Quỹ 35 tỷ đồng, gồm: vốn ngân sách cấp 30 tỷ đồng, vốn bổ sung 5 tỷ đồng.",
    "Liên minh hiện có 312 thành viên, trong đó: 280 HTX, 4 liên hiệp HTX, 20 QTDND, 8 doanh nghiệp.",
    "Thành lập mới 15 HTX/KH 12 HTX, đạt 125%.",
    "Giá trị sản xuất đạt 2.350 tỷ đồng, tăng 8,5% so với cùng kỳ, đạt 102,2% kế hoạch (2.300 tỷ đồng).",
    "Thu ngân sách ước 45,6 tỷ đồng, bằng 114% dự toán (40 tỷ đồng), tăng 12% so với cùng kỳ năm trước.",
    "Thành lập mới 25 HTX, đạt 125% kế hoạch (20 HTX), giải thể 5 HTX, đạt 50% kế hoạch (10 HTX).",
    "Tổng kinh phí đào tạo 2,4 tỷ đồng, trong đó trung ương 1,5 tỷ đồng, tỉnh 0,9 tỷ đồng.",
    # Averages
    "Toàn tỉnh có 312 HTX, tổng doanh thu 655,2 tỷ đồng, bình quân 2,1 tỷ đồng/HTX.",
    "Có 180 THT với 3.240 tổ viên, bình quân 18 tổ viên/THT.",
    "Mở 12 lớp với 640 học viên, bình quân 53 học viên/lớp.",
    "Doanh thu bình quân 2,1 tỷ đồng/HTX, lợi nhuận bình quân 310 triệu đồng/HTX, thu nhập bình quân 5,5 "
    "triệu đồng/người/tháng.",
    "Đối với tổ hợp tác: doanh thu bình quân 300 triệu đồng/THT, lợi nhuận 60 triệu đồng/THT, thu nhập "
    "45 triệu đồng/người/năm.",
    "Trung bình mỗi HTX có 130 thành viên và 22 lao động.",
    "Tổng doanh thu bình quân 1.200 triệu đồng/năm/HTX, lợi nhuận 200 triệu đồng/năm/HTX.",
    "Tổ chức 15 lớp tập huấn cho 900 lượt người (bình quân 60 người/lớp), trong đó 10 lớp tại xã, 5 lớp tại tỉnh.",
    "Toàn tỉnh có 312 HTX. Tổng doanh thu của các HTX đạt 642 tỷ đồng, bình quân 2,1 tỷ đồng/HTX.",
    "Toàn tỉnh có 312 HTX. Tổng doanh thu của các HTX nông nghiệp đạt 480 tỷ đồng, bình quân 2 tỷ đồng/HTX.",
    "Thu nhập bình quân đạt 40 triệu đồng/người/năm, tăng 10 triệu đồng/người/năm so với đầu nhiệm kỳ năm 2020.",
    # Movements
    "Có 86 người là dân tộc thiểu số, thấp hơn 4 người so với dự kiến nhưng cao hơn khóa trước (khóa trước "
    "có 78 người).",
    "Kết nạp 14 thành viên, nâng tổng số lên 380 thành viên.",
    "Đầu năm 2023 có 300 HTX, trong năm thành lập mới 18 HTX, giải thể 6 HTX, đến cuối năm có 312 HTX.",
    "Đầu năm 2023 có 300 HTX, thành lập mới 15 HTX, sáp nhập 02 HTX, giải thể 01 HTX, đến cuối năm có 312 HTX.",
    "Đến cuối năm 2022, toàn tỉnh có 300 HTX. Năm 2023, thành lập mới 18 HTX, giải thể 06 HTX, nâng tổng "
    "số lên 312 HTX.",
    "Toàn tỉnh có 312 HTX, tăng 12 HTX so với năm 2022 (300 HTX).",
    "Từ 300 HTX năm 2022 lên 312 HTX năm 2023, tăng 12 HTX.",
    "Thành lập mới 20 THT, giải thể 25 THT, giảm 05 THT so với đầu năm.",
    "Thành lập mới 18 HTX, tăng 03 HTX so với cùng kỳ năm 2022.",
    "Thành lập mới 37/50 THT, đạt 74% kế hoạch, tăng 37 THT so với cuối năm 2022.",
    "Thành lập 02 liên hiệp HTX, nâng tổng số lên 03 liên hiệp HTX ở 02 huyện.",
    "Trong 5 năm có 90 HTX và 210 tổ hợp tác thành lập mới, nâng tổng số lên 312 HTX và 1.150 tổ hợp tác.",
    "Năm 2022 có 300 HTX. Năm 2023 thành lập mới 18 HTX (15 HTX nông nghiệp, 3 phi nông nghiệp), giải thể 6 HTX, nâng "
    "tổng số lên 312 HTX.",
    "Doanh thu bình quân của các HTX đạt 2,1 tỷ đồng/HTX, so với 350 triệu đồng/THT.",
    "Giải ngân 12 tỷ đồng cho 15 HTX, bình quân 800 triệu đồng/HTX.",
    "Doanh thu bình quân 1 HTX đạt 2,1 tỷ đồng/năm; thu nhập bình quân 1 lao động đạt 5 triệu đồng/tháng.",
    # What is no figure
    "Thực hiện Nghị định số 45/2021/NĐ-CP ngày 31/3/2021, Kế hoạch số 93/KH-UBND và Nghị quyết 20-NQ/TW "
    "ngày 16/6/2022.",
    "Hội nghị lần thứ 33, nhiệm kỳ 2020 - 2025, tổ chức sáng 26/12 tại xã An Phú; điện thoại 0227.3831.234.",
    "1. Kết quả thực hiện\n2. Tồn tại, hạn chế\n2.1. Về tổ chức\na) Có 12 HTX ngừng hoạt động.",
    "7,726 lượt xem. Cập nhật lúc 15:34, thứ 6, ngày 22/01/2021 [GMT+7].",
    "Bầu bổ sung 03 ủy viên, trong đó có 01 ủy viên Ban Thường vụ.",
    "Đề nghị tặng 09 Cờ thi đua, 08 Bằng khen cho tập thể hạng nhì, 10 Bằng khen cho tập thể hạng 3.",
    "Có 7/9 huyện, thành phố xây dựng được từ 2 mô hình HTX điển hình trở lên.",
    "Toàn tỉnh có 48 sản phẩm OCOP của HTX, trong đó 40 sản phẩm 3 sao, 8 sản phẩm 4 sao.",
    "Mức cho vay từ 50 đến 100 triệu đồng, lãi suất 5 - 6%/năm, thời hạn từ 12 đến 36 tháng.",
    "Đại hội bầu Ban Chấp hành gồm 31 đồng chí; Ban Thường vụ gồm 09 đồng chí: 01 Chủ tịch, 02 Phó Chủ tịch, 06 ủy "
    "viên.",
    "Hội nghị có 120 đại biểu, gồm 15 đồng chí lãnh đạo sở, ngành và 105 đại biểu các HTX.",
    # Targets
    "Năm 2022, cả nước tạo việc làm cho 1,6 triệu lao động. Năm 2023, tỉnh phấn đấu tạo việc làm cho 15.000 lao động.",
    "Năm 2022, huyện Tân An thành lập mới 28 HTX. Năm 2023, huyện Bình Hòa phấn đấu thành lập mới 12 HTX.",
    "Năm 2022 thành lập mới 28 HTX. Năm 2023 thành lập mới 18/20 HTX, đạt 90% kế hoạch.",
    "Năm 2022, toàn tỉnh thành lập mới 18 HTX. Năm 2023, phấn đấu thành lập mới 20 HTX.",
    "Năm 2022, toàn tỉnh thành lập mới 18 HTX, đạt 90% kế hoạch.\nMục tiêu năm 2023: thành lập mới từ 18 đến 20 HTX.",
    "6 tháng đầu năm 2023 thành lập mới 18 HTX. Phấn đấu cả năm 2023 thành lập mới 15 HTX trở lên.",
    "Trong 5 năm qua, toàn tỉnh thành lập mới 168 HTX. Năm 2024, phấn đấu thành lập mới 30 HTX.",
    "Năm 2022 có 05 HTX giải thể. Mục tiêu năm 2023: giải thể 03 HTX ngừng hoạt động lâu năm.",
    "Năm 2022, thu nhập bình quân trong HTX đạt 5 triệu đồng/người/tháng. "
    "Năm 2023, phấn đấu thu nhập bình quân trong HTX đạt 62 triệu đồng/người/năm.",
]
