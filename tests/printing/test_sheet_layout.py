"""Tables as offices lay them out: header, sections, totals, signatures told apart from data, each thing said."""

from decimal import Decimal

import openpyxl
import pytest

from printing.spreadsheet import SpreadsheetRefused, Unit, check_totals, read_rows
from tests.printing import messy


def sheet_of(*fill, name="a.xlsx", **options):
    return read_rows(messy.written(*fill), name=name, **options)


def csv(text: str):
    return read_rows(text.encode(), name="a.csv")


def table(*lines, merged=()):
    """The sheet that the lines and merged areas of a workbook are read as."""

    def filled(sheet):
        messy.rows(sheet, 1, *lines)
        for area in merged:
            sheet.merge_cells(area)

    return sheet_of(filled)


def data(sheet):
    return [row.cells for row in sheet.rows]


class TestAReportOfAnOffice:
    def test_has_its_header_of_three_rows_flattened(self):
        sheet = sheet_of(messy.report)

        assert sheet.header == (
            "Tên đơn vị",
            "Vốn / Điều lệ",
            "Vốn / Huy động / Trong tỉnh",
            "Vốn / Huy động / Ngoài tỉnh",
            "Lao động (người)",
            "Ghi chú",
        )
        assert (sheet.header_lines, sheet.positions) == ((6, 7, 8), (1, 2, 3, 4, 5, 6))

    def test_has_its_rows_under_their_sections(self):
        assert [(row.line, row.section, row.cells) for row in sheet_of(messy.report).rows] == [
            (11, "I. Huyện Thử Một", ("HTX Đồng Xanh", 10, 2, 1, 12, None)),
            (12, "I. Huyện Thử Một", ("HTX Bãi Vàng", 20, 3, 2, 18, "mới")),
            (14, "II. Huyện Thử Hai", ("HTX Vườn Ấm", 7, 1, None, 9, None)),
        ]

    def test_has_its_totals_with_the_lines_they_cover(self):
        totals = sheet_of(messy.report).totals

        assert [(total.line, total.label, total.lines) for total in totals] == [
            (10, "I. Huyện Thử Một", (11, 12)),
            (13, "II. Huyện Thử Hai", (14,)),
            (15, "Tổng cộng", (11, 12, 14)),
        ]

    def test_has_its_titles_kept(self):
        assert sheet_of(messy.report).title_lines == (
            "LIÊN MINH HỢP TÁC XÃ TỈNH THỬ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "VĂN PHÒNG Độc lập - Tự do - Hạnh phúc",
            "BIỂU TỔNG HỢP TÌNH HÌNH HỢP TÁC XÃ NĂM 2023",
            "Đơn vị tính: triệu đồng",
        )

    def test_has_the_unit_of_the_sheet_where_a_column_of_numbers_names_none(self):
        of_all = Unit(Decimal(1_000_000), "triệu đồng", sheet_wide=True)

        assert sheet_of(messy.report).units == (Unit(), of_all, of_all, of_all, Unit(Decimal(1), "người"), Unit())

    def test_says_everything_that_was_done(self):
        assert sheet_of(messy.report, messy.plain).notices == (
            "Chỉ đọc trang tính đầu “report”; bỏ qua: plain.",
            "Bỏ qua phần đầu trang ở dòng 1–2, 4–5: “LIÊN MINH HỢP TÁC XÃ TỈNH THỬ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
            " · VĂN PHÒNG Độc lập - Tự do - Hạnh phúc · BIỂU TỔNG HỢP”.",
            "Tiêu đề cột nằm ở các dòng 6–8, đã ghép lại bằng dấu gạch chéo.",
            "Bỏ qua dòng 9: chỉ là số thứ tự của cột.",
            "Bỏ qua phần ghi chú, chữ ký ở cuối, từ dòng 17: “Thử, ngày 26 tháng 12 năm 2023”.",
            "Dòng chia mục, không phải số liệu: dòng 10 “I. Huyện Thử Một”; dòng 13 “II. Huyện Thử Hai”.",
            "Dòng tổng, không phải số liệu, chỉ dùng để đối chiếu: dòng 15 “Tổng cộng”.",
            "Bỏ cột A “STT”: chỉ là số thứ tự.",
            "Có cột ghi theo đơn vị lớn: “Vốn / Điều lệ”, “Vốn / Huy động / Trong tỉnh”, “Vốn / Huy động / Ngoài tỉnh”."
            " Hãy xác nhận đơn vị khi nhập.",
        )

    def test_agrees_with_its_totals(self):
        assert check_totals(sheet_of(messy.report), [1, 2, 3, 4]) == []

    def test_is_told_which_total_does_not_agree(self):
        def wrong(sheet):
            messy.report(sheet)
            sheet["C15"], sheet["F10"] = 38, 29

        assert [found.message for found in check_totals(sheet_of(wrong), [1, 2, 3, 4])] == [
            "Dòng 10 “I. Huyện Thử Một”, cột “Lao động (người)”: ghi 29 nhưng cộng các dòng được 30: "
            "hãy kiểm tra lại số liệu hoặc dòng tổng.",
            "Dòng 15 “Tổng cộng”, cột “Vốn / Điều lệ”: ghi 38 nhưng cộng các dòng được 37: "
            "hãy kiểm tra lại số liệu hoặc dòng tổng.",
        ]


