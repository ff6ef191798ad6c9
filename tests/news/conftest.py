import pytest
from django.db import connection
from django.test import override_settings

from news.search import engine
from tests.news.demo_reading import demo
from tests.undoing import undone_in_the_end


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo province, built once for the module and rolled back after it; yields what the command said."""
    private = override_settings(PRIVATE_ROOT=tmp_path_factory.mktemp("private"))
    with private, undone_in_the_end(django_db_blocker):
        yield demo()


@pytest.fixture
def search_index(db):
    """What finds words, where the tables were made without migrations."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [engine.TOKENS])
        else:
            cursor.execute("SELECT 1 FROM pg_class WHERE relname = %s", [engine.TOKENS])
        if cursor.fetchone() is None:
            engine.create_index(cursor.execute, connection.vendor)
