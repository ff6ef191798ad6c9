from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.models import AllianceMembership, Kind, LifeEvent, Organisation, Participant

DAY = date(2022, 7, 1)


def roles(event: LifeEvent) -> dict[Organisation, str]:
    return {part.organisation: part.role for part in event.participants.all()}


def refusal(caught) -> list[str]:
    return caught.value.messages


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", on=date(2015, 1, 1))


class TestFounding:
    def test_begins_a_life_with_an_event(self, founded, staff):
        organisation = founded("HTX1", on=date(2015, 1, 1), by=staff)

        event = LifeEvent.objects.get()
        assert (event.kind, event.date, roles(event)) == ("founded", date(2015, 1, 1), {organisation: "begins"})
        assert (event.history.get().history_user, organisation.history.get().history_user) == (staff, staff)

    def test_of_a_second_with_the_same_code_writes_nothing(self, htx, founded):
        with pytest.raises(ValidationError) as caught:
            founded("HTX1")

        assert refusal(caught) == ["Mã này đã có trong sổ."]
        assert LifeEvent.objects.count() == 1

    def test_keeps_tax_codes_apart(self, founded):
        founded("HTX1", tax_code="1000000001")

        with pytest.raises(ValidationError) as caught:
            founded("HTX2", tax_code="1000000001")

        assert refusal(caught) == ["Mã số thuế này đã ghi cho một tổ chức khác."]

    def test_happens_once(self, htx):
        again = LifeEvent.objects.create(kind="founded", date=DAY)

        with pytest.raises(ValidationError) as caught:
            Participant(event=again, organisation=htx, role="begins").full_clean()

        assert refusal(caught) == ["Tổ chức này đã có sự kiện bắt đầu."]


class TestEnding:
    @pytest.mark.parametrize("kind", ["dissolved", "bankrupt"])
    def test_leaves_nobody(self, kind, htx, staff):
        event = workflow.end(htx, kind=kind, on=DAY, decision="09/QĐ", note="ghi chú", by=staff)

        htx.refresh_from_db()
        assert (htx.ended_on, roles(event)) == (DAY, {htx: "ends"})
        assert (event.kind, event.date, event.decision, event.note) == (kind, DAY, "09/QĐ", "ghi chú")
        assert (event.history.get().history_user, htx.history.first().history_user) == (staff, staff)

    def test_by_merger_leaves_the_receiver_as_it_was(self, htx, founded, staff):
        other = founded("HTX2")

        event = workflow.end(htx, kind="merged", on=DAY, into=[other], by=staff)

        assert roles(event) == {htx: "ends", other: "continues"}
        assert Organisation.objects.get(pk=other.pk).ended_on is None

    def test_is_counted_from_that_day_on(self, htx, staff):
        workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        htx.refresh_from_db()
        assert [htx.exists_on(day) for day in (date(2014, 12, 31), date(2015, 1, 1), date(2022, 6, 30), DAY)] == [
            False,
            True,
            True,
            False,
        ]
        assert list(Organisation.objects.existing(on=date(2022, 6, 30))) == [htx]
        assert list(Organisation.objects.existing(on=DAY)) == []

    def test_ends_membership_and_activity_with_it(self, htx, staff):
        stay = workflow.admit(htx, on=date(2016, 5, 1), by=staff)
        record = workflow.verify_activity(htx, state="active", since=date(2020, 1, 1), by=staff)

        workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        stay.refresh_from_db()
        record.refresh_from_db()
        assert (stay.left_on, record.until) == (DAY, DAY)
        assert (stay.history.first().history_user, record.history.first().history_user) == (staff, staff)

    @pytest.mark.parametrize(
        ("kind", "on", "sentence"),
        [
            pytest.param(
                "renamed", DAY, "“đổi tên” không phải là một cách chấm dứt hay tổ chức lại.", id="not-an-ending"
            ),
            pytest.param(
                "dissolved", date(2015, 1, 1), "Ngày chấm dứt phải sau ngày thành lập (01/01/2015).", id="first-day"
            ),
        ],
    )
    def test_refuses_what_makes_no_sense(self, kind, on, sentence, htx, staff):
        with pytest.raises(ValidationError) as caught:
            workflow.end(htx, kind=kind, on=on, by=staff)

        assert refusal(caught) == [sentence]
        assert (Organisation.objects.get().ended_on, LifeEvent.objects.count()) == (None, 1)

    def test_happens_once(self, htx, staff):
        workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        with pytest.raises(ValidationError) as caught:
            workflow.end(htx, kind="bankrupt", on=date(2023, 1, 1), by=staff)

        assert refusal(caught) == ["Tổ chức thử HTX1 (HTX1) đã chấm dứt ngày 01/07/2022."]


