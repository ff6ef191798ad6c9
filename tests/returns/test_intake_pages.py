"""The intake page of a campaign: files are dropped, results shown, differences settled."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from office import jobs
from office.models import Job
from returns import jobs as intake_jobs
from returns.excel_form import form_bytes
from returns.models import Campaign, Period, ReceivedForm, Submission
from tests.office.page import opened
from tests.returns.drops import dropped, filled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def campaign(db) -> Campaign:
    period, day = Period.objects.named("2023"), timezone.localdate()
    period.save()
    days = {"opens_on": day, "due_on": day, "closes_on": day + timedelta(days=9)}
    return Campaign.objects.create(period=period, expected_on=period.end, **days)


@pytest.fixture
def forms(campaign, founded) -> list[bytes]:
    return [form_bytes(campaign, founded(f"H{n}"), answers={"members": "5"}) for n in range(2)]


def page(name: str, *args) -> str:
    return reverse(f"admin:returns_campaign_{name}", args=args)


def drop(client, campaign: Campaign, *contents: bytes):
    files = [SimpleUploadedFile(f"biểu {n}.xlsx", content) for n, content in enumerate(contents, 1)]
    return client.post(page("intake", campaign.pk), {"files": files})


def test_many_files_are_handed_in_as_one_job_whose_page_tells_of_each(campaign, forms, staff, browser):
    client = browser(staff)

    answer = drop(client, campaign, *forms, b"la")
    waiting = client.get(answer.url).text
    jobs.perform(jobs.claim())
    done = client.get(answer.url).text

    assert Job.objects.count() == 1
    assert 'http-equiv="refresh"' in waiting
    assert 'http-equiv="refresh"' not in done
    for text in ("biểu 1.xlsx", "Tổ chức thử H1", "Đã nhận, chờ xem: 2", "Không nhận: 1", "không phải sổ Excel"):
        assert text in done


def test_results_are_narrowed_to_one_kind(campaign, forms, staff, browser):
    client = browser(staff)
    address = drop(client, campaign, *forms, b"la").url
    jobs.perform(jobs.claim())

    narrowed = client.get(f"{address}?ket-qua=refused").text

    assert ("biểu 3.xlsx" in narrowed, "biểu 1.xlsx" in narrowed) == (True, False)


def test_the_page_lists_what_was_dropped_before(campaign, forms, staff, browser):
    dropped(campaign, ("a.xlsx", forms[0]), by=staff)

    text = browser(staff).get(page("intake", campaign.pk)).text

    assert "01 tệp: đã nhận, chờ xem 01." in text


def test_a_job_called_off_halfway_names_how_many_files_are_left(campaign, forms, staff, browser):
    client = browser(staff)
    address = drop(client, campaign, *forms).url
    jobs.cancel(Job.objects.get(), by=staff)

    assert "Còn 2 tệp chưa nhận" in client.get(address).text


def test_no_file_and_too_many_files_are_refused_in_words(campaign, forms, staff, browser, monkeypatch):
    client = browser(staff)
    monkeypatch.setattr(intake_jobs, "MOST_FILES", 1)

    none, many = client.post(page("intake", campaign.pk), {}), drop(client, campaign, *forms)

    assert (none.status_code, many.status_code, Job.objects.count()) == (400, 400, 0)
    assert "Hãy chọn ít nhất một tệp." in none.text
    assert "nhiều nhất 1 tệp, bạn chọn 2: hãy chia thành nhiều lượt" in many.text


def test_differences_are_settled_from_the_results(campaign, forms, staff, browser):
    client = browser(staff)
    dropped(campaign, ("a.xlsx", forms[0]), ("b.xlsx", filled(forms[0], members=7)), by=staff)
    late = ReceivedForm.objects.get(outcome="differs")
    address = reverse("admin:returns_submission_doi-chieu", args=[late.submission_id])

    linked = client.get(page("drop", campaign.pk, late.job_id)).text
    client.post(address, opened(client, address, choice="dung"))

    assert address in linked
    assert {one.state: one.answers for one in Submission.objects.all()} == {
        "set_aside": {"members": "5"},
        "submitted": {"members": "7"},
    }
    assert address not in client.get(page("drop", campaign.pk, late.job_id)).text


def test_the_board_leads_there_and_so_does_the_job(campaign, forms, staff, browser):
    [one] = dropped(campaign, ("a.xlsx", forms[0]), by=staff)
    client = browser(staff)

    assert page("intake", campaign.pk) in client.get(page("board", campaign.pk)).text
    assert (
        page("drop", campaign.pk, one.job_id) in client.get(reverse("admin:office_job_change", args=[one.job_id])).text
    )


def test_strangers_and_those_who_do_not_collect_hand_in_nothing(campaign, forms, leader, editor, browser):
    assert [drop(browser(user), campaign, *forms).status_code for user in (leader, editor)] == [403, 403]
    assert drop(browser(), campaign, *forms).status_code == 302
    assert Job.objects.count() == 0


def test_results_and_copies_are_for_those_who_see_submissions(campaign, forms, staff, editor, browser):
    [one] = dropped(campaign, ("a.xlsx", filled(forms[0], women_members=9)), by=staff)
    addresses = [page("drop", campaign.pk, one.job_id), page("copy", campaign.pk, one.job_id, 1)]

    assert [browser(staff).get(address).status_code for address in addresses] == [200, 200]
    assert [browser(editor).get(address).status_code for address in addresses] == [403, 403]
    assert [browser().get(address).status_code for address in addresses] == [302, 302]


def test_a_drop_is_shown_under_its_own_campaign_only(campaign, forms, staff, browser):
    [one] = dropped(campaign, ("a.xlsx", forms[0]), by=staff)
    other = Campaign.objects.create(
        period=campaign.period,
        stage="estimate",
        **{name: getattr(campaign, name) for name in ("expected_on", "opens_on", "due_on", "closes_on")},
    )

    assert browser(staff).get(page("drop", other.pk, one.job_id)).status_code == 404


def test_names_of_files_are_text(campaign, staff, browser):
    [one] = dropped(campaign, ("<b>x</b>.xlsx", b"la"), by=staff)

    assert "<b>x</b>" not in browser(staff).get(page("drop", campaign.pk, one.job_id)).text
