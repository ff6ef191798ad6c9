"""Whatever the way in, the checks are the same: the form of staff, a file, the organisation's address, its workbook."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Kind, Organisation
from returns import workflow
from returns.excel_form import form_bytes
from returns.importing import ReturnResource
from returns.models import AnnualReturn, Campaign, MemberMinimum, Submission
from returns.review import doubts_of
from tests.office.page import complaints, opened
from tests.office.sheets import imported
from tests.returns.drops import dropped

ADDING = reverse("admin:returns_annualreturn_add")
COLUMNS = {column.attribute: column.header for column in ReturnResource.columns()}
WRONG = {
    "loans_outstanding": "90",
    "bad_debt": "91",
}
ODD = {
    "members": ("9", "ít hơn mức tối thiểu 200"),
    "charter_capital": ("3.450", "có lẽ đã ghi theo triệu đồng"),
    "average_income": ("60.000.000", "có lẽ là của cả năm"),
    "regular_workers": ("400", "400 người, kỳ trước 10: chênh từ 20 lần trở lên"),
}


@pytest.fixture
def fund(founded, reported) -> Organisation:
    """A credit fund that reported a year before."""
    one = founded("Q1", kind=Kind.CREDIT_FUND)
    MemberMinimum.objects.create(kind=Kind.CREDIT_FUND, least=200)
    reported(one, "2022", members=300, regular_workers=10, average_income=5_000_000, charter_capital=2_000_000_000)
    return one


@pytest.fixture
def campaign(fund, reported) -> Campaign:
    today, period = timezone.localdate(), reported(fund, "2023").period
    AnnualReturn.objects.filter(period=period).delete()
    days = {"opens_on": today, "due_on": today, "closes_on": today + timedelta(5)}
    return Campaign.objects.create(period=period, expected_on=period.end, **days)


def by_form(campaign, fund, answers, *, staff, browser) -> tuple[list[str], list[str]]:
    client = browser(staff)
    named = {"organisation": str(fund.pk), "period": str(campaign.period.pk)}
    response = client.post(ADDING, opened(client, ADDING, **named, **answers))
    if response.status_code == 200:
        return complaints(response), []
    return [], [str(message) for message in get_messages(response.wsgi_request)]


def by_file(campaign, fund, answers, *, staff, browser) -> tuple[list[str], list[str]]:
    rows = [["Mã", "Kỳ", *(COLUMNS[name] for name in answers)], [fund.code, "2023", *answers.values()]]
    report = imported(ReturnResource, rows, by=staff)
    return [error.message for error in report.errors], report.warnings


def by_link(campaign, fund, answers, *, staff, browser) -> tuple[list[str], list[str]]:
    workflow.issue_links(campaign, [fund], expires_on=campaign.closes_on)
    draft = workflow.save_draft(campaign.links.get(), answers, revision=0)
    try:
        return [], [found.message for found in doubts_of(workflow.submit(draft))]
    except ValidationError as refused:
        return refused.messages, []


def by_workbook(campaign, fund, answers, *, staff, browser) -> tuple[list[str], list[str]]:
    [one] = dropped(campaign, ("bieu.xlsx", form_bytes(campaign, fund, answers=answers)), by=staff)
    if one.outcome == "taken":
        return [], [found.message for found in doubts_of(one.submission)]
    return [why for *_, why in one.errors], []


WAYS = [by_form, by_file, by_link, by_workbook]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_wrong_is_refused(way, campaign, fund, staff, browser):
    refusals, _ = way(campaign, fund, WRONG, staff=staff, browser=browser)

    assert ["Nợ xấu 91 đồng lớn hơn dư nợ 90 đồng" in sentence for sentence in refusals] == [True]
    assert not AnnualReturn.objects.filter(period=campaign.period).exists()
    assert not Submission.objects.waiting().exists()


@pytest.mark.parametrize("way", WAYS)
def test_what_looks_odd_is_told_and_taken(way, campaign, fund, staff, browser):
    answers = {name: typed for name, (typed, _) in ODD.items()}

    refusals, doubts = way(campaign, fund, answers, staff=staff, browser=browser)

    assert refusals == []
    for _, said in ODD.values():
        assert [said in sentence for sentence in doubts].count(True) == 1, said


def test_no_rating_asks_for_a_reason_where_one_can_be_typed(campaign, founded, staff, browser):
    htx = founded("H1")

    for way in (by_form, by_link, by_workbook):
        refusals, _ = way(campaign, htx, {"rating": "unrated"}, staff=staff, browser=browser)
        assert ["hãy ghi lý do" in sentence for sentence in refusals] == [True]


def test_no_rating_is_told_of_a_file_which_has_no_column_for_the_reason(campaign, founded, staff, browser):
    refusals, doubts = by_file(campaign, founded("H1"), {"rating": "không xếp loại"}, staff=staff, browser=browser)

    assert (refusals, ["hãy ghi lý do" in sentence for sentence in doubts]) == ([], [True])


def test_a_part_the_file_does_not_name_still_lies_within_its_whole(fund, reported, staff):
    reported(fund, "2023", members=500, women_members=400)

    [error] = imported(ReturnResource, [["Mã", "Kỳ", "Thành viên"], ["Q1", "2023", "300"]], by=staff).errors

    assert (error.column, "Thành viên nữ 400" in error.message) == ("Thành viên", True)


def test_a_file_that_changes_nothing_raises_no_doubt(fund, reported, staff):
    reported(fund, "2023", charter_capital=3450)

    report = imported(ReturnResource, [["Mã", "Kỳ", "Vốn điều lệ"], ["Q1", "2023", "3.450"]], by=staff)

    assert (report.unchanged, report.warnings) == (1, [])
