"""A test that commits leaves the database as it found it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from office.roles import sync_roles
from tests.settlement import settle
from tests.undoing import KEPT, empty


def counted() -> dict[str, int]:
    """How many rows stand in every table of a model."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._base_manager.count() for model in models if model._meta.managed}


@pytest.mark.django_db
def test_whatever_was_written_is_taken_out_and_rights_and_roles_stay(administrator):
    before = counted()
    settle(1, by=administrator)
    written = counted()

    empty()

    assert sum(written.values()) > sum(before.values()) + 100
    assert {table for table, rows in counted().items() if rows} == KEPT
    assert {table: counted()[table] for table in KEPT} == {table: before[table] for table in KEPT}


@pytest.mark.django_db(transaction=True)
class TestAfterCommitting:
    def test_somebody_is_there(self, staff):
        assert staff.pk

    def test_nobody_is_there_any_more_and_the_roles_are_as_in_a_new_database(self):
        filled = {table for table, rows in counted().items() if rows}
        given = {group.name: group.permissions.count() for group in Group.objects.all()}

        assert filled == KEPT
        sync_roles()
        assert {group.name: group.permissions.count() for group in Group.objects.all()} == given != {}
        assert Permission.objects.exists()
