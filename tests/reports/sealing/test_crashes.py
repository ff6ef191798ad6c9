"""Killed anywhere, a report is sealed whole or not at all; its number stays its own and the chain is whole."""

import json
import subprocess
import sys

import pytest

from tests.cooperatives.test_member_crashes import ROOT, database, surroundings


@pytest.mark.django_db(transaction=True)
def test_killed_after_any_step_it_is_sealed_or_not_and_ends_the_same(approved, tmp_path, cleared):
    done = subprocess.run(
        [sys.executable, "-m", "tests.reports.sealing.crash_sweep"],
        cwd=ROOT,
        env=surroundings(database(tmp_path), tmp_path / "private"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = json.loads(done.stdout)
    assert len(outcomes) > 12
    assert {str(one["left"]) for one in outcomes} == {
        "['approved', None, 0]",
        "['approved', 1, 0]",
        "['sealed', 1, 1]",
    }
    assert {(str(one["end"]), str(one["differences"])) for one in outcomes} == {("['sealed', 1, 1, 1]", "[]")}
