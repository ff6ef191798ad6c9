"""Taking back a file of members: what it brought goes, what it changed is again what it was, or nothing happens.

Statements about all rows at once, as promotion.py wrote them. Those who came in the file are hidden at once and go by
steps (passing.py). The history keeps it all: the first version of those who go, that they went, and why.
"""

from django.core.exceptions import ValidationError
from django.db import connection

from cooperatives.members.columns import FACTS, MemberResource
from cooperatives.members.passing import leave
from cooperatives.members.statements import HISTORY, MEMBER, done, keep_versions, rows
from office.importing.undo import NAMED, takes_back
from office.models import ImportRun
from office.text import search_key


@takes_back(MemberResource.kind)
def take_back(run: ImportRun, *, reason: str, by) -> None:
    """Take back everything an import of members wrote, in the transaction that the caller holds.

    `reason` goes into the history. Raises ValidationError naming those who were changed since.
    """
    _note_changed(run)
    _refuse_changed_since(run)
    if rows("SELECT 1 FROM changing LIMIT 1"):
        _restore(reason, by)
    done("DROP TABLE changing")
    leave(run)


def _note_changed(run: ImportRun) -> None:
    """The table `changing`: members the import changed, the history row it wrote, and the one before that."""
    done("DROP TABLE IF EXISTS changing")
    done(
        f"CREATE TEMPORARY TABLE changing AS SELECT h.id AS member_id, h.history_id AS written, "
        f"(SELECT MAX(b.history_id) FROM {HISTORY} b WHERE b.id = h.id AND b.history_id < h.history_id) AS before "
        f"FROM {HISTORY} h WHERE h.history_type = '~' AND h.history_change_reason = %s AND h.history_date >= %s",
        run.reason,
        _at(run),
    )


def _at(run: ImportRun):
    return connection.ops.adapt_datetimefield_value(run.at)


def _refuse_changed_since(run: ImportRun) -> None:
    """Of those who came in the file, whoever changed since has a history, and it begins with the moment of the run."""
    since = (
        f"FROM {MEMBER} m WHERE m.id IN (SELECT c.member_id FROM changing c JOIN {HISTORY} h ON h.id = c.member_id "
        f"AND h.history_id > c.written) "
        f"OR m.id IN (SELECT h.id FROM {HISTORY} h JOIN {MEMBER} n ON n.id = h.id "
        f"WHERE h.history_date = %s AND n.entered_in_id = %s)"
    )
    found = rows(f"SELECT m.name, m.code {since} ORDER BY m.id LIMIT {NAMED}", _at(run), run.pk)
    if not found:
        return
    [(count,)] = rows(f"SELECT COUNT(*) {since}", _at(run), run.pk)
    more = [f"… và {count - NAMED} thành viên nữa."] if count > NAMED else []
    told = [f"{name} ({code}): đã được sửa." for name, code in found]
    raise ValidationError(["Chưa hoàn tác gì, vì từ sau lần nhập này:", *told, *more])


def _restore(reason: str, by) -> None:
    """Give those in `changing` back what they were, and to those who had another name the words they are found by."""
    renamed = rows(
        f"SELECT m.id, b.name, m.code FROM changing c JOIN {HISTORY} b ON b.history_id = c.before "
        f"JOIN {MEMBER} m ON m.id = c.member_id WHERE m.name <> b.name"
    )
    values = ", ".join(f"{name} = b.{name}" for name in FACTS)
    done(
        f"UPDATE {MEMBER} AS m SET {values} FROM changing c, {HISTORY} b "
        "WHERE m.id = c.member_id AND b.history_id = c.before"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {MEMBER} SET search_key = %s WHERE id = %s",
            [(search_key(name, code), pk) for pk, name, code in renamed],
        )
    keep_versions("~", "SELECT member_id FROM changing", reason=reason[:100], by=by.pk)
