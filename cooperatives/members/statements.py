"""Statements about many members at once, the same on both databases, and the history that they write."""

from django.db import connection
from django.utils import timezone

from cooperatives.models import Member, Passage
from office.models import ImportRun

MEMBER = Member._meta.db_table
HISTORY = Member.history.model._meta.db_table
RUN = ImportRun._meta.db_table
PASSAGE = Passage._meta.db_table
IN_REGISTER = f"(m.entered_in_id IS NULL OR m.entered_in_id NOT IN (SELECT run_number FROM {PASSAGE}))"
"""Whether a member `m` is one that anybody may see, as Member.objects has it."""
_VERSION = tuple(field.column for field in Member.history.model.tracked_fields)
_INTO_HISTORY = (
    f"INSERT INTO {HISTORY} ({', '.join(_VERSION)}, history_date, history_change_reason, history_type, "
    f"history_user_id) SELECT {', '.join(f'm.{name}' for name in _VERSION)}"
)


def rows(sql: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def done(sql: str, *parameters) -> int:
    """Execute a statement and return how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def keep_first_versions(of: str, *parameters) -> None:
    """What Member.keep_first_version does, of all whose key `of` selects: those of files that have no history yet."""
    done(
        f"{_INTO_HISTORY}, r.at, {_reason('r')}, '+', r.by_id FROM {MEMBER} m JOIN {RUN} r ON r.id = m.entered_in_id "
        f"WHERE m.id IN ({of}) AND NOT EXISTS (SELECT 1 FROM {HISTORY} h WHERE h.id = m.id)",
        *parameters,
    )


def _reason(run: str) -> str:
    """ImportRun.reason, in SQL."""
    return f"SUBSTR('Nhập tệp #' || {run}.id || ': ' || {run}.file_name, 1, 100)"


def keep_versions(kind: str, of: str, *parameters, reason: str, by: int | None) -> None:
    """Write those whose key `of` selects into the history as they now are: changed ("~") or about to go ("-")."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    done(f"{_INTO_HISTORY}, %s, %s, %s, %s FROM {MEMBER} m WHERE m.id IN ({of})", now, reason, kind, by, *parameters)
