"""At the door: a telephone reads codes of invitations and sends what it noted as soon as it can, twice without harm."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from events.models import Conference, Delegate
from events.passes import code_of
from tests.events.test_attendance import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(meeting, conference):
    Conference.objects.filter(pk=conference.pk).update(held_on=timezone.localdate())
    conference.refresh_from_db()
    return conference


def sent(browser, staff, conference, **data):
    return browser(staff).post(page("door", conference), data, headers={"Accept": "application/json"})


def test_lets_in_by_code_and_says_when_it_is_used_again(today, delegate, browser, staff):
    code = code_of(delegate("An Thử"))

    first = sent(browser, staff, today, code=f"https://cong.example/hoi-nghi/vao/{code}/")
    again = sent(browser, staff, today, code=code)

    assert first.json() == {"sentence": "An Thử, Ủy viên Ban Chấp hành: có mặt.", "entered": True}
    assert (again.status_code, "không ghi thêm lần nữa" in again.json()["sentence"]) == (200, True)
    assert delegate("An Thử").checked_in_way == "code"


@pytest.mark.parametrize("expected", [3, 300])
def test_costs_the_same_however_many_are_expected(expected, today, delegate, browser, staff, django_assert_num_queries):
    Delegate.objects.bulk_create(
        Delegate(conference=today, full_name=f"Đại biểu {number}") for number in range(expected)
    )
    client, code = browser(staff), code_of(delegate("An Thử"))

    with django_assert_num_queries(11):  # session, user, permissions (2), conference, holder; the check-in (5)
        client.post(page("door", today), {"code": code}, headers={"Accept": "application/json"})


def test_takes_the_time_a_telephone_without_connection_noted(today, delegate, browser, staff):
    noted = timezone.localtime().replace(hour=0, minute=0, second=1, microsecond=0)

    sent(browser, staff, today, code=code_of(delegate("An Thử")), at=noted.isoformat())
    sent(browser, staff, today, code=code_of(delegate("Bình Thử")), at="2019-01-01T08:00:00Z")

    assert delegate("An Thử").checked_in_at == noted
    assert timezone.localdate(delegate("Bình Thử").checked_in_at) == timezone.localdate()


@pytest.mark.parametrize("spoil", [lambda code: "", lambda code: code[:-1] + "?", lambda code: "1-1.giả", str.upper])
def test_refuses_a_code_that_is_forged(today, delegate, browser, staff, spoil):
    refused = sent(browser, staff, today, code=spoil(code_of(delegate("An Thử"))))

    assert (refused.status_code, "không phải mã giấy mời" in refused.json()["sentence"]) == (400, True)


def test_refuses_the_code_of_another_conference(today, delegate, year, browser, staff):
    other = Conference.objects.create(
        title="Khác", kind="other", held_on=timezone.localdate(), period_reported=year("2022")
    )

    refused = sent(browser, staff, other, code=code_of(delegate("An Thử")))

    assert "An Thử, Ủy viên Ban Chấp hành: giấy mời của hội nghị khác, Hội nghị tổng kết" in refused.json()["sentence"]
    assert not delegate("An Thử").present


@pytest.mark.parametrize(("days", "told"), [(-2, "đã hết hạn"), (1, "chưa đến ngày")])
def test_refuses_a_code_on_another_day(today, delegate, browser, staff, days, told):
    Conference.objects.filter(pk=today.pk).update(held_on=timezone.localdate() + timedelta(days))

    refused = sent(browser, staff, today, code=code_of(delegate("An Thử")))

    said = refused.json()["sentence"]
    assert said.startswith("An Thử, Ủy viên Ban Chấp hành: ")  # whoever sent it from a queue no longer sees whose
    assert told in said


def test_works_as_a_plain_form(today, delegate, browser, staff):
    client = browser(staff)

    said = client.post(page("door", today), {"code": code_of(delegate("An Thử"))}).text
    assert '<li class="entered">An Thử' in said
    assert '<li class="refused">' in client.post(page("door", today), {"code": "x"}).text


def test_brings_a_reader_of_codes_for_telephones_without_one(today, browser, staff):
    [reader] = re.findall(r'data-reader="/static/([^"]+)"', browser(staff).get(page("door", today)).text)

    assert "export class BarcodeDetector" in Path(finders.find(reader)).read_text()


def test_a_code_opens_a_page_that_asks_before_it_notes(today, delegate, browser, staff):
    client, address = browser(staff), reverse("events:check_in", args=[code_of(delegate("An Thử"))])

    assert "Ghi có mặt" in client.get(address).text
    assert not delegate("An Thử").present
    assert client.post(address).status_code == 302
    assert delegate("An Thử").present


def test_a_forged_address_says_so(browser, staff):
    answer = browser(staff).get(reverse("events:check_in", args=["1-1.giả"]))

    assert (answer.status_code, "không phải mã giấy mời" in answer.text) == (400, True)
