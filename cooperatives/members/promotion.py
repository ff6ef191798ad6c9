"""From the stage into the register: what a file would change, and the one transaction that changes it.

Statements about all rows at once, the same on both databases. A blank cell of the file is NULL in the stage and leaves
what is stored. History: what changes gets its history rows within the same transaction; what is new needs none, since
the row with `entered_in` is its own first version (docs/decisions/0006-members-from-files-are-their-own-history.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from cooperatives.members.columns import FACTS, MemberResource, header_of
from cooperatives.members.stage import MAX_ERRORS, Stage
from cooperatives.members.words import leave_pending
from cooperatives.models import Member
from office.importing import CellError, RowChange
from office.importing.columns import Column, typed
from office.models import ImportRun
from printing import numbers

SHOWN_CHANGES = 200
MANY = 10_000  # new rows from which on their words are indexed later
MEMBER = Member._meta.db_table
HISTORY = Member.history.model._meta.db_table
RUN = ImportRun._meta.db_table
_SAME_MEMBER = "m.organisation_id = s.organisation_id AND m.code = s.code"
_DIFFERS = " OR ".join(f"(s.{n} IS NOT NULL AND (m.{n} IS NULL OR m.{n} <> {{{n}}}))" for n in FACTS)
_TEXTS = ("party", "kind", "sex")
VERSION = tuple(field.column for field in Member.history.model.tracked_fields)

NEW_VERSIONS = (
    f"INSERT INTO {HISTORY} ({', '.join(VERSION)}, history_date, history_change_reason, history_type, "
    f"history_user_id) SELECT {', '.join(f'm.{name}' for name in VERSION)}, %s, %s, '~', %s "
    f"FROM changing c JOIN {MEMBER} m ON m.id = c.member_id"
)
"""Writes the history of those in `changing` as they now are: when, why, who."""


@dataclass(frozen=True)
class Counts:
    """What a stage does, or would do, to the register."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def _as_stored(name: str) -> str:
    """A staged column in the type of the register's: PostgreSQL would not compare text with days."""
    return f"CAST(s.{name} AS date)" if name.endswith("_on") and connection.vendor == "postgresql" else f"s.{name}"


def _differs() -> str:
    return _DIFFERS.format(**{name: _as_stored(name) for name in FACTS})


