"""Mistakes come back in the clerk's own file: the same cells in the same places, the wrong ones red, what to do beside
them. Mended there and sent again, the file goes in."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.models import Organisation
from office.importing.pages import Upload
from printing.marked import marked_bytes
from printing.spreadsheet import read_rows
from tests.office.page import form_on
from tests.office.sheets import as_csv, as_xlsx

IMPORT, MARKED, PLAN, MAPPING = (
    reverse(f"admin:cooperatives_organisation_{page}")
    for page in ("import", "import_marked", "import_plan", "import_mapping")
)
HEADER = ["Mã", "Tên", "Loại hình", "Ngày thành lập"]
BAD = [HEADER, ["02269", "=HTX Một", "HTX", "31/02/1980"], ["X2", "HTX Hai", "LẠ", "01/02/1981"]]
RED = "FFFFC7CE"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(Upload, "folder", tmp_path / "imports")


def upload(client, content: bytes, name: str = "tep.xlsx"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def marked(client, answer):
    """The workbook that the page of mistakes offers."""
    return client.post(MARKED, {"token": answer.context["token"]})


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def values(sheet) -> list[list]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def red(sheet) -> list[str]:
    return [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == RED]


class TestTheMarkedWorkbook:
    def test_is_the_file_that_was_sent_with_the_wrong_cells_red(self, staff, browser):
        client = browser(staff)

        sheet = opened(marked(client, upload(client, as_xlsx(BAD))).content)

        assert [row[:4] for row in values(sheet)] == BAD
        assert red(sheet) == ["D2", "C3"]
        assert [row[4] for row in values(sheet)] == [
            "Lỗi",
            "Ngày thành lập: “31/02/1980” không có trên lịch: hãy kiểm tra ngày 31 tháng 2 năm 1980.",
            "Loại hình: “LẠ” không phải loại hình: hãy ghi một trong các từ: "
            "HTX; QTDND; LHHTX; THT; DN; Hợp tác xã; Quỹ tín dụng nhân dân; Liên hiệp hợp tác xã; Tổ hợp tác; "
            "Doanh nghiệp; Liên hiệp HTX.",
        ]

    def test_a_cell_that_is_missing_is_red_too(self, staff, browser):
        client = browser(staff)
        rows = [HEADER, ["X1", None, "HTX", "01/02/1980"]]

        assert red(opened(marked(client, upload(client, as_xlsx(rows))).content)) == ["B2"]

    def test_csv_comes_back_as_a_workbook_of_the_same_lines(self, staff, browser):
        client = browser(staff)
        rows = [HEADER, [], ["X1", "HTX Một", "LẠ", "01/02/1980"]]
        content = "\n".join([",".join(HEADER), "", "X1,HTX Một,LẠ,01/02/1980"]).encode()

        sheet = opened(marked(client, upload(client, content, "tep.csv")).content)

        assert values(sheet)[2][:4] == rows[2]
        assert red(sheet) == ["C3"]

    def test_mended_there_and_sent_again_it_goes_in(self, staff, browser):
        client = browser(staff)
        book = openpyxl.load_workbook(io.BytesIO(marked(client, upload(client, as_xlsx(BAD))).content))
        book.active["D2"], book.active["C3"] = "28/02/1980", "HTX"
        mended = io.BytesIO()
        book.save(mended)

        preview = upload(client, mended.getvalue())

        assert "2 dòng, thêm 2, sửa 0, giữ nguyên 0" in preview.content.decode()

    def test_what_is_still_wrong_is_said_in_the_same_column(self, staff, browser):
        client = browser(staff)
        once = marked(client, upload(client, as_xlsx(BAD))).content
        book = openpyxl.load_workbook(io.BytesIO(once))
        book.active["D2"] = "28/02/1980"
        half = io.BytesIO()
        book.save(half)

        sheet = opened(marked(client, upload(client, half.getvalue())).content)

        assert (sheet.max_column, red(sheet)) == (5, ["C3"])
        assert [bool(row[4]) for row in values(sheet)] == [True, False, True]

    def test_titles_and_lines_between_stay_where_they_were(self, staff, browser):
        client = browser(staff)
        rows = [["DANH SÁCH HỢP TÁC XÃ"], [], HEADER, ["X1", "HTX Một", "LẠ", "01/02/1980"]]

        sheet = opened(marked(client, upload(client, as_xlsx(rows))).content)

        assert values(sheet)[0][0] == "DANH SÁCH HỢP TÁC XÃ"
        assert [row[:4] for row in values(sheet)[2:]] == rows[2:]
        assert (values(sheet)[2][4], red(sheet)) == ("Lỗi", ["C4"])

    def test_columns_of_other_names_keep_their_names(self, staff, browser):
        client = browser(staff)
        rows = [["Ghi chú", "Mã HTX", "Tên HTX", *HEADER[2:]], ["giữ", "X1", "HTX Một", "LẠ", "01/02/1980"]]
        asked = upload(client, as_xlsx(rows))
        answer = client.post(MAPPING, form_on(asked))

        sheet = opened(marked(client, answer).content)

        assert ([row[:5] for row in values(sheet)], red(sheet)) == (rows, ["D2"])

    def test_numbers_days_and_text_keep_their_kind(self):
        cells = ["02269", 12, date(1980, 2, 1), True, "=1+1", "12345678901234567890"]
        content = marked_bytes(
            [(1, ["a", "b", "c", "d", "e", "f"]), (2, cells)],
            wrong=[(2, 1)],
            messages={2: "x"},
            heading=((1, 6), "Lỗi"),
        )

        [row] = read_rows(content, name="tep.xlsx").rows

        assert list(row.cells) == [*cells, "x"]

    @pytest.mark.parametrize(
        "live", ["=1+1", "+84 912", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.vn", "\t=1"]
    )
    def test_no_cell_is_a_formula_or_a_link(self, live, staff, browser):
        client = browser(staff)
        content = marked(client, upload(client, as_xlsx([HEADER, ["X1", live, "LẠ", "01/02/1980"]]))).content

        sheet = opened(content)

        assert (sheet["B2"].data_type, sheet["B2"].hyperlink) == ("s", None)
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")

    def test_nothing_hidden_travels_on(self, staff, browser):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            book.set_properties({"author": "Nguyễn Văn Kín", "company": "Cơ quan Kín"})
            sheet = book.add_worksheet()
            for number, row in enumerate(BAD):
                sheet.write_row(number, 0, row)
            sheet.write_comment(1, 0, "lời kín")
            sheet.write_formula(1, 1, '=CONCAT("HTX"," Một")', None, "HTX Một")
            book.add_worksheet("Kín").hide()
            book.get_worksheet_by_name("Kín").write(0, 0, "điều kín")
        client = browser(staff)

        archive = zipfile.ZipFile(io.BytesIO(marked(client, upload(client, out.getvalue())).content))

        everything = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="ignore").casefold()
        assert [word for word in ("kín", "comment", "concat", "veryhidden") if word in everything] == []
        assert [name for name in archive.namelist() if "worksheets/sheet" in name] == ["xl/worksheets/sheet1.xml"]

    def test_merged_headings_are_merged_again(self):
        lines = [(1, ["Thông tin", None, "Tên"]), (2, ["Mã", "Loại hình", None]), (3, ["X1", "LẠ", "HTX"])]

        content = marked_bytes(
            lines,
            wrong=[(3, 1)],
            messages={3: "sai"},
            heading=((2, 3), "Lỗi"),
            header_lines=(1, 2),
            merged=[(1, 0, 1, 1), (1, 2, 2, 2)],
        )

        sheet = opened(content)
        assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:B1", "C1:C2"]
        assert (sheet["A1"].value, sheet["C1"].value, sheet["D2"].value, sheet["D3"].value) == (
            "Thông tin",
            "Tên",
            "Lỗi",
            "sai",
        )

    def test_a_file_that_cannot_be_read_at_all_has_nothing_to_mark(self, staff, browser):
        answer = upload(browser(staff), b"PK\x03\x04 not a workbook")

        assert answer.status_code == 400
        assert "Tải tệp đã đánh dấu lỗi" not in answer.content.decode()


class TestTheListOfWhatWouldBeWritten:
    def test_names_every_line_and_value(self, founded, staff, browser):
        founded("X1", name="HTX Cũ", on=date(1980, 2, 1))
        client = browser(staff)
        rows = [HEADER, ["X1", "HTX Một", "HTX", "01/02/1980"], ["X2", "HTX Hai", "THT", "01/02/1981"]]
        preview = upload(client, as_xlsx(rows))

        answer = client.post(PLAN, {"token": preview.context["token"]})

        assert [row[:4] for row in values(opened(answer.content))[3:]] == [
            [2, "HTX Một (X1)", "sửa", "Tên: HTX Cũ → HTX Một"],
            [3, "HTX Hai (X2)", "thêm mới", "Mã: X2"],
            [3, "HTX Hai (X2)", "thêm mới", "Tên: HTX Hai"],
            [3, "HTX Hai (X2)", "thêm mới", "Loại hình: THT"],
            [3, "HTX Hai (X2)", "thêm mới", "Ngày thành lập: 01/02/1981"],
        ]

    def test_holds_what_the_page_leaves_out(self, staff, browser):
        client = browser(staff)
        rows = [[f"X{number}", f"HTX {number}", "HTX", "01/02/1980"] for number in range(203)]
        preview = upload(client, as_csv([HEADER, *rows]), "tep.csv")

        html = preview.content.decode()
        listed = values(opened(client.post(PLAN, {"token": preview.context["token"]}).content))

        assert (html.count("<td>thêm mới</td>"), "Và 3 dòng nữa" in html) == (200, True)
        assert {row[0] for row in listed[3:]} == set(range(2, 205))
        assert Organisation.objects.count() == 0


def test_many_errors_are_cut_on_the_page_and_whole_in_the_file(staff, browser):
    client = browser(staff)
    rows = [[f"X{number}", f"HTX {number}", "LẠ", "01/02/1980"] for number in range(203)]

    answer = upload(client, as_csv([HEADER, *rows]), "tep.csv")

    assert "có 203 lỗi" in answer.content.decode()
    assert "Và 3 lỗi nữa" in answer.content.decode()
    assert len(red(opened(marked(client, answer).content))) == 203


def test_csv_lines_of_many_lines_keep_their_numbers(staff, browser):
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, ["X1", "HTX\nMột", "HTX", "01/02/1980"], ["X2", "HTX Hai", "LẠ", "01/02/1980"]])
    client = browser(staff)

    answer = upload(client, out.getvalue().encode(), "tep.csv")

    assert [error.row for error in answer.context["report"].errors] == [4]
    assert red(opened(marked(client, answer).content)) == ["C4"]
