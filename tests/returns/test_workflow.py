from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from returns import workflow
from returns.models import Period


@pytest.fixture
def year(db) -> Period:
    period = Period.objects.named("2023")
    period.save()
    return period


def test_leadership_publishes_a_year_and_it_is_written_who_and_when(year, leader):
    workflow.publish(year, by=leader)

    year.refresh_from_db()
    assert (year.published_on, year.published_by) == (timezone.localdate(), leader)
    assert list(Period.objects.published()) == [year]
    assert year.history.first().history_user == leader


def test_leadership_takes_a_year_back(year, leader):
    workflow.publish(year, by=leader)

    workflow.withdraw(year, by=leader)

    year.refresh_from_db()
    assert (year.published_on, year.published_by, list(Period.objects.published())) == (None, None, [])


def test_a_year_is_published_once(year, leader):
    workflow.publish(year, by=leader)

    with pytest.raises(ValidationError) as caught:
        workflow.publish(year, by=leader)

    assert caught.value.messages == [f"Số liệu năm 2023 đã công bố ngày {timezone.localdate():%d/%m/%Y}."]


@pytest.mark.parametrize("verb", [workflow.publish, workflow.withdraw])
@pytest.mark.parametrize("role", ["staff", "editor"])
def test_nobody_else_may(verb, role, year, request):
    with pytest.raises(PermissionDenied) as caught:
        verb(year, by=request.getfixturevalue(role))

    assert str(caught.value) == "Chỉ lãnh đạo được công bố số liệu của kỳ."
    assert Period.objects.published().count() == 0


def test_page_and_verb_never_disagree(leader, staff, editor):
    assert [workflow.can_publish(user) for user in (leader, staff, editor)] == [True, False, False]


def test_a_year_of_the_office_s_own_days_is_published_alike(leader):
    year = Period(code="2023", start=date(2022, 12, 15), end=date(2023, 12, 14))
    year.full_clean()
    year.save()

    workflow.publish(year, by=leader)

    assert [period.start for period in Period.objects.published()] == [date(2022, 12, 15)]
