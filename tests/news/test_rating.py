"""Readers rate a post once, without an account; kept are counts."""

import pytest
from django.core.cache import cache

from news import rating_pages
from news.counting import counts
from news.models import Article, Category, Reading
from news.rating_pages import ALREADY, COOKIE, TOO_MANY
from tests.news.posting import posts_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()
    counts.forget()
    yield
    counts.forget()


@pytest.fixture
def post(office):
    return posts_in(Category.objects.create(name="Hoạt động", slug="hoat-dong"), 1)[0]


@pytest.fixture
def page(post):
    return f"{post.get_absolute_url()}danh-gia/"


def votes() -> list[int]:
    row = Reading.objects.first()
    return [row.stars_1, row.stars_2, row.stars_3, row.stars_4, row.stars_5] if row else []


def test_votes_are_counted_and_their_average_told(page, post, browser):
    for stars in (5, 4, 4):
        assert browser().post(page, {"stars": stars}).status_code == 302

    counts.read()

    assert votes() == [0, 0, 0, 2, 1]
    assert "3 lượt đánh giá, trung bình 4,3/5 sao" in browser().get(page).text
    assert "4,3/5 (3 lượt)" in browser().get(post.get_absolute_url()).text


def test_a_browser_votes_once(page, browser):
    reader = browser()
    reader.post(page, {"stars": 5})

    assert "Cảm ơn bạn" in reader.get(page).text
    again = reader.post(page, {"stars": 1})

    assert (again.status_code, ALREADY in again.text, votes()) == (409, True, [0, 0, 0, 0, 1])


def test_a_cookie_that_is_not_ours_counts_for_nothing(page, browser):
    reader = browser()
    reader.cookies[COOKIE] = "1.2.3:gia"

    assert reader.get(page).status_code == 200
    assert reader.post(page, {"stars": 5}).status_code == 302


@pytest.mark.parametrize("stars", ["", "0", "6", "-1", "5.0", "năm"])
def test_what_is_no_number_of_stars_is_refused_in_words(stars, page, browser):
    answer = browser().post(page, {"stars": stars})

    assert answer.status_code == 400
    assert "hãy chọn" in answer.text
    assert votes() == []


def test_an_address_votes_so_many_times_an_hour(page, browser, monkeypatch):
    monkeypatch.setattr(rating_pages, "VOTES", 2)

    said = [browser().post(page, {"stars": 5}).status_code for _ in range(3)]
    other = browser().post(page, {"stars": 4}, REMOTE_ADDR="10.0.0.9")

    assert (said, other.status_code) == ([302, 302, 429], 302)
    assert TOO_MANY in browser().post(page, {"stars": 5}).text


def test_a_post_that_is_not_public_cannot_be_rated(post, page, browser):
    Article.objects.update(status=Article.Status.DRAFT)

    assert browser().get(page).status_code == 404
    assert browser().post(page, {"stars": 5}).status_code == 404


def test_reading_alone_sets_no_cookie_and_voting_is_protected(page, post, browser):
    assert not browser().get(post.get_absolute_url()).cookies
    assert browser().get(page)["Cache-Control"] == "private, no-store"

    careful = browser().__class__(enforce_csrf_checks=True)
    assert careful.post(page, {"stars": 5}).status_code == 403
