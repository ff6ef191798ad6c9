"""Forms that came back: each is known by its mark, judged by itself, and nothing of any is lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperatives.models import Kind, Organisation
from office import jobs
from office.models import Job
from returns import intake, workflow
from returns.excel_form import form_bytes, read_form
from returns.jobs import BATCH
from returns.models import Campaign, Period, ReceivedForm, Submission
from returns.review_forms import KEEP, MERGE, TAKE, SettleForm
from tests.printing.hostile import bombs
from tests.returns.drops import dropped, filled, handed_in, rows

pytestmark = pytest.mark.django_db(transaction=True)
Outcome = ReceivedForm.Outcome


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng")


@pytest.fixture
def opened(db):
    """Open a campaign of a year: opened("2023")."""

    def make(code: str, **more) -> Campaign:
        period, day = Period.objects.named(code), timezone.localdate()
        if period.pk is None:
            period.save()
        days = {"opens_on": day - timedelta(days=9), "due_on": day, "closes_on": day + timedelta(days=9)}
        return Campaign.objects.create(period=period, **{"expected_on": period.end, **days, **more})

    return make


@pytest.fixture
def campaign(opened) -> Campaign:
    return opened("2023")


@pytest.fixture
def take(campaign, staff):
    """Drop contents on the campaign's page: take(form, other) gives what became of each."""
    return lambda *contents: dropped(campaign, *((f"{n}.xlsx", one) for n, one in enumerate(contents, 1)), by=staff)


@pytest.fixture
def form(campaign, htx):
    """The form of the organisation, filled in: form(members=1200)."""
    return lambda **answers: filled(form_bytes(campaign, htx), **answers)


def outcomes(received) -> list[str]:
    return [one.outcome for one in received]


class TestTheForm:
    def test_shows_last_year_and_asks_what_the_kind_is_asked(self, campaign, htx, reported):
        reported(htx, "2022", members=1100, farmed_area="325.75")

        lines = rows(form_bytes(campaign, htx))

        assert lines["members"][:3] == ("Thành viên *", "thành viên", "1.100")
        assert lines["farmed_area"][2] == "325,75"
        assert "deposits" not in lines

    def test_a_formula_in_an_answer_stays_text(self, campaign, htx):
        form = read_form(filled(form_bytes(campaign, htx), nguoi_lap="'=1+1"), name="x.xlsx")

        lines = rows(form_bytes(campaign, htx, answers={"members": "=1+1"}, errors={"members": ["sai"]}))

        assert form.filled_by == "'=1+1"
        assert lines["members"][3] == "=1+1"


class TestTaking:
    def test_a_filled_form_waits_to_be_seen(self, take, form, htx):
        sent = form(members=1200, farmed_area=325.75, revenue="3 tỷ 450 triệu", rating="khá", nguoi_lap="Nguyễn Thử")

        [one] = take(sent)

        assert one.said == "Còn 05 câu cần có mà bỏ trống."
        kept = Submission.objects.get()
        assert (one.outcome, one.submission, one.organisation) == (Outcome.TAKEN, kept, htx)
        assert (kept.state, kept.source, kept.filled_by) == ("submitted", "workbook", "Nguyễn Thử")
        assert kept.answers == {
            "members": "1200",
            "farmed_area": "325,75",
            "revenue": "3 tỷ 450 triệu",
            "rating": "fair",
        }

    def test_the_history_names_the_clerk(self, take, form, staff):
        take(form(members=5))

        assert Submission.history.get().history_user == staff

    def test_what_is_wrong_is_named_by_its_cell_and_comes_back_in_a_copy_that_can_be_mended(
        self, take, form, campaign, staff, browser
    ):
        [one] = take(form(members=1000, women_members=1200, revenue="nhiều"))

        copy = browser(staff).get(copy_of(one)).content
        lines = rows(copy)
        said = "Thành viên nữ 1.200 lớn hơn thành viên 1.000: hãy kiểm tra cả hai."
        assert (one.outcome, Submission.objects.count()) == (Outcome.WRONG, 0)
        assert ["E7", "Thành viên nữ", "1200", said] in one.errors
        assert lines["women_members"][3:] == ("1200", said)
        assert ("nhiều" in lines["revenue"][4], lines["members"][3]) == (True, "1000")
        assert outcomes(take(filled(copy, women_members=900, revenue=5))) == [Outcome.TAKEN]

    def test_one_bad_file_keeps_no_other_from_being_taken(self, take, campaign, founded):
        forms = [form_bytes(campaign, founded(f"H{n}"), answers={"members": "5"}) for n in range(3)]

        received = take(forms[0], b"a,b", forms[1], next(iter(bombs().values())), forms[2])

        assert outcomes(received) == ["taken", "refused", "taken", "refused", "taken"]

    def test_a_blank_form_says_nothing_to_take(self, take, form):
        [one] = take(form())

        assert (one.outcome, "chưa điền ô nào" in one.said) == (Outcome.REFUSED, True)


