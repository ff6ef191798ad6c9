"""Taking back a file of members: what it brought goes, what it changed is again what it was, or nothing happens.

Statements about all rows at once, as promotion.py wrote them. The history keeps it all: the first version of those who
go, that they went, and why.
"""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from cooperatives.members.columns import FACTS, MemberResource
from cooperatives.members.promotion import HISTORY, MEMBER, NEW_VERSIONS, VERSION, done, keep_first_versions, rows
from cooperatives.models import Member
from office.importing.undo import NAMED, takes_back
from office.models import ImportRun
from office.text import search_key

_BATCH = 2000


@takes_back(MemberResource.kind)
def take_back(run: ImportRun, *, reason: str, by) -> None:
    """Take back everything an import of members wrote, in the transaction that the caller holds.

    `reason` goes into the history. Raises ValidationError naming those who were changed since.
    """
    _note_changed(run)
    _refuse_changed_since(run)
    _restore(reason, by)
    _remove(run, reason, by)
    done("DROP TABLE changing")


def _note_changed(run: ImportRun) -> None:
    """The table `changing`: members the import changed, the history row it wrote, and the one before that."""
    done("DROP TABLE IF EXISTS changing")
    done(
        f"CREATE TEMPORARY TABLE changing AS SELECT h.id AS member_id, h.history_id AS written, "
        f"(SELECT MAX(b.history_id) FROM {HISTORY} b WHERE b.id = h.id AND b.history_id < h.history_id) AS before "
        f"FROM {HISTORY} h WHERE h.history_type = '~' AND h.history_change_reason = %s AND h.history_date >= %s",
        run.reason,
        connection.ops.adapt_datetimefield_value(run.at),
    )


def _refuse_changed_since(run: ImportRun) -> None:
    since = (
        f"FROM {MEMBER} m WHERE EXISTS (SELECT 1 FROM changing c JOIN {HISTORY} h ON h.id = c.member_id "
        f"AND h.history_id > c.written WHERE c.member_id = m.id) "
        f"OR (m.entered_in_id = %s AND EXISTS (SELECT 1 FROM {HISTORY} h WHERE h.id = m.id))"
    )
    found = rows(f"SELECT m.name, m.code {since} ORDER BY m.id LIMIT {NAMED}", run.pk)
    if not found:
        return
    [(count,)] = rows(f"SELECT COUNT(*) {since}", run.pk)
    more = [f"… và {count - NAMED} thành viên nữa."] if count > NAMED else []
    told = [f"{name} ({code}): đã được sửa." for name, code in found]
    raise ValidationError(["Chưa hoàn tác gì, vì từ sau lần nhập này:", *told, *more])


def _restore(reason: str, by) -> None:
    values = ", ".join(f"{name} = b.{name}" for name in FACTS)
    renamed = rows(
        f"SELECT m.id, b.name, m.code FROM changing c JOIN {HISTORY} b ON b.history_id = c.before "
        f"JOIN {MEMBER} m ON m.id = c.member_id WHERE m.name <> b.name"
    )
    done(
        f"UPDATE {MEMBER} AS m SET {values} FROM changing c, {HISTORY} b "
        "WHERE m.id = c.member_id AND b.history_id = c.before"
    )
    for start in range(0, len(renamed), _BATCH):
        named = [Member(pk=pk, search_key=search_key(name, code)) for pk, name, code in renamed[start : start + _BATCH]]
        Member.objects.bulk_update(named, ["search_key"])
    done(NEW_VERSIONS, connection.ops.adapt_datetimefield_value(timezone.now()), reason[:100], by.pk)


def _remove(run: ImportRun, reason: str, by) -> None:
    done("DROP TABLE changing")
    done(f"CREATE TEMPORARY TABLE changing AS SELECT id AS member_id FROM {MEMBER} WHERE entered_in_id = %s", run.pk)
    keep_first_versions()
    versions = ", ".join(f"m.{name}" for name in VERSION)
    done(
        f"INSERT INTO {HISTORY} ({', '.join(VERSION)}, history_date, history_change_reason, history_type, "
        f"history_user_id) SELECT {versions}, %s, %s, '-', %s FROM {MEMBER} m WHERE m.entered_in_id = %s",
        connection.ops.adapt_datetimefield_value(timezone.now()),
        reason[:100],
        by.pk,
        run.pk,
    )
    done(f"DELETE FROM {MEMBER} WHERE entered_in_id = %s", run.pk)
