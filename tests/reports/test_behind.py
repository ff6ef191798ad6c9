"""Every figure opens to those it is made of, and they add up to it: for every indicator, slice and view of the land."""

import io
from datetime import date
from html import unescape

import openpyxl
import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Organisation, Sector
from events.models import Award, AwardKind
from reports.behind import behind
from reports.indicators import INDICATORS
from reports.reader import read
from reports.scope import Scope
from reports.slices import slice_slug
from reports.sources import DIMENSIONS
from returns.models import Period, Rating, Stage
from tests.reports.province import build
from tests.undoing import undone_in_the_end

pytestmark = pytest.mark.django_db

COMPUTED = [code for code, each in INDICATORS.items() if each.source]


@pytest.fixture(scope="class")
def province(django_db_setup, django_db_blocker):
    with undone_in_the_end(django_db_blocker):
        build(7)
        workflow.adjust(kind=Kind.COOPERATIVE, sector=Sector.AGRICULTURE, quantity=-3, on=date(2022, 5, 1), by=None)
        yield


@pytest.fixture
def htx(founded, reported):
    one = founded("H1", sector=Sector.AGRICULTURE)
    reported(one, "2023", members=120, revenue=5_000_000_000, rating=Rating.GOOD)
    other = founded("H2", sector=Sector.INDUSTRY)
    reported(other, "2023", members=80, revenue=None, rating=Rating.WEAK, stage=Stage.ESTIMATE)
    return one


def made_of(code: str, period: str, **wanted):
    return behind(code, Period.objects.named(period), Scope(), wanted)


def figure(code: str, period: str):
    return read([code], period=Period.objects.named(period)).rows[0][0]


class TestAProvince:
    @pytest.mark.parametrize("period", ["2021", "2022", "2023", "2021..2023", "2023-6T"])
    def test_the_list_behind_every_indicator_adds_up_to_it(self, province, period):
        lists = {code: made_of(code, period).value for code in COMPUTED}

        assert lists == {code: figure(code, period) for code in COMPUTED}

    @pytest.mark.parametrize("dimension", DIMENSIONS)
    def test_the_list_behind_every_slice_adds_up_to_it(self, province, dimension):
        period = Period.objects.named("2022")
        broken_down = [
            code for code in COMPUTED if all(term.source.dimension(dimension) for term in INDICATORS[code].terms)
        ]
        found = read(broken_down, period=period, by=[dimension])

        lists = [
            tuple(behind(code, period, Scope(), {dimension: slice_slug(key)}).value for code in broken_down)
            for key, *_ in found.rows
        ]

        assert len(broken_down) > 2
        assert lists == [tuple(values) for _, *values in found.rows]

    def test_slices_of_two_dimensions_narrow_together(self, province):
        period = Period.objects.named("2022")
        found = read(["members"], period=period, by=["kind", "sector"])

        for kind, sector, value in found.rows:
            assert made_of("members", "2022", kind=kind, sector=slice_slug(sector)).value == value


def test_an_average_shows_both_its_sides(htx):
    found = made_of("average_revenue", "2023")

    assert [(entry.name, entry.parts) for entry in found.entries] == [("Tổ chức thử H1", (5_000_000_000, 1))]
    assert [column.heading for column in found.table().columns[4:]] == [
        "Doanh thu",
        "Số tổ chức tính",
        "Doanh thu bình quân (đồng/HTX)",
    ]


def test_what_was_not_declared_is_not_in_the_list(htx):
    assert [entry.name for entry in made_of("revenue", "2023").entries] == ["Tổ chức thử H1"]


def test_a_recount_stands_in_the_list_without_a_name(htx):
    workflow.adjust(kind=Kind.COOPERATIVE, quantity=5, on=date(2023, 2, 1), sector="", by=None)

    found = made_of("cooperatives", "2023")
    assert found.value == 7
    assert ("Điều chỉnh số HTX", (5,)) in [(entry.name, entry.parts) for entry in found.entries]


def test_a_person_commended_stands_in_the_list(htx):
    kind = AwardKind.objects.create(form="Giấy khen", level="Liên minh")
    award = {"kind": kind, "achievement_year": 2023, "decided_on": date(2023, 12, 1)}
    Award.objects.create(person_name="Người Thử", **award)
    Award.objects.create(organisation=htx, **award)

    assert [entry.name for entry in made_of("individual_awards", "2023").entries] == ["Người Thử"]
    assert [entry.name for entry in made_of("collective_awards", "2023").entries] == ["Tổ chức thử H1"]


