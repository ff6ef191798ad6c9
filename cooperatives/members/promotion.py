"""From the stage into the register: what a file would change, and what changes it, all or nothing.

A blank cell of the file is NULL in the stage and leaves what is stored. New members go in by steps (passing.py); who
changes does so with the last, which lets everybody see the whole. History: what changes gets its history rows within
the same transaction; what is new needs none, since the row with `entered_in` is its own first version
(docs/decisions/0006-members-from-files-are-their-own-history.md).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from cooperatives.members import passing
from cooperatives.members.columns import FACTS, MemberResource, header_of
from cooperatives.members.stage import MAX_ERRORS, Stage
from cooperatives.members.statements import IN_REGISTER, MEMBER, done, keep_first_versions, keep_versions, rows
from cooperatives.models import Member
from office.importing import CellError, RowChange
from office.importing.columns import Column, typed
from office.models import ImportRun
from printing import numbers

SHOWN_CHANGES = 200
_SAME_MEMBER = f"m.organisation_id = s.organisation_id AND m.code = s.code AND {IN_REGISTER}"
_DIFFERS = " OR ".join(f"(s.{n} IS NOT NULL AND (m.{n} IS NULL OR m.{n} <> {{{n}}}))" for n in FACTS)
_TEXTS = ("party", "kind", "sex")
_CHANGING = "SELECT member_id FROM changing"
Progress = Callable[[str, int, int], None]
"""Told what is being done, how many rows of the file are done, and how many it seems to have."""


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


def promote(stage: Stage, run: ImportRun, *, last: Callable[[], None], progress: Progress) -> Counts:
    """Write everything staged into the register and save `run`, which names who, when and which file, with its counts.

    `last` is called in the transaction that shows all of it. Raises IntegrityError or ChangedMeanwhile, with nothing
    written, when somebody else entered the same member, or a day that contradicts, since the stage was looked at.
    """
    [(staged,)] = rows(f"SELECT COUNT(*) FROM {stage.table}")
    with passing.entering(run, stage.key) as step:
        met, changed = _met(stage)
        created = 0
        for part in stage.parts(passing.STEP_IN) if met < staged else ():
            progress("Ghi vào sổ", created, staged)
            with step():
                created += _insert(stage, run, part, some_are_known=met > 0)
        if created != staged - met:
            raise passing.ChangedMeanwhile
        with step():
            run.rows, run.created, run.updated, run.unchanged = staged, created, changed, met - changed
            passing.arrive(run)
            if changed:
                _change(stage, run, changed)
            last()
        done("DROP TABLE changing")
    return Counts(created=created, updated=changed, unchanged=met - changed)


def _met(stage: Stage) -> tuple[int, int]:
    """Note, and on PostgreSQL lock, the members that change, in the table `changing` of this connection.

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


def _insert(stage: Stage, run: ImportRun, part: str, *, some_are_known: bool) -> int:
    new = f"AND NOT EXISTS (SELECT 1 FROM {MEMBER} m WHERE {_SAME_MEMBER})" if some_are_known else ""
    values = ", ".join(f"COALESCE(s.{name}, '')" if name in _TEXTS else _as_stored(name) for name in FACTS)
    return done(
        f"INSERT INTO {MEMBER} (organisation_id, code, {', '.join(FACTS)}, search_key, entered_in_id) "
        f"SELECT s.organisation_id, s.code, {values}, s.search_key, %s FROM {stage.table} s WHERE {part} {new}",
        run.pk,
    )


def _change(stage: Stage, run: ImportRun, changed: int) -> None:
    """Change those in `changing`, with their history. Raises ChangedMeanwhile when one of them is gone."""
    keep_first_versions(_CHANGING)
    values = ", ".join(f"{name} = COALESCE({_as_stored(name)}, m.{name})" for name in FACTS)
    still = done(
        f"UPDATE {MEMBER} AS m SET {values}, search_key = s.search_key "
        f"FROM {stage.table} s, changing c WHERE m.id = c.member_id AND {_SAME_MEMBER}"
    )
    if still != changed:
        raise passing.ChangedMeanwhile
    keep_versions("~", _CHANGING, reason=run.reason, by=run.by_id)
