"""Pages are kept for strangers only while they are true, and nothing of anybody's gets into them (threat R32)."""

import itertools
import os
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import kept_pages, public_state
from news.counting import Told, counts
from news.kept_pages import shelf
from news.models import Article, Category
from news.workflow import withdraw
from returns import workflow as returns_workflow
from returns.models import Period
from tests.news.posting import posts_in

PAGE = "/tin-tuc/hoat-dong-0/"
OF_OTHERS = ("/hop-tac-xa/", "/so-lieu/", "/san-pham/", "/van-ban/", "/thu-vien-anh/", "/gioi-thieu/")
STANDING = "public, max-age=0, must-revalidate"


@pytest.fixture(autouse=True)
def nothing_kept():
    for kept in (shelf.empty, public_state.forget, counts.forget):
        kept()
    yield
    for kept in (shelf.empty, public_state.forget, counts.forget):
        kept()


@pytest.fixture
def column(transactional_db, office):
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def post(column):
    return posts_in(column, 1)[0]


def made(browser, address: str = PAGE, **headers) -> list[str]:
    """The queries that an address takes, but for the one that asks whether anything has changed."""
    with CaptureQueriesContext(connection) as caught:
        browser().get(address, headers=headers)
    return [query["sql"] for query in caught if "history_id" not in query["sql"]]


def test_a_page_is_made_once_and_sent_alike(post, browser):
    first = browser().get(PAGE)

    second = browser().get(PAGE)

    assert made(browser) == []
    assert (second.content, second["ETag"], second["Content-Type"]) == (
        first.content,
        first["ETag"],
        "text/html; charset=utf-8",
    )
    assert (second["Cache-Control"], second["Vary"]) == (STANDING, "Cookie")
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert not second.cookies


def test_a_browser_that_has_the_page_is_told_so(post, browser):
    for address in ("/", "/tin-tuc/", PAGE, *OF_OTHERS, "/rss.xml", "/sitemap.xml", "/robots.txt"):
        tag = browser().get(address)["ETag"]

        again = browser().get(address, headers={"if-none-match": tag})

        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag), address


def test_whoever_asks_for_the_head_alone_gets_it_without_the_body(post, browser):
    whole = browser().get(PAGE)

    head = browser().head(PAGE)

    assert (head.content, head["Content-Length"], head["ETag"]) == (b"", str(len(whole.content)), whole["ETag"])


def test_a_count_that_grows_does_not_make_another_page(post, browser):
    tag = browser().get(PAGE)["ETag"]
    shelf.empty()
    counts.known[post.pk], counts.pages, counts.online = Told(views=12_345, votes=(0, 0, 0, 1, 2)), 99_999, 12

    again = browser().get(PAGE)

    assert "12.345 lượt xem" in again.text
    assert again["ETag"] == tag


def test_a_post_withdrawn_is_gone_at_once(post, editor, browser):
    tag = browser().get(PAGE)["ETag"]

    withdraw(post, reason="Đăng nhầm", by=editor)

    assert browser().get(PAGE, headers={"if-none-match": tag}).status_code == 404
    assert "Bài 0" not in browser().get("/tin-tuc/").text


def test_what_changed_is_shown_at_once(post, office, browser):
    browser().get(PAGE)
    post.title = "Tiêu đề đã sửa"
    post.save()
    office.phone = "0227 3831 222"
    office.save()

    said = browser().get(PAGE).text

    assert "Tiêu đề đã sửa" in said
    assert "0227 3831 222" in said


def test_figures_published_and_taken_back_change_the_home_page_at_once(post, leader, founded, reported, browser):
    reported(founded("H1"), members=570_286)
    assert "570.286" not in browser().get("/").text

    returns_workflow.publish(Period.objects.get(), by=leader)
    assert "570.286" in browser().get("/").text

    returns_workflow.withdraw(Period.objects.get(), by=leader)
    assert "570.286" not in browser().get("/").text


def test_a_post_in_a_column_that_the_page_does_not_know_yet_is_shown(post, browser):
    browser().get(PAGE)
    Category.objects.bulk_create([Category(name="Vừa lập", slug="vua-lap")])  # leaves no history
    Article.objects.update(category=Category.objects.get(slug="vua-lap"))
    shelf.empty()

    assert "Vừa lập" in browser().get(PAGE).text


def test_a_scheduled_post_is_there_at_its_hour_though_nobody_writes(column, browser, monkeypatch):
    hour = timezone.now() + timedelta(hours=1)
    posts_in(column, 1, published_at=hour)
    assert "Chưa có tin nào" in browser().get("/tin-tuc/").text

    later = hour + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr(public_state.time, "time", later.timestamp)

    assert "Bài 0" in browser().get("/tin-tuc/").text
    assert browser().get(PAGE).status_code == 200


