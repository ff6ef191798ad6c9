"""Nobody is a member twice at once: the database holds it however rows are written, and the page says it in words."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cooperatives.models import AllianceMembership, Kind, UnionMembership
from tests.office.page import complaints, opened

pytestmark = pytest.mark.django_db
JANUARY, MARCH, JUNE, YEAR_END = (date(2020, month, 1) for month in (1, 3, 6, 12))


def written(stay) -> bool:
    """Whether the database takes a row as it is, past every check of the portal."""
    try:
        with transaction.atomic():
            type(stay).objects.bulk_create([stay])
    except IntegrityError:
        return False
    return True


@pytest.fixture(params=["the alliance", "a union"])
def stay(request, founded):
    """Make a stay of one organisation, unsaved: stay(since, left_on)."""
    htx = founded("HTX1")
    if request.param == "the alliance":
        return lambda since, left_on=None: AllianceMembership(organisation=htx, admitted_on=since, left_on=left_on)
    union = founded("LH1", kind=Kind.UNION)
    return lambda since, left_on=None: UnionMembership(union=union, organisation=htx, joined_on=since, left_on=left_on)


class TestTheDatabase:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ((JANUARY, JUNE), (MARCH, YEAR_END)),
            ((MARCH, YEAR_END), (JANUARY, JUNE)),
            ((JANUARY, YEAR_END), (MARCH, JUNE)),
            ((MARCH, JUNE), (JANUARY, YEAR_END)),
            ((JANUARY, JUNE), (MARCH, None)),
            ((MARCH, None), (JANUARY, JUNE)),
            ((JANUARY, None), (MARCH, JUNE)),
        ],
    )
    def test_refuses_two_stays_that_share_a_day(self, first, second, stay):
        assert written(stay(*first))
        assert not written(stay(*second))

    @pytest.mark.parametrize(
        ("first", "second"),
        [((JANUARY, MARCH), (MARCH, None)), ((MARCH, None), (JANUARY, MARCH)), ((JANUARY, MARCH), (JUNE, YEAR_END))],
    )
    def test_takes_one_that_begins_when_the_other_has_ended(self, first, second, stay):
        assert [written(stay(*first)), written(stay(*second))] == [True, True]

    def test_refuses_two_in_one_statement(self, stay):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(stay(JANUARY)).objects.bulk_create([stay(JANUARY, JUNE), stay(MARCH, YEAR_END)])

    def test_refuses_a_day_that_is_moved_into_another_stay(self, stay):
        stays = type(stay(JANUARY)).objects
        stays.bulk_create([stay(JANUARY, MARCH), stay(JUNE)])

        with pytest.raises(IntegrityError), transaction.atomic():
            stays.filter(left_on=MARCH).update(left_on=YEAR_END)
        stays.filter(left_on=MARCH).update(left_on=JUNE)

        assert stays.filter(left_on=JUNE).count() == 1

    def test_lets_others_stay_meanwhile(self, founded, stay):
        other, union = founded("HTX2"), founded("LH2", kind=Kind.UNION)

        assert written(stay(JANUARY))
        assert written(AllianceMembership(organisation=other, admitted_on=JANUARY))
        assert written(UnionMembership(union=union, organisation=other, joined_on=JANUARY))


def test_a_cooperative_may_be_in_two_unions_at_once(founded):
    htx, unions = founded("HTX1"), [founded(code, kind=Kind.UNION) for code in ("LH1", "LH2")]

    assert all(written(UnionMembership(union=union, organisation=htx, joined_on=JANUARY)) for union in unions)


def test_who_comes_second_reads_which_stay_stands_in_the_way(founded, staff, browser, monkeypatch):
    """The check does not see what another is saving at the same time: the row then meets the constraint."""
    htx, union = founded("HTX1"), founded("LH1", kind=Kind.UNION)
    UnionMembership.objects.create(union=union, organisation=htx, joined_on=JANUARY, left_on=JUNE)
    client, adding = browser(staff), reverse("admin:cooperatives_unionmembership_add")
    check, looked = UnionMembership.clean, []
    monkeypatch.setattr(UnionMembership, "clean", lambda stay: check(stay) if looked else looked.append(stay))

    answer = client.post(
        adding,
        opened(client, adding, union=union.pk, organisation=htx.pk, joined_on="01/03/2020", left_on="01/12/2020"),
    )

    assert complaints(answer) == [
        f"{htx} đã là thành viên của {union} từ 01/01/2020 đến 01/06/2020: hai lần tham gia không được chồng lên nhau."
    ]
    assert UnionMembership.objects.count() == 1
