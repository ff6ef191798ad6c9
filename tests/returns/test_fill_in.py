from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Organisation
from returns import views, workflow
from returns.models import AnnualReturn, Campaign, Period, ReportingLink, Submission
from tests.cooperatives.test_two_clerks import overlap, overlapping

State = Submission.State


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng")


@pytest.fixture
def link(htx) -> ReportingLink:
    period, day = Period.objects.named("2023"), timezone.localdate()
    period.save()
    campaign = Campaign.objects.create(
        period=period,
        expected_on=period.end,
        opens_on=day - timedelta(days=9),
        due_on=day + timedelta(days=9),
        closes_on=day + timedelta(days=19),
    )
    workflow.issue_links(campaign, [htx], expires_on=day + timedelta(days=9))
    return ReportingLink.objects.get()


@pytest.fixture
def stranger(browser):
    return browser()


def page(link: ReportingLink) -> str:
    return reverse("returns:fill_in", args=[link.token])


def text(response) -> str:
    return response.content.decode()


def test_shows_the_questions_of_its_kind_with_last_year_beside(link, htx, reported, stranger):
    reported(htx, "2022", members=1100, revenue=3_450_000_000)

    shown = text(stranger.get(page(link)))

    assert "Hợp tác xã Đông Hưng" in shown
    assert ("Năm 2022: 1.100" in shown, "Năm 2022: 3.450.000.000" in shown) == (True, True)
    assert 'name="deposits"' not in shown


def test_keeps_a_draft_with_what_cannot_be_read(link, stranger):
    response = stranger.post(page(link), {"revision": "0", "members": "khoảng 100", "luu": "1"})

    assert (response.status_code, Submission.objects.get().answers) == (302, {"members": "khoảng 100"})
    assert 'value="khoảng 100"' in text(stranger.get(page(link)))


def test_says_in_words_that_a_form_without_its_cookie_is_not_kept(link):
    response = Client(enforce_csrf_checks=True).post(page(link), {"revision": "0", "members": "100", "luu": "1"})

    assert (response.status_code, "Chưa ghi được" in text(response)) == (403, True)
    assert Submission.objects.count() == 0


def test_keeps_a_draft_of_letters_that_no_database_takes(link, stranger):
    typed = {"revision": "0", "members": "1\x0000", "filled_by": "Nguyễn\x00 Thử", "phone": "02\x0027", "luu": "1"}

    response = stranger.post(page(link), typed)

    kept = Submission.objects.get()
    assert (response.status_code, kept.answers) == (302, {"members": "100"})
    assert (kept.filled_by, kept.phone) == ("Nguyễn Thử", "0227")


def test_takes_a_return_in_to_be_seen(link, stranger):
    typed = {"revision": "0", "members": "1.200", "filled_by": "Nguyễn  Thử", "phone": "0227 3000 000", "nop": "1"}

    assert stranger.post(page(link), typed).status_code == 302

    sent = Submission.objects.get()
    assert (sent.state, sent.filled_by, sent.phone) == (State.SUBMITTED, "Nguyễn Thử", "0227 3000 000")
    assert AnnualReturn.objects.count() == 0
    assert "đang chờ cán bộ xem" in text(stranger.get(page(link)))


def test_says_at_each_question_what_is_wrong_and_loses_nothing(link, stranger):
    typed = {"revision": "0", "members": "1.000", "women_members": "1.200", "farmed_area": "1.234", "nop": "1"}

    response = stranger.post(page(link), typed)

    assert response.status_code == 400
    shown = text(response)
    assert ("Thành viên nữ 1.200 lớn hơn thành viên 1.000" in shown, "1,234" in shown) == (True, True)
    assert ('value="1.000"' in shown, 'value="1.234"' in shown) == (True, True)
    assert Submission.objects.get().answers == {"members": "1.000", "women_members": "1.200", "farmed_area": "1.234"}


def test_two_people_filling_it_in_lose_nothing(link, stranger):
    stranger.post(page(link), {"revision": "0", "members": "100", "luu": "1"})

    response = stranger.post(page(link), {"revision": "0", "members": "7", "luu": "1"})

    assert response.status_code == 409
    assert ("Người khác vừa lưu" in text(response), 'value="7"' in text(response)) == (True, True)
    assert Submission.objects.get().answers == {"members": "100"}


def test_shows_why_it_was_sent_back(link, stranger, staff):
    stranger.post(page(link), {"revision": "0", "members": "100", "nop": "1"})
    workflow.send_back(Submission.objects.get(), message="Thiếu doanh thu", by=staff)

    assert "Thiếu doanh thu" in text(stranger.get(page(link)))


def test_one_organisation_never_sees_another(link, founded, stranger):
    other = founded("HTX2", name="Hợp tác xã Khác")
    workflow.issue_links(link.campaign, [other], expires_on=link.expires_on)
    stranger.post(page(link), {"revision": "0", "members": "123", "luu": "1"})

    shown = text(stranger.get(page(ReportingLink.objects.get(organisation=other))))

    assert ("Đông Hưng" in shown, "123" in shown) == (False, False)


