"""An import of members killed anywhere leaves the register as it was or as it should be, and is finished later."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
BEFORE = [["A Lan 1", "B Hoa 2"], [], 1]
AFTER = [["A Lan 1", "B Hoa 3", "C Cúc 4"], ["+ B 2", "~ B 3"], 2]


@pytest.fixture
def swept(tmp_path):
    """Kill at every statement, on a copy of this test's database (SQLite) or on the database itself."""

    def run(*arguments: str) -> list[dict]:
        environment = os.environ | {
            "DATABASE_URL": database(tmp_path),
            "PRIVATE_ROOT": str(tmp_path / "private"),
            "PRODUCTION": "false",
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.cooperatives.crash_sweep", str(tmp_path), *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return run


def database(folder: Path) -> str:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "copy.sqlite3")])
        return f"sqlite:///{folder / 'copy.sqlite3'}"
    told = connection.settings_dict
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def test_killed_at_any_statement_it_is_all_or_nothing_and_ends_the_same(swept):
    outcomes = swept()

    assert len(outcomes) > 30
    assert [one for one in outcomes if one["left"] not in (BEFORE, AFTER)] == []
    assert [one for one in outcomes if (one["state"], one["end"], one["stages"]) != ("done", AFTER, [])] == []
    assert {str(one["left"]) for one in outcomes} == {str(BEFORE), str(AFTER)}


def test_without_its_transaction_the_sweep_would_find_halves(swept):
    """If this fails, the test above proves nothing."""
    outcomes = swept("--without-transaction", "--after")

    assert [one for one in outcomes if one["left"] not in (BEFORE, AFTER)] != []
