"""The published figures: each year as it was when leadership published it, to read, to quote and to take away."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from cooperatives.models import Kind, Sector
from news.models import Disclosure, Release
from printing.table import Column, Table
from printing.xlsx import csv_bytes
from reports.models import Erratum, Report, Seal
from returns import workflow as returns_workflow
from returns.models import AnnualReturn, Period
from tests.reports.ledger import stated

pytestmark = pytest.mark.django_db
YEAR = "/so-lieu/2023/"


@pytest.fixture
def declared(founded, reported):
    """Two cooperatives, a credit fund and a group that declared what they have."""
    reported(founded("H1"), members=1_200, revenue=5_000_000_000, regular_workers=40)
    reported(founded("H2", sector=Sector.INDUSTRY), members=300, revenue=2_500_000_000, regular_workers=20)
    reported(founded("Q1", kind=Kind.CREDIT_FUND), members=900, regular_workers=10)
    reported(founded("T1", kind=Kind.GROUP), members=25)
    return Period.objects.get(code="2023")


@pytest.fixture
def released(declared, leader):
    return returns_workflow.publish(declared, by=leader)


def table(browser, name: str, year: str = "2023") -> dict:
    return browser().get(f"/so-lieu/{year}/{name}.json").json()


def values(browser, name: str, column: str) -> dict:
    return {row["key"]: row[column] for row in table(browser, name)["rows"]}


class TestWhatIsPublic:
    @pytest.mark.parametrize(
        "address",
        [
            "/so-lieu/2023/",
            "/so-lieu/2023/chi-tieu.csv",
            "/so-lieu/2023/chi-tieu.json",
            "/api/v1/years/2023/",
            "/api/v1/years/2023/chi-tieu/",
        ],
    )
    def test_a_year_that_is_not_published_is_absent_everywhere(self, address, declared, browser):
        assert browser().get(address).status_code == 404
        assert "Chưa có năm nào được công bố" in browser().get("/so-lieu/").text

    @pytest.mark.parametrize("code", ["1999", "2023-6T", "abc", "2013..2017", "9" * 5000])
    def test_a_year_nobody_knows_is_absent(self, code, released, browser):
        assert browser().get(f"/so-lieu/{code}/").status_code == 404

    def test_a_published_year_is_listed_with_its_headlines(self, released, browser, office):
        said = browser().get("/so-lieu/").text

        assert "Năm 2023" in said
        assert f"công bố ngày {timezone.localdate():%d/%m/%Y}" in said
        assert "2.425" in said

    def test_what_was_withdrawn_is_gone_at_once(self, released, leader, browser):
        returns_workflow.withdraw(released, by=leader)

        assert browser().get(YEAR).status_code == 404
        assert "Năm 2023" not in browser().get("/so-lieu/").text

    @pytest.mark.parametrize("many", [1, 3])
    def test_many_years_take_the_same_queries(self, many, office, declared, leader, browser, django_assert_num_queries):
        for year in range(2023, 2023 - many, -1):
            period = Period.objects.named(str(year))
            period.save()
            returns_workflow.publish(period, by=leader)

        with django_assert_num_queries(5):  # years, what they said, smallest group, office twice
            browser().get("/so-lieu/")


class TestWhatIsKept:
    def test_a_change_after_publication_does_not_show(self, released, founded, browser):
        founded("H9", on=date(2022, 1, 1))
        AnnualReturn.objects.filter(organisation__code="H1").update(members=999_999)

        assert values(browser, "chi-tieu", "value")["cooperatives"] == "3"
        assert "999" not in browser().get(YEAR).text

    def test_publishing_again_shows_it_and_says_so(self, released, founded, leader, browser):
        founded("H9", on=date(2022, 1, 1))
        returns_workflow.withdraw(released, by=leader)
        returns_workflow.publish(released, by=leader)

        found = table(browser, "chi-tieu")

        assert (found["release"], found["rows"][0]["value"]) == (2, "4")
        assert "lần 2" in browser().get(YEAR).text

    def test_a_year_published_before_years_were_kept_says_that_it_is_of_today(self, declared, leader, browser):
        Period.objects.filter(pk=declared.pk).update(published_on=date(2024, 1, 2), published_by=leader)

        assert "tính theo sổ hiện nay" in browser().get(YEAR).text

        call_command("keep_releases")

        assert "tính theo sổ hiện nay" not in browser().get(YEAR).text
        assert Release.objects.count() == 1

    def test_keeping_again_changes_nothing(self, released, capsys):
        call_command("keep_releases")

        assert "đều có bản lưu" in capsys.readouterr().out
        assert Release.objects.count() == 1


class TestTheTables:
    def test_kinds_sectors_and_places_add_up_to_what_the_year_says(self, released, browser):
        kinds, sectors = table(browser, "loai-hinh"), table(browser, "linh-vuc")

        assert {row["key"]: (row["organisations"], row["members"]) for row in kinds["rows"]} == {
            "cooperative": ("2", "1500"),
            "credit_fund": ("1", "900"),
            "group": ("1", "25"),
        }
        assert (kinds["total"]["organisations"], kinds["total"]["members"]) == ("4", "2425")
        assert sectors["total"]["cooperative_members"] == "2400"
        assert sum(int(row["cooperative_members"]) for row in sectors["rows"]) == 2400
        assert {each["table"] for each in browser().get("/api/v1/years/2023/").json()["tables"]} >= {
            "chi-tieu",
            "loai-hinh",
            "linh-vuc",
            "dia-ban",
        }

    def test_what_is_more_or_less_than_a_number_is_told_as_it_was_stated(self, declared, leader, browser):
        stated("members", "2021", 60_000)
        stated("members", "2022", 63_000, qualifier="over")
        for year in ("2021", "2022"):
            returns_workflow.publish(Period.objects.get(code=year), by=leader)

        [_, row] = browser().get("/so-lieu/cac-nam.json").json()["rows"]
        csv_file = browser().get("/so-lieu/cac-nam.csv").content.decode("utf-8-sig")

        assert "trên 63.000" in browser().get("/so-lieu/").text
        assert (row["members"], row["members_printed"]) == ("63000", "trên 63.000")
        assert "trên 63.000" in csv_file
        assert "trên 63.000" in browser().get("/so-lieu/2022/chi-tieu.csv").content.decode("utf-8-sig")
        assert ["trên 63.000" in browser().get("/").text, "+3.000" in browser().get("/").text] == [True, False]

    def test_a_value_published_otherwise_stands_beside_what_is_computed(self, declared, leader, browser):
        more = {"reason": "Tính cả hai HTX đang làm thủ tục", "approved_on": date(2024, 1, 2), "approved_by": leader}
        stated("cooperatives", "2023", 5, "published", **more)
        returns_workflow.publish(declared, by=leader)

        said = browser().get(YEAR).text
        row = table(browser, "chi-tieu")["rows"][0]

        assert "đã công bố 5" in said
        assert "Tính cả hai HTX đang làm thủ tục" in said
        assert (row["value"], row["published"]) == ("3", "5")

    def test_a_published_value_that_nobody_approved_is_not_public(self, declared, leader, browser):
        stated("cooperatives", "2023", 5, "published", reason="Chưa duyệt, còn kín")
        returns_workflow.publish(declared, by=leader)

        assert "còn kín" not in browser().get(YEAR).text

    def test_what_was_corrected_in_a_sealed_report_is_told(self, released, leader, browser):
        people = {"begun_by": leader, "submitted_by": None, "approved_by": None}
        report = Report.objects.create(kind="year_end", period=released, **people)
        hashes = dict.fromkeys(("content_hash", "pdf_hash", "docx_hash", "xlsx_hash", "chain_hash"), "0" * 64)
        seal = Seal.objects.create(
            report=report,
            position=1,
            canonical='{"figures": {"cooperatives": {"label": "Hợp tác xã"}}}',
            sealed_at=timezone.now(),
            sealed_by=leader,
            **hashes,
        )
        Erratum.objects.create(
            seal=seal, code="cooperatives", said="3 HTX", now="4 HTX", reason="Sót một HTX", noted_by=leader
        )

        said = browser().get(YEAR).text

        assert "đã in 3 HTX, nay là 4 HTX. Sót một HTX" in said

    def test_the_page_says_how_to_quote_it(self, released, office, browser):
        said = browser().get(YEAR).text
        today = f"{timezone.localdate():%d/%m/%Y}"

        assert f"Trích dẫn: {office.name}, “Số liệu kinh tế tập thể năm 2023”, công bố ngày {today}" in said
        assert f"/so-lieu/2023/, truy cập ngày {today}." in said


class TestSmallGroups:
    def test_nothing_is_hidden_while_the_office_has_set_nothing(self, released, browser):
        assert table(browser, "loai-hinh")["suppressed"] == []

    def test_what_few_declared_is_hidden_with_what_would_tell_it(self, released, browser):
        Disclosure.objects.create(smallest_group=2)

        found = values(browser, "loai-hinh", "regular_workers")

        assert found == {"cooperative": None, "credit_fund": None, "group": None}
        assert values(browser, "loai-hinh", "organisations")["credit_fund"] == "1"

    def test_the_figure_of_a_single_group_is_hidden_in_every_table_and_file(self, released, browser):
        Disclosure.objects.create(smallest_group=2)

        overview = values(browser, "chi-tieu", "value")
        sheet = browser().get("/so-lieu/2023/chi-tieu.csv").content.decode("utf-8-sig")
        row = next(line for line in csv.reader(io.StringIO(sheet)) if line[0] == "group_members")

        assert overview["group_members"] is None
        assert row[3] == "…"
        assert "của dưới 2 tổ chức kê khai" in browser().get(YEAR).text

    def test_a_threshold_of_one_is_refused_in_words(self, leader, browser):
        answer = browser(leader).post("/quan-tri/news/disclosure/add/", {"smallest_group": "1"})

        assert "Hãy ghi từ 2 đến 100 tổ chức" in answer.text
        assert not Disclosure.objects.exists()

    def test_leadership_sets_it_and_others_do_not(self, leader, staff, browser):
        browser(staff).post("/quan-tri/news/disclosure/add/", {"smallest_group": "3"})
        assert not Disclosure.objects.exists()

        browser(leader).post("/quan-tri/news/disclosure/add/", {"smallest_group": "3"})
        assert Disclosure.smallest() == 3


class TestFiles:
    def test_a_workbook_has_numbers_as_numbers_and_no_formula(self, released, browser):
        answer = browser().get("/so-lieu/2023/loai-hinh.xlsx")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]

        assert answer["Content-Disposition"] == 'attachment; filename="so-lieu-2023-loai-hinh.xlsx"'
        assert 1500 in [cell.value for cell in cells]
        assert [cell.value for cell in cells if cell.data_type == "f"] == []

    def test_numbers_of_csv_mean_what_they_are_to_every_program(self):
        table = Table(
            "",
            (Column("name", "Tên"), Column("area", "Diện tích", kind="decimal", decimals=2)),
            (("=1+1", Decimal("66807.55")), ("@x", None), ("-2", 570286)),
        )

        assert csv_bytes(table, grouped=False).decode("utf-8-sig").splitlines() == [
            "Tên,Diện tích",
            '\'=1+1,"66807,55"',
            "'@x,",
            "'-2,570286",
        ]

    def test_the_years_are_one_file_too(self, released, browser):
        found = browser().get("/so-lieu/cac-nam.json").json()

        assert [(row["year"], row["cooperatives"]) for row in found["rows"]] == [("2023", "3")]
        assert browser().get("/so-lieu/cac-nam.csv").status_code == 200

    @pytest.mark.parametrize("name", ["khong-co.csv", "chi-tieu.pdf", "chi-tieu.exe", "loai-hinh.json.csv"])
    def test_a_file_that_is_none_is_absent(self, name, released, browser):
        assert browser().get(f"/so-lieu/2023/{name}").status_code == 404
