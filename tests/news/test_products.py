"""The public looks up local products: of organisations that exist, with certificates in force, by name."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cooperatives.models import Certificate, Level, Place, PlaceSuccession, Product
from news.models import HomeBlock

pytestmark = pytest.mark.django_db
ADDRESS = "/san-pham/"


@pytest.fixture
def made(founded):
    """Enter a product with a certificate that ends on a day: made("Gạo tám", until=…)."""

    def make(name: str, *, until: date | None = None, kind: str = "vietgap", **fields) -> Product:
        one = founded(f"H{Product.objects.count()}", **fields)
        product = Product.objects.create(organisation=one, name=name, note="Hạt tròn")
        if until:
            Certificate.objects.create(organisation=one, product=product, kind=kind, valid_to=until)
        return product

    return make


def found(browser, **asked) -> list[str]:
    return [product.name for product in browser().get(ADDRESS, asked).context["page"]]


def test_those_of_organisations_that_ended_are_not_shown(made, office, browser):
    made("Gạo tám")
    ended = made("Ngao sạch")
    type(ended.organisation).objects.filter(pk=ended.organisation.pk).update(ended_on=date(2020, 1, 1))

    assert found(browser) == ["Gạo tám"]


def test_a_name_is_found_without_accents(made, office, browser):
    made("Đường phên")
    made("Gạo tám")

    assert found(browser, q="duong phen") == ["Đường phên"]


def test_only_a_certificate_in_force_counts(made, office, browser):
    today = timezone.localdate()
    made("Gạo tám", until=today)
    made("Khoai tây", until=today - timedelta(1))
    made("Rau", until=today, kind="organic")

    assert found(browser, chung_nhan="co") == ["Gạo tám", "Rau"]
    assert found(browser, chung_nhan="organic") == ["Rau"]
    assert browser().get(ADDRESS).text.count("<span>VietGAP</span>") == 1


def test_the_list_is_brief_the_description_stands_on_the_page_of_who_makes_it(made, office, browser):
    made("Gạo tám")

    said = browser().get(ADDRESS).text

    assert ("Gạo tám" in said, "Hạt tròn" in said) == (True, False)
    assert "Hạt tròn" in browser().get("/hop-tac-xa/H0/").text


def test_the_maker_is_where_its_commune_is_today(made, office, browser):
    old = Place.objects.create(name="Xã Gạo", level=Level.COMMUNE, valid_to=date(2025, 6, 30))
    today = Place.objects.create(name="Xã Sông", level=Level.COMMUNE, valid_from=date(2025, 7, 1))
    PlaceSuccession.objects.create(old=old, new=today, on=date(2025, 7, 1))
    made("Gạo tám", until=timezone.localdate(), place=old)
    HomeBlock.objects.create(kind="products")

    for address in (ADDRESS, "/"):
        said = browser().get(address).text
        assert ("Xã Sông" in said, "Xã Gạo" in said) == (True, False)


def test_nothing_found_and_nothing_that_can_be_found_say_what_to_do(office, browser):
    nothing = browser().get(ADDRESS, {"q": "không có"})
    wrong = browser().get(ADDRESS, {"chung_nhan": "bịa"})
    too_long = browser().get(ADDRESS, {"q": "a" * 101})

    assert "Xem tất cả" in nothing.text
    assert (wrong.status_code, too_long.status_code) == (400, 400)
    assert "hãy ghi ngắn hơn" in too_long.text


def test_the_home_page_shows_certified_ones_where_the_office_wants_it(made, office, browser):
    made("Gạo tám", until=timezone.localdate())
    made("Khoai tây")
    HomeBlock.objects.create(kind="products")

    said = browser().get("/").text

    assert ("Gạo tám" in said, "Khoai tây" in said) == (True, False)


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_takes_the_same_few_queries(many, made, office, browser, django_assert_num_queries):
    for number in range(many):
        made(f"Gạo {number}", until=timezone.localdate())

    with django_assert_num_queries(4):
        browser().get(ADDRESS)
