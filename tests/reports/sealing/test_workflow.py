"""A report is begun by one, approved by another and sealed; each step is for those it is for, at its time."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from alliance import roles
from office.worklist import tasks_for
from reports import drafting
from reports import report_workflow as workflow
from reports.models import Passage, Report
from returns.models import AnnualReturn, Period

pytestmark = pytest.mark.django_db
State = Report.State


def said(refusal) -> str:
    return " ".join(getattr(refusal.value, "messages", None) or [str(refusal.value)])


def way(report: Report) -> tuple:
    report.refresh_from_db()
    return report.state, report.submitted_by, report.approved_by


class TestTheWay:
    def test_a_report_begins_as_a_draft_of_whoever_began_it(self, draft, staff):
        assert (draft.state, draft.begun_by, draft.edition, draft.number) == (State.DRAFT, staff, 1, None)

    def test_a_period_without_a_row_gets_one(self, year, staff):
        report = drafting.begin(kind="year_end", issuer="office", period=Period.objects.named("2022"), by=staff)

        assert Period.objects.get(code="2022") == report.period

    def test_begun_again_it_is_the_one_that_stands(self, draft, staff):
        again = drafting.begin(kind="year_end", issuer="office", period=draft.period, by=staff)

        assert (again, Report.objects.count()) == (draft, 1)

    def test_it_is_handed_in_approved_and_sealed(self, draft, staff, leader, quick_paper):
        workflow.submit(draft, by=staff)
        after_submitting = way(draft)
        workflow.approve(draft, by=leader)
        after_approving = way(draft)
        seal = workflow.seal(draft, by=leader)

        assert [after_submitting, after_approving, way(draft)] == [
            (State.REVIEW, staff, None),
            (State.APPROVED, staff, leader),
            (State.SEALED, staff, leader),
        ]
        assert (seal.position, seal.previous_hash, seal.sealed_by) == (1, "", leader)

    def test_withdrawn_it_is_a_draft_again(self, submitted, staff):
        workflow.withdraw(submitted, by=staff)

        assert way(submitted) == (State.DRAFT, None, None)

    def test_sent_back_it_is_a_draft_that_says_why(self, approved, leader):
        workflow.send_back(approved, reason="  Thiếu mục\nkiến nghị ", by=leader)

        assert way(approved) == (State.DRAFT, None, None)
        assert (approved.returned_because, approved.approved_content) == ("Thiếu mục kiến nghị", "")

    def test_its_history_names_who_did_what(self, approved, staff, leader):
        told = [(one.state, one.history_user) for one in approved.history.order_by("history_id")]

        assert told == [(State.DRAFT, staff), (State.REVIEW, staff), (State.APPROVED, leader)]


WHO = {
    "submit": ("staff", "draft"),
    "withdraw": ("staff", "submitted"),
    "send_back": ("leader", "submitted"),
    "approve": ("leader", "submitted"),
    "seal": ("leader", "approved"),
    "correct": ("staff", "sealed"),
}
MORE = {"send_back": {"reason": "Sửa lại"}}
TIMES = {
    "draft": ("submit",),
    "submitted": ("withdraw", "send_back", "approve"),
    "approved": ("send_back", "approve", "seal"),
    "sealed": ("correct",),
}


@pytest.fixture
def nobody(person):
    return person(None, "khach")


class TestWhoMay:
    @pytest.mark.parametrize("verb", WHO)
    def test_every_step_refuses_who_it_is_not_for(self, verb, request, staff, leader, editor, nobody):
        right, stand = WHO[verb]
        report = request.getfixturevalue(stand)
        before = way(report)
        for other in {staff, leader, editor, nobody} - {request.getfixturevalue(right)}:
            with pytest.raises(PermissionDenied, match=r"^Chỉ (cán bộ|lãnh đạo)"):
                getattr(workflow, verb)(report, **MORE.get(verb, {}), by=other)

        assert way(report) == before

    @pytest.mark.parametrize("stand", TIMES)
    def test_every_step_has_its_time(self, stand, request):
        report = request.getfixturevalue(stand)
        before = way(report)
        for verb, (right, _) in WHO.items():
            who = request.getfixturevalue(right)
            if verb in TIMES[stand]:
                assert workflow.may(getattr(workflow, f"check_can_{verb}"), report, who), verb
                continue
            with pytest.raises(ValidationError, match=r"Báo cáo này (đang soạn|chờ duyệt|đã duyệt|đã ban hành): chỉ"):
                getattr(workflow, verb)(report, **MORE.get(verb, {}), by=who)

        assert way(report) == before

    def test_nobody_approves_what_they_handed_in(self, draft, person, administrator):
        workflow.submit(draft, by=administrator)

        with pytest.raises(PermissionDenied, match="phải do người khác duyệt"):
            workflow.approve(draft, by=administrator)

    def test_nobody_approves_what_they_began(self, year, staff, administrator):
        report = drafting.begin(kind="year_end", issuer="office", period=year, by=administrator)
        workflow.submit(report, by=staff)

        with pytest.raises(PermissionDenied, match="phải do người khác duyệt"):
            workflow.approve(report, by=administrator)

    def test_nobody_approves_words_that_are_theirs(self, draft, staff, administrator):
        passage = Passage(report=draft, section="viec", text="Lời soạn tay")
        passage._history_user = administrator
        passage.save()
        workflow.submit(draft, by=staff)

        with pytest.raises(PermissionDenied, match="phải do người khác duyệt"):
            workflow.approve(draft, by=administrator)


@pytest.mark.parametrize(
    ("kind", "code", "title"),
    [
        ("year_end", "2023", "Báo cáo tổng kết năm 2023"),
        ("mid_year", "2023-6T", "Báo cáo sơ kết 6 tháng đầu năm 2023"),
        ("nine_months", "2023-9T", "Báo cáo 9 tháng đầu năm 2023"),
        ("quarter", "2024-Q1", "Báo cáo quý I năm 2024"),
        ("term", "2020..2025", "Báo cáo tổng kết nhiệm kỳ 2020 - 2025"),
    ],
)
def test_it_is_called_by_its_kind_its_period_and_its_issuer(kind, code, title):
    report = Report(kind=kind, issuer="steering", period=Period.from_code(code), edition=2)

    assert (report.title, str(report)) == (title, f"{title} của Ban Chỉ đạo (bản thứ 2)")


class TestRefusals:
    def test_a_year_end_report_is_of_a_year(self, year, staff):
        quarter = Period.objects.named("2023-Q1")

        with pytest.raises(ValidationError, match="cần kỳ dạng 2023, không lập cho quý I năm 2023"):
            drafting.begin(kind="year_end", issuer="office", period=quarter, by=staff)

    def test_what_nobody_reported_on_cannot_be_handed_in(self, draft, staff):
        AnnualReturn.objects.all().delete()

        with pytest.raises(ValidationError, match="Chưa có tổ chức nào gửi số liệu"):
            workflow.submit(draft, by=staff)

    def test_sending_back_asks_for_a_reason(self, submitted, leader):
        with pytest.raises(ValidationError, match="Hãy ghi vì sao trả lại"):
            workflow.send_back(submitted, reason=" ", by=leader)

    def test_what_was_handed_in_anew_since_it_was_looked_at_is_not_approved(self, submitted, staff, leader):
        seen = workflow.stamp(submitted)
        workflow.withdraw(submitted, by=staff)
        workflow.submit(submitted, by=staff)

        with pytest.raises(ValidationError, match="sau khi bạn mở trang"):
            workflow.approve(submitted, seen=seen, by=leader)

    def test_what_was_written_by_them_does_not_wait_for_leadership(self, draft, staff, leader):
        passage = Passage(report=draft, section="viec", text="Lời của lãnh đạo")
        passage._history_user = leader
        passage.save()
        workflow.submit(draft, by=staff)

        assert not [task for task in tasks_for(leader) if "Chờ duyệt" in task.sentence]

    def test_what_nobody_looked_at_since_may_be_approved(self, submitted, leader):
        workflow.approve(submitted, seen=workflow.stamp(submitted), by=leader)

        assert way(submitted)[0] == State.APPROVED


class TestCorrecting:
    def test_the_next_edition_begins_with_what_was_written_into_the_one_before(self, draft, staff, leader, quick_paper):
        Passage.objects.create(report=draft, section="viec", text="Lời soạn tay")
        workflow.approve(workflow.submit(draft, by=staff), by=leader)
        workflow.seal(draft, by=leader)

        later = workflow.correct(draft, by=staff)

        assert (later.edition, later.corrects, later.state, later.begun_by) == (2, draft, State.DRAFT, staff)
        assert list(later.passages.values_list("section", "text")) == [("viec", "Lời soạn tay")]
        assert list(Report.objects.newest_editions()) == [later]

    def test_it_is_begun_once(self, sealed, staff):
        workflow.correct(sealed, by=staff)

        with pytest.raises(ValidationError, match="đã có bản thứ 2 thay thế"):
            workflow.correct(sealed, by=staff)

    def test_it_says_in_its_content_which_seal_it_replaces(self, sealed, staff, leader):
        later = workflow.correct(sealed, by=staff)
        workflow.approve(workflow.submit(later, by=staff), by=leader)

        seal = workflow.seal(later, by=leader)

        assert f'"replaces":"{sealed.seal.content_hash}"' in seal.canonical
        assert "Báo cáo này thay thế Báo cáo số 01/BC-LMHTX ngày 31/12/2023." in seal.canonical
        assert (seal.position, seal.previous_hash) == (2, sealed.seal.chain_hash)


def test_staff_prepare_and_leadership_decides():
    of_reports = {role: {name for name in given if name.startswith("reports.")} for role, given in roles.ROLES.items()}

    assert "reports.seal_report" in of_reports[roles.LEADER] - of_reports[roles.STAFF]
    assert "reports.add_report" in of_reports[roles.STAFF] - of_reports[roles.LEADER]
