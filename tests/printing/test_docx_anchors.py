"""What a Word file carries so that it is read back: controls around numbers, bookmarks, properties; else nothing."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from printing import charts
from printing.chips import Chip
from printing.document import Document, Exhibit, Heading, Origin, Section
from printing.docx import docx_bytes
from printing.docx_anchors import LONGEST_TAG, by_anchor, handle
from printing.docx_reading import Paragraph, as_text
from printing.table import Column, Table
from printing.unpack_word import read
from tests.printing.test_docx import SIGNED
from tests.printing.test_letterhead import HEAD
from tests.printing.test_pdf import CHARTED

LONG = "chi_tieu:" + "hợp tác xã " * 8
TABLE = Table("Bảng 1. Số HTX", (Column("a", "Loại"),), (("HTX",),), source="sổ thử")
SECTION = Section(
    "Tình hình [[year|2023]]",
    (
        f"Có [[so|464 HTX]], [[so.moved|tăng 08]]; [[{LONG}|9]] và [[chua_biet]].",
        Heading("Riêng"),
        Exhibit(TABLE, name="bang_mot"),
        Exhibit(CHARTED, charts.line(CHARTED, x="year", series=["value"], title="Số HTX"), name="hinh_mot"),
    ),
    key="tinh_hinh",
)
PLAIN = Document(HEAD, SIGNED, ("Mở đầu.",), (SECTION,))
MARKED = replace(PLAIN, origin=Origin({"dau_1": "a&b", "dau_2": "c"}, {"so": "Số HTX & THT", "so.moved": "x" * 90}))


@pytest.fixture(scope="module")
def body():
    return docx.Document(io.BytesIO(docx_bytes(MARKED))).element.body


def value(element, name: str) -> str:
    return element.find(f"{qn('w:sdtPr')}/{qn(name)}").get(qn("w:val"))


def marks(body) -> list[str]:
    return [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]


def test_every_number_that_is_bound_stands_in_a_control_of_its_name(body):
    controls = list(body.iter(qn("w:sdt")))

    assert [value(each, "w:tag") for each in controls] == ["year", "so", "so.moved", LONG[:LONGEST_TAG]]
    assert [value(each, "w:alias") for each in controls] == [
        "year",
        "Số HTX & THT",
        "x" * LONGEST_TAG,
        LONG[:LONGEST_TAG],
    ]
    assert ["".join(text.text for text in each.iter(qn("w:t"))) for each in controls] == [
        "2023",
        "464 HTX",
        "tăng 08",
        "9",
    ]


def test_controls_are_built_in_the_order_that_word_asks_for(body):
    for control in body.iter(qn("w:sdt")):
        assert [child.tag for child in control] == [qn("w:sdtPr"), qn("w:sdtContent")]
        assert [child.tag for child in control[0]] == [qn("w:alias"), qn("w:tag"), qn("w:id")]
        assert [child.tag for child in control[1]] == [qn("w:bookmarkStart"), qn("w:r"), qn("w:bookmarkEnd")]


def test_sections_exhibits_and_the_end_are_bookmarked(body):
    assert [name for name in marks(body) if not name.startswith("_so_")] == [
        "muc_tinh_hinh",
        "bang_bang_mot",
        "bang_hinh_mot",
        "het_muc",
    ]


def test_no_bookmark_has_the_name_or_the_number_of_another(body):
    starts = list(body.iter(qn("w:bookmarkStart")))
    numbers = [mark.get(qn("w:id")) for mark in starts]

    assert len(set(marks(body))) == len(starts)
    assert len(set(numbers)) == len(starts)
    assert sorted(mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))) == sorted(numbers)
    assert [name for name in marks(body) if len(name) > 40 or not name.isidentifier()] == []


def test_the_look_of_a_paragraph_stays_before_its_bookmark(body):
    for mark in body.iter(qn("w:bookmarkStart")):
        paragraph = mark.getparent()
        if paragraph.tag == qn("w:p") and paragraph.pPr is not None:
            assert paragraph[0] is paragraph.pPr


def test_properties_are_kept_in_the_file():
    found = as_text(read(docx_bytes(MARKED), "a.docx"))

    assert found.properties == {"dau_1": "a&b", "dau_2": "c"}


def test_a_file_is_read_as_it_was_written():
    blocks = [block for block in as_text(read(docx_bytes(MARKED), "a.docx")).blocks if isinstance(block, Paragraph)]

    [sentence] = [block for block in blocks if block.style == "body text" and block.text.startswith("Có")]
    assert sentence.pieces == (
        "Có ",
        Chip("so", "464 HTX"),
        ", ",
        Chip("so.moved", "tăng 08"),
        "; ",
        Chip(LONG[:LONGEST_TAG], "9"),
        " và ",
        ".",
    )
    assert [block.text for block in blocks if block.style == "heading 3"] == ["Riêng"]


def test_a_long_name_is_known_by_either_anchor():
    assert by_anchor([LONG]) == {LONG[:LONGEST_TAG]: LONG, handle(LONG): LONG}


def test_a_document_that_is_not_read_back_has_none_of_it():
    content = docx_bytes(PLAIN)
    word = docx.Document(io.BytesIO(content))

    assert list(word.element.body.iter(qn("w:sdt"), qn("w:bookmarkStart"))) == []
    assert [paragraph.text for paragraph in word.paragraphs if paragraph.text.startswith("Có")] == [
        "Có 464 HTX, tăng 08; 9 và ."
    ]
    assert "docProps/custom.xml" not in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_the_same_document_is_the_same_file():
    assert docx_bytes(MARKED) == docx_bytes(MARKED)


def test_what_is_said_at_the_foot_stands_on_every_page_annexes_too():
    annexed = replace(MARKED, annexes=(TABLE,), mark="Mã băm: abc")
    first, annex = docx.Document(io.BytesIO(docx_bytes(annexed))).sections

    assert [first.footer.paragraphs[0].text, first.first_page_footer.paragraphs[0].text] == ["Mã băm: abc"] * 2
    assert annex.footer.is_linked_to_previous
    assert annex.first_page_footer.is_linked_to_previous
