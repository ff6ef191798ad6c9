"""The pages that take an event back."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Level, LifeEvent, Organisation, Place
from tests.cooperatives.life_pages import (
    DAY,
    event_page,
    page,
    stored,
)
from tests.office.page import complaints, opened


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", address="Thôn 1")


class TestUndoing:
    def test_the_page_says_what_will_be_given_back(self, htx, founded, desk, staff):
        other = founded("HTX2")
        workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        workflow.verify_activity(htx, state="active", since=date(2016, 1, 1), by=staff)
        event = workflow.end(htx, kind="merged", on=DAY, into=[other], by=staff)

        form = desk.get(event_page(event, "huy")).context["form"]

        assert form.consequences == [
            "Hợp tác xã Đông Hưng (HTX1) lại tồn tại, như chưa sáp nhập.",
            "Tổ chức thử HTX2 (HTX2) không còn sự kiện sáp nhập này.",
            "Hợp tác xã Đông Hưng (HTX1) lại là thành viên Liên minh, từ ngày kết nạp 01/01/2016.",
            "Tình trạng hoạt động của Hợp tác xã Đông Hưng (HTX1) lại là: đang hoạt động từ 01/01/2016.",
        ]

    def test_from_the_event_leads_back_to_the_list(self, htx, desk, staff):
        event = workflow.end(htx, kind="dissolved", on=DAY, by=staff)
        address = event_page(event, "huy")

        response = desk.post(address, opened(desk, address, reason="ghi nhầm"))

        assert (response.url, stored(htx).ended_on) == ("/quan-tri/cooperatives/lifeevent/", None)
        gone = LifeEvent.history.filter(history_type="-").get()
        assert (gone.history_change_reason, gone.history_user) == ("ghi nhầm", staff)

    def test_from_the_organisation_leads_back_to_it(self, htx, desk, staff):
        workflow.end(htx, kind="dissolved", on=DAY, by=staff)
        address = page(htx, "huy-su-kien")

        response = desk.post(address, opened(desk, address, reason="ghi nhầm"))

        assert (response.url, stored(htx).ended_on) == (page(htx), None)

    def test_of_a_founding_leads_to_the_list(self, htx, desk):
        address = page(htx, "huy-su-kien")

        response = desk.post(address, opened(desk, address, reason="nhập nhầm"), follow=True)

        assert response.request["PATH_INFO"] == "/quan-tri/cooperatives/cooperative/"
        assert not Organisation.objects.exists()

    def test_of_a_move_gives_the_address_back_too(self, founded, desk, staff):
        here, there = (Place.objects.create(name=name, level=Level.COMMUNE) for name in ("Xã Cũ", "Xã Mới"))
        htx = founded("HTX1", place=here, address="Thôn 1")
        workflow.move(htx, to=there, address="Thôn 2", on=DAY, by=staff)
        address = page(htx, "huy-su-kien")

        told = desk.get(address).context["form"].consequences
        desk.post(address, opened(desk, address, reason="nhầm"))

        assert told == ["Tổ chức thử HTX1 (HTX1) trở lại địa bàn cũ: Thôn 1, Xã Cũ."]
        assert (stored(htx).place, stored(htx).address) == (here, "Thôn 1")

    def test_without_a_reason_is_refused(self, htx, desk, staff):
        event = workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        assert complaints(desk.post(event_page(event, "huy"), {"reason": ""})) == ["Không được để trống."]
        assert stored(htx).ended_on == DAY

    def test_of_what_is_not_the_last_is_refused_before_anybody_types(self, htx, desk, staff):
        event = workflow.suspend(htx, on=DAY, by=staff)
        workflow.end(htx, kind="dissolved", on=date(2023, 1, 1), by=staff)
        sentence = (
            "Chưa hủy được tạm ngừng ngày 01/07/2022: sau đó Hợp tác xã Đông Hưng (HTX1) còn có "
            "giải thể ngày 01/01/2023. Hãy hủy sự kiện ấy trước."
        )

        response = desk.get(event_page(event, "huy"))

        assert sentence in response.content.decode()
        assert "<form method" not in response.content.decode().split('id="content-main"')[1]
        assert complaints(desk.post(event_page(event, "huy"), {"reason": "nhầm"})) == [sentence]

    def test_is_for_those_who_may_change_events(self, htx, leader, editor, browser):
        address = event_page(htx.life_events.get(), "huy")

        assert [browser(user).post(address, {"reason": "x"}).status_code for user in (leader, editor)] == [403, 403]
        assert browser().get(address).status_code == 302
