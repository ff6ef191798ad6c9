"""The pages of unions and of real activity verified again."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Organisation, UnionMembership
from tests.cooperatives.life_pages import (
    DAY,
    page,
    send,
)
from tests.office.page import complaints, form_on, opened


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", address="Thôn 1")


class TestUnions:
    def test_join_and_leave(self, htx, founded, desk, staff):
        union = founded("LH", kind=Kind.UNION)

        send(desk, htx, "vao-lien-hiep", union=str(union.pk), on="01/05/2016", decision="07/QĐ")
        stay = UnionMembership.objects.get()
        send(desk, htx, "ra-lien-hiep", membership=str(stay.pk), on="01/07/2022")

        stay.refresh_from_db()
        assert (stay.union, stay.joined_on, stay.decision, stay.left_on) == (union, date(2016, 5, 1), "07/QĐ", DAY)
        assert [past.history_user for past in stay.history.all()] == [staff, staff]

    @pytest.mark.parametrize(
        ("verb", "on", "sentence"),
        [
            (
                "vao-lien-hiep",
                "01/01/2010",
                "Hợp tác xã Đông Hưng (HTX1) không tồn tại vào ngày 01/01/2010: hãy kiểm tra ngày.",
            ),
            ("ra-lien-hiep", "01/01/2016", "Ngày ra phải sau ngày vào."),
        ],
    )
    def test_say_what_is_wrong_with_a_day(self, verb, on, sentence, htx, founded, desk, staff):
        union, other = founded("LH", kind=Kind.UNION), founded("LH2", kind=Kind.UNION)
        stay = workflow.join_union(htx, union=union, on=date(2016, 5, 1), by=staff)

        response = send(desk, htx, verb, union=str(other.pk), membership=str(stay.pk), on=on)

        assert (complaints(response), form_on(response)["on"]) == ([sentence], [on])

    def test_offer_no_union_one_is_in_already(self, htx, founded, desk, staff):
        union = founded("LH", kind=Kind.UNION)
        workflow.join_union(htx, union=union, on=date(2016, 5, 1), by=staff)

        response = send(desk, htx, "vao-lien-hiep", union=str(union.pk))

        assert complaints(response) == ["Hãy chọn trong danh sách: lựa chọn này không còn."]


class TestVerifyingAgain:
    def test_what_still_holds_is_verified_anew(self, htx, desk, staff):
        record = workflow.verify_activity(htx, state="ceased", since=DAY, verified_by="Đoàn một", by=staff)
        address = page(htx, "xac-minh")

        desk.post(address, opened(desk, address, verified_by="Đoàn hai", verified_on="01/03/2024"))

        record.refresh_from_db()
        assert (record.state, record.since, record.verified_by, record.verified_on) == (
            "ceased",
            DAY,
            "Đoàn hai",
            date(2024, 3, 1),
        )
        assert [past.verified_by for past in record.history.all()] == ["Đoàn hai", "Đoàn một"]

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({}, "Xác minh lại tình trạng cũ thì hãy ghi người hoặc ngày xác minh."),
            ({"since": "01/01/2023"}, "Tình trạng này đã ghi từ ngày 01/07/2022: xác minh lại thì giữ nguyên ngày ấy."),
        ],
    )
    def test_nothing_new_is_not_taken_for_something(self, typed, sentence, htx, desk, staff):
        workflow.verify_activity(htx, state="ceased", since=DAY, by=staff)
        address = page(htx, "xac-minh")

        assert complaints(desk.post(address, opened(desk, address, **typed))) == [sentence]
