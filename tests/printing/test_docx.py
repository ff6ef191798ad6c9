"""The Word file: the same document as the PDF, in styles, that an officer can go on with."""

import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from PIL import Image
from pypdf import PdfReader

from printing import fonts
from printing.document import Document, Exhibit, Section, captioned
from printing.docx import docx_bytes
from printing.docx_table import SIZE, column_widths
from printing.files import pdf_bytes
from printing.letterhead import Signature
from printing.table import Column, Table
from tests.printing.test_letterhead import HEAD
from tests.printing.test_pdf import CHARTED, MM, STACKED, positions, sample

SIGNED = Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Nguyễn Thị Thử")


def opened(document: Document):
    return docx.Document(io.BytesIO(docx_bytes(document)))


@pytest.fixture(scope="module")
def word():
    document = sample()
    return opened(replace(document, sections=captioned(document.sections)))


def of_style(word, name: str) -> list[Paragraph]:
    return [paragraph for paragraph in word.paragraphs if paragraph.style.name == name]


def markup(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels")))


def squeezed(text: str) -> str:
    """Without spaces, at which paper breaks its lines, and without the difference of capitals."""
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFC", text)).casefold()


def said_in_order(content: bytes, paper: bytes) -> list[str]:
    """Paragraphs of the Word file that the PDF does not say after those before them."""
    pages = PdfReader(io.BytesIO(paper)).pages
    printed = squeezed("".join(text for page in pages for _, y, text in positions(page) if y > 18))
    at, missing = 0, []
    for paragraph in docx.Document(io.BytesIO(content)).paragraphs:
        found = printed.find(squeezed(paragraph.text), at)
        if found < 0:
            missing.append(paragraph.text)
        else:
            at = found + len(squeezed(paragraph.text))
    return missing


def test_word_and_paper_say_the_same_in_the_same_order():
    document = replace(sample(), sections=captioned(sample().sections))
    content = docx_bytes(document)

    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert [block.strip() for block in document.blocks if isinstance(block, str)] == [
        text.strip() for text in texts if text.startswith("Câu văn")
    ]
    assert said_in_order(content, pdf_bytes(document)) == []


def test_headings_are_headings_that_word_numbers_as_the_paper_does(word):
    assert [paragraph.text for paragraph in of_style(word, "Heading 1")] == ["Tình hình", "Kết quả", "Xu thế"]
    levels = word.part.numbering_part.element.findall(f".//{qn('w:lvl')}")
    told = [
        tuple(level.find(qn(tag)).get(qn("w:val")) for tag in ("w:pStyle", "w:numFmt", "w:lvlText")) for level in levels
    ]
    assert told == [("Heading1", "upperRoman", "%1."), ("Heading2", "decimal", "%2.")]
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        style = word.styles[name]
        assert style.element.pPr.numPr.ilvl.val == level
        assert style.paragraph_format.keep_with_next


def test_parts_of_a_section_are_headings_of_the_second_level():
    part = Section("Phần thử", ("Một câu.",))

    word = opened(Document(HEAD, SIGNED, (), (Section("Mục", sections=(part, Section("Phần trống"))),)))

    assert [paragraph.text for paragraph in of_style(word, "Heading 2")] == ["Phần thử"]


def test_text_is_of_the_size_and_form_the_decree_asks_for(word):
    sizes = {name: word.styles[name].font.size for name in ("Body Text", "Quốc hiệu", "Tiêu ngữ", "Số, ký hiệu")}
    body = word.styles["Body Text"].paragraph_format

    assert sizes == {"Body Text": Pt(14), "Quốc hiệu": Pt(12), "Tiêu ngữ": Pt(13), "Số, ký hiệu": Pt(13)}
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.first_line_indent == Mm(12.7)
    assert (body.space_after, body.line_spacing) == (Pt(6), pytest.approx(1.1, abs=0.01))
    (fonts_of_all,) = word.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert set(fonts_of_all.values()) == {"Times New Roman"}


def test_no_paragraph_is_dressed_by_hand(word):
    """So that whoever changes a style changes all that is of it: only lines have a length of their own."""
    bare = [run for paragraph in word.paragraphs for run in paragraph.runs if run.font.size or run.font.bold]
    indented = {paragraph.style.name for paragraph in word.paragraphs if paragraph.paragraph_format.left_indent}

    assert bare == []
    assert indented == {"Đường kẻ"}


def test_pages_are_a4_with_the_margins_of_the_decree_and_a_wide_annex_lies(word):
    sizes = [
        (round(part.page_width.mm), round(part.page_height.mm), part.orientation == WD_ORIENT.LANDSCAPE)
        for part in word.sections
    ]
    margins = {
        (part.top_margin, part.bottom_margin, part.left_margin, part.right_margin, part.header_distance)
        for part in word.sections
    }

    assert sizes == [(210, 297, False), (210, 297, False), (297, 210, True)]
    assert [tuple(round(each.mm) for each in one) for one in margins] == [(20, 20, 30, 15, 10)]


def test_pages_are_numbered_at_the_top_from_the_second_on_and_every_annex_for_itself(word):
    first, *annexes = word.sections

    (number,) = first.header.paragraphs
    assert number.alignment is None
    assert number.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert [text.text.strip() for text in number._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert first.first_page_header.is_linked_to_previous  # and there is none before: nothing on the first page
    for annex in annexes:
        assert annex.different_first_page_header_footer
        assert annex.header.is_linked_to_previous
        assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def too_long(table) -> list[str]:
    """Lines that do not fit their column."""
    return [
        line
        for cell in table.rows[0].cells
        for paragraph in cell.paragraphs
        for line in paragraph.text.split("\n")
        if fonts.width(line, paragraph.style.font.size.pt, bold=bool(paragraph.style.font.bold)) > cell.width.pt
    ]


def test_the_head_is_two_columns_without_borders_in_which_every_line_has_room(word):
    head, below = word.tables[:2]

    for table in (head, below):
        assert table._tbl.tblPr.find(qn("w:tblStyle")) is None
        assert sum(cell.width.mm for cell in table.rows[0].cells) == pytest.approx(165, abs=0.1)
        assert too_long(table) == []
    assert head.rows[0].cells[0].text.split("\n")[:3] == [
        "LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
        "LIÊN MINH HỢP TÁC XÃ",
        "TỈNH BÀ RỊA - VŨNG TÀU",
    ]
    assert [cell.text for cell in below.rows[0].cells] == ["Số: 05/BC-LMHTX", "Bà Rịa, ngày 05 tháng 01 năm 2024"]


def test_a_long_name_of_a_place_still_stands_on_one_line_with_its_day():
    head = replace(HEAD, place="Thành phố Hồ Chí Minh", day=date(2024, 12, 28))

    (_, below, *_) = opened(Document(head, SIGNED, (), ())).tables

    assert below.rows[0].cells[1].text == "Thành phố Hồ Chí Minh, ngày 28 tháng 12 năm 2024"
    assert too_long(below) == []


def test_a_name_of_a_place_beyond_reason_leaves_the_number_its_room():
    (_, below, *_) = opened(Document(replace(HEAD, place="Thành phố rất dài " * 20), SIGNED, (), ())).tables

    number = below.rows[0].cells[0]
    assert fonts.width(number.text, 13) < number.width.pt


def test_the_line_under_the_motto_is_as_long_as_the_motto(word):
    right = word.tables[0].rows[0].cells[1]
    motto, rule = right.paragraphs[-2:]

    length = right.width.pt - rule.paragraph_format.left_indent.pt - rule.paragraph_format.right_indent.pt
    assert length == pytest.approx(fonts.width(motto.text, 13, bold=True), abs=0.5)


def test_captions_count_on_when_somebody_adds_one(word):
    (caption,) = of_style(word, "Caption")
    (figure,) = of_style(word, "Tên hình")

    assert caption.text == "Bảng 1. Bảng 1"
    assert figure.text == "Hình 1. Số HTX qua các năm"
    fields = [text.text.strip() for text in word.element.body.iter(qn("w:instrText"))]
    assert [field for field in fields if field.startswith("SEQ")] == [
        r"SEQ Bảng \* ARABIC",
        r"SEQ Hình \* ARABIC",
        r"SEQ Phụ_lục \* ROMAN",
        r"SEQ Phụ_lục \* ROMAN",
    ]


def rows_of(table) -> list:
    return [row._tr for row in table.rows]


def tied(row) -> bool:
    """Whether a row keeps with the next."""
    return row.find(f".//{qn('w:keepNext')}") is not None


def test_tables_repeat_their_head_and_tear_no_row(word):
    tables = [table for table in word.tables if table.style.name == "Table Grid"]

    assert len(tables) == 3
    for table in tables:
        head, *rows = rows_of(table)
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert [row for row in rows if row.trPr.find(qn("w:tblHeader")) is not None] == []
        assert [row for row in [head, *rows] if row.trPr.find(qn("w:cantSplit")) is None] == []


def test_the_last_rows_of_a_long_table_stay_together_and_with_its_source(word):
    (long,) = [table for table in word.tables if len(table.rows) == 61]

    assert [tied(row) for row in rows_of(long)][-4:] == [False, True, True, True]
    assert of_style(word, "Bảng: ghi chú")[-1].text == "Nguồn: báo cáo của tổ chức; số liệu đến 31/12/2023."


def test_a_table_of_few_rows_stays_on_one_page(word):
    (short,) = [table for table in word.tables if len(table.rows) == 4]

    assert [tied(row) for row in rows_of(short)[1:]] == [True, True, False]
    assert word.styles["Bảng: đầu cột"].paragraph_format.keep_with_next


def test_columns_are_given_widths_in_which_no_number_breaks(word):
    (long,) = [table for table in word.tables if len(table.rows) == 61]
    grid = [int(column.get(qn("w:w"))) for column in long._tbl.tblGrid]
    cells = [cell.width.twips for cell in long.rows[30].cells]

    assert cells == grid
    assert sum(grid) == pytest.approx(20 * Mm(165).pt, abs=5)
    assert long.rows[60].cells[2].paragraphs[0].style.name == "Bảng: số"
    assert long.rows[60].cells[1].paragraphs[0].style.name == "Bảng: chữ"
    assert word.styles["Bảng: số"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT


COLUMNS = (
    Column("label", "Chỉ tiêu"),
    Column("unit", "Đơn vị tính"),
    *(Column(str(year), f"Năm {year}", kind="figure") for year in (2022, 2023)),
)


def test_a_long_number_takes_its_room_from_the_words():
    rows = (("Tổng tài sản của các hợp tác xã đang hoạt động", "đồng/người/tháng", "13.870.313.391.000", "1"),)

    label, unit, before, now = (width / 20 for width in column_widths(Table("", COLUMNS, rows), 300))

    assert before > fonts.width(rows[0][2], SIZE)
    assert unit > fonts.width("người/", SIZE)
    assert label > now
    assert label + unit + before + now == pytest.approx(300, abs=1)


def test_columns_too_many_for_the_page_are_narrowed_alike_and_stay_on_it():
    columns = tuple(Column(str(number), f"Rấtdàikhôngngắtđược{number}") for number in range(12))

    widths = column_widths(Table("", columns, ()), 300)

    assert sum(widths) <= 300 * 20
    assert max(widths) - min(widths) < 200


def test_a_unit_may_break_at_its_strokes_and_nothing_else_changes():
    rows = (("Thu nhập 45/2021/NĐ-CP", "đồng/người/tháng", "1/2", "–"),)

    word = opened(Document(HEAD, SIGNED, (), (), annexes=(Table("Bảng", COLUMNS, rows),)))

    cells = [cell.text for cell in word.tables[-1].rows[1].cells]
    assert cells[1].split("\u200b") == ["đồng/", "người/", "tháng"]
    assert [cell.replace("\u200b", "") for cell in cells] == list(rows[0])


def test_the_total_is_bold():
    table = Table("Bảng", (Column("n", "Số", kind="integer"), Column("t", "Tên")), ((1, "Một"),), total=(1, None))

    word = opened(Document(HEAD, SIGNED, (), (), annexes=(table,)))

    last = word.tables[-1].rows[-1].cells
    assert [cell.text for cell in last] == ["1", ""]
    assert all(run.bold for cell in last for run in cell.paragraphs[0].runs)


def test_a_chart_is_a_sharp_picture_told_in_words(word):
    (shape,) = word.inline_shapes
    about = shape._inline.docPr
    picture = Image.open(
        io.BytesIO(word.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob)
    )

    assert about.get("title") == "Số HTX qua các năm"
    assert about.get("descr") == "Năm 2022; Hợp tác xã 458. Năm 2023; Hợp tác xã 464"
    assert shape.width.mm == pytest.approx(165, abs=0.2)
    assert picture.width / (shape.width.inches) > 220
    assert picture.convert("L").getextrema()[0] < 90  # letters and lines are there
    assert CHARTED.title == "Số HTX qua các năm"


def test_the_signature_and_the_recipients_stand_together_and_never_alone(word):
    foot = word.tables[-3]
    (row,) = foot.rows
    left, right = ([paragraph.text for paragraph in cell.paragraphs] for cell in row.cells)

    assert left == ["Nơi nhận:", "- Ủy ban nhân dân tỉnh;", "- Lưu: VT."]
    assert right == ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Nguyễn Thị Thử"]
    assert row._tr.trPr.find(qn("w:cantSplit")) is not None


@pytest.mark.parametrize(
    "last",
    [
        "- Kiến nghị cuối.",
        Exhibit(Table("Bảng 1. Thử", (Column("a", "A"),), (("x",), ("y",)))),
        Exhibit(Table("Bảng 1. Thử", (Column("a", "A"),), (("x",),), source="sổ thử")),
    ],
)
def test_what_stands_before_the_signature_stays_with_it(last):
    word = opened(Document(HEAD, SIGNED, (), (Section("Mục", ("Câu đầu.", last)),)))

    body = list(word.element.body)
    foot = next(at for at, element in enumerate(body) if element is word.tables[-1]._tbl)
    for element in (body[foot - 1], body[foot - 2]):
        assert tied(element)
    assert body[foot - 1].style == "TableEnd"


def test_annexes_begin_a_page_each_under_their_numeral(word):
    assert [paragraph.text for paragraph in of_style(word, "Phụ lục")] == ["Phụ lục I", "Phụ lục II"]
    assert [paragraph.text for paragraph in of_style(word, "Tên phụ lục")] == ["Danh sách", "Bảng rộng"]
    assert of_style(word, "Phụ lục: kèm theo")[0].text.replace("\n", " ") == f"({HEAD.reference})"


def test_no_empty_paragraph_can_fill_a_page_of_its_own(word):
    """What must stand after a table is a hair high."""
    empty = {paragraph.style.name for paragraph in word.paragraphs if not paragraph.text and not paragraph.runs}

    assert empty == {"Đường kẻ", "Hết bảng"}
    for name in empty:
        spacing = word.styles[name].element.pPr.find(qn("w:spacing"))
        assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("20", "exact")


def test_the_file_knows_its_language_title_and_office_and_nobody_else(word):
    about = word.core_properties

    assert (about.title, about.author) == (
        "BÁO CÁO tổng kết công tác năm 2023",
        "Liên minh Hợp tác xã tỉnh Bà Rịa - Vũng Tàu",
    )
    assert (about.last_modified_by, about.language, about.comments) == (about.author, "vi-VN", "")
    assert about.created.date() == about.modified.date() == date(2024, 1, 5)
    (language,) = word.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"


def test_nothing_of_the_librarys_own_template_is_left():
    with zipfile.ZipFile(io.BytesIO(docx_bytes(sample()))) as parts:
        names = set(parts.namelist())

    assert names == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/header1.xml",
        "word/media/image1.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }


def test_the_same_document_gives_the_same_bytes_at_any_hour():
    content = docx_bytes(sample())

    assert docx_bytes(sample()) == content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_stacked_diacritics_survive_as_composed_text(word):
    content = docx_bytes(sample())

    assert STACKED in of_style(word, "Body Text")[0].text
    assert unicodedata.is_normalized("NFC", markup(content))


def test_letters_written_apart_from_their_marks_are_composed():
    word = opened(Document(HEAD, SIGNED, (unicodedata.normalize("NFD", "Liên hiệp hợp tác xã Ữ."),), ()))

    assert "Liên hiệp hợp tác xã Ữ." in [paragraph.text for paragraph in word.paragraphs]


@pytest.mark.parametrize("text", ["A & B <b>đậm</b> \"x\" 'y'", "{{ 7*7 }} {% raw %}", "]]>", "&#x41;"])
def test_what_is_typed_stays_text(text):
    table = Table(text, (Column("a", text),), ((text,),), notes=(text,))

    word = opened(Document(replace(HEAD, subject=text), SIGNED, (text,), (Section(text, (text,)),), annexes=(table,)))

    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts.count(text) == 6  # subject, opening, heading, sentence, annex, note
    assert [cell.text for row in word.tables[-1].rows for cell in row.cells] == [text, text]


def test_what_xml_cannot_hold_is_left_out_and_breaks_of_lines_are_spaces():
    word = opened(Document(HEAD, SIGNED, ("Một\x00\x0b hai\x1f\ud800\uffff\r\nba\u00a0bốn",), ()))

    assert "Một hai ba\u00a0bốn" in [paragraph.text for paragraph in word.paragraphs]


def test_a_head_without_parent_and_a_document_without_recipients_have_no_gaps():
    word = opened(Document(replace(HEAD, parent=""), Signature("", "", ""), ("Mở đầu",), ()))

    assert word.tables[0].rows[0].cells[0].paragraphs[0].style.name == "Cơ quan ban hành"
    assert word.tables[-1].rows[0].cells[0].text == ""


def test_points_are_measured_as_the_paper_measures_them():
    """26 letters of the name of the country at 12 pt bold: the width for which the head of the paper is made."""
    assert fonts.width(HEAD.country, 12, bold=True) / MM == pytest.approx(88.3, abs=0.1)
    assert fonts.width("\U0001f33e", 12) == fonts.width("0", 12)
