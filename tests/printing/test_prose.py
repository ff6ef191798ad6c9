"""TXT and DOCX files as text: what is read on the page, line by line; what is no such file is refused in words."""

import struct

import pytest

from printing.prose import MAX_FILE, MAX_LETTERS, ProseRefused, read_prose
from tests.printing.word_files import archive, document, paragraph, row, word_file

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def refusal(source: bytes, name: str) -> str:
    with pytest.raises(ProseRefused) as refused:
        read_prose(source, name=name)
    return str(refused.value)


def test_a_word_file_gives_a_line_for_each_paragraph_blank_ones_too():
    assert read_prose(word_file("Mở đầu", "", "Có 312 HTX"), name="a.docx") == "Mở đầu\n\nCó 312 HTX"


def test_a_row_of_a_table_is_one_line_with_tabs_between_its_cells():
    body = paragraph("Biểu 1") + f"<w:tbl>{row('Loại hình', 'Số lượng')}{row('HTX', '312')}</w:tbl>" + paragraph("Hết")

    assert read_prose(archive(document(body)), name="a.docx") == "Biểu 1\nLoại hình\tSố lượng\nHTX\t312\nHết"


def test_a_table_within_a_cell_stays_in_its_row():
    inner = f"<w:tbl>{row('a', 'b')}</w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{inner}{paragraph('c')}</w:tc><w:tc>{paragraph('d')}</w:tc></w:tr></w:tbl>"

    assert read_prose(archive(document(body)), name="a.docx") == "a b c\td"


def test_runs_join_and_breaks_and_tabs_separate():
    runs = "<w:r><w:t>Có 3</w:t></w:r><w:r><w:t>12 HTX</w:t><w:tab/><w:t>mới</w:t><w:br/><w:t>dòng hai</w:t></w:r>"

    assert read_prose(archive(document(f"<w:p>{runs}</w:p>")), name="a.docx") == "Có 312 HTX mới\ndòng hai"


def test_what_was_deleted_with_tracking_and_what_stands_twice_is_passed_over():
    deleted = "<w:del><w:r><w:delText>999</w:delText></w:r></w:del>"
    twice = (
        "<mc:AlternateContent><mc:Choice><w:r><w:t>khung</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>khung</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    )

    assert read_prose(archive(document(f"<w:p>{deleted}{twice}</w:p>")), name="a.docx") == "khung"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_the_usual_encodings(encoding):
    assert read_prose("Có 312 hợp tác xã\r\nHết\r".encode(encoding), name="A.TXT") == "Có 312 hợp tác xã\nHết\n"


@pytest.mark.parametrize(
    ("source", "name", "sentence"),
    [
        (b"x", "bai.doc", "không phải .docx hay .txt: hãy lưu lại"),
        (b"x", "bai", "không phải .docx hay .txt: hãy lưu lại"),
        (b"", "bai.txt", "không có chữ nào"),
        (b" \n", "bai.txt", "không có chữ nào"),
        (b"a\0b", "bai.txt", "Không đọc được bảng mã"),
        ("Hîp t¸c x· n«ng nghiÖp, tæ hîp t¸c, quü tÝn dông".encode(), "bai.txt", "hãy chuyển sang phông Unicode"),
        (b"x" * (MAX_FILE + 1), "bai.txt", "lớn hơn 10 MB"),
        (b"x" * (MAX_LETTERS + 1), "bai.txt", "dài hơn 2.000.000 ký tự"),
        (b"", "bai.docx", "bị hỏng hoặc không phải tệp Word"),
        (b"PK\x03\x04", "bai.docx", "bị hỏng hoặc không phải tệp Word"),
        (word_file("Có 312 HTX")[:-40], "bai.docx", "bị hỏng hoặc không phải tệp Word"),
        (word_file(""), "bai.docx", "không có chữ nào"),
        (archive("<a>"), "bai.docx", "bị hỏng hoặc không phải tệp Word"),
        (archive(ENTITIES + document(paragraph("x"))), "bai.docx", "khai báo thực thể XML"),
        (archive(OUTSIDE + document(paragraph("x"))), "bai.docx", "khai báo thực thể XML"),
        (archive((ENTITIES + document(paragraph("x"))).encode("utf-16")), "bai.docx", "khai báo thực thể XML"),
        (archive(document("<w:p>" * 100)), "bai.docx", "bị hỏng hoặc không phải tệp Word"),
        (archive(document(paragraph("x" * (MAX_LETTERS + 1)))), "bai.docx", "dài hơn 2.000.000 ký tự"),
        (archive(b"<a>" + b" " * 50_000_000), "bai.docx", "giải nén ra quá lớn"),
        (archive("<a/>", **{f"word/{n}.xml": "" for n in range(2001)}), "bai.docx", "cấu trúc lạ"),
    ],
)
def test_what_is_no_text_is_refused_in_words(source, name, sentence):
    assert sentence in refusal(source, name)


def test_a_workbook_called_docx_is_refused():
    assert "không phải tệp Word" in refusal(_renamed(word_file("x")), "bai.docx")


def test_a_locked_file_is_refused():
    assert "đặt mật khẩu" in refusal(_locked(word_file("x")), "bai.docx")


def test_deep_nesting_is_read_without_harm():
    depth = 100_000
    body = "<w:sdt>" * depth + paragraph("Có 312 HTX") + "</w:sdt>" * depth

    assert read_prose(archive(document(body)), name="a.docx") == "Có 312 HTX"


def _renamed(source: bytes) -> bytes:
    return source.replace(b"word/document.xml", b"word/workbooks.xm")


def _locked(source: bytes) -> bytes:
    """Set the flag that says the parts are encrypted, where the directory of the archive tells it."""
    at = source.index(b"PK\x01\x02") + 8
    return source[:at] + struct.pack("<H", 1) + source[at + 2 :]
