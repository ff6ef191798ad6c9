"""Leadership and staff read the movement, open the names behind each figure and take both home in a workbook."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from cooperatives import workflow
from cooperatives.models import Kind, Place
from reports import movement_pages

pytestmark = pytest.mark.django_db
ADDRESS = "/dieu-hanh/2023/bien-dong/"
DAY = date(2023, 6, 1)


@pytest.fixture
def year(founded):
    """One HTX absorbed another; a group was founded; forty groups less were counted."""
    place = Place.objects.create(name="Xã Thử", level="commune")
    one, two = founded("H1", place=place), founded("H2")
    paper = workflow.Paper("15/QĐ", None, "theo đề án")
    workflow.reorganise([one], kind="merged", into=[two], on=DAY, paper=paper, by=None)
    founded("T1", kind=Kind.GROUP, on=DAY)
    workflow.adjust(kind=Kind.GROUP, quantity=-40, on=DAY, paper=workflow.Paper(note="kiểm đếm lại"), by=None)
    return place


def cells(html: str, label: str) -> list[str]:
    """The figures of the row of that label."""
    [row] = re.findall(rf'<tr[^>]*><th scope="row">{re.escape(label)}</th>(.*?)</tr>', html, re.DOTALL)
    return re.findall(r">([−+\d.]+)<", row)


def test_every_kind_is_told_from_opening_to_closing(year, browser, leader):
    said = browser(leader).get(ADDRESS).text

    assert cells(said, "Hợp tác xã (gồm QTDND)") == ["2", "0", "0", "0", "0", "0", "1", "0", "0", "0", "1"]
    assert cells(said, "Tổ hợp tác") == ["0", "1", "0", "0", "0", "0", "0", "0", "0", "−40", "−39"]


def test_communes_have_their_own_table(year, browser, staff):
    said = browser(staff).get(f"{ADDRESS}?theo=dia-ban").text

    assert cells(said, "Xã Thử") == ["1", *["0"] * 6, "1", *["0"] * 5]
    assert cells(said, "Chưa rõ địa bàn") == ["1", *["0"] * 11, "1"]
    assert cells(browser(staff).get(f"{ADDRESS}?theo=dia-ban&loai=tht").text, "Chưa rõ địa bàn")[-1] == "−39"


@pytest.mark.parametrize("query", ["", "?theo=dia-ban&loai=tat-ca"])
def test_every_figure_opens_as_many_names_as_it_counts(query, year, browser, staff):
    client = browser(staff)
    said = client.get(ADDRESS + query).text
    links = re.findall(r'<a href="([^"]+)" aria-label="[^:]+: ([−+\d]+)">', said)

    assert len(links) > 8
    for link, printed in links:
        names = client.get(link.replace("&amp;", "&")).text
        named = names.count("/quan-tri/cooperatives/organisation/")
        recounted = -40 if "gồm −40 điều chỉnh" in names else 0
        assert str(named + recounted) == printed.replace("−", "-").replace("+", "")


def test_the_names_come_with_what_happened(year, browser, staff):
    said = " ".join(browser(staff).get(f"{ADDRESS}htx/sap-nhap-hop-nhat/").text.split())

    for text in ("Tổ chức thử H1", "01/06/2023", "sáp nhập", "Tổ chức thử H2 (tiếp tục)", "15/QĐ", "theo đề án"):
        assert text in said


def test_names_that_do_not_make_the_figure_are_explained(year, browser, staff):
    said = browser(staff).get(f"{ADDRESS}tht/cuoi-ky/").text

    assert "Danh sách có 1 tổ chức ghi tên; số −39 gồm −40 điều chỉnh, không có tên." in said
    assert "kiểm đếm lại" in said


def test_many_names_go_on_pages(founded, browser, staff, monkeypatch):
    monkeypatch.setattr(movement_pages, "NAMES_A_PAGE", 2)
    for number in range(3):
        founded(f"H{number}")

    said = browser(staff).get(f"{ADDRESS}htx/cuoi-ky/?trang=2").text

    assert ("Trang 2/2" in said, "H2" in said, "Tổ chức thử H1" in said) == (True, True, False)


@pytest.mark.parametrize(("query", "by"), [("", "loai-hinh"), ("?theo=dia-ban", "dia-ban")])
def test_the_workbook_holds_the_table_and_the_names(query, by, year, browser, leader):
    answer = browser(leader).get(f"/dieu-hanh/2023/bien-dong.xlsx{query}")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    table, names = book.worksheets
    assert answer["Content-Disposition"] == f'attachment; filename="bien-dong-{by}-2023.xlsx"'
    assert table["A1"].value.startswith("Biến động số lượng theo ")
    assert [cell.value for cell in table[3]][:2] == ["Loại hình" if by == "loai-hinh" else "Xã, phường", "Đầu kỳ"]
    assert "Tổ chức thử H1" in [row[1] for row in names.iter_rows(min_row=4, values_only=True)]


def test_who_came_without_an_event_is_named(year, founded, browser, staff):
    lost = founded("N1", on=DAY)
    lost.life_events.all().delete()

    said = browser(staff).get(ADDRESS).text

    assert "Sổ chưa khớp" in said
    assert "Tổ chức thử N1 (N1)" in said
    assert "(không cân)" in said


@pytest.mark.parametrize("code", ["2023-6T", "2023-Q1", "2023-4T", "2013..2017"])
def test_every_form_of_period_is_shown(code, year, browser, staff):
    client = browser(staff)

    assert client.get(f"/dieu-hanh/{code}/bien-dong/").status_code == 200
    assert client.get(f"/dieu-hanh/{code}/bien-dong/htx/cuoi-ky/").status_code == 200
    assert client.get(f"/dieu-hanh/{code}/bien-dong.xlsx?theo=dia-ban").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/dieu-hanh/2023-Q5/bien-dong/",
        f"{ADDRESS}?theo=mau-sac",
        f"{ADDRESS}?theo=dia-ban&loai=xe",
        f"{ADDRESS}htx/mau-sac/",
        f"{ADDRESS}xe/cuoi-ky/",
        f"{ADDRESS}htx/chuyen-den/",
    ],
)
def test_what_there_is_not_is_not_found(address, year, browser, staff):
    assert browser(staff).get(address).status_code == 404


PAGES = [ADDRESS, f"{ADDRESS}htx/cuoi-ky/", "/dieu-hanh/2023/bien-dong.xlsx"]


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_meets_the_login_page(address, browser):
    answer = browser().get(address)

    assert (answer.status_code, answer.url) == (302, f"{reverse('admin:login')}?next={address}")


@pytest.mark.parametrize("address", PAGES)
def test_the_editor_is_told_why_not(address, browser, editor):
    answer = browser(editor).get(address)

    assert answer.status_code == 403
    assert "dành cho lãnh đạo và cán bộ phụ trách số liệu" in answer.text


def test_the_dashboard_leads_there(year, browser, leader):
    assert f'href="{ADDRESS}"' in browser(leader).get("/dieu-hanh/2023/").text


def test_the_pages_ask_as_little_whatever_there_is(founded, browser, staff, django_assert_max_num_queries):
    client = browser(staff)
    for number in range(30):
        founded(f"H{number}", on=DAY)

    for address in (ADDRESS, f"{ADDRESS}htx/cuoi-ky/"):
        with django_assert_max_num_queries(14):
            client.get(address)
