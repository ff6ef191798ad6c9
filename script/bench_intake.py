"""The parts of script/bench about collecting.

intake   500 returned forms, as they come back from Excel, taken in as one job, against merely reading the same files by
         the same safe reader in the same kind of child process; told beside it, against python-calamine alone, without
         any of the checks of hostile files; its time for 100 and for 500 files, and its memory
board    queries and time of the completeness board of 1,500 organisations, and its time beside that of 50

The ways are measured in turn, each in a process of its own, on the same emptied tables.
"""

import io
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from measuring import WAYS, median, queries, say, tell, way
from python_calamine import CalamineWorkbook

from cooperatives.models import Organisation
from office import jobs
from office.models import Job, User
from printing.spreadsheet import read_workbook_grids
from returns.completeness import board
from returns.excel_form import LONGEST_FORM, form_bytes
from returns.intake import LARGEST_FORM
from returns.jobs import drop
from returns.models import AnnualReturn, Campaign, Period, ReceivedForm, Submission

FORMS, FEW = 500, 100
ASKED, FEW_ASKED = 1500, 50
ROUNDS, PAGE_ROUNDS = 5, 9


def collector() -> User:
    return User.objects.get_or_create(username="do-thu", defaults={"is_superuser": True, "is_staff": True})[0]


def asking(count: int) -> Campaign:
    """A campaign that asks so many cooperatives, each with a return of the year before."""
    before, period = (Period.objects.get_or_create(**_year(year))[0] for year in (2031, 2032))
    Organisation.objects.filter(code__startswith="THU").update(founded_on=date(2040, 1, 1))
    known = set(Organisation.objects.filter(code__startswith="THU").values_list("code", flat=True))
    codes = [f"THU{number:04}" for number in range(count)]
    Organisation.objects.bulk_create(
        Organisation(code=code, name=f"Hợp tác xã {code}", kind="cooperative", founded_on=date(1980, 1, 1))
        for code in codes
        if code not in known
    )
    asked = Organisation.objects.filter(code__in=codes)
    asked.update(founded_on=date(1980, 1, 1))
    AnnualReturn.objects.filter(period=before).delete()
    AnnualReturn.objects.bulk_create(
        AnnualReturn(organisation=one, period=before, members=100, revenue=1_000_000_000) for one in asked
    )
    day = timezone.localdate()
    days = {"opens_on": day, "due_on": day + timedelta(9), "closes_on": day + timedelta(19), "expected_on": period.end}
    return Campaign.objects.get_or_create(period=period, stage="official", defaults=days)[0]


def _year(year: int) -> dict:
    return {
        "code": str(year),
        "defaults": {"kind": Period.Kind.YEAR, "start": date(year, 1, 1), "end": date(year, 12, 31)},
    }


def returned(campaign: Campaign, one: Organisation, number: int) -> bytes:
    """A form as a program has saved it anew, which is larger than what was sent out."""
    answers = {
        "members": "1.250",
        "women_members": "410",
        "regular_workers": "24",
        "average_income": "4.600.000",
        "charter_capital": "2 tỷ 100 triệu",
        "total_assets": "3.100.000.000",
        "revenue": str(3_450_000_000 + number),
        "profit": "-12.000.000",
        "rating": "fair",
    }
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(campaign, one, answers=answers)))
    book.active.cell(3, 5).value = "Người lập thử"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_forms(folder: Path, count: int) -> None:
    campaign = asking(count)
    for number, one in enumerate(campaign.expected().filter(code__startswith="THU")):
        (folder / f"bieu-{number:04}.xlsx").write_bytes(returned(campaign, one, number))


# Ways


def contents(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


def taken_in(folder: Path) -> float:
    files = [SimpleUploadedFile(name, content) for name, content in contents(folder)]
    job = drop(files, campaign=Campaign.objects.get(period__code="2032"), by=collector())
    start = time.perf_counter()
    jobs.perform(jobs.claim())
    took = time.perf_counter() - start
    outcomes = ReceivedForm.objects.filter(job=job).values_list("outcome", flat=True)
    assert list(outcomes) == ["taken"] * len(files), set(outcomes)
    return took


def safely_read(folder: Path) -> float:
    files = contents(folder)
    start = time.perf_counter()
    grids = list(read_workbook_grids(files, max_rows=LONGEST_FORM, max_bytes=LARGEST_FORM))
    assert all(len(grid.lines) > 20 for grid in grids)
    return time.perf_counter() - start


def barely_read(folder: Path) -> float:
    files = contents(folder)
    start = time.perf_counter()
    for _, content in files:
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return time.perf_counter() - start


WAYS |= {"taken-in": taken_in, "safely-read": safely_read, "barely-read": barely_read}


def empty() -> None:
    for model in (ReceivedForm, Submission, Submission.history.model, Job):
        model.objects.all().delete()


def bench_intake() -> None:
    with TemporaryDirectory() as all_of_them, TemporaryDirectory() as some:
        write_forms(Path(all_of_them), FORMS)
        for path in sorted(Path(all_of_them).iterdir())[:FEW]:
            (Path(some) / path.name).write_bytes(path.read_bytes())
        safe, bare, linear, held = [], [], [], []
        for _ in range(ROUNDS):
            times = {}
            for name, folder in (
                ("safely-read", all_of_them),
                ("taken-in", all_of_them),
                ("barely-read", all_of_them),
                ("few", some),
            ):
                empty()
                times[name], memory = way("taken-in" if name == "few" else name, Path(folder))
                if name == "taken-in":
                    held.append(memory)
            safe.append(times["taken-in"] / times["safely-read"])
            bare.append(times["taken-in"] / times["barely-read"])
            linear.append(times["taken-in"] / FORMS / (times["few"] / FEW))
        empty()
    tell("intake", median(safe), f"× đọc {FORMS} biểu bằng cùng bộ đọc an toàn trong tiến trình con", safe)
    say("intake against calamine", median(bare), "× đọc bằng riêng python-calamine, không kiểm tra gì", bare)
    tell("intake linear", median(linear), f"× thời gian mỗi biểu khi có {FEW} biểu", linear)
    tell("intake memory", max(held), "MB", held)


# The board


def bench_board() -> None:
    client = Client()
    client.force_login(collector(), backend="django.contrib.auth.backends.ModelBackend")
    asked = {count: _board(client, count) for count in (FEW_ASKED, ASKED)}
    tell("board queries", asked[ASKED][0], f"truy vấn cho {ASKED} tổ chức (cho {FEW_ASKED}: {asked[FEW_ASKED][0]})")
    print(f"board: cả trang {asked[ASKED][1]} truy vấn, kể cả phiên đăng nhập và quyền", flush=True)
    ratios = [most / few for most, few in zip(asked[ASKED][2], asked[FEW_ASKED][2], strict=True)]
    tell("board", median(ratios), f"× cùng trang khi hỏi {FEW_ASKED} tổ chức", ratios)


def _board(client: Client, count: int) -> tuple[int, int, list[float]]:
    """Queries of the board, queries of its page, and how long the page takes, round by round (seconds)."""
    campaign = asking(count)
    own = queries(lambda: board(campaign, within=Organisation.objects.visible_to(collector())))
    address = f"/quan-tri/returns/campaign/{campaign.pk}/tien-do/"
    get = lambda: client.get(address, headers={"host": "localhost"})  # noqa: E731
    whole = queries(get)
    times = []
    for _ in range(PAGE_ROUNDS):
        start = time.perf_counter()
        assert get().status_code == 200
        times.append(time.perf_counter() - start)
    return own, whole, times


PARTS = {"intake": bench_intake, "board": bench_board}
