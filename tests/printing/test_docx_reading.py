"""An edited Word file is read as Word shows it, by a child process; what is hostile or broken is refused in words."""

import io
import struct
import zipfile
from functools import cache

import pytest

from printing.chips import Chip
from printing.docx_reading import Paragraph, WordText, as_text, read_word
from printing.unpack_word import MAX_BLOCKS, MAX_LETTERS, read
from printing.word_check import MAX_FILE, MAX_PART, WordRefused
from tests.printing.word_files import MAIN, document, paragraph, row

TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARTS = {
    TYPES: "<Types/>",
    RELATIONS: f'<Relationships><Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
}


def word(body: str | bytes = "", *, main: str | bytes | None = None, **others: str | bytes) -> bytes:
    """A Word file of the least parts; names of `others` are their paths."""
    parts = PARTS | {"word/document.xml": document(body) if main is None else main} | others
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def text(body: str, **others: str) -> WordText:
    return as_text(read(word(body, **others), "a.docx"))


def lines(body: str) -> list[str]:
    return [block.text for block in text(body).blocks]


def run(said: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{said}</w:t></w:r>'


def gone(said: str) -> str:
    return f'<w:del w:id="1"><w:r><w:delText>{said}</w:delText></w:r></w:del>'


def test_a_child_reads_paragraphs_tables_and_properties():
    properties = '<Properties><property name="dấu"><lpwstr>abc</lpwstr></property></Properties>'
    content = word(paragraph("Một câu") + f"<w:tbl>{row('a', 'b')}</w:tbl>", **{"docProps/custom.xml": properties})

    assert read_word(content, name="a.docx") == WordText({"dấu": "abc"}, (Paragraph(("Một câu",)), (("a", "b"),)))


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (run("Có 3") + run("12 HTX"), "Có 312 HTX"),
        (run("Có ") + gone("999") + f'<w:ins w:id="2">{run("312")}</w:ins>', "Có 312"),
        (f'<w:moveFrom w:id="1">{run("đã dời")}</w:moveFrom>{run("ở lại")}', "ở lại"),
        (f'<w:moveTo w:id="1">{run("dời đến")}</w:moveTo>', "dời đến"),
        (f"<w:hyperlink>{run('liên kết')}</w:hyperlink>", "liên kết"),
        (run("ẩn", "<w:rPr><w:vanish/></w:rPr>") + run("hiện"), "hiện"),
        (run("hiện", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "hiện"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>", "a b-c"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("2"), "2"),
        (run("đồng/\u200bngười\u00a0/\u200btháng"), "đồng/người /tháng"),
        (run("To\u0302\u0309 ho\u031b\u0323p"), "Tổ hợp"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('không nhãn')}</w:sdtContent></w:sdt>", "không nhãn"),
        (
            "<mc:AlternateContent><mc:Choice><w:r><w:t>một lần</w:t></w:r></mc:Choice>"
            "<mc:Fallback><w:r><w:t>hai lần</w:t></w:r></mc:Fallback></mc:AlternateContent>",
            "một lần",
        ),
    ],
    ids=[
        *("runs", "deleted", "moved away", "moved here", "link", "hidden", "not hidden", "tab", "field"),
        *("no width", "composed", "untagged", "alternatives"),
    ],
)
def test_a_paragraph_is_what_word_shows(inside, shown):
    assert lines(f"<w:p>{inside}</w:p>") == [shown]


def test_broken_lines_are_paragraphs():
    assert lines("<w:p><w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r></w:p>") == ["một", "hai"]


def test_paragraphs_whose_end_was_deleted_are_one():
    ended = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'

    assert lines(f"<w:p>{ended}{run('Nửa ')}</w:p>{paragraph('câu.')}") == ["Nửa câu."]


def test_a_paragraph_deleted_whole_leaves_nothing_not_even_its_bookmark():
    ended = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:bookmarkStart w:id="2" w:name="muc_a"/>'

    assert text(f"<w:p>{ended}{gone('Mục')}</w:p>{paragraph('Sau')}").blocks == (Paragraph(("Sau",)),)


def control(tag: str, inside: str, about: str = "") -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{about}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def test_a_control_is_a_chip_however_many_runs_it_has():
    [block] = text(f"<w:p>{run('Có ')}{control('so', run('4') + run('64 HTX'))}</w:p>").blocks

    assert block.pieces == ("Có ", Chip("so", "464 HTX"))


def test_a_control_that_was_emptied_shows_nothing():
    asking = control("so", run("Bấm để nhập"), "<w:showingPlcHdr/>")

    assert lines(f"<w:p>{run('Có')}{asking}{control('so', gone('464'))}</w:p>") == ["Có"]


def test_styles_are_known_by_name_and_lists_by_their_bullets():
    styles = f'<w:styles xmlns:w="{MAIN}"><w:style w:styleId="x1"><w:name w:val="heading 3"/></w:style></w:styles>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="x1"/></w:pPr>{run("Tiêu đề")}</w:p>'
        f'<w:p><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>{run("Ý")}</w:p>'
    )

    blocks = text(body, **{"word/styles.xml": styles}).blocks

    assert [(block.style, block.is_point) for block in blocks] == [("heading 3", False), ("", True)]