def test_a_plain_table_is_read_without_a_word():
    sheet = sheet_of(messy.plain)

    assert (sheet.header, sheet.header_lines, sheet.notices) == (("Mã", "Tên", "Thành viên"), (1,), ())
    assert data(sheet) == [("HTX1", "Đồng Xanh", 12), ("HTX2", "Bãi Vàng", 18)]


def test_a_cell_merged_down_gives_its_value_to_every_line_of_it():
    sheet = sheet_of(messy.communes)

    assert [(row.line, row.cells[0], row.section) for row in sheet.rows] == [
        (5, "Xã Một", "Nông nghiệp"),
        (6, "Xã Một", "Nông nghiệp"),
        (9, "Xã Hai", "Phi nông nghiệp"),
        (10, "Xã Hai", "Phi nông nghiệp"),
        (11, "Xã Hai", "Phi nông nghiệp"),
    ]
    assert any("được ghi xuống cho các dòng 6, 10–11" in notice for notice in sheet.notices)


def test_a_header_repeated_on_every_page_is_passed_over():
    assert "Bỏ qua tiêu đề lặp lại ở dòng 8." in sheet_of(messy.communes).notices


def test_the_only_total_of_a_table_covers_all_of_it():
    (total,) = sheet_of(messy.communes).totals

    assert (total.label, total.lines) == ("Cộng", (5, 6, 9, 10, 11))


def test_hidden_rows_and_columns_are_read_and_told_loudly():
    sheet = sheet_of(messy.hiding)

    assert len(sheet.rows) == 5
    assert sheet.notices == (
        "Bỏ qua cột trống C: không có tiêu đề và số liệu.",
        "CHÚ Ý: dòng 3–4 đang bị ẩn trong tệp nhưng vẫn được đọc như số liệu. "
        "Nếu không muốn nhập, hãy xóa hẳn các dòng ấy.",
        "CHÚ Ý: cột B “Tên” đang bị ẩn trong tệp nhưng vẫn được đọc. Nếu không muốn nhập, hãy xóa hẳn cột ấy.",
    )


def test_a_hidden_sheet_is_not_read_but_told():
    def draft(sheet):
        messy.rows(sheet, 1, ["x"], ["y"])
        sheet.sheet_state = "hidden"

    sheet = sheet_of(draft, messy.plain)

    assert (sheet.sheet_name, sheet.sheet_names) == ("plain", ("plain",))
    assert sheet.notices == ("Trong tệp có trang tính bị ẩn, không đọc: draft.",)


