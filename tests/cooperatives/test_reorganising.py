"""Organisations that come into being from others begin with that event, not with a founding of their own."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.models import Kind, LifeEvent, Participant

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 1)


def parts(event: LifeEvent) -> set[tuple[str, str]]:
    return set(event.participants.values_list("organisation__code", "role"))


def test_two_consolidated_into_one_share_one_event(founded, staff):
    one, two = founded("H1"), founded("H2")
    new = founded("H3", on=DAY)

    for organisation in (one, two):
        event = workflow.end(organisation, kind=LifeEvent.Kind.CONSOLIDATED, on=DAY, into=[new], by=staff)

    assert parts(event) == {("H1", "ends"), ("H2", "ends"), ("H3", "begins")}
    assert not LifeEvent.objects.filter(kind="founded", date=DAY).exists()


def test_a_group_becomes_a_cooperative(founded, staff):
    group = founded("T1", kind=Kind.GROUP)
    cooperative = founded("H1", on=DAY)

    event = workflow.end(group, kind=LifeEvent.Kind.CONVERTED, on=DAY, into=[cooperative], by=staff)

    assert parts(event) == {("T1", "ends"), ("H1", "begins")}


def test_one_is_split_into_two(founded, staff):
    old = founded("H1")
    new = [founded(code, on=DAY) for code in ("H2", "H3")]

    event = workflow.end(old, kind=LifeEvent.Kind.SPLIT, on=DAY, into=new, by=staff)

    assert parts(event) == {("H1", "ends"), ("H2", "begins"), ("H3", "begins")}
    assert Participant.objects.filter(role="begins").count() == 3


def test_what_comes_into_being_begins_on_that_very_day(founded, staff):
    old, other = founded("H1"), founded("H2", on=date(2022, 6, 30))

    with pytest.raises(ValidationError, match="phải thành lập đúng ngày 01/07/2022"):
        workflow.end(old, kind=LifeEvent.Kind.CONSOLIDATED, on=DAY, into=[other], by=staff)

    old.refresh_from_db()
    assert old.ended_on is None


def test_what_began_in_another_way_does_not_begin_again(founded, staff):
    group, old, new = founded("T1", kind=Kind.GROUP), founded("H1"), founded("H2", on=DAY)
    workflow.end(group, kind=LifeEvent.Kind.CONVERTED, on=DAY, into=[new], by=staff)

    with pytest.raises(ValidationError, match="đã bắt đầu bằng việc chuyển đổi"):
        workflow.end(old, kind=LifeEvent.Kind.CONSOLIDATED, on=DAY, into=[new], by=staff)
