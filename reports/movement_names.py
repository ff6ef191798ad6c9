"""The names behind a cell of a movement, as a table: who, since when or what happened, with whom, by which decision."""

from collections.abc import Iterable, Sequence

from django.db.models import prefetch_related_objects

from cooperatives.models import Kind, LifeEvent, Organisation
from printing.table import Column, Table
from reports.movement import Entry, Movement

COLUMNS = (
    Column("name", "Tổ chức"),
    Column("code", "Mã"),
    Column("kind", "Loại hình"),
    Column("place", "Xã, phường"),
    Column("date", "Ngày", kind="day"),
    Column("event", "Sự kiện"),
    Column("others", "Cùng với"),
    Column("decision", "Số quyết định"),
    Column("note", "Ghi chú"),
    Column("amount", "Số lượng", kind="integer"),
)


def names(entries: Sequence[Entry], *, title: str = "") -> Table:
    """Return one row per entry, without columns that are blank throughout. Of a stock the day is the founding.

    Two queries more than the entries took.
    """
    _fetch(entries)
    table = Table(title, COLUMNS, tuple(_line(entry) for entry in entries))
    blank = {column.key for column in COLUMNS[4:] if not any(table.values(column.key))}
    if all(entry.organisation for entry in entries):
        blank.add("amount")
    return table.select(*(column.key for column in COLUMNS if column.key not in blank))


def changes(movement: Movement) -> Table:
    """Return the names behind everything that came or went, in the order of the columns and of the days."""
    steps = movement.steps[1:-1]
    lists = [(step, movement.behind(movement.whole, step)) for step in steps]
    _fetch([entry for _, entries in lists for entry in entries])
    rows = tuple((step.label, *_line(entry)) for step, entries in lists for entry in entries)
    title = f"Các tổ chức trong biến động {movement.period.label}"
    return Table(title, (Column("step", "Biến động"), *COLUMNS), rows)


def _fetch(entries: Iterable[Entry]) -> None:
    """Look up at once what the lines will say of places and of the other parties."""
    organisations = [entry.organisation for entry in entries if entry.organisation]
    prefetch_related_objects(organisations, "place__parent")
    prefetch_related_objects([entry.event for entry in entries if entry.event], "participants__organisation")


def _line(entry: Entry) -> tuple:
    event, one = entry.event, entry.organisation
    if one is None:
        kind = Kind(event.adjusted_kind)
        place = event.adjusted_place.full_name if event.adjusted_place else ""
        words = (event.date, "điều chỉnh", "", event.decision, event.note)
        return (f"Điều chỉnh số {kind.short}", "", kind.short, place, *words, entry.amount)
    place = one.place.full_name if one.place else ""
    known = (one.name, one.code, Kind(one.kind).short, place)
    if event is None:
        return (*known, one.founded_on, "", "", "", "", entry.amount)
    return (*known, event.date, _happened(entry), _others(event, one), event.decision, event.note, entry.amount)


def _happened(entry: Entry) -> str:
    if entry.left is None:
        return entry.event.get_kind_display()
    return f"từ {entry.left.full_name} đến {entry.reached.full_name if entry.reached else 'nơi chưa rõ'}"


def _others(event: LifeEvent, one: Organisation) -> str:
    parts = (part for part in event.participants.all() if part.organisation_id != one.pk)
    return "; ".join(f"{part.organisation.name} ({part.get_role_display()})" for part in parts)
