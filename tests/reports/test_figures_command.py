"""`manage.py figures PERIOD` prints every indicator for people and for programs."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cooperatives.models import Place
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


def test_a_breakdown_by_kind_and_by_place_carries_the_keys(founded):
    place = Place.objects.create(code="02269", name="Xã Thử", level="commune")
    founded("H1", place=place)
    founded("H2")

    by = document("2023", "--by", "kind", "--by", "place")["figures"][0]["by"]

    assert by == {"kind": {"cooperative": "2"}, "place": {"02269": "1", "": "1"}}


def test_two_units_that_used_one_code_are_told_apart(founded):
    old = Place.objects.create(code="12472", name="Thị trấn Cũ", level="commune", valid_to=date(2025, 6, 30))
    new = Place.objects.create(code="12472", name="Xã Mới", level="commune", valid_from=date(2025, 7, 1))
    founded("H1", place=old)
    founded("H2", place=new)

    by = document("2023", "--by", "place")["figures"][0]["by"]

    assert by == {"place": {"12472": "1", "12472@2025-07-01": "1"}}


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
def test_every_form_of_period_is_understood_before_any_data(period):
    assert document(period)["period"] == period


def test_people_read_words(founded):
    founded("H1")

    lines = printed("2023").splitlines()

    assert lines[:2] == ["Số liệu năm 2023, tính đến 31/12/2023", "Hợp tác xã: 1 HTX không đổi"]
