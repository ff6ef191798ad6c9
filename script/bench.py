"""Speed as ratios measured side by side in one run: script/bench [part …]. Only a bomb has its seconds counted.

figures  the year with the year before on a table of national size (34,000 organisations, 340,000 returns), against
         one sequential scan of the same table with three sums; PostgreSQL, since that is what such a table lives in
dashboard  the figures of a year's dashboard on the same table, of 1,000 organisations in it and of the nation, against
         the same scan; while nothing changes, and (told only) after every change
article  the page of a post against an empty view, made, kept and known (script/bench_article.py)
home     queries of the home page with 5 and with 500 posts
members  half a million members taken in (script/bench_members.py)
lists    the list of so many members (script/bench_members.py)
intake   500 returned forms taken in as one job (script/bench_intake.py)
board    the completeness board of 1,500 organisations (script/bench_intake.py)
certificates  a thousand certificates as one file (script/bench_certificates.py)
report   a report against WeasyPrint as it comes, an annex of 5,000 rows, and hostile HTML (script/bench_report.py:
         parts report, annex, paper-bombs)
verify   500 sealed reports found whole, and a thousand bits turned (script/bench_seals.py)
bombs    the longest that any of the hostile workbooks of the tests takes to be refused; their memory is held by a test

Works on a scratch database beside the one DATABASE_URL names, made and dropped by the run.
"""

import os
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")

import django

django.setup()

import bench_article  # noqa: E402
import bench_certificates  # noqa: E402
import bench_intake  # noqa: E402
import bench_members  # noqa: E402
import bench_report  # noqa: E402
import bench_seals  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from measuring import failures, paired, queries, run_way, seconds, tell  # noqa: E402

from cooperatives.models import Organisation  # noqa: E402
from news.models import Article, Category  # noqa: E402
from office.models import User  # noqa: E402
from printing.spreadsheet import SpreadsheetRefused, read_rows  # noqa: E402
from reports.dashboard import dashboard  # noqa: E402
from reports.figures import figures  # noqa: E402
from returns.models import AnnualReturn, Period  # noqa: E402
from tests.printing.hostile import bombs  # noqa: E402

ORGANISATIONS, YEARS, PROVINCE = 34_000, range(2014, 2024), 1_000


def nation() -> None:
    """Fill the scratch database with a nation's register and ten years of returns, drawn by the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO cooperatives_organisation
                (code, name, kind, sector, tax_code, address, representative, phone, founded_on, search_key)
            SELECT 'N' || n, 'Tổ chức ' || n, (ARRAY['cooperative','cooperative','credit_fund','group'])[1 + n %% 4],
                   (ARRAY['agriculture','industry','services','finance'])[1 + n %% 4], '', '', '', '',
                   DATE '1990-01-01' + n %% 8000, 'to chuc ' || n
            FROM generate_series(1, %s) n
            """,
            [ORGANISATIONS],
        )
        cursor.execute(
            """
            INSERT INTO cooperatives_lifeevent (kind, date, decision, note, document, adjusted_kind, adjusted_sector)
            SELECT 'founded', founded_on, code, '', '', '', '' FROM cooperatives_organisation;
            INSERT INTO cooperatives_participant (event_id, organisation_id, role, former_name, former_address)
            SELECT e.id, o.id, 'begins', '', ''
            FROM cooperatives_lifeevent e JOIN cooperatives_organisation o ON o.code = e.decision;
            INSERT INTO cooperatives_activityrecord (organisation_id, state, since, verified_by)
            SELECT id, 'active', founded_on, '' FROM cooperatives_organisation;
            INSERT INTO cooperatives_alliancemembership (organisation_id, admitted_on, decision)
            SELECT id, founded_on + 30, '' FROM cooperatives_organisation WHERE id %% 3 = 0;
            """.replace("%%", "%")
        )
    for year in YEARS:
        period = Period.from_code(str(year))
        period.save()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO returns_annualreturn
                    (organisation_id, period_id, stage, members, regular_workers, seasonal_workers, charter_capital,
                     total_assets, revenue, profit, budget_contribution, average_income, farmed_area, rating,
                     unrated_reason)
                SELECT id, %s, 'official', id %% 900, id %% 30, id %% 12, id * 1000000, id * 3000000, id * 500000,
                       id * 40000, id * 900, 4000000 + id, id %% 90,
                       (ARRAY['good','fair','average','weak'])[1 + id %% 4], ''
                FROM cooperatives_organisation
                """,
                [period.pk],
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def scan() -> None:
    """One sequential scan of the returns with three sums: the limit that figures are measured against."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(members), sum(revenue), sum(charter_capital) FROM returns_annualreturn")
        cursor.fetchall()


