"""Anybody writes to the office; machines are kept out and nothing a person typed is lost."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import escape

from news import letters
from news.models import ContactMessage
from office.worklist import tasks_for

pytestmark = pytest.mark.django_db
ADDRESS = "/lien-he/"
TYPED = {
    "name": "Nguyễn Thị Thử",
    "contact": "nguoi.thu@vidu.example",
    "subject": "Hỏi thủ tục",
    "message": "Xin hỏi thành lập hợp tác xã cần giấy tờ gì?",
}


@pytest.fixture
def stamp(monkeypatch):
    """A form that was shown long enough ago."""
    monkeypatch.setattr(letters, "LEAST_SECONDS", -1)
    return letters.stamp()


@pytest.fixture
def letter():
    return letters.receive(**TYPED, sender="một nơi")


def test_a_letter_is_kept_and_its_writer_told(stamp, office, browser):
    answer = browser().post(ADDRESS, TYPED | {"stamp": stamp}, follow=True)

    kept = ContactMessage.objects.get()
    assert answer.redirect_chain == [("/lien-he/da-gui/", 302)]
    assert "đã nhận thư" in answer.text
    assert {name: getattr(kept, name) for name in TYPED} == TYPED
    assert kept.state == "new"


def test_the_form_asked_for_carries_a_stamp_that_is_good_after_a_few_seconds(office, browser):
    [stamped] = re.findall(r'name="stamp" value="([^"]+)"', browser().get(ADDRESS).text)

    letters.check_age(stamped)
    with pytest.raises(ValidationError, match="quá nhanh"):
        letters.check_stamp(stamped)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Hãy ghi họ và tên."),
        ({"message": ""}, "Hãy ghi nội dung thư."),
        ({"contact": "không phải"}, "không phải địa chỉ thư điện tử hay số điện thoại"),
        ({"contact": "sai@"}, "không phải địa chỉ thư điện tử hay số điện thoại"),
        ({"message": "https://a https://b https://c"}, "bớt đường dẫn"),
        ({"website": "http://x"}, "phải để trống"),
        ({"stamp": "giả"}, "bấm Gửi lần nữa"),
        ({"stamp": ""}, "bấm Gửi lần nữa"),
    ],
)
def test_what_is_refused_says_what_to_change_and_loses_nothing(wrong, said, stamp, office, browser):
    sent = TYPED | {"stamp": stamp} | wrong

    answer = browser().post(ADDRESS, sent)

    assert answer.status_code == 400
    assert said in answer.text
    assert [name for name in TYPED if escape(sent[name]) not in answer.text] == []
    assert not ContactMessage.objects.exists()


def test_one_who_waits_a_little_sends_the_same_form_again(office, browser, monkeypatch):
    stamped = letters.stamp()
    refused = browser().post(ADDRESS, TYPED | {"stamp": stamped})
    [given] = re.findall(r'name="stamp" value="([^"]+)"', refused.text)

    monkeypatch.setattr(letters, "LEAST_SECONDS", -1)
    answer = browser().post(ADDRESS, TYPED | {"stamp": given})

    assert (given, answer.status_code) == (stamped, 302)


def test_a_form_left_open_for_a_day_is_asked_to_be_sent_once_more(stamp, office, browser, monkeypatch):
    monkeypatch.setattr(letters, "LONGEST_SECONDS", -1)

    answer = browser().post(ADDRESS, TYPED | {"stamp": stamp})

    assert "mở đã lâu" in answer.text
    assert TYPED["message"] in answer.text


def test_one_place_sends_so_many_letters_an_hour_and_others_go_on(stamp, office, browser):
    for _ in range(letters.MOST_AN_HOUR):
        browser().post(ADDRESS, TYPED | {"stamp": stamp})

    refused = browser().post(ADDRESS, TYPED | {"stamp": stamp})
    elsewhere = browser().post(ADDRESS, TYPED | {"stamp": stamp}, REMOTE_ADDR="203.0.113.9")
    ContactMessage.objects.update(received_at=timezone.now() - timedelta(hours=2))
    later = browser().post(ADDRESS, TYPED | {"stamp": stamp})

    assert (refused.status_code, TYPED["message"] in refused.text) == (429, True)
    assert (elsewhere.status_code, later.status_code) == (302, 302)


def test_the_network_address_of_a_writer_is_not_kept(stamp, office, browser):
    browser().post(ADDRESS, TYPED | {"stamp": stamp}, REMOTE_ADDR="203.0.113.9")

    kept = ContactMessage.objects.values().get()
    assert "203.0.113.9" not in str(kept)


def test_it_waits_in_the_list_of_work_until_somebody_dealt_with_it(letter, staff, editor, leader):
    def waiting(user) -> list[str]:
        return [task.sentence for task in tasks_for(user) if "thư liên hệ" in task.sentence]

    assert waiting(staff) == waiting(editor) == ["01 thư liên hệ chưa xử lý"]
    assert waiting(leader) == []

    letters.deal_with(letter, outcome="Đã gọi lại", by=staff)
    assert waiting(staff) == []


def test_staff_deal_with_it_on_its_page_and_it_is_known_who_did(letter, staff, browser):
    page = f"/quan-tri/news/contactmessage/{letter.pk}/"

    browser(staff).post(f"{page}da-xu-ly/", {"outcome": "Đã gọi lại"})

    letter.refresh_from_db()
    assert (letter.state, letter.outcome, letter.handled_by) == ("answered", "Đã gọi lại", staff)
    assert letter.history.first().history_user == staff
    assert TYPED["message"] in browser(staff).get(f"{page}change/").text


def test_two_do_not_deal_with_the_same_letter(letter, staff, editor):
    letters.mark_as_spam(letter, by=editor)

    with pytest.raises(ValidationError, match="trước đó"):
        letters.deal_with(letter, outcome="Đã gọi lại", by=staff)

    letters.reopen(letter, by=staff)
    assert letters.deal_with(letter, outcome="Đã gọi lại", by=staff).state == "answered"


def test_nobody_rewrites_what_was_written(letter, staff, browser):
    browser(staff).post(f"/quan-tri/news/contactmessage/{letter.pk}/change/", {"message": "Lời khác"})

    letter.refresh_from_db()
    assert letter.message == TYPED["message"]
