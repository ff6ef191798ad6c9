"""The page of a place, and the filter by place of the lists of organisations."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import Level, Organisation, Place
from cooperatives.place_loading import load_places

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/cooperatives/organisation/"
MANY = "“an ninh” có thể là"


def old(code: str) -> Place:
    return Place.objects.get(code=code, valid_from=None, level=Level.COMMUNE)


def new(code: str) -> Place:
    return Place.objects.get(code=code, valid_from__isnull=False, level=Level.COMMUNE)


@pytest.fixture
def register(founded) -> None:
    """H1 in the old town 12472, H2 in Quỳnh Hồng, which both became Xã Quỳnh Phụ; H3 moved to Quỳnh Hồng in 2024."""
    load_places("33")
    founded("H1", place=old("12472"))
    founded("H2", place=old("12505"))
    workflow.move(founded("H3", place=old("12826")), to=old("12505"), on=date(2024, 5, 1), by=None)
    founded("H4")


@pytest.fixture
def listed(register, browser, staff):
    """The codes that a list shows with these parameters, and its page."""

    def ask(**asked) -> tuple[list[str], str]:
        answer = browser(staff).get(LIST, asked)
        return [one.code for one in answer.context["cl"].result_list], answer.text

    return ask


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        pytest.param({"tim_dia_ban": "xa quynh hong"}, ["H2", "H3"], id="an old commune, typed without marks"),
        pytest.param({"tim_dia_ban": "quynh hong", "ngay": "31/12/2023"}, ["H2"], id="on a day before a move"),
        pytest.param({"tim_dia_ban": "xa quynh phu"}, ["H1", "H2", "H3"], id="a commune of today"),
        pytest.param({"tim_dia_ban": "huyen quynh phu"}, ["H1", "H2", "H3"], id="a district"),
        pytest.param({"tim_dia_ban": "tinh thai binh"}, ["H1", "H2", "H3"], id="a former province"),
        pytest.param({"tim_dia_ban": "12505, quynh phu"}, ["H2", "H3"], id="a code with the unit above"),
        pytest.param({"dia_ban": "chua-ghi"}, ["H4"], id="no seat"),
        pytest.param({"dia_ban": "chua-ro"}, [], id="none that cannot be told"),
        pytest.param({"ngay": "31/12/2023"}, ["H1", "H2", "H3", "H4"], id="a day alone narrows nothing"),
    ],
)
def test_the_list_is_narrowed_to_a_place(listed, asked, codes):
    assert sorted(listed(**asked)[0]) == codes


def test_what_may_be_several_places_comes_back_as_links_and_shows_no_list(listed):
    codes, page = listed(tim_dia_ban="an ninh")

    assert codes == []
    assert MANY in page
    assert f"?dia_ban={old('12514').pk}" in page


def test_the_chosen_place_is_kept_by_the_form_and_let_go_by_a_link(listed):
    place = old("12505")

    codes, page = listed(dia_ban=place.pk, ton_tai="con", ngay="31/12/2023")

    assert codes == ["H2"]
    assert f'<input type="hidden" name="dia_ban" value="{place.pk}">' in page
    assert '<input type="hidden" name="ton_tai" value="con">' in page
    assert '<a href="?ton_tai=con&amp;ngay=31%2F12%2F2023">Bỏ chọn</a>' in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"tim_dia_ban": "Xã Không Có"}, "Không có địa bàn nào là “Xã Không Có”"),
        ({"ngay": "31/02/2023", "ton_tai": "con"}, "không có trên lịch"),
        ({"dia_ban": "99999999"}, "không còn: hãy tìm lại"),
        ({"dia_ban": "xã nào đó"}, "không còn: hãy tìm lại"),
    ],
)
def test_what_is_not_understood_is_told_and_shows_no_list(listed, asked, sentence):
    codes, page = listed(**asked)

    assert codes == []
    assert sentence in page


def test_existing_means_on_the_day_asked(listed, founded):
    workflow.end(Organisation.objects.get(code="H1"), kind="dissolved", on=date(2024, 2, 1), by=None)

    then, now = (sorted(listed(ton_tai="con", **day)[0]) for day in ({"ngay": "31/12/2023"}, {}))

    assert (then, now) == (["H1", "H2", "H3", "H4"], ["H2", "H3", "H4"])


def test_the_page_of_a_place_shows_what_it_was_made_of_and_who_sits_there(register, browser, staff):
    client, place = browser(staff), new("12472")

    page = client.get(reverse("admin:cooperatives_place_change", args=[place.pk])).text

    for said in (
        "Thị trấn Quỳnh Côi, Huyện Quỳnh Phụ",
        "Xã Quỳnh Hồng, Huyện Quỳnh Phụ",
        "01/07/2025",
        "Tỉnh Hưng Yên",
    ):
        assert said in page
    assert "Các nghị quyết sắp xếp đơn vị hành chính năm 2025" in page
    assert f'?ton_tai=con&amp;dia_ban={place.pk}&amp;dia_gioi=hien-nay">03 tổ chức</a>' in page


def test_the_page_of_an_old_place_shows_what_became_of_it(register, browser, staff):
    page = browser(staff).get(reverse("admin:cooperatives_place_change", args=[old("12505").pk])).text

    assert "Xã Quỳnh Phụ, Tỉnh Hưng Yên" in page
    assert "Huyện Quỳnh Phụ, Tỉnh Thái Bình" in page
    assert "30/06/2025" in page


@pytest.mark.parametrize("code", ["12631", "12472"])
def test_the_page_of_a_place_asks_as_often_for_many_predecessors_as_for_one(
    register, browser, staff, code, django_assert_max_num_queries
):
    client = browser(staff)

    with django_assert_max_num_queries(14):
        client.get(reverse("admin:cooperatives_place_change", args=[new(code).pk]))


def test_places_are_only_read_and_not_by_strangers(register, browser, editor):
    page = reverse("admin:cooperatives_place_change", args=[old("12505").pk])

    assert browser().get(page).status_code == 302
    assert browser(editor).get(page).status_code == 403