class TestTheHeader:
    def test_is_found_below_titles_in_a_csv_too(self):
        sheet = csv("DANH SÁCH HỢP TÁC XÃ,,\nĐơn vị tính: tỷ đồng,,\n\nMã,Tên,Vốn\nHTX1,Đồng Xanh,12\n")

        assert (sheet.header, sheet.header_lines, data(sheet)) == (
            ("Mã", "Tên", "Vốn"),
            (4,),
            [("HTX1", "Đồng Xanh", "12")],
        )

    def test_of_two_rows_is_joined_without_merged_cells(self):
        sheet = csv("Mã,Vốn,,Ghi chú\n,Điều lệ,Huy động,\nHTX1,1,2,\nHTX2,3,4,\n")

        assert sheet.header == ("Mã", "Vốn / Điều lệ", "Vốn / Huy động", "Ghi chú")
        assert data(sheet) == [("HTX1", "1", "2", None), ("HTX2", "3", "4", None)]

    def test_takes_years_below_a_wide_cell(self):
        sheet = table(["Tên", "Thành viên"], [None, 2022, 2023], ["Đồng Xanh", 5, 6], merged=("A1:A2", "B1:C1"))

        assert (sheet.header, data(sheet)) == (("Tên", "Thành viên / 2022", "Thành viên / 2023"), [("Đồng Xanh", 5, 6)])

    def test_keeps_a_first_row_of_data_that_happens_to_count(self):
        assert data(table(["Một", "Hai", "Ba"], [1, 2, 3], [4, 5, 6])) == [(1, 2, 3), (4, 5, 6)]

    def test_loses_a_row_that_numbers_columns_of_words(self):
        assert data(table(["Mã", "Tên", "Số"], [1, 2, 3], ["a", "b", 6])) == [("a", "b", 6)]

    def test_loses_a_row_of_letters_and_sums(self):
        lines = (["Mã", "Tên", "Số", "Cộng cả"], ["A", "B", "(1)", "(2)=(1)+(1)"], ["a", "b", 6, 12])

        assert data(table(*lines)) == [("a", "b", 6, 12)]

    def test_with_a_gap_over_data_is_refused(self):
        with pytest.raises(SpreadsheetRefused, match="cột thứ 2 không có tiêu đề nhưng dòng 2 có dữ liệu"):
            table(["Mã", None, "Tên"], ["a", "b", "c"])

    def test_of_a_number_column_with_codes_in_it_is_kept(self):
        assert table(["STT", "Tên"], [1, "a"], ["HTX2", "b"]).header == ("STT", "Tên")


class TestRows:
    @pytest.mark.parametrize(
        "label", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng cộng: 2 HTX", "Tổng (I+II)", "Cộng huyện Thử"]
    )
    def test_of_totals_are_no_data(self, label):
        sheet = table(["Mã", "Tên", "Số"], ["a", "b", 1], [label, None, 1])

        assert (data(sheet), [total.label for total in sheet.totals]) == ([("a", "b", 1)], [label])

    @pytest.mark.parametrize("name", ["Tổng công ty Thử", "Cộng Hòa", "Cộng đồng Xanh", "Tổng hợp Bãi Vàng"])
    def test_whose_name_sounds_like_a_total_are_data(self, name):
        assert data(table(["Tên", "Xã", "Số"], [name, "Xã Một", 1])) == [(name, "Xã Một", 1)]

    def test_with_only_a_name_are_data_unless_they_look_like_a_heading(self):
        sheet = table(
            ["Tên", "Xã", "Số"], ["I. Nông nghiệp"], ["a", "b", 1], ["Đồng Xanh"], ["Huyện Thử"], ["c", "d", 2]
        )

        assert [(row.cells[0], row.section) for row in sheet.rows] == [
            ("a", "I. Nông nghiệp"),
            ("Đồng Xanh", "I. Nông nghiệp"),
            ("c", "I. Nông nghiệp / Huyện Thử"),
        ]

    def test_of_signatures_end_the_table_only_where_nothing_follows(self):
        lines = (
            ["Tên", "Xã", "Số"],
            ["a", "b", 1],
            ["Giám đốc"],
            ["c", "d", 2],
            [],
            ["Người lập biểu"],
            ["Trần Thị Lúa"],
        )

        assert data(table(*lines)) == [("a", "b", 1), ("Giám đốc", None, None), ("c", "d", 2)]

    def test_of_each_section_are_added_up_apart(self):
        sheet = table(
            *(["Tên", "Xã", "Số"], ["A. Lúa"], ["a", "x", 1], ["b", "x", 2], ["Cộng", None, 3]),
            *(["B. Mạ"], ["c", "x", 4], ["Cộng", None, 5], ["Tổng cộng", None, 7]),
        )

        assert [(total.line, total.lines) for total in sheet.totals] == [(5, (3, 4)), (8, (7,)), (9, (3, 4, 7))]
        assert [(found.line, found.stated, found.summed) for found in check_totals(sheet, [2])] == [(8, 5, 4)]

    def test_that_cannot_be_read_as_numbers_leave_a_total_uncompared(self):
        sheet = table(["Tên", "Xã", "Số"], ["a", "b", "chưa rõ"], ["Tổng cộng", None, 7])

        (found,) = check_totals(sheet, [2])
        assert (found.summed, "chưa so được" in found.message) == (None, True)


