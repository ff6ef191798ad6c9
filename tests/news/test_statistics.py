"""Posts of a year by author and by column, month by month: what was published, whoever asks too early or too late."""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.utils import timezone

from news.models import Article, Category
from news.statistics import by_author, by_category

pytestmark = pytest.mark.django_db
PAGE = "/tin-tuc/thong-ke/"


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def post(column):
    def make(at: str, author: str = "Lê Văn Bút", **fields) -> Article:
        moment = timezone.make_aware(datetime.fromisoformat(at))
        values = {"category": column, "status": "published"} | fields
        slug = f"b-{Article.objects.count()}"
        return Article.objects.create(
            title="x", slug=slug, lead="x", body="x", author=author, published_at=moment, **values
        )

    return make


def row(table, name: str) -> dict[str, int]:
    found = next(cells for cells in table.rows if cells[0] == name)
    return {column.label: count for column, count in zip(table.columns[1:], found[1:], strict=True) if count}


def test_posts_are_counted_in_the_month_of_the_office(post):
    for at in ("2022-12-31 23:59", "2023-01-01 00:00", "2023-01-31 23:59", "2023-02-01 00:00", "2024-01-01 00:00"):
        post(at)

    assert row(by_author(2023), "Lê Văn Bút") == {"T1": 2, "T2": 1, "Cả năm": 3}


def test_what_was_taken_down_or_has_not_come_is_not_counted_and_what_is_over_is(post):
    post("2023-03-01 08:00", status="withdrawn")
    post("2023-03-01 08:00", status="in_review")
    over = post("2023-03-01 08:00")
    Article.objects.filter(pk=over.pk).update(expires_at=over.published_at + timedelta(days=1))
    coming = post("2023-03-01 08:00")
    Article.objects.filter(pk=coming.pk).update(published_at=timezone.now() + timedelta(days=1))

    assert row(by_author(2023), "Lê Văn Bút") == {"T3": 1, "Cả năm": 1}


def test_authors_stand_in_order_and_those_of_nobody_last(post):
    for author in ("Đặng Ba", "", "Dương Hai", "Ân Một"):
        post("2023-03-01 08:00", author)

    table = by_author(2023)

    assert [cells[0] for cells in table.rows] == ["Ân Một", "Dương Hai", "Đặng Ba", "(không ghi tác giả)"]
    assert (table.total[0], table.total[3], table.total[-1]) == ("Tổng số", 4, 4)


def test_columns_are_told_with_those_they_lie_in(post, column):
    inner = Category.objects.create(name="Hội nghị", slug="hoi-nghi", parent=column)
    post("2023-03-01 08:00", category=inner)

    assert row(by_category(2023), "Hoạt động › Hội nghị") == {"T3": 1, "Cả năm": 1}


def test_leader_and_editor_read_it_and_take_it_as_a_workbook(post, leader, editor, office, browser):
    post("2023-03-01 08:00")

    for user in (leader, editor):
        assert "Lê Văn Bút" in browser(user).get(PAGE).text
    book = openpyxl.load_workbook(io.BytesIO(browser(leader).get("/tin-tuc/thong-ke.xlsx?nam=2023").content))

    assert [sheet["A4"].value for sheet in book] == ["Lê Văn Bút", "Hoạt động"]
    assert book.worksheets[0]["N4"].value == 1


def test_it_is_not_for_others(staff, browser):
    assert [browser(user).get(PAGE).status_code for user in (None, staff)] == [302, 403]


@pytest.mark.parametrize("typed", ["abc", "1999", "3000", ""])
def test_what_is_no_year_comes_back_with_what_to_write(typed, editor, office, browser):
    answer = browser(editor).get(PAGE, {"nam": typed})

    assert answer.status_code == 400
    assert "Chưa xem được" in answer.text


def test_a_year_without_posts_says_what_to_do(editor, office, browser):
    assert "Viết bài" in browser(editor).get(PAGE).text


def test_however_many_authors_it_asks_as_often(post, column, django_assert_num_queries):
    for number in range(4):
        post("2023-03-01 08:00", f"Người {number}")

    with django_assert_num_queries(1):
        by_author(2023)
    with django_assert_num_queries(2):
        by_category(2023)
