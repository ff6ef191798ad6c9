"""The pages where a file is looked at, then taken: private between the two, and only for who may import."""

import os
import stat
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.importing import OrganisationResource
from cooperatives.models import Organisation
from office.importing import run_import
from office.importing.pages import KEPT_SECONDS, Upload
from tests.office.page import form_on
from tests.office.sheets import as_csv, as_xlsx

HEADER = ["Mã", "Tên", "Loại hình", "Ngày thành lập"]
GOOD = [HEADER, ["X1", "HTX Một", "HTX", "01/02/1980"]]
BAD = [HEADER, ["X1", "<b>HTX</b>", "LẠ", "01/02/1980"]]
IMPORT, CONFIRM, TEMPLATE = (
    reverse(f"admin:cooperatives_organisation_{page}") for page in ("import", "process_import", "template")
)
EXPORTS = [reverse("admin:cooperatives_organisation_export", args=[ending]) for ending in ("xlsx", "csv")]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Uploads of the tests lie in a folder of their own."""
    monkeypatch.setattr(Upload, "folder", tmp_path / "imports")
    return tmp_path / "imports"


def upload(client, rows: list[list], name: str = "tep.csv"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, as_csv(rows))})


def kept(folder) -> list[str]:
    return sorted(os.listdir(folder)) if folder.exists() else []


class TestPreviewAndConfirm:
    def test_a_good_file_is_shown_then_taken(self, staff, browser, folder):
        client = browser(staff)

        preview = upload(client, GOOD)

        assert (preview.status_code, Organisation.objects.count(), len(kept(folder))) == (200, 0, 1)
        assert "1 dòng, thêm 1, sửa 0, giữ nguyên 0" in preview.content.decode()
        assert "<td>HTX Một (X1)</td><td>thêm mới</td>" in preview.content.decode()

        done = client.post(CONFIRM, form_on(preview), follow=True)

        assert [str(message) for message in done.context["messages"]] == [
            "Đã nhập tệp tep.csv: 1 dòng, thêm 1, sửa 0, giữ nguyên 0."
        ]
        assert Organisation.objects.get().history.get().history_user == staff
        assert kept(folder) == []

    def test_a_change_is_shown_before_and_after(self, founded, staff, browser):
        founded("X1", name="HTX Cũ")

        html = upload(browser(staff), GOOD).content.decode()

        assert "Tên: HTX Cũ → HTX Một<br>Ngày thành lập: 01/01/2015 → 01/02/1980" in html

    def test_a_bad_file_is_answered_with_its_errors_and_waits_to_be_marked(self, staff, browser, folder):
        response = upload(browser(staff), BAD)

        assert response.status_code == 400
        assert "<td>2</td><td>Loại hình</td><td>LẠ</td><td>“LẠ” không phải loại hình" in response.content.decode()
        assert (len(kept(folder)), Organisation.objects.count()) == (1, 0)

    def test_a_code_whose_last_digits_excel_has_dropped_is_refused(self, staff):
        rows = [HEADER, [1234567890123456789, "HTX Một", "HTX", "01/02/1980"]]

        report = run_import(OrganisationResource, as_xlsx(rows), name="tep.xlsx", dry_run=False, by=staff)

        assert [(error.row, error.column) for error in report.errors] == [(2, "Mã")]
        assert "Excel không giữ hết" in report.errors[0].message

    def test_no_file_and_too_large_a_file_are_told(self, staff, browser):
        client = browser(staff)
        large = SimpleUploadedFile("tep.csv", b"x" * (25 * 1024 * 1024 + 1))

        assert client.post(IMPORT).context["form"].errors == {"file": ["Hãy chọn một tệp."]}
        assert client.post(IMPORT, {"file": large}).context["form"].errors == {
            "file": ["Tệp lớn hơn 25 MB: hãy chia thành nhiều tệp nhỏ hơn."]
        }

    def test_what_changed_meanwhile_is_checked_again(self, founded, staff, browser):
        client = browser(staff)
        preview = upload(client, GOOD)
        founded("x1")

        response = client.post(CONFIRM, form_on(preview))

        assert response.status_code == 400
        assert [error.column for error in response.context["report"].errors] == ["Mã"]

    def test_pages_carry_no_script_or_style_of_their_own(self, staff, browser):
        client = browser(staff)

        for response in (client.get(IMPORT), upload(client, GOOD), upload(client, BAD)):
            main = response.content.decode().partition('id="content-main"')[2]
            assert [mark for mark in ("<script", "style=", "onclick", "onchange") if mark in main] == []


class TestTheFileBetween:
    def test_is_private_and_named_by_the_server(self, staff, browser, folder):
        upload(browser(staff), GOOD, name="../../etc/passwd")

        [name] = kept(folder)
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert (len(name), name.isalnum()) == (32, True)

    def test_is_gone_after_an_hour(self, staff, browser, folder):
        client = browser(staff)
        for _ in range(10):
            upload(client, GOOD)
        for name in kept(folder):
            long_ago = time.time() - KEPT_SECONDS - 1
            os.utime(folder / name, (long_ago, long_ago))

        client.get(IMPORT)

        assert kept(folder) == []


class TestWhoMay:
    def test_a_stranger_meets_the_login_page(self, browser, db):
        for page in (IMPORT, TEMPLATE, *EXPORTS):
            assert browser().get(page).url == f"{reverse('admin:login')}?next={page}"

    def test_who_sees_the_register_may_take_it_along(self, leader, editor, founded, browser):
        founded("02269", name="=1+1")

        for page in EXPORTS:
            answer = browser(leader).get(page)
            report = run_import(OrganisationResource, answer.content, name="xuat", dry_run=True, by=leader)
            assert (report.errors, report.unchanged) == ([], 1)
            assert answer["Content-Disposition"].startswith("attachment; ")
            assert "no-store" in answer["Cache-Control"]
            assert browser(editor).get(page).status_code == 403

    def test_the_list_offers_what_one_may(self, staff, leader, browser):
        listing = reverse("admin:cooperatives_organisation_changelist")

        for person, may_import in ((staff, True), (leader, False)):
            html = browser(person).get(listing).content.decode()
            assert (f'href="{IMPORT}"' in html, f'href="{EXPORTS[0]}"' in html) == (may_import, True)
