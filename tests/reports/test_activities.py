"""The Alliance's work as leadership reads it: done beside planned, typed values where no register was kept."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from cooperatives.models import Loan, LoanSource
from events.models import Activity
from reports.activities import against_plan, work_of
from reports.behind import behind
from reports.figures import figures
from reports.ledger import read_ledger
from reports.scope import Scope
from returns.models import Period
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db


def did(kind: str, on: date = date(2023, 5, 1), **fields) -> Activity:
    one = Activity(kind=kind, title=fields.pop("title", f"Việc thử {kind}"), held_on=on, **fields)
    one.full_clean()
    one.save()
    return one


@pytest.fixture
def half_a_year():
    """What Kiên Giang did in the first half of 2023, of the plan of the year."""
    for number in range(11):
        did("training", title=f"Lớp {number}", participants=50 if number else 49, cost=20_000_000)
    did("mobilisation", quantity=5)
    did("media", channel="broadcast")
    did("media", channel="print", quantity=9)
    did("media", channel="website", quantity=105)
    planned("training_classes", "2023", 10)
    planned("mobilisations", "2023", 10)


def lines(code: str) -> list[tuple]:
    period = Period.objects.named(code)
    table = against_plan(work_of(period), period)
    return [tuple(text for _, text in row) for row in table.printed_rows()]


def test_half_a_year_stands_against_the_plan_of_the_year(half_a_year):
    assert lines("2023-6T") == [
        ("Lớp tập huấn", "lớp", "11", "10", "đạt 110% kế hoạch năm", ""),
        ("Lượt người dự tập huấn", "lượt người", "549", "–", "", ""),
        ("Cuộc tuyên truyền, vận động", "cuộc", "5", "10", "đạt 50% kế hoạch năm", ""),
        ("Tin, bài tuyên truyền", "tin, bài", "115", "–", "", ""),
        ("Tin, bài trên báo giấy", "tin, bài", "9", "–", "", ""),
        ("Tin, phóng sự phát thanh, truyền hình", "tin, bài", "1", "–", "", ""),
        ("Tin, bài trên trang thông tin điện tử", "tin, bài", "105", "–", "", ""),
    ]


def test_where_the_register_was_not_kept_what_was_typed_stands():
    stated("training_classes", "2022", 9)
    did("training")

    found = {code: read(code) for code in ("2022", "2023")}
    assert (found["2022"].value, found["2023"].value, found["2023"].previous) == (9, 1, 9)


def test_what_was_published_otherwise_stands_beside_with_its_reason():
    did("training")
    stated("training_classes", "2023", 2, "published", reason="Một lớp mở chung")

    one = read("2023")
    assert (one.value, one.differs) == (1, True)
    assert lines("2023") == [("Lớp tập huấn", "lớp", "1", "–", "", "Đã ghi số công bố: 2 lớp (Một lớp mở chung)")]


def read(code: str):
    period = Period.objects.named(code)
    found = read_ledger(period).beside(figures(period, ["training_classes"]))
    return next(each for each in found if each.code == "training_classes")


def test_the_list_behind_a_figure_names_each_class(half_a_year):
    found = behind("training_participants", Period.objects.named("2023"), Scope())

    assert (found.value, len(found.entries), found.entries[-1].name) == (549, 11, "Lớp 0")
    assert found.table().column("value").label == "Số lượt người dự"


def test_the_list_behind_loans_names_each_organisation(founded):
    source = LoanSource.objects.create(name="Quỹ thử")
    day = date(2023, 3, 1)
    for number, one in enumerate([founded("H1"), *[founded("H2")] * 2]):
        Loan.objects.create(
            organisation=one,
            source=source,
            dossier=str(number),
            project="Dự án thử",
            applied_on=day,
            requested=100,
            decided_on=day,
            approved=100,
            disbursed_on=day,
            disbursed=100,
        )

    found = behind("support_loans", Period.objects.named("2023"), Scope())

    assert [(entry.organisation.code, entry.parts) for entry in found.entries] == [("H2", (2,)), ("H1", (1,))]
    period = Period.objects.named("2023")
    codes = ["support_loans", "support_borrowers", "support_loan_amount"]
    assert [each.value for each in figures(period, codes)] == [3, 2, 300]


class TestThePage:
    def test_shows_plan_and_list_to_leadership(self, half_a_year, browser, leader):
        said = browser(leader).get("/hoat-dong/?ky=2023-6T").text

        assert "đạt 110% kế hoạch năm" in said
        assert "220.000.000" in said  # the classes cost so much together
        assert "Thêm hoạt động" not in said

    def test_narrows_the_list_to_a_kind(self, half_a_year, browser, staff):
        answer = browser(staff).get("/hoat-dong/?ky=2023&loai=mobilisation")

        assert [row[0] for row in answer.context["table"].rows] == ["Việc thử mobilisation"]

    def test_opens_at_the_newest_year_that_has_any(self, half_a_year, browser, staff):
        assert browser(staff).get("/hoat-dong/").context["period"].code == "2023"

    def test_says_what_to_do_where_there_is_nothing(self, browser, staff):
        assert "Chưa ghi hoạt động nào của năm 2019." in browser(staff).get("/hoat-dong/?ky=2019").text

    @pytest.mark.parametrize("query", ["ky=hai-nghin", "ky=", "ky=2023&loai=khong-co"])
    def test_refuses_in_words_what_is_no_period_or_kind(self, query, browser, staff):
        answer = browser(staff).get(f"/hoat-dong/?{query}")

        assert (answer.status_code, "Chưa xem được" in answer.text) == (400, True)

    def test_gives_the_same_as_a_workbook(self, half_a_year, browser, staff):
        book = openpyxl.load_workbook(BytesIO(browser(staff).get("/hoat-dong.xlsx?ky=2023").content))

        cells = {cell.value for sheet in book for row in sheet for cell in row}
        assert {11, 549, 220_000_000, "Lớp 3"} <= cells

    def test_asks_as_little_whatever_there_is(self, half_a_year, browser, staff, django_assert_max_num_queries):
        client = browser(staff)

        with django_assert_max_num_queries(14):
            client.get("/hoat-dong/?ky=2023")
