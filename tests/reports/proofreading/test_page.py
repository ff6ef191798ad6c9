"""The page where a text is pasted or dropped: it shows what is doubtful, keeps nothing and tells strangers why not."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.proofreading.limits import MAX_WORDS
from tests.printing.word_files import word_file

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/soat-so/"
WRONG = "Toàn tỉnh có 312 HTX, gồm 240 HTX nông nghiệp, 50 HTX phi nông nghiệp và 25 QTDND."
ARITHMETIC = "240 + 50 + 25 = 315, nhiều hơn tổng 312 HTX là 3."


def said(answer) -> str:
    return " ".join(answer.text.split())


@pytest.mark.parametrize("who", ["staff", "leader", "editor"])
def test_whoever_writes_sees_the_sentence_marked_and_the_arithmetic(who, browser, request):
    page = said(browser(request.getfixturevalue(who)).post(ADDRESS, {"text": f"Mở đầu.\r\n\r\n{WRONG} Kết thúc."}))

    assert "01 điều cần xem lại" in page
    assert f"<mark>{WRONG}</mark> Kết thúc." in page
    assert page.count(ARITHMETIC) == 2
    assert 'href="#dong-3"' in page
    assert 'id="dong-3"' in page


def test_a_text_that_agrees_is_told_so_without_promising_too_much(browser, editor):
    page = said(browser(editor).post(ADDRESS, {"text": "Toàn tỉnh có 312 HTX."}))

    assert "Không thấy điều nghi vấn nào" in page
    assert "không có nghĩa mọi con số đều đúng" in page


def test_the_page_asks_before_it_reads(browser, editor):
    page = said(browser(editor).get(ADDRESS))

    assert ("Dán bài viết" in page, "điều cần xem lại" in page) == (True, False)


def test_what_was_pasted_stays_in_the_box_and_cannot_become_markup(browser, editor):
    page = browser(editor).post(ADDRESS, {"text": "<script>alert(1)</script> 5 HTX"}).text

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; 5 HTX") == 2


def test_a_word_file_is_read_like_a_pasted_text(browser, staff):
    file = SimpleUploadedFile("Báo cáo.docx", word_file("Mở đầu", WRONG))

    assert ARITHMETIC in said(browser(staff).post(ADDRESS, {"file": file}))


def test_a_stranger_meets_the_login_page(browser):
    answer = browser().post(ADDRESS, {"text": WRONG})

    assert (answer.status_code, answer.url) == (302, f"{reverse('admin:login')}?next={ADDRESS}")


def test_an_account_without_a_role_reads_why_not(browser, person):
    answer = browser(person(None, "khach")).get(ADDRESS)

    assert (answer.status_code, "dành cho lãnh đạo, cán bộ và biên tập viên" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Hãy dán bài vào ô hoặc chọn một tệp."),
        ({"text": "  \n "}, "Hãy dán bài vào ô hoặc chọn một tệp."),
        ({"text": "một " * (MAX_WORDS + 1)}, "chỉ soát được tối đa 20.000 từ mỗi lần: hãy chia thành nhiều phần"),
        ({"file": ("bai.pdf", b"%PDF-1.7")}, "Tệp bai.pdf không phải .docx hay .txt"),
        ({"file": ("bai.docx", b"PK\x03\x04x")}, "bị hỏng hoặc không phải tệp Word .docx"),
        ({"file": ("bai.txt", b"")}, "Tệp này trống"),
        ({"text": "5 HTX", "period": "99999"}, "Kỳ này không có trong hệ thống"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(sent, sentence, browser, staff):
    data = {name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for name, value in sent.items()}

    answer = browser(staff).post(ADDRESS, data)

    assert (answer.status_code, sentence in said(answer)) == (400, True)


def test_a_refused_text_is_not_lost(browser, staff):
    text = "một " * MAX_WORDS + "từ cuối"

    assert "từ cuối</textarea>" in browser(staff).post(ADDRESS, {"text": text}).text


def test_staff_compare_a_text_with_the_figures_of_a_year(founded, reported, browser, staff):
    reported(founded("H1"), members=10)
    asked = browser(staff).get(ADDRESS).text
    (period,) = re.findall(r'<option value="(\d+)">', asked)

    page = said(browser(staff).post(ADDRESS, {"text": "Năm 2023, toàn tỉnh có 07 HTX.", "period": period}))

    assert "Trong bài ghi 7 HTX; theo hệ thống, Hợp tác xã năm 2023 là 1 HTX" in page


def test_an_editor_who_sees_no_figures_cannot_ask_for_them(founded, reported, browser, editor):
    period = reported(founded("H1"), members=10).period

    page = said(browser(editor).post(ADDRESS, {"text": "Năm 2023, toàn tỉnh có 07 HTX.", "period": period.pk}))

    assert ("Đối chiếu" in page, "theo hệ thống" in page) == (False, False)


def test_the_page_is_found_from_the_reports_and_by_editors_from_the_menu(browser, staff, editor):
    assert f'href="{ADDRESS}"' in browser(staff).get("/bao-cao/").text
    assert f'href="{ADDRESS}"' in browser(editor).get(ADDRESS).text


def test_an_archive_that_unpacks_to_too_much_is_refused(browser, staff):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)

    answer = browser(staff).post(ADDRESS, {"file": SimpleUploadedFile("bom.docx", out.getvalue())})

    assert (answer.status_code, "giải nén ra quá lớn" in answer.text) == (400, True)
