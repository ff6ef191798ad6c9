"""In whose name a report is written: letterhead, symbol and signature as the office entered them, nothing invented."""

from datetime import date

import pytest

from office.models import Committee, Signatory
from printing.files import FORMS
from printing.letterhead import Signature
from reports.models import Report
from reports.writing import NothingToReport, write, write_generated
from returns.models import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(office, founded, reported):
    reported(founded("H1"), "2023", members=10)
    return Period.objects.named("2023")


@pytest.fixture
def steering():
    return Committee.objects.create(
        kind=Committee.Kind.STEERING,
        name="Ban Chỉ đạo phát triển kinh tế tập thể tỉnh Thử Nghiệm",
        parent_line="TỈNH THỬ NGHIỆM",
        issuer_line="BAN CHỈ ĐẠO PHÁT TRIỂN KINH TẾ TẬP THỂ",
        document_symbol="BCĐ",
    )


@pytest.fixture
def deputy(steering):
    return Signatory.objects.create(
        full_name="Ông Phó Ban",
        committee=steering,
        authority="TM. BAN CHỈ ĐẠO",
        deputising="KT. TRƯỞNG BAN",
        post="PHÓ TRƯỞNG BAN",
        valid_from=date(2020, 1, 1),
    )


def test_a_committee_has_its_own_head_symbol_and_signature(year, deputy):
    document = write_generated("year_end", year, issuer="steering", number="12").document

    head = document.letterhead
    assert (head.parent, head.issuer) == ("TỈNH THỬ NGHIỆM", "BAN CHỈ ĐẠO PHÁT TRIỂN KINH TẾ TẬP THỂ")
    assert head.number_line == "Số: 12/BC-BCĐ"
    assert document.opening[0].startswith("Ban Chỉ đạo phát triển kinh tế tập thể tỉnh Thử Nghiệm báo cáo")
    assert document.signature == Signature(
        "TM. BAN CHỈ ĐẠO", "PHÓ TRƯỞNG BAN", "Ông Phó Ban", deputising="KT. TRƯỞNG BAN"
    )


def test_the_office_does_not_sign_with_who_signs_for_a_committee(year, deputy):
    assert write_generated("year_end", year).document.signature.name == ""


def test_a_committee_nobody_entered_is_refused_with_what_to_fill_in(year):
    with pytest.raises(NothingToReport, match="Chưa có thông tin Ban Chấp hành: hãy nhập tên ban, tên ban trên"):
        write_generated("year_end", year, issuer="executive")


def test_a_committee_for_which_nobody_signs_is_refused(year, steering):
    with pytest.raises(NothingToReport, match="Chưa có người ký thay mặt Ban Chỉ đạo ngày 31/12/2023"):
        write_generated("year_end", year, issuer="steering")


def test_a_deputy_signs_where_the_report_says_so(year):
    chairman = {"full_name": "Bà Chủ Tịch", "authority": "TM. BAN THƯỜNG VỤ", "post": "CHỦ TỊCH"}
    Signatory.objects.create(**chairman, valid_from=date(2020, 1, 1))
    deputy = Signatory.objects.create(
        full_name="Ông Phó", deputising="KT. CHỦ TỊCH", post="PHÓ CHỦ TỊCH", valid_from=date(2021, 1, 1)
    )
    report = Report.objects.create(kind="year_end", period=year)

    assert write(report).document.signature.name == "Bà Chủ Tịch"
    report.signatory = deputy
    assert write(report).document.signature == Signature("", "PHÓ CHỦ TỊCH", "Ông Phó", deputising="KT. CHỦ TỊCH")


def test_who_may_not_sign_on_that_day_is_refused(year):
    later = Signatory.objects.create(full_name="Ông Sau Này", post="CHỦ TỊCH", valid_from=date(2024, 1, 1))
    report = Report.objects.create(kind="year_end", period=year, signatory=later)

    with pytest.raises(NothingToReport, match="Ông Sau Này không ký được văn bản này ngày 31/12/2023"):
        write(report)


def test_the_lines_above_the_name_stand_in_the_word_file(year, deputy):
    made = FORMS["docx"].make(write_generated("year_end", year, issuer="steering").document)

    assert made.startswith(b"PK")
