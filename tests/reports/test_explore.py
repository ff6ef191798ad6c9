"""Staff ask their own questions of the figures: indicators by one dimension over periods, as page, chart and file."""

import io
from datetime import date
from html import unescape

import openpyxl
import pytest

from cooperatives.models import Kind, Sector
from reports import exploring
from returns.models import Period

pytestmark = pytest.mark.django_db
ADDRESS = "/dieu-hanh/tra-cuu/"


@pytest.fixture(autouse=True)
def years(founded, reported):
    for code in ("2022", "2023"):
        Period.objects.named(code).save()
    farm = founded("H1", on=date(2015, 1, 1), sector=Sector.AGRICULTURE)
    shop = founded("H2", on=date(2023, 5, 1), sector=Sector.SERVICES)
    founded("T1", kind=Kind.GROUP, on=date(2016, 1, 1))
    reported(farm, "2022", members=100, revenue=7)
    reported(farm, "2023", members=120, revenue=8)
    reported(shop, "2023", members=30, revenue=2)


def asked(*codes: str, by: str = "", years: tuple[str, ...] = ("2023",), **more) -> dict:
    return {"chi-tieu": codes, "theo": by, "nam": years, **more}


def test_the_empty_form_offers_indicators_and_periods(browser, staff):
    page = browser(staff).get(ADDRESS)

    assert page.status_code == 200
    assert 'value="members"' in page.text
    assert "năm 2022" in page.text


def test_indicators_over_periods_make_a_table(browser, leader):
    page = browser(leader).get(ADDRESS, asked("cooperatives", "members", years=("2023", "2022")))

    assert page.context["chart"].table.rows == (("năm 2022", 1, 100), ("năm 2023", 2, 150))
    assert "Hình chỉ vẽ các chỉ tiêu tính bằng HTX." in page.text


def test_one_dimension_breaks_them_down_and_every_cell_opens(browser, staff):
    client = browser(staff)
    chart = client.get(ADDRESS, asked("revenue", by="linh-vuc")).context["chart"]

    assert [row[1:] for row in chart.table.rows] == [
        ("Nông, lâm, ngư, diêm nghiệp", 8),
        ("Thương mại, dịch vụ và ngành khác", 2),
    ]
    assert [client.get(line[2]).context["found"].value for line in chart.addresses] == [8, 2]


@pytest.mark.parametrize("by", ["loai-hinh", "linh-vuc", "dia-ban", "tinh-cu", "quy-mo", "xep-loai"])
@pytest.mark.parametrize("chosen", [("2023",), ("2022", "2023")])
def test_every_dimension_is_drawn_and_adds_up(by, chosen, browser, staff):
    page = browser(staff).get(ADDRESS, asked("members", by=by, years=chosen))

    assert page.text.count("<svg") == 2
    assert sum(row[-1] for row in page.context["chart"].table.rows) == {1: 150, 2: 250}[len(chosen)]


def test_other_periods_are_typed_by_their_codes(browser, staff):
    page = browser(staff).get(ADDRESS, asked("revenue", years=(), ky="2022..2023, 2023-6T"))

    assert page.context["chart"].table.rows == (("6 tháng đầu năm 2023", None), ("giai đoạn 2022 - 2023", 17))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (asked(), "Hãy chọn ít nhất một chỉ tiêu."),
        (asked("hanh_phuc"), "Không có chỉ tiêu “hanh_phuc”."),
        (asked("members", by="mau-sac"), "Không phân tổ được theo “mau-sac”."),
        (asked("members", years=()), "Hãy chọn ít nhất một kỳ."),
        (asked("members", ky="2023-13T"), "“2023-13T” không phải một kỳ báo cáo"),
        (asked("members", ky="1950"), "Chưa có số liệu năm 1950"),
        (asked("cooperatives", by="quy-mo"), "Không phân tổ được theo quy mô: “Hợp tác xã”."),
        (asked("members", years=(), ky=",".join(str(year) for year in range(2016, 2030))), "Chọn tối đa 12 kỳ"),
        (asked(*list(exploring.INDICATORS)[:13]), "Chọn tối đa 12 chỉ tiêu"),
        (asked("cooperatives", by="dia-ban", cap="thon"), "Không có cấp địa bàn “thon”."),
        (asked("cooperatives", by="dia-ban", cap="huyen", ky="2030"), "không có đơn vị cấp huyện"),
    ],
)
def test_a_wrong_question_is_said_and_what_was_chosen_is_kept(question, words, browser, staff):
    answer = browser(staff).get(ADDRESS, question)

    said = unescape(answer.text)
    assert answer.status_code == 400
    assert words in said
    assert all(f'value="{code}" id' in said for code in question["chi-tieu"] if code in ("members", "cooperatives"))
    assert "checked" in said


def test_too_large_a_table_is_refused_with_what_to_do(browser, staff, monkeypatch):
    monkeypatch.setattr(exploring, "MOST_CELLS", 1)

    answer = browser(staff).get(ADDRESS, asked("members", by="linh-vuc"))
    assert answer.status_code == 400
    assert "Bảng có 2 ô, nhiều hơn 1: hãy bớt chỉ tiêu" in answer.text


def test_the_table_is_taken_as_a_workbook_and_as_csv(browser, staff):
    client, question = browser(staff), asked("members", by="linh-vuc")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/dieu-hanh/tra-cuu.xlsx", question).content))
    text = client.get("/dieu-hanh/tra-cuu.csv", question).content.decode("utf-8-sig")

    assert [cell.value for cell in book.active[4]] == ["năm 2023", "Nông, lâm, ngư, diêm nghiệp", 120]
    assert '"Nông, lâm, ngư, diêm nghiệp",120' in text


def test_a_file_of_a_wrong_question_is_the_page_that_says_so(browser, staff):
    answer = browser(staff).get("/dieu-hanh/tra-cuu.xlsx", asked())

    assert answer.status_code == 400
    assert "Hãy chọn ít nhất một chỉ tiêu." in answer.text


def test_the_page_gives_the_address_of_its_table(browser, staff):
    said = unescape(browser(staff).get(ADDRESS, asked("members")).text)

    assert 'href="http://testserver/dieu-hanh/tra-cuu/?chi-tieu=members&theo=&nam=2023"' in said


@pytest.mark.parametrize("address", [ADDRESS, "/dieu-hanh/tra-cuu.xlsx", "/dieu-hanh/tra-cuu.csv"])
def test_only_leadership_and_staff_ask(address, browser, editor):
    assert browser(editor).get(address).status_code == 403
    assert browser().get(address).status_code == 302