def test_estimates_are_marked(htx):
    remarks = {entry.name: entry.remark for entry in made_of("members", "2023").entries}

    assert remarks == {"Tổ chức thử H1": "", "Tổ chức thử H2": "số ước"}


ADDRESS = "/dieu-hanh/2023/chi-tieu/members/"


def test_the_page_says_the_figure_its_source_and_day_and_names_everybody(htx, browser, leader):
    said = unescape(browser(leader).get(ADDRESS).text)

    for words in ("200 thành viên", "Nguồn: Số liệu các tổ chức báo cáo", "số liệu đến 31/12/2023", "Tổ chức thử H1"):
        assert words in said


def test_the_filter_is_told_kept_in_the_workbook_and_can_be_taken_off(htx, browser, leader):
    said = unescape(browser(leader).get(ADDRESS, {"linh-vuc": "industry", "loai-hinh": "cooperative"}).text)

    assert "Lĩnh vực: <strong>Công nghiệp - xây dựng</strong>" in said
    assert 'href="?loai-hinh=cooperative"' in said
    assert 'href="/dieu-hanh/2023/chi-tieu/members.xlsx?linh-vuc=industry&loai-hinh=cooperative"' in said
    assert "Tổ chức thử H1" not in said


def test_the_workbook_holds_everybody_and_the_total(htx, browser, staff):
    answer = browser(staff).get("/dieu-hanh/2023/chi-tieu/members.xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert answer["Content-Disposition"] == 'attachment; filename="members-2023.xlsx"'
    assert [row[-1] for row in rows if row[0] in ("Tổ chức thử H1", "Tổ chức thử H2", "Tổng số")] == [120, 80, 200]


def test_a_long_list_is_shown_in_pages_under_the_figure_of_all(htx, browser, staff, monkeypatch):
    monkeypatch.setattr("reports.behind_pages.LINES_A_PAGE", 1)

    said = browser(staff).get(ADDRESS, {"trang": "2"}).text
    assert "Tổ chức thử H1" not in said
    assert "200 thành viên" in said
    assert "Trang 2/2" in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/dieu-hanh/2023/chi-tieu/hanh-phuc/", "Không có chỉ tiêu “hanh-phuc”"),
        (ADDRESS + "?linh-vuc=banh-mi", "Lĩnh vực: không có “banh-mi”"),
        (ADDRESS + "?dia-ban=99999999", "Địa bàn: không có “99999999”"),
        (ADDRESS + "?dia-gioi=mai-sau", "Không có cách xem địa bàn “mai-sau”"),
        (ADDRESS + "?dia-ban=chua-ghi&cap=thon", "Không có cấp địa bàn “thon”"),
        ("/dieu-hanh/2023/chi-tieu/cooperatives/?quy-mo=micro", "không phân tổ được theo Quy mô"),
        ("/dieu-hanh/2023-05-01/chi-tieu/members/", "Tại một ngày chỉ xem được những gì sổ đăng ký ghi"),
        ("/dieu-hanh/xyz/chi-tieu/members.xlsx", "không phải một kỳ báo cáo"),
    ],
)
def test_what_cannot_be_listed_is_said_in_words(address, words, htx, browser, staff):
    answer = browser(staff).get(address)

    assert answer.status_code == 404
    assert words in unescape(answer.text)


@pytest.mark.parametrize("address", [ADDRESS, "/dieu-hanh/2023/chi-tieu/members.xlsx"])
def test_only_leadership_and_staff_see_who_is_behind_a_figure(address, htx, browser, editor):
    assert browser(editor).get(address).status_code == 403
    assert browser().get(address).status_code == 302


def test_an_empty_list_says_so(htx, browser, staff):
    assert "Không có tổ chức nào đứng sau số này" in browser(staff).get("/dieu-hanh/2023/chi-tieu/unions/").text


def test_the_list_is_narrowed_to_the_organisations_one_may_see(htx):
    mine = Organisation.objects.filter(code="H2")

    found = behind("members", Period.objects.named("2023"), Scope(within=mine))
    assert [entry.name for entry in found.entries] == ["Tổ chức thử H2"]


@pytest.mark.parametrize("many", [2, 12])
def test_a_list_takes_as_many_queries_for_many_as_for_few(many, founded, reported, django_assert_num_queries):
    for number in range(many):
        reported(founded(f"H{number}"), "2023", members=10)
    period = Period.objects.named("2023")

    with django_assert_num_queries(3):
        behind("members", period, Scope())
