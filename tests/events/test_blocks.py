"""Blocks: who competes in a year, by what points, and which ranks may be given how often."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from events.emulation import ranking
from events.models import Block, BlockYear, Contestant, Criterion, Score

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db):
    return BlockYear.objects.create(block=Block.objects.create(name="Khối số 1"), year=2023)


@pytest.fixture
def contestants(year, founded):
    return [Contestant.objects.create(block_year=year, organisation=founded(code)) for code in ("H1", "H2", "H3")]


@pytest.fixture
def revenue(year):
    return Criterion.objects.create(block_year=year, name="Doanh thu", most_points=Decimal(40), declared="revenue")


def ranked(year: BlockYear) -> list[str]:
    return list(year.contestants.order_by("organisation__code").values_list("rank", flat=True))


def test_a_rank_given_twice_is_refused_at_each_of_them(year, contestants, staff):
    one, two, three = contestants

    with pytest.raises(ValidationError) as refused:
        ranking.rank(year, ranks={one.pk: "first", two.pk: "second", three.pk: "first"}, by=staff)

    said = ["Khối này không cho đồng hạng: hạng nhất chỉ ghi cho một đơn vị."]
    assert refused.value.message_dict == {f"rank_{one.pk}": said, f"rank_{three.pk}": said}
    assert ranked(year) == ["", "", ""]


def test_where_the_rule_allows_it_a_rank_is_shared_and_another_stays_vacant(year, contestants, staff):
    Block.objects.update(shared_ranks=True)
    one, two, three = contestants

    ranking.rank(year, ranks={one.pk: "second", two.pk: "second", three.pk: ""}, by=staff)

    assert ranked(year) == ["second", "second", ""]


def test_the_page_ranks_and_tells_a_refusal_with_what_was_chosen(year, contestants, browser, staff):
    one, two, three = contestants
    address = reverse("admin:events_blockyear_xep-hang", args=[year.pk])
    twice = {f"rank_{one.pk}": "first", f"rank_{two.pk}": "first", f"rank_{three.pk}": ""}

    refused = browser(staff).post(address, twice)
    done = browser(staff).post(address, twice | {f"rank_{two.pk}": "third"}, follow=True)

    assert ("không cho đồng hạng" in refused.text, refused.text.count('<option value="first" selected>')) == (True, 2)
    assert ("Đã ghi xếp hạng." in done.text, ranked(year)) == (True, ["first", "third", ""])


def test_a_criterion_shows_what_the_return_of_the_year_declares(year, contestants, revenue, reported, staff):
    reported(contestants[0].organisation, "2023", revenue=1_500_000_000)
    reported(contestants[1].organisation, "2022", revenue=9)

    assert ranking.fill_from_returns(year, by=staff) == 1
    assert list(Score.objects.values_list("contestant", "declared")) == [(contestants[0].pk, Decimal(1_500_000_000))]


def test_filling_again_keeps_the_points(year, contestants, revenue, reported, staff):
    reported(contestants[0].organisation, "2023", revenue=5)
    ranking.score(contestants[0], points={revenue.pk: (Decimal(35), Decimal("33.5"))}, by=staff)

    ranking.fill_from_returns(year, by=staff)

    assert list(Score.objects.values_list("self_points", "cross_points", "declared")) == [
        (Decimal(35), Decimal("33.5"), Decimal(5))
    ]


def test_points_beyond_the_most_are_refused_at_their_box(contestants, revenue, staff):
    with pytest.raises(ValidationError) as refused:
        ranking.score(contestants[0], points={revenue.pk: (Decimal(41), None)}, by=staff)

    assert refused.value.message_dict == {f"self_{revenue.pk}": ["Điểm từ 0 đến 40."]}


def test_the_best_stand_first_by_the_points_of_the_block(year, contestants, revenue, staff):
    for one, (own, cross) in zip(contestants, ((40, 30), (35, 38), (39, None)), strict=True):
        points = (Decimal(own), cross and Decimal(cross))
        ranking.score(one, points={revenue.pk: points}, by=staff)

    assert [one.organisation.code for one in year.contestants.best_first()] == ["H2", "H1", "H3"]


def test_points_are_typed_the_vietnamese_way(contestants, revenue, browser, staff):
    address = reverse("admin:events_contestant_cham-diem", args=[contestants[0].pk])

    browser(staff).post(address, {f"self_{revenue.pk}": "33,5", f"cross_{revenue.pk}": ""})

    assert list(Score.objects.values_list("self_points", "cross_points")) == [(Decimal("33.5"), None)]


def test_an_organisation_competes_in_one_block_of_a_year(year, contestants):
    other = BlockYear.objects.create(block=Block.objects.create(name="Khối số 2"), year=2023)
    again = Contestant(block_year=other, organisation=contestants[0].organisation)

    with pytest.raises(ValidationError, match="đã thi đua ở Khối số 1, năm 2023"):
        again.full_clean()


def test_an_organisation_that_is_not_there_yet_does_not_compete(year, founded):
    with pytest.raises(ValidationError, match="không tồn tại trong năm 2023"):
        Contestant(block_year=year, organisation=founded("H9", on=date(2024, 5, 1))).full_clean()


def test_an_alliance_of_another_province_competes_by_name(year):
    one = Contestant(block_year=year, outside_name="Liên minh HTX tỉnh bạn")
    one.full_clean()
    one.save()

    assert str(one) == "Liên minh HTX tỉnh bạn, Khối số 1, năm 2023"
    with pytest.raises(ValidationError, match="LIÊN MINH HTX tỉnh bạn đã có trong khối"):
        Contestant(block_year=year, outside_name="LIÊN MINH HTX tỉnh bạn").full_clean()


def test_leadership_does_not_rank(year, contestants, leader):
    with pytest.raises(PermissionDenied, match="Bạn không có quyền ghi điểm"):
        ranking.rank(year, ranks={one.pk: "" for one in contestants}, by=leader)
