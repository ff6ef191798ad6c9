"""The parts of script/bench about the register of members at its full size.

members  570,286 members taken in from CSV and from XLSX, against the quickest way of the database itself to put the
         same checked rows into the same constrained and indexed table (COPY, or executemany), and against
         django-import-export's own way on 10,000 of them; the memory of it, and on SQLite the longest time that
         nobody else could write
lists    first page, last page and searches of the member list at that size and with 500 members

The file is drawn from lists of our own, the same at every run. Each way in works in a process of its own, so that its
memory is its own; ways are measured in turn on the same emptied table.
"""

import csv
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import measuring
import xlsxwriter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from import_export import resources
from measuring import WAYS, median, tell
from tablib import Dataset

from cooperatives.members.columns import FACTS, MemberResource
from cooperatives.members.reading import STAGED, MemberReader, codes_of
from cooperatives.members.taking import import_members
from cooperatives.models import Member, Organisation
from printing import dates
from printing.row_stream import open_rows

MEMBERS, ORGANISATIONS, FEW, THEIRS = 570_286, 533, 500, 10_000
ROUNDS = 3
PAGE_ROUNDS = 15
_FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đoàn",
    "Mai",
    "Trịnh",
    "Đào",
]
_MIDDLES = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Công",
    "Quang",
    "Minh",
    "Ngọc",
    "Thanh",
    "Xuân",
    "Thu",
    "Đình",
    "Bá",
    "Mạnh",
    "Hồng",
    "Kim",
    "Viết",
    "Duy",
    "Tiến",
    "Thế",
]
_GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Hòa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Minh",
    "Nam",
    "Nga",
    "Nhung",
    "Oanh",
    "Phúc",
    "Phương",
    "Quân",
    "Quý",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Thủy",
    "Tiến",
    "Toàn",
    "Trang",
    "Tuấn",
    "Tùng",
    "Uyên",
    "Vân",
    "Việt",
    "Vinh",
    "Yến",
    "Ánh",
    "Bích",
    "Cường",
    "Diệp",
]
_TABLE = Member._meta.db_table
_COLUMNS = ("organisation_id", "code", *FACTS, "search_key")


def drawn(count: int) -> Iterator[tuple]:
    """Members as a file has them, the same at every run: codes in order within each of 533 cooperatives."""
    chance = random.Random(2023)
    first_day, kinds, parties = date(1985, 1, 1), list(Member.Kind.labels), list(Member.Party.labels)
    for number in range(count):
        joined = first_day + timedelta(days=chance.randrange(14_000))
        left = joined + timedelta(days=chance.randrange(1, 300)) if chance.random() < 0.1 else None
        name = " ".join(map(chance.choice, (_FAMILIES, _MIDDLES, _MIDDLES, _GIVEN)))
        yield (
            f"HTX{number % ORGANISATIONS:04}",
            f"TV{number // ORGANISATIONS:05}",
            name,
            parties[0] if chance.random() < 0.8 else parties[1],
            kinds[0] if chance.random() < 0.9 else kinds[1],
            chance.choice(Member.Sex.labels),
            1935 + chance.randrange(70),
            50_000 * chance.randrange(1, 400),
            joined,
            left,
        )


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.header for column in MemberResource.columns())
        for *plain, capital, joined, left in drawn(count):
            money = f"{capital:,}".replace(",", ".")
            writer.writerow([*plain, money, dates.day(joined), dates.day(left) if left else ""])


def write_xlsx(path: Path, count: int) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, [column.header for column in MemberResource.columns()])
        for number, (*plain, joined, left) in enumerate(drawn(count), 1):
            sheet.write_row(number, 0, plain)
            sheet.write_datetime(number, 8, joined, day)
            if left:
                sheet.write_datetime(number, 9, left, day)


# Ways in


def ours(path: Path) -> float:
    start = time.perf_counter()
    report = import_members(path, name=path.name, dry_run=False)
    assert not report.errors, report.errors[:3]
    return time.perf_counter() - start


def checked(path: Path) -> list[tuple]:
    """The rows of a file as they are stored, for the ways that check nothing."""
    rows = []
    with open_rows(path, name=path.name) as stream:
        reader = MemberReader([column.header for column in MemberResource.columns()], codes_of(Organisation.objects))
        for batch in stream.batches:
            rows += [
                tuple(dict(zip(STAGED, row, strict=True))[name] for name in _COLUMNS) for row in reader.read(batch).rows
            ]
    return rows


