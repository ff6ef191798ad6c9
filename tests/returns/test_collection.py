from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperatives.models import Kind, Organisation
from returns import workflow
from returns.models import AnnualReturn, Campaign, Period, Phase, ReportingLink, Submission

State = Submission.State
TYPED = {
    "members": "1.200",
    "regular_workers": "12",
    "average_income": "5.300.000",
    "charter_capital": "2.100.000.000",
    "total_assets": "3 tỷ",
    "revenue": "4.000.000.000",
    "profit": "-12.000.000",
    "farmed_area": "325,75",
}


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1")


@pytest.fixture
def campaign(db) -> Campaign:
    period = Period.objects.named("2023")
    period.save()
    return Campaign.objects.create(
        period=period, expected_on=period.end, opens_on=today(-30), due_on=today(-1), closes_on=today(10)
    )


@pytest.fixture
def link(campaign, htx) -> ReportingLink:
    workflow.issue_links(campaign, [htx], expires_on=today(10))
    return ReportingLink.objects.get()


@pytest.fixture
def submitted(link) -> Submission:
    return workflow.submit(workflow.save_draft(link, TYPED, revision=0, filled_by="Nguyễn Thử"))


def close(campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(opens_on=today(-30), due_on=today(-20), closes_on=today(-10))


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught:
        verb(*args, **kwargs)
    return " ".join(caught.value.messages)


class TestACampaign:
    @pytest.mark.parametrize(
        ("days", "phase"),
        [
            (-31, Phase.AHEAD),
            (-30, Phase.OPEN),
            (-1, Phase.OPEN),
            (0, Phase.OVERDUE),
            (10, Phase.OVERDUE),
            (11, Phase.CLOSED),
        ],
    )
    def test_opens_is_due_and_closes(self, campaign, days, phase):
        assert campaign.phase(today(days)) is phase

    def test_asks_those_that_exist_on_its_day_by_kind(self, campaign, founded, staff):
        founded("A"), founded("B", on=date(2024, 1, 1))
        campaign.kinds = ["cooperative"]
        founded("C", kind="group")

        assert [one.code for one in campaign.expected()] == ["A"]

    def test_its_days_stand_in_order(self, campaign):
        campaign.due_on = campaign.opens_on - timedelta(days=1)

        assert refused(campaign.full_clean) == "Ngày mở, hạn nộp, ngày khóa phải theo thứ tự thời gian."


class TestALink:
    def test_leads_to_its_own_organisation(self, link, htx):
        assert ReportingLink.by_token(link.token).organisation == htx

    @pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: t.swapcase()])
    def test_cannot_be_guessed_or_bent(self, link, change):
        assert ReportingLink.by_token(change(link.token)) is None

    def test_is_void_once_revoked_and_another_takes_its_place(self, link, campaign, htx):
        workflow.revoke(link)
        workflow.issue_links(campaign, [htx], expires_on=today(5))

        fresh = ReportingLink.objects.get(revoked_at=None)
        assert (ReportingLink.by_token(link.token), ReportingLink.by_token(fresh.token)) == (None, fresh)

    def test_is_void_after_its_day(self, link):
        ReportingLink.objects.update(expires_on=today(-1))

        assert ReportingLink.by_token(link.token) is None

    def test_is_issued_once(self, link, campaign, htx):
        assert workflow.issue_links(campaign, [htx], expires_on=today(5)) == 0

    def test_are_refused_to_those_the_campaign_does_not_ask(self, campaign, htx, founded):
        others = [founded("DN1", kind=Kind.ENTERPRISE), founded("HTX2", on=date(2024, 1, 1))]

        sentence = refused(workflow.issue_links, campaign, [htx, *others], expires_on=today(5))

        assert "không hỏi 02 tổ chức: Tổ chức thử DN1 (DN1), Tổ chức thử HTX2 (HTX2)" in sentence
        assert ReportingLink.objects.count() == 0


class TestADraft:
    def test_keeps_what_cannot_be_read(self, link):
        draft = workflow.save_draft(link, {"members": "khoảng 100"}, revision=0)

        assert (draft.state, draft.answers) == (State.DRAFT, {"members": "khoảng 100"})

    def test_of_two_people_is_not_overwritten(self, link):
        workflow.save_draft(link, {"members": "100"}, revision=0)

        assert "Người khác vừa lưu" in refused(workflow.save_draft, link, {"members": "7"}, revision=0)
        assert Submission.objects.get().answers == {"members": "100"}

    def test_is_refused_while_it_waits_to_be_seen(self, link, submitted):
        assert "đã nộp" in refused(workflow.save_draft, link, {}, revision=submitted.revision)


