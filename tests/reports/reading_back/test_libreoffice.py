"""A file that LibreOffice saved anew: packed otherwise, its styles renamed, its controls without their tags.

The sample is the report of these tests as LibreOffice 7.4 saved it, signed with the key below.
"""

from pathlib import Path

import pytest

from printing.docx_reading import as_text
from printing.unpack_word import read as unpacked
from reports.reading_back import compare, sent
from tests.reports.reading_back.conftest import written
from tests.reports.reading_back.word import Edited

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parent / "samples" / "luu-bang-libreoffice.docx"
KEY = "khóa chỉ của tệp mẫu này"


@pytest.fixture
def saved(report, settings) -> Edited:
    settings.SECRET_KEY = KEY
    return Edited.opened(SAMPLE.read_bytes())


def read(content: bytes, report):
    now = written(report)
    return compare(report, now, sent(as_text(unpacked(content, "a.docx")), report, now, name="a.docx"))


def test_it_says_the_same(report, saved):
    comparison = read(saved.content, report)

    assert (comparison.sections, comparison.notices) == ((), ())


def test_a_number_changed_in_it_is_known_for_what_it_is_bound_to(report, saved):
    saved.replace("03 hợp tác xã (HTX)", "05 hợp tác xã (HTX)")

    [section] = read(saved.content, report).sections

    [change] = section.changes
    assert [(number.name, number.said) for number in change.numbers] == [
        ("cooperatives:hợp tác xã (HTX)", "05 hợp tác xã (HTX)")
    ]


def test_words_changed_in_it_keep_their_numbers_bound(report, saved):
    saved.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng hoạt động.")

    [section] = read(saved.content, report).sections

    assert [change.new for change in section.changes] == ["Còn [[ceased_cooperatives|01 HTX]] đã ngừng hoạt động."]
