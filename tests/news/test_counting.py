"""Readings are counted exactly, of people only, and no page waits for a count (threat R14)."""

import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import counting, online
from news.counting import Counts, counts
from news.models import Category, OnlineWindow, Reading, VisitDay
from news.readers import address_of
from tests.news.posting import posts_in

ROOT = Path(__file__).resolve().parents[2]
BROWSER = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0"
READER, PROCESSES, EACH = {"user-agent": BROWSER}, 4, 200
READ = f"""
import sys, django
django.setup()
from django.test import RequestFactory
from news.counting import counts
for number in range({EACH}):
    where = f"10.0.{{sys.argv[2]}}.{{number}}"
    counts.note(RequestFactory().get("/", headers={{"user-agent": "{BROWSER}"}}, REMOTE_ADDR=where), int(sys.argv[1]))
    if number % 70 == 69:
        counts.flush()
counts.flush()
"""


@pytest.fixture(autouse=True)
def nothing_counted():
    counts.forget()
    yield
    counts.forget()


@pytest.fixture
def post(db, office):
    return posts_in(Category.objects.create(name="Hoạt động", slug="hoat-dong"), 1)[0]


def test_what_people_open_is_counted_and_shown(post, browser):
    for _ in range(3):
        browser().get(post.get_absolute_url(), headers=READER)
    browser().get("/", headers=READER)

    counts.flush()

    assert Reading.objects.get().views == 3
    assert VisitDay.objects.get().pages == 4
    assert "3 lượt xem</data>" in browser().get(post.get_absolute_url(), headers=READER).text


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1)",
        "Mozilla/5.0 HeadlessChrome/120",
        "facebookexternalhit/1.1",
        "Zalo-preview",
        "curl/8.5",
        "Python-urllib/3.11",
        "GPTBot/1.1",
        "Feedly/1.0 RSS",
    ],
)
def test_programs_are_not_counted(agent, post, browser):
    browser().get(post.get_absolute_url(), headers={"user-agent": agent})

    assert counts.tally.pages == 0


@pytest.mark.parametrize("sign", ["purpose", "sec-purpose", "x-moz"])
def test_what_a_browser_loads_ahead_is_not_counted(sign, post, browser):
    browser().get(post.get_absolute_url(), headers=READER | {sign: "prefetch;prerender"})

    assert counts.tally.pages == 0


def test_only_readings_of_pages_that_are_there_by_strangers_are_counted(post, staff, browser):
    browser().head(post.get_absolute_url(), headers=READER)
    browser().get("/tin-tuc/khong-co/", headers=READER)
    browser(staff).get(post.get_absolute_url(), headers=READER)

    assert counts.tally.pages == 0


def test_a_reading_writes_nothing_and_asks_no_table_of_counts(post, browser):
    with CaptureQueriesContext(connection) as caught:
        browser().get(post.get_absolute_url(), headers=READER)

    asked = " ".join(query["sql"] for query in caught)
    assert counts.tally.views[post.pk] == 1
    for word in ("INSERT", "UPDATE", "news_reading", "news_visitday", "news_onlinewindow"):
        assert word not in asked


def test_what_cannot_be_written_is_kept_until_it_can(post, browser, monkeypatch):
    browser().get(post.get_absolute_url(), headers=READER)

    def locked(taken):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(counting, "_write", locked)
        with pytest.raises(DatabaseError):
            counts.flush()
        assert browser().get(post.get_absolute_url(), headers=READER).status_code == 200

    counts.flush()
    assert Reading.objects.get().views == 2


def test_readings_of_a_post_that_is_gone_are_let_go(post):
    asked = RequestFactory().get("/", headers=READER)
    counts.note(asked, post.pk + 1)
    counts.note(asked, post.pk)

    counts.flush()

    assert [(row.pk, row.views) for row in Reading.objects.all()] == [(post.pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_four_processes_of_two_hundred_readings_make_eight_hundred(post, tmp_path):
    address = _shared(tmp_path)
    readers = [_process(address, post.pk, number) for number in range(PROCESSES)]

    assert [reader.wait(300) for reader in readers] == [0] * PROCESSES
    assert _views(address) == PROCESSES * EACH


def _process(address: str, post: int, number: int) -> subprocess.Popen:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "alliance.settings"}
    return subprocess.Popen([sys.executable, "-c", READ, str(post), str(number)], cwd=ROOT, env=environment)


def _shared(folder: Path) -> str:
    """The address of a database that several processes write to: that of the tests, or a copy of it in a file."""
    file = folder / "chung.sqlite3"
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{file}"


def _views(address: str) -> int:
    if connection.vendor == "postgresql":
        return Reading.objects.get().views
    with sqlite3.connect(address.removeprefix("sqlite:///")) as copy:
        return copy.execute("SELECT views FROM news_reading").fetchone()[0]


@pytest.mark.parametrize("people", [0, 1, 7, 60, 900])
def test_about_so_many_are_told_to_be_there(people, db):
    here = Counts()
    for number in range(people):
        asked = RequestFactory().get("/", headers=READER, REMOTE_ADDR=f"10.1.{number // 250}.{number % 250}")
        here.note(asked)
        here.note(asked)  # again: still one

    here.flush()

    assert abs((here.online or 0) - people) <= people * 0.06


def test_whoever_was_there_an_hour_ago_is_there_no_more(db):
    now = timezone.now()
    online.join(1, at=now - timedelta(hours=2))
    online.join(2, at=now)

    assert online.people(now) == 1
    assert OnlineWindow.objects.count() == 1


def test_all_processes_count_who_is_there_together(db):
    one, other = Counts(), Counts()
    for here, last in ((one, 1), (one, 2), (other, 2), (other, 3)):
        here.note(RequestFactory().get("/", headers=READER, REMOTE_ADDR=f"10.2.0.{last}"))
    one.flush()
    other.flush()

    assert (other.online, other.pages) == (3, 4)


def test_an_address_behind_proxies_is_the_one_they_vouch_for(settings):
    asked = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.1"}, REMOTE_ADDR="10.0.0.2")

    found = []
    for settings.AXES_IPWARE_PROXY_COUNT in (None, 1, 2, 9):
        found.append(address_of(asked))

    assert found == ["10.0.0.2", "10.0.0.1", "1.2.3.4", "10.0.0.2"]
