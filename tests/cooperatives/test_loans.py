"""Credit support: dossiers, projects and organisations counted apart; money lent, paid back and still owed."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from cooperatives import workflow
from cooperatives.loan_statistics import LoanYear
from cooperatives.models import Loan, LoanSource
from tests.office.page import opened

pytestmark = pytest.mark.django_db
MILLION = 1_000_000
DECIDED = {"decided_on": date(2023, 2, 1), "approved": 80 * MILLION}
LENT = DECIDED | {"disbursed_on": date(2023, 3, 1), "disbursed": 80 * MILLION, "due_on": date(2024, 3, 1)}


@pytest.fixture
def fund():
    return LoanSource.objects.create(name="Quỹ Hỗ trợ phát triển HTX tỉnh (thử)")


@pytest.fixture
def asked(fund, founded):
    """Ask for a loan: asked(), asked(organisation, dossier="02", **LENT)."""

    def make(organisation=None, **fields) -> Loan:
        told = {"source": fund, "dossier": "01", "project": "Mua máy gặt", "applied_on": date(2023, 1, 5)}
        loan = Loan(organisation=organisation or founded("H1"), requested=100 * MILLION, **told | fields)
        loan.full_clean()
        loan.save()
        return loan

    return make


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"decided_on": date(2022, 12, 1), "approved": 1}, "decided_on", "không được trước ngày nhận hồ sơ"),
        ({"approved": 5}, "decided_on", "Quyết định phải có ngày"),
        (DECIDED | {"refusal": "Thiếu hồ sơ"}, "decided_on", "một trong hai"),
        (DECIDED | {"disbursed_on": date(2023, 3, 1)}, "disbursed_on", "cả ngày và số tiền"),
        (LENT | {"disbursed": 81 * MILLION}, "disbursed", "không vượt số tiền duyệt"),
        (LENT | {"disbursed_on": date(2023, 1, 20)}, "disbursed_on", "không được trước ngày quyết định"),
        (LENT | {"due_on": date(2023, 2, 20)}, "due_on", "Hạn trả không được trước ngày giải ngân."),
        (DECIDED | {"due_on": date(2024, 3, 1)}, "disbursed_on", "để trống cả hạn trả"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields, field, sentence, asked):
    with pytest.raises(ValidationError) as refused:
        asked(**fields)

    [error] = refused.value.error_dict["__all__"]
    assert (error.code, sentence in error.messages[0]) == (field, True)


class TestPayingBack:
    def test_balances_are_those_of_any_day(self, asked, staff, django_assert_num_queries):
        loan = asked(**LENT)
        workflow.repay(loan, on=date(2023, 6, 1), amount=30 * MILLION, by=staff)
        workflow.repay(loan, on=date(2023, 9, 1), amount=50 * MILLION, by=staff)

        def owed(*day: int) -> list[int]:
            with django_assert_num_queries(1):
                return [one.balance // MILLION for one in Loan.objects.balances(date(*day))]

        assert [owed(2023, 2, 28), owed(2023, 3, 1), owed(2023, 6, 1), owed(2023, 8, 31), owed(2023, 9, 1)] == [
            [],
            [80],
            [50],
            [50],
            [0],
        ]

    def test_what_is_owed_after_its_last_day_is_overdue(self, asked):
        loan = asked(**LENT)

        assert list(Loan.objects.overdue(date(2024, 3, 1))) == []
        assert list(Loan.objects.overdue(date(2024, 3, 2))) == [loan]

    def test_no_more_is_paid_back_than_is_owed(self, asked, staff):
        loan = asked(**LENT)
        workflow.repay(loan, on=date(2023, 6, 1), amount=70 * MILLION, by=staff)

        with pytest.raises(ValidationError) as refused:
            workflow.repay(loan, on=date(2023, 7, 1), amount=11 * MILLION, by=staff)

        assert refused.value.message_dict == {
            "amount": ["Chỉ còn nợ 10.000.000 đồng: số tiền trả không thể nhiều hơn."]
        }

    def test_nothing_is_paid_back_before_it_was_lent(self, asked, staff):
        with pytest.raises(ValidationError) as refused:
            workflow.repay(asked(**LENT), on=date(2023, 2, 1), amount=1, by=staff)

        assert refused.value.message_dict == {"on": ["Giải ngân ngày 01/03/2023: không thể trả trước ngày ấy."]}

    def test_the_database_itself_keeps_to_what_was_lent(self, asked):
        loan = asked(**LENT)

        with pytest.raises(IntegrityError):
            Loan.objects.filter(pk=loan.pk).update(repaid=81 * MILLION)

    def test_one_recorded_by_mistake_is_struck_out_and_stays_in_the_history(self, asked, staff):
        loan = asked(**LENT)
        paid = workflow.repay(loan, on=date(2023, 6, 1), amount=30 * MILLION, by=staff)

        workflow.strike_repayment(loan, repayment=paid, by=staff)

        loan.refresh_from_db()
        assert (loan.repaid, loan.repayments.count()) == (0, 0)
        assert [one.history_type for one in paid.history.model.objects.order_by("history_id")] == ["+", "-"]

    def test_a_loan_cannot_begin_after_something_was_paid_back(self, asked, staff):
        loan = asked(**LENT)
        workflow.repay(loan, on=date(2023, 3, 5), amount=MILLION, by=staff)
        loan.refresh_from_db()
        loan.disbursed_on = date(2023, 3, 6)

        with pytest.raises(ValidationError) as refused:
            loan.full_clean()

        assert "Đã có lần trả ngày 05/03/2023" in refused.value.messages[0]

    def test_staff_write_a_repayment_on_its_page(self, asked, browser, staff):
        loan = asked(**LENT)
        page = reverse("admin:cooperatives_loan_tra-no", args=[loan.pk])

        said = browser(staff).post(page, {"on": "01/06/2023", "amount": "90 triệu"})
        assert "Chỉ còn nợ 80.000.000 đồng" in said.text
        assert "90 triệu" in said.text

        assert browser(staff).post(page, {"on": "01/06/2023", "amount": "30 triệu"}).status_code == 302
        loan.refresh_from_db()
        assert loan.repaid == 30 * MILLION

    def test_the_page_of_a_loan_keeps_what_was_paid_back(self, asked, browser, staff):
        loan = asked(**LENT)
        workflow.repay(loan, on=date(2023, 6, 1), amount=30 * MILLION, by=staff)
        client, page = browser(staff), reverse("admin:cooperatives_loan_change", args=[loan.pk])

        said = client.post(page, opened(client, page, disbursed="20 triệu"))

        assert "Số đã trả vượt số tiền giải ngân" in said.text
        loan.refresh_from_db()
        assert (loan.disbursed, loan.repaid) == (80 * MILLION, 30 * MILLION)


class TestAYear:
    @pytest.fixture
    def year(self, asked, founded, fund, staff) -> LoanYear:
        """Two dossiers of three projects of two organisations, one refused; another source lends to one of them too."""
        one, two = founded("A1"), founded("A2")
        bank = LoanSource.objects.create(name="Ngân hàng thử", position=2)
        loan = asked(one, **LENT)
        asked(two, **LENT)
        asked(two, dossier="02", decided_on=date(2023, 5, 1), refusal="Chưa có phương án trả nợ")
        asked(one, dossier="02", source=bank, **LENT)
        workflow.repay(loan, on=date(2023, 6, 1), amount=30 * MILLION, by=staff)
        return LoanYear(2023, Loan.objects.all())

    def test_counts_dossiers_projects_and_organisations_apart(self, year):
        names = ("source", "dossiers", "projects", "agreed", "refused", "lent", "borrowers", "paid_out", "owed")
        table = year.by_source().select(*names)

        assert (*table.rows, table.total) == (
            ("Quỹ Hỗ trợ phát triển HTX tỉnh (thử)", 2, 3, 2, 1, 2, 2, 160 * MILLION, 130 * MILLION),
            ("Ngân hàng thử", 1, 1, 1, 0, 1, 1, 80 * MILLION, 80 * MILLION),
            ("Tổng số", 3, 4, 3, 1, 3, 2, 240 * MILLION, 210 * MILLION),
        )

    def test_of_the_year_after_what_is_still_owed_is_shown_as_overdue(self, year):
        after = LoanYear(2024, Loan.objects.all())

        assert after.by_source().select("source", "lent", "owed", "overdue").rows == (
            ("Quỹ Hỗ trợ phát triển HTX tỉnh (thử)", 0, 130 * MILLION, 130 * MILLION),
            ("Ngân hàng thử", 0, 80 * MILLION, 80 * MILLION),
        )
        assert {row[6] for row in after.projects().rows} == {"quá hạn"}

    def test_the_page_shows_one_source_and_its_workbook_the_same(self, year, fund, browser, leader):
        said = browser(leader).get(f"/ho-tro-von/?nam=2023&nguon={fund.pk}").text
        assert "130.000.000" in said
        assert ">Ngân hàng thử</th>" not in said

        book = openpyxl.load_workbook(BytesIO(browser(leader).get("/ho-tro-von.xlsx?nam=2023").content))
        assert len(book.sheetnames) == 2

    def test_a_page_takes_as_many_queries_for_many_loans(self, year, asked, django_assert_num_queries):
        def ask() -> None:
            with django_assert_num_queries(6):
                year.by_source(), year.projects()

        ask()
        for number in range(3):
            asked(Loan.objects.first().organisation, dossier=str(number), **LENT)
        ask()

    @pytest.mark.parametrize("typed", ["23", "1900", "2999", "năm nay"])
    def test_what_is_no_year_is_refused_in_words(self, typed, browser, staff):
        answer = browser(staff).get("/ho-tro-von/", {"nam": typed})

        assert answer.status_code == 400
        assert f"“{typed}” không xem được: hãy ghi một năm từ 1993 đến" in answer.text
