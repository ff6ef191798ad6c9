"""A session that ends while a form of a conference is being filled in: nothing done, nothing lost."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.models import Delegate, Invitation, Photo, Seat

pytestmark = pytest.mark.django_db
KNOWN = {"dang-nhap-username": "canbo", "dang-nhap-password": "mật khẩu thử 1"}
HELD = "Những gì bạn đã gõ trước khi đăng nhập lại vẫn còn dưới đây"


def hidden(page: str) -> dict:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def sent_by_nobody_known(browser, conference):
    """Send a form to a page without a session, then sign in on the way; returns the page that comes back."""

    def send(name: str, typed: dict):
        client, address = browser(), reverse(f"events:{name}", args=[conference.pk])
        asked = client.post(address, typed)
        assert (asked.status_code, "Phiên làm việc đã hết" in asked.text) == (403, True)
        return client.post(address, hidden(asked.text) | KNOWN)

    return send


def test_the_list_of_delegates_typed_by_hand_comes_back(meeting, staff, sent_by_nobody_known):
    back = sent_by_nobody_known("draw", {"by_hand": "Khách Hai; Báo tỉnh", "sessions": [meeting.pk]})

    assert HELD in back.text
    assert "Khách Hai; Báo tỉnh</textarea>" in back.text
    assert f'value="{meeting.pk}" id="id_sessions_0" checked' in back.text
    assert Delegate.objects.count() == 4


def test_the_roll_comes_back_as_it_was_ticked(meeting, delegate, staff, sent_by_nobody_known):
    an = delegate("An Thử")

    back = sent_by_nobody_known("roll_call", {"present": [an.pk]})

    assert HELD in back.text
    assert f'name="present" value="{an.pk}" checked' in back.text
    assert not delegate("An Thử").present


def test_changes_of_personnel_come_back_with_their_reasons(meeting, staff, sent_by_nobody_known):
    seat = Seat.objects.first()
    typed = {
        f"thoi-{seat.pk}": "on",
        f"ly-do-{seat.pk}": "nghỉ hưu",
        "bau-TOTAL_FORMS": 1,
        "bau-INITIAL_FORMS": 0,
        "bau-0-full_name": "Dung Thử",
        "bau-0-body": meeting.body_id,
        "bau-0-post": "Ủy viên",
    }

    back = sent_by_nobody_known("personnel", typed)

    assert HELD in back.text
    assert 'value="nghỉ hưu"' in back.text
    assert 'value="Dung Thử"' in back.text
    assert not Seat.objects.exclude(left_on=None).exists()


def test_a_letter_is_not_issued_on_the_way_and_its_day_comes_back(meeting, staff, sent_by_nobody_known):
    back = sent_by_nobody_known("invitations", {"whom": "khach-moi", "on": "03/01/2023"})

    assert HELD in back.text
    assert 'value="03/01/2023"' in back.text
    assert not Invitation.objects.exists()


def test_photos_are_to_be_chosen_again_their_caption_stays(conference, staff, sent_by_nobody_known):
    file = SimpleUploadedFile("quang-canh.jpg", b"\xff\xd8\xff")

    back = sent_by_nobody_known("photos", {"pictures": file, "caption": "Quang cảnh"})

    assert "phải chọn lại: quang-canh.jpg" in back.text
    assert 'value="Quang cảnh"' in back.text
    assert not Photo.objects.exists()


def test_sent_again_it_is_done(meeting, conference, staff, browser, sent_by_nobody_known):
    sent_by_nobody_known("invitations", {"whom": "khach-moi", "on": "03/01/2023"})

    browser(staff).post(reverse("events:invitations", args=[conference.pk]), {"whom": "khach-moi", "on": "03/01/2023"})

    assert Invitation.objects.get().issued_on == date(2023, 1, 3)
