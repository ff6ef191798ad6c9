"""The paper: NĐ 30/2020 layout, our fonts only, nothing read that is not ours, and no document hurts the server."""

import base64
import http.server
import io
import subprocess
import sys
import threading
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from printing import charts
from printing.document import Document, Exhibit, Section
from printing.letterhead import Signature
from printing.pdf import Effort, PdfFailed, document_pdf, render_pdf
from printing.table import Column, Table
from tests.printing.test_letterhead import HEAD

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
MM = 72 / 25.4  # points
STACKED = "Hộ Bể Bữa Ữ Ẵ ự ặ ỡ"


CHARTED = Table(
    "Số HTX qua các năm",
    (Column("year", "Năm", kind="year"), Column("value", "Hợp tác xã", kind="integer")),
    ((2022, 458), (2023, 464)),
)


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
            Section(
                "Xu thế",
                (Exhibit(CHARTED, charts.line(CHARTED, x="year", series=["value"], title="Số HTX qua các năm")),),
            ),
        ),
        recipients=("Ủy ban nhân dân tỉnh",),
        annexes=(
            Table("Danh sách", columns, rows, source="báo cáo của tổ chức", as_of=date(2023, 12, 31)),
            Table("Bảng rộng", tuple(Column(str(n), f"Cột {n}") for n in range(9)), (tuple("abcdefghi"),)),
        ),
    )


@pytest.fixture(scope="module")
def paper() -> PdfReader:
    return PdfReader(io.BytesIO(document_pdf(sample())))


def size(page) -> tuple[float, float]:
    return float(page.mediabox.width) / MM, float(page.mediabox.height) / MM


def test_pages_are_a4_upright_and_a_wide_annex_lies(paper):
    *upright, wide = paper.pages

    assert {(round(width), round(height)) for width, height in map(size, upright)} == {(210, 297)}
    assert size(wide) == (pytest.approx(297, abs=0.5), pytest.approx(210, abs=0.5))


