"""A letter to many is printed by the worker, in pieces; one to a few comes at once."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from events import workflow
from events.jobs import order_invitations
from events.models import Invitation
from office import jobs
from office.models import Job, Office, Signatory

pytestmark = pytest.mark.django_db
SITE = "https://cong.example/"


@pytest.fixture
def letter(meeting, conference, office, staff) -> Invitation:
    """To four delegates."""
    return workflow.issue_invitations(conference, on=date(2023, 1, 3), by=staff)


@pytest.fixture
def address(letter) -> str:
    return reverse("events:invitation_file", args=[letter.conference_id, letter.pk])


@pytest.fixture
def many(monkeypatch):
    """Four delegates count as many."""
    monkeypatch.setattr("events.invitation_pages.MANY", 3)


def work_all() -> None:
    while work := jobs.claim():
        jobs.perform(work)


def test_a_letter_to_a_few_comes_at_once(letter, address, browser, staff):
    answer = browser(staff).get(address)

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert not Job.objects.exists()


def test_a_deputy_signs_in_the_name_of_the_head(letter, address, browser, staff):
    told = {"deputising": "KT. CHỦ TỊCH", "post": "PHÓ CHỦ TỊCH", "valid_from": date(2020, 1, 1)}
    Signatory.objects.create(full_name="Bà Phó", **told)

    page = PdfReader(io.BytesIO(browser(staff).get(address).content)).pages[0].extract_text()

    assert [line in page for line in ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Bà Phó")] == [True] * 3


def test_a_letter_to_many_is_offered_to_the_worker_and_looking_hands_nothing_in(letter, address, many, browser, staff):
    answer = browser(staff).get(address)

    assert "Giấy mời số 01 ngày 03/01/2023 gửi 04 đại biểu" in answer.text
    assert "In ở phía sau" in answer.text
    assert not Job.objects.exists()


def test_the_button_hands_it_in_and_the_worker_gives_every_page(letter, address, many, monkeypatch, browser, staff):
    monkeypatch.setattr("printing.joined.PIECE", 3)  # so that pieces are joined
    client = browser(staff)

    handed_in = client.post(address)

    job = Job.objects.get()
    assert handed_in.url == reverse("admin:office_job_change", args=[job.pk])
    work_all()
    job.refresh_from_db()
    assert (job.state, job.result["summary"], job.done, job.total) == (Job.State.DONE, "04 giấy mời.", 4, 4)
    answer = client.get(reverse("admin:office_job_copy", args=[job.pk, 0]))
    assert answer["Content-Disposition"] == 'attachment; filename="giay-moi-2023-1.pdf"'
    pages = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    assert len({image.data for page in pages for image in page.images}) == 4
    assert [
        name for page in pages for name in ("An", "Bình", "Chi", "Khách") if f"{name} Thử" in page.extract_text()
    ] == [
        "An",
        "Bình",
        "Chi",
        "Khách",
    ]


def test_without_an_office_the_worker_says_what_to_do(letter, staff):
    Office.objects.all().delete()
    job = order_invitations(letter, site=SITE, by=staff)

    work_all()

    job.refresh_from_db()
    assert job.state == Job.State.REFUSED
    assert job.result["message"].startswith("Chưa có thông tin cơ quan: hãy nhập tên")


def test_one_that_is_called_off_stops(letter, staff):
    job = order_invitations(letter, site=SITE, by=staff)
    work = jobs.claim()
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)

    jobs.perform(work)

    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.CANCELLED, {})


def test_only_who_may_check_in_hands_it_in_or_takes_its_codes(letter, address, browser, leader, editor, staff):
    with pytest.raises(PermissionDenied):
        order_invitations(letter, site=SITE, by=leader)
    assert [browser(who).post(address).status_code for who in (None, leader, editor)] == [302, 403, 403]
    assert not Job.objects.exists()

    job = order_invitations(letter, site=SITE, by=staff)
    work_all()
    assert browser(leader).get(reverse("admin:office_job_copy", args=[job.pk, 0])).status_code == 403
