"""Organisations come in from a file whole or not at all, and every mistake in it is told at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperatives.importing import OrganisationResource
from cooperatives.models import Kind, Organisation, Place, PlaceSuccession, Sector
from office.importing import ImportReport, run_import, template
from printing.table import Column, Table
from printing.xlsx import csv_bytes, workbook_bytes

pytestmark = pytest.mark.django_db
HEADER = "Mã,Tên,Loại hình,Ngày thành lập"


@pytest.fixture
def places(db):
    district = Place.objects.create(name="Huyện Thử", level="district", valid_to=date(2025, 6, 30))
    other = Place.objects.create(name="Huyện Khác", level="district", valid_to=date(2025, 6, 30))
    province = Place.objects.create(name="Tỉnh Mới", level="province", code="33", valid_from=date(2025, 7, 1))
    old = {"level": "commune", "valid_to": date(2025, 6, 30)}
    new = {"level": "commune", "valid_from": date(2025, 7, 1), "parent": province}
    made = {
        "hồng": Place.objects.create(name="Xã Quỳnh Hồng", code="12505", parent=district, **old),
        "ninh": Place.objects.create(name="Xã An Ninh", code="12600", parent=district, **old),
        "ninh khác": Place.objects.create(name="Xã An Ninh", code="12700", parent=other, **old),
        "sang cũ": Place.objects.create(name="Xã Đông Sang", code="02269", parent=district, **old),
        "sang mới": Place.objects.create(name="Xã Đông Sang", code="02270", **new),
    }
    PlaceSuccession.objects.create(old=made["sang cũ"], new=made["sang mới"], on=date(2025, 7, 1))
    return made


def taken(text: str, *, name: str = "tệp.csv", dry_run: bool = False, by=None) -> ImportReport:
    return run_import(OrganisationResource, text.encode(), name=name, dry_run=dry_run, by=by)


def told(report: ImportReport) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in report.errors]


def test_a_row_becomes_an_organisation_with_its_life(places, staff):
    report = taken(
        "Mã,Tên,Loại hình,Lĩnh vực,Mã số thuế,Xã/phường,Ngày thành lập,Tình trạng hoạt động,Ngày chấm dứt,"
        "Lý do chấm dứt,Ngày kết nạp Liên minh,Người đại diện,Điện thoại\n"
        "0012,HTX Thử,HTX,thủy sản,1099900016,Xã Quỳnh Hồng,01/02/1980,ngừng hoạt động,05/06/2023,Giải thể,02/03/2021,"
        "Bà Thử,0912345678\n",
        by=staff,
    )

    one = Organisation.objects.get(code="0012")
    assert (report.created, report.errors) == (1, [])
    assert (one.kind, one.sector, one.place, one.phone) == (
        Kind.COOPERATIVE,
        Sector.AGRICULTURE,
        places["hồng"],
        "0912345678",
    )
    assert (one.founded_on, one.ended_on) == (date(1980, 2, 1), date(2023, 6, 5))
    assert [event.kind for event in one.life_events.order_by("date")] == ["founded", "dissolved"]
    assert [(r.state, r.since, r.until) for r in one.activity_records.all()] == [
        ("ceased", date(1980, 2, 1), date(2023, 6, 5))
    ]
    assert [(m.admitted_on, m.left_on) for m in one.memberships.all()] == [(date(2021, 3, 2), date(2023, 6, 5))]
    assert one.history.earliest().history_user == staff


def test_every_mistake_of_the_file_is_told_at_once_and_nothing_is_written(places):
    report = taken(
        "Mã,Tên,Loại hình,Xã/phường,Ngày thành lập,Ngày chấm dứt\n"
        "H1,HTX Một,HTX,,01/02/1980,\n"
        "H2,,KHÔNG CÓ,Xã Lạ,31/02/1980,\n"
        ",HTX Ba,HTX,,1/1/80,\n"
        "H4,HTX Bốn,HTX,,01/01/2020,01/01/2019\n"
        "h1,HTX Trùng,HTX,,01/01/2020,\n"
        "Tổng cộng,,,,,\n"
    )

    assert told(report) == [
        (3, "Loại hình"),
        (3, "Ngày thành lập"),
        (3, "Tên"),
        (3, "Xã/phường"),
        (4, "Mã"),
        (4, "Ngày thành lập"),
        (5, "Lý do chấm dứt"),
        (5, "Ngày chấm dứt"),
        (6, "Mã"),
        (7, ""),
    ]
    assert all(error.message[-1] in ".?" for error in report.errors)
    assert Organisation.objects.count() == Organisation.history.count() == 0


@pytest.mark.parametrize(("typed", "day"), [("01/02/1980", date(1980, 2, 1)), ("13/02/1980", date(1980, 2, 13))])
def test_days_are_day_first(typed, day):
    taken(f"{HEADER}\nH1,HTX,HTX,{typed}\n")

    assert Organisation.objects.get().founded_on == day


def test_a_day_to_come_is_refused():
    assert told(taken(f"{HEADER}\nH1,HTX,HTX,01/01/2999\n")) == [(2, "Ngày thành lập")]


@pytest.mark.parametrize(
    "header",
    [
        "mã,TÊN, Loại hình ,Ngày thành lập *",
        "Ngày thành lập,Mã,Tên,Loại hình",
        "Ma\u0303,Te\u0302n,Loại hình,Ngày thành lập",
    ],
)
def test_headers_match_without_regard_to_case_order_space_and_unicode_form(header):
    cells = {"m": "H1", "t": "HTX", "l": "HTX", "n": "1/1/2000"}
    row = ",".join(cells[name.strip()[0].lower()] for name in header.split(","))

    assert taken(f"{header}\n{row}\n").created == 1


@pytest.mark.parametrize(
    ("header", "column", "words"),
    [
        ("Mã,Tên,Loại hình", "Ngày thành lập", "Thiếu cột “Ngày thành lập”"),
        (f"{HEADER},Ghi chú riêng", "Ghi chú riêng", "Không có cột “Ghi chú riêng”"),
        (f"{HEADER},Ngay thanh lập Liên minh", "Ngay thanh lập Liên minh", "Có phải là “"),
        (f"{HEADER},mã", "Mã", "có hai lần"),
    ],
)
def test_wrong_columns_are_named(header, column, words):
    row = ",".join(["x"] * (header.count(",") + 1))
    report = taken(f"{header}\n{row}\n")

    ((error,),) = [[each for each in report.errors if each.column == column]]
    assert words in error.message
    assert Organisation.objects.count() == 0


def test_the_same_file_again_changes_nothing(places, staff):
    text = (
        f"{HEADER},Xã/phường,Tình trạng hoạt động,Ngày kết nạp Liên minh,Ngày chấm dứt,Lý do chấm dứt\n"
        "H1,HTX Một,HTX,1/1/2000,12505,đang hoạt động,1/1/2010,,\nH2,THT Hai,THT,1/1/2001,,,,1/1/2020,sáp nhập\n"
    )
    taken(text, by=staff)
    before = Organisation.history.count()

    report = taken(text, by=staff)

    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)
    assert Organisation.history.count() == before


def test_a_trial_writes_nothing():
    report = taken(f"{HEADER}\nH1,HTX,HTX,1/1/2000\n", dry_run=True)

    assert (report.created, Organisation.objects.count()) == (1, 0)


def test_a_blank_cell_leaves_what_is_there(founded):
    founded("H1", name="HTX Cũ", address="Thôn Thử", on=date(2000, 1, 1))

    report = taken(f"{HEADER},Địa chỉ\nH1,HTX Mới,HTX,1/1/2000,\n")

    one = Organisation.objects.get()
    assert (report.updated, one.name, one.address) == (1, "HTX Mới", "Thôn Thử")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("H1,HTX,THT,1/1/2000,,", "Loại hình"),
        ("H1,HTX,HTX,2/1/2000,,", "Ngày thành lập"),
        ("H2,HTX,HTX,1/1/2000,1/1/2019,giải thể", "Ngày chấm dứt"),
    ],
)
def test_the_past_is_not_changed_by_a_file(row, column, founded):
    founded("H1", on=date(2000, 1, 1))
    taken(f"{HEADER},Ngày chấm dứt,Lý do chấm dứt\nH2,HTX,HTX,1/1/2000,1/1/2020,giải thể\n")

    report = taken(f"{HEADER},Ngày chấm dứt,Lý do chấm dứt\n{row}\n")

    assert told(report) == [(2, column)]
    assert "Trong sổ" in report.errors[0].message


def test_a_code_that_lost_its_noughts_is_not_taken_for_another(founded):
    founded("0012")
    sheet = workbook_bytes(_numbers_for_codes(), bare=True)

    report = run_import(OrganisationResource, sheet, name="a.xlsx", dry_run=False, by=None)

    assert told(report) == [(2, "Mã")]
    assert "đã mất số 0 ở đầu (trong sổ có 0012)" in report.errors[0].message


def _numbers_for_codes() -> Table:
    columns = tuple(Column(name, name, kind="integer" if name == "Mã" else "text") for name in HEADER.split(","))
    return Table("x", columns, ((12, "HTX", "HTX", "1/1/2000"),))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("12505", "hồng"),
        ("02269", "sang cũ"),
        ("xa quynh hong", "hồng"),
        ("Quỳnh Hồng", "hồng"),
        ('"Xã An Ninh, Huyện Khác"', "ninh khác"),
        ("Xã Đông Sang", "sang mới"),
    ],
)
def test_a_commune_is_found_by_code_by_name_and_by_district(typed, place, places):
    taken(f"{HEADER},Xã/phường\nH1,HTX,HTX,1/1/2000,{typed}\n")

    assert Organisation.objects.get().place == places[place]


def test_a_commune_that_could_be_two_is_asked_not_guessed(places):
    report = taken(f"{HEADER},Xã/phường\nH1,HTX,HTX,1/1/2000,Xã An Ninh\n")

    assert told(report) == [(2, "Xã/phường")]
    for words in ("Có 2 nơi", "Xã An Ninh, Huyện Thử (mã 12600", "Xã An Ninh, Huyện Khác (mã 12700", "ghi kèm huyện"):
        assert words in report.errors[0].message


@pytest.mark.parametrize("write", [csv_bytes, lambda table: workbook_bytes(table, bare=True)], ids=["csv", "xlsx"])
def test_what_is_exported_can_be_imported_and_changes_nothing(write, places, founded, staff):
    taken(
        f"{HEADER},Xã/phường,Lĩnh vực,Tình trạng hoạt động,Ngày chấm dứt,Lý do chấm dứt,"
        "Ngày kết nạp Liên minh,Điện thoại\n"
        "H1,=HTX Một,HTX,1/1/2000,12505,nông nghiệp,đang hoạt động,,,1/1/2010,0912345678\n"
        '0002,+THT Hai,THT,1/1/2001,"Xã An Ninh, Huyện Thử",dịch vụ,,1/1/2020,chuyển đổi,,\n',
        by=staff,
    )
    content = write(OrganisationResource().as_table(Organisation.objects.all()))

    report = run_import(
        OrganisationResource, content, name="x.xlsx" if content[:2] == b"PK" else "x.csv", dry_run=False, by=None
    )

    assert (report.errors, report.unchanged, report.updated) == ([], 2, 0)


def test_the_template_asks_for_exactly_the_columns_that_are_read():
    report = run_import(OrganisationResource, template(OrganisationResource), name="mau.xlsx", dry_run=False, by=None)

    assert [error.message for error in report.errors] == [
        "Tệp mau.xlsx chỉ có dòng tiêu đề, không có dòng số liệu nào."
    ]


def test_a_file_looks_everything_up_at_once(places):
    rows = [f"H{number},HTX {number},HTX,1/1/2000,12505" for number in range(40)]
    text = "\n".join([f"{HEADER},Xã/phường", *rows])
    taken(text)

    with CaptureQueriesContext(connection) as caught:
        report = taken(text)

    lookups = [query for query in caught.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert report.unchanged == 40
    assert len(lookups) <= 8
