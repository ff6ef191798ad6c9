import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Organisation
from returns import workflow
from returns.admin import campaigns
from returns.models import AnnualReturn, Campaign, Correction, Period, ReportingLink, Submission
from tests.office.page import complaints, opened

State = Submission.State


@pytest.fixture
def campaign(db) -> Campaign:
    period, day = Period.objects.named("2023"), timezone.localdate()
    period.save()
    days = {"opens_on": day - timedelta(9), "due_on": day + timedelta(12), "closes_on": day + timedelta(20)}
    return Campaign.objects.create(period=period, expected_on=period.end, **days)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", phone="0227 3000 000")


@pytest.fixture
def sent(campaign, htx) -> Submission:
    workflow.issue_links(campaign, [htx], expires_on=campaign.closes_on)
    draft = workflow.save_draft(ReportingLink.objects.get(), {"members": "1.200", "revenue": "3450"}, revision=0)
    return workflow.submit(draft)


def verb(row, slug: str) -> str:
    return reverse(f"admin:returns_{row._meta.model_name}_{slug}", args=[row.pk])


def text(response) -> str:
    return response.content.decode()


class TestTheBoard:
    def page(self, campaign: Campaign) -> str:
        return reverse("admin:returns_campaign_board", args=[campaign.pk])

    def test_says_how_it_stands_and_whom_to_call(self, campaign, htx, staff, browser):
        shown = text(browser(staff).get(self.page(campaign)))

        assert ("Còn 12 ngày, thiếu 01 đơn vị." in shown, "0227 3000 000" in shown) == (True, True)

    def test_lists_those_to_call_page_by_page(self, campaign, founded, staff, browser, monkeypatch):
        monkeypatch.setattr(campaigns, "CALLS_ON_A_PAGE", 2)
        for number in range(3):
            founded(f"HTX{number}")
        client = browser(staff)

        shown = [client.get(self.page(campaign), {"theo": "xa", "trang": page}) for page in (1, 2)]

        assert [[line.organisation.code for line in page.context["calls"]] for page in shown] == [
            ["HTX0", "HTX1"],
            ["HTX2"],
        ]
        assert 'href="?theo=xa&amp;trang=2#can-goi"' in text(shown[0])
        assert 'href="?theo=xa&amp;ca=1#can-goi"' in text(shown[0])
        whole = client.get(self.page(campaign), {"theo": "xa", "ca": "1"})
        assert [line.organisation.code for line in whole.context["calls"]] == ["HTX0", "HTX1", "HTX2"]

    @pytest.mark.parametrize("grouping", ["loai-hinh", "xa", "can-bo", "la"])
    def test_groups_as_asked(self, grouping, campaign, htx, staff, browser):
        response = browser(staff).get(self.page(campaign), {"theo": grouping})

        assert [group.expected for group in response.context["groups"]] == [1]

    def test_is_not_for_strangers_or_the_editor(self, campaign, editor, browser):
        page = self.page(campaign)

        assert [client.get(page).status_code for client in (browser(), browser(editor))] == [302, 403]

    def test_comes_as_a_workbook(self, campaign, htx, staff, browser):
        content = browser(staff).get(reverse("admin:returns_campaign_board_xlsx", args=[campaign.pk])).content

        book = openpyxl.load_workbook(io.BytesIO(content))
        assert len(book.sheetnames) == 4
        assert "HTX1" in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]

    def test_gives_the_forms_of_those_who_have_not_reported(self, campaign, htx, founded, reported, staff, browser):
        reported(founded("HTX2"), "2023", members=5)

        content = browser(staff).get(reverse("admin:returns_campaign_forms_zip", args=[campaign.pk])).content

        assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["bieu-2023-htx1.xlsx"]

    def test_prints_one_form(self, campaign, htx, office, staff, browser):
        response = browser(staff).get(reverse("admin:returns_campaign_form_pdf", args=[campaign.pk, htx.pk]))

        assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


