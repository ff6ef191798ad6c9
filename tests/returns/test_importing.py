"""A file of returns: numbers mean what was typed or are refused, and a blank cell declares nothing."""

from datetime import date
from decimal import Decimal

import pytest

from cooperatives import workflow
from cooperatives.models import Organisation
from office.importing import run_import
from printing.xlsx import csv_bytes, workbook_bytes
from returns.importing import ReturnResource
from returns.models import AnnualReturn, Period
from tests.office.sheets import FORMS, counts, imported, told

pytestmark = pytest.mark.django_db
FULL = [column.header for column in ReturnResource.columns()]


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", on=date(2015, 1, 1))


def taken(*rows: list, columns: tuple[str, ...] = (), **how):
    return imported(ReturnResource, [["Mã", "Kỳ", *columns], *rows], **how)


def refusal(*rows: list, columns: tuple[str, ...] = (), **how) -> str:
    """The only sentence of a refusal that wrote nothing."""
    before = (AnnualReturn.objects.count(), Period.objects.count(), AnnualReturn.history.count())
    [error] = taken(*rows, columns=columns, **how).errors
    assert (AnnualReturn.objects.count(), Period.objects.count(), AnnualReturn.history.count()) == before
    return error.message


@pytest.mark.parametrize("form", FORMS)
def test_a_row_is_what_was_declared(form, htx, staff):
    row = ["HTX1", "2023", "ước", "570.286", "24", "0", "2,1 tỷ", "5.000.000.000", "17 tỷ 942 triệu đồng", "-12000"]
    row += [None, "4.600.000", "66.807,55", "Khá", "100", "90", "9"]

    report = imported(ReturnResource, [FULL, row], form, by=staff)

    one = AnnualReturn.objects.get()
    assert counts(report) == (1, 0, 0)
    assert (one.organisation, one.period.code, one.stage) == (htx, "2023", "estimate")
    assert (one.members, one.regular_workers, one.seasonal_workers) == (570_286, 24, 0)
    assert (one.charter_capital, one.total_assets) == (2_100_000_000, 5_000_000_000)
    assert (one.revenue, one.profit, one.budget_contribution) == (17_942_000_000, -12_000, None)
    assert (one.average_income, one.farmed_area, one.rating) == (4_600_000, Decimal("66807.55"), "fair")
    assert (one.deposits, one.loans_outstanding, one.bad_debt) == (100, 90, 9)
    assert one.history.get().history_user == one.period.history.get().history_user == staff


def test_cells_of_a_workbook_keep_their_numbers(htx):
    report = taken(
        ["HTX1", 2023, 570286, 12.5, 1_200_000_000],
        columns=("Thành viên", "Diện tích canh tác (ha)", "Doanh thu"),
        form="xlsx",
    )

    one = AnnualReturn.objects.get()
    assert counts(report) == (1, 0, 0)
    assert (one.members, one.farmed_area, one.revenue) == (570_286, Decimal("12.5"), 1_200_000_000)
    assert (one.stage, one.period.code) == ("official", "2023")


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        (
            "Diện tích canh tác (ha)",
            "1.234",
            "“1.234” không rõ là 1234 hay 1,234: "
            "hãy gõ 1234 nếu là số nguyên, hoặc chỉ ghi 2 chữ số sau dấu phẩy nếu là số lẻ.",
        ),
        (
            "Thành viên",
            "12,5",
            "“12,5” không rõ là 125 hay 12,5; ở đây cần số nguyên: hãy gõ liền các chữ số.",
        ),
        ("Thành viên", "-5", "“-5” là số âm: ở đây chỉ nhận số từ 0 trở lên, hãy kiểm tra dấu trừ."),
        (
            "Thành viên",
            "9999999999",
            "“9999999999” quá lớn (tối đa 2.147.483.647): hãy kiểm tra lại đơn vị.",
        ),
        ("Doanh thu", "-1", "“-1” là số âm: ở đây chỉ nhận số từ 0 trở lên, hãy kiểm tra dấu trừ."),
        (
            "Xếp loại",
            "xuất sắc",
            "“xuất sắc” không phải xếp loại: hãy ghi một trong các từ: tốt; khá; trung bình; yếu; không xếp loại.",
        ),
        (
            "Giai đoạn",
            "tạm",
            "“tạm” không phải giai đoạn: hãy ghi một trong các từ: ước; chính thức.",
        ),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_could_mean_two_things_or_none_is_refused(column, typed, sentence, form, htx):
    assert refusal(["HTX1", "2023", typed], columns=(column,), form=form) == sentence