class TestTheSameAgain:
    def test_the_same_file_in_one_drop_is_taken_once(self, take, form):
        sent = form(members=1200)

        first, second = take(sent, sent)

        assert outcomes([first, second]) == [Outcome.TAKEN, Outcome.SAME]
        assert (second.submission_id, "Đúng tệp này đã nhận lúc" in second.said) == (first.submission_id, True)

    def test_the_same_file_later_is_taken_once(self, take, form):
        sent = form(members=1200)
        take(sent)

        [again] = take(sent)

        assert (again.outcome, Submission.objects.count()) == (Outcome.SAME, 1)

    def test_another_file_that_says_the_same_is_taken_once(self, take, form):
        take(form(members=1200, revenue="3.450.000.000"))

        [again] = take(form(members="1.200", revenue=3450000000))

        assert (again.outcome, Submission.objects.count()) == (Outcome.SAME, 1)

    def test_what_the_return_says_already_is_not_taken(self, take, form, htx, reported):
        reported(htx, "2023", members=1200, revenue=5)

        [one] = take(form(members=1200))

        assert (one.outcome, "giống số liệu đã nhận" in one.said) == (Outcome.SAME, True)

    def test_a_form_sent_back_and_set_aside_before_is_still_the_same_file(self, take, form, staff):
        sent = form(members=1200)
        take(sent)
        workflow.send_back(Submission.objects.get(), message="Thiếu doanh thu", by=staff)

        [again] = take(sent)

        assert "bản ấy nay trả lại" in again.said


class TestRefused:
    def test_a_changed_mark(self, take, form, campaign, founded, htx):
        other = rows(form_bytes(campaign, founded("HTX2")))["bieu"][3]
        mark = rows(form_bytes(campaign, htx))["bieu"][3]
        spliced = mark.split(":")[0] + ":" + ":".join(other.split(":")[1:])

        [one] = take(form(bieu=spliced, members=5))

        assert (one.outcome, "đã bị sửa" in one.said) == (Outcome.REFUSED, True)

    def test_the_mark_of_another_organisation(self, take, form, campaign, founded):
        other = rows(form_bytes(campaign, founded("HTX2")))["bieu"][3]

        [one] = take(form(bieu=other, members=5))

        assert one.outcome == Outcome.REFUSED
        assert "mang mã riêng của Tổ chức thử HTX2" in one.said
        assert "Hợp tác xã Đông Hưng" in one.said

    def test_last_years_form_names_its_campaign_and_keeps_its_answers(self, take, opened, htx):
        sent = form_bytes(opened("2022"), htx, answers={"members": "5"})

        [one] = take(sent)

        assert (one.outcome, one.answers) == (Outcome.REFUSED, {"members": "5"})
        assert "của đợt thu năm 2022 (chính thức), không phải của năm 2023 (chính thức)" in one.said

    def test_a_campaign_nobody_knows(self, take, opened, htx):
        other = opened("2021")
        sent = form_bytes(other, htx, answers={"members": "5"})
        other.delete()

        [one] = take(sent)

        assert "đợt thu không có trong sổ" in one.said

    @pytest.mark.parametrize(
        "asked", [{"kinds": [Kind.GROUP]}, {"expected_on": date(2014, 12, 31)}], ids=["kind", "day"]
    )
    def test_an_organisation_the_campaign_does_not_ask(self, take, form, asked):
        sent = form(members=5)
        Campaign.objects.update(**asked)

        [one] = take(sent)

        assert (one.outcome, "không hỏi Hợp tác xã Đông Hưng" in one.said) == (Outcome.REFUSED, True)

    def test_a_closed_campaign_but_for_those_let_through(self, take, form, campaign, htx, staff, founded):
        day = timezone.localdate()
        other = form_bytes(campaign, founded("HTX2"), answers={"members": "7"})
        closed = {"opens_on": day - timedelta(9), "due_on": day - timedelta(5), "closes_on": day - timedelta(2)}
        Campaign.objects.update(**closed)
        workflow.grant_correction(htx, campaign.period, "official", until=day, reason="Lũ lụt", by=staff)

        through, locked = take(form(members=5), other)

        assert outcomes([through, locked]) == [Outcome.TAKEN, Outcome.REFUSED]
        assert "đã khóa từ hết ngày" in locked.said
        assert locked.answers == {"members": "7"}

    def test_a_campaign_that_is_not_open_yet(self, take, form):
        sent, day = form(members=5), timezone.localdate() + timedelta(days=3)
        Campaign.objects.update(opens_on=day, due_on=day, closes_on=day)

        [one] = take(sent)

        assert (one.outcome, "Đợt thu mở từ ngày" in one.said) == (Outcome.REFUSED, True)

    def test_a_year_the_public_has_read(self, take, form, campaign, leader):
        sent = form(members=5)
        workflow.publish(campaign.period, by=leader)

        [one] = take(sent)

        assert (one.outcome, "đã công bố ngày" in one.said) == (Outcome.REFUSED, True)

    def test_lines_nobody_asked(self, take, campaign, founded):
        fund = founded("Q1", kind=Kind.CREDIT_FUND)
        sent = filled(form_bytes(campaign, fund), deposits=5)
        Organisation.objects.filter(pk=fund.pk).update(kind=Kind.COOPERATIVE, sector="agriculture")

        [one] = take(sent)

        assert (one.outcome, "dòng không được hỏi: deposits" in one.said) == (Outcome.REFUSED, True)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"a,b\n1,2\n", b"PK" + b"x" * intake.LARGEST_FORM])
    def test_what_is_no_form(self, content, take):
        [one] = take(content)

        assert (one.outcome, "1.xlsx" in one.said, one.answers) == (Outcome.REFUSED, True, {})


