"""A report that is long to print: offered to the worker, printed as a job, downloaded by whoever may."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from office import job_files, jobs
from office.models import Job
from printing.document import Document
from printing.letterhead import Signature
from printing.pdf import PdfFailed
from printing.table import Column, Table
from reports import drafting
from reports.jobs import print_later, printable
from reports.models import Report
from returns.models import Period
from tests.printing.test_letterhead import HEAD

pytestmark = pytest.mark.django_db
ROWS = 1_600


@printable("thu")
def long_document(*, rows: int, by) -> Document:
    columns = (Column("n", "STT", kind="integer"), Column("name", "Tên"))
    annex = Table(f"Danh sách cho {by.full_name}", columns, tuple((n, f"HTX {n}") for n in range(1, rows + 1)))
    return Document(HEAD, Signature("", "CHỦ TỊCH", "Nguyễn Thị Thử"), ("Mở đầu.",), (), annexes=(annex,))


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


def work_all() -> None:
    while work := jobs.claim():
        jobs.perform(work)


def test_a_long_document_is_printed_by_the_worker_for_whoever_handed_it_in(leader, browser):
    job = print_later("thu", title="In thử", name="thu.pdf", by=leader, rows=ROWS)
    work_all()

    job.refresh_from_db()
    assert (job.state, job.result["summary"]) == (
        Job.State.DONE,
        "Đã in xong BÁO CÁO tổng kết công tác năm 2023.",
    )
    answer = browser(leader).get(reverse("admin:office_job_copy", args=[job.pk, 0]))
    assert answer["Content-Disposition"] == 'attachment; filename="thu.pdf"'
    pages = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    assert "DANH SÁCH CHO NGƯỜI LANHDAO" in pages[1].extract_text()
    assert f"HTX {ROWS}" in pages[-1].extract_text()


def test_only_who_may_read_the_figures_hands_a_print_in(editor):
    with pytest.raises(PermissionDenied):
        print_later("thu", title="In thử", name="thu.pdf", by=editor, rows=1)

    assert not Job.objects.exists()


def test_a_print_that_fails_says_why(leader, monkeypatch):
    def fail(*_, **__):
        raise PdfFailed("Bản in quá dài.")

    monkeypatch.setattr("reports.jobs.document_pdf", fail)
    job = print_later("thu", title="In thử", name="thu.pdf", by=leader, rows=1)
    work_all()

    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.REFUSED, {"message": "Bản in quá dài."})


def test_a_print_that_is_called_off_stops_at_once(leader):
    job = print_later("thu", title="In thử", name="thu.pdf", by=leader, rows=ROWS)
    work = jobs.claim()
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)

    jobs.perform(work)

    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.CANCELLED, {})


@pytest.fixture
def long_year(office, founded, reported, monkeypatch):
    """A year whose report counts as long."""
    monkeypatch.setattr("printing.pdf.LONG", 0)
    reported(founded("H1"), "2023", members=10)


def test_a_page_offers_to_print_a_long_report_behind_it_and_asking_twice_for_the_page_hands_nothing_in(
    long_year, browser, leader
):
    address = reverse("reports:year_end_file", args=["2023", "pdf"])

    answers = [browser(leader).get(address) for _ in range(2)]

    assert ["In ở phía sau" in answer.text for answer in answers] == [True, True]
    assert f'action="{address}"' in answers[0].text
    assert not Job.objects.exists()


def test_the_button_hands_the_report_in_and_leads_to_the_job(long_year, browser, leader):
    answer = browser(leader).post(reverse("reports:year_end_file", args=["2023", "pdf"]))

    job = Job.objects.get()
    assert answer["Location"] == reverse("admin:office_job_change", args=[job.pk])
    assert (job.by, job.payload) == (
        leader,
        {"document": "year_end", "name": "bao-cao-tong-ket-2023.pdf", "asked": {"period": "2023"}},
    )
    work_all()
    job.refresh_from_db()
    stored = job_files.path_of(job.result["copies"][0]["file"]).read_bytes()
    assert "BÁO CÁO" in PdfReader(io.BytesIO(stored)).pages[0].extract_text()


@pytest.fixture
def long_report(long_year, staff) -> Report:
    return drafting.begin(kind="year_end", period=Period.objects.get(code="2023"), issuer="office", by=staff)


def test_a_report_that_is_written_is_offered_and_printed_likewise(long_report, browser, staff):
    client, address = browser(staff), reverse("reports:report_file", args=[long_report.pk, "pdf"])
    long_report.passages.create(section="tasks", text="Một việc viết tay.")

    offered, answer = client.get(address), client.post(address)
    job = Job.objects.get()
    work_all()

    assert "In ở phía sau" in offered.text
    assert answer["Location"] == reverse("admin:office_job_change", args=[job.pk])
    job.refresh_from_db()
    stored = job_files.path_of(job.result["copies"][0]["file"]).read_bytes()
    assert "Một việc viết tay." in "".join(page.extract_text() for page in PdfReader(io.BytesIO(stored)).pages)


def test_what_was_sealed_while_it_waited_is_printed_no_more(long_report, staff, leader):
    job = print_later("report", title="In thử", name="x.pdf", by=staff, report=long_report.pk)
    now = timezone.now()
    people = {"submitted_by": staff, "submitted_at": now, "approved_by": leader, "approved_at": now}
    Report.objects.update(state="sealed", number=1, number_year=2024, **people)
    work_all()

    job.refresh_from_db()
    assert (job.state, job.result) == (
        Job.State.REFUSED,
        {"message": "Báo cáo này vừa ban hành hoặc không còn: hãy mở lại trang báo cáo mà tải."},
    )


def test_a_stranger_and_who_may_not_read_the_figures_hand_nothing_in(long_year, browser, editor):
    address = reverse("reports:year_end_file", args=["2023", "pdf"])

    assert [browser().post(address).status_code, browser(editor).post(address).status_code] == [302, 403]
    assert not Job.objects.exists()
