"""What people write where a commune is asked for, in the Hưng Yên of today and the provinces it was made of."""

import pytest

from cooperatives.models import Place
from cooperatives.place_loading import load_places
from cooperatives.place_names import PlaceNames, PlaceRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def names() -> PlaceNames:
    load_places("33")
    return PlaceNames()


def refusal(names: PlaceNames, text: str, **how) -> str:
    with pytest.raises(PlaceRefused) as caught:
        names.find(text, **how)
    return str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        "Xã Quỳnh Hồng",
        "xã quỳnh hồng",
        "Quỳnh Hồng",
        "xa quynh hong",
        "X. Quỳnh Hồng, H. Quỳnh Phụ",
        "Quỳnh Hồng, Quỳnh Phụ, Thái Bình",
        "Xã Quỳnh Hồng - Huyện Quỳnh Phụ - Tỉnh Thái Bình",
        "Xã Quỳnh Hồng (12505)",
        "12505",
    ],
)
def test_a_commune_is_found_however_it_is_written(names, written):
    assert names.find(written).full_name == "Xã Quỳnh Hồng, Huyện Quỳnh Phụ"


@pytest.mark.parametrize("written", ["TT Diêm Điền", "TT. Diêm Điền", "Thị trấn Diêm Điền, huyện Thái Thụy"])
def test_a_town_may_be_abbreviated(names, written):
    assert names.find(written).name == "Thị trấn Diêm Điền"


def test_of_an_old_unit_and_the_new_one_it_went_into_the_new_one_is_meant(names):
    same = [
        (old, new)
        for old in Place.objects.communes().filter(valid_to__isnull=False)
        for new in old.successors.all()
        if old.name == new.name and old.successors.count() == 1
    ]
    alone = [(old, new) for old, new in same if Place.objects.filter(name=old.name).count() == 2]

    assert len(alone) > 5
    assert [names.find(old.name) for old, _ in alone] == [new for _, new in alone]
    assert [names.find(old.full_name) for old, _ in alone] == [old for old, _ in alone]


def test_of_several_nothing_is_guessed(names):
    sentence = refusal(names, "Xã Minh Tân")

    assert sentence.startswith("“Xã Minh Tân” có thể là 4 nơi: Xã Minh Tân, Huyện Phù Cừ (12394, đến 30/06/2025); ")
    assert sentence.endswith("Hãy ghi thêm huyện, tỉnh, hoặc ghi kèm mã như Xã A (12345).")


def test_at_most_five_are_listed(db):
    for number in range(7):
        Place.objects.create(code=f"0000{number}", name="Xã Thử", level="commune")

    assert refusal(PlaceNames(), "Thử") == (
        "“Thử” có thể là 7 nơi: Xã Thử (00000); Xã Thử (00001); Xã Thử (00002); Xã Thử (00003); Xã Thử (00004); "
        "và 2 nơi khác. Hãy ghi thêm huyện, tỉnh, hoặc ghi kèm mã như Xã A (12345)."
    )


def test_what_is_recorded_already_is_no_question(names):
    recorded = Place.objects.communes().filter(name="Xã Minh Tân").first()

    assert names.find("Xã Minh Tân", current=recorded) == recorded


def test_an_unknown_name_is_answered_with_the_nearest(names):
    assert refusal(names, "Xã Quỳnh Hông A").startswith("Không có xã, phường nào tên “Xã Quỳnh Hông A”.")
    assert "Xã Quỳnh Hồng, Huyện Quỳnh Phụ (12505" in refusal(names, "Xã Quỳnh Hồngg")


def test_a_wrong_district_is_answered_with_the_right_one(names):
    assert refusal(names, "Xã Quỳnh Hồng, Huyện Đông Hưng") == (
        "Không có “Xã Quỳnh Hồng, Huyện Đông Hưng”. Có: Xã Quỳnh Hồng, Huyện Quỳnh Phụ (12505, đến 30/06/2025). "
        "Hãy sửa lại tên huyện, tỉnh hoặc dùng mã."
    )


def test_a_code_that_lost_its_zero_is_recognised_and_not_completed(db):
    Place.objects.create(code="02269", name="Xã Thử", level="commune")

    assert refusal(PlaceNames(), "2269").startswith("Mã xã “2269” có lẽ đã mất số 0 ở đầu: nếu là Xã Thử")
    assert refusal(PlaceNames(), "99999").startswith("Không có xã, phường nào mang mã “99999”")


def test_diacritics_that_are_typed_count(db):
    for code, name in (("1", "Xã Thụy Hải"), ("2", "Xã Thúy Hải")):
        Place.objects.create(code=code, name=name, level="commune")

    assert PlaceNames().find("Thúy Hải").code == "2"
    assert refusal(PlaceNames(), "Thuy Hai").startswith("“Thuy Hai” có thể là 2 nơi")


def test_every_commune_can_be_written_so_that_it_is_read_again(names):
    communes = list(Place.objects.communes().select_related("parent__parent"))

    lost = [place.full_name for place in communes if names.find(names.written(place), current=place) != place]
    asked = [place.full_name for place in communes if names.written(place) == place.full_name]

    assert lost == []
    assert len(asked) > len(communes) * 0.9
