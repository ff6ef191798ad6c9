"""The paper: NĐ 30/2020 layout, our fonts only, nothing read that is not ours, and no document hurts the server."""

import http.server
import io
import threading
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from printing.document import Document, Exhibit, Section
from printing.letterhead import Signature
from printing.pdf import PdfFailed, render_pdf, render_template_pdf
from printing.table import Column, Table
from tests.printing.test_letterhead import HEAD

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
MM = 72 / 25.4  # points
STACKED = "Hộ Bể Bữa Ữ Ẵ ự ặ ỡ"


def sample() -> Document:
    rows = tuple((number, f"Xã Thử {number}", 1000 + number) for number in range(1, 61))
    columns = (Column("n", "STT", kind="integer"), Column("name", "Tên xã"), Column("v", "Thành viên", kind="integer"))
    return Document(
        letterhead=HEAD,
        signature=Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Nguyễn Thị Thử"),
        opening=(f"Chữ có dấu chồng: {STACKED}.",),
        sections=(
            Section("Tình hình", ("Câu văn dài để xuống dòng. " * 200,)),
            Section("Mục trống"),
            Section("Kết quả", (Exhibit(Table("Bảng 1", columns, rows[:3])),)),
        ),
        recipients=("Ủy ban nhân dân tỉnh",),
        annexes=(Table("Danh sách", columns, rows, as_of=date(2023, 12, 31)),),
    )


@pytest.fixture(scope="module")
def paper() -> PdfReader:
    return PdfReader(io.BytesIO(render_template_pdf("printing/print/document.html", {"document": sample()})))


def test_the_page_is_a4(paper):
    for page in paper.pages:
        width, height = float(page.mediabox.width) / MM, float(page.mediabox.height) / MM
        assert (width, height) == (pytest.approx(210, abs=0.5), pytest.approx(297, abs=0.5))


def positions(page) -> list[tuple[float, float, str]]:
    """Where each piece of text stands, in millimetres from the left and from the top."""
    found = []

    def visit(text, outer, inner, *more):
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append((x / MM, 297 - y / MM, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def test_pages_are_numbered_at_the_top_from_the_second_on(paper):
    in_the_margin = [[text for _, y, text in positions(page) if y < 18] for page in paper.pages]

    assert in_the_margin == [[], *([str(number)] for number in range(2, len(paper.pages) + 1))]


def test_margins_are_those_of_the_decree(paper):
    """Left 30–35 mm; top and bottom 20–25 mm, the page number alone in the top margin."""
    body = [(x, y) for page in paper.pages for x, y, _ in positions(page) if y > 18]

    assert 30 <= min(x for x, _ in body) <= 35
    assert min(y for _, y in body) >= 20
    assert max(y for _, y in body) <= 277


def test_the_number_stands_in_the_middle_of_the_top_margin(paper):
    numbers = [(x, y) for x, y, text in positions(paper.pages[1]) if y < 18]

    ((x, y),) = numbers
    text_middle = (30 + 195) / 2
    assert x == pytest.approx(text_middle, abs=3)
    assert 5 < y < 18


def test_head_signature_and_recipients_are_there(paper):
    text = " ".join("\n".join(page.extract_text() for page in paper.pages).split())

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-LMHTX",
        "Bà Rịa, ngày 05 tháng 01 năm 2024",
        "BÁO CÁO",
        "TM. BAN THƯỜNG VỤ CHỦ TỊCH Nguyễn Thị Thử",
        "Nơi nhận: - Ủy ban nhân dân tỉnh; - Lưu: VT.",
        "Phụ lục I",
    ):
        assert words in text


def test_an_empty_section_is_left_out_and_the_next_takes_its_number(paper):
    text = "\n".join(page.extract_text() for page in paper.pages)

    assert "MỤC TRỐNG" not in text.upper()
    assert "II. KẾT QUẢ" in text.upper()


def test_stacked_diacritics_survive_as_composed_text(paper):
    text = paper.pages[0].extract_text()

    assert STACKED in text
    assert unicodedata.is_normalized("NFC", text)


def test_every_font_is_ours_and_embedded(paper):
    fonts = {
        font["/BaseFont"]: "/FontFile3" in descriptor or "/FontFile2" in descriptor
        for page in paper.pages
        for font in (reference.get_object() for reference in page["/Resources"]["/Font"].values())
        for descriptor in [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()]
    }

    assert all("Tinos" in name for name in fonts), fonts
    assert all(fonts.values())


def test_the_head_of_a_long_table_is_repeated(paper):
    annex = [page.extract_text() for page in paper.pages if "Xã Thử 40" in page.extract_text()]

    assert all("Thành viên" in text for text in annex)
    assert "Xã Thử 1 " not in annex[-1].replace("\n", " ")


def test_the_same_document_gives_the_same_bytes():
    html = "<!doctype html><html lang=vi><title>Thử</title><p>Một trang</p>"

    assert render_pdf(html) == render_pdf(html)


@pytest.mark.parametrize("name", ["Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"])
def test_the_fonts_of_paper_hold_every_vietnamese_letter(name):
    bases = "aăâeêioôơuưy"
    letters = {
        unicodedata.normalize("NFC", base + mark) for base in bases for mark in ("", *"\u0300\u0309\u0303\u0301\u0323")
    }
    wanted = {form for letter in {*letters, "đ"} for form in (letter, letter.upper())} | set("₫–−“”…")

    assert len(wanted) >= 134
    assert {letter for letter in wanted if ord(letter) not in TTFont(FONTS / f"{name}.woff2").getBestCmap()} == set()


@pytest.fixture
def listener():
    """A server on this machine that counts who asks it for anything."""
    asked = []

    class Counting(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


def test_a_document_reaches_no_file_and_no_address(tmp_path, listener):
    port, asked = listener
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-7351", encoding="ascii")
    (tmp_path / "canary.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>CANARY-7351</text></svg>")
    targets = [
        canary.as_uri(),
        (tmp_path / "canary.svg").as_uri(),
        "file:///etc/passwd",
        f"http://127.0.0.1:{port}/x",
        f"http://[::ffff:127.0.0.1]:{port}/x",
        "css/../../manage.py",
        "data:text/plain,CANARY-7351",
    ]
    html = "".join(
        f"<link rel=attachment href='{at}'><link rel=stylesheet href='{at}'><img src='{at}'>"
        f"<object data='{at}'></object><style>@import url('{at}'); p {{ background: url('{at}') }}</style>"
        for at in targets
    )

    document = render_pdf(f"<!doctype html><html lang=vi><title>Thử</title>{html}<p>Còn lại chữ này</p>")

    reader = PdfReader(io.BytesIO(document))
    assert "Còn lại chữ này" in reader.pages[0].extract_text()
    assert asked == []
    assert dict(reader.attachments) == {}
    assert b"CANARY-7351" not in b"".join(page.get_contents().get_data() for page in reader.pages) + document


def test_a_document_that_takes_too_long_ends_in_words():
    nested = "<div style='display:flex'>" * 40 + "x" + "</div>" * 40

    with pytest.raises(PdfFailed, match="mất quá nhiều thời gian"):
        render_pdf(f"<!doctype html><title>x</title>{nested}", seconds=4)


def test_a_document_nested_beyond_reason_ends_in_words():
    nested = "<div>" * 5000 + "x" + "</div>" * 5000

    with pytest.raises(PdfFailed, match=r"Không dựng được bản in|mất quá nhiều thời gian"):
        render_pdf(f"<!doctype html><title>x</title>{nested}", seconds=20)
