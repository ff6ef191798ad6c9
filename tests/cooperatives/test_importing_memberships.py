"""A file of stays in the alliance goes in whole or not at all, and a second time changes nothing."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.importing import MembershipResource
from cooperatives.models import AllianceMembership
from office.importing import run_import
from printing.xlsx import csv_bytes
from tests.cooperatives.files import everything
from tests.office.sheets import counts, imported, told

pytestmark = pytest.mark.django_db
HEADER = [column.header for column in MembershipResource.columns()]


def stay(code="H1", admitted="01/7/2016", left="", decision="") -> list:
    return [code, admitted, left, decision]


def taken(*rows: list, form="csv", **how):
    return imported(MembershipResource, [HEADER, *rows], form, **how)


def stored() -> list[tuple]:
    rows = AllianceMembership.objects.order_by("organisation__code", "admitted_on")
    return list(rows.values_list("organisation__code", "admitted_on", "left_on", "decision"))


@pytest.fixture
def htx(founded):
    return founded("H1"), founded("H2")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_stay_is_recorded_once(form, htx, staff):
    rows = [stay(decision="12/QĐ"), stay("H2", left="05/8/2020")]

    assert counts(taken(*rows, form=form, by=staff)) == (2, 0, 0)
    assert stored() == [("H1", date(2016, 7, 1), None, "12/QĐ"), ("H2", date(2016, 7, 1), date(2020, 8, 5), "")]
    assert counts(taken(*rows, form=form, by=staff)) == (0, 0, 2)
    assert {one.history.get().history_user for one in AllianceMembership.objects.all()} == {staff}


def test_who_left_may_come_again_in_any_order_of_lines(htx):
    assert counts(taken(stay(admitted="01/7/2021"), stay(left="05/8/2020"))) == (2, 0, 0)
    assert [row[1:3] for row in stored()] == [(date(2016, 7, 1), date(2020, 8, 5)), (date(2021, 7, 1), None)]


def test_a_known_stay_ends_and_another_begins(htx):
    taken(stay())

    assert counts(taken(stay(admitted="01/7/2021"), stay(left="05/8/2020", decision="3/QĐ"))) == (1, 1, 0)
    assert stored()[0] == ("H1", date(2016, 7, 1), date(2020, 8, 5), "3/QĐ")


def test_blank_cells_leave_what_is_stored(htx):
    taken(stay(left="05/8/2020", decision="3/QĐ"))

    assert counts(taken(stay())) == (0, 0, 1)


def test_who_has_ended_is_a_member_no_longer(htx):
    workflow.end(htx[0], kind="dissolved", on=date(2019, 1, 1), by=None)

    taken(stay())

    assert stored() == [("H1", date(2016, 7, 1), date(2019, 1, 1), "")]


def test_what_is_exported_is_known(htx):
    taken(stay(left="05/8/2020", decision="3/QĐ"), stay(admitted="01/7/2021"), stay("H2"))
    before = everything()

    file = csv_bytes(MembershipResource().as_table(AllianceMembership.objects.all()))
    report = run_import(MembershipResource, file, name="tep.csv", dry_run=False, by=None)

    assert counts(report) == (0, 0, 3)
    assert everything() == before


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (stay("H9"), "Mã", "Không có tổ chức nào mang mã “H9”"),
        (stay(admitted=""), "Ngày kết nạp", "Thiếu “Ngày kết nạp”"),
        (stay(admitted="31/12/2014", left="01/6/2016"), "Ngày kết nạp", "không tồn tại vào ngày 31/12/2014"),
        (stay(left="01/7/2016"), "Ngày ra khỏi", "phải sau ngày kết nạp"),
        (stay(admitted="31/02/2016"), "Ngày kết nạp", "không có trên lịch"),
        (stay("H2", "05/5/2018"), "Ngày kết nạp", "đã kết nạp ngày 01/07/2016 và khi ấy chưa ra"),
    ],
)
def test_a_bad_row_is_refused_with_nothing_written(row, column, words, htx):
    taken(stay("H2"))
    before = everything()

    report = taken(stay("H1", "01/7/2017"), row)

    assert [(error.row, error.column) for error in report.errors] == [(3, column)]
    assert words in report.errors[0].message
    assert everything() == before


def test_overlapping_stays_of_one_file_are_refused(htx):
    assert told(taken(stay(), stay(admitted="01/7/2021"))) == [(3, "Ngày kết nạp", "01/7/2021")]


def test_a_stay_cannot_outlast_the_organisation(htx):
    workflow.end(htx[0], kind="dissolved", on=date(2019, 1, 1), by=None)

    assert told(taken(stay(left="05/8/2020"))) == [(2, "Ngày ra khỏi", "05/8/2020")]


def test_many_take_few_queries(founded, django_assert_max_num_queries):
    codes = [founded(f"T{number}").code for number in range(30)]

    with django_assert_max_num_queries(20):
        assert counts(taken(*(stay(code) for code in codes))) == (30, 0, 0)
