"""Files of many rows are looked at and written by the worker, in the same words as short ones, whole or not at all."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Organisation
from office import job_files, jobs
from office.importing import long, resources
from office.importing.pages import ImportAdminMixin, Upload
from office.models import ImportLayout, ImportRun, Job
from returns.models import AnnualReturn
from tests.office.page import form_on
from tests.office.sheets import as_csv, as_xlsx

pytestmark = pytest.mark.django_db(transaction=True)
ORGANISATIONS, RETURNS = "cooperatives_organisation", "returns_annualreturn"
EXACT = [
    ["Mã", "Tên", "Loại hình", "Ngày thành lập"],
    ["X1", "HTX Một", "HTX", "01/02/1980"],
    ["X2", "HTX Hai", "HTX", "13/02/1980"],
    ["X3", "HTX Ba", "HTX", "14/02/1980"],
]
FIGURES = [["Mã", "Kỳ", "Thành viên"], ["H1", "2023", "5"], ["H2", "2023", "6"], ["H3", "2023", "7"]]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path, monkeypatch):
    settings.PRIVATE_ROOT = tmp_path / "private"
    monkeypatch.setattr(Upload, "folder", tmp_path / "imports")
    monkeypatch.setattr(long, "LONG_ROWS", 2)
    return tmp_path


@pytest.fixture
def three(founded) -> list[Organisation]:
    return [founded(f"H{number}") for number in (1, 2, 3)]


def address(page: str, of: str = ORGANISATIONS) -> str:
    return reverse(f"admin:{of}_{page}")


def sent(client, rows, of: str = ORGANISATIONS, form=as_csv):
    name = "tep.csv" if form is as_csv else "tep.xlsx"
    return client.post(address("import", of), {"file": SimpleUploadedFile(name, form(rows))})


def worked() -> Job:
    jobs.perform(jobs.claim())
    return Job.objects.latest("pk")


def confirm(client, job: Job, **ticked):
    return client.post(reverse("admin:office_job_confirm", args=[job.pk]), ticked, follow=True)


def page_of(client, job: Job) -> str:
    return client.get(reverse("admin:office_job_change", args=[job.pk])).text


def copy_of(client, job: Job):
    return client.get(reverse("admin:office_job_copy", args=[job.pk, 0]))


class TestTheWay:
    def test_a_long_file_is_shown_by_its_job_and_written_when_confirmed(self, staff, browser):
        client = browser(staff)

        answer = sent(client, EXACT)
        job = worked()
        preview, before = page_of(client, job), Organisation.objects.count()
        confirm(client, job)
        done = worked()

        assert answer.url == reverse("admin:office_job_change", args=[job.pk])
        assert "Tệp có 3 dòng: thêm 3, sửa 0, giữ nguyên 0. Chưa ghi gì" in preview
        assert "Tên: HTX Một" in preview
        assert (before, Organisation.objects.count(), done.state) == (0, 3, Job.State.DONE)
        assert ImportRun.objects.get().by == staff
        assert Organisation.objects.get(code="X1").history.get().history_change_reason == ImportRun.objects.get().reason

    def test_a_short_one_is_shown_at_once(self, staff, browser):
        assert "Ghi vào sổ" in sent(browser(staff), EXACT[:3]).text
        assert Job.objects.count() == 0

    def test_the_preview_says_what_that_of_a_short_file_says(self, three, reported, staff, browser, monkeypatch):
        reported(three[0], "2023", members=4)
        client = browser(staff)
        sent(client, FIGURES, RETURNS)
        long_one = worked().result
        monkeypatch.setattr(long, "LONG_ROWS", 5000)

        report = sent(client, FIGURES, RETURNS).context["report"]

        assert long_one["changes"] == [[one.row, one.what, one.created, list(one.details)] for one in report.changes]
        assert {name: long_one[name] for name in ("rows", "created", "updated", "unchanged", "warnings")} == {
            name: getattr(report, name) for name in ("rows", "created", "updated", "unchanged", "warnings")
        }

    def test_mapped_columns_go_with_it_and_are_remembered(self, three, staff, browser):
        rows = [["Mã HTX", "Năm", "Số thành viên"], *FIGURES[1:]]
        client = browser(staff)

        asked = sent(client, rows, RETURNS, form=as_xlsx)
        answer = client.post(address("import_mapping", RETURNS), form_on(asked))
        confirm(client, worked())
        worked()

        assert answer.status_code == 302
        assert sorted(AnnualReturn.objects.values_list("organisation__code", "members")) == [
            ("H1", 5),
            ("H2", 6),
            ("H3", 7),
        ]
        assert ImportLayout.objects.get().by == staff

    def test_a_file_that_changes_nothing_asks_for_nothing(self, three, reported, staff, browser):
        for one, members in zip(three, (5, 6, 7), strict=True):
            reported(one, "2023", members=members)

        sent(browser(staff), FIGURES, RETURNS)

        job = worked()
        assert (job.state, job.result["unchanged"], ImportRun.objects.count()) == (Job.State.DONE, 3, 0)

    def test_progress_is_told_while_rows_are_compared(self, three, staff, browser, monkeypatch):
        monkeypatch.setattr(resources, "TOLD_EVERY", 1)
        monkeypatch.setattr(jobs, "_TOLD_EVERY", 0)
        sent(browser(staff), FIGURES, RETURNS)
        work, told = jobs.claim(), []
        tell = work.progress
        monkeypatch.setattr(work, "progress", lambda *how: told.append(how) or tell(*how))

        jobs.perform(work)

        assert [how for how in told if how[0] == "Đối chiếu với sổ"] == [("Đối chiếu với sổ", n, 3) for n in range(3)]

    def test_every_kind_that_can_be_imported_is_offered(self):
        resources_ = {page.resource for page in admin.site._registry.values() if isinstance(page, ImportAdminMixin)}

        assert {f"import_{resource.kind}" for resource in resources_} <= jobs._kinds.keys()


class TestRefused:
    def test_errors_are_told_and_marked_in_a_copy_that_stays_for_days(self, staff, browser):
        client = browser(staff)
        sent(client, [*EXACT, ["X4", "HTX Bốn", "KHÔNG", "31/02/1980"]], form=as_xlsx)

        job = worked()
        jobs.sweep()

        page = page_of(client, job)
        marked = openpyxl.load_workbook(io.BytesIO(copy_of(client, job).getvalue())).active
        assert job.state == Job.State.REFUSED
        assert "<td>5</td><td>Loại hình</td><td>KHÔNG</td>" in page
        assert "không có trên lịch" in marked.cell(5, 5).value
        assert marked.cell(5, 3).fill.start_color.rgb == "FFFFC7CE"
        assert (Organisation.objects.count(), "Chưa ghi gì" in page) == (0, True)

    def test_a_copy_is_not_kept_for_ever(self, staff, browser, monkeypatch):
        client = browser(staff)
        sent(client, [*EXACT, ["X4", "", "", ""]])
        job = worked()
        kept = job.result["copies"][0]["file"]
        Job.objects.update(finished_at=timezone.now() - jobs.KEPT - timedelta(minutes=1))
        monkeypatch.setattr(job_files, "LOST_SECONDS", -1)

        jobs.sweep()

        assert not job_files.path_of(kept).exists()
        assert "Tải tệp đã đánh dấu lỗi" not in page_of(client, job)
        assert copy_of(client, job).status_code == 302

    def test_a_total_that_does_not_agree_has_to_be_ticked(self, three, staff, browser):
        client = browser(staff)
        rows = [["STT", *FIGURES[0]], *([n, *row] for n, row in enumerate(FIGURES[1:], 1))]
        sent(client, [*rows, ["", "Tổng cộng", "", 99]], RETURNS, form=as_xlsx)
        job = worked()

        untouched = confirm(client, job).text
        before = Job.objects.get().state
        confirm(client, job, seen="on")
        worked()

        assert "Dòng tổng của tệp không khớp" in untouched
        assert "hãy đánh dấu là đã xem" in untouched
        assert (before, AnnualReturn.objects.count()) == (Job.State.WAITING, 3)

    def test_what_the_register_would_now_do_otherwise_is_shown_again(self, three, reported, staff, browser):
        client = browser(staff)
        sent(client, FIGURES, RETURNS)
        job = worked()
        reported(three[1], "2023", members=60)

        confirm(client, job)
        again = worked()
        page = page_of(client, again)
        written = AnnualReturn.objects.get().members
        confirm(client, again)
        worked()

        assert (again.state, written) == (Job.State.WAITING, 60)
        assert "nay có 1 dòng sẽ làm khác" in page
        assert "Thành viên: 60 → 6" in page
        assert AnnualReturn.objects.get(organisation=three[1]).members == 6

    def test_copies_and_confirmation_are_for_those_who_import(self, staff, leader, editor, browser):
        sent(browser(staff), EXACT)
        job = worked()

        for user in (leader, editor):
            assert copy_of(browser(user), job).status_code in (302, 403)
            confirm(browser(user), job)
        assert Job.objects.get().state == Job.State.WAITING
        copy = copy_of(browser(staff), job)
        assert (copy.getvalue()[:2], "no-store" in copy["Cache-Control"]) == (b"PK", True)


class Killed(BaseException):
    """The worker is gone in this very moment."""


class Killer:
    """Ends the worker at the so-manieth statement, before it is sent or after it was answered."""

    def __init__(self, number: int, *, after: bool):
        self.left, self.after = number, after

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("BEGIN"):  # killed after it is killed before the next
            return execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0 and not self.after:
            raise Killed
        result = execute(sql, params, many, context)
        if self.left == 0:
            raise Killed
        return result


class TestKilled:
    @pytest.fixture
    def agreed(self, three, staff, browser) -> Job:
        """A job that was looked at and confirmed."""
        client = browser(staff)
        sent(client, FIGURES, RETURNS)
        confirm(client, worked())
        return Job.objects.get()

    def killed(self, number: int, *, after: bool) -> bool:
        """Work until killed at a statement; whether it came to that."""
        work = jobs.claim()
        with connection.execute_wrapper(Killer(number, after=after)):
            try:
                jobs.perform(work)
            except Killed:
                return True
        return False

    def resumed(self) -> Job:
        Job.objects.filter(state=Job.State.RUNNING).update(beat_at=timezone.now() - 2 * jobs.SILENT)
        while work := jobs.claim():
            jobs.perform(work)
        return Job.objects.get()

    @pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
    def test_at_any_statement_all_or_nothing_is_written_and_the_rest_is_done_later(self, after, agreed):
        number, running, seen = 0, True, set()
        while running:
            number += 1
            running = self.killed(number, after=after)
            seen.add((AnnualReturn.objects.count(), ImportRun.objects.count()))
            job = self.resumed()
            assert (job.state, AnnualReturn.objects.count(), ImportRun.objects.count()) == (Job.State.DONE, 3, 1)
            assert AnnualReturn.history.count() == 3
            self.begin_again(agreed)

        assert number > 10
        assert seen == {(0, 0), (3, 1)}

    def begin_again(self, agreed: Job) -> None:
        for model in (AnnualReturn, AnnualReturn.history.model, ImportRun):
            model.objects.all().delete()
        file = job_files.keep([as_csv(FIGURES)])
        Job.objects.update(
            state=Job.State.QUEUED,
            finished_at=None,
            attempt=0,
            bookmark=agreed.bookmark,
            payload=agreed.payload | {"file": file},
        )

    def test_while_it_is_looked_at_it_looks_again(self, three, staff, browser):
        sent(browser(staff), FIGURES, RETURNS)
        assert self.killed(6, after=True)

        assert self.resumed().state == Job.State.WAITING
        assert AnnualReturn.objects.count() == 0

    def test_a_failure_after_the_rows_went_in_says_that_they_are_in(self, agreed, monkeypatch):
        monkeypatch.setattr(long, "remember", lambda *what: 1 / 0)

        job = worked()

        assert (job.state, AnnualReturn.objects.count()) == (Job.State.FAILED, 3)
        assert "Tệp đã vào sổ trọn vẹn: 3 dòng, thêm 3" in job.result["message"]

    def test_a_failure_before_says_that_nothing_is(self, agreed, monkeypatch):
        monkeypatch.setattr(long, "run_import", lambda *what, **how: 1 / 0)

        job = worked()

        assert (job.state, AnnualReturn.objects.count()) == (Job.State.FAILED, 0)
        assert "Chưa ghi gì." in job.result["message"]


def test_a_look_at_returns_holds_up_nobody(three, staff, browser, monkeypatch):
    """No transaction, hence no lock of SQLite's and of no row."""
    sent(browser(staff), FIGURES, RETURNS)
    work, within = jobs.claim(), []
    monkeypatch.setattr(resources, "TOLD_EVERY", 1)
    tell = work.progress
    monkeypatch.setattr(
        work, "progress", lambda *how: within.append((how[0], connection.in_atomic_block)) or tell(*how)
    )

    jobs.perform(work)

    assert ("Đối chiếu với sổ", False) in within
    assert True not in {inside for _, inside in within}
