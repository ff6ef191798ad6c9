"""The index of words of SQLite after many members came in at once: filled afterwards, in short steps.

Within the promotion it would hold up everybody's writing as long as the members themselves. A table of this database
keeps which keys are not indexed yet; they are left alone by the triggers that keep the index (migrations), and are not
found by searching until their turn, a second or two later. PostgreSQL, where nobody waits for it, has nothing pending.
"""

import time

from django.db import connection, transaction

from cooperatives.models import Member
from cooperatives.models.member import WORDS

PENDING = f"{WORDS}_pending"
STEP = 60_000  # members indexed in one transaction, a third of a second
PAUSE = 0.12  # seconds: SQLite's writers look every tenth of one whether they may, and would never find it so
MEMBER = Member._meta.db_table


def leave_pending(last_known: int) -> None:
    """Note that the members after that key are to be indexed later; called in the transaction that wrote them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {PENDING} (first, last) SELECT MIN(id), MAX(id) FROM {MEMBER} WHERE id > %s "
            "HAVING COUNT(*) > 0",
            [last_known],
        )


def index_pending() -> None:
    """Index what is pending, whoever left it, letting others write between steps; may be killed and called again."""
    if connection.vendor != "sqlite":
        return
    while _is_pending():
        time.sleep(PAUSE)
        with transaction.atomic():
            _index_one_step()


def _is_pending() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {PENDING} LIMIT 1")
        return cursor.fetchone() is not None


def _index_one_step() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, first, last FROM {PENDING} ORDER BY first LIMIT 1")
        if (found := cursor.fetchone()) is None:  # another process was quicker
            return
        row, first, last = found
        until = min(last, first + STEP - 1)
        cursor.execute(
            f"INSERT INTO {WORDS} (rowid, search_key) SELECT id, search_key FROM {MEMBER} WHERE id BETWEEN %s AND %s",
            [first, until],
        )
        if until == last:
            cursor.execute(f"DELETE FROM {PENDING} WHERE rowid = %s", [row])
        else:
            cursor.execute(f"UPDATE {PENDING} SET first = %s WHERE rowid = %s", [until + 1, row])
