"""Files that people send are read exactly or refused in words."""

import io
import unicodedata
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from printing.spreadsheet import SpreadsheetRefused, read_rows
from tests.printing.hostile import HEAD, archive


def workbook(*rows, **sheets) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, content in sheets.items():
        book.create_sheet(name).append(content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(source: bytes | str, name: str = "tệp.csv") -> list[tuple]:
    content = source.encode() if isinstance(source, str) else source
    return [row.cells for row in read_rows(content, name=name).rows]


def refusal(source: bytes, name: str = "tệp.xlsx", **limits) -> str:
    with pytest.raises(SpreadsheetRefused) as refused:
        read_rows(source, name=name, **limits)
    return str(refused.value)


def test_cells_of_a_workbook_come_as_they_are():
    source = workbook(
        ["Mã", "Số", "Lẻ", "Ngày", "Đúng", "Trống"],
        ["0012", 7.0, 12.5, date(1980, 2, 1), True, None],
        ["  x\u00a0", 1, 1, 1, 1, 1],
    )

    sheet = read_rows(source, name="a.xlsx")

    assert sheet.header == ("Mã", "Số", "Lẻ", "Ngày", "Đúng", "Trống")
    assert sheet.rows[0].cells == ("0012", 7, Decimal("12.5"), date(1980, 2, 1), True, None)
    assert sheet.rows[1].cells[0] == "x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_its_encoding_and_by_its_own_mark(encoding, mark):
    text = f"Mã{mark}Tên\n0012{mark}Hợp tác xã Ữ\n"

    assert cells(text.encode(encoding)) == [("0012", "Hợp tác xã Ữ")]


def test_text_is_composed_and_empty_text_is_nothing():
    assert cells("Mã,Tên\nHo\u0323\u0302p, \u200b\n") == [("H\u1ed9p", None)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_mark_that_nobody_sees_is_left_out_and_told(form):
    rows = [["Mã", "Tên"], ["HTX\u200b01", "Hợp tác xã Ruộng"], ["HTX02\ufeff", "Hợp tác xã Xanh"]]
    source = workbook(*rows) if form == "xlsx" else "\n".join(map(",".join, rows)).encode()

    sheet = read_rows(source, name=f"tệp.{form}")

    assert [row.cells[0] for row in sheet.rows] == ["HTX01", "HTX02"]
    assert sheet.notices == (
        "CHÚ Ý: đã bỏ ký tự ẩn, mắt không thấy, trong “HTX01”; “HTX02”. Nếu là mã, hãy xem có đúng mã ấy không.",
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_mark_that_begins_a_file_is_none_of_its_text(encoding):
    assert read_rows("Mã,Tên\nHTX01,Ruộng\n".encode(encoding), name="a.csv").notices == ()


def test_line_numbers_are_those_of_the_file():
    by_csv = read_rows('Mã,Tên\n\n"a","hai\ndòng"\n\nb,c\n'.encode(), name="a.csv")
    by_workbook = read_rows(workbook(["Mã"], [], ["a"], [], ["b"]), name="a.xlsx")

    assert [row.line for row in by_csv.rows] == [3, 6]
    assert [row.line for row in by_workbook.rows] == [3, 5]


def test_our_own_mark_before_formula_like_text_is_taken_off_again():
    assert cells("Mã,Tên\na,'=1+1\nb,'x\n") == [("a", "=1+1"), ("b", "'x")]


def test_other_sheets_are_passed_over_and_told():
    sheet = read_rows(workbook(["Mã"], ["a"], Khác=["x"]), name="a.xlsx")

    assert sheet.notices == ("Chỉ đọc trang tính đầu “Sheet”; bỏ qua: Khác.",)


@pytest.mark.parametrize(
    ("source", "name", "words"),
    [
        (b"", "a.xlsx", "trống"),
        (b" \n\n", "a.csv", "trống"),
        (b"M\xc3\xa3,T\n", "a.csv", "chỉ có dòng tiêu đề"),
        ("Mã,Tên\na,b\n".encode(), "a.xlsx", "không phải sổ Excel dù có đuôi ấy"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "a.xlsx", "mật khẩu"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", "bị hỏng"),
        (workbook(["Mã"], ["a"])[:-200], "a.xlsx", "bị hỏng"),
        (archive(extra={"xl/vbaProject.bin": b"x"}), "a.xlsx", "macro"),
        ("Mã,,Tên\na,b,c\n".encode(), "a.csv", "cột thứ 2 không có tiêu đề"),
        ("Mã\na,b\n".encode(), "a.csv", "ngoài các cột có tiêu đề"),
        (b'M\xc3\xa3,T\n"a,b\n', "a.csv", "sai dấu ngoặc kép"),
        (b"M,T\nx\x00,y\n", "a.csv", "không phải văn bản CSV"),
        (f"Mã\n{'x' * 10_001}\n".encode(), "a.csv", "dài quá"),
    ],
)
def test_a_file_that_is_no_table_is_told_why_and_what_to_do(source, name, words):
    said = refusal(source, name)

    assert words in said
    assert "hãy" in said.lower() or "không có dòng" in said


def test_a_zip_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("a.txt", "x")

    assert "không phải sổ Excel" in refusal(out.getvalue())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('<c r="A2" t="e"><v>#N/A</v></c>', "Ô A2"),
        ('<c r="A2"><f>1+1</f></c>', "Ô A2"),
        ('<c r="A2"><f>SUM(B1:B9)</f><v></v></c>', "Ô A2"),
    ],
)
def test_an_error_or_a_formula_without_result_never_becomes_a_blank(row, words):
    source = archive(HEAD + f'<row r="2">{row}</row>')

    assert words in refusal(source)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read():
    assert "lớn hơn 25 MB" in refusal(b"x" * (25 * 1024 * 1024 + 1), "a.csv")


def test_more_rows_than_asked_for_are_refused_not_cut():
    text = "Mã\n" + "a\n" * 12

    assert len(read_rows(text.encode(), name="a.csv", max_rows=12).rows) == 12
    assert "hơn 11 dòng" in refusal(text.encode(), "a.csv", max_rows=11)


@pytest.mark.parametrize("rows", [65_535, 65_536, 65_537])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_row_is_lost_where_old_workbooks_ended(form, rows):
    source = ("Mã\n" + "".join(f"{n}\n" for n in range(rows))).encode() if form == "csv" else numbered(rows)

    sheet = read_rows(source, name=f"a.{form}")

    assert [int(row.cells[0]) for row in sheet.rows] == list(range(rows))


@pytest.mark.parametrize(("form", "rows"), [("xlsx", 1_048_576), ("xlsx", 1_048_577), ("csv", 1_048_577)])
def test_where_workbooks_of_today_end_a_file_is_refused_not_cut(form, rows):
    last = f'<row r="{rows}"><c r="A{rows}"><v>1</v></c></row>'
    source = b"M\n" + b"1\n" * rows if form == "csv" else archive(HEAD + last)

    assert "200" in refusal(source, f"a.{form}")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_one_row_more_than_the_limit_is_refused(form):
    def source(rows):
        return ("Mã\n" + "".join(f"{n}\n" for n in range(rows))).encode() if form == "csv" else numbered(rows)

    assert len(read_rows(source(500), name=f"a.{form}", max_rows=500).rows) == 500
    assert "hơn 500 dòng" in refusal(source(501), f"a.{form}", max_rows=500)
    assert "500 dòng" in refusal(source(5000), f"a.{form}", max_rows=500)


def numbered(rows: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Mã")
        for number in range(rows):
            sheet.write_number(number + 1, 0, number)
    return out.getvalue()


def test_a_formula_that_gives_an_empty_text_is_a_blank():
    source = archive(
        HEAD + '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3" t="str"><f>""</f><v></v></c></row>'
    )

    assert [row.cells for row in read_rows(source, name="a.xlsx").rows] == [(1,)]


def test_what_is_packed_within_the_file_is_never_unpacked():
    within = archive(extra={"xl/sharedStrings.xml": b"0" * 60_000_000})

    assert len(read_rows(archive(extra={"xl/embeddings/a.zip": within}), name="a.xlsx").rows) == 1


def test_a_sheet_can_be_asked_for_by_its_name():
    source = workbook(["Mã"], ["a"], Khác=["Tên"])

    assert read_rows(source, name="a.xlsx").sheet_names == ("Sheet", "Khác")
    assert "chỉ có dòng tiêu đề" in refusal(source, sheet="Khác")
    assert "không có trang tính “Lạ”" in refusal(source, sheet="Lạ")


def test_letters_that_look_like_d_and_marks_of_no_width_are_put_right():
    assert cells("Mã,Tên\nÐông,Ɖồng\u200b Ruộng\u00a0Xanh\n") == [("Đông", "Đồng Ruộng Xanh")]


def test_a_csv_in_the_code_page_of_windows_is_read():
    text = "Mã,Tên\n0012,Hợp tác xã Đồng Xanh\n"
    windows = unicodedata.normalize("NFD", text)
    for base, letter in (("a\u0306", "ă"), ("a\u0302", "â"), ("e\u0302", "ê"), ("o\u0302", "ô"), ("o\u031b", "ơ")):
        windows = windows.replace(base, letter)
    windows = windows.replace("o\u0323\u0302", "ô\u0323").replace("o\u031b\u0323", "ơ\u0323")

    sheet = read_rows(windows.encode("cp1258"), name="a.csv")

    assert (sheet.encoding, sheet.rows[0].cells) == ("cp1258", ("0012", "Hợp tác xã Đồng Xanh"))
