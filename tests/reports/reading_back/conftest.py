"""A small report of an invented province, and what an officer does to its Word file."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Organisation, Sector
from events.models import Conference
from reports.models import Report
from reports.writing import write
from returns.models import Period
from tests.reports.reading_back.word import Edited


@pytest.fixture
def report(office, founded, reported):
    """The year-end report of 2023 over five organisations."""
    farm, shop = founded("H1"), founded("H2", sector=Sector.SERVICES)
    founded("T1", kind=Kind.GROUP, on=date(2023, 5, 1))
    founded("H3", on=date(2023, 6, 1))
    workflow.admit(farm, on=date(2023, 2, 1), by=None)
    workflow.verify_activity(shop, state="ceased", since=date(2023, 1, 1), by=None)
    reported(farm, "2022", members=567_000, revenue=2_000_000_000)
    reported(farm, "2023", members=570_000, revenue=2_100_000_000)
    period = Period.objects.named("2023")
    conference = Conference.objects.create(
        title="Hội nghị thử",
        kind=Conference.Kind.YEAR_END,
        held_on=date(2024, 1, 5),
        period_reported=period,
        tasks="Việc thứ nhất\nViệc thứ hai",
        limitations="Một hạn chế",
    )
    return Report.objects.create(pk=7001, kind="year_end", period=period, conference=conference)


@pytest.fixture
def edited(report):
    """The Word file of the report as it was written now, to be edited."""
    return Edited.of(written(report))


def written(report):
    return write(report, within=Organisation.objects.all())