@pytest.mark.parametrize(
    ("header", "multiplier", "word"),
    [
        ("Vốn (triệu đồng)", 10**6, "triệu đồng"),
        ("Doanh thu (tỷ)", 10**9, "tỷ"),
        ("Doanh thu (ĐVT: tỉ đồng)", 10**9, "tỉ đồng"),
        ("Thu nhập (nghìn đồng/người/tháng)", 10**3, "nghìn đồng/người/tháng"),
        ("Vốn (1.000 đ)", 10**3, "1.000 đ"),
        ("Vốn, triệu đồng", 10**6, "triệu đồng"),
        ("Vốn ĐVT: triệu đồng", 10**6, "triệu đồng"),
        ("Thu nhập bình quân (đồng/người/tháng)", 1, "đồng/người/tháng"),
        ("Diện tích canh tác (ha)", 1, "ha"),
        ("Vốn (nếu có)", 1, ""),
        ("Triệu phú", 1, ""),
        ("Tỷ lệ (tỷ lệ)", 1, ""),
    ],
)
def test_a_unit_in_a_header_is_told(header, multiplier, word):
    assert csv(f"Mã;{header}\na;1\n").units[1] == Unit(Decimal(multiplier), word)


def dates(sheet):
    """Days as serial numbers with a format of days, as Excel keeps them."""
    messy.rows(sheet, 1, ["Số", "Ngày"], *([serial, serial] for serial in (1, 59, 61, 29_252, 73_415)))
    for (cell,) in sheet["B2:B6"]:
        cell.number_format = "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("epoch", "days"),
    [
        (
            openpyxl.utils.datetime.CALENDAR_WINDOWS_1900,
            ["1900-01-01", "1900-02-28", "1900-03-01", "1980-02-01", "2100-12-31"],
        ),
        (
            openpyxl.utils.datetime.CALENDAR_MAC_1904,
            ["1904-01-02", "1904-02-29", "1904-03-02", "1984-02-02", "2105-01-01"],
        ),
    ],
)
def test_days_are_days_of_the_calendar_of_the_workbook_and_bare_serials_stay_numbers(epoch, days):
    read = read_rows(messy.written(dates, epoch=epoch), name="a.xlsx").rows

    assert [(row.cells[0], row.cells[1].isoformat()) for row in read] == list(
        zip((1, 59, 61, 29_252, 73_415), days, strict=True)
    )


def test_the_day_that_only_excel_knows_is_refused():
    def sixty(sheet):
        dates(sheet)
        sheet["B3"] = 60

    with pytest.raises(SpreadsheetRefused, match=r"Ô B3 của tệp a[.]xlsx ghi ngày 29/02/1900"):
        sheet_of(sixty)
