"""What belongs to the organisations of the demo is invented, the same on every machine, and could be so."""

from collections import Counter
from datetime import date

from cooperatives.models import (
    Certificate,
    ChainContract,
    Organisation,
    Post,
    Practice,
    Product,
    SizeRule,
    UnionMembership,
)
from news.demo import province
from news.demo.belongings import build_belongings

END = date(2023, 12, 31)


def test_everybody_standing_is_represented_by_one_person(built):
    holders = Counter(Post.objects.representing(on=END).values_list("organisation_id", flat=True))
    standing = Organisation.objects.existing(on=END).exclude(kind="enterprise")

    assert holders == Counter(standing.values_list("pk", flat=True))
    assert all(post.person == post.organisation.representative for post in Post.objects.filter(represents=True))


def test_there_is_something_of_everything(built):
    assert UnionMembership.objects.open(on=END).count() == 9
    assert Product.objects.count() >= 36
    assert set(Certificate.objects.values_list("kind", flat=True)) == set(Certificate.Kind.values)
    assert ChainContract.objects.count() == 18
    assert set(Practice.objects.values_list("kind", flat=True)) == set(Practice.Kind.values)
    assert SizeRule.objects.count() == 3


def test_nothing_is_older_than_its_organisation(built):
    dated = [
        *((row.organisation, row.started_on) for row in Post.objects.select_related("organisation")),
        *((row.organisation, row.valid_from) for row in Certificate.objects.select_related("organisation")),
        *((row.organisation, row.valid_from) for row in ChainContract.objects.select_related("organisation")),
        *((row.organisation, row.joined_on) for row in UnionMembership.objects.select_related("organisation")),
    ]

    assert [one for one, day in dated if day < one.founded_on] == []


def test_it_is_the_same_on_every_machine(built):
    fresh = build_belongings(province.build_register(province._communes()))

    assert [(row.organisation.code, row.person, row.started_on) for row in fresh.posts] == list(
        Post.objects.order_by("pk").values_list("organisation__code", "person", "started_on")
    )
    assert [(row.product.name, row.kind, row.stars, row.valid_to) for row in fresh.certificates] == list(
        Certificate.objects.order_by("pk").values_list("product__name", "kind", "stars", "valid_to")
    )