class TestSubmitting:
    def test_tells_when(self, submitted):
        assert (submitted.state, submitted.submitted_at is not None) == (State.SUBMITTED, True)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"members": "khoảng 100"}, "khoảng 100"),
            ({"farmed_area": "1.234"}, "1,234"),
            ({"women_members": "1.300"}, "lớn hơn thành viên 1.200"),
        ],
    )
    def test_refuses_what_cannot_be(self, link, typed, sentence):
        draft = workflow.save_draft(link, TYPED | typed, revision=0)

        assert sentence in refused(workflow.submit, draft)
        assert Submission.objects.get().state == State.DRAFT

    def test_of_nothing_new_takes_over_last_year(self, link, htx, reported):
        reported(htx, "2022", members=1100, farmed_area="325.75")
        draft = workflow.save_draft(link, {"members": "1.150"}, revision=0, unchanged=True)

        assert workflow.submit(draft).answers == {"members": "1.150", "farmed_area": "325,75"}

    def test_after_the_closing_is_refused(self, link, campaign):
        draft = workflow.save_draft(link, TYPED, revision=0)
        close(campaign)

        assert "đã khóa" in refused(workflow.submit, draft)


class TestSendingBack:
    def test_carries_a_message_and_opens_the_form_again(self, link, submitted, staff):
        workflow.send_back(submitted, message="Thiếu doanh thu quý IV", by=staff)

        again = workflow.save_draft(link, TYPED, revision=Submission.objects.get().revision)
        assert (again.state, again.message, again.returned_by) == (State.RETURNED, "Thiếu doanh thu quý IV", staff)
        assert workflow.submit(again).state == State.SUBMITTED

    def test_needs_a_message(self, submitted, staff):
        assert "lời nhắn" in refused(workflow.send_back, submitted, message=" ", by=staff)


class TestAccepting:
    def test_makes_it_the_return(self, submitted, htx, staff):
        row = workflow.accept(submitted, by=staff)

        assert (row.organisation, row.members, row.total_assets, row.profit) == (htx, 1200, 3 * 10**9, -12_000_000)
        current = Submission.objects.get()
        assert (current.state, current.accepted_by, current.accepted_as) == (State.ACCEPTED, staff, row)
        assert row.history.get().history_user == staff

    def test_leaves_what_was_not_answered_and_what_is_to_be_kept(self, submitted, htx, reported, staff):
        reported(htx, "2023", members=999, seasonal_workers=40)

        row = workflow.accept(submitted, keep=["members"], by=staff)

        assert (row.members, row.seasonal_workers, row.regular_workers) == (999, 40, 12)

    def test_happens_once(self, submitted, staff):
        workflow.accept(submitted, by=staff)

        assert "không làm việc ấy được nữa" in refused(workflow.accept, submitted, by=staff)

    def test_after_the_closing_needs_a_correction(self, submitted, campaign, htx, staff):
        close(campaign)
        assert "đã khóa" in refused(workflow.accept, submitted, by=staff)

        workflow.grant_correction(
            htx, campaign.period, campaign.stage, until=today(3), reason="Sửa theo kiểm tra", by=staff
        )

        assert workflow.accept(submitted, by=staff).members == 1200

    def test_a_correction_needs_a_reason_and_a_day_to_come(self, campaign, htx, staff):
        ask = partial(workflow.grant_correction, htx, campaign.period, campaign.stage, by=staff)

        assert refused_fields(ask, until=today(3), reason="") == {"reason"}
        assert "đã qua" in refused(ask, until=today(-1), reason="Muộn")


def refused_fields(verb, *args, **kwargs) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        verb(*args, **kwargs)
    return set(caught.value.message_dict)


class TestTheDatabaseHolds:
    @pytest.mark.parametrize(
        "broken",
        [
            {"state": State.SUBMITTED},
            {"state": State.DRAFT, "submitted_at": timezone.now()},
            {"state": State.RETURNED, "submitted_at": timezone.now()},
            {"state": State.ACCEPTED, "submitted_at": timezone.now()},
            {"state": State.SUBMITTED, "submitted_at": timezone.now(), "accepted_at": timezone.now()},
        ],
    )
    def test_who_and_when_of_each_state(self, campaign, htx, broken):
        row = Submission(campaign=campaign, organisation=htx, source=Submission.Source.WORKBOOK, **broken)

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


class TestOverruling:
    def test_keeps_the_doubt_and_the_reason(self, htx, reported, staff):
        row = reported(htx, revenue=3450, members=9)

        kept = workflow.overrule(row, doubt="money_in_millions:revenue", reason="Mới hoạt động một tháng", by=staff)

        assert ("triệu đồng" in kept.message, kept.reason, kept.by) == (True, "Mới hoạt động một tháng", staff)

    def test_needs_a_reason_and_a_doubt(self, htx, reported, staff):
        row = reported(htx, revenue=3450, members=9)

        assert refused_fields(workflow.overrule, row, doubt="money_in_millions:revenue", reason="", by=staff) == {
            "reason"
        }
        assert "không còn điều nghi vấn" in refused(
            workflow.overrule, row, doubt="jump_against_last_year:revenue", reason="x", by=staff
        )


def test_only_an_accepted_return_counts(submitted):
    assert AnnualReturn.objects.count() == 0
