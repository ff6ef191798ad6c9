"""An import of members killed anywhere leaves the register as it was or as it should be, and is finished later."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from office import job_files, jobs
from office.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
BEFORE = [["A Lan 1", "B Hoa 2"], [], 1]
AFTER = [["A Lan 1", "B Hoa 3", "C Cúc 4", "D Mai 5"], ["+ B 2", "~ B 3"], 2]
UNDONE = [BEFORE[0], ["+ B 2", "+ C 4", "+ D 5", "- C 4", "- D 5", "~ B 2", "~ B 3"]]
IN_REGISTER = (
    "SELECT COUNT(*) FROM cooperatives_member WHERE entered_in_id NOT IN (SELECT run_number FROM cooperatives_passage)"
)
MANY = 60_000


@pytest.fixture
def swept(tmp_path):
    """Kill at every statement, on a copy of this test's database (SQLite) or on the database itself."""

    def run(*arguments: str) -> list[dict]:
        environment = surroundings(database(tmp_path), tmp_path / "private")
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


def surroundings(address: str, private: Path) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": address, "PRIVATE_ROOT": str(private), "PRODUCTION": "false"}


def asked(address: str, sql: str) -> list[tuple]:
    """What a database says that other processes work on; a statement that says nothing gives nothing."""
    if connection.vendor == "sqlite":
        own = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
        try:
            return own.execute(sql).fetchall()
        finally:
            own.close()
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes it in within one transaction")
def test_if_all_saw_what_is_on_its_way_the_sweep_would_find_halves(swept):
    """If this fails, the test above proves nothing."""
    outcomes = swept("--without-passage", "--after")

    assert [one for one in outcomes if one["left"] not in (BEFORE, AFTER)] != []


def test_an_undoing_killed_at_any_statement_is_seen_whole_or_not_at_all_and_is_ended(swept):
    outcomes = swept("--undo")

    assert len(outcomes) > 30
    assert [one for one in outcomes if one["left"] not in (BEFORE[0], AFTER[0])] == []
    assert [
        one
        for one in outcomes
        if (one["end"], one["rows"]) not in ((AFTER[:2], len(AFTER[0])), (UNDONE, len(BEFORE[0])))
    ] == []
    assert {str(one["left"]) for one in outcomes} == {str(BEFORE[0]), str(AFTER[0])}


def test_a_worker_killed_at_random_is_followed_by_one_that_ends_the_work(founded, staff, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    founded("H1")
    lines = "".join(f"H1,TV{number},Nguyễn Thị Lan\n" for number in range(MANY))
    payload = {"file": job_files.keep([f"Mã HTX,Mã thành viên,Họ tên\n{lines}".encode()]), "name": "tv.csv"}
    job = jobs.submit("members", title="Nhập", payload=payload, by=staff)
    Job.objects.update(bookmark={"confirmed_by": staff.pk})
    address, chance = database(tmp_path), random.Random(7)
    environment = surroundings(address, settings.PRIVATE_ROOT)
    counts = set()
    for _ in range(3):
        worker = subprocess.Popen([sys.executable, "manage.py", "run_worker", "--once"], cwd=ROOT, env=environment)
        time.sleep(1 + 2 * chance.random())
        worker.kill()
        worker.wait()
        counts |= set(asked(address, IN_REGISTER))
        asked(address, "UPDATE office_job SET beat_at = '2000-01-01 00:00:00+00' WHERE state = 'running'")

    done = subprocess.run(
        [sys.executable, "manage.py", "run_worker", "--once"], cwd=ROOT, env=environment, check=True, timeout=120
    )

    assert done.returncode == 0
    assert counts <= {(0,), (MANY,)}
    assert asked(address, "SELECT COUNT(*) FROM cooperatives_member") == [(MANY,)]
    assert asked(address, f"SELECT state FROM office_job WHERE id = {job.pk}") == [("done",)]
    assert asked(address, "SELECT COUNT(*) FROM office_importrun") == [(1,)]
