"""A clerk looks at what a file would do, then lets it in; nobody else, and nothing half."""

import io
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.models import Organisation
from office.importing.pages import KEPT_SECONDS, Upload
from tests.printing.hostile import malformed

pytestmark = pytest.mark.django_db
GOOD = "Mã,Tên,Loại hình,Ngày thành lập\nH1,HTX Một,HTX,01/02/1980\n"
BAD = "Mã,Tên,Loại hình,Ngày thành lập\nH1,<b>HTX</b>,KHÔNG,31/02/1980\n"
PAGE, CONFIRM = (reverse(f"admin:cooperatives_cooperative_{name}") for name in ("import", "process_import"))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(Upload, "folder", tmp_path / "imports")
    return tmp_path / "imports"


def upload(client, text: str):
    return client.post(PAGE, {"file": SimpleUploadedFile("tệp.csv", text.encode())})


def test_a_preview_tells_what_would_be_done_and_writes_nothing(browser, staff):
    answer = upload(browser(staff), GOOD)

    assert "1 dòng, thêm 1, sửa 0, giữ nguyên 0" in answer.text
    assert Organisation.objects.count() == 0


def test_confirming_takes_the_file_in_for_the_one_who_sent_it(browser, staff):
    client = browser(staff)
    token = upload(client, GOOD).context["token"]

    answer = client.post(CONFIRM, {"token": token}, follow=True)

    assert "Đã nhập tệp tệp.csv: 1 dòng, thêm 1" in answer.text
    assert Organisation.objects.get().history.get().history_user == staff


def test_mistakes_are_shown_with_row_column_value_and_reason(browser, staff):
    answer = upload(browser(staff), BAD)

    assert answer.status_code == 400
    for text in ("Chưa ghi gì: có 2 lỗi", "<td>2</td><td>Loại hình</td><td>KHÔNG</td>", "<td>31/02/1980</td>"):
        assert text in answer.text
    assert "<b>HTX</b>" not in answer.text


def test_a_file_is_taken_once(browser, staff):
    client = browser(staff)
    token = upload(client, GOOD).context["token"]
    client.post(CONFIRM, {"token": token})

    answer = client.post(CONFIRM, {"token": token}, follow=True)

    assert "Tệp đã nhập xong hoặc đã quá một giờ" in answer.text
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("token", ["", "../../etc/passwd", "abc:def:ghi"])
def test_a_forged_token_names_no_file(token, browser, staff):
    answer = browser(staff).post(CONFIRM, {"token": token}, follow=True)

    assert "hãy chọn lại tệp" in answer.text


def test_another_persons_file_is_not_taken(browser, staff, person):
    token = upload(browser(staff), GOOD).context["token"]

    browser(person("Cán bộ", "canbo2")).post(CONFIRM, {"token": token})

    assert Organisation.objects.count() == 0


def test_files_that_wait_are_private_and_do_not_wait_for_ever(browser, staff, folder):
    upload(browser(staff), GOOD)
    (kept,) = folder.iterdir()
    mode = kept.stat().st_mode & 0o777
    long_ago = time.time() - KEPT_SECONDS - 1
    os.utime(kept, (long_ago, long_ago))

    Upload.sweep()

    assert mode == 0o600
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("page", ["import", "process_import", "template"])
def test_only_staff_import(page, browser, leader, editor):
    address = reverse(f"admin:cooperatives_cooperative_{page}")

    assert [browser(user).post(address).status_code for user in (leader, editor)] == [403, 403]
    assert browser().get(address).status_code == 302


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_one_may_see_one_may_take_along(ending, browser, leader, editor, founded):
    founded("H1", name="=HTX Một")
    address = reverse("admin:cooperatives_organisation_export", args=[ending])

    answer = browser(leader).get(address)

    assert f'filename="organisations.{ending}"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert browser(editor).get(address).status_code == 403


def test_no_file_chosen_is_said(browser, staff):
    assert "Hãy chọn một tệp." in browser(staff).post(PAGE, {}).text


@pytest.mark.parametrize("name", list(malformed())[::6])
def test_a_malformed_file_is_a_page_with_a_sentence_and_no_row(name, browser, staff):
    content, called = malformed()[name]

    answer = browser(staff).post(PAGE, {"file": SimpleUploadedFile(called, content)})

    assert answer.status_code in (200, 400)
    assert "Hãy" in answer.text or "hãy" in answer.text
    assert Organisation.objects.count() == 0


def test_a_file_that_is_no_table_is_refused_in_words(browser, staff):
    client = browser(staff)

    answer = client.post(PAGE, {"file": io.BytesIO(b"\x00\x01\x02")})

    assert answer.status_code == 400
    assert Organisation.objects.count() == 0