def test_what_is_not_read_is_told():
    body = (
        f"<w:p>{gone('1')}<w:r><w:commentReference/></w:r><w:r><w:footnoteReference/></w:r>"
        f"<w:r><w:pict><w:txbxContent>{paragraph('khung')}</w:txbxContent></w:pict></w:r></w:p><w:altChunk/>"
    )

    found = text(body)

    assert [block.text for block in found.blocks] == [""]
    assert [sentence.split(":")[0] for sentence in found.notices] == [
        "Tệp còn 01 chỗ theo dõi thay đổi (Track Changes)",
        "Tệp có 01 nhận xét (Comment)",
        "Tệp có 01 chú thích cuối trang",
        "Tệp có 01 khung chữ",
        "Tệp có 01 phần nhúng từ tệp khác",
    ]


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _changed(source: bytes, in_directory: int, at_part: int, value: int) -> bytes:
    """Two bytes of every part written over, in the directory and at the part."""
    changed = bytearray(source)
    for mark, place in ((b"PK\x01\x02", in_directory), (b"PK\x03\x04", at_part)):
        position = changed.find(mark)
        while position >= 0:
            struct.pack_into("<H", changed, position + place, value)
            position = changed.find(mark, position + 4)
    return bytes(changed)


def _letters() -> str:
    return "".join(paragraph(f"{number * 7919 % 1_000_003} " * 20) for number in range(MAX_LETTERS // 100))


def _lying() -> bytes:
    """The directory says that a part larger than any that is read unpacks to a hundred bytes."""
    main = document(" " * MAX_PART)
    return word(main=main).replace(struct.pack("<I", len(main)), struct.pack("<I", 100))


@cache
def hostile() -> dict[str, tuple[bytes, str]]:
    """Files that are refused, each with what is said of it."""
    good = word(paragraph("x"))
    broken, odd, big, entities = "bị hỏng hoặc không phải", "cấu trúc lạ", "giải nén ra quá lớn", "khai báo thực thể"
    macro = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    return {
        "nothing": (b"", broken),
        "two letters": (b"PK", broken),
        "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, broken),
        "half a file": (good[: len(good) // 2], broken),
        "no directory": (good[:-40], broken),
        "a workbook": (_zipped({TYPES: "<Types/>", RELATIONS: "<Relationships/>", "xl/workbook.xml": "<x/>"}), broken),
        "no types": (_zipped({RELATIONS: PARTS[RELATIONS], "word/document.xml": document("")}), broken),
        "a main part that is missing": (_zipped(PARTS), broken),
        "a main part elsewhere": (word(**{RELATIONS: PARTS[RELATIONS].replace("word/", "../../etc/")}), broken),
        "a main part that is no XML": (word(main="không phải XML"), broken),
        "a main part cut off": (word(main=document(paragraph("x"))[:-20]), broken),
        "a main part without a body": (word(main=f'<w:document xmlns:w="{MAIN}"/>'), broken),
        "packed by a method of tomorrow": (_changed(good, 10, 8, 99), broken),
        "macros": (word(**{"word/vbaProject.bin": b"x"}), "có macro"),
        "macros by their type": (word(**{TYPES: macro}), "có macro"),
        "locked": (_changed(good, 8, 6, 1), odd),
        "two parts that differ in case": (word(**{"WORD/document.xml": "x"}), odd),
        "a path out of the file": (word(**{"../../evil.xml": "x"}), odd),
        "a path from the root": (word(**{"/etc/evil.xml": "x"}), odd),
        "entities": (word(main=ENTITIES + document(paragraph("x"))), entities),
        "entities in UTF-16": (word(main=(ENTITIES + document(paragraph("x"))).encode("utf-16")), entities),
        "an outside entity": (word(main=OUTSIDE + document(paragraph("x"))), entities),
        "entities in the styles": (word(**{"word/styles.xml": ENTITIES + "<x/>"}), entities),
        "entities in the properties": (word(**{"docProps/custom.xml": OUTSIDE + "<x>&a;</x>"}), entities),
        "entities in the relations": (word(**{RELATIONS: ENTITIES + PARTS[RELATIONS]}), entities),
        "a part of noughts": (word(**{"word/media/a.bin": b"0" * 5_000_000}), big),
        "a main part of blanks": (word(main=document(" " * 5_000_000)), big),
        "thousands of parts": (word(**{f"word/{n}.xml": "" for n in range(1001)}), big),
        "a size that lies": (_lying(), broken),
        "more paragraphs than a report has": (word("<w:p/>" * (MAX_BLOCKS + 1)), "đoạn: hãy kiểm tra"),
        "more letters than a report has": (word(_letters()), "quá dài để là một báo cáo"),
        "deep elements": (word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), broken),
    }


@pytest.mark.parametrize("name", list(hostile()))
def test_what_is_hostile_or_broken_is_refused_in_words(name):
    content, sentence = hostile()[name]

    with pytest.raises(WordRefused, match=sentence):
        read(content, "a.docx")


@pytest.mark.parametrize("name", ["an outside entity", "a size that lies", "half a file", "macros"])
def test_a_child_refuses_with_the_same_words(name):
    content, sentence = hostile()[name]

    with pytest.raises(WordRefused, match=sentence):
        read_word(content, name="a.docx")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"x", "a.doc", "không phải .docx: hãy mở bằng Word rồi lưu lại"),
        (b"x", "a.docm", "không phải .docx"),
        (b"x" * (MAX_FILE + 1), "a.docx", "lớn hơn 10 MB"),
    ],
)
def test_other_files_are_refused_before_anything_is_opened(content, name, sentence):
    with pytest.raises(WordRefused, match=sentence):
        read_word(content, name=name)
