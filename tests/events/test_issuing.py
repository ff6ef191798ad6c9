"""Numbers of resolutions and invitations: one each, without gaps, in the year they are issued; and their paper."""

import io
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from events import workflow
from events.models import Conference, Delegate, Invitation, Resolution
from office.models import Committee, NumberBook, Signatory

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, EACH = 4, 50
ISSUE = """
import django, sys
django.setup()
from datetime import date
from events import workflow
from events.models import Resolution
for key in sys.argv[1].split(","):
    workflow.issue_resolution(Resolution(pk=int(key)), on=date(2023, 1, 11), by=None)
"""


@pytest.fixture
def draft(conference):
    return Resolution.objects.create(
        conference=conference, title="Về việc thử", basis="Căn cứ thử;", content="Một\nHai"
    )


@pytest.mark.django_db
class TestResolutions:
    def test_are_numbered_within_their_year(self, draft, conference, staff):
        other = Resolution.objects.create(conference=conference, title="Khác", content="Một")
        last = Resolution.objects.create(conference=conference, title="Năm sau", content="Một")

        numbered = [
            workflow.issue_resolution(one, on=on, by=staff)
            for one, on in ((draft, date(2023, 1, 11)), (other, date(2023, 1, 12)), (last, date(2024, 1, 2)))
        ]

        assert [(one.year, one.number) for one in numbered] == [(2023, 1), (2023, 2), (2024, 1)]

    def test_are_issued_once(self, draft, staff):
        workflow.issue_resolution(draft, on=date(2023, 1, 11), by=staff)

        with pytest.raises(ValidationError, match="Nghị quyết số 01/2023 đã ban hành ngày 11/01/2023"):
            workflow.issue_resolution(draft, on=date(2023, 1, 12), by=staff)
        assert NumberBook.objects.get().last == 1

    def test_are_not_issued_before_the_conference(self, draft, staff):
        with pytest.raises(ValidationError, match="Ngày ban hành trước ngày hội nghị 10/01/2023"):
            workflow.issue_resolution(draft, on=date(2023, 1, 9), by=staff)

    def test_are_not_issued_on_a_day_that_has_not_come(self, draft, staff):
        with pytest.raises(ValidationError, match="Ngày 11/01/2103 chưa đến: số cấp rồi không lấy lại được"):
            workflow.issue_resolution(draft, on=date(2103, 1, 11), by=staff)
        assert not NumberBook.objects.exists()

    def test_are_issued_by_a_page_and_changed_no_more(self, draft, browser, staff):
        client, change = browser(staff), reverse("admin:events_resolution_change", args=[draft.pk])

        assert (
            client.post(reverse("admin:events_resolution_ban-hanh", args=[draft.pk]), {"on": "11/01/2023"}).url
            == change
        )
        assert client.post(change, {"title": "Sửa trộm"}).status_code == 403
        assert str(Resolution.objects.get()) == "Nghị quyết số 01/2023"

    def test_are_printed_with_number_and_day(self, draft, office, browser, leader, staff):
        workflow.issue_resolution(draft, on=date(2023, 1, 11), by=staff)

        answer = browser(leader).get(reverse("events:resolution_file", args=[draft.conference_id, draft.pk, "docx"]))

        said = " ".join(paragraph for paragraph in paragraphs(answer.content))
        for words in ("Số: 01/NQ-LMHTX", "ngày 11 tháng 01 năm 2023", "NGHỊ QUYẾT", "QUYẾT NGHỊ:", "Căn cứ thử;"):
            assert words in said

    def test_are_signed_for_the_office_by_a_deputy_in_place_of_its_head(self, draft, meeting, office, browser, staff):
        steering = Committee.objects.create(
            kind="steering", name="Ban Chỉ đạo", issuer_line="BAN CHỈ ĐẠO", document_symbol="BCĐ"
        )
        since = {"valid_from": date(2019, 1, 1)}
        Signatory.objects.create(full_name="Ông Trưởng Ban", post="TRƯỞNG BAN", committee=steering, **since)
        Signatory.objects.create(
            full_name="Bà Phó", post="PHÓ CHỦ TỊCH", deputising="KT. CHỦ TỊCH", valid_from=date(2020, 1, 1)
        )
        letter = workflow.issue_invitations(draft.conference, on=date(2023, 1, 3), by=staff)
        client = browser(staff)

        word = client.get(reverse("events:resolution_file", args=[draft.conference_id, draft.pk, "docx"])).content
        paper = client.get(reverse("events:invitation_file", args=[draft.conference_id, letter.pk])).content

        printed = PdfReader(io.BytesIO(paper)).pages[0].extract_text()
        for said in (" ".join(paragraphs(word)), " ".join(printed.split())):
            assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in said
            assert "Bà Phó" in said
            assert "Ông Trưởng Ban" not in said

    def test_without_an_office_say_what_to_do(self, draft, browser, leader):
        answer = browser(leader).get(reverse("events:resolution_file", args=[draft.conference_id, draft.pk, "docx"]))

        assert (answer.status_code, "Chưa có thông tin cơ quan" in answer.text) == (409, True)


