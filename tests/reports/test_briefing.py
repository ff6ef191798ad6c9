"""The chairman's page: one sheet of A4 that tells the figures and answers what he will be asked, with sources."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from cooperatives import workflow
from cooperatives.models import ActivityState, Kind, Organisation, Place, Sector
from reports.briefing import brief
from reports.dashboard import HEADLINES
from returns.models import Period, Stage
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db
ADDRESS = "/dieu-hanh/2023/tom-tat.pdf"


@pytest.fixture
def year(office, founded, reported):
    place = Place.objects.create(code="00001", name="Xã Thử", level="commune")
    farm = founded("H1", on=date(2015, 1, 1), sector=Sector.AGRICULTURE, place=place)
    workflow.end(founded("H2", on=date(2016, 1, 1), place=place), kind="dissolved", on=date(2023, 4, 1), by=None)
    founded("H3", on=date(2023, 6, 1))
    fund = founded("Q1", kind=Kind.CREDIT_FUND, sector=Sector.FINANCE)
    founded("T1", kind=Kind.GROUP)
    workflow.verify_activity(farm, state=ActivityState.ACTIVE, since=date(2022, 1, 1), by=None)
    workflow.admit(farm, on=date(2023, 3, 1), by=None)
    reported(farm, "2022", members=100, revenue=4_000_000_000, profit=500_000_000)
    reported(farm, "2023", members=120, revenue=5_000_000_000, profit=400_000_000)
    reported(fund, "2022", members=50, deposits=100, loans_outstanding=90, bad_debt=9)
    reported(fund, "2023", members=50, deposits=140, loans_outstanding=100, bad_debt=8, stage=Stage.ESTIMATE)


def answers(code: str) -> dict[str, str]:
    found = brief(Period.objects.named(code), within=Organisation.objects.all())
    return {answer.question: answer.text for answer in found.answers}


def test_the_questions_are_answered_from_figures(year):
    said = answers("2023")

    assert said["Vì sao số hợp tác xã thay đổi?"] == (
        "Ngày 31/12/2022 có 03 HTX; trong năm thành lập mới 01 HTX, giải thể 01 HTX; đến ngày 31/12/2023 có 03 HTX."
    )
    assert said["Bao nhiêu hợp tác xã thực sự hoạt động?"] == (
        "Trong 03 HTX có 01 đang hoạt động, 02 chưa xác định tình trạng hoạt động."
    )
    assert "Xã Thử (từ 2 còn 1)" in said["Giảm ở chỉ tiêu nào, ở đâu?"]
    assert said["Liên minh có thêm bao nhiêu thành viên?"].startswith("Kết nạp mới 01 thành viên; tổng số 01")
    assert said["Ai chưa báo cáo?"] == "Chưa có số liệu của 01 HTX, 01 THT; đã nhận của 2/3 HTX, 0/1 THT."
    assert said["Số nào còn là số ước?"].startswith("01 trong 02 tổ chức đã báo cáo mới có số ước")
    assert "tỷ lệ nợ xấu 8%, giảm 2 điểm phần trăm so với năm 2022" in said["Quỹ tín dụng nhân dân ra sao?"]


def test_what_is_not_alike_is_not_said_to_have_grown(year, founded, reported):
    """With another one reporting only this year, members would grow by its being there alone."""
    reported(founded("H4"), "2023", members=1000)

    assert "thành viên của tổ chức" not in answers("2023")["Tăng nhiều nhất là gì?"].lower()


def test_growth_is_told_where_both_years_are_complete(office, founded, reported):
    farm = founded("H1")
    reported(farm, "2022", members=100, profit=500)
    reported(farm, "2023", members=120, profit=400)
    said = answers("2023")

    assert said["Tăng nhiều nhất là gì?"] == "Thành viên của tổ chức KTTT tăng 20%, đạt 120 thành viên."
    assert said["Giảm ở chỉ tiêu nào, ở đâu?"] == "Lợi nhuận HTX giảm 20%, đạt 400 đồng."
    assert said["Ai chưa báo cáo?"] == "Tất cả đã có số liệu."
    assert said["Số nào còn là số ước?"].startswith("Không có: cả 01 tổ chức")


def test_plans_are_lights_on_the_figures_and_one_more_answer(year):
    planned("cooperatives", "2023", 3, source="Kế hoạch 05")
    planned("new_cooperatives", "2023", 2)
    planned("members", "2023", 200, qualifier="at_most")
    planned("training_classes", "2023", 10)
    stated("training_classes", "2023", 9)
    found = brief(Period.objects.named("2023"), within=Organisation.objects.all())

    lights = {one.figure.code: one.reached for one in found.headlines}
    assert (lights["cooperatives"], lights["new_cooperatives"], lights["members"]) == (True, False, True)
    assert lights["groups"] is None
    assert found.answers[-1].text == (
        "Đạt hoặc vượt 02 trong 04 chỉ tiêu có kế hoạch; thấp nhất: HTX thành lập mới đạt 50% kế hoạch năm (2); "
        "lớp tập huấn đạt 90% kế hoạch năm (10)."
    )
    assert found.answers[-1].source == "Kế hoạch 05"


def test_within_a_year_no_plan_is_met_or_missed_yet(year):
    planned("cooperatives", "2023", 3)
    found = brief(Period.objects.named("2023-6T"), within=Organisation.objects.all())

    assert {one.reached for one in found.headlines} == {None}
    assert found.answers[-1].text == "So với kế hoạch cả năm; hợp tác xã đạt 100% kế hoạch năm (3)."


def test_every_answer_names_its_source(year):
    found = brief(Period.objects.named("2023"), within=Organisation.objects.all())

    assert all(answer.source for answer in found.answers)
    assert len(found.answers) > 7


@pytest.mark.parametrize("code", ["2023", "2023-6T", "2022..2023", "2030"])
def test_it_is_one_page_for_every_period(code, year, browser, leader):
    answer = browser(leader).get(f"/dieu-hanh/{code}/tom-tat.pdf")
    paper = PdfReader(io.BytesIO(answer.content))

    assert len(paper.pages) == 1
    assert [float(side) for side in paper.pages[0].mediabox[2:]] == pytest.approx([595.3, 841.9], abs=1)
    assert "Tóm tắt số liệu" in paper.pages[0].extract_text()


def test_long_names_many_answers_and_plans_still_fit_one_page(year, founded, browser, leader):
    for code in HEADLINES:
        planned(code, "2023", 5_700_000, qualifier="at_least", source=f"Kế hoạch số 05/KH-LMHTX về {code} {'x' * 40}")
    for number in range(4):
        place = Place.objects.create(
            code=f"1000{number}", name=f"Thị trấn Nông trường Tên Rất Dài Để Thử {'Xa ' * 10}{number}", level="commune"
        )
        one = founded(f"L{number}", place=place)
        workflow.end(one, kind="dissolved", on=date(2023, 5, 1), by=None)

    paper = PdfReader(io.BytesIO(browser(leader).get(ADDRESS).content))
    assert len(paper.pages) == 1
    assert "Số nào còn là số ước?" in paper.pages[0].extract_text()


def test_the_dashboard_has_a_button_for_it(year, browser, staff):
    assert f'href="{ADDRESS}"' in browser(staff).get("/dieu-hanh/2023/").text


def test_only_leadership_and_staff_take_it(year, browser, editor):
    assert browser(editor).get(ADDRESS).status_code == 403
    assert browser().get(ADDRESS).status_code == 302


@pytest.mark.parametrize("code", ["1950", "xyz", "2023-05-01"])
def test_a_period_that_is_none_is_refused_in_words(code, year, browser, staff):
    answer = browser(staff).get(f"/dieu-hanh/{code}/tom-tat.pdf")

    assert answer.status_code == 404
    assert "hãy" in answer.text.lower()
