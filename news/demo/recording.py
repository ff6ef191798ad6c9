"""Writes many rows at once, each checked field by field and with its history, as if entered one after the other."""

from collections.abc import Iterable

from django.db import models
from simple_history.utils import bulk_create_with_history

REASON = "Dữ liệu minh họa"
BATCH = 500


def record(rows: Iterable[models.Model], *, by) -> list[models.Model]:
    """Check and write rows of one model; return them with their keys.

    Fields and the model's own `clean` are checked here, keys and constraints by the database.
    Raises ValidationError, IntegrityError.
    """
    rows = list(rows)
    for row in rows:
        row.clean_fields(exclude=[field.name for field in row._meta.concrete_fields if field.is_relation])
        row.clean()
    if not rows:
        return rows
    model = type(rows[0])
    if not hasattr(model, "history"):
        return model.objects.bulk_create(rows, batch_size=BATCH)
    return bulk_create_with_history(rows, model, batch_size=BATCH, default_user=by, default_change_reason=REASON)