class TestFilledInByTwo:
    @pytest.fixture
    def pair(self, take, form) -> tuple[Submission, Submission]:
        """Two files of one organisation that differ in the members; only the first knows the revenue."""
        first, second = take(form(members=1200, revenue=9, profit=1), form(members=1300, average_income=5, profit=1))
        assert outcomes([first, second]) == [Outcome.TAKEN, Outcome.DIFFERS]
        return first.submission, second.submission

    def chosen(self, submission: Submission, choice: str, *, by, **cells) -> SettleForm:
        seen = SettleForm(subject=submission)
        sent = {"choice": choice, "beside": seen.fields["beside"].initial, **cells}
        form = SettleForm(sent, subject=submission)
        if form.is_valid():
            form.performed(by=by)
        return form

    def states(self, *submissions) -> list[str]:
        for one in submissions:
            one.refresh_from_db()
        return [one.state for one in submissions]

    def test_the_cells_that_differ_are_told(self, pair):
        one = ReceivedForm.objects.get(outcome=Outcome.DIFFERS)

        assert "“Thành viên”" in one.said
        assert "“Lợi nhuận”" not in one.said

    def test_both_stand_side_by_side(self, pair):
        form = SettleForm(subject=pair[1])

        assert [label for _, label in form.fields["members"].choices] == ["Đang có: 1.200", "Bản này: 1.300"]
        assert [label for _, label in form.fields["average_income"].choices] == ["Đang có: (trống)", "Bản này: 5"]
        assert "profit" not in form.fields

    def test_keeping_sets_the_newcomer_aside(self, pair, staff):
        self.chosen(pair[1], KEEP, by=staff)

        assert self.states(*pair) == ["submitted", "set_aside"]
        assert pair[0].answers["members"] == "1200"

    def test_taking_sets_the_other_aside_and_loses_none_of_its_answers(self, pair, staff):
        self.chosen(pair[1], TAKE, by=staff)

        assert self.states(*pair) == ["set_aside", "submitted"]
        assert pair[1].answers == {"members": "1300", "revenue": "9", "average_income": "5", "profit": "1"}

    def test_merging_takes_each_cell_as_chosen(self, pair, staff):
        self.chosen(pair[1], MERGE, members=KEEP, average_income=TAKE, by=staff)

        assert self.states(*pair) == ["set_aside", "submitted"]
        assert pair[1].answers == {"members": "1200", "revenue": "9", "average_income": "5", "profit": "1"}
        assert pair[1].history.count() == 2

    def test_merging_asks_for_every_cell(self, pair, staff):
        form = self.chosen(pair[1], MERGE, members=KEEP, by=staff)

        assert form.errors == {"average_income": ["Hãy chọn một trong hai số."]}
        assert self.states(*pair) == ["submitted", "submitted"]

    def test_a_merger_that_cannot_be_is_refused_whole(self, take, form, staff):
        first, second = (
            one.submission for one in take(form(members=10, women_members=9), form(members=5, women_members=4))
        )

        form = self.chosen(second, MERGE, members=TAKE, women_members=KEEP, by=staff)

        assert "lớn hơn thành viên 5" in str(form.errors["women_members"])
        assert self.states(first, second) == ["submitted", "submitted"]

    def test_what_changed_while_somebody_looked_is_shown_again(self, pair, staff):
        seen = SettleForm(subject=pair[1]).fields["beside"].initial
        workflow.accept(pair[0], by=staff)

        form = SettleForm({"choice": TAKE, "beside": seen}, subject=pair[1])

        assert "vừa được người khác thay đổi" in str(form.errors)

    def test_beside_a_return_the_choice_changes_it_at_once(self, take, form, htx, reported, staff):
        row = reported(htx, "2023", members=1200, revenue=9)
        [one] = take(form(members=1300, revenue=8))

        self.chosen(one.submission, MERGE, members=TAKE, revenue=KEEP, by=staff)

        row.refresh_from_db()
        assert (one.outcome, row.members, row.revenue) == (Outcome.DIFFERS, 1300, 9)
        assert self.states(one.submission) == ["accepted"]

    def test_with_nothing_beside_it_there_is_nothing_to_settle(self, take, form, staff):
        [one] = take(form(members=5))

        form = SettleForm(subject=one.submission)

        assert "Không có bản nào khác" in form.refusal