def paragraphs(content: bytes) -> list[str]:
    word = docx.Document(io.BytesIO(content))
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for place in (word, *cells) for paragraph in place.paragraphs]


@pytest.mark.django_db
class TestInvitations:
    def test_one_number_invites_all_who_were_not(self, meeting, conference, staff):
        first = workflow.issue_invitations(conference, session=meeting, on=date(2023, 1, 3), by=staff)
        rest = workflow.issue_invitations(conference, on=date(2023, 1, 4), by=staff)

        assert [(one.number, one.addressees, one.delegates.count()) for one in (first, rest)] == [
            (1, "Ban Chấp hành", 3),
            (2, "Đại biểu dự hội nghị", 1),
        ]

    def test_nobody_left_takes_no_number(self, meeting, conference, staff):
        workflow.issue_invitations(conference, on=date(2023, 1, 3), by=staff)

        with pytest.raises(ValidationError, match="Không còn ai chưa được mời"):
            workflow.issue_invitations(conference, on=date(2023, 1, 3), by=staff)
        assert (NumberBook.objects.get().last, Invitation.objects.count()) == (1, 1)

    def test_the_page_refuses_a_day_after_the_conference(self, meeting, conference, browser, staff):
        page = reverse("events:invitations", args=[conference.pk])

        refused = browser(staff).post(page, {"whom": "khach-moi", "on": "11/01/2023"})

        assert (refused.status_code, "Ngày ký sau ngày hội nghị 10/01/2023" in refused.text) == (400, True)
        assert browser(staff).post(page, {"whom": "khach-moi", "on": "03/01/2023"}).status_code == 302
        assert Delegate.objects.exclude(invitation=None).get().full_name == "Khách Thử"

    def test_are_printed_a_page_each_with_a_code(self, meeting, conference, office, browser, staff):
        letter = workflow.issue_invitations(conference, on=date(2023, 1, 3), by=staff)

        answer = browser(staff).get(reverse("events:invitation_file", args=[conference.pk, letter.pk]))

        pages = PdfReader(io.BytesIO(answer.content)).pages
        said = pages[3].extract_text()
        assert (len(pages), len({image.data for image in pages[3].images})) == (4, 4)  # each a code of its own
        for words in ("GIẤY MỜI", "Số: 01/GM-LMHTX", "Ông (Bà) Khách Thử", "ngày 10 tháng 01 năm 2023"):
            assert words in said


def database_for_others(tmp_path: Path) -> str:
    """The address at which other processes reach what this test wrote; SQLite's memory is copied to a file."""
    if connection.vendor != "sqlite":
        told = connection.settings_dict
        return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{tmp_path / 'copy.sqlite3'}"


def numbers_given(tmp_path: Path) -> list[int]:
    statement = "SELECT number FROM events_resolution WHERE year = 2023 ORDER BY number"
    if connection.vendor != "sqlite":
        return list(Resolution.objects.filter(year=2023).order_by("number").values_list("number", flat=True))
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        return [number for (number,) in copy.execute(statement)]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_issued_at_once_have_each_a_number_and_leave_no_gap(year, tmp_path):
    conference = Conference.objects.create(
        title="Thử", kind="other", held_on=date(2023, 1, 10), period_reported=year("2022")
    )
    drafts = [Resolution(conference=conference, title=f"Số {n}", content="Một") for n in range(PROCESSES * EACH)]
    keys = [str(one.pk) for one in Resolution.objects.bulk_create(drafts)]
    settings = {"DATABASE_URL": database_for_others(tmp_path), "DJANGO_SETTINGS_MODULE": "alliance.settings"}

    running = [
        subprocess.Popen(
            [sys.executable, "-c", ISSUE, ",".join(keys[first::PROCESSES])],
            cwd=ROOT,
            env=os.environ | settings,
            stderr=subprocess.PIPE,
        )
        for first in range(PROCESSES)
    ]

    assert [process.communicate()[1].decode() for process in running] == [""] * PROCESSES
    assert numbers_given(tmp_path) == list(range(1, PROCESSES * EACH + 1))
