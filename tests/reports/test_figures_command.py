"""`manage.py figures PERIOD` prints every indicator for people and for programs."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cooperatives import workflow
from cooperatives.models import Kind, LifeEvent, Place, PlaceSuccession
from cooperatives.size_loading import load_size_rules
from reports.indicators import CODES

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> str:
    said = io.StringIO()
    call_command("figures", *arguments, stdout=said)
    return said.getvalue()


def document(*arguments: str) -> dict:
    return json.loads(printed(*arguments, "--json"))


def test_the_document_names_its_period_its_day_and_every_indicator(founded, reported):
    reported(founded("H1"), members=570_286, farmed_area="66807.55", revenue=17_942_000_000)

    said = document("2023")

    rows = {row["code"]: row for row in said["figures"]}
    assert (said["period"], said["as_of"], said["warnings"]) == ("2023", "2023-12-31", [])
    assert tuple(rows) == CODES
    assert rows["members"] == {
        "code": "members",
        "label": "Thành viên của tổ chức KTTT",
        "unit": "thành viên",
        "value": "570286",
        "printed": "570.286",
        "previous": None,
        "change": None,
        "target": None,
        "achieved_percent": None,
        "published": None,
        "by": {},
    }
    assert (rows["farmed_area"]["value"], rows["farmed_area"]["printed"]) == ("66807.55", "66.807,55")
    assert rows["deposits"]["value"] is None


def test_quotients_are_plain_decimals(founded, reported):
    for number, revenue in enumerate([1, 1, 0]):
        reported(founded(f"H{number}"), revenue=revenue)

    (average,) = [row for row in document("2023")["figures"] if row["code"] == "average_revenue"]

    assert average["value"] == "0.666667"


def previous(period: str) -> dict:
    return {row["code"]: row["previous"] for row in document(period)["figures"]}


def test_what_a_year_before_knows_nothing_of_is_null_and_never_nought(founded, reported):
    htx = founded("H1", on=date(2020, 3, 1))
    workflow.admit(htx, on=date(2020, 5, 1), by=None)
    workflow.verify_activity(htx, state="active", since=date(2020, 3, 1), by=None)
    reported(htx, "2020", members=7)

    assert set(previous("2020").values()) == {None}


def test_nought_of_what_was_kept_a_year_before_is_nought(founded):
    gone = founded("H1", on=date(2018, 3, 1))
    workflow.end(gone, kind=LifeEvent.Kind.DISSOLVED, on=date(2020, 5, 1), by=None)
    workflow.verify_activity(founded("H2", on=date(2019, 3, 1)), state="active", since=date(2019, 3, 1), by=None)

    of_2019, of_2021 = previous("2020"), previous("2022")

    assert (of_2019["new_groups"], of_2019["suspended_cooperatives"]) == ("0", "0")
    assert (of_2019["dissolved_cooperatives"], of_2021["dissolved_cooperatives"]) == (None, "0")
    assert (of_2021["alliance_members"], of_2021["collective_awards"], of_2021["returns_received"]) == (None,) * 3


def test_a_total_of_several_years_is_compared_with_as_many_years_that_all_have_returns(founded, reported):
    htx = founded("H1")
    for year, revenue in (("2019", 3), ("2020", 5), ("2021", 7), ("2022", 11), ("2023", 13)):
        reported(htx, year, revenue=revenue, members=revenue)

    def told(period: str, code: str) -> tuple[str, str | None]:
        (row,) = (row for row in document(period)["figures"] if row["code"] == code)
        return row["value"], row["previous"]

    assert told("2022..2023", "revenue") == ("24", "12")
    assert told("2021..2023", "revenue") == ("31", None)
    assert told("2021..2023", "new_cooperatives") == ("0", None)
    assert (told("2021..2023", "members"), told("2021..2023", "average_revenue")) == (("13", "5"), ("13", "5"))


@pytest.fixture
def one_of_each_size(founded, reported):
    """In 2024 under the decree: members, revenue and total assets in tỷ đồng, by the code of the organisation."""
    load_size_rules()
    rows = {"LON": (320, 60, 11), "VUA": (250, 60, 30), "NHO": (60, 3, 1), "NHO2": (50, 2, 0), "SIEU": (7, 1, 1)}
    rows |= {"CHUA1": (60, None, None), "CHUA2": (None, 3, 3)}
    for code, (members, revenue, assets) in rows.items():
        money = {name: value and value * 10**9 for name, value in {"revenue": revenue, "total_assets": assets}.items()}
        reported(founded(code), "2024", members=members, **money)
    reported(founded("TO", kind=Kind.GROUP), "2024", members=9)
    founded("IM-LANG")


def test_a_breakdown_by_size_tells_apart_what_cannot_be_told_and_what_has_no_size(one_of_each_size):
    rows = {row["code"]: row["by"].get("size") for row in document("2024", "--by", "size")["figures"]}

    assert rows["returns_received"] == {
        "large": "1",
        "medium": "1",
        "small": "2",
        "micro": "1",
        "chưa xác định": "2",
        "": "1",
    }
    assert rows["members"] == {
        "large": "320",
        "medium": "250",
        "small": "110",
        "micro": "7",
        "chưa xác định": "60",
        "": "9",
    }
    assert rows["cooperative_members"] == {key: value for key, value in rows["members"].items() if key}
    assert rows["average_revenue"]["small"] == "2500000000"
    assert rows["cooperatives"] is None


def test_a_breakdown_by_kind_and_by_place_carries_the_keys(founded):
    place = Place.objects.create(code="02269", name="Xã Thử", level="commune")
    founded("H1", place=place)
    founded("H2")

    by = document("2023", "--by", "kind", "--by", "place")["figures"][0]["by"]

    assert by == {"kind": {"cooperative": "2"}, "place": {"02269": "1", "": "1"}}


@pytest.fixture
def reform(founded) -> dict[str, Place]:
    """One old commune went whole into Xã Mới, which took its code; another was divided."""

    def place(code: str, name: str, **fields) -> Place:
        return Place.objects.create(code=code, name=name, level="commune", **fields)

    until, since = {"valid_to": date(2025, 6, 30)}, {"valid_from": date(2025, 7, 1)}
    old = {"whole": place("12472", "Thị trấn Cũ", **until), "divided": place("12500", "Xã Chia", **until)}
    new = {"whole": place("12472", "Xã Mới", **since), "other": place("12600", "Xã Khác", **since)}
    for before, after in (("whole", "whole"), ("divided", "whole"), ("divided", "other")):
        PlaceSuccession.objects.create(old=old[before], new=new[after], on=date(2025, 7, 1))
    founded("H1", place=old["whole"])
    founded("H2", place=old["divided"], successor_place=new["other"])
    founded("H3", place=old["divided"], name="HTX Chưa Rõ")
    return {"old": old["whole"], "new": new["whole"], "divided": old["divided"]}


def cooperatives(*arguments: str) -> dict:
    return document(*arguments)["figures"][0]


def test_the_same_organisations_in_the_boundaries_of_the_time_and_of_today(reform):
    then = cooperatives("2023", "--by", "place")
    today = cooperatives("2023", "--by", "place", "--boundaries", "hien-nay")

    assert (then["value"], then["by"]) == ("3", {"place": {"12472": "1", "12500": "2"}})
    assert (today["value"], today["by"]) == ("3", {"place": {"12472": "1", "12600": "1", "?": "1"}})


def test_what_cannot_be_told_is_named_with_a_warning(reform):
    said = document("2023", "--by", "place", "--boundaries", "hien-nay")

    (warning,) = [each["message"] for each in said["warnings"] if each["code"] == "place_untold"]
    assert warning.startswith("01 tổ chức chưa xác định được cấp xã theo địa giới hiện nay (")
    assert "HTX Chưa Rõ (H3)" in warning
    assert "place_untold" not in {each["code"] for each in document("2023", "--by", "place")["warnings"]}


@pytest.mark.parametrize(
    ("period", "asked", "count"),
    [
        pytest.param("2023", ["12472"], "1", id="the unit of that time"),
        pytest.param("2023", ["12472", "--boundaries", "hien-nay"], "1", id="the unit of today"),
        pytest.param("2023", ["12600"], "1", id="a unit that did not exist yet"),
        pytest.param("2026", ["12472"], "1", id="the unit of that later time"),
        pytest.param("2026", ["12500"], "2", id="a unit that has ended"),
        pytest.param("2023", ["12472@2025-07-01"], "1", id="the unit that has the code on a day"),
        pytest.param("2026", ["12500@2025-06-30"], "2", id="the unit that had the code on a day"),
        pytest.param("2023", ["Xã Khác"], "1", id="by its name"),
    ],
)
def test_one_place_is_asked_by_its_code(reform, period, asked, count):
    assert cooperatives(period, "--place", *asked)["value"] == count


def test_a_code_that_no_unit_had_on_the_day_is_wrong_usage(reform):
    with pytest.raises(CommandError, match="Không có địa bàn mang mã “12600@2024-01-01”") as refused:
        printed("2023", "--place", "12600@2024-01-01")

    assert refused.value.returncode == 2


def test_a_place_is_compared_with_itself_a_year_before(founded):
    one, other = (Place.objects.create(code=code, name=f"Xã {code}", level="commune") for code in ("00001", "00002"))
    workflow.move(founded("H1", place=other), to=one, on=date(2023, 5, 1), by=None)
    founded("H2", place=one)

    (now, other_now) = (cooperatives("2023", "--place", code) for code in ("00001", "00002"))

    assert (now["value"], now["previous"]) == ("2", "1")
    assert (other_now["value"], other_now["previous"]) == ("0", "1")


def test_districts_can_be_asked_while_they_existed(founded):
    district = Place.objects.create(name="Huyện Thử", level="district", valid_to=date(2025, 6, 30))
    founded("H1", place=Place.objects.create(code="1", name="Xã", level="commune", parent=district))

    assert cooperatives("2023", "--by", "place", "--level", "huyen")["by"] == {"place": {"Huyện Thử": "1"}}
    with pytest.raises(CommandError, match="Ngày 31/12/2026 không có đơn vị cấp huyện") as refused:
        printed("2026", "--by", "place", "--level", "huyen")
    assert refused.value.returncode == 2


def test_one_place_and_what_lies_within_it(founded):
    district = Place.objects.create(name="Huyện Thử", level="district", code="999")
    commune = Place.objects.create(name="Xã Thử", level="commune", code="99901", parent=district)
    founded("H1", place=commune)
    founded("H2")

    assert document("2023", "--place", "999")["figures"][0]["value"] == "1"


@pytest.mark.parametrize("period", ["năm ngoái", "2023-13T", "2023-Q5", "2023..2021", "23", ""])
def test_a_wrong_period_is_wrong_usage(period):
    with pytest.raises(CommandError, match="không phải một kỳ báo cáo") as refused:
        printed(period)

    assert refused.value.returncode == 2


def test_an_unknown_place_is_wrong_usage():
    with pytest.raises(CommandError, match="Không có địa bàn mang mã “99999”") as refused:
        printed("2023", "--place", "99999")

    assert refused.value.returncode == 2


@pytest.mark.parametrize("period", ["2023", "2023-6T", "2023-9T", "2023-Q1", "2023-4T", "2020..2023"])
def test_every_form_of_period_is_understood(period, founded):
    founded("H1")

    assert document(period)["period"] == period


@pytest.mark.parametrize("period", ["1950", "1950-6T", "1950-Q1", "1949..1950"])
def test_a_period_before_any_data_is_refused_in_words(period, founded):
    founded("H1")

    with pytest.raises(CommandError, match=r"Chưa có số liệu nào đến hết .*1950") as refused:
        printed(period)

    assert refused.value.returncode == 1


def test_people_read_words(founded):
    founded("H1")

    lines = printed("2023").splitlines()

    assert lines[:2] == ["Số liệu năm 2023, tính đến 31/12/2023", "Hợp tác xã: 1 HTX không đổi"]
