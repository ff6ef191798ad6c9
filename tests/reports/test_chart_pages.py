"""Every chart stands on the dashboard and on its own address, with its table and a workbook; each number opens."""

import io
import re
from datetime import date
from html import unescape

import openpyxl
import pytest

from cooperatives import workflow
from cooperatives.models import COOPERATIVE_KINDS, Kind, LifeEvent, Organisation, Sector
from reports.charts import CHARTS, Asked, draw_all
from reports.movement import read_movement
from reports.sources import Within
from returns.models import Period
from tests.reports.province import build
from tests.undoing import undone_in_the_end

pytestmark = pytest.mark.django_db
NAMES = [kind.name for kind in CHARTS]
LINK = re.compile(r'<td class="number"><a href="(/dieu-hanh/[^"]+/chi-tieu/[^"]+)">([^<]+)</a>')


@pytest.fixture(scope="class")
def province(django_db_setup, django_db_blocker):
    with undone_in_the_end(django_db_blocker):
        build(11)
        workflow.adjust(kind=Kind.COOPERATIVE, sector=Sector.AGRICULTURE, quantity=-3, on=date(2022, 5, 1), by=None)
        yield


def chart(name: str, period: str, **asked):
    kinds = [kind for kind in CHARTS if kind.name == name]
    [found], _ = draw_all(kinds, Asked.of(Period.objects.named(period), **asked))
    return found


class TestAProvince:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_chart_has_a_page_with_its_table_and_a_workbook(self, name, province, browser, leader):
        client = browser(leader)
        page = client.get(f"/dieu-hanh/2022/bieu-do/{name}/")
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"/dieu-hanh/2022/bieu-do/{name}.xlsx").content))

        table = page.context["chart"].table
        assert page.text.count("<svg") == 2
        assert [cell.value for cell in book.active[3]] == [column.heading for column in table.columns]
        assert book.active.max_row >= 3 + len(table.rows) > 3

    @pytest.mark.parametrize("period", ["2021", "2022", "2023", "2022-6T", "2023-Q2", "2021..2023"])
    def test_the_waterfall_tells_what_the_movement_tells(self, period, province):
        period = Period.objects.named(period)
        within = Within(
            Organisation.objects.filter(kind__in=COOPERATIVE_KINDS),
            LifeEvent.objects.recounts().filter(adjusted_kind__in=COOPERATIVE_KINDS),
        )
        movement = read_movement(period, within=within)
        row = movement.row("htx")

        found = chart("bien-dong", period.code).table
        first, *steps, last = found.rows
        counts = {step.label: step.sign * movement.count(row, step) for step in movement.steps}
        assert (first[1], last[1]) == (movement.count(row, movement.steps[0]), movement.count(row, movement.steps[-1]))
        assert {label: number for label, number in steps if label != "Chưa ghi sự kiện"} == {
            label: number for label, number in counts.items() if number
        }
        assert first[1] + sum(number for _, number in steps) == last[1]

    @pytest.mark.parametrize("address", ["2022/", "2021..2022/", "2022-05-31/?dia-gioi=tinh-cu"])
    def test_every_number_of_a_dashboard_opens_to_just_what_makes_it_up(self, address, province, browser, staff):
        client = browser(staff)
        links = LINK.findall(client.get(f"/dieu-hanh/{address}").text)

        opened = {}
        for href, printed in links:
            if href not in opened:
                found = client.get(unescape(href)).context["found"]
                opened[href] = found.indicator.column.printed(found.value)
            assert (href, opened[href]) == (href, printed)
        assert len(opened) > 10

    def test_a_headline_opens_its_list(self, province, browser, staff):
        assert (
            'class="card figure">\n        <a href="/dieu-hanh/2022/chi-tieu/cooperatives/">'
            in browser(staff).get("/dieu-hanh/2022/").text
        )

    def test_a_chart_keeps_the_view_of_the_land(self, province, browser, staff):
        said = browser(staff).get("/dieu-hanh/2022/bieu-do/dia-ban/", {"dia-gioi": "tinh-cu"}).text

        assert "Theo tỉnh cũ." in said
        assert 'href="/dieu-hanh/2022/bieu-do/dia-ban.xlsx?dia-gioi=tinh-cu"' in said

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("/dieu-hanh/2022/bieu-do/tuong-lai/", "Không có biểu đồ “tuong-lai”"),
            ("/dieu-hanh/2022-05-01/bieu-do/xep-loai/", "không xem theo ngày được"),
            ("/dieu-hanh/2022/bieu-do/dia-ban/?dia-gioi=x", "Không có cách xem địa bàn “x”"),
            ("/dieu-hanh/2022/bieu-do/dia-ban.xlsx?cap=thon", "Không có cấp địa bàn “thon”"),
        ],
    )
    def test_a_chart_that_is_none_is_refused_in_words(self, address, words, province, browser, staff):
        answer = browser(staff).get(address)

        assert answer.status_code == 404
        assert words in unescape(answer.text)


def test_the_years_of_a_trend_carry_money(founded, reported):
    fund = founded("Q1", kind=Kind.CREDIT_FUND, sector=Sector.FINANCE)
    reported(fund, "2022", deposits=100, loans_outstanding=90, bad_debt=9)
    reported(fund, "2023", deposits=140, loans_outstanding=100, bad_debt=8)

    assert chart("quy-tin-dung-cac-nam", "2023").table.rows == (
        ("2022", 100, 90, "1/1 QTDND"),
        ("2023", 140, 100, "1/1 QTDND"),
    )
    assert [row[1] for row in chart("no-xau-cac-nam", "2023").table.rows] == [10, 8]


@pytest.mark.parametrize("ending", ["/", ".xlsx"])
def test_only_leadership_and_staff_see_a_chart(ending, browser, editor):
    assert browser(editor).get(f"/dieu-hanh/2022/bieu-do/xep-loai{ending}").status_code == 403
    assert browser().get(f"/dieu-hanh/2022/bieu-do/xep-loai{ending}").status_code == 302
