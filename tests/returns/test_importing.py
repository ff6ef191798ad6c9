"""Returns come in from a file: numbers mean what was typed, blank is not nought, a stage and a period at a time."""

from datetime import date
from decimal import Decimal

import pytest

from cooperatives import workflow
from cooperatives.models import Kind
from office.importing import ImportReport, run_import
from printing.xlsx import csv_bytes, workbook_bytes
from returns.importing import ReturnResource
from returns.models import AnnualReturn, Period, Rating, Stage

pytestmark = pytest.mark.django_db


def taken(text: str, **options) -> ImportReport:
    return run_import(ReturnResource, text.encode(), name="tệp.csv", **{"dry_run": False, "by": None} | options)


def told(report: ImportReport) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in report.errors]


def test_a_row_is_read_as_it_was_typed(founded, staff):
    founded("H1")

    report = taken(
        "Mã;Kỳ;Giai đoạn;Thành viên;Doanh thu;Lợi nhuận;Diện tích canh tác (ha);Xếp loại\n"
        "H1;2023;ước;570.286;17 tỷ 942 triệu đồng;-1.000.000;66.807,55;Khá\n",
        by=staff,
    )

    one = AnnualReturn.objects.get()
    assert report.created == 1
    assert (one.stage, one.members, one.revenue, one.profit) == (Stage.ESTIMATE, 570_286, 17_942_000_000, -1_000_000)
    assert (one.farmed_area, one.rating, one.total_assets) == (Decimal("66807.55"), Rating.FAIR, None)
    assert one.history.get().history_user == staff


def test_the_first_return_of_a_period_makes_the_period(founded):
    founded("H1")
    taken("Mã,Kỳ,Thành viên\nH1,2023-6t,5\n")

    assert (Period.objects.get().code, AnnualReturn.objects.get().stage) == ("2023-6T", Stage.OFFICIAL)


def test_every_mistake_is_told_at_once_and_nothing_is_written(founded):
    founded("H1")
    founded("H2", on=date(2024, 1, 1))
    gone = founded("H3")
    workflow.end(gone, kind="dissolved", on=date(2022, 5, 1), by=None)

    report = taken(
        "Mã;Kỳ;Thành viên;Diện tích canh tác (ha);Doanh thu;Xếp loại;Dư nợ;Nợ xấu\n"
        "H1;2023;12,5;1.234;-5;giỏi;1;2\n"
        "H9;2023;1;;;;;\n"
        "H2;2023;1;;;;;\n"
        "H3;2023;1;;;;;\n"
        "H1;năm ngoái;1;;;;;\n"
        "H1;2022;;;;;1;2\n"
        "H1;2022;3;;;;;\n"
        "Cộng;;5;;;;;\n"
    )

    assert told(report) == [
        (2, "Diện tích canh tác (ha)"),
        (2, "Doanh thu"),
        (2, "Nợ xấu"),
        (2, "Thành viên"),
        (2, "Xếp loại"),
        (3, "Mã"),
        (4, "Kỳ"),
        (5, "Kỳ"),
        (6, "Kỳ"),
        (7, "Nợ xấu"),
        (8, "Mã"),
        (9, ""),
    ]
    assert AnnualReturn.objects.count() == Period.objects.count() == AnnualReturn.history.count() == 0


def test_an_ambiguous_number_has_both_readings_named(founded):
    founded("H1")

    (error,) = taken("Mã;Kỳ;Diện tích canh tác (ha)\nH1;2023;1.234\n").errors

    assert (error.row, error.value) == (2, "1.234")
    assert "1234 hay 1,234" in error.message


def test_the_same_file_again_changes_nothing(founded):
    founded("H1")
    text = "Mã;Kỳ;Thành viên;Diện tích canh tác (ha)\nH1;2023;10;12,5\n"
    taken(text)

    report = taken(text)

    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert AnnualReturn.history.count() == 1


def test_a_later_value_updates_and_a_blank_leaves(founded):
    founded("H1")
    taken("Mã,Kỳ,Thành viên,Lao động thời vụ\nH1,2023,10,4\n")

    report = taken("Mã,Kỳ,Thành viên,Lao động thời vụ\nH1,2023,12,\n")

    one = AnnualReturn.objects.get()
    assert (report.updated, one.members, one.seasonal_workers) == (1, 12, 4)


def test_nought_is_not_blank(founded):
    founded("H1")
    taken("Mã,Kỳ,Thành viên,Lao động thời vụ\nH1,2023,0,\n")

    one = AnnualReturn.objects.get()
    assert (one.members, one.seasonal_workers) == (0, None)


def test_estimate_and_official_value_stand_side_by_side(founded):
    founded("H1")

    report = taken("Mã,Kỳ,Giai đoạn,Thành viên\nH1,2023,ước,10\nH1,2023,chính thức,9\n")

    assert (report.created, AnnualReturn.objects.count()) == (2, 2)


@pytest.mark.parametrize("write", [csv_bytes, lambda table: workbook_bytes(table, bare=True)], ids=["csv", "xlsx"])
def test_what_is_exported_can_be_imported_and_changes_nothing(write, founded, reported):
    reported(founded("0012"), "2023", members=570_286, farmed_area=Decimal("1234.50"), profit=-5, rating=Rating.UNRATED)
    reported(founded("Q1", kind=Kind.CREDIT_FUND), "2022", deposits=10**12, bad_debt=0, stage=Stage.ESTIMATE)
    content = write(ReturnResource().as_table(AnnualReturn.objects.all()))

    name = "x.xlsx" if content[:2] == b"PK" else "x.csv"
    report = run_import(ReturnResource, content, name=name, dry_run=False, by=None)

    assert (report.errors, report.unchanged, report.updated) == ([], 2, 0)
