"""The dashboard's table by place: three views of the same organisations, every count opening its list."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import Kind, Level, Organisation, Place
from cooperatives.place_loading import load_places
from reports.by_place import View
from reports.dashboard import dashboard
from returns.models import Period

pytestmark = pytest.mark.django_db

ADDRESS = "/dieu-hanh/2023/"
VIEWS = [
    ("khi-do", "huyen"),
    ("khi-do", "xa"),
    ("khi-do", "tinh"),
    ("hien-nay", "xa"),
    ("hien-nay", "tinh"),
    ("tinh-cu", ""),
]


@pytest.fixture
def province(founded) -> None:
    """Organisations of old Thái Bình and Hưng Yên: one of a divided commune, one moved since, one without a seat."""
    load_places("33")

    def old(code: str) -> Place:
        return Place.objects.get(code=code, valid_from=None, level=Level.COMMUNE)

    founded("H1", place=old("12472"))
    moved = founded("H2", place=old("12505"))
    workflow.move(moved, to=old("12826"), on=date(2024, 5, 1), by=None)
    founded("H3", place=old("11989"))
    founded("H4", place=old("11989"), successor_place=old("11989").successors.order_by("code").first())
    founded("H5")
    founded("T1", kind=Kind.GROUP, place=old("12472"))
    founded("Q1", kind=Kind.CREDIT_FUND, place=Place.objects.get(code="12472", valid_from__isnull=False))


def table(view: str, level: str):
    return dashboard(Period.objects.named("2023"), view=view, level=level).by_place


@pytest.mark.parametrize(("view", "level"), VIEWS)
def test_every_view_adds_up_to_the_same_total(province, view, level):
    found = table(view, level)

    summed = tuple(sum(column) for column in zip(*(row[1:] for row in found.table.rows), strict=True))
    assert (found.view, found.level) == (view, level)
    assert summed == found.table.total[1:] == (6, 0, 1)


@pytest.mark.parametrize(
    ("view", "level", "rows"),
    [
        pytest.param(
            "khi-do",
            "xa",
            {
                "Thị trấn Quỳnh Côi, Huyện Quỳnh Phụ": (1, 0, 1),
                "Xã Quỳnh Hồng, Huyện Quỳnh Phụ": (1, 0, 0),
                "Xã Lạc Đạo, Huyện Văn Lâm": (2, 0, 0),
                "Chưa ghi": (1, 0, 0),
                "Chưa xác định được theo địa giới khi đó": (1, 0, 0),
            },
            id="of the time",
        ),
        pytest.param(
            "tinh-cu",
            "",
            {"Tỉnh Hưng Yên": (2, 0, 0), "Tỉnh Thái Bình": (3, 0, 1), "Chưa ghi": (1, 0, 0)},
            id="of the former provinces",
        ),
        pytest.param("hien-nay", "tinh", {"Tỉnh Hưng Yên": (5, 0, 1), "Chưa ghi": (1, 0, 0)}, id="of today"),
    ],
)
def test_each_view_has_its_own_units(province, view, level, rows):
    assert {label: tuple(counts) for label, *counts in table(view, level).table.rows} == rows


def test_a_seat_of_today_tells_its_district_though_not_its_old_commune(province):
    rows = {label: tuple(counts) for label, *counts in table("khi-do", "huyen").table.rows}

    assert rows["Huyện Quỳnh Phụ, Tỉnh Thái Bình"] == (3, 0, 1)


def test_what_cannot_be_told_is_named_above_the_table(province, browser, staff):
    said = browser(staff).get(ADDRESS, {"dia-gioi": "hien-nay"}).text

    assert "01 tổ chức chưa xác định được cấp xã theo địa giới hiện nay" in said
    assert "(H3)" in said


@pytest.mark.parametrize(("view", "level"), VIEWS)
def test_every_count_opens_the_list_of_just_those(province, browser, staff, view, level):
    client = browser(staff)
    page = client.get(ADDRESS, {"dia-gioi": view, "cap": level}).text
    section = page[page.index('id="theo-dia-ban"') : page.index('id="every-figure"')]
    links = re.findall(r'<td class="number"><a href="([^"]+)">(\d+)</a>', section)

    opened = [client.get(unescape(address)).context["found"].value for address, _ in links]

    assert opened == [int(count) for _, count in links]
    assert sum(opened) == Organisation.objects.count()


def test_the_name_of_a_place_opens_all_that_its_row_counts(province, browser, staff):
    found = table("khi-do", "huyen")
    client = browser(staff)

    for row, addresses in zip(found.table.rows, found.addresses, strict=True):
        assert client.get(addresses[0]).context["cl"].queryset.count() == sum(row[1:])


@pytest.mark.parametrize("asked", ["?dia-gioi=mai-sau", "?cap=thon", "?dia-gioi=hien-nay&cap=huyen", "?dia-gioi="])
def test_a_view_or_level_that_is_none_shows_the_first(province, browser, staff, asked):
    answer = browser(staff).get(ADDRESS + asked)

    assert answer.status_code == 200
    assert answer.context["dashboard"].by_place.view in View


def test_another_year_is_shown_in_the_same_view_of_the_land(province, browser, staff):
    Period.objects.named("2022").save()

    page = unescape(browser(staff).get(ADDRESS, {"dia-gioi": "hien-nay", "cap": "tinh"}).content.decode())

    assert 'href="/dieu-hanh/2022/?dia-gioi=hien-nay&cap=tinh"' in page


@pytest.mark.parametrize("organisations", [1, 12])
def test_the_table_takes_as_many_queries_for_many_places_as_for_one(founded, organisations, django_assert_num_queries):
    load_places("33")
    for number, place in enumerate(Place.objects.communes().filter(valid_from=None)[:organisations]):
        founded(f"H{number}", place=place)
    period = Period.objects.named("2023")

    with django_assert_num_queries(15):
        dashboard(period)


def test_the_list_behind_a_count_is_only_for_those_who_may_see_it(province, browser, editor):
    assert browser(editor).get(reverse("admin:cooperatives_organisation_changelist")).status_code == 403