def test_a_change_that_left_no_history_is_shown_within_a_minute(post, browser, monkeypatch):
    browser().get(PAGE)
    Article.objects.update(title="Sửa ngoài lịch sử")

    after = public_state.time.monotonic() + public_state.LONGEST + 1
    monkeypatch.setattr(public_state.time, "monotonic", lambda: after)

    assert "Sửa ngoài lịch sử" in browser().get(PAGE).text


def test_staff_get_pages_of_their_own_and_leave_none(post, editor, browser):
    theirs = browser(editor).get(PAGE)
    strangers = browser().get(PAGE)
    again = browser(editor).get(PAGE)

    assert "Đăng xuất" in theirs.text
    assert "Đăng xuất" not in strangers.text
    assert "Đăng xuất" in again.text
    assert theirs["Cache-Control"] == again["Cache-Control"] == "private, no-store"
    assert not again.has_header("ETag")


def test_staff_are_never_told_that_nothing_changed(post, editor, browser):
    tag = browser().get(PAGE)["ETag"]

    assert browser(editor).get(PAGE, headers={"if-none-match": tag}).status_code == 200


STRANGE = [
    {"QUERY_STRING": "trang=2&utm_source=ke-la"},
    {"QUERY_STRING": "trang=1;trang=2"},
    {"QUERY_STRING": "trang=1&trang=ke-la"},
    {"QUERY_STRING": "trang=" + "ke-la" * 90},
    {"QUERY_STRING": "callback=ke-la"},
    {"HTTP_X_FORWARDED_HOST": "ke-la.example"},
    {"HTTP_X_ORIGINAL_URL": "/ke-la/"},
    {"HTTP_X_REWRITE_URL": "/ke-la/"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
    {"HTTP_ACCEPT_LANGUAGE": "en"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_USER_AGENT": "ke-la <script>"},
    {"HTTP_REFERER": "https://ke-la.example/"},
    {"HTTP_COOKIE": "la=ke-la; csrftoken=x"},
    {"HTTP_RANGE": "bytes=0-9"},
]


def test_nothing_strange_in_a_request_reaches_other_readers(post, browser):
    plain = browser().get("/tin-tuc/").content
    for strange in STRANGE:
        shelf.empty()

        browser().get("/tin-tuc/", **strange)

        assert browser().get("/tin-tuc/").content == plain, strange
        assert all(b"ke-la" not in page.content for page in shelf.pages.values()), strange


def test_a_host_of_its_own_gets_addresses_of_its_own(post, browser, settings):
    settings.ALLOWED_HOSTS = ["mot.example", "hai.example"]

    first, second = (browser().get(PAGE, headers={"host": host}).text for host in ("mot.example", "hai.example"))

    assert "http://mot.example/tin-tuc/hoat-dong-0/" in first
    assert "mot.example" not in second
    assert browser().get(PAGE, headers={"host": "la.example"}).status_code == 400


def test_only_queries_that_a_page_reads_are_kept(post, browser):
    for query in itertools.chain(["", "?trang=1"], (f"?la={number}" for number in range(9)), ["?trang=1&trang=2"]):
        browser().get(f"/tin-tuc/{query}")

    assert {key[-1] for key in shelf.pages} == {"", "trang=1"}


def test_pages_kept_are_bounded(post, browser, monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST", 3)

    for number in range(6):
        browser().get("/tin-tuc/", {"trang": number})

    assert len(shelf.pages) == 3
    assert shelf.bytes == sum(len(page.content) for page in shelf.pages.values())


def test_what_is_not_for_everybody_is_not_kept(post, browser):
    for address in ("/tin-tuc/khong-co/", "/quan-tri/", "/health/", "/dieu-hanh/", f"{PAGE}danh-gia/"):
        browser().get(address)

        assert not shelf.pages, address


def test_within_a_transaction_nothing_is_kept(db, office, browser):
    column = Category.objects.create(name="Hoạt động", slug="hoat-dong")
    posts_in(column, 1)

    assert "Bài 0" in browser().get(PAGE).text
    assert not shelf.pages


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps its database in a file")
def test_a_file_put_in_place_of_the_database_is_noticed(tmp_path, monkeypatch):
    file, other = tmp_path / "csdl.sqlite3", tmp_path / "khac.sqlite3"
    for each in (file, other):
        each.write_bytes(b"")
        os.utime(each, (1, 1))
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))
    before = public_state._pulse()

    other.replace(file)

    assert before is not None
    assert public_state._pulse() != before