def rows(sql: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def done(sql: str, *parameters) -> int:
    """Execute a statement and return how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


# Looking


def contradictions(stage: Stage) -> list[CellError]:
    """What cannot be, seen only in all rows together: lines that repeat, days that contradict what is stored."""
    errors = [*_repeated(stage), *_leaving_too_early(stage)]
    return sorted(errors, key=lambda error: error.row)[:MAX_ERRORS]


def _repeated(stage: Stage) -> Iterator[CellError]:
    shape = "LTRIM(LOWER(code), '0')"
    found = rows(
        f"SELECT s.line, s.code, f.first, g.code FROM {stage.table} s "
        f"JOIN (SELECT organisation_id AS o, {shape} AS shape, MIN(line) AS first FROM {stage.table} "
        f"GROUP BY organisation_id, {shape} HAVING COUNT(*) > 1) f "
        f"ON f.o = s.organisation_id AND f.shape = {shape.replace('code', 's.code')} AND f.first < s.line "
        f"JOIN {stage.table} g ON g.line = f.first ORDER BY s.line LIMIT {MAX_ERRORS}"
    )
    for line, code, first, other in found:
        same = f"Dòng {line} lặp lại dòng {first}: hãy giữ lại một dòng."
        alike = (
            f"Mã “{code}” và mã “{other}” ở dòng {first} chỉ khác số 0 ở đầu hoặc chữ hoa: "
            "hãy định dạng ô là Văn bản rồi gõ đúng mã."
        )
        yield CellError(line, header_of("code"), code, same if code == other else alike)


def _leaving_too_early(stage: Stage) -> Iterator[CellError]:
    joined, left = (f"COALESCE({_as_stored(name)}, m.{name})" for name in ("joined_on", "left_on"))
    found = rows(
        f"SELECT s.line, s.left_on IS NOT NULL, {joined}, {left} FROM {stage.table} s "
        f"JOIN {MEMBER} m ON {_SAME_MEMBER} "
        f"WHERE {left} <= {joined} AND (s.left_on IS NULL OR s.joined_on IS NULL) ORDER BY s.line LIMIT {MAX_ERRORS}"
    )
    for line, in_left, joined_on, left_on in found:
        stored = f"trong sổ, ngày vào là {_day(joined_on)}" if in_left else f"trong sổ, ngày ra là {_day(left_on)}"
        yield CellError(
            line,
            header_of("left_on" if in_left else "joined_on"),
            _day(left_on if in_left else joined_on),
            f"Ngày ra phải sau ngày vào ({stored}): hãy kiểm tra cả hai.",
        )


def _day(value) -> str:
    return typed(Member._meta.get_field("joined_on").to_python(value))


def counts(stage: Stage, staged: int) -> Counts:
    """What a stage of so many rows would do."""
    [(known, changed)] = rows(
        f"SELECT COUNT(*), COALESCE(SUM(CASE WHEN {_differs()} THEN 1 ELSE 0 END), 0) "
        f"FROM {stage.table} s JOIN {MEMBER} m ON {_SAME_MEMBER}"
    )
    return Counts(created=staged - known, updated=changed, unchanged=known - changed)


def first_changes(stage: Stage) -> list[RowChange]:
    """The first changes of members that are stored, each with what stands there before and after."""
    columns = ", ".join(f"m.{name}, s.{name}" for name in FACTS)
    found = rows(
        f"SELECT s.line, m.name, m.code, {columns} FROM {stage.table} s JOIN {MEMBER} m ON {_SAME_MEMBER} "
        f"WHERE {_differs()} ORDER BY s.line LIMIT {SHOWN_CHANGES}"
    )
    return [
        RowChange(line, f"{name} ({code})", created=False, details=tuple(_details(values)))
        for line, name, code, *values in found
    ]


def _details(values: list) -> Iterator[str]:
    """Stored and staged values in turn, as "column: before → after" where they differ."""
    columns = {column.attribute: column for column in MemberResource.columns()}
    for place, name in enumerate(FACTS):
        field = Member._meta.get_field(name)
        before, after = (field.to_python(value) for value in values[2 * place : 2 * place + 2])
        if after is not None and after != before:
            was, now = (_in_words(columns[name], value) for value in (before, after))
            yield f"{columns[name].header}: {was} → {now}"


def _in_words(column: Column, value) -> str:
    if column.kind == "money" and value is not None:
        return numbers.grouped(value)
    return typed(column.shown(value)) or "(trống)"


# Doing


def promote(stage: Stage, run: ImportRun) -> Counts:
    """Write everything staged into the register, in the transaction that the caller holds.

    `run` is saved and names who, when and which file. Raises IntegrityError when somebody else entered the same
    member, or a day that contradicts, since the stage was looked at.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("promote() writes in its caller's transaction")
    [(staged,)] = rows(f"SELECT COUNT(*) FROM {stage.table}")
    met, changed = _met(stage)
    if changed:
        keep_first_versions()
        _overwrite(stage)
        _keep_new_versions(run)
    done("DROP TABLE changing")
    with _indexed_afterwards(staged - met):
        created = _insert(stage, run, some_are_known=met > 0) if met < staged else 0
    return Counts(created=created, updated=changed, unchanged=staged - created - changed)


def _met(stage: Stage) -> tuple[int, int]:
    """Note, and lock, the members that change, in the table `changing` of this transaction.

    Returns how many of the stage the register knows, and how many of these change.
    """
    lock = "FOR UPDATE OF m" if connection.vendor == "postgresql" else ""
    done("DROP TABLE IF EXISTS changing")
    done(
        f"CREATE TEMPORARY TABLE changing AS SELECT m.id AS member_id, ({_differs()}) AS differs FROM {stage.table} s "
        f"JOIN {MEMBER} m ON {_SAME_MEMBER} {lock}"
    )
    [(met,)] = rows("SELECT COUNT(*) FROM changing")
    done("DELETE FROM changing WHERE NOT differs")
    return met, rows("SELECT COUNT(*) FROM changing")[0][0]


def keep_first_versions() -> None:
    """What Member.keep_first_version does, of all that change: those of files that have no history of their own yet."""
    done(
        f"INSERT INTO {HISTORY} ({', '.join(VERSION)}, history_date, history_change_reason, history_type, "
        f"history_user_id) SELECT {', '.join(f'm.{name}' for name in VERSION)}, r.at, "
        f"{_reason('r')}, '+', r.by_id FROM changing c JOIN {MEMBER} m ON m.id = c.member_id "
        f"JOIN {RUN} r ON r.id = m.entered_in_id WHERE NOT EXISTS (SELECT 1 FROM {HISTORY} h WHERE h.id = m.id)"
    )


def _reason(run: str) -> str:
    """ImportRun.reason, in SQL."""
    return f"SUBSTR('Nhập tệp #' || {run}.id || ': ' || {run}.file_name, 1, 100)"


def _overwrite(stage: Stage) -> None:
    values = ", ".join(f"{name} = COALESCE({_as_stored(name)}, m.{name})" for name in FACTS)
    done(
        f"UPDATE {MEMBER} AS m SET {values}, search_key = s.search_key "
        f"FROM {stage.table} s, changing c WHERE m.id = c.member_id AND {_SAME_MEMBER}"
    )


def _keep_new_versions(run: ImportRun) -> None:
    done(NEW_VERSIONS, connection.ops.adapt_datetimefield_value(timezone.now()), run.reason, run.by_id)


def _insert(stage: Stage, run: ImportRun, *, some_are_known: bool) -> int:
    new = f"WHERE NOT EXISTS (SELECT 1 FROM {MEMBER} m WHERE {_SAME_MEMBER})" if some_are_known else ""
    values = ", ".join(f"COALESCE(s.{name}, '')" if name in _TEXTS else _as_stored(name) for name in FACTS)
    return done(
        f"INSERT INTO {MEMBER} (organisation_id, code, {', '.join(FACTS)}, search_key, entered_in_id) "
        f"SELECT s.organisation_id, s.code, {values}, s.search_key, %s FROM {stage.table} s {new}",
        run.pk,
    )


@contextmanager
def _indexed_afterwards(new: int) -> Iterator[None]:
    """On SQLite, where everybody waits for this: leave the words of many new members for later (words.py).

    The triggers go and come back within the transaction; nobody sees the register without them.
    """
    if connection.vendor != "sqlite" or new < MANY:
        yield
        return
    [(last,)] = rows(f"SELECT COALESCE(MAX(id), 0) FROM {MEMBER}")
    triggers = rows("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = %s", MEMBER)
    for name, _ in triggers:
        done(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    yield
    for _, sql in triggers:
        done(sql)
    leave_pending(last)