def positions(page) -> list[tuple[float, float, str]]:
    """Where each piece of text stands, in millimetres from the left and from the top."""
    found = []

    def visit(text, outer, inner, *more):
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append((x / MM, size(page)[1] - y / MM, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def test_pages_are_numbered_at_the_top_from_the_second_on_and_every_annex_for_itself(paper):
    in_the_margin = [[text for _, y, text in positions(page) if y < 18] for page in paper.pages]

    assert in_the_margin == [[], ["2"], ["3"], [], ["2"], []]


def test_margins_are_those_of_the_decree(paper):
    """Left 30–35 mm; top and bottom 20–25 mm, the page number alone in the top margin; pictures are measured by eye."""
    upright = [page for page in paper.pages[:-1] if "Số HTX qua các năm" not in page.extract_text()]
    body = [(x, y) for page in upright for x, y, _ in positions(page) if y > 18]

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


def test_the_head_stands_on_single_lines_side_by_side(paper):
    """The longest names too: parent and country, then issuer and motto, begin at the same height and never meet."""
    at = {text: (x, y) for x, y, text in positions(paper.pages[0])}

    parent, country = at["LIÊN MINH HỢP TÁC XÃ VIỆT NAM"], at["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert parent[1] == pytest.approx(country[1], abs=0.5)
    assert parent[0] + wide("LIÊN MINH HỢP TÁC XÃ VIỆT NAM", "Tinos-Regular", 12) < country[0] - 2
    assert country[0] + wide("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tinos-Bold", 12) <= 195.5
    assert at["LIÊN MINH HỢP TÁC XÃ"][1] < at["TỈNH BÀ RỊA - VŨNG TÀU"][1] < at["Số: 05/BC-LMHTX"][1]


def test_a_long_name_of_a_place_stays_within_the_margins_with_its_day():
    head = replace(HEAD, place="Thành phố Hồ Chí Minh", day=date(2024, 12, 28))
    document = Document(head, Signature("", "", ""), ("Mở đầu.",), ())

    content = document_pdf(document)

    (page,) = PdfReader(io.BytesIO(content)).pages
    at = {text: x for x, _, text in positions(page)}
    day = "Thành phố Hồ Chí Minh, ngày 28 tháng 12 năm 2024"
    assert at[day] + wide(day, "Tinos-Italic", 13) <= 195.5
    assert at["Số: 05/BC-LMHTX"] + wide("Số: 05/BC-LMHTX", "Tinos-Regular", 13) < at[day]


def wide(text: str, font: str, points: float) -> float:
    """How many millimetres a text takes."""
    face = TTFont(FONTS / f"{font}.woff2")
    units = sum(face["hmtx"][face.getBestCmap()[ord(letter)]][0] for letter in text)
    return units / face["head"].unitsPerEm * points / MM


def test_the_first_line_of_a_paragraph_is_indented(paper):
    lines = {round(x, 1) for x, _, text in positions(paper.pages[0]) if "Câu văn" in text}

    assert lines == {30.0, 42.7}


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


def test_a_table_says_where_its_figures_come_from(paper):
    assert "Nguồn: báo cáo của tổ chức; số liệu đến 31/12/2023." in paper.pages[4].extract_text()


def test_the_file_is_tagged_for_screen_readers_and_the_archive(paper):
    root = paper.trailer["/Root"]
    said = [element["/Alt"] for element in elements(root["/StructTreeRoot"]) if element.get("/S") == "/Figure"]

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("vi", True)
    assert said == ["Số HTX qua các năm"]
    assert "pdfaid" in root["/Metadata"].get_data().decode()
    assert (paper.metadata.title, paper.metadata.author) == (
        "BÁO CÁO tổng kết công tác năm 2023",
        "Liên minh Hợp tác xã tỉnh Bà Rịa - Vũng Tàu",
    )


def elements(node):
    """Every element of the structure tree below one."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if hasattr(element, "get"):
            yield element
            yield from elements(element)


def test_a_heading_never_ends_a_page():
    few = (Column("k", "Loại"), Column("v", "Số", kind="integer"))
    sections = tuple(
        Section(
            f"Mục {number}",
            sections=(
                Section("Phần", ("Câu văn. " * (7 + 13 * number), "Bảng sau:", Exhibit(Table("Bảng", few, ((1, 2),))))),
            ),
        )
        for number in range(10)
    )
    document = Document(HEAD, Signature("", "CHỦ TỊCH", "Nguyễn Thị Thử"), ("Mở đầu",), sections)

    pages = PdfReader(io.BytesIO(document_pdf(document))).pages

    last = [[line for _, y, line in positions(page) if y > 18][-1] for page in pages]
    assert len(pages) == 5
    assert [line for line in last if "MỤC" in line or "Phần" in line or "Bảng" in line] == []


def test_the_same_document_gives_the_same_bytes():
    html = "<!doctype html><html lang=vi><link rel=stylesheet href=css/print.css><title>Thử</title><p>Một <b>trang</b>"

    assert render_pdf(html) == render_pdf(html)


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
        "css/%2e%2e/%2e%2e/manage.py",
        "file://127.0.0.1/etc/passwd",
        f"http://2130706433:{port}/x",
        f"ftp://127.0.0.1:{port}/x",
        "data:text/plain,CANARY-7351",
    ]
    html = "".join(
        f"<link rel=attachment href='{at}'><link rel=stylesheet href='{at}'><img src='{at}'>"
        f"<object data='{at}'></object><style>@import url('{at}'); p {{ background: url('{at}') }}</style>"
        for at in targets
    )

    (tmp_path / "within.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{canary.as_uri()}'/></svg>"
    )
    within = base64.b64encode((tmp_path / "within.svg").read_bytes()).decode()
    html += f"<img src='data:image/svg+xml;base64,{within}'><svg><image href='{canary.as_uri()}'/></svg>"

    document = render_pdf(f"<!doctype html><html lang=vi><title>Thử</title>{html}<p>Còn lại chữ này</p>")

    reader = PdfReader(io.BytesIO(document))
    assert "Còn lại chữ này" in reader.pages[0].extract_text()
    assert asked == []
    assert dict(reader.attachments) == {}
    assert b"CANARY-7351" not in b"".join(page.get_contents().get_data() for page in reader.pages) + document


def test_an_image_written_into_the_document_is_printed():
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

    document = render_pdf(
        f"<!doctype html><html lang=vi><title>Thử</title><img alt=x src='data:image/png;base64,{pixel}'>"
    )

    assert len(PdfReader(io.BytesIO(document)).pages[0].images) == 1


def test_where_the_kernel_allows_it_the_child_has_no_network(listener):
    port, _ = listener
    told = subprocess.run(
        [sys.executable, "-c", LEAVE_AND_CONNECT, str(port)], cwd=FONTS.parents[1], capture_output=True, check=True
    )

    left, reached = told.stdout.decode().split()
    assert reached == ("False" if left == "True" else "True")


LEAVE_AND_CONNECT = """
import socket, sys
from printing.render import leave_network
left = leave_network()
print(left, socket.socket().connect_ex(("127.0.0.1", int(sys.argv[1]))) == 0)
"""


def test_a_document_that_takes_too_long_ends_in_words():
    less_than_a_process_takes_to_begin = Effort(clock=0.1)

    with pytest.raises(PdfFailed, match="mất quá nhiều thời gian"):
        render_pdf("<!doctype html><title>x</title>x", effort=less_than_a_process_takes_to_begin)


def test_a_document_nested_beyond_reason_ends_in_words():
    nested = "<div>" * 5000 + "x" + "</div>" * 5000

    with pytest.raises(PdfFailed, match="quá dài hoặc quá phức tạp"):
        render_pdf(f"<!doctype html><title>x</title>{nested}", effort=Effort(clock=20))


def test_every_annex_is_printed_under_its_numeral():
    annexes = tuple(Table(f"Biểu {number}", (), ()) for number in range(1, 15))

    document = Document(HEAD, Signature("", "CHỦ TỊCH", "Nguyễn Thị Thử"), (), (), annexes=annexes)

    assert [number for number, _ in document.numbered_annexes[8:]] == ["IX", "X", "XI", "XII", "XIII", "XIV"]
    assert [table for _, table in document.numbered_annexes] == list(annexes)


@pytest.mark.parametrize("points", [20, 22, 24])  # with each of them the page is full before the signature
def test_the_signature_never_stands_alone_on_its_page(points):
    last = f"- Kiến nghị thứ {points}."
    section = Section("Kiến nghị", (*(f"- Kiến nghị thứ {number}." for number in range(1, points)), last))
    document = Document(HEAD, Signature("", "CHỦ TỊCH", "Nguyễn Thị Thử"), (), (section,))

    content = document_pdf(document)

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) == 2
    assert last in pages[-1]


@pytest.mark.parametrize("rows", [31, 32])  # with either the page is full before the note
def test_the_note_of_a_table_never_stands_alone_on_its_page(rows):
    names = tuple((f"Dòng {number}.",) for number in range(1, rows + 1))
    table = Table("Biểu", (Column("name", "Tên"),), names, notes=("Ghi chú dài. " * 20,))
    document = Document(HEAD, Signature("", "", ""), (), (), annexes=(table,))

    content = document_pdf(document)

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    (noted,) = [page for page in pages if "Ghi chú dài" in page]
    assert f"Dòng {rows}." in noted
