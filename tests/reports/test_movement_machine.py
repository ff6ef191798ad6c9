"""Whatever happens to organisations, every slice of every period balances; switch one rule off and it does not."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cooperatives import workflow
from cooperatives.models import Kind, LifeEvent, Organisation, Participant, Place, PlaceSuccession
from printing.chips import plain
from reports import movement
from reports.movement import read_movement
from reports.reader import read
from reports.sentences import came_and_went
from returns.models import Period
from tests.reports.naive_movement import Story, day_before

Event, Role = LifeEvent.Kind, Participant.Role
REFORM = date(2022, 7, 1)
PERIODS = ("2020", "2021", "2021-6T", "2022-Q3", "2020..2023", "2023-9T", "2019..2024")
EDGES = [date(2020, 12, 14), date(2020, 12, 15), date(2021, 6, 30), REFORM - timedelta(1), REFORM, date(2023, 1, 1)]
# A day: so many days after (before) the last, or one on which counting goes wrong.
days = st.one_of(st.integers(0, 90), st.integers(0, 90), st.integers(-30, 0), st.sampled_from(EDGES))
kinds = st.sampled_from([Kind.COOPERATIVE, Kind.COOPERATIVE, Kind.GROUP, Kind.CREDIT_FUND, Kind.UNION])
choices = st.integers(0, 59)
COLUMN_OF = {
    ("begins", "founded"): "founded",
    ("begins", "split"): "formed",
    ("begins", "separated"): "formed",
    ("begins", "consolidated"): "formed",
    ("begins", "converted"): "converted_in",
    ("ends", "dissolved"): "dissolved",
    ("ends", "bankrupt"): "bankrupt",
    ("ends", "merged"): "merged",
    ("ends", "consolidated"): "merged",
    ("ends", "split"): "split",
    ("ends", "converted"): "converted_out",
}
QUICK = settings(
    max_examples=7,
    stateful_step_count=35,
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=False,
    report_multiple_bugs=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


LEAVING = ("giải thể", "phá sản", "chấm dứt", "sang loại hình khác", "điều chỉnh giảm")


def printed(clause: str) -> int:
    """The number that a clause ends in, before its noun; nought where it says that there is none."""
    told = re.search(r"(−?)([\d.]+)(?: HTX)?$", clause)
    return int(f"{told[1]}{told[2]}".replace("−", "-").replace(".", "")) if told else 0


def signed(clause: str) -> int:
    return -printed(clause) if any(words in clause for words in LEAVING) else printed(clause)


def difference(more: dict, less: dict) -> dict:
    return {code: more[code] - less[code] for code in more}


class Lives(RuleBasedStateMachine):
    """A register that lives by the verbs of the workflow; what they refuse does not happen."""

    def __init__(self):
        super().__init__()
        self.undone_by_teardown = transaction.atomic()
        self.undone_by_teardown.__enter__()
        self.clock, self.number, self.steps = date(2020, 1, 1), 0, 0
        self.done: list[tuple[int, dict]] = []  # events of this life, and what each changed
        self.before = self.counts()

    def teardown(self):
        try:
            self.check("2020..2023", "kind")
            self.check("2020..2023", "place")
        finally:
            transaction.set_rollback(True)
            self.undone_by_teardown.__exit__(None, None, None)

    @initialize()
    def settle(self):
        """A and B became X; C went to X and to Y; D is as it was. The office's 2021 is not the calendar's."""
        old = {name: Place.objects.create(name=name, level="commune", valid_to=date(2022, 6, 30)) for name in "ABC"}
        new = {name: Place.objects.create(name=name, level="commune", valid_from=REFORM) for name in "XY"}
        for one, other in ("AX", "BX", "CX", "CY"):
            PlaceSuccession.objects.create(old=old[one], new=new[other], on=REFORM)
        self.places = old | new | {"D": Place.objects.create(name="D", level="commune")}
        own = {"start": date(2020, 12, 15), "end": date(2021, 12, 14)}
        Period.objects.create(code="2021", kind=Period.Kind.YEAR, **own)
        for kind in (Kind.COOPERATIVE, Kind.COOPERATIVE, Kind.COOPERATIVE, Kind.GROUP):
            self.enter(kind, date(2019, 12, 31), "A")

    # What can happen

    @rule(day=days, kind=kinds, at=st.sampled_from([None, *"ABCDXY"]))
    def found(self, day, kind, at):
        self.enter(kind, self.on(day), at)

    @rule(day=days, first=choices, second=choices, into=choices, both=st.booleans())
    def merge(self, day, first, second, into, both):
        absorbed = {self.some(first), self.some(second) if both else self.some(first)}
        fewer = self.change(Event.MERGED, absorbed, self.on(day), {self.some(into, but=absorbed)})
        assert fewer in (None, -len(absorbed))

    @rule(day=days, first=choices, second=choices, kind=kinds)
    def consolidate(self, day, first, second, kind):
        subjects = {self.some(first), self.some(second)}
        fewer = self.change(Event.CONSOLIDATED, subjects, on := self.on(day), {self.enter(kind, on, "B")})
        assert fewer in (None, -len(subjects))

    @rule(day=days, one=choices, parts=st.integers(1, 3), kind=st.sampled_from([Event.SPLIT, Event.SEPARATED]))
    def divide(self, day, one, parts, kind):
        on, one = self.on(day), self.some(one)
        fewer = self.change(kind, {one}, on, {self.enter(one.kind, on, "D") for _ in range(parts)})
        assert fewer in (None, -1 if kind == Event.SPLIT else 0)

    @rule(day=days, one=choices, kind=kinds)
    def convert(self, day, one, kind):
        on = self.on(day)
        assert self.change(Event.CONVERTED, {self.some(one)}, on, {self.enter(kind, on, "C")}) in (None, -1)

    @rule(day=days, one=choices, kind=st.sampled_from([Event.DISSOLVED, Event.BANKRUPT]))
    def close(self, day, one, kind):
        assert self.change(kind, {self.some(one)}, self.on(day)) in (None, -1)

    @rule(day=days, one=choices, again=st.booleans())
    def suspend_or_resume(self, day, one, again):
        verb = workflow.resume if again else workflow.suspend
        assert self.happen(verb, self.some(one), on=self.on(day)) in (None, 0)

    @rule(day=days, one=choices, to=st.sampled_from("ABCDXY"))
    def move(self, day, one, to):
        assert self.happen(workflow.move, self.some(one), to=self.places[to], on=self.on(day)) in (None, 0)

    @rule(day=days, one=choices)
    def rename(self, day, one):
        self.number += 1
        assert self.happen(workflow.rename, self.some(one), name=f"Tên {self.number}", on=self.on(day)) in (None, 0)

    @rule(day=days, kind=kinds, quantity=st.integers(-9, 9), at=st.sampled_from([None, *"ABD"]))
    def adjust(self, day, kind, quantity, at):
        place = at and self.places[at]
        more = self.happen(workflow.adjust, kind=kind, quantity=quantity, place=place, on=self.on(day))
        assert more in (None, quantity)

    @rule()
    def undo(self):
        """What is taken back changes the counts by as much as it did, the other way."""
        if not self.done:
            return
        key, change = self.done.pop()
        event = LifeEvent.objects.filter(pk=key).first()  # a founding may have given way to a reorganisation
        with suppress(ValidationError):
            if event:
                workflow.undo(event, reason="ghi nhầm", by=None)
                before, self.before = self.before, self.counts()
                assert difference(before, self.before) == change

    # What always holds

    @invariant()
    def balances(self):
        self.steps += 1
        self.check(PERIODS[self.steps % len(PERIODS)], "kind" if self.steps % 2 else "place")

    def check(self, code, by):
        """The table against the story of the events: what there was, what happened, what there is."""
        period, story = Period.objects.named(code), Story()
        found = read_movement(period, by=by)
        self.check_table(found)
        steps = {step.key: step for step in found.steps}
        for name, day in (("opening", day_before(period.start)), ("closing", period.end)):
            told = {row.slug: found.count(row, steps[name]) for row in found.rows}
            assert told == self.expected(story, day, period, found), name
        if by == "place":
            assert found.count(found.whole, steps["moved_in"]) == found.count(found.whole, steps["moved_out"])
        else:
            assert self.effects(found) == self.expected_effects(story, period)
            self.check_sentences(found)

    @staticmethod
    def check_sentences(found):
        """What is printed adds up for whoever reads nothing else, and names everything that came or went."""
        for row in found.rows:
            said = plain(came_and_went(found, row.slug, "HTX"))
            opening, *steps, closing = found.counts(row)
            assert bool(said) == any(steps)
            if said:
                began, changes, ended = said.removesuffix(".").split("; ")
                assert (printed(began), printed(ended)) == (opening, closing)
                assert "chưa ghi sự kiện" not in said
                assert opening + sum(signed(change) for change in changes.split(" HTX, ")) == closing

    def expected(self, story, day, period, found):
        if found.by == "kind":
            counts = story.by_kind(day)
        else:
            counts = story.by_place(day, lambda seat: self.unit(seat, period.end))
        told = {row.slug: sum(counts[part] for part in row.parts) for row in found.rows}
        assert {part for part, count in counts.items() if count} <= set(found.whole.parts)
        return told

    @staticmethod
    def effects(found):
        """How many came and went, by kind of organisation and column."""
        columns = [step for step in found.steps if step.sign and step.key != "adjusted"]
        one_kind = [row for row in found.rows if len(row.parts) == 1]
        counts = {(row.parts[0], step.key): found.count(row, step) for row in one_kind for step in columns}
        return {cell: count for cell, count in counts.items() if count}

    @staticmethod
    def expected_effects(story, period):
        counts = Counter()
        for (kind, role, event), number in story.happened(period.start, period.end).items():
            counts[kind, COLUMN_OF[role, event]] += number
        return dict(counts)

    def check_table(self, found):
        """The identity for every slice, and every column the sum of its slices."""
        assert found.unrecorded == ()
        assert [row for row in (*found.rows, found.whole) if not found.balances(row)] == []
        slices = [row for row in found.rows if len(row.parts) == 1]
        assert [sum(column) for column in zip(*map(found.counts, slices), strict=True)] == list(
            found.counts(found.whole) if slices else ()
        )

    # How it is done

    def unit(self, seat, on):
        """Where a seat is counted, as a table of this small land says it."""
        after = {"A": "X", "B": "X", "C": None, "D": "D", "X": "X", "Y": "Y"}
        before = {"A": "A", "B": "B", "C": "C", "D": "D", "X": None, "Y": "C"}
        names = {place.pk: name for name, place in self.places.items()}
        name = (after if on >= REFORM else before).get(names.get(seat))
        return name and self.places[name].pk

    def on(self, day):
        on = day if isinstance(day, date) else self.clock + timedelta(days=day)
        self.clock = max(self.clock, on)
        return on

    def enter(self, kind, on, at):
        self.number += 1
        place = at and self.places[at]
        one = Organisation(code=f"T{self.number}", name="Tên", kind=kind, founded_on=on, place=place)
        self.happen(workflow.found, one)
        return one

    def some(self, number, but=()):
        """One that lives, now and then one that does not any more: the verbs then refuse."""
        everyone = list(Organisation.objects.order_by("pk"))
        living = [one for one in everyone if one.ended_on is None and one not in but]
        among = living if number % 10 < 9 and living else everyone
        return among[number % len(among)]

    def change(self, kind, subjects, on, into=()):
        return self.happen(workflow.reorganise, subjects, kind=kind, on=on, into=into)

    def happen(self, verb, *subjects, **how):
        """Let it happen; return by how much the number of organisations changed, None where it was refused."""
        before = self.before
        try:
            event = verb(*subjects, **how, by=None)
        except ValidationError:
            return None
        self.before = self.counts()
        change = difference(self.before, before)
        self.done.append((event.pk, change))
        return sum(change.values())

    def counts(self):
        """How many there are in the end, of each figure that covers all kinds met here."""
        table = read(["cooperatives", "unions", "groups"], period=Period.from_code("2040"))
        return table.records()[0]


@pytest.mark.django_db
def test_every_slice_of_every_period_balances():
    run_state_machine_as_test(Lives, settings=QUICK)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rule_off",
    [(Role.ENDS, Event.MERGED), (Role.ENDS, Event.SPLIT), (Role.BEGINS, Event.CONVERTED)],
    ids="-".join,
)
def test_without_one_rule_it_does_not(rule_off, monkeypatch):
    monkeypatch.delitem(movement.EFFECTS, rule_off)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lives, settings=QUICK)


@pytest.mark.django_db
def test_without_moves_places_do_not_balance(monkeypatch):
    monkeypatch.setattr(movement._Reading, "_put_moves", lambda *everything: None)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lives, settings=QUICK)
