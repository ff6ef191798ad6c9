"""Importing life events: one row is one thing that happened, and calls the verb of the register that records it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError

from cooperatives import workflow
from cooperatives.importing.codes import Register
from cooperatives.importing.organisations import KINDS
from cooperatives.models import Kind, Level, LifeEvent, Organisation, Participant, Place
from cooperatives.moves import following
from cooperatives.workflow import PARTS, Paper
from office.importing import Row, TableResource
from office.importing.columns import Column, choice, line, number, past_day, text
from printing import numbers
from printing.spreadsheet import Cell

Event, Role = LifeEvent.Kind, Participant.Role
EVENTS = {kind.label: kind for kind in Event} | {
    "thành lập mới": Event.FOUNDED,
    "hoạt động trở lại": Event.RESUMED,
    "chuyển trụ sở": Event.MOVED,
    "điều chỉnh số liệu": Event.ADJUSTED,
}
ONE_BY_ONE = (Event.FOUNDED, Event.SUSPENDED, Event.RESUMED, Event.MOVED, Event.RENAMED)
TO_PLACES = (Event.MOVED, Event.ADJUSTED)
LARGEST_RECOUNT = 100_000
Codes = tuple[str, ...]


def _codes(cell: Cell) -> Codes | None:
    """Codes separated by ";", in the order of the alphabet."""
    written = text(cell)
    codes = [code for part in (written or "").split(";") if (code := part.strip())]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise ValueError(f"Mã “{twice}” ghi hai lần trong một ô: hãy giữ một.")
    return tuple(sorted(codes)) or None


def _paper(header: str, name: str, **more) -> Column:
    return Column(header, name, line(LifeEvent._meta.get_field(name)), **more)


class LifeEventResource(TableResource):
    """Events by kind, day and parties. Known ones may get parties, a decision or a note that were not known before."""

    kind = "life_events"
    of_register = True
    guidance = (
        "Mỗi dòng một sự kiện. Cột có dấu * là bắt buộc; thứ tự dòng và cột tùy ý; không đổi tên cột.",
        "Tổ chức nêu trong tệp phải có trong sổ, kể cả tổ chức hình thành từ sự kiện: hãy nhập tệp tổ chức trước.",
        "Mã: tổ chức bị chia, bị tách, được hợp nhất, bị sáp nhập, chấm dứt, thay đổi. Nhiều mã cách nhau bằng dấu ;",
        "Mã liên quan: tổ chức hình thành hoặc tiếp nhận. Với chuyển địa bàn và điều chỉnh: mã xã, phường năm chữ số.",
        "Loại hình và Số lượng (có dấu, ví dụ -40) chỉ ghi cho điều chỉnh; khi ấy để trống cột Mã.",
        "Sự kiện đã có trong sổ (cùng loại, cùng ngày, cùng tổ chức) thì giữ nguyên; tệp chỉ bổ sung bên liên quan, "
        "số quyết định, ghi chú và không xóa sự kiện nào.",
    )

    event_kind = Column(
        "Sự kiện",
        "kind",
        choice("sự kiện", EVENTS),
        show=lambda kind: Event(kind).label,
        required=True,
        choices=tuple(Event.labels),
        example=Event.DISSOLVED.label,
    )
    date = Column(
        "Ngày",
        "date",
        past_day,
        kind="day",
        required=True,
        help="ngày/tháng/năm, theo quyết định",
        example="31/12/2022",
    )
    codes = Column(
        "Mã", "codes", _codes, show="; ".join, help="Định dạng ô là Văn bản để giữ số 0 ở đầu.", example="HTX0001"
    )
    into = Column(
        "Mã liên quan",
        "into",
        _codes,
        show="; ".join,
        help="Tổ chức hình thành hoặc tiếp nhận, ví dụ HTX0002; HTX0003.",
    )
    adjusted_kind = Column(
        "Loại hình",
        "adjusted_kind",
        choice("loại hình", KINDS),
        show=lambda kind: Kind(kind).short,
        choices=tuple(kind.short for kind in Kind),
        help="Chỉ cho điều chỉnh.",
    )
    adjustment = Column(
        "Số lượng",
        "adjustment",
        number(numbers.parse_integer, signed=True, largest=LARGEST_RECOUNT),
        kind="integer",
        help="Chỉ cho điều chỉnh, có dấu: -40 là bớt 40.",
    )
    decision = _paper("Số quyết định", "decision", example="15/QĐ-UBND")
    note = _paper("Ghi chú", "note")

    # What is stored

    def prepare(self, rows: list[Row]) -> None:
        named = [code for row in rows for name in ("codes", "into") for code in row.values.get(name, ())]
        self._register = Register(named, by=self.by)
        self._places = list(Place.objects.filter(code__in=named, level=Level.COMMUNE))
        self._known = _Known({row.values["date"] for row in rows if "date" in row.values})
        self._found: dict[int, LifeEvent | None] = {}
        self._steps: list[tuple[date, Row, Callable[[], object]]] = []

    def find(self, row: Row) -> LifeEvent | None:
        if row.line not in self._found:
            self._found[row.line] = self._known.find(row.values)
        return self._found[row.line]

    def identity(self, row: Row) -> tuple | None:
        """Recounts that the register holds may look the same; any two other lines may not."""
        values = row.values
        if values.get("kind") == Event.ADJUSTED and self.find(row):
            return None
        parts = ("kind", "date", "codes", "into", "adjusted_kind", "adjustment")
        return tuple(values.get(name) for name in parts) if "kind" in values and "date" in values else None

    def named(self, row: Row) -> str:
        values = row.values
        what = f"{Event(values['kind']).label} ngày {values['date']:%d/%m/%Y}"
        if values["kind"] == Event.ADJUSTED:
            return f"{what}: {numbers.signed(values['adjustment'])} {Kind(values['adjusted_kind']).short}"
        return f"{what}: {'; '.join(values['codes'])}"

    def facts(self, record: LifeEvent, row: Row | None = None) -> dict[str, object]:
        """What is stored; of the parties only what the row speaks of, where the row tells nothing more."""
        facts = self._known.facts(record)
        for name in ("codes", "into") if row else ():
            written, stored = row.values.get(name), facts[name]
            if written and stored and set(written) < set(stored):
                facts[name] = written
        return facts

    def for_export(self, queryset) -> Iterator[dict]:
        events = list(queryset)
        known = _Known({event.date for event in events})
        return (known.facts(event) for event in reversed(events))

    # What a row says

    def resolve(self, row: Row, record: LifeEvent | None) -> None:
        for name in ("codes", "into"):
            is_place = name == "into" and row.values.get("kind") in TO_PLACES
            for code in row.values.get(name, ()):
                refusal = self._no_place(code, row) if is_place else self._register.unknown(code)
                if refusal:
                    row.refuse(name, refusal)

    def _no_place(self, code: str, row: Row) -> str:
        if "date" not in row.values or self._place(code, row.values["date"]):
            return ""
        day = f"{row.values['date']:%d/%m/%Y}"
        return f"Không có xã, phường nào mang mã “{code}” vào ngày {day}: hãy ghi mã năm chữ số của nơi ấy khi đó."

    def _place(self, code: str, on: date) -> Place | None:
        return next((place for place in self._places if place.code == code and place.is_valid(on)), None)

    def check(self, row: Row, record: LifeEvent | None, before: dict, after: dict) -> None:
        if "kind" not in row.values:
            return
        kind = row.values["kind"]
        wrong = _wrong_recount(row.values) if kind == Event.ADJUSTED else _wrong_parties(kind, row.values)
        told = {error.column for error in row.errors}  # of a cell that cannot be read nothing more is said
        for attribute, sentence in wrong:
            if row.headers[attribute] not in told:
                row.refuse(attribute, sentence)
        if record is not None and (sentence := _contradiction(before, row.values)):
            row.refuse(*sentence)
        if record is None and PARTS.get(kind, (None, None))[1] is Role.BEGINS and "into" not in row.values:
            label = Event(kind).label
            self.warnings.append(f"Dòng {row.line}: việc {label} chưa ghi tổ chức hình thành ở cột Mã liên quan.")

    # What it changes

    def create(self, row: Row, after: dict) -> None:
        self._steps.append((after.get("date"), row, partial(self._happen, after)))

    def change(self, row: Row, record: LifeEvent, before: dict, changed: dict) -> None:
        self._steps.append((record.date, row, partial(self._complete, record, changed)))

    def _complete(self, event: LifeEvent, changed: dict) -> None:
        subjects, into = (self._organisations(changed.get(name, ())) for name in ("codes", "into"))
        papers = {name: changed[name] for name in ("decision", "note") if name in changed}
        workflow.complete(event, subjects=subjects, into=into, **papers, by=self.by)

    def _organisations(self, codes: Iterable[str]) -> list[Organisation]:
        return [one for code in codes if (one := self._register.get(code))]

    def _happen(self, said: dict) -> None:
        kind, on, paper = said["kind"], said["date"], Paper(said.get("decision", ""), None, said.get("note", ""))
        if kind == Event.ADJUSTED:
            [place] = self._places_of(said)
            quantity = said["adjustment"]
            workflow.adjust(kind=said["adjusted_kind"], quantity=quantity, on=on, place=place, paper=paper, by=self.by)
            return
        subjects, how = self._organisations(said["codes"]), {"on": on, "paper": paper, "by": self.by}
        if kind not in ONE_BY_ONE:
            workflow.reorganise(subjects, kind=kind, into=self._organisations(said.get("into", ())), **how)
            return
        verbs = {Event.SUSPENDED: workflow.suspend, Event.RESUMED: workflow.resume, Event.RENAMED: workflow.rename}
        if kind == Event.FOUNDED:
            self._founded(subjects[0], said)
        elif kind == Event.MOVED:
            workflow.move(subjects[0], to=self._places_of(said)[0], **how)
        else:
            verbs[kind](subjects[0], **how)

    def _places_of(self, said: dict) -> list[Place | None]:
        return [self._place(code, said["date"]) for code in said.get("into", ())] or [None]

    def _founded(self, one: Organisation, said: dict) -> None:
        """An organisation enters the register with its founding: what the file can add is an event that got lost."""
        begun = LifeEvent.objects.filter(participants__organisation=one, participants__role=Role.BEGINS).first()
        if begun:
            raise ValidationError(f"{one} đã bắt đầu bằng việc {begun}: ngày thành lập sửa bằng tệp tổ chức.")
        workflow.correct_founding(one, on=said["date"], by=self.by)
        event = LifeEvent.objects.get(participants__organisation=one, participants__role=Role.BEGINS)
        workflow.complete(event, decision=said.get("decision"), note=said.get("note"), by=self.by)

    def write(self) -> None:
        """Day after day, as it happened, whatever the order of the lines."""
        for _, row, step in sorted((step for step in self._steps if not step[1].errors), key=lambda step: step[0]):
            with row.refusing("codes"):
                step()


class _Known:
    """The events of some days as they are stored, and what a file would say of them."""

    def __init__(self, days: set[date]):
        span = (min(days), max(days)) if days else None
        events = LifeEvent.objects.filter(date__range=span) if span else LifeEvent.objects.none()
        events = events.select_related("adjusted_place").with_participants().order_by("pk")
        self._by_day: dict[tuple[str, date], list[LifeEvent]] = defaultdict(list)
        for event in events:
            if event.date in days:
                self._by_day[event.kind, event.date].append(event)
        self._taken: set[int] = set()  # recounts that a line of the file has spoken of
        self._reached = _reached([event for each in self._by_day.values() for event in each])

    def find(self, values: dict) -> LifeEvent | None:
        same = self._by_day.get((values.get("kind"), values.get("date")), ())
        if values.get("kind") == Event.ADJUSTED:
            return self._recount(same, values)
        codes = set(values.get("codes", ()))
        theirs = [event for event in same if codes & set(self.facts(event)["codes"])]
        whole = [event for event in theirs if codes <= set(self.facts(event)["codes"])]
        return next(iter(whole or theirs), None)

    def _recount(self, same: Iterable[LifeEvent], values: dict) -> LifeEvent | None:
        for event in same:
            facts = self.facts(event)
            names = [name for name in ("adjusted_kind", "adjustment", "into") if name in values]
            if event.pk not in self._taken and all(facts[name] == values[name] for name in names):
                self._taken.add(event.pk)
                return event
        return None

    def facts(self, event: LifeEvent) -> dict[str, object]:
        own, theirs = PARTS.get(event.kind, (None, None))
        by_role = defaultdict(list)
        for part in event.participants.all():
            by_role[part.role].append(part.organisation.code)
        place = event.adjusted_place or self._reached.get(event.pk)
        into = [place.code] if event.kind in TO_PLACES and place and place.code else by_role.get(theirs, ())
        return {
            **{name: getattr(event, name) for name in ("kind", "date", "adjustment", "decision", "note")},
            "adjusted_kind": event.adjusted_kind or None,
            "codes": tuple(sorted(by_role.get(own, ()))),
            "into": tuple(sorted(into)) or None,
        }


def _reached(events: Iterable[LifeEvent]) -> dict[int, Place]:
    """The places that moves led to, by event."""
    organisations = [part.organisation for event in events for part in event.participants.all() if part.former_place_id]
    if not organisations:
        return {}
    moves = Participant.objects.filter(
        organisation__in=organisations, event__kind=Event.MOVED, former_place__isnull=False
    ).select_related("event")
    moves, seats = list(moves), {one.pk: one.place_id for one in organisations}
    next_moves = following(moves)
    reached = {}
    for move in moves:
        then = next_moves[move.pk]
        reached[move.pk] = then.former_place_id if then else seats[move.organisation_id]
    places = Place.objects.in_bulk([key for key in reached.values() if key])
    return {move.event_id: places[key] for move in moves if (key := reached[move.pk])}


# What cannot be


def _wrong_recount(values: dict) -> Iterator[tuple[str, str]]:
    if "codes" in values:
        yield "codes", "Điều chỉnh không nêu tổ chức nào: hãy để trống ô này, hoặc ghi đúng sự kiện đã xảy ra."
    if "adjusted_kind" not in values:
        yield "adjusted_kind", "Điều chỉnh phải ghi loại hình: HTX, QTDND, LHHTX, THT hoặc DN."
    if "adjustment" not in values:
        yield "adjustment", "Điều chỉnh phải ghi số lượng, có dấu: -40 là bớt 40."
    elif not values["adjustment"]:
        yield "adjustment", "Điều chỉnh 0 không thay đổi gì: hãy ghi số khác 0 hoặc xóa dòng."
    if len(values.get("into", ())) > 1:
        yield "into", "Điều chỉnh chỉ ghi mã của một xã, phường: hãy tách thành nhiều dòng."


def _wrong_parties(kind: str, values: dict) -> Iterator[tuple[str, str]]:
    label, (_, theirs) = Event(kind).label, PARTS[kind]
    codes, into = values.get("codes", ()), values.get("into", ())
    if not codes:
        yield "codes", f"Thiếu “Mã”: hãy ghi mã của tổ chức {label}."
    if kind in ONE_BY_ONE and len(codes) > 1:
        yield "codes", f"Mỗi dòng {label} chỉ một tổ chức: hãy tách thành nhiều dòng."
    if theirs is None and kind != Event.MOVED and into:
        yield "into", f"Việc {label} không có tổ chức hình thành hay tiếp nhận: hãy để trống ô này."
    if kind == Event.MOVED and len(into) > 1:
        yield "into", "Chuyển địa bàn chỉ ghi mã của một xã, phường nơi đến."
    if kind == Event.SEPARATED and not into:
        yield "into", "Việc tách phải ghi mã của tổ chức được tách ra."
    for name, header in (("adjusted_kind", "Loại hình"), ("adjustment", "Số lượng")):
        if name in values:
            yield name, f"“{header}” chỉ ghi cho điều chỉnh: hãy để trống ô này."


def _contradiction(before: dict, values: dict) -> tuple[str, str] | None:
    """Where the register tells of the same thing with other parties: nothing is added to it, nothing taken away."""
    for name in ("codes", "into"):
        written, stored = values.get(name), before.get(name)
        if written and stored and not set(written) >= set(stored):
            return name, f"Sổ đã ghi sự kiện này với mã {'; '.join(stored)}: hãy sửa dòng, hoặc hủy sự kiện trong sổ."
    if values["kind"] == Event.MOVED and values.get("into") and not before.get("into"):
        return "into", "Sổ đã ghi việc chuyển này mà chưa có nơi đến: hãy hủy sự kiện trong sổ rồi nhập lại."
    return None
