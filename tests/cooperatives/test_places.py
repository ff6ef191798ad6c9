"""Places of Hưng Yên of today and of the Thái Bình that went into it, as published in 2025."""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cooperatives.models import Level, Place, PlaceSuccession
from cooperatives.place_loading import DATA, UnknownProvince, load_places

pytestmark = pytest.mark.django_db

LAST_DAY, REFORM = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def hung_yen() -> Place:
    return load_places("33").province


def old(code: str) -> Place:
    return Place.objects.get(code=code, valid_from=None, level=Level.COMMUNE)


def successors(code: str) -> list[tuple[str, str]]:
    return [(place.code, place.name) for place in old(code).successors.all()]


@pytest.mark.parametrize(
    ("code", "name", "new"),
    [
        ("12472", "Thị trấn Quỳnh Côi", ("12472", "Xã Quỳnh Phụ")),
        ("12505", "Xã Quỳnh Hồng", ("12472", "Xã Quỳnh Phụ")),
        ("12826", "Thị trấn Diêm Điền", ("12826", "Xã Thái Thụy")),
        ("12880", "Xã Thụy Hải", ("12826", "Xã Thái Thụy")),
        ("12631", "Xã Đông Đô", ("12631", "Xã Thần Khê")),
        ("12436", "Phường Bồ Xuyên", ("13225", "Phường Thái Bình")),
    ],
)
def test_an_old_commune_goes_into_one_of_today(hung_yen, code, name, new):
    assert (old(code).name, successors(code)) == (name, [new])


def test_thai_binh_had_242_communes_in_eight_districts_and_has_65(hung_yen):
    thai_binh = Place.objects.get(name="Tỉnh Thái Bình")
    units = Place.objects.filter(former_province=thai_binh)

    then, now = units.filter(valid_to=LAST_DAY), units.filter(valid_from=REFORM)

    assert then.communes().count() == 242
    assert then.filter(level=Level.DISTRICT).count() == 8
    assert now.communes().count() == 65
    assert PlaceSuccession.objects.filter(old__in=then.communes()).count() == 242


def test_the_province_of_today_follows_two_and_reuses_the_code_of_one(hung_yen):
    provinces = Place.objects.filter(level=Level.PROVINCE).order_by("valid_to", "code")
    rows = {(place.name, place.code, place.valid_from, place.valid_to) for place in provinces}

    assert rows == {
        ("Tỉnh Hưng Yên", "33", None, LAST_DAY),
        ("Tỉnh Thái Bình", "34", None, LAST_DAY),
        ("Tỉnh Hưng Yên", "33", REFORM, None),
    }
    assert {place.code for place in hung_yen.predecessors.all()} == {"33", "34"}
    assert hung_yen.former_province is None


def test_one_code_means_two_units_and_the_day_tells_which(hung_yen):
    def named(on: date) -> list[str]:
        return [place.name for place in Place.objects.valid(on=on).filter(code="12472")]

    assert (named(LAST_DAY), named(REFORM)) == (["Thị trấn Quỳnh Côi"], ["Xã Quỳnh Phụ"])


def test_districts_have_no_code_and_no_successor(hung_yen):
    district = Place.objects.get(name="Huyện Quỳnh Phụ")

    assert (district.code, district.valid_from, district.valid_to) == ("", None, LAST_DAY)
    assert list(district.successors.all()) == []
    assert old("12472").full_name == "Thị trấn Quỳnh Côi, Huyện Quỳnh Phụ"


def test_every_unit_knows_its_former_province_but_the_one_made_of_two(hung_yen):
    assert list(Place.objects.filter(former_province=None)) == [hung_yen]
    assert {place.parent for place in Place.objects.filter(valid_from=REFORM).communes()} == {hung_yen}


def test_loading_again_adds_nothing(hung_yen):
    before = (list(Place.objects.order_by("pk").values()), list(PlaceSuccession.objects.order_by("pk").values()))

    loaded = load_places("33")

    after = (list(Place.objects.order_by("pk").values()), list(PlaceSuccession.objects.order_by("pk").values()))
    assert (loaded.old_communes, loaded.new_communes, loaded.added) == (381, 104, 0)
    assert after == before


def test_what_is_missing_is_added_again(hung_yen):
    PlaceSuccession.objects.filter(new__code="12472").delete()
    Place.objects.filter(code="12472", valid_from=REFORM).delete()

    assert load_places("33").added > 1
    assert successors("12505") == [("12472", "Xã Quỳnh Phụ")]


def test_a_divided_commune_goes_into_several(hung_yen):
    assert len(successors("11989")) == 2


@pytest.mark.parametrize("code", ["33", "91"])
def test_loading_takes_few_queries_however_many_communes(django_assert_max_num_queries, code):
    with django_assert_max_num_queries(40):
        load_places(code)


def test_places_of_the_data_follow_the_rules_of_the_model(hung_yen):
    for place in Place.objects.filter(former_province__code="34").select_related("parent", "former_province")[::20]:
        place.full_clean()


def test_every_province_of_today_has_a_name_and_communes():
    def read(name: str) -> list[dict]:
        return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))

    named = {row["ma"] for row in read("provinces.csv") if row["tu_ngay"] == "2025-07-01"}

    assert len(named) == 34
    assert {row["ma_tinh_moi"] for row in read("old_to_new_communes.csv")} == named


@pytest.mark.parametrize("code", ["34", "1", "", "Hưng Yên"])
def test_a_code_of_no_province_of_today_is_refused(code):
    with pytest.raises(UnknownProvince, match=f"mang mã “{code}”"):
        load_places(code)

    assert Place.objects.count() == 0


def test_the_command_says_what_it_loaded():
    said = io.StringIO()

    call_command("load_places", "33", stdout=said)

    assert said.getvalue() == (
        "Tỉnh Hưng Yên: 104 xã, phường hiện nay, 381 xã, phường, thị trấn cũ; thêm mới 892 bản ghi.\n"
    )


def test_the_command_refuses_what_is_no_province():
    with pytest.raises(CommandError, match="Không có tỉnh, thành phố nào hiện nay mang mã “34”"):
        call_command("load_places", "34")