def test_bad_debt_lies_within_the_loans(htx, reported):
    reported(htx, loans_outstanding=90)

    report = taken(["HTX1", "2023", "91"], columns=("Nợ xấu",))

    assert told(report) == [(2, "Nợ xấu", "91")]
    assert report.errors[0].message == "Nợ xấu 91 đồng lớn hơn dư nợ 90 đồng: hãy kiểm tra cả hai."


def test_an_unknown_organisation_is_named(htx, founded):
    founded("02269")

    report = taken(["HTX9", "2023"], ["2269", "2023"])

    assert [error.message for error in report.errors] == [
        "Không có tổ chức nào mang mã “HTX9”: hãy kiểm tra mã, hoặc nhập tổ chức trước.",
        "Không có tổ chức nào mang mã “2269”; trong sổ có “02269”. "
        "Nếu là tổ chức ấy, hãy định dạng ô là Văn bản rồi gõ đúng mã.",
    ]


def test_an_unknown_period_is_answered_with_the_known_forms(htx):
    assert refusal(["HTX1", "năm ngoái"]).startswith("“năm ngoái” không phải một kỳ báo cáo. Hãy ghi theo một trong")


@pytest.mark.parametrize(
    ("period", "why"),
    [("2014", "thành lập ngày 01/01/2015"), ("2021", "chấm dứt ngày 01/01/2021")],
)
def test_who_did_not_exist_cannot_report(period, why, htx):
    workflow.end(htx, kind="dissolved", on=date(2021, 1, 1), by=None)

    assert why in refusal(["HTX1", period])
    assert counts(taken(["HTX1", "2015"], ["HTX1", "2020"])) == (2, 0, 0)


def test_two_lines_for_one_stage_are_refused_though_it_is_named_once(htx):
    columns = ("Giai đoạn", "Thành viên")

    assert refusal(["HTX1", "2023", None, 1], ["HTX1", "2023", "chính thức", 2], columns=columns) == (
        "Dòng 3 lặp lại dòng 2: hãy giữ lại một dòng."
    )
    assert counts(taken(["HTX1", "2023", "ước", 1], ["HTX1", "2023", None, 2], columns=columns)) == (2, 0, 0)


def test_blank_is_not_nought_and_takes_nothing_back(htx, reported):
    reported(htx, members=120, revenue=5)

    report = taken(["HTX1", "2023", None, "0"], columns=("Thành viên", "Doanh thu"))

    one = AnnualReturn.objects.get()
    assert counts(report) == (0, 1, 0)
    assert (one.members, one.revenue, one.profit) == (120, 0, None)
    assert report.changes[0].details == ("Doanh thu: 5 → 0",)


@pytest.mark.parametrize("form", FORMS)
def test_importing_again_writes_nothing(form, htx, founded):
    founded("HTX2")
    rows = [[code, "2023", "1.250", "12,5"] for code in ("HTX1", "HTX2")]
    columns = ("Thành viên", "Diện tích canh tác (ha)")
    taken(*rows, columns=columns, form=form)

    assert counts(taken(*rows, columns=columns, form=form)) == (0, 0, 2)
    assert (AnnualReturn.history.count(), Period.history.count()) == (2, 1)


def test_the_first_return_of_a_period_makes_the_period(htx):
    taken(["HTX1", "2023-6t", "5"], columns=("Thành viên",))

    period = Period.objects.get()
    assert (period.code, period.end, AnnualReturn.objects.get().period) == ("2023-6T", date(2023, 6, 30), period)


@pytest.mark.parametrize("write", [csv_bytes, lambda table: workbook_bytes(table, bare=True)])
def test_what_was_exported_is_imported_as_the_same(write, htx, founded, reported, staff):
    reported(htx, members=1_234, farmed_area=Decimal("1234.50"), profit=-5, rating="unrated", stage="estimate")
    reported(founded("=1+1"), "2023-6T", revenue=0, average_income=4_600_000)

    content = write(ReturnResource(by=staff).as_table(AnnualReturn.objects.all()))
    report = run_import(ReturnResource, content, name="xuat", dry_run=False, by=staff)

    assert counts(report) == (0, 0, 2)


def test_a_province_takes_few_questions(founded, django_assert_max_num_queries):
    codes = [founded(f"HTX{number}").code for number in range(20)]
    rows = [[code, year, 12] for code in codes for year in range(2018, 2023)]

    with django_assert_max_num_queries(40):
        assert counts(taken(*rows, columns=("Thành viên",))) == (100, 0, 0)
    with django_assert_max_num_queries(12):
        assert counts(taken(*rows, columns=("Thành viên",))) == (0, 0, 100)