def bench_figures() -> None:
    if connection.vendor != "postgresql":
        print("figures: bỏ qua, phép đo này cần PostgreSQL (DATABASE_URL=postgres://…)")
        return
    if not Organisation.objects.exists():
        nation()
    period = Period.objects.named(str(YEARS[-1]))
    ratios = paired(lambda: figures(period), scan)
    tell("figures", statistics.median(ratios), f"× một lượt quét {ORGANISATIONS * len(YEARS)} dòng", ratios)
    tell("figures queries", queries(lambda: figures(period)), "truy vấn")


def bench_dashboard() -> None:
    if connection.vendor != "postgresql":
        print("dashboard: bỏ qua, phép đo này cần PostgreSQL (DATABASE_URL=postgres://…)")
        return
    if not Organisation.objects.exists():
        nation()
    period = Period.objects.named(str(YEARS[-1]))
    every = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    places = {"province": Organisation.objects.filter(pk__in=every[:: len(every) // PROVINCE]), "nation": None}
    for name, within in places.items():
        ratios = paired(lambda within=within: dashboard(period, within=within), scan)
        tell(f"dashboard, {name}", statistics.median(ratios), "× một lượt quét, khi số liệu không đổi", ratios)
        changed = [_after_a_change(lambda within=within: dashboard(period, within=within)) for _ in range(3)]
        print(f"dashboard, {name}: {statistics.median(changed):.3g} × một lượt quét ngay sau khi số liệu đổi")
    tell("dashboard queries", queries(lambda: dashboard(period, within=places["province"])), "truy vấn")


def _after_a_change(work: Callable[[], object]) -> float:
    AnnualReturn.objects.filter(pk=AnnualReturn.objects.values("pk")[:1]).update(members=F("members") + 1)
    return seconds(work) / seconds(scan)


def bench_home() -> None:
    leader = User.objects.create(username="do-luong")
    period, _ = Period.objects.get_or_create(
        code="2023", defaults={"kind": Period.Kind.YEAR, "start": date(2023, 1, 1), "end": date(2023, 12, 31)}
    )
    Period.objects.filter(pk=period.pk).update(published_on=period.end, published_by=leader)
    category = Category.objects.create(name="Tin", slug="tin")
    counts = []
    for wanted in (5, 500):
        now = timezone.now()
        Article.objects.bulk_create(
            Article(
                title=f"Bài {wanted} {n}",
                slug=f"bai-{wanted}-{n}",
                category=category,
                lead="Mở đầu",
                body="<p>Nội dung</p>",
                status=Article.Status.PUBLISHED,
                published_at=now - timedelta(minutes=n),
            )
            for n in range(wanted - Article.objects.count())
        )
        counts.append(queries(lambda: Client().get("/", headers={"host": "localhost"})))
    tell("home queries", max(counts), f"truy vấn (5 bài: {counts[0]}, 500 bài: {counts[1]})")
    if counts[0] != counts[1]:
        failures.append("home queries: số truy vấn tăng theo số bài")


def bench_bombs() -> None:
    """The seconds are of the processor, of this process and its children: others work on the machine too."""
    took = {name: _processor_seconds(lambda source=source: refused(source)) for name, source in bombs().items()}
    slowest = max(took, key=took.get)
    tell("bombs", took[slowest], f"giây máy ({slowest}; {len(took)} tệp)", list(took.values()))


def refused(source: bytes) -> None:
    """Raise ValueError where a bomb is read."""
    try:
        read_rows(source, name="bom.xlsx")
    except SpreadsheetRefused:
        return
    raise ValueError("a bomb was read")


def _processor_seconds(work: Callable[[], object]) -> float:
    def spent() -> float:
        own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime

    before = spent()
    work()
    return spent() - before


PARTS = {
    "figures": bench_figures,
    "dashboard": bench_dashboard,
    "home": bench_home,
    "bombs": bench_bombs,
    **bench_members.PARTS,
    **bench_intake.PARTS,
    **bench_certificates.PARTS,
    **bench_report.PARTS,
    **bench_seals.PARTS,
    **bench_article.PARTS,
}


def main(names: list[str]) -> int:
    unknown = set(names) - PARTS.keys()
    if unknown:
        print(f"Không có phép đo “{unknown.pop()}”. Có: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    kept = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":  # a file, so that other processes can work on it too
        connection.settings_dict["TEST"]["NAME"] = f"{kept}.bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        for name in names or PARTS:
            PARTS[name]()
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)
    print(*failures, sep="\n", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:  # a child of one of the parts
        run_way(*sys.argv[2:])
        sys.exit()
    sys.exit(main(sys.argv[1:]))
