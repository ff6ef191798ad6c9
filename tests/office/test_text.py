import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cooperatives.models import Organisation
from office.text import alphabetical, clean_line, search_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Đông Hưng", "Đông Hưng"),
        (unicodedata.normalize("NFD", "Đông Hưng"), "Đông Hưng"),
        ("  Đông \t\n Hưng  ", "Đông Hưng"),
        ("Đông\u00a0Hưng", "Đông Hưng"),
        ("Đông\u200b Hưng\ufeff", "Đông Hưng"),
        ("Ðông Hưng, ðiện", "Đông Hưng, điện"),
        ("", ""),
    ],
)
def test_a_line_is_composed_with_single_spaces(typed, kept):
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đông Hưng", "dong hung"),
        ("ĐÔNG HƯNG", "dong hung"),
        ("hoà bình", "hoa binh"),
        ("hòa bình", "hoa binh"),
        ("Ðông", "dong"),
        ("Quỳnh Phụ", "quynh phu"),
        ("HTX № 5", "htx no 5"),
    ],
)
def test_a_search_key_has_no_diacritics(text, key):
    assert search_key(text) == key


def test_a_search_key_joins_several_texts():
    assert search_key("Hợp tác xã", "HTX01") == "hop tac xa htx01"


@given(some.text(max_size=60))
def test_a_search_key_is_its_own_key(text):
    assert search_key(search_key(text)) == search_key(text)


@given(some.text(max_size=60))
def test_the_key_is_the_same_however_the_text_was_composed(text):
    forms = {search_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}

    assert len(forms) == 1


@given(some.text(max_size=60))
def test_a_clean_line_stays_as_it_is(text):
    assert clean_line(clean_line(text)) == clean_line(text)


def test_names_are_sorted_as_in_a_dictionary():
    names = ["Đoan Hùng", "Dũng Nghĩa", "Dương Phúc", "Duy Nhất", "Ái Quốc", "An Ấp", "Ăn Khê", "Đô Lương", "Đơn Sa"]

    assert sorted(names, key=alphabetical) == [
        "Ái Quốc",
        "An Ấp",
        "Ăn Khê",
        "Dũng Nghĩa",
        "Duy Nhất",
        "Dương Phúc",
        "Đoan Hùng",
        "Đô Lương",
        "Đơn Sa",
    ]


def test_a_tone_tells_only_words_of_the_same_letters_apart():
    assert sorted(["Hòa Tiến", "Hỏa An", "Hoa Ổ", "Hạ 2", "Hạ 1"], key=alphabetical) == [
        "Hạ 1",
        "Hạ 2",
        "Hỏa An",
        "Hoa Ổ",
        "Hòa Tiến",
    ]


# What is in the register, what is typed to find it.
PAIRS = [
    ("Nguyễn Văn Lúa", "NGUYỄN VĂN LÚA"),
    ("NGUYỄN VĂN LÚA", "nguyễn văn lúa"),
    ("Nguyễn Văn Lúa", "nguyen van lua"),
    ("Đông Hưng", "dong hung"),
    ("Đông Hưng", "đông hưng"),
    ("ĐÔNG HƯNG", "đông hưng"),
    ("Đông Hưng", "Ðông Hưng"),
    ("Đông Hưng", "Ɖông Hưng"),
    ("Ðông Hưng", "Đông Hưng"),
    ("đường sắt", "ÐƯỜNG SẮT"),
    ("Hoà Bình", "Hòa Bình"),
    ("Hòa Bình", "hoà bình"),
    ("Thuỷ Nguyên", "Thủy Nguyên"),
    ("Khoẻ Mạnh", "khỏe mạnh"),
    ("Quý Mùi", "QUÝ MÙI"),
    ("Quỳnh Phụ", "quynh phu"),
    ("Quỳnh Phụ", unicodedata.normalize("NFD", "Quỳnh Phụ")),
    (unicodedata.normalize("NFD", "Quỳnh Phụ"), "Quỳnh Phụ"),
    (unicodedata.normalize("NFKD", "Ưng Ưởng"), "ưng ưởng"),
    ("Ưng Ưởng", "ung uong"),
    ("Đông\u00a0Hưng", "đông hưng"),
    ("Đông  Hưng", "Đông\u00a0Hưng"),
    ("Đông\u200bHưng", "ĐôngHưng"),
    ("Đồng\ufeff Xuân", "đồng xuân"),
    ("Cà phê № 5", "ca phe no 5"),
    ("Công ty ＡＢＣ", "abc"),
    ("Ỷ Lan", "ỷ lan"),
    ("Ỵ A", "y a"),
    ("Straße", "STRASSE"),
    ("İstanbul", "istanbul"),
    ("Lê Đình Đức", "LE DINH DUC"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("stored", "typed"), PAIRS, ids=[f"{a!a} {b!a}" for a, b in PAIRS])
def test_every_database_finds_it_however_it_is_written(stored, typed, founded):
    other, one = founded("HTX1", name="Tên khác hẳn"), founded("HTX2", name=stored)
    one.refresh_from_db()

    assert list(Organisation.objects.search(typed)) == [one]
    assert (unicodedata.is_normalized("NFC", one.name), other.name) == (True, "Tên khác hẳn")


@pytest.mark.django_db
@pytest.mark.parametrize(("stored", "typed"), [("Đông", "đồng lúa"), ("Hòa", "hoàng"), ("Lúa", "50%"), ("Lúa", "l_a")])
def test_no_database_finds_what_is_something_else(stored, typed, founded):
    founded("HTX1", name=stored)

    assert not Organisation.objects.search(typed).exists()


def test_there_are_thirty_pairs():
    assert len(set(PAIRS)) >= 30