class TestGivingOutAddresses:
    def test_makes_one_for_each_that_is_asked(self, campaign, htx, founded, staff, browser):
        founded("THT1", kind="group")
        page = verb(campaign, "cap-duong-dan")

        browser(staff).post(page, opened(browser(staff), page, kinds=["cooperative"]))

        assert [link.organisation for link in ReportingLink.objects.all()] == [htx]

    def test_are_listed_in_a_workbook_to_send_out(self, campaign, sent, staff, browser):
        content = browser(staff).get(reverse("admin:returns_campaign_links_xlsx", args=[campaign.pk])).content

        cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
        assert any(str(value).endswith(f"/tu-bao-cao/{ReportingLink.objects.get().token}/") for value in cells)

    def test_a_lost_one_is_revoked(self, sent, staff, browser):
        link = ReportingLink.objects.get()

        browser(staff).post(verb(link, "thu-hoi"))

        assert ReportingLink.by_token(link.token) is None


class TestAnsweringWhatCameIn:
    def test_shows_it_beside_what_stands_and_last_year_with_its_doubts(self, sent, htx, reported, staff, browser):
        reported(htx, "2022", members=1100)
        reported(htx, "2023", members=1150)

        shown = text(browser(staff).get(reverse("admin:returns_submission_change", args=[sent.pk])))

        assert all(words in shown for words in ("1.100", "1.150", "1.200", "có lẽ đã ghi theo triệu đồng"))

    def test_accepts_it_keeping_what_the_clerk_ticks(self, sent, htx, reported, staff, browser):
        reported(htx, "2023", members=1150)
        page = verb(sent, "nhan")

        browser(staff).post(page, opened(browser(staff), page, keep=["members"]))

        row = AnnualReturn.objects.get()
        assert (row.members, row.revenue) == (1150, 3450)
        assert Submission.objects.get().accepted_by == staff

    def test_sends_it_back_with_a_message(self, sent, staff, browser):
        page = verb(sent, "tra-lai")

        empty = browser(staff).post(page, {"message": ""})
        browser(staff).post(page, {"message": "Kiểm tra đơn vị doanh thu"})

        assert complaints(empty) != []
        assert (Submission.objects.get().state, Submission.objects.get().returned_by) == (State.RETURNED, staff)

    def test_two_clerks_at_once_accept_it_once(self, sent, staff, browser):
        page = verb(sent, "nhan")
        browser(staff).post(page)

        response = browser(staff).post(page, follow=True)

        assert "không còn áp dụng" in text(response)
        assert AnnualReturn.objects.count() == 1

    def test_the_leader_looks_and_does_not_answer(self, sent, leader, browser):
        client = browser(leader)

        assert client.get(reverse("admin:returns_submission_change", args=[sent.pk])).status_code == 200
        assert client.post(verb(sent, "nhan")).status_code == 403


class TestLettingOneThrough:
    def test_is_granted_with_a_reason(self, campaign, htx, staff, browser):
        page, day = verb(campaign, "gia-han"), timezone.localdate() + timedelta(3)
        typed = {"organisation": htx.pk, "until": f"{day:%d/%m/%Y}", "reason": "Sửa theo kiểm tra"}

        browser(staff).post(page, typed)

        granted = Correction.objects.get()
        assert (granted.organisation, granted.until, granted.granted_by) == (htx, day, staff)


class TestLettingADoubtStand:
    def test_keeps_the_reason_on_the_page_of_the_return(self, htx, reported, staff, browser):
        row = reported(htx, "2023", revenue=3450, members=9)

        browser(staff).post(
            verb(row, "chap-nhan"), {"doubt": "money_in_millions:revenue", "reason": "Mới hoạt động một tháng"}
        )

        shown = text(browser(staff).get(reverse("admin:returns_annualreturn_change", args=[row.pk])))
        assert ("có lẽ đã ghi theo triệu đồng" in shown, "Mới hoạt động một tháng" in shown) == (True, True)
