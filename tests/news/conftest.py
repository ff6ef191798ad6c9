import pytest
from django.db import transaction
from django.test import override_settings

from tests.news.demo_reading import demo


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo province, built once for the module and rolled back after it; yields what the command said."""
    private = override_settings(PRIVATE_ROOT=tmp_path_factory.mktemp("private"))
    with private, django_db_blocker.unblock(), transaction.atomic():
        yield demo()
        transaction.set_rollback(True)
