import pytest
from django.db import transaction

from tests.news.demo_reading import demo


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The demo province, built once for the module and rolled back after it; yields what the command said."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo()
        transaction.set_rollback(True)
