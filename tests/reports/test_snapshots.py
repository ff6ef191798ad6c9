"""What was read is kept only as long as nothing it was read from has changed."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperatives.models import Kind, Organisation, Place
from office.models import User
from reports import snapshots
from reports.dashboard import dashboard
from reports.figures import figures
from reports.indicators import CODES, indicator
from reports.measures import total
from reports.reader import Ask, declaring, read, read_slices, recounted
from reports.scope import Number, Scope
from reports.snapshots import MANY_NOTES, NOTES, WATCHED, unchanged
from reports.sources import DIMENSIONS
from returns.models import AnnualReturn, Period
from tests.reports import province

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="nothing is kept on SQLite: test_on_sqlite_everything_is_read_anew"
)


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["figures"].clear()


@pytest.fixture
def year() -> Period:
    province.build(1)
    return Period.objects.named("2023")


def members(year: Period, **asked) -> int:
    """The members of a year as a page reads them."""
    with unchanged():
        return read(["members"], period=year, **asked).rows[0][0]


def queries(ask) -> int:
    with CaptureQueriesContext(connection) as caught:
        ask()
    return len(caught)


def add_a_member() -> None:
    """By raw SQL, past every model and verb."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE returns_annualreturn SET members = members + 1 WHERE id = "
            "(SELECT min(r.id) FROM returns_annualreturn r JOIN returns_period p ON p.id = r.period_id "
            "WHERE p.code = '2023' AND r.stage = 'official' AND r.members IS NOT NULL)"
        )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_on_sqlite_everything_is_read_anew(year):
    assert queries(lambda: members(year)) == queries(lambda: members(year)) > 0


@on_postgresql
class TestKeeping:
    def test_what_did_not_change_is_not_read_twice(self, year):
        before = members(year)

        assert queries(lambda: members(year)) == 1  # the state of the notes
        assert members(year) == before

    def test_outside_a_page_nothing_is_kept(self, year):
        members(year)

        assert queries(lambda: read(["members"], period=year)) == 1

    def test_a_change_past_every_verb_is_seen_at_once(self, year):
        before = members(year)
        add_a_member()

        assert members(year) == before + 1

    def test_every_watched_table_is_noted(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [NOTES])
            noted = {name for (name,) in cursor.fetchall()}

        assert noted == WATCHED

    def test_everything_that_figures_are_read_from_is_watched(self, year):
        """Else it would be read anew every time."""
        place = Place.objects.create(code="T", name="Tỉnh Thử", level="province")

        def ask() -> None:
            with unchanged():
                recounted(CODES, period=year)
                declaring(CODES, periods=[year])
                figures(year)
                read(CODES, period=year, place=place)
                for dimension in DIMENSIONS:
                    read(CODES, period=year, by=[dimension], within=Organisation.objects.filter(kind=Kind.GROUP))

        ask()

        assert queries(ask) == 2  # the state of the notes, the period compared with

    def test_a_dashboard_is_read_from_what_was_kept(self, year):
        whole = dashboard(year)

        assert queries(lambda: dashboard(year)) <= 8  # the notes, the periods, the levels, the ledger, estimates
        assert [chart.table for chart in dashboard(year).charts] == [chart.table for chart in whole.charts]

    def test_what_was_read_from_an_unwatched_table_is_not_kept(self, year):
        people = User.objects.values("pk")
        of_people = Organisation.objects.exclude(pk__in=people)
        members(year, within=of_people)

        assert queries(lambda: members(year, within=of_people)) == 2


@on_postgresql
class TestTellingQuestionsApart:
    def test_by_the_organisations_asked_within(self, year):
        everyone = members(year)
        groups = members(year, within=Organisation.objects.filter(kind=Kind.GROUP))
        cooperatives = members(year, within=Organisation.objects.filter(kind=Kind.COOPERATIVE))

        assert len({everyone, groups, cooperatives}) == 3

    def test_by_the_period(self, year):
        other = Period.objects.named("2022")

        assert members(year) != members(other)

    def test_by_all_that_defines_an_indicator_not_by_its_code(self, year):
        of_once = replace(indicator("members"), measure=total("regular_workers"))

        def ask() -> Number | None:
            with unchanged():
                return read_slices(Ask((of_once,), year), Scope())["members"][()]

        workers = ask()
        assert workers != members(year)
        assert (queries(ask), ask()) == (1, workers)

    def test_indicators_made_anew_for_every_question_are_read_anew(self, year, monkeypatch):
        monkeypatch.setattr("reports.snapshots.MANY_INDICATORS", len(snapshots._numbers))
        of_once = replace(indicator("members"), measure=total("regular_workers"))

        def ask() -> None:
            with unchanged():
                read_slices(Ask((of_once,), year), Scope())

        ask()
        assert queries(ask) == 2


@on_postgresql
class TestTransactions:
    def test_what_a_transaction_reads_of_itself_is_not_kept(self, year):
        before = members(year)
        with transaction.atomic():
            add_a_member()
            assert members(year) == before + 1
            transaction.set_rollback(True)

        assert members(year) == before

    def test_what_is_undone_leaves_what_was_kept(self, year):
        members(year)
        with transaction.atomic():
            add_a_member()
            transaction.set_rollback(True)

        assert queries(lambda: members(year)) == 1

    def test_a_change_is_seen_from_the_moment_it_is_committed(self, year):
        before = members(year)
        written, committing = threading.Event(), threading.Event()

        def write() -> None:
            with transaction.atomic():
                add_a_member()
                written.set()
                assert committing.wait(10)
            connection.close()

        clerk = threading.Thread(target=write)
        clerk.start()
        assert written.wait(10)
        meanwhile = members(year)
        committing.set()
        clerk.join()

        assert (meanwhile, members(year)) == (before, before + 1)


@on_postgresql
class TestNotes:
    def test_many_are_folded_into_one_that_weighs_as_much(self, year):
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {NOTES} (weight) SELECT 1 FROM generate_series(1, {MANY_NOTES})")
            cursor.execute(f"SELECT sum(weight) FROM {NOTES}")
            [weight] = cursor.fetchone()
        members(year)

        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*), sum(weight) FROM {NOTES}")
            assert cursor.fetchone() == (1, weight)

    def test_a_state_that_weighs_the_same_is_not_the_same_state(self, year):
        """A database restored from a copy begins to count where the copy stood."""
        before = members(year)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE returns_annualreturn SET members = 0")
            cursor.execute(f"SELECT max(id) FROM {NOTES}")
            cursor.execute(f"DELETE FROM {NOTES} WHERE id = (SELECT max(id) - 1 FROM {NOTES})")

        assert (before > 0, members(year)) == (True, 0)

    def test_emptying_a_table_is_a_change(self, year):
        members(year)
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {AnnualReturn._meta.db_table} CASCADE")

        assert members(year) is None


@on_postgresql
def test_what_a_transaction_within_a_page_reads_of_itself_is_not_kept(year):
    before = members(year)
    caches["figures"].clear()
    with unchanged(), transaction.atomic():
        add_a_member()
        assert read(["members"], period=year).rows[0][0] == before + 1
        transaction.set_rollback(True)

    assert members(year) == before


@on_postgresql
def test_what_was_read_yesterday_is_read_again(year, monkeypatch):
    """Today's land becomes another land overnight though no row changes."""
    members(year)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("reports.snapshots.timezone.localdate", lambda: tomorrow)

    assert queries(lambda: members(year)) == 2
