"""Roles are groups whose permissions stand in one table, settings.ROLES; the database follows it."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction


class UnknownPermission(LookupError):
    """A role names a permission that no model has."""


@transaction.atomic
def sync_roles() -> list[str]:
    """Give every role exactly the permissions of settings.ROLES and return the names of the roles.

    Raises UnknownPermission, with nothing written, when a permission does not exist.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, names in settings.ROLES.items():
        missing = sorted(set(names) - known.keys())
        if missing:
            raise UnknownPermission(f"{role}: {', '.join(missing)}")
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(known[name] for name in names)
    return list(settings.ROLES)
