"""What is put right of a life carries with it all that rests on it, and never leaves anything outside of that life."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.models import Kind, Organisation, UnionMembership

FOUNDED, ENDED = date(2015, 1, 1), date(2022, 7, 1)
EARLIER, LATER = date(2019, 7, 1), date(2017, 1, 1)  # an earlier end, a later founding


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", on=FOUNDED)


@pytest.fixture
def union(founded) -> Organisation:
    return founded("LH1", kind=Kind.UNION, on=FOUNDED, name="Liên hiệp thử")


def dissolved(organisation: Organisation, staff) -> Organisation:
    workflow.end(organisation, kind="dissolved", on=ENDED, by=staff)
    organisation.refresh_from_db()
    return organisation


def renamed(htx, union, staff):
    workflow.rename(htx, name="Tên mới", on=date(2020, 1, 1), by=staff)


def left_the_alliance(htx, union, staff):
    stay = workflow.admit(htx, on=date(2018, 1, 1), by=staff)
    workflow.leave(stay, on=date(2020, 1, 1), by=staff)


def left_the_union(htx, union, staff):
    stay = workflow.join_union(htx, union=union, on=date(2018, 1, 1), by=staff)
    workflow.leave_union(stay, on=date(2020, 1, 1), by=staff)


class TestAnotherDayOfEnding:
    @pytest.mark.parametrize("ended", ["htx", "union"])
    def test_is_the_last_day_in_a_union_too(self, ended, htx, union, staff):
        workflow.join_union(htx, union=union, on=date(2016, 1, 1), by=staff)
        gone = dissolved({"htx": htx, "union": union}[ended], staff)

        workflow.correct_ending(gone, kind="dissolved", on=EARLIER, by=staff)

        assert UnionMembership.objects.get().left_on == EARLIER

    @pytest.mark.parametrize(
        ("happened", "sentence"),
        [
            (renamed, "Ngày đổi tên 01/01/2020 lại sau ngày chấm dứt 01/07/2019"),
            (left_the_alliance, "Ngày ra khỏi Liên minh 01/01/2020 lại sau ngày chấm dứt 01/07/2019"),
            (left_the_union, "Ngày ra khỏi Liên hiệp thử (LH1) 01/01/2020 lại sau ngày chấm dứt 01/07/2019"),
        ],
    )
    def test_is_refused_before_what_happened(self, happened, sentence, htx, union, staff):
        happened(htx, union, staff)
        dissolved(htx, staff)

        with pytest.raises(ValidationError) as caught:
            workflow.correct_ending(htx, kind="dissolved", on=EARLIER, by=staff)

        assert caught.value.message_dict == {
            "ended_on": [f"{sentence}: hãy sửa việc ấy trước, hoặc kiểm tra lại ngày."]
        }
        assert Organisation.objects.get(pk=htx.pk).ended_on == ENDED


class TestAnotherDayOfFounding:
    @pytest.mark.parametrize(
        ("happened", "sentence"),
        [
            (
                lambda htx, union, staff: workflow.rename(htx, name="Tên mới", on=date(2016, 1, 1), by=staff),
                "Ngày đổi tên 01/01/2016 lại trước ngày thành lập 01/01/2017",
            ),
            (
                lambda htx, union, staff: workflow.admit(htx, on=date(2016, 1, 1), by=staff),
                "Ngày kết nạp Liên minh 01/01/2016 lại trước ngày thành lập 01/01/2017",
            ),
            (
                lambda htx, union, staff: workflow.join_union(htx, union=union, on=date(2016, 1, 1), by=staff),
                "Ngày vào Liên hiệp thử (LH1) 01/01/2016 lại trước ngày thành lập 01/01/2017",
            ),
            (
                lambda htx, union, staff: workflow.verify_activity(
                    htx, state="active", since=date(2016, 1, 1), by=staff
                ),
                "Tình trạng “đang hoạt động” từ ngày 01/01/2016 lại trước ngày thành lập 01/01/2017",
            ),
        ],
        ids=["renamed", "admitted", "in a union", "verified"],
    )
    def test_is_refused_after_what_happened(self, happened, sentence, htx, union, staff):
        happened(htx, union, staff)

        with pytest.raises(ValidationError) as caught:
            workflow.correct_founding(htx, on=LATER, by=staff)

        assert caught.value.message_dict == {
            "founded_on": [f"{sentence}: hãy sửa việc ấy trước, hoặc kiểm tra lại ngày."]
        }
        assert Organisation.objects.get(pk=htx.pk).founded_on == FOUNDED


class TestStayInTheAlliance:
    def test_of_one_that_has_ended_lasts_until_its_end(self, htx, staff):
        stay = workflow.admit(dissolved(htx, staff), on=date(2020, 1, 1), by=staff)

        assert stay.left_on == ENDED

    def test_entered_after_the_end_is_open_again_with_it(self, htx, staff):
        stay = workflow.admit(dissolved(htx, staff), on=date(2020, 1, 1), by=staff)

        workflow.undo(htx.life_events.get(kind="dissolved"), reason="ghi nhầm", by=staff)

        stay.refresh_from_db()
        assert stay.left_on is None

    def test_does_not_begin_when_somebody_has_just_recorded_the_end(self, htx, staff):
        opened_before = Organisation.objects.get(pk=htx.pk)
        dissolved(htx, staff)

        with pytest.raises(ValidationError) as caught:
            workflow.admit(opened_before, on=date(2023, 1, 1), by=staff)

        assert caught.value.messages == [f"{htx} không tồn tại vào ngày 01/01/2023: hãy kiểm tra ngày."]

    def test_never_overlaps_another(self, htx, staff):
        workflow.leave(workflow.admit(htx, on=date(2016, 1, 1), by=staff), on=date(2020, 1, 1), by=staff)

        with pytest.raises(ValidationError) as caught:
            workflow.admit(htx, on=date(2018, 1, 1), by=staff)

        assert caught.value.messages == [
            f"{htx} đã là thành viên Liên minh từ 01/01/2016 đến 01/01/2020: "
            "hai lần là thành viên không được chồng lên nhau."
        ]

    def test_that_ended_before_the_organisation_stays_ended_when_its_end_is_undone(self, htx, staff):
        stay = workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        ending = workflow.end(htx, kind="dissolved", on=ENDED, by=staff)
        workflow.correct_membership(stay, admitted_on=stay.admitted_on, left_on=date(2019, 1, 1), by=staff)

        workflow.undo(ending, reason="ghi nhầm", by=staff)

        stay.refresh_from_db()
        assert stay.left_on == date(2019, 1, 1)

    def test_follows_a_corrected_end_and_is_open_again_when_that_is_undone(self, htx, staff):
        stay = workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        ending = workflow.end(htx, kind="dissolved", on=ENDED, by=staff)

        workflow.correct_ending(htx, kind="dissolved", on=EARLIER, by=staff)
        stay.refresh_from_db()
        assert stay.left_on == EARLIER

        workflow.undo(ending, reason="ghi nhầm", by=staff)
        stay.refresh_from_db()
        assert stay.left_on is None

    def test_cannot_be_opened_on_its_page_once_the_organisation_has_ended(self, htx, staff):
        stay = workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        dissolved(htx, staff)

        with pytest.raises(ValidationError) as caught:
            workflow.correct_membership(stay, admitted_on=stay.admitted_on, left_on=None, by=staff)

        assert caught.value.message_dict == {
            "left_on": [f"{htx} đã chấm dứt ngày 01/07/2022: hãy ghi ngày ra, không sau ngày ấy."]
        }


class TestRealActivity:
    def test_of_one_that_has_ended_is_one_state_a_day(self, htx, staff):
        workflow.verify_activity(htx, state="active", since=date(2016, 1, 1), by=staff)
        dissolved(htx, staff)

        with pytest.raises(ValidationError) as caught:
            workflow.verify_activity(htx, state="ceased", since=date(2018, 1, 1), by=staff)

        assert caught.value.message_dict == {
            "since": [
                "Đã ghi đang hoạt động từ 01/01/2016 đến trước ngày 01/07/2022: "
                "hãy ghi tình trạng mới từ ngày ấy trở đi, hoặc kiểm tra lại ngày."
            ]
        }

    def test_entered_after_the_end_holds_again_when_that_is_undone(self, htx, staff):
        dissolved(htx, staff)
        record = workflow.verify_activity(htx, state="active", since=date(2016, 1, 1), by=staff)
        assert record.until == ENDED

        workflow.undo(htx.life_events.get(kind="dissolved"), reason="ghi nhầm", by=staff)

        record.refresh_from_db()
        assert record.until is None
