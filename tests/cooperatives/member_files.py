"""Files of members as cooperatives send them."""

from pathlib import Path

import openpyxl

HEADER = [
    *("Mã HTX", "Mã thành viên", "Họ tên", "Đối tượng", "Loại thành viên"),
    *("Giới tính", "Năm sinh", "Vốn góp", "Ngày vào", "Ngày ra"),
]
LAN = ["H1", "TV1", "Nguyễn Thị Lan", "cá nhân", "chính thức", "nữ", "1975", "2.000.000", "13/02/2010", ""]
HUNG = ["H1", "TV2", "Trần Văn Hùng", "cá nhân", "chính thức", "nam", "1980", "500 000", "01/02/2012", "31/12/2020"]


def as_csv(path: Path, *rows: list, header: list = HEADER) -> Path:
    """Write rows as CSV and return the path."""
    text = "\n".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in map(str, row)) for row in [header, *rows]
    )
    path.write_text(text + "\n", encoding="utf-8-sig")
    return path


def as_xlsx(path: Path, *rows: list, header: list = HEADER) -> Path:
    """Write rows as a workbook, typed as given, and return the path."""
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path