class TestTheJob:
    @pytest.fixture
    def many(self, campaign, founded):
        return [
            (f"{n}.xlsx", form_bytes(campaign, founded(f"H{n}"), answers={"members": "5"})) for n in range(BATCH + 5)
        ]

    def test_it_tells_how_many_came_out_how(self, campaign, many, staff):
        received = dropped(campaign, *many, ("la.xlsx", b""), by=staff)

        assert [one.number for one in received] == list(range(1, BATCH + 7))
        assert Job.objects.get().result["summary"] == "56 tệp: đã nhận, chờ xem 55; không nhận 01."

    def test_a_killed_one_goes_on_where_it_stood(self, campaign, many, staff, monkeypatch):
        job = handed_in(campaign, *many, by=staff)
        work = jobs.claim()
        monkeypatch.setattr(work, "progress", killed_at(BATCH))
        with pytest.raises(KeyboardInterrupt):
            jobs.perform(work)
        stood = ReceivedForm.objects.count()

        Job.objects.update(beat_at=timezone.now() - 2 * jobs.SILENT)
        jobs.perform(jobs.claim())

        job.refresh_from_db()
        assert (stood, job.state) == (BATCH, Job.State.DONE)
        assert sorted(ReceivedForm.objects.values_list("number", flat=True)) == list(range(1, BATCH + 6))
        assert Submission.objects.count() == BATCH + 5

    def test_one_that_was_taken_up_by_another_worker_writes_nothing_more(self, campaign, many, staff):
        handed_in(campaign, *many, by=staff)
        asleep = jobs.claim()
        Job.objects.update(beat_at=timezone.now() - 2 * jobs.SILENT)
        awake = jobs.claim()

        jobs.perform(asleep)
        before = ReceivedForm.objects.count()
        jobs.perform(awake)

        assert (before, ReceivedForm.objects.count()) == (0, BATCH + 5)

    def test_one_that_breaks_off_says_what_is_in(self, campaign, many, staff, monkeypatch):
        job = handed_in(campaign, *many, by=staff)
        work = jobs.claim()
        monkeypatch.setattr(work, "progress", broken_at(BATCH))

        jobs.perform(work)

        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert f"Trong 55 tệp đã có kết quả của {BATCH} tệp" in job.result["message"]
        assert "Chưa ghi gì" not in job.result["message"]

    def test_fifty_files_cost_as_many_queries_as_one(self, campaign, many, staff):
        by = {"campaign": campaign, "job": handed_in(campaign, *many, by=staff), "by": staff}
        first, *rest = list(intake.read_returned(many[:BATCH]))
        intake.take_in([first], first=1, **by)  # asks what the clerk may, once
        second, *rest = rest

        with CaptureQueriesContext(connection) as one:
            intake.take_in([second], first=2, **by)
        with CaptureQueriesContext(connection) as most:
            intake.take_in(rest, first=3, **by)

        inserts = sum("INSERT" in query["sql"] for query in most)  # SQLite takes so many values in one
        assert len(most) - inserts == len(one) - 3


def killed_at(files: int):
    return _ending_at(files, KeyboardInterrupt)


def broken_at(files: int):
    return _ending_at(files, RuntimeError)


def _ending_at(files: int, error: type[BaseException]):
    def progress(step: str, done: int, total: int) -> None:
        if done >= files:
            raise error

    return progress


def copy_of(one: ReceivedForm) -> str:
    return f"/quan-tri/returns/campaign/{one.campaign_id}/nhan-bieu/{one.job_id}/{one.number}.xlsx"