class TestActivity:
    def test_lasts_from_one_verification_to_the_next(self, htx, staff):
        workflow.verify_activity(htx, state="active", since=date(2020, 1, 1), by=staff)
        workflow.verify_activity(htx, state="suspended", since=DAY, verified_by="Đoàn", verified_on=DAY, by=staff)

        held = [(record.state, record.since, record.until) for record in htx.activity_records.order_by("since")]
        assert held == [("active", date(2020, 1, 1), DAY), ("suspended", DAY, None)]
        assert [record.state for record in htx.activity_records.holding(on=date(2022, 6, 30))] == ["active"]
        assert [record.state for record in htx.activity_records.holding(on=DAY)] == ["suspended"]

    def test_verified_again_as_it_was_is_no_new_record(self, htx, staff):
        first = workflow.verify_activity(htx, state="active", since=date(2020, 1, 1), by=staff)

        assert workflow.verify_activity(htx, state="active", since=DAY, by=staff) == first
        assert htx.activity_records.count() == 1

    @pytest.mark.parametrize("since", [date(2019, 12, 31), date(2020, 1, 1)])
    def test_cannot_change_before_it_began(self, since, htx, staff):
        workflow.verify_activity(htx, state="active", since=date(2020, 1, 1), by=staff)

        with pytest.raises(ValidationError) as caught:
            workflow.verify_activity(htx, state="ceased", since=since, by=staff)

        assert refusal(caught) == ["Tình trạng mới phải bắt đầu sau tình trạng đang áp dụng."]
        assert [record.until for record in htx.activity_records.all()] == [None]


class TestMembershipOfTheAlliance:
    def test_runs_from_admission_to_leaving(self, htx, staff):
        stay = workflow.admit(htx, on=date(2016, 5, 1), decision="07/QĐ", by=staff)
        workflow.leave(stay, on=DAY, by=staff)

        def members(day: date) -> list[Organisation]:
            return list(Organisation.objects.in_alliance(on=day))

        assert [members(day) for day in (date(2016, 4, 30), date(2016, 5, 1), date(2022, 6, 30), DAY)] == [
            [],
            [htx],
            [htx],
            [],
        ]

    def test_may_begin_again(self, htx, staff):
        workflow.leave(workflow.admit(htx, on=date(2016, 5, 1), by=staff), on=DAY, by=staff)

        workflow.admit(htx, on=date(2023, 1, 1), by=staff)

        assert list(Organisation.objects.in_alliance(on=date(2023, 1, 1))) == [htx]

    def test_is_not_doubled(self, htx, staff):
        workflow.admit(htx, on=date(2016, 5, 1), by=staff)

        with pytest.raises(ValidationError) as caught:
            workflow.admit(htx, on=DAY, by=staff)

        assert refusal(caught) == ["Tổ chức này đang là thành viên Liên minh."]
        assert AllianceMembership.objects.count() == 1

    def test_is_for_those_that_exist(self, founded, staff):
        group = founded("THT1", kind=Kind.GROUP, on=date(2020, 1, 1))

        with pytest.raises(ValidationError) as caught:
            workflow.admit(group, on=date(2019, 12, 31), by=staff)

        assert refusal(caught) == ["Tổ chức thử THT1 (THT1) không tồn tại vào ngày 31/12/2019: hãy kiểm tra ngày."]
        assert AllianceMembership.objects.count() == 0

    def test_ends_after_it_began(self, htx, staff):
        stay = workflow.admit(htx, on=date(2016, 5, 1), by=staff)

        with pytest.raises(ValidationError) as caught:
            workflow.leave(stay, on=date(2016, 5, 1), by=staff)

        assert refusal(caught) == ["Ngày ra khỏi Liên minh phải sau ngày kết nạp."]