@pytest.mark.parametrize("spoil", ["revoked", "expired", "bent"])
def test_a_void_address_does_not_exist(spoil, link, stranger):
    address = page(link)
    if spoil == "revoked":
        workflow.revoke(link)
    elif spoil == "expired":
        ReportingLink.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    else:
        address = address[:-2] + "/"

    assert (stranger.get(address).status_code, stranger.post(address, {}).status_code) == (404, 404)
    assert Submission.objects.count() == 0


def test_stays_out_of_caches_search_engines_and_referrers(link, stranger):
    response = stranger.get(page(link))

    assert ("no-store" in response["Cache-Control"], response["X-Robots-Tag"]) == (True, "noindex")
    assert response["Referrer-Policy"] == "same-origin"


def test_takes_what_a_browser_sends(link):
    """Under the policy "no-referrer" browsers hide where a form comes from, and it would be taken for forged."""
    visitor = Client(enforce_csrf_checks=True)
    shown = visitor.get(page(link))
    hidden = shown["Referrer-Policy"] == "no-referrer"
    typed = {"revision": "0", "members": "100", "csrfmiddlewaretoken": visitor.cookies["csrftoken"].value}

    response = visitor.post(page(link), typed, headers={"origin": "null" if hidden else "http://testserver"})

    assert (response.status_code, Submission.objects.get().answers) == (302, {"members": "100"})


def test_refuses_a_flood(link, stranger, monkeypatch):
    monkeypatch.setattr(views, "SAVES_AN_HOUR", 2)
    for revision in range(2):
        stranger.post(page(link), {"revision": str(revision), "members": "1", "luu": "1"})

    response = stranger.post(page(link), {"revision": "2", "members": "9", "luu": "1"})

    assert (response.status_code, 'value="9"' in text(response)) == (429, True)
    assert Submission.objects.get().answers == {"members": "1"}


def test_keeps_no_answer_that_is_a_book(link, stranger):
    typed = {"revision": "0", "members": "1" * 1001, "luu": "1"}

    response = stranger.post(page(link), typed)

    assert (response.status_code, "dài quá 1.000 ký tự" in text(response)) == (409, True)
    assert Submission.objects.count() == 0


def test_opens_with_the_campaign(link, stranger):
    Campaign.objects.update(opens_on=timezone.localdate() + timedelta(days=3))

    assert "Đợt báo cáo mở từ ngày" in text(stranger.get(page(link)))


@overlapping
@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_of_two_first_drafts_one_is_kept_and_the_other_told(self, link):
        second = overlap(
            lambda: workflow.save_draft(link, {"members": "100"}, revision=0),
            lambda: workflow.save_draft(link, {"members": "7"}, revision=0),
        )

        assert second.sentence.startswith("Người khác vừa lưu biểu này")
        assert Submission.objects.get().answers == {"members": "100"}

    def test_each_organisation_is_given_one_address(self, link, founded):
        other = founded("HTX2")
        given = (link.campaign, [link.organisation, other])

        second = overlap(
            lambda: workflow.issue_links(*given, expires_on=link.expires_on),
            lambda: workflow.issue_links(*given, expires_on=link.expires_on),
        )

        assert (second.done, ReportingLink.objects.count()) == (True, 2)


class TestAnOrganisationThatIsNotAsked:
    """The campaign was changed after the link was given out, or the organisation had ended by the day that counts."""

    @pytest.fixture
    def not_asked(self, link) -> ReportingLink:
        link.campaign.kinds = ["credit_fund"]
        link.campaign.save()
        return link

    def test_reads_why_instead_of_an_empty_questionnaire(self, not_asked, stranger):
        response = stranger.get(page(not_asked))

        assert response.status_code == 403
        assert "Đợt thu số liệu năm 2023 (chính thức) không hỏi loại hình hợp tác xã." in text(response)
        assert "<form" not in text(response).partition("<main")[2].partition("</main>")[0]

    def test_that_did_not_exist_on_the_day_reads_so(self, link, htx, stranger):
        Organisation.objects.filter(pk=htx.pk).update(founded_on=link.campaign.expected_on + timedelta(1))

        assert "chỉ hỏi tổ chức tồn tại vào ngày 31/12/2023" in text(stranger.get(page(link)))

    def test_sends_nothing_and_keeps_what_was_typed(self, link, stranger):
        stranger.post(page(link), {"revision": "0", "members": "90", "luu": "1"})
        link.campaign.kinds = ["credit_fund"]
        link.campaign.save()

        response = stranger.post(page(link), {"revision": "1", "members": "100", "nop": "1"})

        assert (response.status_code, 'value="100"' in text(response)) == (409, True)
        assert "không hỏi loại hình hợp tác xã" in text(response)
        assert [(one.state, one.answers) for one in Submission.objects.all()] == [(State.DRAFT, {"members": "90"})]
        assert "vẫn được giữ" in text(stranger.get(page(link)))

    def test_still_reads_what_it_sent_before(self, link, stranger):
        Submission.objects.create(
            campaign=link.campaign,
            organisation=link.organisation,
            source=Submission.Source.LINK,
            state=State.SUBMITTED,
            submitted_at=timezone.now(),
        )
        link.campaign.kinds = ["credit_fund"]
        link.campaign.save()

        response = stranger.get(page(link))

        assert (response.status_code, "đang chờ cán bộ xem" in text(response)) == (200, True)
