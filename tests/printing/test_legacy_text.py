"""Text of old fonts and wrong code pages is told apart from good Vietnamese and comes back letter for letter."""

import random
import re

import pytest

from news.demo import articles, names
from printing.legacy_text import LETTERS, TCVN3, VNI, Encoding, decoded, suspected_encoding
from printing.spreadsheet import read_rows
from tests.printing import messy

ALL = LETTERS + LETTERS.upper()
ORDINARY = """
    hợp tác xã nông nghiệp dịch vụ tổng hợp quỹ tín dụng nhân dân liên hiệp tổ hợp tác thành viên lao động thường xuyên
    doanh thu lợi nhuận vốn điều lệ huyện Quỳnh Phụ xã Đông Hải phường Trần Lãm thị trấn Vũ Thư Nguyễn Thị Hằng Lê Văn
    Đỗ Đình Khuê Hoà Bình hòa thuỷ thủy lúa gạo mạ ngô khoai đậu tương nuôi trồng thuỷ sản muối cói chiếu ghi chú cá bè
    à ý ồ ễ ưỡn khuỷu nghiêng giếng gìn quả quý thuở huơ xoèn xoẹt yếu yêu ỷ eo óc Kà Lò Sìn Hồ Pá Ú Hà Tý Sử Pán
"""
WORDS = ORDINARY.split()
TEXT = "Hợp tác xã Đồng Hưng, Nguyễn Thị Lụa, ĐẶNG VĂN Ỷ, à Á"


def in_tcvn3(text: str) -> str:
    signs = {letter: sign for sign, letter in TCVN3.items()}
    return "".join(signs.get(letter, letter) for letter in text)


def in_vni(text: str) -> str:
    signs = {letter: sign for sign, letter in VNI.items() if sign in (sign.lower(), sign.upper())}
    return "".join(signs.get(letter, letter) for letter in text)


def as_western(text: str) -> str:
    """UTF-8 opened as Windows-1252, with the codes it does not define as they are."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    )


def test_there_are_134_letters():
    assert len(set(ALL)) == 134


def test_every_small_letter_of_tcvn3_comes_back():
    assert [decoded(in_tcvn3(letter), Encoding.TCVN3) for letter in LETTERS] == list(LETTERS)


def test_capitals_of_tcvn3_have_seven_codes_of_their_own():
    assert [decoded(in_tcvn3(letter), Encoding.TCVN3) for letter in "ĂÂĐÊÔƠƯ"] == list("ĂÂĐÊÔƠƯ")


def test_every_other_capital_of_tcvn3_is_a_small_letter_in_the_capital_font():
    """Between capitals, as in a heading, it is read as one."""
    shown = [decoded(f"TH{in_tcvn3(letter)}NG", Encoding.TCVN3)[2] for letter in LETTERS]

    assert shown == list(LETTERS.upper())


def test_every_letter_of_vni_comes_back():
    assert [decoded(in_vni(letter), Encoding.VNI) for letter in ALL] == list(ALL)


def test_a_capital_with_a_small_sign_of_vni_is_a_capital():
    assert decoded("Aân AÂn Oâng Ñoâng", Encoding.VNI) == "Ân Ân Ông Đông"


@pytest.mark.parametrize("letter", ALL)
def test_every_letter_comes_back_from_a_wrong_code_page(letter):
    once, twice = as_western(letter), as_western(as_western(letter))

    assert (decoded(once, Encoding.MOJIBAKE), decoded(twice, Encoding.DOUBLE_MOJIBAKE)) == (letter, letter)


@pytest.mark.parametrize(
    ("texts", "encoding"),
    [
        (["Hîp t¸c x·"], Encoding.TCVN3),
        (["M·", "Tªn", "Hîp t¸c x· §ång Xanh", "HTX1"], Encoding.TCVN3),
        (["Hôïp taùc xaõ Noâng nghieäp"], Encoding.VNI),
        (["HÔÏP TAÙC XAÕ", "Ñoàng Höng"], Encoding.VNI),
        ([as_western(TEXT)], Encoding.MOJIBAKE),
        ([TEXT.encode().decode("latin-1")], Encoding.MOJIBAKE),
        ([as_western(as_western(TEXT))], Encoding.DOUBLE_MOJIBAKE),
    ],
)
def test_spoilt_text_is_told(texts, encoding):
    assert suspected_encoding(texts) is encoding


def test_good_text_is_never_suspected():
    chance = random.Random(20260101)
    people = names.people(chance)
    texts = [*WORDS, ORDINARY, *(next(people) for _ in range(1000))]

    assert suspected_encoding(texts) is None
    assert [text for text in texts if suspected_encoding([text])] == []


@pytest.mark.parametrize("story", ["CONFERENCE", "TRAINING", "FAIR", "CREDIT", "THE_LAW"])
def test_no_story_of_ours_is_suspected_whole_or_by_the_sentence(story):
    text = getattr(articles, story)
    sentences = [part for part in re.split(r"(?<=[.;:])\s+", text) if part.strip()]

    assert sentences
    assert suspected_encoding(sentences) is None
    assert [text for text in [text, *sentences] if suspected_encoding([text])] == []


@pytest.mark.parametrize(
    "text", ["Café Crème", "Müller GmbH", "Citroën", "«Tên» ½ m²", "Công ty ABC©", "10 µm ± 2", "A·B"]
)
def test_foreign_words_and_signs_are_not_suspected(text):
    assert suspected_encoding([text]) is None


def test_a_few_spoilt_cells_among_many_good_ones_suspect_nothing():
    assert suspected_encoding([*WORDS, "Hîp t¸c x·"]) is None


def test_the_font_tells_where_one_word_would_not():
    assert (suspected_encoding(["Hîp"]), suspected_encoding(["Hîp"], fonts=[".VnTimeH"])) == (None, Encoding.TCVN3)


def test_good_text_stays_what_it_is_under_any_encoding():
    assert {decoded(TEXT, encoding) for encoding in Encoding} == {TEXT}


def test_a_workbook_of_old_fonts_is_read_as_it_stands_until_someone_confirms():
    source = messy.written(messy.in_old_fonts)

    asked, told = read_rows(source, name="a.xlsx"), read_rows(source, name="a.xlsx", legacy=Encoding.TCVN3)

    assert (asked.suspected, asked.rows[0].cells) == (Encoding.TCVN3, ("HTX1", "Hîp t¸c x· §ång Xanh"))
    assert asked.notices == (
        "Chữ trong tệp có vẻ viết theo TCVN3 (ABC), phông .VnTime: hãy xem thử rồi xác nhận để chuyển sang Unicode.",
    )
    assert (told.header, told.rows[0].cells) == (("Mã", "Tên"), ("HTX1", "Hợp tác xã Đồng Xanh"))
    assert (told.suspected, told.notices) == (None, ("Đã chuyển chữ sang Unicode từ TCVN3 (ABC), phông .VnTime.",))


def test_a_csv_of_old_bytes_is_read_as_it_stands_until_someone_confirms():
    source = in_tcvn3("Mã;Tên\nHTX1;Hợp tác xã Đồng Xanh\n").encode("latin-1")

    asked, told = read_rows(source, name="a.csv"), read_rows(source, name="a.csv", legacy=Encoding.TCVN3)

    assert (asked.suspected, asked.encoding) == (Encoding.TCVN3, "cp1252")
    assert told.rows[0].cells == ("HTX1", "Hợp tác xã Đồng Xanh")
