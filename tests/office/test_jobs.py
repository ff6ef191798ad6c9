"""Long work: handed in, done by a worker, confirmed, called off, and taken up again when its worker was killed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from office import job_files, jobs
from office.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
State = Job.State


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def kind(monkeypatch):
    """Offer a kind of work that does what the test says: kind(lambda work: {...})."""
    jobs.autodiscover_modules("jobs")

    def offer(perform, **more) -> None:
        monkeypatch.setitem(jobs._kinds, "thu", jobs.Kind("thu", perform, "cooperatives.import_member", **more))

    return offer


def handed_in(by, **payload) -> Job:
    return jobs.submit("thu", title="Việc thử", payload=payload, by=by)


def work_all() -> None:
    while work := jobs.claim():
        jobs.perform(work)


def now(job: Job) -> tuple:
    job.refresh_from_db()
    return job.state, job.result


def test_work_is_done_in_the_order_it_was_handed_in(kind, staff):
    done = []
    kind(lambda work: done.append(work.payload["n"]) or {"n": work.payload["n"]})
    first, second = handed_in(staff, n=1), handed_in(staff, n=2)

    work_all()

    assert done == [1, 2]
    assert [now(first), now(second)] == [(State.DONE, {"n": 1}), (State.DONE, {"n": 2})]


def test_a_worker_that_works_once_does_all_there_is(kind, staff):
    kind(lambda work: {})
    jobs_ = [handed_in(staff) for _ in range(3)]

    call_command("run_worker", once=True)

    assert [now(job)[0] for job in jobs_] == [State.DONE] * 3


def test_a_worker_passes_over_what_was_called_off_before_its_worker_was_killed(kind, staff):
    kind(lambda work: {})
    off, next_one = handed_in(staff), handed_in(staff)
    silent = timezone.now() - jobs.SILENT - timedelta(seconds=1)
    Job.objects.filter(pk=off.pk).update(state=State.RUNNING, beat_at=silent, cancel_asked=True)

    call_command("run_worker", once=True)

    assert [now(off)[0], now(next_one)[0]] == [State.CANCELLED, State.DONE]


def test_progress_is_seen_while_it_runs(kind, staff):
    seen = []

    def perform(work):
        work.progress("Đọc", 3, 10)
        seen.append(Job.objects.values_list("step", "done", "total", "state").get())
        return {}

    kind(perform)
    handed_in(staff)

    work_all()

    assert seen == [("Đọc", 3, 10, State.RUNNING)]


def test_what_waits_goes_on_once_somebody_confirms(kind, staff):
    kind(lambda work: {"by": work.bookmark["confirmed_by"]} if work.bookmark else jobs.Waiting({"rows": 5}))
    job = handed_in(staff)
    work_all()
    waited = now(job)

    jobs.confirm(job, by=staff)
    work_all()

    assert [waited, now(job)] == [(State.WAITING, {"rows": 5}), (State.DONE, {"by": staff.pk})]
    with pytest.raises(ValidationError, match="không còn chờ"):
        jobs.confirm(job, by=staff)


def test_what_is_refused_says_why(kind, staff):
    def perform(work):
        raise jobs.JobRefused({"message": "Tệp trống."})

    kind(perform)
    job = handed_in(staff)

    work_all()

    assert now(job) == (State.REFUSED, {"message": "Tệp trống."})


def test_an_error_of_ours_ends_the_job_not_the_worker(kind, staff):
    def perform(work):
        raise RuntimeError("lỗi")

    kind(perform)
    job, other = handed_in(staff), handed_in(staff)

    work_all()

    assert [now(job)[0], now(other)[0]] == [State.FAILED, State.FAILED]
    assert f"số việc {job.pk}" in job.result["message"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (None, "Việc dừng vì lỗi của hệ thống. Hãy báo"),
        (lambda job: "", "Việc dừng vì lỗi của hệ thống. Chưa ghi gì. Hãy báo"),
        (lambda job: f"Đã nhận {job.bookmark['rows']} dòng.", "Việc dừng vì lỗi của hệ thống. Đã nhận 7 dòng. Hãy báo"),
    ],
    ids=["nobody-knows", "nothing", "something"],
)
def test_a_job_that_breaks_off_claims_only_what_is_known(written, told, kind, staff):
    def perform(work):
        with transaction.atomic():
            work.note(rows=7)
        with transaction.atomic():
            work.note(rows=8)
            raise RuntimeError("lỗi")  # and the second note goes

    kind(perform, written=written)
    job = handed_in(staff)

    work_all()

    state, result = now(job)
    assert state == State.FAILED
    assert result["message"].startswith(told)


def test_a_job_given_up_after_many_kills_tells_what_it_wrote(kind, staff):
    kind(lambda work: {}, written=lambda job: "Đã nhận 7 dòng.")
    job = handed_in(staff)
    Job.objects.update(attempt=jobs.MOST_ATTEMPTS, state=State.RUNNING, beat_at=timezone.now() - 2 * jobs.SILENT)

    jobs.claim()

    assert "Đã nhận 7 dòng." in now(job)[1]["message"]


@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("connection is closed")])
def test_a_database_that_was_away_ends_no_job(error, kind, staff):
    """Locked too long, or started anew: what was written may stand, so whoever takes the job up finds out."""
    said = [error]

    def busy_once(work) -> dict:
        if said:
            raise said.pop()
        return {"done": 1}

    kind(busy_once)
    job = handed_in(staff)

    work_all()
    assert now(job) == (State.RUNNING, {})

    Job.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
    work_all()
    assert now(job) == (State.DONE, {"done": 1})


def test_a_killed_job_is_taken_up_where_it_stood(kind, staff):
    kind(lambda work: {"from": work.bookmark.get("line", 0)})
    job = handed_in(staff)
    jobs.claim().note(line=5000)  # and the worker is killed
    meanwhile = jobs.claim()

    Job.objects.update(beat_at=timezone.now() - jobs.SILENT - timedelta(seconds=1))
    work_all()

    assert meanwhile is None
    assert now(job) == (State.DONE, {"from": 5000})


def test_a_worker_that_was_only_asleep_writes_nothing_more(kind, staff):
    kind(lambda work: {})
    job = handed_in(staff)
    asleep = jobs.claim()
    Job.objects.update(beat_at=timezone.now() - 2 * jobs.SILENT)
    awake = jobs.claim()

    with pytest.raises(jobs.Superseded):
        asleep.note(run=1)
    with pytest.raises(jobs.Superseded):
        asleep.progress("Đọc", 1)
    jobs.perform(asleep)

    assert now(job) == (State.RUNNING, {})
    jobs.perform(awake)
    assert now(job) == (State.DONE, {})


def test_a_job_that_kills_every_worker_is_given_up(kind, staff):
    kind(lambda work: {})
    job = handed_in(staff)
    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim()
        Job.objects.update(beat_at=timezone.now() - 2 * jobs.SILENT)

    assert jobs.claim() is None
    assert now(job)[0] == State.FAILED


@pytest.mark.parametrize("waits", [True, False])
def test_what_nobody_works_on_is_called_off_at_once(kind, staff, waits):
    kind(lambda work: jobs.Waiting({}))
    job = handed_in(staff)
    if waits:
        work_all()

    jobs.cancel(job, by=staff)

    assert now(job)[0] == State.CANCELLED
    assert jobs.claim() is None


def test_what_runs_is_called_off_at_its_next_progress(kind, staff):
    def perform(work):
        jobs.cancel(work.job, by=staff)
        work.progress("Đọc", 1)
        return {"went": "on"}

    kind(perform)
    job = handed_in(staff)

    work_all()

    assert now(job) == (State.CANCELLED, {})


def test_a_worker_that_is_stopped_puts_its_job_back(kind, staff):
    kind(lambda work: work.progress("Đọc", 1) or {})
    job = handed_in(staff)

    jobs.perform(jobs.claim(stopping=lambda: True))

    assert now(job)[0] == State.QUEUED


def test_the_file_goes_when_the_job_has_ended(kind, staff):
    kind(lambda work: {"read": job_files.path_of(work.payload["file"]).read_text()})
    name = job_files.keep([b"no", b"i dung"])
    mode = job_files.path_of(name).stat().st_mode & 0o777
    job = handed_in(staff, file=name)

    work_all()

    assert now(job) == (State.DONE, {"read": "noi dung"})
    assert (mode, job_files.path_of(name).exists()) == (0o600, False)


@pytest.mark.parametrize("name", ["../secret", "", "a/b", "."])
def test_only_names_of_ours_name_files(name):
    with pytest.raises(ValueError, match="names no file"):
        job_files.path_of(name)


def test_what_nobody_confirms_for_days_is_called_off(kind, staff):
    kind(lambda work: jobs.Waiting({}))
    job = handed_in(staff)
    work_all()
    Job.objects.update(beat_at=timezone.now() - jobs.WAITS - timedelta(minutes=1))

    jobs.sweep()

    assert now(job)[0] == State.CANCELLED


def test_only_whom_it_concerns_hands_in_and_decides(kind, staff, leader):
    kind(lambda work: jobs.Waiting({}))
    job = handed_in(staff)
    work_all()

    for decide in (jobs.confirm, jobs.cancel):
        with pytest.raises(PermissionDenied):
            decide(job, by=leader)
    with pytest.raises(PermissionDenied):
        handed_in(leader)
    assert now(job)[0] == State.WAITING


class TestPages:
    def test_a_job_is_watched_and_confirmed_on_its_page(self, kind, staff, browser):
        kind(lambda work: {"rows": 1, "created": 1} if work.bookmark else jobs.Waiting({"rows": 1, "created": 1}))
        job, client = handed_in(staff), browser(staff)
        page = reverse("admin:office_job_change", args=[job.pk])
        queued = client.get(page).text
        work_all()

        waiting = client.get(page).text
        answer = client.post(reverse("admin:office_job_confirm", args=[job.pk]), follow=True)
        work_all()

        assert 'http-equiv="refresh"' in queued
        assert "<progress" in queued
        assert "Chưa ghi gì cho đến khi bạn bấm" in waiting
        assert 'http-equiv="refresh"' not in waiting
        assert "Đã xác nhận" in answer.text
        assert "Đã nhập 1 dòng: thêm 1" in client.get(page).text

    def test_a_job_is_called_off_on_its_page(self, kind, staff, browser):
        kind(lambda work: {})
        job = handed_in(staff)

        answer = browser(staff).post(reverse("admin:office_job_cancel", args=[job.pk]), follow=True)

        assert "Đã hủy việc này." in answer.text
        assert now(job)[0] == State.CANCELLED

    def test_errors_are_told_with_row_and_column(self, kind, staff, browser):
        def perform(work):
            error = {"row": 7, "column": "Vốn góp", "value": "<b>", "message": "Không phải số."}
            raise jobs.JobRefused({"errors": [error], "warnings": ["Còn 3 lỗi nữa."]})

        kind(perform)
        job = handed_in(staff)
        work_all()

        text = browser(staff).get(reverse("admin:office_job_change", args=[job.pk])).text

        assert "<td>7</td><td>Vốn góp</td><td>&lt;b&gt;</td><td>Không phải số.</td>" in text
        assert "Còn 3 lỗi nữa." in text

    @pytest.mark.parametrize(
        ("page", "others"),
        [("change", ["editor"]), ("confirm", ["editor", "leader"]), ("cancel", ["editor", "leader"])],
    )
    def test_leadership_sees_it_and_nobody_else_sees_or_decides(self, page, others, kind, staff, request, browser):
        kind(lambda work: {})
        address = reverse(f"admin:office_job_{page}", args=[handed_in(staff).pk])

        answers = [browser(request.getfixturevalue(role)).post(address).status_code for role in others]

        assert browser().get(address).status_code == 302
        assert all(status in (302, 403) for status in answers)
        assert Job.objects.get().state == State.QUEUED

    def test_the_list_names_what_was_handed_in(self, kind, staff, browser):
        kind(lambda work: {})
        handed_in(staff)

        assert "Việc thử" in browser(staff).get(reverse("admin:office_job_changelist")).text
