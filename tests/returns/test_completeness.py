from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from cooperatives.models import Kind, Level, Organisation, Place
from returns import workflow
from returns.completeness import Standing, board
from returns.models import Campaign, Period, ReportingLink, Submission


@pytest.fixture
def campaign(db) -> Campaign:
    period = Period.objects.named("2023")
    period.save()
    day = timezone.localdate()
    return Campaign.objects.create(
        period=period,
        expected_on=period.end,
        opens_on=day - timedelta(days=30),
        due_on=day + timedelta(days=12),
        closes_on=day + timedelta(days=20),
    )


@pytest.fixture
def send(campaign):
    """Submit a return at an organisation's own address."""

    def sent(organisation: Organisation) -> Submission:
        workflow.issue_links(campaign, [organisation], expires_on=campaign.closes_on)
        link = ReportingLink.objects.get(organisation=organisation)
        return workflow.submit(workflow.save_draft(link, {"members": "9"}, revision=0))

    return sent


def standings(campaign: Campaign) -> dict[str, Standing]:
    return {line.organisation.code: line.standing for line in board(campaign).lines}


def test_tells_where_each_return_stands(campaign, founded, reported, send, staff):
    kept, waiting, back, silent = (founded(code) for code in "ABCD")
    reported(kept, "2023", members=5)
    send(waiting)
    workflow.send_back(send(back), message="Thiếu", by=staff)

    assert standings(campaign) == {
        "A": Standing.ACCEPTED,
        "B": Standing.SUBMITTED,
        "C": Standing.RETURNED,
        "D": Standing.SILENT,
    }
    whole = board(campaign).whole
    assert (whole.expected, whole.received, whole.accepted, whole.silent) == (4, 3, 1, 1)
    assert [line.organisation for line in board(campaign).to_call] == [silent]


def test_says_how_many_days_and_how_many_are_missing(campaign, founded):
    founded("A")

    day = timezone.localdate()
    assert board(campaign).headline == "Còn 12 ngày, thiếu 01 đơn vị."
    assert board(campaign, on=day + timedelta(days=12)).headline == "Hôm nay là hạn nộp, thiếu 01 đơn vị."
    assert board(campaign, on=day + timedelta(days=14)).headline == "Quá hạn 02 ngày, thiếu 01 đơn vị."


def test_what_came_after_the_due_day_is_late(campaign, founded, send):
    send(founded("A"))
    day = datetime(2030, 1, 1, tzinfo=timezone.get_current_timezone())
    Submission.objects.update(submitted_at=day)

    assert board(campaign).whole.late == 1


def test_groups_add_up_to_the_whole(campaign, founded, reported, staff):
    commune = Place.objects.create(name="Xã Thử", level=Level.COMMUNE)
    reported(founded("A", place=commune, officer=staff), "2023", members=5)
    founded("B"), founded("C", kind=Kind.GROUP, on=date(2020, 1, 1))

    found = board(campaign)

    for groups in (found.by_kind, found.by_place, found.by_officer):
        assert sum(group.expected for group in groups) == found.whole.expected == 3
        assert sum(group.received for group in groups) == found.whole.received == 1
    assert [(group.name, group.expected) for group in found.by_officer] == [("Người canbo", 1), ("Chưa phân công", 2)]
    table = found.table("Theo loại hình", found.by_kind)
    assert (table.rows, table.total) == (
        (("Hợp tác xã", 2, 1, 1, 0, 1), ("Tổ hợp tác", 1, 0, 0, 0, 1)),
        ("Tổng số", 3, 1, 1, 0, 2),
    )


@pytest.mark.parametrize("organisations", [1, 5])
def test_asks_the_same_few_questions_of_the_database(campaign, founded, organisations, django_assert_num_queries):
    for number in range(organisations):
        founded(f"A{number}")

    with django_assert_num_queries(3):
        board(campaign)
