from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.models import Kind, Level, LifeEvent, Organisation, Place
from cooperatives.workflow import Paper

DAY = date(2022, 7, 1)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1")


@pytest.fixture
def commune(db):
    """Make a commune of today: commune("Xã Thử")."""
    return lambda name: Place.objects.create(name=name, level=Level.COMMUNE)


def again(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught:
        verb(*args, **kwargs)
    return " ".join(caught.value.messages)


class TestReorganising:
    def test_two_merged_into_a_third_are_two_fewer(self, founded, staff):
        one, two, third = founded("A"), founded("B"), founded("C")

        event = workflow.reorganise([one, two], kind="merged", on=DAY, into=[third], paper=Paper("05/QĐ"), by=staff)

        assert {part.organisation.code: part.role for part in event.participants.all()} == {
            "A": "ends",
            "B": "ends",
            "C": "continues",
        }
        assert Organisation.objects.existing(on=DAY).count() == 1
        assert (event.decision, event.history.get().history_user) == ("05/QĐ", staff)

    def test_one_absorbed_by_the_other_is_one_fewer(self, founded, staff):
        one, other = founded("A"), founded("B")

        workflow.reorganise([one], kind="merged", on=DAY, into=[other], by=staff)

        assert Organisation.objects.existing(on=DAY).get() == other

    def test_nobody_absorbs_itself(self, htx, staff):
        sentence = refused(workflow.reorganise, [htx], kind="merged", on=DAY, into=[htx], by=staff)

        assert sentence == "Tổ chức thử HTX1 (HTX1) không thể vừa sáp nhập vừa tiếp nhận: hãy bỏ ở một bên."
        assert again(htx).ended_on is None

    def test_separating_leaves_the_parent_alive(self, founded, htx, staff):
        part = founded("M", on=DAY)

        event = workflow.reorganise([htx], kind="separated", on=DAY, into=[part], by=staff)

        assert {part.organisation.code: part.role for part in event.participants.all()} == {
            "HTX1": "continues",
            "M": "begins",
        }
        assert again(htx).ended_on is None
        assert set(Organisation.objects.existing(on=DAY)) == {htx, part}

    def test_of_what_happened_before_something_else_is_refused(self, founded, htx, staff):
        workflow.rename(htx, name="Tên mới", on=date(2023, 1, 1), by=staff)

        sentence = refused(workflow.end, htx, kind="dissolved", on=DAY, by=staff)

        assert "đã có sự kiện đổi tên ngày 01/01/2023, sau ngày 01/07/2022" in sentence
        assert again(htx).ended_on is None


class TestStanding:
    def test_a_suspended_cooperative_still_exists(self, htx, staff):
        workflow.suspend(htx, on=DAY, by=staff)

        assert htx.is_suspended(DAY)
        assert not htx.is_suspended(date(2022, 6, 30))
        assert Organisation.objects.existing(on=DAY).get() == htx
        assert htx.activity_records.count() == 0

    def test_it_resumes_once(self, htx, staff):
        workflow.suspend(htx, on=DAY, by=staff)
        workflow.resume(htx, on=date(2023, 1, 1), by=staff)

        assert not htx.is_suspended(date(2023, 1, 1))
        assert "không tạm ngừng" in refused(workflow.resume, htx, on=date(2023, 2, 1), by=staff)


class TestMovingAndRenaming:
    def test_a_move_keeps_the_place_it_left(self, founded, commune, staff):
        here, there = commune("Xã Cũ"), commune("Xã Mới")
        htx = founded("HTX1", place=here)

        event = workflow.move(htx, to=there, address="Thôn 2", on=DAY, by=staff)

        assert (again(htx).place, again(htx).address) == (there, "Thôn 2")
        assert event.participants.get().former_place == here

    def test_to_where_one_is_already_is_refused(self, founded, commune, staff):
        here = commune("Xã Cũ")
        htx = founded("HTX1", place=here)

        assert "đã ở Xã Cũ" in refused(workflow.move, htx, to=here, on=DAY, by=staff)
        assert LifeEvent.objects.filter(kind="moved").count() == 0

    def test_a_renaming_keeps_the_name_given_up_and_is_searched_by_the_new_one(self, htx, staff):
        event = workflow.rename(htx, name="Hợp tác xã Đồng Ruộng", on=DAY, by=staff)

        assert event.participants.get().former_name == "Tổ chức thử HTX1"
        assert Organisation.objects.search("dong ruong").get() == htx


class TestRecounting:
    def test_is_an_event_without_organisations(self, staff):
        event = workflow.adjust(kind=Kind.GROUP, quantity=-40, on=DAY, paper=Paper(note="kiểm đếm lại"), by=staff)

        assert (event.adjusted_kind, event.adjustment, event.participants.count()) == ("group", -40, 0)

    def test_by_nought_is_refused(self, staff):
        assert "số lượng khác 0" in refused(workflow.adjust, kind=Kind.GROUP, quantity=0, on=DAY, by=staff)


class TestUndoing:
    def test_an_ending_opens_again_what_it_closed_and_nothing_else(self, founded, htx, staff):
        union = founded("LH", kind=Kind.UNION)
        earlier = workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        workflow.leave(earlier, on=date(2018, 1, 1), by=staff)
        stay = workflow.admit(htx, on=date(2020, 1, 1), by=staff)
        joined = workflow.join_union(htx, union=union, on=date(2021, 1, 1), by=staff)
        state = workflow.verify_activity(htx, state="active", since=date(2015, 1, 1), by=staff)
        event = workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        workflow.undo(event, reason="nhập nhầm tổ chức", by=staff)

        for row in (stay, joined, state, earlier):
            row.refresh_from_db()
        assert (again(htx).ended_on, stay.left_on, joined.left_on, state.until) == (None, None, None, None)
        assert earlier.left_on == date(2018, 1, 1)
        gone = LifeEvent.history.filter(kind="dissolved", history_type="-").get()
        assert (gone.history_change_reason, gone.history_user) == ("nhập nhầm tổ chức", staff)

    def test_only_the_last_event_is_undone(self, htx, staff):
        first = workflow.rename(htx, name="Tên hai", on=DAY, by=staff)
        workflow.rename(htx, name="Tên ba", on=date(2023, 1, 1), by=staff)

        assert "Hãy hủy sự kiện ấy trước" in refused(workflow.undo, first, reason="nhầm", by=staff)
        assert again(htx).name == "Tên ba"

    def test_a_move_and_a_renaming_give_back_what_was(self, founded, commune, staff):
        here = commune("Xã Cũ")
        htx = founded("HTX1", place=here)
        moved = workflow.move(htx, to=commune("Xã Mới"), on=DAY, by=staff)
        workflow.undo(moved, reason="nhầm", by=staff)
        renamed = workflow.rename(htx, name="Tên hai", on=DAY, by=staff)
        workflow.undo(renamed, reason="nhầm", by=staff)

        assert (again(htx).place, again(htx).name) == (here, "Tổ chức thử HTX1")
        assert Organisation.objects.search("to chuc thu").get() == htx

    def test_a_merger_gives_every_party_its_life_back(self, founded, staff):
        one, two, third = founded("A"), founded("B"), founded("C")
        event = workflow.reorganise([one, two], kind="merged", on=DAY, into=[third], by=staff)

        workflow.undo(event, reason="quyết định bị thu hồi", by=staff)

        assert Organisation.objects.existing(on=DAY).count() == 3
        workflow.reorganise([one, two], kind="merged", on=DAY, into=[third], by=staff)  # and it can happen again

    def test_what_began_in_a_split_keeps_a_founding_of_its_own(self, founded, htx, staff):
        parts = [founded("M1", on=DAY), founded("M2", on=DAY)]
        event = workflow.reorganise([htx], kind="split", on=DAY, into=parts, by=staff)

        workflow.undo(event, reason="nhầm", by=staff)

        assert again(htx).ended_on is None
        assert [part.life_events.get().kind for part in parts] == ["founded", "founded"]

    def test_a_founding_entered_by_mistake_leaves_the_register_and_stays_in_the_history(self, htx, staff):
        workflow.undo(htx.life_events.get(), reason="nhập nhầm", by=staff)

        assert not Organisation.objects.exists()
        assert Organisation.history.filter(history_type="-").get().history_change_reason == "nhập nhầm"

    def test_a_founding_that_carries_returns_is_kept(self, htx, reported, staff):
        reported(htx, members=12)

        sentence = refused(workflow.undo, htx.life_events.get(), reason="nhầm", by=staff)

        assert "đã có dữ liệu khác trong sổ" in sentence
        assert Organisation.objects.get().life_events.count() == 1

    def test_without_a_reason_is_refused(self, htx, staff):
        assert refused(workflow.undo, htx.life_events.get(), reason="  ", by=staff) == "Hãy ghi lý do hủy."
