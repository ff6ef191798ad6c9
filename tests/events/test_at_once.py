"""Four clerks at once, each a process of its own: numbers, a decision, who comes in at the door are recorded once."""

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from events.emulation.proposing import digest_of
from events.models import Delegate, Nomination, Proposal

ROOT = Path(__file__).resolve().parents[2]
CLERKS, EACH = 4, 50
BEGIN = """
import sys, django
django.setup()
from datetime import date
from django.core.exceptions import ValidationError
from django.db import transaction
from events.emulation import deciding, proposing
from events.emulation.deciding import Outcome
from events.models import Proposal
from office.models import User
by = User.objects.get(username="canbo")
mine = Proposal.objects.filter(pk__in=map(int, sys.argv[1:]))
"""
ISSUE = """
for number, one in enumerate(mine):
    with transaction.atomic():
        proposing.issue(one, on=date(2023, 11, 20), by=by)
        if number % 5 == 0:
            transaction.set_rollback(True)
for one in mine.filter(state="approved"):
    proposing.issue(one, on=date(2023, 11, 20), by=by)
print(*mine.values_list("number", flat=True))
"""
DECIDE = """
one = mine.get()
outcomes = {line.pk: Outcome(line.kind, line.rank) for line in one.nominations.all()}
told = {"issuer": "UBND tỉnh", "number": "35/QĐ-UBND", "decided_on": date(2023, 12, 20), "outcomes": outcomes}
try:
    deciding.decide(one, **told, by=by)
    print("ghi")
except ValidationError as refused:
    print(*refused.messages)
"""
ENTER = """
from events.models import Delegate
from events.workflow import check_in
expected = Delegate.objects.filter(pk__in=map(int, sys.argv[1:])).order_by("pk")
print(*(one.pk for one in expected if not check_in(one, by=by).again))
"""


@pytest.fixture
def approved(staff, leader, certificate, founded, office):
    """Make so many approved lists of one line each, all in the state given."""
    organisation = founded("H1")

    def make(number: int, state: str) -> list[int]:
        keys = []
        for _ in range(number):
            one = Proposal.objects.create(
                title="Danh sách",
                year=2023,
                addressee="Cấp trên",
                created_by=staff,
                met_on=date(2023, 11, 15),
                state=state,
            )
            Nomination.objects.create(proposal=one, kind=certificate, basis="merit", organisation=organisation)
            told = {"approved_by": leader, "approved_at": "2023-11-16T00:00Z", "approved_digest": digest_of(one)}
            Proposal.objects.filter(pk=one.pk).update(**told)
            keys.append(one.pk)
        return keys

    return make


@pytest.mark.django_db(transaction=True)
def test_two_hundred_lists_issued_at_once_are_numbered_without_gap_or_double(approved, tmp_path):
    keys = approved(CLERKS * EACH, "approved")

    said = _clerks(ISSUE, [keys[first::CLERKS] for first in range(CLERKS)], tmp_path)

    assert sorted(int(number) for line in said for number in line.split()) == list(range(1, CLERKS * EACH + 1))


@pytest.mark.django_db(transaction=True)
def test_of_decisions_with_one_number_recorded_at_once_only_one_is_taken(approved, tmp_path):
    keys = approved(CLERKS, "issued")

    said = sorted(_clerks(DECIDE, [[key] for key in keys], tmp_path))

    refused = [sentence for sentence in said if sentence != "ghi"]
    assert len(refused) == CLERKS - 1
    assert all(sentence.startswith("Số quyết định này của cơ quan này trong năm") for sentence in refused)


@pytest.mark.django_db(transaction=True)
def test_whom_four_doors_let_in_at_once_came_once(conference, staff, tmp_path):
    Delegate.objects.bulk_create(
        Delegate(conference=conference, full_name=f"Đại biểu {number}") for number in range(EACH)
    )
    keys = list(conference.delegates.order_by("pk").values_list("pk", flat=True))

    said = _clerks(ENTER, [keys] * CLERKS, tmp_path)

    assert sorted(int(key) for line in said for key in line.split()) == keys


def _clerks(program: str, lists: list[list[int]], folder: Path) -> list[str]:
    environment = {**os.environ, "DATABASE_URL": _shared(folder), "DJANGO_SETTINGS_MODULE": "alliance.settings"}
    clerks = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN + program, *map(str, keys)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for keys in lists
    ]
    return [clerk.communicate(timeout=300)[0].strip() for clerk in clerks]


def _shared(folder: Path) -> str:
    """The address of a database that several processes write to: that of the tests, or a copy of it in a file."""
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    with sqlite3.connect(folder / "chung.sqlite3") as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{folder / 'chung.sqlite3'}"
