"""A period beside any earlier year: stocks with its end, flows with their like, in numbers, percent and multiples."""

import io

import openpyxl
import pytest

from reports.base_year import against_year
from returns.models import Period
from tests.reports.ledger import stated

pytestmark = pytest.mark.django_db
ADDRESS = "/dieu-hanh/2023-6T/so-voi/"


def against(period: str, base: int) -> dict:
    return {each.code: each for each in against_year(Period.objects.named(period), base)}


@pytest.fixture
def stated_figures():
    stated("training_classes", "2023-6T", 11)
    stated("training_classes", "2019-6T", 4)
    stated("training_classes", "2019", 9)
    stated("cooperatives", "2023-6T", 533)
    stated("cooperatives", "2019", 401)
    stated("cooperatives", "2019-6T", 390)


def test_half_a_year_is_held_against_half_of_the_base_year(stated_figures):
    classes = against("2023-6T", 2019)["training_classes"]

    assert (classes.printed_previous, classes.printed_change, classes.printed_times) == ("4", "+7", "2,8 lần")


def test_a_stock_is_held_against_the_end_of_the_base_year(stated_figures):
    there = against("2023-6T", 2019)["cooperatives"]

    assert (there.printed_previous, there.printed_change, there.printed_growth) == ("401", "+132", "+32,9%")


def test_several_years_are_held_against_as_many(stated_figures):
    for year, count in {2012: 1, 2013: 2, 2014: 3, 2020: 4, 2021: 5, 2022: 6}.items():
        stated("media_items", str(year), count)

    found = against("2020..2022", 2014)["media_items"]

    assert (found.value, found.previous, found.printed_times) == (15, 6, "2,5 lần")


def test_a_share_moves_by_points_and_is_no_multiple():
    stated("good_or_better_share", "2022", 61)
    stated("good_or_better_share", "2012", 50)

    found = against("2022", 2012)["good_or_better_share"]

    assert (found.printed_change, found.printed_growth, found.printed_times) == ("+11 điểm phần trăm", "", "")


def test_what_is_known_of_one_year_only_is_left_out(stated_figures):
    stated("media_items", "2023-6T", 105)

    assert "media_items" not in against("2023-6T", 2019)


def test_the_page_shows_both_years_and_gives_out_a_workbook(stated_figures, browser, leader):
    page = browser(leader).get(ADDRESS, {"nam-goc": "2019"})
    book = browser(leader).get("/dieu-hanh/2023-6T/so-voi.xlsx", {"nam-goc": "2019"})

    assert "Năm 2019" in page.text
    assert "2,8 lần" in page.text
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert "2,8 lần" in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("typed", ["2023", "2024", "12", "abc", "1.900", "", "99999999999999999999"])
def test_a_year_that_is_none_is_refused_in_words(typed, stated_figures, browser, leader):
    page = browser(leader).get(ADDRESS, {"nam-goc": typed})

    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_a_year_of_which_nothing_is_known_says_what_to_do(stated_figures, browser, leader):
    assert "hãy chọn năm gốc khác" in browser(leader).get(ADDRESS, {"nam-goc": "2001"}).text


def test_strangers_and_the_editor_are_refused(client, browser, editor):
    assert client.get(ADDRESS).status_code == 302
    assert browser(editor).get(ADDRESS).status_code == 403
