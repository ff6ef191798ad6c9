"""Which tables of a database are the portal's, and which of them a new portal has rows in."""

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

MIGRATIONS = "django_migrations"


def is_ours(table: str) -> bool:
    """Whether the portal or Django made it, as its name tells."""
    return table.partition("_")[0] in {"django", *(config.label for config in apps.get_app_configs())}


def is_filled_by_migrations(table: str) -> bool:
    """Whether rows of it may be there before anybody entered anything."""
    entered = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    made = {MIGRATIONS, ContentType._meta.db_table, Permission._meta.db_table}
    return is_ours(table) and (table in made or table not in entered)
