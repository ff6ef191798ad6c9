"""Workbooks as real offices write them: letterheads, merged headers, sections, totals, signatures, hidden rows."""

import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet


def written(*fill: Callable[[Worksheet], None], epoch=None) -> bytes:
    """A workbook of one sheet per function, each named for it."""
    book = Workbook()
    if epoch is not None:
        book.epoch = epoch
    book.remove(book.active)
    for function in fill:
        function(book.create_sheet(function.__name__))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(sheet: Worksheet, top: int, *lines: list) -> None:
    """Write lines of cells from a row down; None leaves a cell alone."""
    for number, cells in enumerate(lines, top):
        for column, value in enumerate(cells, 1):
            if value is not None:
                sheet.cell(number, column, value)


def report(sheet: Worksheet) -> None:
    """The whole of it: letterhead, unit, a header of three rows, column numbers, districts, totals, signatures."""
    rows(
        sheet,
        1,
        ["LIÊN MINH HỢP TÁC XÃ TỈNH THỬ", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["VĂN PHÒNG", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["BIỂU TỔNG HỢP TÌNH HÌNH HỢP TÁC XÃ NĂM 2023"],
        [None, None, None, None, None, "Đơn vị tính: triệu đồng"],
        ["STT", "Tên đơn vị", "Vốn", None, None, "Lao động\n(người)", None],
        [None, None, "Điều lệ", "Huy động", None, None, None],
        [None, None, None, "Trong tỉnh", "Ngoài tỉnh", None, "Ghi chú"],
        ["A", "B", 1, 2, 3, 4, 5],
        ["I", "Huyện Thử Một", 30, 5, 3, 30],
        [1, "HTX Đồng Xanh", 10, 2, 1, 12],
        [2, "HTX Bãi Vàng", 20, 3, 2, 18, "mới"],
        ["II", "Huyện Thử Hai", 7, 1, None, 9],
        [1, "HTX Vườn Ấm", 7, 1, None, 9],
        ["Tổng cộng", None, 37, 6, 3, 39],
        [],
        [None, None, None, None, "Thử, ngày 26 tháng 12 năm 2023"],
        [None, "Người lập biểu", None, None, "KT. CHỦ TỊCH"],
        [None, "Trần Thị Lúa", None, None, "Phạm Văn Bừa"],
    )
    for area in ("A1:D1", "E1:G1", "A2:D2", "E2:G2", "A4:G4", "F5:G5", "A6:A8", "B6:B8", "C6:E6"):
        sheet.merge_cells(area)
    for area in ("C7:C8", "D7:E7", "F6:F8", "A15:B15", "E17:G17", "E18:G18", "E19:G19"):
        sheet.merge_cells(area)


def plain(sheet: Worksheet) -> None:
    """A table as our own template has it."""
    rows(sheet, 1, ["Mã", "Tên", "Thành viên"], ["HTX1", "Đồng Xanh", 12], ["HTX2", "Bãi Vàng", 18])


def communes(sheet: Worksheet) -> None:
    """The commune is merged down over its cooperatives; two sections are merged across; a page repeats the header."""
    rows(
        sheet,
        3,
        ["TT", "Xã", "Mã", "Tên"],
        ["Nông nghiệp"],
        [1, "Xã Một", "HTX1", "Đồng Xanh"],
        [2, None, "HTX2", "Bãi Vàng"],
        ["Phi nông nghiệp"],
        ["TT", "Xã", "Mã", "Tên"],
        [3, "Xã Hai", "HTX3", "Vườn Ấm"],
        [4, None, "HTX4", "Bến Vui"],
        [5, None, "HTX5", "Đê Lành"],
        ["Cộng", None, 5],
    )
    for area in ("A4:D4", "B5:B6", "A7:D7", "B9:B11", "A12:B12"):
        sheet.merge_cells(area)


def hiding(sheet: Worksheet) -> None:
    """Rows 3 to 4 and column B are hidden, and column C is blank."""
    rows(sheet, 1, ["Mã", "Tên", None, "Số"], *([f"HTX{n}", f"Tên {n}", None, n] for n in range(1, 6)))
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True


def in_old_fonts(sheet: Worksheet) -> None:
    """TCVN3 in its own font."""
    rows(sheet, 1, ["M·", "Tªn"], ["HTX1", "Hîp t¸c x· §ång Xanh"], ["HTX2", "Hîp t¸c x· B·i Vµng"])
    for row in sheet:
        for cell in row:
            cell.font = Font(name=".VnTime")