def the_database_s_own(path: Path) -> float:
    """COPY, or executemany, of rows that need no checking, into the same table."""
    rows = checked(path)
    if connection.vendor == "postgresql":
        return _copied(rows)
    own = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    own.execute("PRAGMA foreign_keys = ON")
    marks = ", ".join("?" * len(_COLUMNS))
    start = time.perf_counter()
    own.execute("BEGIN IMMEDIATE")
    own.executemany(f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({marks})", rows)
    own.execute("COMMIT")
    return time.perf_counter() - start


def _copied(rows: list[tuple]) -> float:
    lines = ["\t".join("\\N" if value is None else str(value) for value in row) + "\n" for row in rows]
    text = "".join(lines).encode()
    with connection.cursor() as cursor:
        start = time.perf_counter()
        with cursor.copy(f"COPY {_TABLE} ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            copy.write(text)
        return time.perf_counter() - start


class TheirResource(resources.ModelResource):
    """What django-import-export does by itself for the same model, with its history."""

    class Meta:
        model = Member
        import_id_fields = ("organisation", "code")
        fields = ("organisation", "code", "name", "sex", "birth_year")


def theirs(path: Path) -> float:
    keys = codes_of(Organisation.objects)
    head = ("organisation", "code", "name", "sex", "birth_year")
    sexes = {sex.label: sex.value for sex in Member.Sex}
    rows = [(keys[row[0]], row[1], row[2], sexes[row[5]], row[6]) for row in drawn(THEIRS)]
    start = time.perf_counter()
    TheirResource().import_data(Dataset(*rows, headers=head), raise_errors=True)
    return time.perf_counter() - start


WAYS |= {"ours": ours, "own": the_database_s_own, "theirs": theirs}


def way(name: str, path: Path) -> tuple[float, float]:
    """Seconds and MB of one way in; the caller has emptied the table."""
    return measuring.way(name, path)


def empty() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {_TABLE}, {Member.history.model._meta.db_table}")
            cursor.execute("CHECKPOINT")
        else:
            for table in (_TABLE, Member.history.model._meta.db_table):
                cursor.execute(f"DELETE FROM {table}")
            cursor.execute("VACUUM")


def found_organisations() -> None:
    if Organisation.objects.filter(code="HTX0000").exists():
        return
    Organisation.objects.bulk_create(
        Organisation(code=f"HTX{number:04}", name=f"HTX {number}", kind="cooperative", founded_on=date(1980, 1, 1))
        for number in range(ORGANISATIONS)
    )


class LockWatch:
    """Writes a row beside an import, all the time: the longest time it took is the longest that nobody could write."""

    def __init__(self, path: str):
        self.longest, self._path, self._ended = 0.0, path, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        own = sqlite3.connect(self._path, isolation_level=None, timeout=60)
        while not self._ended.wait(0.01):
            start = time.perf_counter()
            own.execute("INSERT INTO lock_watch VALUES (1)")
            self.longest = max(self.longest, time.perf_counter() - start)

    def __enter__(self) -> "LockWatch":
        sqlite3.connect(self._path).execute("CREATE TABLE IF NOT EXISTS lock_watch (row)").connection.close()
        self._thread.start()
        return self

    def __exit__(self, *error) -> None:
        self._ended.set()
        self._thread.join()


def bench_members() -> None:
    found_organisations()
    with tempfile.TemporaryDirectory() as folder:
        as_csv, as_xlsx = Path(folder) / "members.csv", Path(folder) / "members.xlsx"
        write_csv(as_csv, MEMBERS), write_xlsx(as_xlsx, MEMBERS)
        own_name = "COPY" if connection.vendor == "postgresql" else "executemany"
        for name, path in (("csv", as_csv), ("xlsx", as_xlsx)):
            _compare(name, path, as_csv, own_name)
        _against_theirs(as_csv)


def _compare(name: str, path: Path, same: Path, own_name: str) -> None:
    ratios, held, locks = [], [], []
    for _ in range(ROUNDS):
        empty()
        own, _ = way("own", same)
        empty()  # not under the watch: that is no part of an import
        if connection.vendor == "sqlite":
            with LockWatch(connection.settings_dict["NAME"]) as watch:
                seconds, memory = way("ours", path)
            locks.append(watch.longest)
        else:
            seconds, memory = way("ours", path)
        ratios.append(seconds / own)
        held.append(memory)
    tell(f"members {name}, {connection.vendor}", median(ratios), f"× {own_name} {MEMBERS} dòng", ratios)
    tell(f"members {name} memory", max(held), "MB", held)
    if locks:
        tell("members lock", median(locks), "giây không ai khác ghi được", locks)


def _against_theirs(path: Path) -> None:
    empty()
    their_seconds, _ = way("theirs", path)
    empty()
    our_seconds, _ = way("ours", path)
    per_row = (our_seconds / MEMBERS) / (their_seconds / THEIRS)
    tell(
        "members against import-export",
        per_row,
        f"× thời gian mỗi dòng của django-import-export (nhanh hơn {1 / per_row:.0f} lần)",
    )


# Lists


def bench_lists() -> None:
    found_organisations()
    client = Client()
    user, _ = get_user_model().objects.get_or_create(
        username="do-so-thanh-vien", defaults={"is_superuser": True, "is_staff": True}
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    # Searches that find a page full of both: what is compared is the finding, not how many rows are drawn.
    pages = ("", "?cuoi=1", "?q=nguyen", "?q=van", "?q=tv00000", "?q=khongco")
    at = {count: _times(client, pages, count) for count in (FEW, MEMBERS)}
    for page in pages:
        ratio = at[MEMBERS][page] / at[FEW][page]
        tell("lists", ratio, f"× cùng trang khi có {FEW} thành viên, trang “{page or '(đầu)'}”")


def _times(client: Client, pages: tuple[str, ...], count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "members.csv"
        write_csv(path, count)
        empty()
        ours(path)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {_TABLE}")
    return {page: _beside(client, page) for page in pages}


def _beside(client: Client, page: str) -> float:
    """The server's time for a page beside that for the list of organisations, which is always as long, in turn."""
    ratios = []
    for _ in range(PAGE_ROUNDS):
        times = [_time(client, address) for address in (f"member/{page}", "organisation/")]
        ratios.append(times[0] / times[1])
    return median(ratios)


def _time(client: Client, address: str) -> float:
    start = time.perf_counter()
    answer = client.get(f"/quan-tri/cooperatives/{address}", headers={"host": "localhost"})
    assert answer.status_code == 200, answer.status_code
    return time.perf_counter() - start


PARTS = {"members": bench_members, "lists": bench_lists}
